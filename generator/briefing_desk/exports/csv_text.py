"""Tables as CSV (RFC 4180, with LF line ends), safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from briefing_desk.exports.tables import Row, Table

FORMULA = re.compile(r"""(^|[;|\t\r\n])([\s"]*)(?=[=+\-@＝＋－＠])""")
"""Where a spreadsheet would take what follows for a formula: an apostrophe there keeps it a text.

That is at the beginning, and behind whatever a spreadsheet may take for the end of a cell: in half of the world that
is a semicolon, and quotation marks help only at the beginning of what it takes for a cell.
"""


def format_csv(table: Table[Any], rows: Iterable[Row]) -> str:
    """Return a table with a header; an unknown value is empty."""
    names = [column.name for column in table.columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([show_value(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


@lru_cache(maxsize=65536, typed=True)
def show_value(value: Any) -> str:
    """Return a value as a spreadsheet should read it."""
    if value is None:
        return ""
    words = str(value)
    if value is True or value is False:
        return words.lower()
    return FORMULA.sub(r"\1'\2", words)

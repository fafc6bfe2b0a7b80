"""Tables as CSV (RFC 4180, with LF line ends), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from briefing_desk.exports.tables import Row, Table

FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet take a text for a formula: an apostrophe before it keeps it a text."""


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
    return f"'{words}" if words.startswith(FORMULA) else words

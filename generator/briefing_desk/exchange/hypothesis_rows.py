"""What a reading group has marked with Hypothesis: the rows that its API's search, or an export, gives. Pure.

https://h.readthedocs.io/en/latest/api-reference/v1/
"""

from collections.abc import Iterator
from typing import Any

from briefing_desk.exchange.json_places import Object, get_text, list_all, list_texts
from briefing_desk.exchange.remarks import Remark, split_tags
from briefing_desk.schema.model import Verbatim

KINDS = ("rows", "annotations")
"""Under which key the answer of a search, and the export of the client, have their annotations."""


def find_rows(found: Any) -> list[Any] | None:
    """Return the annotations of a file; None where it is none of Hypothesis."""
    listed = [found[name] for name in KINDS if isinstance(found.get(name), list)] if is_object(found) else [found]
    rows = listed[0] if listed else None
    if not isinstance(rows, list) or not all(is_object(row) for row in rows):
        return None
    is_named = is_object(found) and any(name in found for name in KINDS)
    return rows if is_named or (rows and all("uri" in row and "target" in row for row in rows)) else None


def is_object(value: Any) -> bool:
    """Say whether a value is a JSON object."""
    return isinstance(value, Object)


def list_remarks(rows: list[Any]) -> Iterator[Remark]:
    """Yield each annotation; what answers another, or is about a page as a whole, has no words of an article."""
    for row in rows:
        quote = next((one for target in list_all(row.get("target")) for one in list_quotes(target)), None)
        exact = get_text(quote, "exact")
        name = get_text(row.get("user_info"), "display_name") or get_text(row, "user") or ""
        tags, fields = split_tags(list(list_texts(row.get("tags"))))
        yield Remark(
            at=row.at,
            source=get_text(row, "uri", "url"),
            exact=Verbatim(exact, exact.at) if exact else None,
            prefix=str(get_text(quote, "prefix") or ""),
            suffix=str(get_text(quote, "suffix") or ""),
            by=name.removeprefix("acct:"),
            note=str(get_text(row, "text") or ""),
            tags=tags,
            fields=fields,
            origin=str(get_text(row, "id") or ""),
        )


def list_quotes(target: Any) -> Iterator[Object]:
    """Yield the selectors of a target that say which words are meant."""
    selectors = list_all(target.get("selector")) if is_object(target) else []
    yield from (one for one in selectors if is_object(one) and one.get("type") == "TextQuoteSelector")

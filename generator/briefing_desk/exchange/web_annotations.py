"""W3C Web Annotations: one, a list, a page or a collection (https://www.w3.org/TR/annotation-model/). Pure.

What our own export writes is read again as it was: where words are left out, its targets follow each other.
"""

from collections.abc import Iterator
from typing import Any

from briefing_desk.exchange.json_places import Object, get_text, list_all, list_texts
from briefing_desk.exchange.remarks import Remark, split_tags
from briefing_desk.schema.model import Verbatim
from briefing_desk.syntax.source import Text

DEEPEST = 10
"""Selectors that refine each other."""
TAGGING = {"tagging", "classifying", "identifying"}
LEFT_OUT = " […] "


def find_annotations(found: Any) -> list[Object] | None:
    """Return the annotations of a file; None where it has none."""
    if isinstance(found, list):
        return [one for one in found if has_type(one, "Annotation")] or None
    if has_type(found, "Annotation"):
        return [found]
    if has_type(found, "AnnotationPage"):
        return [one for one in list_all(found.get("items")) if has_type(one, "Annotation")]
    if has_type(found, "AnnotationCollection"):
        return find_annotations(found.get("first")) or []
    graph = found.get("@graph") if isinstance(found, dict) else None
    return find_annotations(graph) if isinstance(graph, list) else None


def has_type(found: Any, wanted: str) -> bool:
    """Say whether a value is an object of a type; `@type` is how JSON-LD itself calls the key."""
    return isinstance(found, Object) and wanted in list_all(found.get("type", found.get("@type")))


def find_next(found: Any) -> Text | None:
    """Return the address of what a file leaves to others: the next page, or the first of a collection."""
    return get_text(found, "next", "first") or get_text(found.get("next") if isinstance(found, dict) else None, "id")


def list_remarks(annotations: list[Object]) -> Iterator[Remark]:
    """Yield each annotation, once for each article that it is about."""
    for one in annotations:
        tags, note = read_bodies(one)
        kept, fields = split_tags(tags)
        targets: dict[str, list[tuple[Text | None, Any]]] = {}
        for target in list_all(one.get("target")):
            source = find_source(target)
            targets.setdefault(str(source or ""), []).append((source, find_quote(target)))
        for found in targets.values():
            quotes = [quote for _, quote in found if get_text(quote, "exact")]
            words = [str(get_text(quote, "exact")) for quote in quotes]
            first = get_text(quotes[0], "exact") if quotes else None
            yield Remark(
                at=one.at,
                source=found[0][0],
                exact=Verbatim(LEFT_OUT.join(words), first.at) if first else None,
                prefix=str(get_text(quotes[0], "prefix") or "") if quotes else "",
                suffix=str(get_text(quotes[-1], "suffix") or "") if quotes else "",
                by=name_creator(one),
                note=note,
                tags=kept,
                fields=fields,
                origin=str(get_text(one, "id", "@id") or ""),
            )


def read_bodies(one: Object) -> tuple[list[Text], str]:
    """Return the tags of an annotation, and what it says in words."""
    tags: list[Text] = []
    words = list(list_texts(one.get("bodyValue")))
    motivations = set(list_texts(one.get("motivation")))
    for body in list_all(one.get("body")):
        if isinstance(body, Object):
            purposes = set(list_texts(body.get("purpose"))) or motivations
            (tags if purposes & TAGGING else words).extend(list_texts(body.get("value")))
        else:
            words.extend(list_texts(body))
    return tags, "\n".join(words)


def name_creator(one: Object) -> str:
    """Return who made an annotation, by the first name that is given."""
    for creator in list_all(one.get("creator")):
        name = creator if isinstance(creator, Text) else get_text(creator, "name", "nickname", "id")
        if name:
            return str(name).removeprefix("acct:")
    return ""


def find_source(target: Any) -> Text | None:
    """Return what a target is about."""
    found = target if isinstance(target, Text) else get_text(target, "source", "id")
    return found or (get_text(target.get("source"), "id", "@id") if isinstance(target, dict) else None)


def find_quote(target: Any) -> Any:
    """Return the selector of a target that says which words are meant, also where it refines another; None if none."""
    selectors = list_all(target.get("selector")) if isinstance(target, dict) else []
    for _ in range(DEEPEST):
        for one in selectors:
            if has_type(one, "TextQuoteSelector"):
                return one
        outer = [one for one in selectors if isinstance(one, dict)]
        selectors = [inner for one in outer for key in ("refinedBy", "items") for inner in list_all(one.get(key))]
    return None

"""Files that nothing in `seeds/` makes any more: which of them the generator wrote alone, so that they can go. Pure.

A page is ours alone if its template, filled with what its own regions say, is the page: nobody wrote a word in it. A
file for others is ours if it stands where we write such files and begins, or reads, as only we write them; people's
changes to those are lost at every run anyway.
"""

import json
import re
from typing import Any

from briefing_desk.exports.atom import HEAD, NAMESPACE
from briefing_desk.exports.feed_entries import ARCHIVE
from briefing_desk.exports.json_feed import VERSION
from briefing_desk.exports.tables import MONTH_TABLES, TOPIC_TABLES, Table
from briefing_desk.messages.words import PAGE_AT
from briefing_desk.regions.markers import Page, parse_page, unify_breaks
from briefing_desk.regions.skeleton import fill_skeleton, list_regions
from briefing_desk.syntax.source import Source
from briefing_desk.web.drafts import DATA, FOLDER, Draft
from briefing_desk.web.json_text import dump, format_json, format_list
from briefing_desk.web.links import name_month
from briefing_desk.web.views import name_page

KINDS = (
    (re.compile(r"actors/(?!index)[^/]+\.md"), "actor.md"),
    (re.compile(r"questions/[^/]+--[^/]+\.md"), "question.md"),
    (re.compile(r"sources/(?:\d{4}(?:-\d\d)?|undated)\.md"), "month.md"),
    (re.compile(r"changes/\d{4}\.md"), "year.md"),
    (re.compile(r"[^/]+\.md"), "topic.md"),
)
"""Pages that come and go with what is annotated: their paths and their templates."""
CUT: tuple[Table[Any], ...] = (*TOPIC_TABLES, *MONTH_TABLES)
"""Tables whose files come and go with topics and months."""
HEADERS = {table.name: ",".join(column.name for column in table.columns) + "\n" for table in CUT}
"""How the files of each begin."""
PLACES = {table.place("*").removesuffix("/*.csv"): table.name for table in CUT}
"""The folder below `data/` of each."""
FORMER = {
    "cells": "cell,actor,question,stances,conditions,changed_from,marks,date,first_day,last_day,articles,origins\n",
    "evidence": "report,quote,speakers\n",
    "quotes": "quote,article,exact,prefix,suffix,direct,checked,passage",
}
"""How some began before they had more columns."""
SAID = re.compile(r'<script type="application/ld\+json">(.*)</script>')


def is_ours(path: str, text: str) -> bool:
    """Say whether a file without a maker, relative to the root, holds nothing that a person wrote."""
    name = path.removeprefix(f"{FOLDER}/")
    return is_untouched(name, text) if name.endswith(".md") else is_export(name, text)


def is_untouched(name: str, text: str) -> bool:
    """Say whether a page is just what its template makes of its regions."""
    page, _ = parse_page(Source(name, text))
    template = next((template for shape, template in KINDS if shape.fullmatch(name)), None)
    if page is None or template is None:
        return False
    bodies = {region.name: page.body_of(region).strip("\n") for region in page.regions}
    if bodies.keys() != list_regions(template):
        return False
    values = read_values(name, page, bodies[DATA])
    return values is not None and fill_skeleton(Draft(name, template, bodies, values)) == unify_breaks(text)


def read_values(name: str, page: Page, data: str) -> dict[str, Any] | None:
    """Return what a page's template was filled with beside the regions, as the page itself tells programs."""
    if name.startswith("sources/"):
        return {"month": name_month(name)}
    if name.startswith("changes/"):
        return {"year": name_page(name)}
    match = SAID.search(data)
    try:
        about = json.loads(match[1])["@graph"][0] if match else {}
    except (ValueError, LookupError, TypeError):
        return None
    title, summary = about.get("headline", ""), about.get("description", "")
    return {"topic": {"title": title, "summary": summary}, "actor": {"name": title}, "question": {"label": title}}


def is_export(name: str, text: str) -> bool:
    """Say whether a feed, a table, a list of quotes or sources, or a plain text is one of ours."""
    place, _, file = name.rpartition("/")
    id, _, ending = file.rpartition(".")
    if place in ("feeds/topics", "feeds/actors") or ARCHIVE.fullmatch(name):
        is_feed = text.startswith(f'{HEAD}<feed xmlns="{NAMESPACE}"')
        return is_feed if ending == "xml" else ending == "json" and is_json(text, "version", VERSION)
    folder = place.removeprefix("data/")
    if ending == "csv":
        table = PLACES.get(folder, "") if folder != place else id if place == "data" else ""
        return any(table in headers and text.startswith(headers[table]) for headers in (HEADERS, FORMER))
    if name == "data/sources.csl.json" or place == "data/sources":
        return file.endswith(".csl.json") and is_list(text, "id")
    if place == "data/annotations":
        return ending == "json" and is_json(text, "type", "AnnotationPage")
    if place != "data/topics":
        return False
    return is_json(text, "topic", id) if ending == "json" else ending == "txt" and is_plain_text(text, id)


def is_json(text: str, key: str, value: str) -> bool:
    """Say whether JSON stands on lines as ours does, and names what it should."""
    found = read_json(text)
    return isinstance(found, dict) and found.get(key) == value and is_same(format_json(found), text)


def is_list(text: str, key: str) -> bool:
    """Say whether JSON is a list with an item a line, as we write it, and each item has a key."""
    found = read_json(text)
    if not isinstance(found, list) or not all(isinstance(item, dict) and key in item for item in found):
        return False
    return is_same((format_list(found) if found else dump(found)) + "\n", text)


def is_same(written: str, text: str) -> bool:
    """Say whether a text is what we write, or wrote when there were spaces in it."""
    return written.replace(" ", "") == text.replace(" ", "")


def read_json(text: str) -> Any:
    """Return what JSON says; None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def is_plain_text(text: str, id: str) -> bool:
    """Say whether a plain text ends with the address of the page that it was made of."""
    before, after = PAGE_AT.split("{address}")
    last = text.rstrip("\n").rpartition("\n")[2]
    return last.startswith(before) and last.endswith(f"{id}.html{after}")

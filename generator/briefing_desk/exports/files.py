"""Which files others can use there are, and what each is about: a topic, an actor, a month, the site. Pure.

Each file is about one subject and made of what concerns it alone, so that it stays as it is while nothing about that
subject changes. The files about a topic, an actor or a month go with its page, those about the site with the home page.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.lists import Whole
from briefing_desk.analysis.position_changes import list_position_changes
from briefing_desk.exports.atom import format_atom
from briefing_desk.exports.csl import format_sources
from briefing_desk.exports.csv_text import format_csv
from briefing_desk.exports.data_package import format_package
from briefing_desk.exports.feed_entries import Entry, Feed, News, find_news_of, list_entries, split_feed
from briefing_desk.exports.json_feed import format_json_feed
from briefing_desk.exports.llms import format_llms
from briefing_desk.exports.matrices import format_matrix
from briefing_desk.exports.plain_text import format_plain_text
from briefing_desk.exports.search_names import PATH as NAMES
from briefing_desk.exports.search_names import format_names
from briefing_desk.exports.tables import MONTH_TABLES, SITE_TABLES, TOPIC_TABLES, Table
from briefing_desk.exports.web_annotations import format_annotations, format_month
from briefing_desk.regions.markers import parse_page
from briefing_desk.syntax.source import Source
from briefing_desk.web.drafts import CITATIONS, FOLDER, SITE_PAGES
from briefing_desk.web.links import Context, actor_page
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import MonthView, TopicView, view_months, view_topic

FOLDERS = (
    "data",
    *(f"data/{name}" for name in ("topics", "reports", "evidence", "articles", "quotes", "sources", "annotations")),
    "feeds/actors",
    "feeds/topics",
)
"""The folders below `briefings/` that hold nothing but these files."""
FEEDS = {"json": format_json_feed, "xml": format_atom}
"""What writes a document of a feed, by the ending of its file."""
FEED, HOME = "feed", "index.md"
PACKAGE = "data/datapackage.json"
CITED = f"<!-- generated: {CITATIONS} -->"
NOTE = re.compile(r"^\[\^([^\]\n]+)\]:", re.MULTILINE)
Find = Callable[[str], str]
"""Returns the text of a page, as it is to be on disk, by path."""
Files = dict[str, str]
"""Texts by path, below `briefings/`."""


@dataclass(frozen=True, slots=True)
class Site:
    """What files about the whole site are made from."""

    whole: Whole
    entries: Sequence[Entry]
    """Of its feed, newest first."""


def export_page(outlet: Outlet, page: str, months: Sequence[str], find: Find, site: Site | None = None) -> Files:
    """Return the files that go with a page, below the root: those about its topic, actor or month, or about the site.

    `months` has the names of all pages of sources, earliest first; only the files about the site need the `site`.
    """
    folder, _, name = page.removesuffix(".md").rpartition("/")
    if page == HOME and site:
        files = make_site_files(outlet, months, site)
    elif page in SITE_PAGES or folder in ("changes", "questions"):
        files = {}
    elif folder == "actors":
        files = make_actor_files(outlet, name)
    elif folder == "sources":
        after = dict(pairwise([*months, ""]))[name]
        files = make_month_files(outlet, view_months(outlet.library)[name], after or None)
    else:
        files = make_topic_files(outlet, name, find)
    return {f"{FOLDER}/{path}": text for path, text in files.items()}


def make_topic_files(outlet: Outlet, topic: str, find: Find) -> Files:
    """Return what there is of a topic: its tables, its matrix for programs, its page as plain text, its feeds."""
    library = outlet.library
    view = view_topic(Context(library, f"{topic}.md"), topic)
    title = f"{view.topic.title} – {outlet.settings.site_name}"
    text = f"data/topics/{topic}.txt"
    matrix = f"data/topics/{topic}.json"
    return {
        **{f"data/{table.place(topic)}": format_csv(table, table.list_rows(view)) for table in TOPIC_TABLES},
        matrix: format_matrix(outlet.at(matrix), view),
        text: write_plain_text(outlet.at(text), view, find(f"{FOLDER}/{topic}.md")),
        **write_feed(outlet, Feed(f"feeds/topics/{topic}", title, f"{topic}.md"), find_news_of(view.cells.values())),
    }


def make_actor_files(outlet: Outlet, actor: str) -> Files:
    """Return what there is of an actor: its feeds."""
    library = outlet.library
    title = f"{library.seeds.actors[actor].name} – {outlet.settings.site_name}"
    news = find_news_of(library.by_actor[actor].values())
    return write_feed(outlet, Feed(f"feeds/actors/{actor}", title, actor_page(actor)), news)


def make_month_files(outlet: Outlet, month: MonthView, after: str | None) -> Files:
    """Return what there is of a month's articles: their tables, their references, their quotes as annotations."""
    sources, quotes = f"data/sources/{month.name}.csl.json", f"data/annotations/{month.name}.json"
    return {
        **{f"data/{table.place(month.name)}": format_csv(table, table.list_rows(month)) for table in MONTH_TABLES},
        sources: format_sources(outlet.at(sources), month.articles),
        quotes: format_month(outlet.at(quotes), month, after),
    }


def list_topic_entries(outlet: Outlet, cells: Iterable[Cell]) -> list[Entry]:
    """Return the entries of the site's feed that a topic brings, given its cells: their changes."""
    return list_entries(outlet.at(FEED), (list_position_changes(cells), []))


def list_month_entries(outlet: Outlet, ids: Iterable[str]) -> list[Entry]:
    """Return the entries of the site's feed that articles bring: those that were corrected or withdrawn."""
    articles = outlet.library.seeds.articles
    return list_entries(outlet.at(FEED), ([], [id for id in ids if articles[id].correction]))


def make_site_files(outlet: Outlet, months: Sequence[str], site: Site) -> Files:
    """Return what there is of the whole site: the vocabulary, what lists the other files, the feeds."""
    library, whole = outlet.library, site.whole
    tables = {table.place(): format_csv(table, table.list_rows(library)) for table in SITE_TABLES}
    parts: dict[Table[Any], list[str]] = {
        table: [table.place(topic) for topic in library.seeds.topics] for table in TOPIC_TABLES
    }
    parts |= {table: [table.place(name) for name in months] for table in MONTH_TABLES}
    quotes = "data/annotations.json"
    return {
        **{f"data/{name}": text for name, text in tables.items()},
        PACKAGE: format_package(outlet.at(PACKAGE), whole.newest_day, tables, parts),
        quotes: format_annotations(outlet.at(quotes), sum(part.quotes for part in whole.months), months),
        NAMES: format_names(library, whole, outlet.settings.language),
        "llms.txt": format_llms(outlet.at("llms.txt"), whole.coverage),
        **make_feed(outlet, Feed(FEED, outlet.settings.site_name, "changes.md"), site.entries),
    }


def write_feed(outlet: Outlet, feed: Feed, news: News) -> Files:
    """Return the documents of a feed that tells such news."""
    return make_feed(outlet, feed, list_entries(outlet.at(feed.stem), news))


def make_feed(outlet: Outlet, feed: Feed, entries: Sequence[Entry]) -> Files:
    """Return the documents of a feed, in both formats: the feed itself, and its archives."""
    parts = split_feed(feed, entries)
    kinds = [(f"{part.stem}.{ending}", form, part) for part in parts for ending, form in FEEDS.items()]
    return {path: form(outlet.at(path), part) for path, form, part in kinds}


def write_plain_text(outlet: Outlet, view: TopicView, text: str) -> str:
    """Return the plain text of a topic's page."""
    page, _ = parse_page(Source(f"{FOLDER}/{view.id}.md", text))
    assert page, "a page that we have just made has sound markers"
    return format_plain_text(outlet, view, page, NOTE.findall(text.rpartition(CITED)[2]))

"""Which files others can use there are, and what each is made from. Pure: paths and texts."""

import re
from collections.abc import Iterable, Iterator

from generator.assemble import Library
from generator.exports.annotations import format_annotations
from generator.exports.atom import format_atom
from generator.exports.csl import format_sources
from generator.exports.csvtext import format_csv
from generator.exports.entries import News, find_news, follow, list_entries
from generator.exports.jsonfeed import format_json_feed
from generator.exports.llms import format_llms
from generator.exports.matrices import format_matrix
from generator.exports.outlet import Outlet
from generator.exports.package import format_package
from generator.exports.tables import TABLES, Table, make_matrix
from generator.exports.twin import format_twin
from generator.merge import Merged
from generator.pages.parts import Context, actor_page
from generator.pages.view import TopicView, view_topic
from generator.regions import Page, parse_page
from generator.render import CITATIONS, FOLDER
from generator.settings import Settings
from generator.source import Source

FOLDERS = ("data", "data/topics", "feeds/actors", "feeds/topics")
"""The folders below `briefings/` that hold nothing but these files."""
CITED = f"<!-- generated: {CITATIONS} -->"
NOTE = re.compile(r"^\[\^([^\]\n]+)\]:", re.MULTILINE)
Files = Iterator[tuple[str, str]]


def export_files(library: Library, settings: Settings, merged: Merged) -> dict[str, str]:
    """Return every file by path, given the pages by path."""
    outlet = Outlet(library, settings, "")
    views = [view_topic(Context(library, f"{id}.md"), id) for id in library.seeds.topics]
    found = [*list_feeds(outlet), *list_data(outlet, views), *list_texts(outlet, views, merged)]
    return {f"{FOLDER}/{path}": text for path, text in found}


def at(outlet: Outlet, path: str) -> Outlet:
    """Return an outlet for another file."""
    return Outlet(outlet.library, outlet.settings, path)


def list_feeds(outlet: Outlet) -> Files:
    """Yield the feeds of the whole site, of each topic and of each actor that holds positions."""
    library, name = outlet.library, outlet.settings.site_name
    news = find_news(library)
    yield from list_forms(outlet, "feed", name, "changes.md", news)
    for id, topic in library.seeds.topics.items():
        about = follow(library, news, topic=id)
        yield from list_forms(outlet, f"feeds/topics/{id}", f"{topic.title} – {name}", f"{id}.md", about)
    for id in sorted(library.by_actor):
        about = follow(library, news, actor=id)
        title = f"{library.seeds.actors[id].name} – {name}"
        yield from list_forms(outlet, f"feeds/actors/{id}", title, actor_page(id), about)


def list_forms(outlet: Outlet, stem: str, title: str, page: str, news: News) -> Files:
    """Yield one feed in both formats."""
    entries = list_entries(at(outlet, stem), news)
    for path, format_feed in ((f"{stem}.json", format_json_feed), (f"{stem}.xml", format_atom)):
        yield path, format_feed(at(outlet, path), title, page, entries)


def list_data(outlet: Outlet, views: Iterable[TopicView]) -> Files:
    """Yield the matrices, the tables with their description, the sources and the quotes."""
    tables: dict[str, tuple[Table, str]] = {}
    for table in TABLES:
        tables[f"{table.name}.csv"] = table, format_csv(table, table.list_rows(outlet.library))
    for view in views:
        matrix = make_matrix(view)
        tables[f"topics/{view.id}.csv"] = matrix, format_csv(matrix, matrix.list_rows(outlet.library))
        yield f"data/topics/{view.id}.json", format_matrix(at(outlet, f"data/topics/{view.id}.json"), view)
    yield from ((f"data/{path}", text) for path, (_, text) in tables.items())
    yield "data/datapackage.json", format_package(at(outlet, "data/datapackage.json"), tables)
    yield "data/sources.csl.json", format_sources(at(outlet, "data/sources.csl.json"))
    yield "data/annotations.json", format_annotations(at(outlet, "data/annotations.json"))


def list_texts(outlet: Outlet, views: Iterable[TopicView], merged: Merged) -> Files:
    """Yield the plain text of each topic's page, and the list of them."""
    for view in views:
        path, page = f"data/topics/{view.id}.txt", find_page(merged, f"{FOLDER}/{view.id}.md")
        cited = NOTE.findall(merged.pages[page.source.path].rpartition(CITED)[2])
        yield path, format_twin(at(outlet, path), view, page, cited)
    yield "llms.txt", format_llms(at(outlet, "llms.txt"))


def find_page(merged: Merged, path: str) -> Page:
    """Return a page's regions and prose; they were found when it was merged, unless it is new."""
    page = merged.parsed.get(path) or parse_page(Source(path, merged.pages[path]))[0]
    assert page, "a page that we have just made has sound markers"
    return page

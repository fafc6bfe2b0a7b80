"""Which files others can use there are, and what each is made from. Pure: paths and texts."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from typing import Any

from briefing_desk.analysis.library import Library
from briefing_desk.exports.atom import format_atom
from briefing_desk.exports.csl import format_sources
from briefing_desk.exports.csv_text import format_csv
from briefing_desk.exports.data_package import format_package
from briefing_desk.exports.feed_entries import Entry, News, find_news, follow, list_entries
from briefing_desk.exports.json_feed import format_json_feed
from briefing_desk.exports.llms import format_llms
from briefing_desk.exports.matrices import format_matrix
from briefing_desk.exports.plain_text import format_plain_text
from briefing_desk.exports.tables import TABLES, Table, make_matrix
from briefing_desk.exports.web_annotations import format_annotations
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.merge import Keep, keep_text
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.source import Digest, Source
from briefing_desk.web.drafts import CITATIONS, FOLDER, SITE_PAGES
from briefing_desk.web.links import Context, actor_page
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import TopicView, view_topic

FOLDERS = ("data", "data/topics", "feeds/actors", "feeds/topics")
"""The folders below `briefings/` that hold nothing but these files."""
PACKAGE = "data/datapackage.json"
CITED = f"<!-- generated: {CITATIONS} -->"
Each = Callable[..., Iterable[Any]]
"""Does what `map` does, perhaps faster."""
Find = Callable[[str], str]
"""Returns the text of a page, as it is to be on disk, by path."""
NOTE = re.compile(r"^\[\^([^\]\n]+)\]:", re.MULTILINE)
Maker = Callable[[], str]
Makers = dict[str, Maker]
Views = Mapping[str, Callable[[], TopicView]]
"""What is to be seen of each topic; looked for only when a file of it is made."""
Form = Callable[[Outlet, str, str, list[Entry]], str]


def export_files(
    library: Library,
    settings: Settings,
    find: Find,
    wanted: Collection[str] | None = None,
    each: Each = map,
    keep: Keep = keep_text,
) -> dict[str, Any]:
    """Return what is kept of every file, or of the `wanted`, by path; `describe_tables` makes the one that is left."""
    outlet = Outlet(library, settings, "")
    views = list_views(library)
    makers = {**list_feeds(outlet), **list_data(outlet, views), **list_texts(outlet, views, find)}
    files = {f"{FOLDER}/{path}": make for path, make in makers.items()}
    new = [(path, files[path]) for path in sorted(files) if wanted is None or path in wanted]
    return dict(each(partial(run, keep), new))


def run(keep: Keep, file: tuple[str, Maker]) -> tuple[str, Any]:
    """Return a file's path and what is kept of what its maker makes."""
    path, make = file
    return path, keep(path, make())


def describe_tables(library: Library, settings: Settings, digests: Mapping[str, Digest]) -> str:
    """Return the description of all tables, given the digest of each file by path."""
    outlet = Outlet(library, settings, PACKAGE)
    tables = list_tables(outlet, list_views(library))
    return format_package(outlet, {name: (table, digests[f"{FOLDER}/data/{name}"]) for name, table in tables.items()})


def list_views(library: Library) -> Views:
    """Return what is to be seen of each topic."""
    return {id: cache(partial(view_topic, Context(library, f"{id}.md"), id)) for id in library.seeds.topics}


def list_companions(page: str) -> list[str]:
    """Return the files that tell the same as a page, below `briefings/` as the page; the whole site's with the home."""
    if page == "index.md":
        tables = [f"data/{table.name}.csv" for table in TABLES]
        return ["feed.json", "feed.xml", "llms.txt", PACKAGE, "data/sources.csl.json", "data/annotations.json", *tables]
    folder, _, id = page.removesuffix(".md").rpartition("/")
    if folder == "sources" or page in SITE_PAGES:
        return []
    kind = folder or "topics"
    data = [f"data/topics/{id}.{ending}" for ending in ("csv", "json", "txt")]
    return [f"feeds/{kind}/{id}.json", f"feeds/{kind}/{id}.xml", *(data if kind == "topics" else ())]


def at(outlet: Outlet, path: str) -> Outlet:
    """Return an outlet for another file."""
    return Outlet(outlet.library, outlet.settings, path)


def list_feeds(outlet: Outlet) -> Makers:
    """Return what makes the feeds of the whole site, of each topic and of each actor that holds positions."""
    library, name = outlet.library, outlet.settings.site_name
    see = cache(partial(find_news, library))
    makers = list_forms(outlet, "feed", name, "changes.md", see)
    for id, topic in library.seeds.topics.items():
        about = cache(partial(find_news_about, library, see, topic=id))
        makers |= list_forms(outlet, f"feeds/topics/{id}", f"{topic.title} – {name}", f"{id}.md", about)
    for id in sorted(library.by_actor):
        about = cache(partial(find_news_about, library, see, actor=id))
        title = f"{library.seeds.actors[id].name} – {name}"
        makers |= list_forms(outlet, f"feeds/actors/{id}", title, actor_page(id), about)
    return makers


def find_news_about(library: Library, see: Callable[[], News], topic: str = "", actor: str = "") -> News:
    """Return what of the site's news is about a topic or an actor."""
    return follow(library, see(), topic, actor)


def list_forms(outlet: Outlet, stem: str, title: str, page: str, see: Callable[[], News]) -> Makers:
    """Return what makes one feed in both formats."""
    entries = cache(lambda: list_entries(at(outlet, stem), see()))
    return {
        path: partial(write_feed, form, at(outlet, path), title, page, entries)
        for path, form in ((f"{stem}.json", format_json_feed), (f"{stem}.xml", format_atom))
    }


def write_feed(form: Form, outlet: Outlet, title: str, page: str, see: Callable[[], list[Entry]]) -> str:
    """Return a feed in one format."""
    return form(outlet, title, page, see())


def list_tables(outlet: Outlet, views: Views) -> dict[str, Table]:
    """Return every table by its file below `data/`: those of the corpus, then the matrix of each topic."""
    topics = outlet.library.seeds.topics
    matrices = {f"topics/{id}.csv": make_matrix(id, topics[id], see) for id, see in views.items()}
    return {f"{table.name}.csv": table for table in TABLES} | matrices


def list_data(outlet: Outlet, views: Views) -> Makers:
    """Return what makes the tables, the matrices for programs, the sources and the quotes."""
    tables = list_tables(outlet, views)
    makers: Makers = {f"data/{name}": partial(write_table, outlet, table) for name, table in tables.items()}
    for id, see in views.items():
        path = f"data/topics/{id}.json"
        makers[path] = partial(write_view, format_matrix, at(outlet, path), see)
    for path, form in (("data/sources.csl.json", format_sources), ("data/annotations.json", format_annotations)):
        makers[path] = partial(form, at(outlet, path))
    return makers


def write_table(outlet: Outlet, table: Table) -> str:
    """Return a table as CSV."""
    return format_csv(table, table.list_rows(outlet.library))


def write_view(form: Callable[[Outlet, TopicView], str], outlet: Outlet, see: Callable[[], TopicView]) -> str:
    """Return what is seen of a topic, in a format."""
    return form(outlet, see())


def list_texts(outlet: Outlet, views: Views, find: Find) -> Makers:
    """Return what makes the plain text of each topic's page, and the list of them."""
    makers: Makers = {"llms.txt": partial(format_llms, at(outlet, "llms.txt"))}
    for id, see in views.items():
        path = f"data/topics/{id}.txt"
        makers[path] = partial(write_plain_text, at(outlet, path), see, find, f"{FOLDER}/{id}.md")
    return makers


def write_plain_text(outlet: Outlet, see: Callable[[], TopicView], find: Find, path: str) -> str:
    """Return the plain text of a topic's page."""
    text = find(path)
    page, _ = parse_page(Source(path, text))
    assert page, "a page that we have just made has sound markers"
    return format_plain_text(outlet, see(), page, NOTE.findall(text.rpartition(CITED)[2]))

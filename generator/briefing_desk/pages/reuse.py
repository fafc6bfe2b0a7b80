"""What others can take from a page: its data, its feeds, and what it says as JSON-LD."""

import json
from collections.abc import Mapping

from briefing_desk.analysis.lists import Whole
from briefing_desk.messages.words import (
    ACTOR_KINDS,
    ACTOR_SUMMARY,
    FEEDS,
    FILES_OF_MONTH,
    FILES_OF_SITE,
    FILES_OF_TOPIC,
    PAGES,
    put_inside,
)
from briefing_desk.web.escape import escape_json
from briefing_desk.web.json_text import Json
from briefing_desk.web.linked_data import (
    describe_actor,
    describe_page,
    describe_source,
    find_modified,
    list_claims,
    list_days,
)
from briefing_desk.web.links import Context, Link, name_month, source_page
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import SiteView, list_cells, view_question

File = tuple[str, str]
"""A file's path on the site, and what it is called."""


def render_data(context: Context, outlet: Outlet, site: SiteView | None) -> str:
    """Return the links to what others can use of a page, and the page as JSON-LD; `site` if it is about all of it."""
    links = [Link(words, locate(context.page, path)) for path, words in list_links(outlet, context.page)]
    told = describe_site(outlet, context.page, site.whole) if site else describe(outlet, context.page)
    said = escape_json(json.dumps(told, separators=(",", ":")))
    return context.render("data", links=links, said=said)


def locate(page: str, path: str) -> str:
    """Return the address of a file relative to a page."""
    return f"../{path}" if "/" in page else path


def list_links(outlet: Outlet, page: str) -> list[File]:
    """Return what there is to take: a topic's matrix, a page's own feeds; else those of the whole site."""
    stem = page.removesuffix(".md")
    actor = stem.removeprefix("actors/")
    if stem.startswith("questions/"):
        stem = stem.removeprefix("questions/").partition("--")[0]
    if stem in outlet.library.seeds.topics:
        return [*name_files(FILES_OF_TOPIC, stem), *list_feeds(f"feeds/topics/{stem}")]
    if stem.startswith("sources/") and stem != "sources/index":
        return name_files(FILES_OF_MONTH, stem.removeprefix("sources/"))
    if stem != actor and actor in outlet.library.by_actor:
        return [*list_feeds(f"feeds/actors/{actor}"), *list(FILES_OF_SITE.items())[:1]]
    return [*list_feeds("feed"), *FILES_OF_SITE.items()]


def name_files(files: Mapping[str, str], name: str) -> list[File]:
    """Return the files about a topic or a month."""
    return [(path.format(name=name), words) for path, words in files.items()]


def list_feeds(stem: str) -> list[File]:
    """Return a feed in both formats."""
    return [(f"{stem}.{ending}", words) for ending, words in FEEDS.items()]


def describe_site(outlet: Outlet, page: str, whole: Whole) -> Json:
    """Return a page about the whole site, or a year of it, as JSON-LD: the page alone."""
    folder, _, year = page.removesuffix(".md").rpartition("/")
    days, is_year = list_days(whole.articles), folder == "changes"
    title = PAGES["year"]["title"].format(year=year) if is_year else name_page(outlet, page.removesuffix(".md"))
    modified = max((day for day in days if not is_year or str(day.year) == year), default=None)
    return describe_page(outlet, page, title, outlet.settings.site_description, (), modified)


def describe(outlet: Outlet, page: str) -> Json:
    """Return a page as JSON-LD: a topic with its claims, an actor, or the articles of a month."""
    library, stem = outlet.library, page.removesuffix(".md")
    folder, _, id = stem.rpartition("/")
    if stem in library.seeds.topics:
        topic = library.seeds.topics[stem]
        cells = library.by_topic.get(stem, {}).values()
        reports = [report for cell in cells for report in cell.all_reports]
        modified = find_modified(report.article for report in reports)
        claims = () if stem in library.split else list_claims(outlet, reports)
        return describe_page(outlet, page, topic.title, topic.summary, claims, modified)
    if folder == "questions":
        view = view_question(Context(library, page), id)
        [question] = view.topic.questions
        modified, claims = find_modified(report.article for report in view.reports), list_claims(outlet, view.reports)
        return describe_page(outlet, page, question.label, question.proposition, claims, modified)
    if folder == "actors" and id in library.by_actor:
        actor = library.seeds.actors[id]
        reports = [report for cell in list_cells(Context(library, page), id) for report in cell.reports]
        summary = ACTOR_SUMMARY.format(actor=actor.name, kind=put_inside(ACTOR_KINDS[actor.kind]))
        modified = find_modified(report.article for report in reports)
        return describe_page(outlet, page, actor.name, summary, (), modified, describe_actor(outlet, id))
    articles = library.seeds.articles
    listed = [id for id, article in articles.items() if source_page(article) == page]
    parts = (describe_source(outlet, id) for id in listed)
    modified = find_modified(articles[id] for id in listed)
    return describe_page(outlet, page, name_page(outlet, stem), outlet.settings.site_description, parts, modified)


def name_page(outlet: Outlet, stem: str) -> str:
    """Return what a page about the whole site, or of a month's sources, is called."""
    if stem == "index":
        return outlet.settings.site_name
    if found := PAGES.get(stem.removesuffix("/index")):
        return found["title"]
    return PAGES["month"]["title"].format(month=name_month(f"{stem}.md"))

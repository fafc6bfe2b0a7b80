"""From the library to drafts of all pages: which pages there are, which regions each has, in which order. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from briefing_desk.analysis.library import Library
from briefing_desk.pages import (
    accounts,
    actor,
    agreement,
    evidence,
    freshness,
    overview,
    reuse,
    sources,
    table,
    timeline,
    topic,
)
from briefing_desk.schema.model import Limits
from briefing_desk.schema.settings import Settings
from briefing_desk.web import views as view
from briefing_desk.web.drafts import CITATIONS, DATA, FOLDER, Draft
from briefing_desk.web.links import Context, actor_page, name_month, year_page
from briefing_desk.web.outlet import Outlet

Body = Callable[[], str]
Plan = tuple[str, str, Mapping[str, Body], Mapping[str, Any]]

HOME: dict[str, Callable[[Context], str]] = {
    "coverage": overview.render_coverage,
    "latest": overview.render_latest,
    "contested": overview.render_contested,
    "chronology": accounts.render_chronology,
    "topics": overview.render_topics,
}
TOPIC: dict[str, Callable[[view.TopicView], str]] = {
    "glance": topic.render_glance,
    "review": freshness.render_review,
    "matrix": table.render_matrix,
    "changes": topic.render_changes,
    "evidence": evidence.render_evidence,
    "timeline": timeline.render_timeline,
    "chronology": accounts.render_topic_chronology,
    "agreement": agreement.render_topic_agreement,
    "disagreements": accounts.render_disagreements,
    "sources": topic.render_sources,
}
ACTOR: dict[str, Callable[[Context, str], str]] = {
    "profile": actor.render_profile,
    "positions": actor.render_positions,
    "history": actor.render_history,
    "agreement": agreement.render_actor_agreement,
}
ACTORS: dict[str, Callable[[Context], str]] = {"coverage": overview.render_coverage, "index": actor.render_index}
SOURCES: dict[str, Callable[[Context], str]] = {
    "coverage": overview.render_coverage,
    "index": sources.render_index,
    "origins": sources.render_origins,
}
MONTH: dict[str, Callable[[Context, list[str]], str]] = {"articles": sources.render_month}
METHOD: dict[str, Callable[[Context], str]] = {
    "coverage": overview.render_coverage,
    "vocabulary": overview.render_vocabulary,
}
THRESHOLDS: dict[str, Callable[[Context, Limits], str]] = {"thresholds": overview.render_thresholds}
YEAR: dict[str, Callable[[Context, view.YearView | None, Sequence[int]], str]] = {
    "changes": overview.render_changes,
    "corrections": overview.render_corrections,
    "additions": overview.render_additions,
}


class Bodies(Mapping[str, str]):
    """The bodies of a page's regions by name, each made when somebody asks for it."""

    def __init__(self, makers: Mapping[str, Body]) -> None:
        self.makers = makers

    def __getitem__(self, name: str) -> str:
        """Return a region's body."""
        return self.makers[name]()

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of the template."""
        return iter(self.makers)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.makers)


def render_site(library: Library, settings: Settings) -> list[Draft]:
    """Return the drafts of all pages, sorted by path."""
    drafts = (draft_page(library, settings, *plan) for plan in list_plans(library, settings))
    return sorted(drafts, key=lambda draft: draft.path)


def render_page(library: Library, settings: Settings, page: str) -> Draft:
    """Return the draft of one page, which the library has."""
    return next(draft_page(library, settings, *plan) for plan in list_plans(library, settings) if plan[0] == page)


def draft_page(
    library: Library,
    settings: Settings,
    page: str,
    template: str,
    makers: Mapping[str, Body],
    values: Mapping[str, Any],
) -> Draft:
    """Return the draft of a page; it has what others can use of it, and its citations last."""
    context = Context(library, page, settings.report_url, settings.templates)
    data = partial(reuse.render_data, context, Outlet(library, settings, page))
    bodies = Bodies({**makers, DATA: data, CITATIONS: str})
    return Draft(f"{FOLDER}/{page}", template, bodies, values, settings.templates)


def list_plans(library: Library, settings: Settings) -> Iterator[Plan]:
    """Yield each page below `briefings/`: its template, what makes its regions, what the template needs beside them."""
    at = partial(Context, library, report_url=settings.report_url, templates=settings.templates)
    yield "index.md", "home.md", bind(HOME, at("index.md")), {}
    yield from list_years(at, view.view_years(library))
    yield "actors/index.md", "actors.md", bind(ACTORS, at("actors/index.md")), {}
    yield "sources/index.md", "sources.md", bind(SOURCES, at("sources/index.md")), {}
    method = bind(METHOD, at("method.md")) | bind(THRESHOLDS, at("method.md"), settings.limits)
    yield "method.md", "method.md", method, {}
    for id, found in library.seeds.topics.items():
        see = cache(partial(view.view_topic, at(f"{id}.md"), id))
        regions = {name: partial(show_view, render, see) for name, render in TOPIC.items()}
        yield f"{id}.md", "topic.md", regions, {"topic": found}
    for id in library.by_actor:
        page = actor_page(id)
        yield page, "actor.md", bind(ACTOR, at(page), id), {"actor": library.seeds.actors[id]}
    for page, ids in sources.list_months(at("")).items():
        yield page, "month.md", bind(MONTH, at(page), ids), {"month": name_month(page)}


def list_region_names(page: str) -> tuple[str, ...]:
    """Return the names of the regions that a page can have, in the order of its template."""
    site: Mapping[str, tuple[str, ...]] = {
        "index.md": tuple(HOME),
        "changes.md": ("coverage", *YEAR),
        "actors/index.md": tuple(ACTORS),
        "sources/index.md": tuple(SOURCES),
        "method.md": (*METHOD, "thresholds"),
    }
    kinds = {"actors": tuple(ACTOR), "sources": tuple(MONTH), "changes": tuple(YEAR)}
    return (*(site.get(page) or kinds.get(page.rpartition("/")[0], tuple(TOPIC))), DATA, CITATIONS)


def list_years(at: Callable[[str], Context], years: Sequence[view.YearView]) -> Iterator[Plan]:
    """Yield the page of each year of record; the newest year, and what was read at all, is on the one always there."""
    newest, older = at("changes.md"), [found.year for found in years[1:]]
    coverage = {"coverage": partial(overview.render_coverage, newest)}
    yield "changes.md", "changes.md", coverage | bind(YEAR, newest, years[0] if years else None, older), {}
    for found in years[1:]:
        page = year_page(found.year)
        yield page, "year.md", bind(YEAR, at(page), found, ()), {"year": found.year}


def bind(regions: Mapping[str, Callable[..., str]], *subject: object) -> dict[str, Body]:
    """Return what makes the regions of one page."""
    return {name: partial(render, *subject) for name, render in regions.items()}


def show_view(render: Callable[[view.TopicView], str], see: Callable[[], view.TopicView]) -> str:
    """Return a region of a topic, which all its regions look at together."""
    return render(see())

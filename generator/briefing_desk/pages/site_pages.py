"""From the library to drafts of all pages: which pages there are, which regions each has, in which order. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from briefing_desk.analysis.library import Library
from briefing_desk.analysis.lists import Whole
from briefing_desk.pages import (
    accounts,
    actor,
    agreement,
    evidence,
    freshness,
    overview,
    pictures,
    reuse,
    sources,
    table,
    timeline,
    topic,
)
from briefing_desk.schema.model import Limits
from briefing_desk.schema.settings import Settings
from briefing_desk.web import views as view
from briefing_desk.web.drafts import CITATIONS, DATA, FOLDER, SITE_PAGES, Draft
from briefing_desk.web.links import Context, actor_page, name_month, year_page
from briefing_desk.web.outlet import Outlet

AGREEMENT = "agreement"
Body = Callable[[], str]
Plan = tuple[str, Mapping[str, Body], Mapping[str, Any]]
"""A page's template, what makes its regions, what the template needs beside them."""

HOME: dict[str, Callable[[view.SiteView], str]] = {
    "coverage": overview.render_coverage,
    "everyone": pictures.render_everyone,
    "latest": overview.render_latest,
    "contested": overview.render_contested,
    "chronology": accounts.render_chronology,
    "topics": overview.render_topics,
}
TOPIC: dict[str, Callable[[view.TopicView], str]] = {
    "glance": topic.render_glance,
    "review": freshness.render_review,
    "standing": pictures.render_standing,
    "matrix": table.render_matrix,
    "agreement": agreement.render_topic_agreement,
    "changes": topic.render_changes,
    "evidence": evidence.render_evidence,
    "timeline": timeline.render_timeline,
    "chronology": accounts.render_topic_chronology,
    "disagreements": accounts.render_disagreements,
    "sources": topic.render_sources,
}
QUESTION: dict[str, Callable[[view.TopicView], str]] = {
    "question": evidence.render_question,
    **{name: TOPIC[name] for name in ("standing", "changes", "timeline", "evidence")},
}
ACTOR: dict[str, Callable[[Context, str], str]] = {
    "profile": actor.render_profile,
    "positions": actor.render_positions,
    AGREEMENT: agreement.render_actor_agreement,
    "history": actor.render_history,
}
TOPICS: dict[str, Callable[[view.SiteView], str]] = {"questions": overview.render_questions}
ACTORS: dict[str, Callable[[view.SiteView], str]] = {"coverage": overview.render_coverage, "index": actor.render_index}
SOURCES: dict[str, Callable[[view.SiteView], str]] = {
    "coverage": overview.render_coverage,
    "index": sources.render_index,
    "origins": sources.render_origins,
}
MONTH: dict[str, Callable[[Context, list[str]], str]] = {"articles": sources.render_month}
METHOD: dict[str, Callable[[view.SiteView], str]] = {
    "coverage": overview.render_coverage,
    "reliability": overview.render_reliability,
    "vocabulary": overview.render_vocabulary,
}
THRESHOLDS: dict[str, Callable[[view.SiteView, Limits], str]] = {"thresholds": overview.render_thresholds}
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
    """Return the drafts of all pages of a library that has all articles, sorted by path."""
    whole = view.list_whole(library)
    drafts = (render_page(library, settings, page, whole) for page in list_pages(library, whole))
    return sorted(drafts, key=lambda draft: draft.path)


def list_pages(library: Library, whole: Whole) -> Iterator[str]:
    """Yield every page of a library, by its path in `briefings/`."""
    yield from SITE_PAGES
    yield from (year_page(found.year) for found in view.view_years(whole)[1:])
    yield from (f"{id}.md" for id in library.seeds.topics)
    yield from view.list_question_pages(library)
    yield from map(actor_page, library.by_actor)
    yield from sources.list_months(Context(library, ""))


def render_page(library: Library, settings: Settings, page: str, whole: Whole | None = None) -> Draft:
    """Return the draft of one page, which the library has; it has what others can use of it, and its citations last.

    A page about the whole site is made from the `whole`, which no other page needs.
    """
    context = Context(library, page, settings.report_url, settings.templates)
    site = view.SiteView(context, whole) if whole and is_about_site(page) else None
    template, makers, values = plan_site_page(site, settings.limits) if site else plan_page(context)
    data = partial(reuse.render_data, context, Outlet(library, settings, page), site)
    bodies = Bodies({**makers, DATA: data, CITATIONS: str})
    return Draft(f"{FOLDER}/{page}", template, bodies, values, settings.templates)


def render_agreement(library: Library, settings: Settings, page: str) -> str:
    """Return the region of an actor's page that tells of others; the library need not have the articles."""
    actor = page.removeprefix("actors/").removesuffix(".md")
    return ACTOR[AGREEMENT](Context(library, page, settings.report_url, settings.templates), actor)


def is_about_site(page: str) -> bool:
    """Say whether a page is about the whole site, or about one of its years."""
    return page in SITE_PAGES or page.startswith("changes/")


def plan_site_page(site: view.SiteView, limits: Limits) -> Plan:
    """Return how a page about the whole site is made."""
    page = site.context.page
    if page == "index.md":
        return "home.md", bind(HOME, site), {}
    if page == "topics/index.md":
        return "topics.md", bind(TOPICS, site), {}
    if page == "actors/index.md":
        return "actors.md", bind(ACTORS, site), {}
    if page == "sources/index.md":
        return "sources.md", bind(SOURCES, site), {}
    if page == "method.md":
        return "method.md", bind(METHOD, site) | bind(THRESHOLDS, site, limits), {}
    if page == "changes.md":
        return "changes.md", plan_changes(site), {}
    found = next(found for found in view.view_years(site.whole) if page == year_page(found.year))
    return "year.md", bind(YEAR, site.context, found, ()), {"year": found.year}


def plan_page(context: Context) -> Plan:
    """Return how any other page is made; nothing is looked up but what it is about."""
    library, page = context.library, context.page
    folder, _, name = page.removesuffix(".md").rpartition("/")
    if folder == "actors":
        return "actor.md", bind(ACTOR, context, name), {"actor": library.seeds.actors[name]}
    if folder == "sources":
        return "month.md", bind(MONTH, context, sources.list_months(context)[page]), {"month": name_month(page)}
    if folder == "questions":
        look = cache(partial(view.view_question, context, name))
        regions = {region: partial(show_view, render, look) for region, render in QUESTION.items()}
        return "question.md", regions, {"question": look().topic.questions[0]}
    see = cache(partial(view.view_topic, context, name))
    regions = {region: partial(show_view, render, see) for region, render in TOPIC.items()}
    return "topic.md", regions, {"topic": library.seeds.topics[name]}


def plan_changes(site: view.SiteView) -> dict[str, Body]:
    """Return what makes the page that is always there: the newest year of record, and what was read at all."""
    years = view.view_years(site.whole)
    older = [found.year for found in years[1:]]
    coverage = {"coverage": partial(overview.render_coverage, site)}
    return coverage | bind(YEAR, site.context, years[0] if years else None, older)


def list_region_names(page: str) -> tuple[str, ...]:
    """Return the names of the regions that a page can have, in the order of its template."""
    site: Mapping[str, tuple[str, ...]] = {
        "index.md": tuple(HOME),
        "changes.md": ("coverage", *YEAR),
        "topics/index.md": tuple(TOPICS),
        "actors/index.md": tuple(ACTORS),
        "sources/index.md": tuple(SOURCES),
        "method.md": (*METHOD, "thresholds"),
    }
    kinds = {"questions": tuple(QUESTION), "actors": tuple(ACTOR), "sources": tuple(MONTH), "changes": tuple(YEAR)}
    return (*(site.get(page) or kinds.get(page.rpartition("/")[0], tuple(TOPIC))), DATA, CITATIONS)


def bind(regions: Mapping[str, Callable[..., str]], *subject: object) -> dict[str, Body]:
    """Return what makes the regions of one page."""
    return {name: partial(render, *subject) for name, render in regions.items()}


def show_view(render: Callable[[view.TopicView], str], see: Callable[[], view.TopicView]) -> str:
    """Return a region of a topic, which all its regions look at together."""
    return render(see())

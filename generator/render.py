"""From the library to drafts of all pages: which pages there are, which regions each has, in which order. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from generator.assemble import Library
from generator.dates import describe_interval
from generator.exports.outlet import Outlet
from generator.model import Seeds, Status
from generator.pages import (
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
    view,
)
from generator.pages.parts import SOURCE_ANCHOR, Context, actor_page, name_source, source_page
from generator.regions import format_region
from generator.settings import Settings
from generator.words import CITED_PASSAGE, CORRECTIONS, NO_DATE, PAGES, put_first, put_inside

FOLDER = "briefings"
CITATIONS = "citations"
DATA = "data"
Body = Callable[[], str]
Plan = tuple[str, str, Mapping[str, Body], Mapping[str, Any]]

HOME: dict[str, Callable[[Context], str]] = {
    "coverage": overview.render_coverage,
    "latest": overview.render_latest,
    "contested": overview.render_contested,
    "topics": overview.render_topics,
}
TOPIC: dict[str, Callable[[view.TopicView], str]] = {
    "glance": topic.render_glance,
    "review": freshness.render_review,
    "matrix": table.render_matrix,
    "changes": topic.render_changes,
    "evidence": evidence.render_evidence,
    "timeline": timeline.render_timeline,
    "agreement": agreement.render_topic_agreement,
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
CHANGES: dict[str, Callable[[Context], str]] = {
    "coverage": overview.render_coverage,
    "changes": overview.render_changes,
    "corrections": overview.render_corrections,
    "additions": overview.render_additions,
}
SITE_PAGES = ("index.md", "changes.md", "actors/index.md", "sources/index.md", "method.md")
"""The pages about the whole site."""
REQUIRED = frozenset(("matrix", "evidence", "articles", "origins"))
"""Regions that other pages link into: they cannot be deleted."""
SPECIAL = "\\`*_{}[]<>#|&"
OPENS_BLOCK = re.compile(r"\d+[.)]|[-+~=!?:]")
"""What at the beginning of a line may open a list, a fence, an admonition: its last character is escaped."""


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


@dataclass(frozen=True, slots=True)
class Draft:
    """One page as the library wants it, before it meets what is on disk."""

    path: str
    """Relative to the root."""
    template: str
    bodies: Mapping[str, str]
    """The body of each region, in the order of the template."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the template needs beside the regions."""


def render_site(library: Library, settings: Settings) -> list[Draft]:
    """Return the drafts of all pages, sorted by path; each has what others can use of it, and its citations last."""
    drafts = []
    for page, template, makers, values in list_plans(library, settings):
        data = partial(reuse.render_data, Outlet(library, settings, page), page)
        bodies = Bodies({**makers, DATA: data, CITATIONS: str})
        drafts.append(Draft(f"{FOLDER}/{page}", template, bodies, values))
    return sorted(drafts, key=lambda draft: draft.path)


def list_plans(library: Library, settings: Settings) -> Iterator[Plan]:
    """Yield each page below `briefings/`: its template, what makes its regions, what the template needs beside them."""
    at = partial(Context, library, report_url=settings.report_url)
    yield "index.md", "home.md", bind(HOME, at("index.md")), {}
    yield "changes.md", "changes.md", bind(CHANGES, at("changes.md")), {}
    yield "actors/index.md", "actors.md", bind(ACTORS, at("actors/index.md")), {}
    yield "sources/index.md", "sources.md", bind(SOURCES, at("sources/index.md")), {}
    method = bind(METHOD, at("method.md")) | {"thresholds": partial(overview.render_thresholds, settings.limits)}
    yield "method.md", "method.md", method, {}
    for id, found in library.seeds.topics.items():
        see = cache(partial(view.view_topic, at(f"{id}.md"), id))
        regions = {name: partial(show_view, render, see) for name, render in TOPIC.items()}
        yield f"{id}.md", "topic.md", regions, {"topic": found}
    for id in library.by_actor:
        page = actor_page(id)
        yield page, "actor.md", bind(ACTOR, at(page), id), {"actor": library.seeds.actors[id]}
    for page, ids in sources.list_months(at("")).items():
        yield page, "month.md", bind(MONTH, at(page), ids), {"month": sources.name_month(page)}


def bind(regions: Mapping[str, Callable[..., str]], *subject: object) -> dict[str, Body]:
    """Return what makes the regions of one page."""
    return {name: partial(render, *subject) for name, render in regions.items()}


def show_view(render: Callable[[view.TopicView], str], see: Callable[[], view.TopicView]) -> str:
    """Return a region of a topic, which all its regions look at together."""
    return render(see())


def fill_skeleton(draft: Draft) -> str:
    """Return a whole new page: the template with its regions."""

    def place_region(name: str) -> str:
        return format_region(name, draft.bodies[name])

    words = PAGES[draft.template.removesuffix(".md")]
    text: str = load_templates().get_template(draft.template).render(region=place_region, words=words, **draft.values)
    return text


def list_regions(template: str) -> frozenset[str]:
    """Return the names of the regions that a new page has."""
    environment = load_templates()
    source, _, _ = environment.loader.get_source(environment, template)
    return frozenset(re.findall(r"region\(\"(\w+)\"\)", source))


@cache
def load_templates() -> Any:
    """Return the templates' environment; an unknown name in a template is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only new pages pay for it

    environment = Environment(
        loader=PackageLoader("generator"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # a page is Markdown; headings go through `heading`
    )
    environment.filters["heading"] = escape_heading
    return environment


def escape_heading(words: str) -> str:
    """Return words of our vocabulary as one line of Markdown that says just that, as a heading or as a paragraph."""
    line = " ".join(words.split())
    opening = OPENS_BLOCK.match(line)
    at = opening.end() - 1 if opening else -1
    return "".join(f"&#{ord(c)};" if c in SPECIAL or index == at else c for index, c in enumerate(line))


def list_citable(seeds: Seeds) -> frozenset[str]:
    """Return what prose can cite: articles and `article:passage`; of an article that could not be read, anything."""
    passages = (f"{id}:{passage.id}" for id, article in seeds.articles.items() for passage in article.passages)
    unread = [path.split("/")[-1].removesuffix(".md") for path in seeds.unread if path.startswith("seeds/articles/")]
    return frozenset(passages).union(map(str, seeds.articles), unread, (f"{id}:*" for id in unread))


def render_citations(library: Library, page: str, cited: Iterable[str]) -> str:
    """Return the footnotes of a page in the order of their first use: publisher, date and a link to the entry."""
    context = Context(library, page.removeprefix(f"{FOLDER}/"))
    notes = []
    for id in dict.fromkeys(cited):
        article = library.seeds.articles[id.split(":")[0]]
        date = describe_interval(article.date) if article.date else NO_DATE
        mark = "" if article.status is Status.USABLE else f" ({put_inside(CORRECTIONS[article.status])})"
        passage = CITED_PASSAGE if ":" in id else ""
        words = escape_heading(put_first(f"{name_source(article, library)}, {date}{mark}{passage}"))
        href = context.href(source_page(article), SOURCE_ANCHOR + id.replace(":", "--"))
        notes.append(f'[^{id}]: <a href="{href}">{words}</a>')
    return "\n".join(notes)

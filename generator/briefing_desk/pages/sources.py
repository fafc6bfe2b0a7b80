"""The articles, listed by the month of their date: one page a month, never one an article."""

from collections.abc import Iterable

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.order import sort_key
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Report, find_origins
from briefing_desk.messages.phrases import count, show_day
from briefing_desk.messages.words import (
    ACCORDING_TO,
    BASED_ON,
    BY,
    N_REPORTED,
    NO_ARTICLES,
    NO_DATE,
    NO_URL,
    ONE_ORIGIN_COUNT,
    ONE_ORIGIN_MEANING,
    ORIGIN,
    ORIGIN_NOT_KNOWN,
    ORIGIN_UNKNOWN,
    PASSAGES,
    TAKEN_IN,
    THE_ARTICLE,
)
from briefing_desk.quotes.evidence import get_id
from briefing_desk.schema.dates import UNKNOWN
from briefing_desk.schema.model import Article, Status
from briefing_desk.schema.references import get_topic_id
from briefing_desk.web.escape import Html, element, fill, join, make_block
from briefing_desk.web.figures import show_correction, show_quote
from briefing_desk.web.links import SOURCE_ANCHOR, Context, name_month, source_page
from briefing_desk.web.parts import ONE_ORIGIN_ANCHOR, name_source, show_date, show_list
from briefing_desk.web.signs import show_stance


def list_months(context: Context) -> dict[str, list[str]]:
    """Return the articles of each page of sources, newest page first, newest article first."""
    articles = context.library.seeds.articles
    months: dict[str, list[str]] = {}
    for id in sorted(articles, key=lambda id: (sort_key(articles[id].date or UNKNOWN), id), reverse=True):
        months.setdefault(source_page(articles[id]), []).append(id)
    return dict(sorted(months.items(), reverse=True))


def render_month(context: Context, ids: Iterable[str]) -> str:
    """Return the entries of the articles of one page."""
    return make_block(*(show_article(context, id) for id in ids))


def show_article(context: Context, id: str) -> Html:
    """Return an article's entry: what it is, what we took from it."""
    article = context.library.seeds.articles[id]
    about = element(
        "div",
        element("p", show_origin(context, article), class_="b-from"),
        element("p", element("bdi", article.date_note), class_="b-note") if article.date_note else None,
        element("p", show_correction(article)) if article.status is not Status.USABLE else None,
        element("p", element("bdi", article.abstract)) if article.abstract else None,
        show_positions(context, id),
        class_="b-about",
    )
    passages = element("div", element("p", PASSAGES, class_="b-note"), *show_passages(context, id, article))
    title = element("p", element("bdi", article.title), class_="b-title", role="heading", aria_level="2")
    shown = (title, about, passages if article.passages else None)
    return element("section", *shown, class_="b-article", id=SOURCE_ANCHOR + id)


def show_origin(context: Context, article: Article) -> Html:
    """Return who published an article, when, who wrote it, when it was taken in, and where it stands."""
    seeds = context.library.seeds
    link = element("a", THE_ARTICLE, href=article.url, rel="noopener nofollow") if article.url else NO_URL
    based = ", ".join(seeds.publishers[id].name for id in article.based_on)
    origin = ", ".join(name_origin(id) for id in sorted(find_origins(article, seeds.publishers)))
    return join(
        (
            name_source(article, context.library),
            show_date(article.date) if article.date else NO_DATE,
            fill(BY, authors=element("bdi", ", ".join(article.authors))) if article.authors else None,
            TAKEN_IN.format(day=show_day(article.retrieved)),
            BASED_ON.format(names=based) if based else None,
            ORIGIN.format(names=origin),
            link,
        ),
        " · ",
    )


def name_origin(origin: str) -> str:
    """Return what readers see of an origin: its name, or that it is not known."""
    return ORIGIN_UNKNOWN if origin == UNKNOWN_ORIGIN else origin


def show_positions(context: Context, id: str) -> Html | None:
    """Return the positions that an article reports, each linked to its evidence."""
    reports = context.library.reports.get(id, ())
    if not reports:
        return None
    items = [show_entry(context, report) for report in reports]
    summary = element("summary", N_REPORTED.format(positions=count(len(reports), "position")))
    return element("details", summary, show_list(items, "b-index"))


def show_entry(context: Context, report: Report) -> Html:
    """Return one position of an article."""
    reference = str(report.position.question)
    topic, question = context.find_question(reference)
    name = context.library.seeds.actors[report.actor].name
    link = context.link(f"{topic.title}: {question.label}", f"{get_topic_id(reference)}.md", report.id)
    teller = report.position.according_to
    accords = ACCORDING_TO.format(actor=context.library.seeds.actors[teller].name) if teller else None
    date = show_date(report.date) if report.date != report.article.date else None
    return join((name, ": ", join((show_stance(report.position.stance), accords, date, link), ", ")))


def show_passages(context: Context, id: str, article: Article) -> list[Html]:
    """Return the passages of an article that prose may cite."""
    evidence = context.library.evidence[id]
    return [
        show_quote(context, evidence[get_id(id, passage)], f"{SOURCE_ANCHOR}{id}--{passage.id}", is_at_source=True)
        for passage in article.passages
    ]


def render_index(context: Context) -> str:
    """Return the list of months with the number of their articles."""
    months = list_months(context)
    if not months:
        return make_block(element("p", NO_ARTICLES, class_="b-nothing"))
    items = [
        join((context.link(name_month(page), page), count(len(ids), "article")), ": ") for page, ids in months.items()
    ]
    return make_block(show_list(items, "b-index"))


def render_origins(context: Context) -> str:
    """Return the positions that rest on one origin, topic by topic: nothing but that origin supports them."""
    topics = context.library.seeds.topics
    ordered = sorted(topics, key=lambda id: (topics[id].title.casefold(), id))
    blocks = [block for id in ordered if (block := show_single(context, id))]
    return make_block(element("p", ONE_ORIGIN_MEANING, class_="b-ground", id=ONE_ORIGIN_ANCHOR), *blocks)


def show_single(context: Context, topic: str) -> Html | None:
    """Return the cells of one topic that rest on one origin, with its name."""
    held = [cell for cell in context.library.by_topic.get(topic, {}).values() if cell.current]
    single = [cell for cell in held if len(cell.origins) == 1]
    if not single:
        return None
    title = context.library.seeds.topics[topic].title
    summary = element("summary", title, ": ", ONE_ORIGIN_COUNT.format(single=len(single), all=len(held)))
    items = (show_resting(context, cell) for cell in single)
    return element("details", summary, show_list(items, "b-index"), class_="b-legend-box")


def show_resting(context: Context, cell: Cell) -> Html:
    """Return one cell with the origin on which it rests."""
    actor, question = context.library.seeds.actors[cell.actor].name, context.find_question(cell.question)[1]
    (origin,) = cell.origins
    link = context.link_cell(cell, join((actor, question.label), ": "))
    named = ORIGIN_NOT_KNOWN if origin == UNKNOWN_ORIGIN else origin
    return join((link, f": {count(len(cell.articles), 'report')}, {named}"))

"""The articles, listed by the month of their date: one page a month, never one an article."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_desk.analysis.lists import ListedCell, TopicPart
from briefing_desk.analysis.order import sort_key
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Report, find_origins
from briefing_desk.messages.phrases import count, show_day
from briefing_desk.messages.words import (
    ACCORDING_TO,
    BASED_ON,
    LIST,
    N_REPORTED,
    NAMED,
    NO_ARTICLES,
    ORIGIN,
    ORIGIN_UNKNOWN,
    TAKEN_IN,
    WHO_ON_WHAT,
)
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.schema.dates import UNKNOWN
from briefing_desk.schema.model import Stance
from briefing_desk.web.figures import Correction, Quote, view_correction, view_quote
from briefing_desk.web.links import SOURCE_ANCHOR, Context, Entry, Link, name_month, source_page
from briefing_desk.web.parts import (
    ONE_ORIGIN_ANCHOR,
    Date,
    describe_lone_support,
    name_source,
    say_lone,
    view_article_date,
    view_date,
)
from briefing_desk.web.views import SiteView, count_months


class Reported(NamedTuple):
    """A position that an article reports."""

    actor: str
    stance: Stance
    accords: str
    """By whom it is told, if not by the actor."""
    date: Date | None
    """None where it is the article's."""
    report: Link
    """To its evidence."""


class Source(NamedTuple):
    """An article's entry: what it is, what we took from it."""

    anchor: str
    title: str
    publisher: str
    date: Date | None
    authors: str
    taken_in: str
    based_on: str
    origin: str
    url: str | None
    archived: str | None
    """Where an archive has a copy."""
    date_note: str | None
    correction: Correction | None
    abstract: str | None
    reported: str
    positions: list[Reported]
    passages: list[tuple[str | None, Quote]]
    """Those that prose may cite, each with what it says; those that say nothing come first, under nobody's heading."""


class Resting(NamedTuple):
    """A cell that rests on one origin, or on unknown ones."""

    name: Link
    support: str
    origin: str
    """Its name, where it is known."""


class Single(NamedTuple):
    """The cells of a topic that rest on one origin each, or on unknown ones."""

    title: str
    counted: str
    """How many, and of how many."""
    cells: list[Resting]


def list_months(context: Context) -> dict[str, list[str]]:
    """Return the articles of each page of sources, newest page first, newest article first."""
    articles = context.library.seeds.articles
    months: dict[str, list[str]] = {}
    for id in sorted(articles, key=lambda id: (sort_key(articles[id].date or UNKNOWN), id), reverse=True):
        months.setdefault(source_page(articles[id]), []).append(id)
    return dict(sorted(months.items(), reverse=True))


def render_month(context: Context, ids: Iterable[str]) -> str:
    """Return the entries of the articles of one page."""
    return context.render("articles", articles=[view_source(context, id) for id in ids])


def view_source(context: Context, id: str) -> Source:
    """Return an article's entry: who published it, when, who wrote it, when it was taken in, and where it stands."""
    seeds, evidence = context.library.seeds, context.library.evidence[id]
    article = seeds.articles[id]
    origin = LIST.join(name_origin(id) for id in sorted(find_origins(article, seeds.publishers)))
    based = LIST.join(seeds.publishers[id].name for id in article.based_on)
    reports = context.library.reports.get(id, ())
    return Source(
        anchor=SOURCE_ANCHOR + id,
        title=article.title,
        publisher=name_source(article, context.library),
        date=view_article_date(article),
        authors=LIST.join(article.authors),
        taken_in=TAKEN_IN.format(day=show_day(article.retrieved)),
        based_on=BASED_ON.format(names=based) if based else "",
        origin=ORIGIN.format(names=origin),
        url=article.url,
        archived=article.archived,
        date_note=article.date_note,
        correction=view_correction(article),
        abstract=article.abstract,
        reported=N_REPORTED.format(positions=count(len(reports), "position")),
        positions=[view_reported(context, report) for report in reports],
        passages=[
            (passage.says, view_passage(context, evidence[get_id(id, passage)], f"{id}--{passage.id}"))
            for passage in sorted(article.passages, key=lambda one: one.says is not None)
        ],
    )


def view_passage(context: Context, quote: Evidence, name: str) -> Quote:
    """Return a passage on its source's entry."""
    return view_quote(context, quote, f"{SOURCE_ANCHOR}{name}", is_at_source=True)


def name_origin(origin: str) -> str:
    """Return what readers see of an origin: its name, or that it is not known."""
    return ORIGIN_UNKNOWN if origin == UNKNOWN_ORIGIN else origin


def view_reported(context: Context, report: Report) -> Reported:
    """Return one position of an article, linked to its evidence."""
    actors, reference = context.library.seeds.actors, str(report.position.question)
    topic, question = context.find_question(reference)
    teller = report.position.according_to
    return Reported(
        actors[report.actor].name,
        report.position.stance,
        ACCORDING_TO.format(actor=actors[teller].name) if teller else "",
        view_date(report.date) if report.date != report.article.date else None,
        context.link_report(report, NAMED.format(name=topic.title, value=question.label)),
    )


def render_index(view: SiteView) -> str:
    """Return the list of months with the number of their articles."""
    context, months = view.context, count_months(view.whole).items()
    entries = [Entry(context.link(name_month(page), page), count(number, "article")) for page, number in months]
    return context.render("index", groups=(), entries=entries, otherwise=NO_ARTICLES)


def render_origins(view: SiteView) -> str:
    """Return the positions that rest on one origin or on unknown ones, topic by topic."""
    seen = (view_single(view.context, *named) for named in view.whole.topics.items())
    return view.context.render("origins", anchor=ONE_ORIGIN_ANCHOR, topics=[found for found in seen if found.cells])


def view_single(context: Context, topic: str, part: TopicPart) -> Single:
    """Return the cells of one topic that rest on one origin, or on unknown ones."""
    held = [cell for cell in part.cells if cell.dates]
    lone = [(cell, origin) for cell in held if (origin := cell.lone_origin)]
    counted = LIST.join((count(len(held), "position"), say_lone([origin for _, origin in lone])))
    cells = [view_resting(context, *found) for found in lone]
    return Single(context.library.seeds.topics[topic].title, counted, cells)


def view_resting(context: Context, cell: ListedCell, origin: str) -> Resting:
    """Return one cell with the origin on which it rests."""
    actor, question = context.library.seeds.actors[cell.actor].name, context.find_question(cell.question)[1]
    name = context.link_cell(cell, WHO_ON_WHAT.format(actor=actor, question=question.label))
    return Resting(name, describe_lone_support(origin, cell.support), "" if origin == UNKNOWN_ORIGIN else origin)

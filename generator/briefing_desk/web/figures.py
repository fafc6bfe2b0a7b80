"""A quote, a correction, a change of position, as several pages show them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.messages.phrases import show_day
from briefing_desk.messages.words import (
    BASES,
    CHECKED,
    CORRECTIONS,
    EARLIER_NOTE,
    MARKS,
    NOT_CHECKED,
    QUOTED,
    SAID_BY,
    WHOSE_WORDS,
    WITHDRAWN_NOTE,
)
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.quotes.fragments import make_link
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Stance, Status
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import Context, Link
from briefing_desk.web.parts import Date, list_dates, name_source, view_article_date, view_date

QUOTE_KINDS = {Direct.YES: "direct", Direct.UNSURE: "unsure", Direct.NO: "words", None: "unchecked"}


class Correction(NamedTuple):
    """What became of an article that was corrected or withdrawn."""

    status: str
    day: str
    """Empty where nothing more is known."""
    note: str


class Place(NamedTuple):
    """Where a quote stands."""

    title: Link
    publisher: str
    date: Date | None


class Quote(NamedTuple):
    """A quote: the words, who says them, where they stand, how we know."""

    anchor: str
    kind: str
    """One of `QUOTE_KINDS`."""
    words: str
    """In quotation marks only if they are certainly direct speech."""
    language: str
    whose: str
    place: Place | None
    """None on its source's own entry, which need not name the source again."""
    checked: str
    passage: str | None
    """The address of the passage in the original, if the article has one."""
    correction: Correction | None


class Change(NamedTuple):
    """A change of position: who, on what, from what, to what, when."""

    actor: Link
    question: Link
    former: tuple[Stance, ...]
    dates: list[Date]
    """When the former stances were held."""
    now: list[tuple[Stance, Date]]


def view_quote(context: Context, quote: Evidence, anchor: str, is_at_source: bool = False) -> Quote:
    """Return a quote as a figure shows it."""
    article = context.library.seeds.articles[quote.article]
    return Quote(
        anchor,
        QUOTE_KINDS[quote.direct],
        show_words(quote),
        article.language,
        say_whose(context, quote),
        None if is_at_source else view_place(context, quote.article),
        say_checked(quote.checked),
        address_passage(quote, article),
        view_correction(article),
    )


def show_words(quote: Evidence) -> str:
    """Return the words of a quote, in quotation marks if they are certainly direct speech."""
    return QUOTED.format(words=quote.text) if quote.is_direct else quote.text


def say_whose(context: Context, quote: Evidence) -> str:
    """Return whose words a quote is; the article's words are never shown as the speaker's."""
    actors = context.library.seeds.actors
    speakers = "; ".join(", ".join(filter(None, (actors[id].name, actors[id].role))) for id in quote.speakers)
    return SAID_BY[quote.direct].format(speakers=speakers) if speakers else WHOSE_WORDS[quote.direct]


@lru_cache(maxsize=1024)
def say_checked(day: Day | None) -> str:
    """Return what is known of a quote's being verbatim."""
    return CHECKED.format(day=show_day(day)) if day else NOT_CHECKED


def view_place(context: Context, id: str) -> Place:
    """Return an article as the place where something stands."""
    article = context.library.seeds.articles[id]
    return Place(context.link_article(id), name_source(article, context.library), view_article_date(article))


def view_correction(article: Article) -> Correction | None:
    """Return what became of an article; None if it can be used as it is."""
    if article.status is Status.USABLE:
        return None
    note = article.correction
    return Correction(CORRECTIONS[article.status], show_day(note.date) if note else "", note.note if note else "")


def list_marked(context: Context, ids: Iterable[str]) -> list[tuple[Link, Correction | None]]:
    """Return which of the articles were corrected or withdrawn, each with the date and the reason."""
    articles = context.library.seeds.articles
    marked = sorted(id for id in set(ids) if articles[id].status is not Status.USABLE)
    return [(context.link_article(id), view_correction(articles[id])) for id in marked]


def address_passage(quote: Evidence, article: Article) -> str | None:
    """Return the address of the passage in the original, if the article has one."""
    if not article.url:
        return None
    context = (quote.lead, None) if quote.lead else (quote.prefix, quote.suffix)
    return make_link(article.url, quote.text, *context)


def note_reports(cell: Cell) -> dict[str, str]:
    """Return what must be said beside the reports of a cell that are not its current position, by report."""
    notes = {report.id: WITHDRAWN_NOTE for report in cell.lost}
    for statement in cell.earlier:
        notes.update({report.id: EARLIER_NOTE for report in statement.reports})
    notes.update({report.id: BASES["inferred"][0] for report in cell.inferred})
    notes.update({report.id: MARKS["second-hand"][0] for report in cell.hearsay})
    return notes


def view_change(context: Context, cell: Cell) -> Change:
    """Return a change of position."""
    _, question = context.find_question(cell.question)
    return Change(
        context.link_actor(cell.actor),
        context.link_cell(cell, question.label),
        cell.former,
        list(map(view_date, list_dates(cell.changed_from))),
        [(stance, view_date(cell.date_stance(stance))) for stance in cell.stances],
    )

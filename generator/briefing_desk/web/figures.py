"""A quote, a correction, a change of position, as several pages show them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.lists import ListedArticle, ListedChange, Phase
from briefing_desk.messages.phrases import count, find_direction, show_day, tell_language
from briefing_desk.messages.words import (
    AND_OTHERS,
    AND_SO_ON,
    BASES,
    CHECKED,
    CORRECTIONS,
    EARLIER_NOTE,
    LIST,
    LIST_APART,
    MARKS,
    NOT_CHECKED,
    QUOTED,
    SAID_BY,
    SPEAKER,
    TRANSLATED,
    WHOSE_WORDS,
    WITHDRAWN_NOTE,
)
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.quotes.fragments import make_link
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Actor, Article, Stance, Status
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import Context, Link, evidence_page
from briefing_desk.web.parts import Date, name_publisher, name_source, view_article_date, view_date

QUOTE_KINDS = {Direct.YES: "direct", Direct.UNSURE: "unsure", Direct.NO: "words", None: "unchecked"}


class Correction(NamedTuple):
    """What became of an article that was corrected or withdrawn."""

    status: str
    day: str
    """Empty where nothing more is known."""
    note: str


class Language(NamedTuple):
    """The language of an article's words."""

    tag: str
    direction: str
    """From which side it is written: `ltr`, `rtl`, or `auto` where that is not known."""
    said: str
    """For readers, in the page's language; empty where that is the same."""


class Place(NamedTuple):
    """Where a quote stands."""

    title: Link
    publisher: str
    date: Date | None
    language: Language
    """The article's."""


class Quote(NamedTuple):
    """A quote: the words, who says them, where they stand, how we know."""

    anchor: str
    kind: str
    """One of `QUOTE_KINDS`."""
    words: str
    """In quotation marks only if they are certainly direct speech."""
    is_fragment: bool
    """Whether they begin within a sentence of the article."""
    language: Language
    translation: str
    """What it says in the language of the site, and whose translation that is; empty where there is none."""
    whose: str
    place: Place | None
    """None on its source's own entry, which need not name the source again."""
    checked: str
    passage: str | None
    """The address of the passage in the original, if the article has one."""
    correction: Correction | None


FEW_WORDS = 6
"""So many words of a quote say which one it is."""
FEW_NAMES = 3
"""Publishers that are named beside each other."""


class Step(NamedTuple):
    """What was held for a time, and on what that rests."""

    stances: tuple[Stance, ...]
    conditions: list[str]
    date: Date
    """Of all its statements together."""
    ground: str
    """How many report it, and who published that."""


class Words(NamedTuple):
    """How a quote is shown where its source need not be: its words, whose they are, and the way to its evidence."""

    words: str
    is_fragment: bool
    language: Language
    translation: str
    whose: str
    evidence: str


class Change(NamedTuple):
    """A change of position: who, on what, from what, to what."""

    actor: Link | None
    """None on the actor's own page."""
    question: Link
    proposition: str
    former: Step
    now: Step
    quote: Words | None
    """Of the newest report; None where the page shows it already."""


def view_quote(context: Context, quote: Evidence, anchor: str, is_at_source: bool = False) -> Quote:
    """Return a quote as a figure shows it."""
    article = context.library.seeds.articles[quote.article]
    return Quote(
        anchor,
        QUOTE_KINDS[quote.direct],
        show_words(quote),
        begins_within(quote),
        view_language(article.language),
        say_translation(quote),
        say_whose(context, quote),
        None if is_at_source else view_place(context, quote.article),
        say_checked(quote.checked),
        address_passage(quote, article),
        view_correction(article),
    )


@lru_cache(maxsize=64)
def view_language(tag: str) -> Language:
    """Return a language as browsers and readers are told of it."""
    return Language(tag, find_direction(tag), tell_language(tag))


def show_words(quote: Evidence) -> str:
    """Return the words of a quote, in quotation marks if they are certainly direct speech."""
    return QUOTED.format(words=quote.text) if quote.is_direct else quote.text


def say_translation(quote: Evidence) -> str:
    """Return a quote in the language of the site, and whose translation it is; nothing where there is none."""
    found = quote.translation
    return TRANSLATED[found.by].format(words=found.text) if found else ""


def begins_within(quote: Evidence) -> bool:
    """Say whether a quote begins within a sentence of the article."""
    return quote.text[:1].islower()


def say_whose(context: Context, quote: Evidence) -> str:
    """Return whose words a quote is; the article's words are never shown as the speaker's."""
    speakers = name_speakers(context, quote.speakers)
    return SAID_BY[quote.direct].format(speakers=speakers) if speakers else WHOSE_WORDS[quote.direct]


def name_speakers(context: Context, ids: Iterable[str]) -> str:
    """Return who speaks, each with the office or function."""
    actors = context.library.seeds.actors
    return LIST_APART.join(name_speaker(actors[id]) for id in ids)


def name_speaker(actor: Actor) -> str:
    """Return somebody's name, with the office or function."""
    return SPEAKER.format(name=actor.name, role=actor.role) if actor.role else actor.name


@lru_cache(maxsize=1024)
def say_checked(day: Day | None) -> str:
    """Return what is known of a quote's being verbatim."""
    return CHECKED.format(day=show_day(day)) if day else NOT_CHECKED


def view_place(context: Context, id: str) -> Place:
    """Return an article as the place where something stands."""
    article = context.library.seeds.articles[id]
    publisher = name_source(article, context.library)
    return Place(context.link_article(id), publisher, view_article_date(article), view_language(article.language))


def view_correction(article: Article | ListedArticle) -> Correction | None:
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


def view_change(context: Context, change: ListedChange, is_quoted: bool = True, is_named: bool = True) -> Change:
    """Return a change of position, with the newest words that show it unless the page shows them already."""
    cell, quote = change.cell, change.quote if is_quoted else None
    _, question = context.find_question(cell.question)
    evidence = context.href(evidence_page(context.library, cell.question), change.report)
    return Change(
        context.link_actor(cell.actor) if is_named else None,
        context.link_cell(cell, question.label),
        question.proposition,
        view_step(context, change.former),
        view_step(context, change.now),
        view_words(context, quote, change.language, evidence) if quote else None,
    )


def view_step(context: Context, phase: Phase) -> Step:
    """Return what was held for a time."""
    names = list(dict.fromkeys(name_publisher(id, context.library) for id in phase.publishers))
    told = LIST.join(names) if len(names) <= FEW_NAMES else AND_OTHERS.format(names=LIST.join(names[:FEW_NAMES]))
    ground = LIST.join((count(phase.reports, "report"), told))
    return Step(phase.stances, list(phase.conditions), view_date(phase.date), ground)


def view_words(context: Context, quote: Evidence, language: str, evidence: str, is_again: bool = False) -> Words:
    """Return a quote where its source need not be shown; of one that the page shows already, how it begins."""
    words = begin_quote(quote) if is_again else show_words(quote)
    told, whose = "" if is_again else say_translation(quote), say_whose(context, quote)
    return Words(words, begins_within(quote), view_language(language), told, whose, evidence)


def begin_quote(quote: Evidence) -> str:
    """Return how a quote begins: enough to see which one it is, where the whole stands near."""
    words = quote.text.split(" ")
    begins = AND_SO_ON.format(words=" ".join(words[: max(2, min(FEW_WORDS, len(words) // 2))]))
    return QUOTED.format(words=begins) if quote.is_direct else begins

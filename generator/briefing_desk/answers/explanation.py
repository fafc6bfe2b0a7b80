"""Why a cell says what it says: every report with its place, and what was left aside and why. Pure: returns lines."""

from collections.abc import Iterator, Mapping

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.statements import Report, Statement, list_events, make_single
from briefing_desk.messages.phrases import count, describe_interval
from briefing_desk.messages.words import BASES, CORRECTIONS, MARKS, NO_STATEMENT, STANCES
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.model import Article, Event, Stance
from briefing_desk.schema.references import find_question
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.parts import describe_origins, list_dates, say_when

WIDTH = 100
"""Characters of a quote that are shown: enough to find it by."""


def explain_cell(library: Library, actor: str, question: str, articles: int) -> Iterator[str]:
    """Yield the lines that explain the cell of an actor and a question (`topic/question`), of so many articles."""
    _, asked = find_question(library.seeds.topics, question)
    yield f"{library.seeds.actors[actor].name} on {question}: {asked.proposition}"
    cell = library.cells.get((actor, question))
    if cell is None:
        yield f"  {NO_STATEMENT}: none of {articles} articles annotates a position of `{actor}` on this question"
        return
    yield from explain_summary(cell)
    events = list_events(library.seeds)
    for title, statements in list_parts(cell):
        if statements:
            yield f"  {title}"
        for statement in statements:
            yield from explain_statement(statement, events)


def list_parts(cell: Cell) -> Iterator[tuple[str, list[Statement]]]:
    """Yield the statements of a cell by what became of them, and why."""
    yield "current: nothing on record is later", list(cell.current)
    yield "earlier: ended before a current one began, or is said to have come before it", list(cell.earlier)
    aside = "left aside: told by another actor, which neither overrides nor contests the actor's own words"
    yield aside, make_single(cell.hearsay)
    readings = () if cell.is_inferred else cell.inferred
    yield "left aside: our reading, which neither overrides nor contests what articles report", make_single(readings)
    yield "left aside: the article was withdrawn", make_single(cell.lost)


def explain_statement(statement: Statement, events: Mapping[str, Event]) -> Iterator[str]:
    """Yield the reports of a statement; several of one event are told to be one."""
    if len(statement.reports) > 1:
        event = statement.reports[0].position.event
        yield f"    {len(statement.reports)} reports of the event `{event}` count as one statement"
    for report in statement.reports:
        yield from explain_report(report, events)


def explain_report(report: Report, events: Mapping[str, Event]) -> Iterator[str]:
    """Yield where a report stands and what it says, with the rule for its date."""
    position = report.position
    at = position.places[""]
    yield f"    {at.path}:{at.line}: {STANCES[position.stance][0]}, {BASES[position.basis][0]}"
    yield f"      {position.summary}"
    if position.condition:
        yield f"      condition: {position.condition}"
    yield f"      date: {describe_interval(report.date)} ({explain_date(report, events)})"
    for key, name in (("precedes", position.precedes), ("follows", position.follows)):
        if name:
            yield f"      {key}: {name} ({'an event' if name in events else 'another position, of that article'})"
    if position.according_to:
        yield f"      according to: {position.according_to}"
    if speakers := {speaker for quote in report.quotes for speaker in quote.speakers}:
        yield f"      speakers: {', '.join(sorted(speakers))}"
    yield f"      origin: {', '.join(sorted(report.origins))} ({explain_origin(report.article)})"
    if correction := report.article.correction:
        what = CORRECTIONS[report.article.status].lower()
        yield f"      the article was {what} on {correction.date}: {' '.join(correction.note.split())}"
    for quote in report.quotes:
        words = quote.text if len(quote.text) <= WIDTH else f"{quote.text[:WIDTH]}…"
        yield f"      “{words}” ({describe_check(quote)})"


def explain_date(report: Report, events: Mapping[str, Event]) -> str:
    """Return which rule gave the date of a report."""
    position = report.position
    if position.date:
        return "the position's own"
    if position.event and events[position.event].date:
        return f"that of the event `{position.event}`"
    if report.article.date:
        return "that of the article"
    return "neither position, event nor article has one"


def explain_origin(article: Article) -> str:
    """Return which rule gave the origins of an article."""
    if article.based_on:
        return "`based_on` of the article"
    return "the publisher, by its owner if it has one" if article.publisher else "the article names no publisher"


def describe_check(quote: Evidence) -> str:
    """Return whose words a quote is and whether it was checked."""
    if quote.checked is None:
        return "not yet checked"
    whose = "not certainly direct" if quote.direct is Direct.UNSURE else "the article's words"
    whose = "direct" if quote.is_direct else whose
    return f"{whose}, checked {quote.checked.isoformat()}"


def explain_summary(cell: Cell) -> Iterator[str]:
    """Yield what the cell shows, and each of its marks with its reason."""
    held = ", ".join(STANCES[stance][0] for stance in cell.stances) or "nothing: all that it rested on was withdrawn"
    yield f"  shows: {held}"
    for mark in cell.marks:
        words, meaning = MARKS[mark]
        yield f"  marked {words}: {meaning}{explain_mark(cell, mark)}"
    origins = ", ".join(sorted(cell.origins)) or "none"
    known = describe_origins(cell.origins, len(cell.articles), cell.unknown_articles)
    yield f"  rests on {count(len(cell.articles), 'article')}, {known}: {origins}"


def explain_mark(cell: Cell, mark: str) -> str:
    """Return what of this cell gives it a mark, where that is not plain from the reports."""
    if mark == "changed" and cell.changed_from:
        before = ", ".join(STANCES[stance][0] for stance in cell.former)
        return f" (was {before}, {say_when(cell.changed_from)})"
    if mark in ("contested", "divided"):
        open_order = "; their dates overlap, and no `precedes` or `follows` says which came first"
        counted = ", ".join(count_stance(cell, stance) for stance in cell.stances)
        return f" ({counted}{open_order if mark == 'contested' and len(list_dates(cell.current)) > 1 else ''})"
    return ""


def count_stance(cell: Cell, stance: Stance) -> str:
    """Return how many of the current reports give a stance."""
    number = sum(report.position.stance is stance for report in cell.reports)
    return f"{STANCES[stance][0]}: {count(number, 'report')}"

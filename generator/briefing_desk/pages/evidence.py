"""Evidence: the reports that speak on each question, with their quotes."""

from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import ACCORDING_TO, BASES, REPORT_TITLE
from briefing_desk.quotes.evidence import Evidence as Shown
from briefing_desk.schema.model import Question, Stance
from briefing_desk.schema.references import make_reference
from briefing_desk.schema.settings import make_report_link
from briefing_desk.web.figures import Language, Quote, begin_quote, note_reports, view_quote
from briefing_desk.web.links import (
    Context,
    Link,
    cell_anchor,
    evidence_anchor,
    evidence_page,
    matrix_anchor,
    question_anchor,
)
from briefing_desk.web.parts import Date, view_date
from briefing_desk.web.views import TopicView


class Again(NamedTuple):
    """A quote whose words stand on the page already: how it begins, and where it is whole."""

    anchor: str
    words: str
    is_fragment: bool
    language: Language
    whose: str
    first: str
    """The id of the whole quote."""
    translation: str = ""
    """It stands below the whole quote."""


class Told(NamedTuple):
    """One report of a position with all its quotes."""

    id: str
    stance: Stance
    date: Date
    details: list[str]
    """How we know, by whom it is told, why it is not the current position."""
    summary: str
    condition: str | None
    quotes: list[Quote]
    again: list[Again]
    reasons: list[Quote]
    """Why the actor holds it."""
    is_past: bool
    """Whether it no longer holds: it is shown more quietly."""


class Heard(NamedTuple):
    """The evidence of one cell, and the way back to it."""

    cell: str
    """The cell's id."""
    back: str
    """Its address."""
    name: str
    """The actor's."""
    report_error: str | None
    """Where readers report an error, filled in with the cell."""
    reports: list[Told]


class Apart(NamedTuple):
    """A question whose evidence stands on a page of its own."""

    anchor: str
    question: Link
    size: str


class Evidence(NamedTuple):
    """The evidence on one question, by actor."""

    anchor: str
    label: str
    proposition: str
    background: str | None
    actors: list[Heard]


def render_evidence(view: TopicView) -> str:
    """Return every report with its quotes, by question, then actor; what is current comes first.

    Where questions have pages of their own, it is there.
    """
    shown: dict[str, str] = {}
    found = view.topic.questions
    return view.context.render(
        "evidence",
        questions=[] if view.is_split else [view_evidence(view, question, shown) for question in found],
        apart=[view_apart(view, question) for question in found] if view.is_split else [],
    )


def view_apart(view: TopicView, question: Question) -> Apart:
    """Return a question whose evidence stands on a page of its own."""
    reports = sum(len(cell.all_reports) for (_, id), cell in view.cells.items() if id == question.id)
    link = view.context.link_question(make_reference(view.id, question.id))
    return Apart(question_anchor(question), link, count(reports, "report"))


def render_question(view: TopicView) -> str:
    """Return what a question asks, whose topic it is of, and the way to its neighbours."""
    [question] = view.topic.questions
    context, asked = view.context, list(view.context.library.seeds.topics[view.id].questions)
    at = asked.index(question)
    near = {"before": asked[at - 1] if at else None, "after": asked[at + 1] if at + 1 < len(asked) else None}
    return context.render(
        "question",
        proposition=question.proposition,
        topic=context.link(view.topic.title, f"{view.id}.md"),
        near={
            side: context.link_question(make_reference(view.id, one.id), one.label) for side, one in near.items() if one
        },
    )


def view_evidence(view: TopicView, question: Question, shown: dict[str, str]) -> Evidence:
    """Return the evidence on one question; `shown` gathers where each quote stands, so that none is said twice."""
    cells = [view.cells[actor, question.id] for actor in view.actors if (actor, question.id) in view.cells]
    heard = [view_heard(view, cell, question, shown) for cell in cells]
    return Evidence(question_anchor(question), question.label, question.proposition, question.background, heard)


def view_heard(view: TopicView, cell: Cell, question: Question, shown: dict[str, str]) -> Heard:
    """Return the evidence of one cell."""
    notes = note_reports(cell)
    current = {report.id for report in cell.reports}
    past = {report.id for report in list_past(cell)}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    reports = [view_report(view.context, one, notes.get(one.id), one.id in past, shown) for one in ordered]
    name = view.context.library.seeds.actors[cell.actor].name
    is_cut, page = view.id in view.context.library.cut, f"{view.id}.md"
    back = view.context.href(page, matrix_anchor(view.id) if is_cut else cell_anchor(cell))
    return Heard(cell_anchor(cell), back, name, address_report(view, cell, question), reports)


def view_report(context: Context, report: Report, note: str | None, is_past: bool, shown: dict[str, str]) -> Told:
    """Return one report of a position, an entry of the evidence."""
    position = report.position
    details = [BASES[position.basis][0]]
    if position.according_to:
        details.append(ACCORDING_TO.format(actor=context.library.seeds.actors[position.according_to].name))
    if note and note != details[0]:
        details.append(note)
    quotes, again = [], []
    for quote in report.quotes:
        anchor = f"{report.id}-{quote.id}"
        if quote.id in shown:
            again.append(view_again(context, quote, anchor, shown[quote.id]))
        else:
            quotes.append(view_quote(context, quote, anchor))
            shown[quote.id] = anchor
    reasons = [view_quote(context, quote, f"{report.id}-{quote.id}") for quote in report.reasons]
    date = view_date(report.date)
    said = (report.id, position.stance, date, details, position.summary, position.condition)
    return Told(*said, quotes, again, reasons, is_past)


def view_again(context: Context, quote: Shown, anchor: str, first: str) -> Again:
    """Return how a quote begins, and where it is whole."""
    whole = view_quote(context, quote, anchor)
    return Again(anchor, begin_quote(quote), whole.is_fragment, whole.language, whole.whose, first)


def address_report(view: TopicView, cell: Cell, question: Question) -> str | None:
    """Return the address at which readers report an error in a cell, filled in with the cell."""
    if not view.context.report_url:
        return None
    title = REPORT_TITLE.format(actor=view.context.library.seeds.actors[cell.actor].name, question=question.label)
    library, page, anchor = view.context.library, f"{view.id}.md", cell_anchor(cell)
    if view.id in library.cut:
        page, anchor = evidence_page(library, cell.question), evidence_anchor(cell)
    place = f"{view.context.href(page)}#{anchor}"
    return make_report_link(view.context.report_url, title, place)


def list_past(cell: Cell) -> list[Report]:
    """Return the reports of a cell that no longer count: of positions that later ones replaced, and withdrawn ones."""
    return [*cell.lost, *(report for statement in cell.earlier for report in statement.reports)]

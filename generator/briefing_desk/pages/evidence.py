"""Evidence: the reports that speak on each question, with their quotes."""

from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.words import ACCORDING_TO, BASES, REPORT_TITLE
from briefing_desk.schema.model import Question, Stance
from briefing_desk.schema.settings import make_report_link
from briefing_desk.web.figures import Quote, note_reports, view_quote
from briefing_desk.web.links import Context, cell_anchor, question_anchor
from briefing_desk.web.parts import Date, view_date
from briefing_desk.web.views import TopicView


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
    reasons: list[Quote]
    """Why the actor holds it."""
    is_past: bool
    """Whether it no longer holds: it is shown more quietly."""


class Heard(NamedTuple):
    """The evidence of one cell, and the way back to it."""

    cell: str
    """The cell's id."""
    name: str
    """The actor's."""
    report_error: str | None
    """Where readers report an error, filled in with the cell."""
    reports: list[Told]


class Evidence(NamedTuple):
    """The evidence on one question, by actor."""

    anchor: str
    label: str
    proposition: str
    background: str | None
    actors: list[Heard]


def render_evidence(view: TopicView) -> str:
    """Return every report with its quotes, by question, then actor; what is current comes first."""
    return view.context.render("evidence", questions=[view_evidence(view, found) for found in view.topic.questions])


def view_evidence(view: TopicView, question: Question) -> Evidence:
    """Return the evidence on one question."""
    cells = [view.cells[actor, question.id] for actor in view.actors if (actor, question.id) in view.cells]
    heard = [view_heard(view, cell, question) for cell in cells]
    return Evidence(question_anchor(question), question.label, question.proposition, question.background, heard)


def view_heard(view: TopicView, cell: Cell, question: Question) -> Heard:
    """Return the evidence of one cell."""
    notes = note_reports(cell)
    current = {report.id for report in cell.reports}
    past = {report.id for report in list_past(cell)}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    reports = [view_report(view.context, report, notes.get(report.id), report.id in past) for report in ordered]
    name = view.context.library.seeds.actors[cell.actor].name
    return Heard(cell_anchor(cell), name, address_report(view, cell, question), reports)


def view_report(context: Context, report: Report, note: str | None, is_past: bool) -> Told:
    """Return one report of a position, an entry of the evidence."""
    position = report.position
    details = [BASES[position.basis][0]]
    if position.according_to:
        details.append(ACCORDING_TO.format(actor=context.library.seeds.actors[position.according_to].name))
    if note and note != details[0]:
        details.append(note)
    quotes, reasons = (
        [view_quote(context, quote, f"{report.id}-{quote.id}") for quote in given]
        for given in (report.quotes, report.reasons)
    )
    date = view_date(report.date)
    said = (report.id, position.stance, date, details, position.summary, position.condition)
    return Told(*said, quotes, reasons, is_past)


def address_report(view: TopicView, cell: Cell, question: Question) -> str | None:
    """Return the address at which readers report an error in a cell, filled in with the cell."""
    if not view.context.report_url:
        return None
    title = REPORT_TITLE.format(actor=view.context.library.seeds.actors[cell.actor].name, question=question.label)
    place = f"{view.context.href(view.context.page)}#{cell_anchor(cell)}"
    return make_report_link(view.context.report_url, title, place)


def list_past(cell: Cell) -> list[Report]:
    """Return the reports of a cell that no longer count: of positions that later ones replaced, and withdrawn ones."""
    return [*cell.lost, *(report for statement in cell.earlier for report in statement.reports)]

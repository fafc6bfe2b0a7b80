"""Evidence: a quote as a figure with all that is known of it, and the reports that it supports."""

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.words import ACCORDING_TO, BACK, BASES, NO_EVIDENCE, ON_QUESTION, REPORT_ERROR, REPORT_TITLE
from briefing_desk.schema.model import Question
from briefing_desk.schema.settings import make_report_link
from briefing_desk.web.escape import Html, element, join, make_block
from briefing_desk.web.figures import note_reports, show_quote
from briefing_desk.web.links import Context, cell_anchor, question_anchor
from briefing_desk.web.parts import show_date
from briefing_desk.web.signs import show_stance
from briefing_desk.web.views import TopicView


def show_report(context: Context, report: Report, note: str | None = None, is_past: bool = False) -> Html:
    """Return one report of a position with all its quotes: an entry of the evidence; quieter, if it no longer holds."""
    position = report.position
    head = join((show_stance(position.stance), " ", show_date(report.date)))
    accords = context.library.seeds.actors[position.according_to].name if position.according_to else None
    return element(
        "div",
        element(
            "p",
            head,
            join((" · ", BASES[position.basis][0])),
            join((" · ", ACCORDING_TO.format(actor=accords))) if accords else None,
            join((" · ", note)) if note and note != BASES[position.basis][0] else None,
            class_="b-entry-head",
        ),
        element("p", element("bdi", position.summary), class_="b-summary"),
        element("p", element("bdi", position.condition), class_="b-condition") if position.condition else None,
        *(show_quote(context, quote, f"{report.id}-{quote.id}") for quote in report.quotes),
        class_="b-entry b-entry--past" if is_past else "b-entry",
        id=report.id,
    )


def render_evidence(view: TopicView) -> str:
    """Return every report with its quotes, by question, then actor; what is current comes first."""
    blocks = [show_questions_evidence(view, question) for question in view.topic.questions]
    return make_block(*blocks)


def show_questions_evidence(view: TopicView, question: Question) -> Html:
    """Return the evidence on one question."""
    cells = [view.cells[actor, question.id] for actor in view.actors if (actor, question.id) in view.cells]
    head = [
        element("h3", question.label, id=question_anchor(question)),
        element("p", question.proposition, class_="b-prop"),
        element("p", question.background, class_="b-background") if question.background else None,
    ]
    shown = (show_actors_evidence(view, cell, question) for cell in cells)
    nothing = element("p", NO_EVIDENCE, class_="b-nothing")
    return element("section", *head, element("div", *shown, class_="b-actors") if cells else nothing)


def link_report(view: TopicView, cell: Cell, question: Question) -> Html | None:
    """Return the link by which readers report an error in a cell, filled in with the cell."""
    if not view.context.report_url:
        return None
    title = REPORT_TITLE.format(actor=view.context.library.seeds.actors[cell.actor].name, question=question.label)
    place = f"{view.context.href(view.context.page)}#{cell_anchor(cell)}"
    href = make_report_link(view.context.report_url, title, place)
    return element("a", REPORT_ERROR, href=href)


def show_actors_evidence(view: TopicView, cell: Cell, question: Question) -> Html:
    """Return the evidence of one cell, and the way back to it."""
    notes = note_reports(cell)
    current = {report.id for report in cell.reports}
    past = {report.id for report in list_past(cell)}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    name = view.context.library.seeds.actors[cell.actor].name
    rest = element("span", ON_QUESTION.format(question=question.label), class_="b-hidden")
    back = element("a", BACK, href=f"#{cell_anchor(cell)}")
    links = join((back, link_report(view, cell, question)), " · ")
    return element(
        "section",
        element("h4", name, rest, id=f"b-evidence-{cell_anchor(cell)}"),
        element("p", links, class_="b-back"),
        *(show_report(view.context, report, notes.get(report.id), report.id in past) for report in ordered),
        class_="b-actor",
    )


def list_past(cell: Cell) -> list[Report]:
    """Return the reports of a cell that no longer count: of positions that later ones replaced, and withdrawn ones."""
    return [*cell.lost, *(report for statement in cell.earlier for report in statement.reports)]

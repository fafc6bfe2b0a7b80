"""The positions matrix: actors down, questions across (W3C WAI tables tutorial)."""

from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.history import State, list_states
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import SUPPORT, TO_EVIDENCE
from briefing_desk.pages.controls import view_tools
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Question, Stance
from briefing_desk.web.links import Link, cell_anchor
from briefing_desk.web.parts import Date, describe_origins, view_dates
from briefing_desk.web.signs import Mark, view_marks
from briefing_desk.web.views import TopicView

MAX_COLUMNS = 7
"""As many questions fit beside each other on a wide screen; the whole page then scrolls, and no row hides in a box."""


class Held(NamedTuple):
    """One stance of a cell: what holds now."""

    stance: Stance
    report: str
    """The id of its newest evidence, to which it links."""
    summary: str
    condition: str | None
    date: Date


class Content(NamedTuple):
    """What a cell says: each stance held, what supports it, and the marks."""

    rest: str
    """What the name of a link to evidence says beside the stance, for those who do not see the table."""
    newest: str
    """The id of the newest report, for a cell with no statement left."""
    held: list[Held]
    support: str
    marks: list[Mark]


class CellState(NamedTuple):
    """How a cell stood from a day on; browsers and search leave it out until a script asks for it."""

    since: Day | str
    stance: Stance | None
    """The one by which it can be compared, if there is one."""
    content: Content | None
    """None where nothing had been said."""


class CellView(NamedTuple):
    """A cell as it stands now, and as it stood before; without an id there is none."""

    label: str
    """Of its question."""
    anchor: str = ""
    since: Day | str = ""
    stance: Stance | None = None
    content: Content | None = None
    before: tuple[CellState, ...] = ()


class Row(NamedTuple):
    """An actor's row."""

    id: str
    name: Link
    cells: list[CellView]


def render_matrix(view: TopicView) -> str:
    """Return the positions matrix with its controls and its legend."""
    return view.context.render(
        "matrix",
        topic=view.topic.title,
        tools=view_tools(view),
        fits=len(view.topic.questions) <= MAX_COLUMNS,
        caption=f"b-matrix-{view.id}",
        questions=view.topic.questions,
        actors=[view_row(view, actor) for actor in view.actors],
        marks=sorted({mark for cell in view.cells.values() for mark in cell.marks}),
    )


def view_row(view: TopicView, actor: str) -> Row:
    """Return an actor's row."""
    cells = [
        view_cell(view, question, view.cells[actor, question.id])
        if (actor, question.id) in view.cells
        else CellView(question.label)
        for question in view.topic.questions
    ]
    return Row(actor, view.context.link_actor(actor), cells)


def view_cell(view: TopicView, question: Question, cell: Cell) -> CellView:
    """Return a cell as it stands now, and, for scripts only, as it stood before."""
    *before, now = list_states(cell, view.days, view.context.library.events)
    return CellView(
        question.label,
        cell_anchor(cell),
        now.since or "",
        cell.one_stance,
        view_content(view, question, cell),
        tuple(view_state(view, question, state) for state in before),
    )


def view_state(view: TopicView, question: Question, state: State) -> CellState:
    """Return how a cell stood from a day on."""
    cell = state.cell
    content = view_content(view, question, cell) if cell else None
    return CellState(state.since or "", cell.one_stance if cell else None, content)


def view_content(view: TopicView, question: Question, cell: Cell) -> Content:
    """Return what a cell says."""
    actors = view.context.library.seeds.actors
    support = SUPPORT.format(
        reports=count(len(cell.articles), "report"), origins=describe_origins(cell.origins, len(cell.articles))
    )
    return Content(
        TO_EVIDENCE.format(actor=actors[cell.actor].name, question=question.label),
        cell.all_reports[0].id,
        [view_held(cell, stance) for stance in cell.stances],
        support if cell.current else "",
        view_marks(cell, actors),
    )


def view_held(cell: Cell, stance: Stance) -> Held:
    """Return one stance of a cell with its newest evidence."""
    report = cell.newest[stance]
    statements = [statement for statement in cell.current if stance in statement.stances]
    return Held(stance, report.id, report.position.summary, report.position.condition, view_dates(statements))

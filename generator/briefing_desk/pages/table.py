"""The positions matrix: actors down, questions across (W3C WAI tables tutorial)."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.history import State, list_states
from briefing_desk.analysis.library import MOST_CELLS, MOST_SIDE
from briefing_desk.messages.phrases import count, show_month
from briefing_desk.messages.words import LIST, MARKS, MATRIX_CUT, MORE_OF, put_inside
from briefing_desk.pages.controls import view_tools
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Question, Stance
from briefing_desk.schema.references import make_reference
from briefing_desk.web.figures import name_speakers
from briefing_desk.web.links import Link, cell_anchor, matrix_anchor
from briefing_desk.web.parts import Date, describe_support, view_dates
from briefing_desk.web.signs import GRAVE, OF_ORIGINS, Mark, view_marks
from briefing_desk.web.views import TopicView

MAX_COLUMNS, MAX_CELLS = 7, 200
"""A word and a month for each cell while so many questions stand beside each other, and so few cells: else a sign."""
MAX_SIGNS = 40
"""As many questions stand beside each other as signs; of more than that a part is seen at a time."""


class Held(NamedTuple):
    """One stance of a cell: what holds now."""

    stance: Stance
    report: str
    """The address of its newest evidence."""
    month: str
    """Its date, in as few words as a cell has room for."""
    summary: str
    condition: str | None
    date: Date
    speakers: str
    """Who speaks for the actor in its newest report; empty where nobody does."""


class Content(NamedTuple):
    """What a cell says: each stance held with its month, and behind it what it rests on."""

    actor: str
    question: str
    """Whose cell it is, and on what: part of the names of its links, for those who do not see the table."""
    newest: str
    """The address of the newest report, for a cell with no statement left."""
    held: list[Held]
    flags: str
    """The marks without which the stance would be misread, in a word or two."""
    more: str
    """The name of what opens the rest."""
    support: str
    origins: str
    """The mark of its origins, if it has one: `support` says as much."""
    marks: list[Mark]
    is_sign: bool
    """Whether there is room for a sign only."""


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
    """Return the positions matrix with its controls and its legend; where there is no room for all, the most active."""
    whole, view = view, cut_view(view) if view.id in view.context.library.cut else view
    shown = {"actors": count(len(view.actors), "actor"), "questions": count(len(view.topic.questions), "question")}
    return view.context.render(
        "matrix",
        topic=view.topic.title,
        tools=view_tools(view),
        is_dense=is_dense(view),
        is_vast=len(view.topic.questions) > MAX_SIGNS,
        caption=matrix_anchor(view.id),
        cut=MATRIX_CUT.format(**shown, positions=count(len(whole.cells), "position")) if view is not whole else "",
        questions=[
            (found, view.context.link_question(make_reference(view.id, found.id)).href)
            for found in view.topic.questions
        ],
        actors=[view_row(view, actor) for actor in view.actors],
        marks=sorted({mark for cell in view.cells.values() for mark in cell.marks}),
    )


def cut_view(view: TopicView) -> TopicView:
    """Return as much of a topic as its matrix has room for: who holds most positions, on what most are held.

    There is no room for how its cells stood on earlier days.
    """
    asked = view.topic.questions
    across = min(len(asked), max(MOST_SIDE, MOST_CELLS // len(view.actors)))
    heard, held = Counter(question for _, question in view.cells), Counter(actor for actor, _ in view.cells)
    questions = {one.id for one in sorted(asked, key=lambda one: -heard[one.id])[:across]}
    actors = set(sorted(view.actors, key=lambda id: -held[id])[: MOST_CELLS // across])
    cells = {key: cell for key, cell in view.cells.items() if key[0] in actors and key[1] in questions}
    topic = replace(view.topic, questions=tuple(one for one in asked if one.id in questions))
    shown = tuple(id for id in view.actors if id in actors)
    return replace(view, topic=topic, actors=shown, cells=cells, days={})


def is_dense(view: TopicView) -> bool:
    """Say whether the matrix has room for signs only."""
    return len(view.topic.questions) > MAX_COLUMNS or len(view.cells) > MAX_CELLS


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
    name, label = actors[cell.actor].name, question.label
    return Content(
        name,
        label,
        view.context.link_report(cell.all_reports[0], "").href,
        [view_held(view, cell, stance) for stance in cell.stances],
        LIST.join(put_inside(MARKS[mark][0]) for mark in cell.marks if mark in GRAVE and mark != "lost"),
        MORE_OF.format(actor=name, question=label),
        describe_support(cell) if cell.current else "",
        next((mark for mark in cell.marks if mark in OF_ORIGINS), ""),
        view_marks(cell, actors),
        is_dense(view),
    )


def view_held(view: TopicView, cell: Cell, stance: Stance) -> Held:
    """Return one stance of a cell with its newest evidence."""
    report = cell.newest[stance]
    statements = [statement for statement in cell.current if stance in statement.stances]
    return Held(
        stance,
        view.context.link_report(report, "").href,
        show_month(cell.date_stance(stance)),
        report.position.summary,
        report.position.condition,
        view_dates(statements),
        name_speakers(view.context, [name for name in sorted(report.voices) if name != cell.actor]),
    )

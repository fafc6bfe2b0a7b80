"""The timeline of a topic: a drawing (SVG, no script) whose signs lead to the evidence, and the same as a list.

Places are shares of the axis, so that the drawing fits every window. Where months are empty the axis is broken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.order import place_in_list
from briefing_desk.analysis.statements import Statement
from briefing_desk.messages.phrases import describe_briefly, join_briefly, show_interval
from briefing_desk.messages.words import AXIS_BROKEN, NO_STATEMENTS, STANCE_AT, TIMELINE_CUT, TIMELINES_APART
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Stance
from briefing_desk.web.links import Context, Link
from briefing_desk.web.parts import Date, view_date
from briefing_desk.web.signs import stance_word
from briefing_desk.web.views import TopicView

LEVEL = 28
"""Height of a row of signs, in CSS pixels: a lane has several where signs would cover each other."""
MAX_EMPTY = 2
"""So many months without a statement are drawn; more of them are left out, and a sign says so."""
BREAK, BREAKS = 6.0, 30.0
"""Hundredths of the axis: for one break, and for all together."""
MAX_MONTHS = 36
"""The axis names months while there are so many, else years."""
MOST_LANES = 40
"""So many lanes are a picture; of more those with most statements are drawn, and the list has all."""
APART, FAR_APART = 1.1, 4.0
"""Hundredths of the axis for each character of the longest name of a month, in a wide window and on a phone."""
COVERED = 8.0
"""Hundredths of the axis between two signs."""


class Piece(NamedTuple):
    """Months that follow each other, of which the first and the last have a statement: counted from the year 0."""

    first: int
    last: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps days to hundredths of the axis."""

    pieces: tuple[Piece, ...]

    def place(self, day: Day) -> float:
        """Return where a day is that some statement is dated by."""
        month = count_months(day)
        piece = next(piece for piece in self.pieces if month <= piece.last)
        share = (month - piece.first + (day.day - 1) / 31) / (piece.last - piece.first + 1)
        return piece.left + share * piece.width


class Moment(NamedTuple):
    """One statement of the list."""

    actor: str
    question: str
    date: Date
    stances: tuple[Stance, ...]
    report: str
    """The address of its evidence."""
    is_past: bool


class Sign(NamedTuple):
    """A stance's shape, which leads to its newest report; with its name and date. A past one is small."""

    stance: Stance
    report: str
    """Its address."""
    shift: str
    """How far from the middle, in pixels, where a statement has several."""
    words: str
    is_past: bool


class Span(NamedTuple):
    """A statement: the bar that shows how exactly its date is known, and its stances in the middle."""

    left: str
    width: str
    middle: str
    level: int
    """How high its middle stands in the lane, in pixels."""
    signs: list[Sign]


class Thread(NamedTuple):
    """A line from a statement to the next one."""

    begin: Span
    end: Span


class Lane(NamedTuple):
    """One cell's lane: its name, its statements, and the lines that join them."""

    actor: str
    question: Link
    height: int
    threads: list[Thread]
    spans: list[Span]


class Tick(NamedTuple):
    """A month or year along the top, where its line goes down."""

    place: str
    words: str
    is_minor: bool
    """Whether a phone has no room for it."""


class Break(NamedTuple):
    """Where the axis leaves months out."""

    left: str
    width: str
    middle: str
    words: str


class Drawing(NamedTuple):
    """A lane for each cell, a shape for each statement, a line where a position changed."""

    topic: str
    ticks: list[Tick]
    breaks: list[Break]
    lanes: list[Lane]


def render_timeline(view: TopicView) -> str:
    """Return all statements on the topic over time."""
    rows = [] if view.is_split else list_moments(view)
    moments = [view_moment(view, cell, statement) for cell, statement in rows]
    otherwise = TIMELINES_APART if view.is_split else NO_STATEMENTS
    axis = find_axis(statement.date for _, statement in rows)
    drawing = view_drawing(view, axis) if axis else None
    cut = TIMELINE_CUT.format(shown=MOST_LANES, all=len(view.cells)) if len(view.cells) > MOST_LANES else ""
    return view.context.render("timeline", moments=moments, drawing=drawing, cut=cut, otherwise=otherwise)


def list_lanes(view: TopicView) -> list[Cell]:
    """Return the topic's cells, by actor, then by question."""
    rank = {actor: index for index, actor in enumerate(view.actors)}
    return sorted(view.cells.values(), key=lambda cell: (rank[cell.actor], cell.question))


def list_moments(view: TopicView) -> list[tuple[Cell, Statement]]:
    """Return every statement on the topic with its cell, oldest first."""
    rows = [(cell, statement) for cell in list_lanes(view) for statement in (*cell.earlier, *cell.current)]
    return sorted(rows, key=lambda row: place_in_list(row[1].rank))


def view_moment(view: TopicView, cell: Cell, statement: Statement) -> Moment:
    """Return one statement of the list."""
    return Moment(
        view.context.library.seeds.actors[cell.actor].name,
        view.context.find_question(cell.question)[1].label,
        view_date(statement.date),
        statement.stances,
        view.context.link_report(statement.reports[0], "").href,
        statement in cell.earlier,
    )


def count_months(day: Day) -> int:
    """Return a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def find_axis(dates: Iterable[Interval]) -> Axis | None:
    """Return the axis of a drawing of the dates, in whole months; None where nothing is dated.

    An end that is left open is not on it: its bar ends where the axis does.
    """
    known = [[count_months(day) for day in (date.first, date.last) if day] for date in dates]
    runs: list[tuple[int, int]] = []
    for first, last in sorted((min(months), max(months)) for months in known if months):
        if runs and first - runs[-1][1] <= MAX_EMPTY + 1:
            runs[-1] = runs[-1][0], max(runs[-1][1], last)
        else:
            runs.append((first, last))
    if not runs:
        return None
    gap = min(BREAK, BREAKS / max(1, len(runs) - 1))
    month = (100 - gap * (len(runs) - 1)) / sum(last - first + 1 for first, last in runs)
    pieces, left = [], 0.0
    for first, last in runs:
        pieces.append(Piece(first, last, left, (last - first + 1) * month))
        left += pieces[-1].width + gap
    return Axis(tuple(pieces))


def view_drawing(view: TopicView, axis: Axis) -> Drawing:
    """Return the drawing of a topic: all its cells while there is room, else those with most statements."""
    cells = list_lanes(view)
    most = sorted(range(len(cells)), key=lambda at: -len(cells[at].earlier) - len(cells[at].current))[:MOST_LANES]
    lanes = [view_lane(view, cells[at], axis) for at in sorted(most)]
    return Drawing(view.topic.title, list_ticks(axis), [view_break(*pair) for pair in pairwise(axis.pieces)], lanes)


def list_ticks(axis: Axis) -> list[Tick]:
    """Return what the axis names, as far as there is room: the first month of each piece, then others or years."""
    is_in_years = sum(piece.last - piece.first + 1 for piece in axis.pieces) > MAX_MONTHS
    candidates = [
        (place, name_year(month, is_in_years)) for month, place in list_candidates(axis, 12 if is_in_years else 1)
    ]
    longest = max(len(name) for _, name in candidates)
    named: dict[float, str] = {}
    wide: list[float] = []
    for place, name in candidates:
        if all(abs(place - other) >= APART * longest for other in named):
            named[place] = name
            wide += [place] if all(abs(place - other) >= FAR_APART * longest for other in wide) else []
    return [Tick(show_place(place), named[place], place not in wide) for place in sorted(named)]


def list_candidates(axis: Axis, step: int) -> Iterator[tuple[int, float]]:
    """Yield the months that may be named, those first that begin a piece, and where they are."""
    for piece in axis.pieces:
        yield piece.first, piece.left
    for piece in axis.pieces:
        for month in range(piece.first + -piece.first % step, piece.last + 1, step):
            yield month, piece.left + (month - piece.first) / (piece.last - piece.first + 1) * piece.width


def write_month(month: int) -> str:
    """Return a month as dates are written: 2025-04."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def name_year(month: int, is_year: bool) -> str:
    """Return a month in short; of one that begins a year just that, where the axis is in years."""
    return describe_briefly(write_month(month)[: 4 if is_year and month % 12 == 0 else 7])


def view_break(before: Piece, after: Piece) -> Break:
    """Return the sign that the months between two pieces are left out."""
    left, width = before.left + before.width, after.left - before.left - before.width
    months = join_briefly(write_month(before.last + 1), write_month(after.first - 1))
    words = AXIS_BROKEN.format(months=months)
    return Break(show_place(left), show_place(width), show_place(left + width / 2), words)


def show_place(place: float) -> str:
    """Return a place or a width as a drawing names it."""
    return f"{round(place, 1):g}%"


def view_lane(view: TopicView, cell: Cell, axis: Axis) -> Lane:
    """Return one cell's lane: statements that would cover each other stand below each other."""
    question = view.context.find_question(cell.question)[1]
    name = view.context.library.seeds.actors[cell.actor].name
    dated = [statement for statement in (*cell.earlier, *cell.current) if statement.date.first or statement.date.last]
    placed = sorted(((find_centre(one.date, axis), one) for one in dated), key=lambda pair: (pair[0], pair[1].rank))
    levels: list[float] = []
    spans = []
    for centre, statement in placed:
        free = (index for index, last in enumerate(levels) if centre - last >= COVERED * len(statement.stances))
        level = next(free, len(levels))
        levels[level : level + 1] = [centre]
        signs = list_signs(view.context, statement, statement in cell.earlier)
        spans.append(view_span(statement, axis, centre, level, signs))
    threads = [Thread(*pair) for pair in pairwise(spans)]
    return Lane(name, view.context.link_evidence(cell, question.label), LEVEL * max(1, len(levels)), threads, spans)


def find_centre(date: Interval, axis: Axis) -> float:
    """Return where a date's shape stands: in the middle of what is known of it."""
    known = [axis.place(day) for day in (date.first, date.last) if day]
    return sum(known) / len(known)


def view_span(statement: Statement, axis: Axis, centre: float, level: int, signs: list[Sign]) -> Span:
    """Return a statement's bar, of which an open end reaches the edge, and its signs, side by side."""
    date = statement.date
    left = axis.place(date.first) if date.first else 0.0
    right = axis.place(date.last) if date.last else 100.0
    return Span(show_place(left), show_place(right - left), show_place(centre), LEVEL * level + LEVEL // 2, signs)


def list_signs(context: Context, statement: Statement, is_past: bool) -> list[Sign]:
    """Return the signs of a statement, each with the first report of its stance."""
    said, stances = show_interval(statement.date), statement.stances
    reports = {report.position.stance: report for report in reversed(statement.reports)}
    return [
        Sign(
            stance,
            context.link_report(reports[stance], "").href,
            f"{15 * (index - (len(stances) - 1) / 2):g}",
            STANCE_AT.format(stance=stance_word(stance), date=said),
            is_past,
        )
        for index, stance in enumerate(stances)
    ]

"""The timeline of a topic: a drawing (SVG, no script) and the same as a list, which is also what screen readers get."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.order import place_in_list
from briefing_desk.analysis.statements import Statement
from briefing_desk.messages.phrases import describe_briefly, show_interval
from briefing_desk.messages.words import STANCE_AT
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Stance
from briefing_desk.web.parts import Date, view_date
from briefing_desk.web.signs import stance_word
from briefing_desk.web.views import TopicView

LABELS, PLOT, MARGIN = 250, 520, 30
"""Widths in the drawing's units, about a CSS pixel each: of the lanes' names, of the time axis, of the rest."""
LANE, TOP = 30, 34
"""Height of a lane, and of the axis above the lanes."""
MAX_TICKS = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps days to the drawing: from the first day of the first month to the end of the last one."""

    first: Day
    last: Day

    def place(self, day: Day) -> float:
        """Return where a day is, in units from the left edge of the drawing."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LABELS + MARGIN / 2 + share * PLOT, 1)


class Moment(NamedTuple):
    """One statement of the list."""

    actor: str
    question: str
    date: Date
    stances: tuple[Stance, ...]
    report: str
    """The id of its evidence."""
    is_past: bool


class Sign(NamedTuple):
    """A stance's shape, with its name and date for a mouse that rests on it; a past one is small."""

    stance: Stance
    x: str
    y: str
    words: str
    is_past: bool


class Span(NamedTuple):
    """A statement: the bar that shows how exactly its date is known, and its stances in the middle."""

    x: float
    width: float
    signs: list[Sign]


class Lane(NamedTuple):
    """One cell's lane: its name, its statements, and the line that joins them."""

    actor: str
    question: str
    top: int
    middle: float
    thread: tuple[float, float] | None
    """From where to where the line goes, if there are several statements."""
    spans: list[Span]


class Tick(NamedTuple):
    """A month or year along the top, where its line goes down."""

    x: float
    words: str


class Drawing(NamedTuple):
    """A lane for each cell, a shape for each statement, a line where a position changed."""

    topic: str
    width: int
    height: int
    top: int
    ticks: list[Tick]
    lanes: list[Lane]


def render_timeline(view: TopicView) -> str:
    """Return all statements on the topic over time."""
    rows = list_moments(view)
    moments = [view_moment(view, cell, statement) for cell, statement in rows]
    scale = find_scale([statement.date for _, statement in rows])
    return view.context.render("timeline", moments=moments, drawing=view_drawing(view, scale) if scale else None)


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
        statement.reports[0].id,
        statement in cell.earlier,
    )


def find_scale(dates: list[Interval]) -> Scale | None:
    """Return the scale of a drawing of the dates, in whole months; None where nothing is dated."""
    days = [day for date in dates for day in (date.first, date.last) if day]
    if not days:
        return None
    return Scale(min(days).replace(day=1), add_months(max(days), 1))


def add_months(day: Day, months: int) -> Day:
    """Return the first day of the month that many months later."""
    index = day.year * 12 + day.month - 1 + months
    return Day(min(index // 12, Day.max.year), index % 12 + 1, 1)


def view_drawing(view: TopicView, scale: Scale) -> Drawing:
    """Return the drawing of a topic."""
    cells = list_lanes(view)
    ticks = [Tick(scale.place(day), words) for day, words in list_ticks(scale)]
    lanes = [view_lane(view, cell, scale, TOP + LANE * index) for index, cell in enumerate(cells)]
    return Drawing(view.topic.title, LABELS + PLOT + MARGIN, TOP + LANE * len(cells) + 6, TOP, ticks, lanes)


def list_ticks(scale: Scale) -> Iterator[tuple[Day, str]]:
    """Yield the days that the axis names, at most ten or so: months while they fit, else years."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next(
        (step for step in (1, 2, 3, 6, 12) if months <= step * MAX_TICKS), 12 * (1 + months // (12 * MAX_TICKS))
    )
    day = scale.first if step < 12 else scale.first.replace(month=1)
    while day < scale.last:
        if day >= scale.first:
            words = describe_briefly(day.isoformat()[: 4 if step >= 12 else 7])
            yield day, words
        if day.year + step // 12 >= Day.max.year:
            return
        day = add_months(day, step)


def view_lane(view: TopicView, cell: Cell, scale: Scale, top: int) -> Lane:
    """Return one cell's lane."""
    question = view.context.find_question(cell.question)[1]
    actor = view.context.library.seeds.actors[cell.actor].name
    middle = top + LANE / 2
    dated = [statement for statement in (*cell.earlier, *cell.current) if statement.date.first or statement.date.last]
    centres = [find_centre(statement.date, scale) for statement in dated]
    spans = [view_span(cell, one, scale, x, middle) for one, x in zip(dated, centres, strict=True)]
    thread = (min(centres), max(centres)) if len(centres) > 1 else None
    return Lane(shorten(actor, 34), shorten(question.label, 40), top, middle, thread, spans)


def shorten(words: str, limit: int) -> str:
    """Return words that fit into a lane's name."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def find_centre(date: Interval, scale: Scale) -> float:
    """Return where a date's shape stands: in the middle of what is known of it."""
    known = [scale.place(day) for day in (date.first, date.last) if day]
    return round(sum(known) / len(known), 1)


def view_span(cell: Cell, statement: Statement, scale: Scale, x: float, middle: float) -> Span:
    """Return a statement's bar, of which an open end reaches the edge, and its signs, side by side around `x`."""
    date, stances = statement.date, statement.stances
    first, last = scale.place(date.first or scale.first), scale.place(date.last or scale.last)
    places = [x + 15 * (index - (len(stances) - 1) / 2) for index in range(len(stances))]
    said, is_past = show_interval(date), statement in cell.earlier
    signs = [
        Sign(stance, f"{at:g}", f"{middle:g}", STANCE_AT.format(stance=stance_word(stance), date=said), is_past)
        for stance, at in zip(stances, places, strict=True)
    ]
    return Span(first, round(last - first, 1), signs)

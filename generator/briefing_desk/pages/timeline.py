"""The timeline of a topic: a drawing (SVG, no script) and the same as a list, which is also what screen readers get."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import Statement
from briefing_desk.messages.phrases import describe_interval
from briefing_desk.messages.words import (
    AND,
    MONTH,
    NO_STATEMENTS,
    SAME_AS_LIST,
    SHORT_MONTHS,
    STANCE_AT,
    TIMELINE,
    TIMELINE_MEANING,
    WHO_ON_WHAT,
)
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Stance
from briefing_desk.web.escape import Html, element, fill, join, make_block
from briefing_desk.web.parts import show_date
from briefing_desk.web.signs import show_stance, stance_word
from briefing_desk.web.views import TopicView

LABELS, PLOT, MARGIN = 250, 520, 30
"""Widths in the drawing's units, about a CSS pixel each: of the lanes' names, of the time axis, of the rest."""
LANE, TOP = 30, 34
"""Height of a lane, and of the axis above the lanes."""
MAX_TICKS = 10
RING = {"cx": 0, "cy": 0, "r": 6.25, "fill": "var(--b-paper)", "stroke": "currentColor", "stroke_width": 1.5}
LINE = {"fill": "none", "stroke_width": 1.9, "stroke_linecap": "round", "stroke_linejoin": "round"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps days to the drawing: from the first day of the first month to the end of the last one."""

    first: Day
    last: Day

    def place(self, day: Day) -> float:
        """Return where a day is, in units from the left edge of the drawing."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LABELS + MARGIN / 2 + share * PLOT, 1)


def render_timeline(view: TopicView) -> str:
    """Return all statements on the topic over time."""
    rows = list_moments(view)
    if not rows:
        return make_block(element("p", NO_STATEMENTS, class_="b-nothing"))
    moments = (
        element("li", show_moment(view, cell, one), class_="b-past" if one in cell.earlier else None)
        for cell, one in rows
    )
    listed = element("ol", *moments, class_="b-timeline", data_search_exclude=True)
    scale = find_scale([statement.date for _, statement in rows])
    if scale is None:
        return make_block(listed)
    summary = element("summary", SAME_AS_LIST)
    return make_block(draw(view, list_lanes(view), scale), element("details", summary, listed, class_="b-legend-box"))


def list_lanes(view: TopicView) -> list[Cell]:
    """Return the topic's cells, by actor, then by question."""
    rank = {actor: index for index, actor in enumerate(view.actors)}
    return sorted(view.cells.values(), key=lambda cell: (rank[cell.actor], cell.question))


def list_moments(view: TopicView) -> list[tuple[Cell, Statement]]:
    """Return every statement on the topic with its cell, oldest first."""
    rows = [(cell, statement) for cell in list_lanes(view) for statement in (*cell.earlier, *cell.current)]
    return sorted(rows, key=lambda row: row[1].rank)


def show_moment(view: TopicView, cell: Cell, statement: Statement) -> Html:
    """Return one statement of the list."""
    question = view.context.find_question(cell.question)[1]
    actor = view.context.library.seeds.actors[cell.actor].name
    stances = join((show_stance(stance) for stance in statement.stances), AND)
    link = view.context.link(
        fill(WHO_ON_WHAT, actor=actor, question=question.label), view.context.page, statement.reports[0].id
    )
    return join((element("span", show_date(statement.date), class_="b-moment"), " ", link, ": ", stances))


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


def draw(view: TopicView, cells: list[Cell], scale: Scale) -> Html:
    """Return the drawing: a lane for each cell, a shape for each statement, a line where a position changed."""
    height = TOP + LANE * len(cells) + 6
    lanes = [draw_lane(view, cell, scale, TOP + LANE * index) for index, cell in enumerate(cells)]
    words = TIMELINE_MEANING.format(topic=view.topic.title)
    picture = element(
        "svg",
        *draw_axis(scale, height),
        *lanes,
        viewBox=f"0 0 {LABELS + PLOT + MARGIN} {height}",
        role="img",
        aria_label=words,
        class_="b-drawing",
        data_search_exclude=True,
    )
    label = TIMELINE.format(topic=view.topic.title)
    return element("div", picture, class_="b-scroll b-scroll--drawing", role="region", aria_label=label, tabindex="0")


def draw_axis(scale: Scale, height: int) -> Iterator[Html]:
    """Yield the months or years along the top, each with its line down."""
    for day, words in list_ticks(scale):
        x = scale.place(day)
        yield element("line", x1=x, x2=x, y1=TOP - 8, y2=height, class_="b-grid")
        yield element("text", words, x=x + 3, y=TOP - 14, class_="b-tick")


def list_ticks(scale: Scale) -> Iterator[tuple[Day, str]]:
    """Yield the days that the axis names, at most ten or so: months while they fit, else years."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next(
        (step for step in (1, 2, 3, 6, 12) if months <= step * MAX_TICKS), 12 * (1 + months // (12 * MAX_TICKS))
    )
    day = scale.first if step < 12 else scale.first.replace(month=1)
    while day < scale.last:
        if day >= scale.first:
            words = str(day.year) if step >= 12 else MONTH.format(month=SHORT_MONTHS[day.month - 1], year=day.year)
            yield day, words
        if day.year + step // 12 >= Day.max.year:
            return
        day = add_months(day, step)


def draw_lane(view: TopicView, cell: Cell, scale: Scale, top: int) -> Html:
    """Return one cell's lane: its name, its statements, and the line that joins them."""
    question = view.context.find_question(cell.question)[1]
    actor = view.context.library.seeds.actors[cell.actor].name
    middle = top + LANE / 2
    dated = [statement for statement in (*cell.earlier, *cell.current) if statement.date.first or statement.date.last]
    centres = [find_centre(statement.date, scale) for statement in dated]
    parts: list[Html] = [
        element("line", x1=0, x2=LABELS + PLOT + MARGIN, y1=top, y2=top, class_="b-grid"),
        element("text", shorten(actor, 34), x=4, y=middle - 2, class_="b-lane"),
        element("text", shorten(question.label, 40), x=4, y=middle + 10, class_="b-tick"),
    ]
    if len(centres) > 1:
        parts.append(element("line", x1=min(centres), x2=max(centres), y1=middle, y2=middle, class_="b-thread"))
    for statement, x in zip(dated, centres, strict=True):
        parts.append(draw_span(statement.date, scale, middle))
        signs = statement.stances
        for index, stance in enumerate(signs):
            at = x + 15 * (index - (len(signs) - 1) / 2)
            parts.append(draw_sign(stance, at, middle, statement.date, statement in cell.earlier))
    return element("g", *parts)


def shorten(words: str, limit: int) -> str:
    """Return words that fit into a lane's name."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def find_centre(date: Interval, scale: Scale) -> float:
    """Return where a date's shape stands: in the middle of what is known of it."""
    known = [scale.place(day) for day in (date.first, date.last) if day]
    return round(sum(known) / len(known), 1)


def draw_span(date: Interval, scale: Scale, middle: float) -> Html:
    """Return the bar that shows how exactly a date is known; an open end reaches the edge."""
    first, last = scale.place(date.first or scale.first), scale.place(date.last or scale.last)
    return element("rect", x=first, y=middle - 4, width=round(last - first, 1), height=8, rx=4, class_="b-span")


def draw_sign(stance: Stance, x: float, y: float, date: Interval, is_past: bool) -> Html:
    """Return a stance's shape, with its name and date for a mouse that rests on it; a past one is small."""
    title = element("title", STANCE_AT.format(stance=stance_word(stance), date=describe_interval(date)))
    shapes = [element(tag, **attributes) for tag, attributes in SIGNS[stance]]
    place = f"translate({x:g} {y:g})"
    return element("g", title, *shapes, transform=place, class_=f"b-sign b-sign--{stance}" + " b-sign--past" * is_past)


DISC = {"cx": 0, "cy": 0, "r": 7, "fill": "currentColor"}
SIGNS: dict[Stance, list[tuple[str, dict[str, object]]]] = {
    Stance.SUPPORT: [("circle", DISC), ("path", {"d": "M-3.2.3-.9 2.6l4.2-4.9", "stroke": "var(--b-paper)", **LINE})],
    Stance.OPPOSE: [
        ("circle", DISC),
        ("path", {"d": "m-2.7-2.7 5.4 5.4m0-5.4-5.4 5.4", "stroke": "var(--b-paper)", **LINE}),
    ],
    Stance.CONDITIONAL: [
        ("circle", {**RING, "stroke_dasharray": "3 2"}),
        ("path", {"d": "M-3 .3-.9 2.4 3-2.1", "stroke": "currentColor", **LINE}),
    ],
    Stance.MIXED: [("circle", RING), ("path", {"d": "M0-6.25a6.25 6.25 0 0 0 0 12.5z", "fill": "currentColor"})],
    Stance.NEUTRAL: [("circle", RING), ("path", {"d": "M-3 0h6", "stroke": "currentColor", **LINE})],
    Stance.UNDECIDED: [
        ("circle", RING),
        ("path", {"d": "M-1.7-1.7a1.8 1.8 0 1 1 2.4 1.8c-.5.2-.7.5-.7 1m0 1.9v.1", "stroke": "currentColor", **LINE}),
    ],
    Stance.NO_COMMENT: [
        ("circle", RING),
        ("path", {"d": "M-3 0h.1m2.9 0h.1m2.9 0h.1", "stroke": "currentColor", **LINE}),
    ],
}
"""The shapes of the style sheet's signs, drawn around a centre."""

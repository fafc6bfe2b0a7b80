"""The pictures that answer first: everyone on everything, on the home page; who stands where, on a topic's."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import MOST_SIDE
from briefing_desk.analysis.lists import ListedCell, TopicPart
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN
from briefing_desk.messages.phrases import choose, count, show_month
from briefing_desk.messages.words import (
    EVERYONE_COUNTED,
    EVERYONE_ON_ONE,
    EVERYONE_ON_UNKNOWN,
    EVERYONE_SHOWN,
    STANDING_CUT,
    STANDING_OLD,
)
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Question, Stance
from briefing_desk.schema.references import make_reference
from briefing_desk.web.links import Context, Link
from briefing_desk.web.signs import Sign, stance_word, view_sign
from briefing_desk.web.views import SiteView, TopicView

MOST_ACTORS, MOST_QUESTIONS = 40, 60
"""What fits on a wide screen as signs; of more than that, those with most positions are shown."""
FEW = 4
"""Actors beside each other on a phone; the others of a question are counted."""
MOST_NAMES, MOST_ON_SIDE = 9, 360
"""Names beside each other on one side of a question, and on that side of all; more are counted, with a link."""
SMALL = 8
"""So many questions, with three names each, stand beside the bottom line; more of them below it."""
OLD = timedelta(days=183)
"""A position is shown paler where the newest evidence on the topic is so much younger."""
SIDES: tuple[tuple[str, tuple[Stance, ...]], ...] = (
    ("against", (Stance.OPPOSE,)),
    ("between", (Stance.CONDITIONAL, Stance.MIXED, Stance.NEUTRAL, Stance.UNDECIDED, Stance.NO_COMMENT)),
    ("for", (Stance.SUPPORT,)),
)
"""From left to right."""


class Line(NamedTuple):
    """A question with a field for each actor; None where nothing was found."""

    question: Link
    fields: list[Sign | None]
    more: int
    """How many more actors than a phone shows are heard on it."""


class Group(NamedTuple):
    """The questions of one topic."""

    topic: Link
    lines: list[Line]


class Chip(NamedTuple):
    """An actor on one side of a question."""

    stance: Stance
    name: str
    href: str
    word: str
    """The stance, where the side does not tell it."""
    when: str
    """The month of a position that is old by now."""
    is_changed: bool
    is_inferred: bool
    """Whether it is our reading."""


class Side(NamedTuple):
    """Who stands on one side of a question."""

    name: str
    chips: list[Chip]
    more: int


class Standing(NamedTuple):
    """A question with who stands where."""

    question: Link
    sides: list[Side]


def render_everyone(view: SiteView) -> str:
    """Return all actors on all questions: each sign leads to the evidence for it."""
    context, cells = view.context, view.whole.cells
    newest = find_newest(date for cell in cells for date in cell.dates)
    held = Counter(cell.actor for cell in cells)
    actors = rank_by_number(held, MOST_ACTORS)
    questions = set(rank_by_number(Counter(cell.question for cell in cells), MOST_QUESTIONS))
    seen = (view_group(context, id, part, actors, questions, newest) for id, part in view.whole.topics.items())
    groups = [found for found in seen if found.lines]
    all_questions = sum(len(topic.questions) for topic in context.library.seeds.topics.values())
    counted = {
        "positions": count(len(cells), "position"),
        "actors": count(len(held), "actor"),
        "questions": count(all_questions, "question"),
    }
    is_cut = len(held) > MOST_ACTORS or all_questions > MOST_QUESTIONS
    shown = EVERYONE_SHOWN.format(
        actors=count(len(actors), "actor"), questions=count(sum(len(group.lines) for group in groups), "question")
    )
    told = (EVERYONE_COUNTED.format(**counted), shown if is_cut else "", *count_origins(cells))
    return context.render(
        "everyone",
        said=" ".join(filter(None, told)),
        groups=groups,
        actors=[context.link_actor(id) for id in actors],
        totals=[held[id] for id in actors],
        few=FEW,
        stances=list_held(cell.stances for cell in cells),
        old=say_old((cell.dates for cell in cells), newest),
        is_read=any("inferred" in cell.marks for cell in cells),
    )


def count_origins(cells: Iterable[ListedCell]) -> list[str]:
    """Return in sentences how many cells rest on one origin alone, and on none that is known."""
    lone = [origin for cell in cells if (origin := cell.lone_origin)]
    unknown = lone.count(UNKNOWN_ORIGIN)
    told = ((EVERYONE_ON_ONE, len(lone) - unknown), (EVERYONE_ON_UNKNOWN, unknown))
    return [choose(forms, number) for forms, number in told if number]


def rank_by_number(numbers: Mapping[str, int], most: int) -> list[str]:
    """Return the names that occur most often, among equals in the order of the alphabet."""
    return sorted(numbers, key=lambda name: (-numbers[name], name))[:most]


def view_group(
    context: Context, id: str, part: TopicPart, actors: list[str], questions: set[str], newest: Day | None
) -> Group:
    """Return the lines of a topic: all its questions while there is room, else those with most positions."""
    topic, held = context.library.seeds.topics[id], {(cell.actor, cell.question): cell for cell in part.cells}
    is_whole = len(context.library.questions) <= MOST_QUESTIONS
    lines = []
    for question in topic.questions:
        reference = make_reference(id, question.id)
        if not (is_whole or reference in questions):
            continue
        found = [held.get((actor, reference)) for actor in actors]
        fields = [view_sign(context, cell, is_old(cell.dates, newest)) if cell else None for cell in found]
        heard = sum(name == reference for _, name in held)
        link = context.link_question(reference)
        lines.append(Line(link, fields, heard - sum(field is not None for field in fields[:FEW])))
    return Group(context.link(topic.title, f"{id}.md"), lines)


def list_held(cells: Iterable[tuple[Stance, ...]]) -> list[Stance]:
    """Return the stances that cells hold now, in the order of the vocabulary: a legend names no other."""
    held = {stance for stances in cells for stance in stances}
    return [stance for stance in Stance if stance in held]


def render_standing(view: TopicView) -> str:
    """Return who stands where on each question: against it left, for it right, all others between.

    Where the matrix has no room for all questions, neither has this.
    """
    newest = find_newest(date for cell in view.cells.values() for date in cell.dates)
    asked = list(view.topic.questions)
    if view.id in view.context.library.cut:
        heard = Counter(question for _, question in view.cells)
        most = {one.id for one in sorted(asked, key=lambda one: -heard[one.id])[:MOST_SIDE]}
        asked = [one for one in asked if one.id in most]
    lines = [view_standing(view, question, newest) for question in asked]
    chips = [chip for line in lines for side in line.sides for chip in side.chips]
    return view.context.render(
        "standing",
        topic=view.topic.title,
        lines=lines,
        cut=STANDING_CUT.format(shown=len(lines), all=len(view.topic.questions))
        if len(lines) < len(view.topic.questions)
        else "",
        stances=[stance for stance in list_held(cell.stances for cell in view.cells.values()) if stance in SIDES[1][1]],
        old=say_old((cell.dates for cell in view.cells.values()), newest),
        is_changed=any(chip.is_changed for chip in chips),
        is_between=any(line.sides[1].chips for line in lines),
        is_small=len(lines) <= SMALL and len(chips) <= SMALL * 3,
    )


def find_newest(dates: Iterable[Interval]) -> Day | None:
    """Return the newest day of which a position held now is known to be, given the dates of all that are held."""
    return max((day for date in dates if (day := date.last or date.first)), default=None)


def say_old(cells: Iterable[tuple[Interval, ...]], newest: Day | None) -> str:
    """Return what the form of old positions means, and when they were heard; nothing where there are none."""
    dates = {date for dates in cells if is_old(dates, newest) for date in dates}
    return STANDING_OLD.format(date=show_month(span(dates))) if dates else ""


def is_old(dates: Collection[Interval], newest: Day | None) -> bool:
    """Say whether a position was last heard long before the newest of its topic, given its current dates."""
    if newest is None or not dates:
        return False
    limit = newest - OLD
    return all(date.last is not None and date.last < limit for date in dates)


def view_standing(view: TopicView, question: Question, newest: Day | None) -> Standing:
    """Return a question with who stands where; on each side what is newest comes first, then who is heard most."""
    heard = [actor for actor, _ in view.cells]
    cells = [view.cells[actor, question.id] for actor in view.actors if (actor, question.id) in view.cells]
    cells.sort(key=lambda cell: (is_old(cell.dates, newest), -heard.count(cell.actor)))
    sides = [view_side(view, name, stances, cells, newest) for name, stances in SIDES]
    return Standing(view.context.link_question(make_reference(view.id, question.id)), sides)


def view_side(view: TopicView, name: str, stances: tuple[Stance, ...], cells: list[Cell], newest: Day | None) -> Side:
    """Return who stands on one side of a question; who is given several stances stands on several."""
    found = [(cell, stance) for cell in cells for stance in cell.stances if stance in stances]
    asked = len(view.topic.questions)
    most = max(2, min(MOST_NAMES, MOST_ON_SIDE // asked)) if asked > 1 else None  # alone, it has room for everybody
    chips = [view_chip(view, cell, stance, len(stances) > 1, newest) for cell, stance in found[:most]]
    return Side(name, chips, len(found) - len(chips))


def view_chip(view: TopicView, cell: Cell, stance: Stance, is_told: bool, newest: Day | None) -> Chip:
    """Return an actor on one side of a question."""
    link = view.context.link_evidence(cell, view.context.library.seeds.actors[cell.actor].name)
    when = show_month(cell.date_stance(stance)) if is_old(cell.dates, newest) else ""
    word = stance_word(stance) if is_told else ""
    return Chip(stance, link.words, link.href, word, when, bool(cell.changed_from), cell.is_inferred)

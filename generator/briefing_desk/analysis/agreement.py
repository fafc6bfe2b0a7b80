"""How far two actors agree: on k of n questions on which both can be compared. Pure derivation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefing_desk.analysis.cells import Cell, Comparable, Stances
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import Stance

SUPPORTS = {Stance.SUPPORT, Stance.CONDITIONAL}

LEAST = 3
"""Compared questions below which a row says nothing of two actors."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison of two actors, question by question."""

    first: str
    second: str
    same: tuple[str, ...]
    """Questions on which both hold the same stance."""
    different: tuple[str, ...]
    not_comparable: tuple[str, ...]
    """Questions on which both are heard, but one is contested, mixed, undecided, inferred or without comment."""
    but_for_condition: tuple[str, ...] = ()
    """Of the different ones, those that one supports, and the other supports on a condition."""
    apart: Mapping[str, tuple[Interval, Interval]] = field(default_factory=dict)
    """Of the compared ones, those on which the two were last heard in different months, with both dates."""

    @property
    def compared(self) -> int:
        """How many questions could be compared."""
        return len(self.same) + len(self.different)


def list_stances_held(cells: Iterable[Cell]) -> Stances:
    """Return what each actor holds on each question, as far as it can be compared."""
    held: dict[str, dict[str, Comparable | None]] = {}
    for cell in cells:
        held.setdefault(cell.actor, {})[cell.question] = cell.comparable
    return held


def compare_pairs(held: Stances, pairs: Iterable[tuple[str, str]]) -> list[Agreement]:
    """Return the comparisons of those pairs of actors that can be compared on enough questions."""
    likely = (pair for pair in pairs if len(held.get(pair[0], {}).keys() & held.get(pair[1], {}).keys()) >= LEAST)
    return [found for pair in likely if (found := compare_actors(held, *pair)).compared >= LEAST]


def compare_actors(held: Stances, first: str, second: str) -> Agreement:
    """Compare two actors on every question on which both are heard."""
    same: list[str] = []
    different: list[str] = []
    rest: list[str] = []
    near: list[str] = []
    apart: dict[str, tuple[Interval, Interval]] = {}
    one, other = held.get(first, {}), held.get(second, {})
    for question in sorted(one.keys() & other.keys()):
        mine, theirs = one[question], other[question]
        if mine is None or theirs is None:
            rest.append(question)
            continue
        (same if mine.stance is theirs.stance else different).append(question)
        if {mine.stance, theirs.stance} == SUPPORTS:
            near.append(question)
        if is_apart(mine.date, theirs.date):
            apart[question] = (mine.date, theirs.date)
    return Agreement(first, second, tuple(same), tuple(different), tuple(rest), tuple(near), apart)


def is_apart(one: Interval, other: Interval) -> bool:
    """Say whether no month is known to belong to both dates."""
    months = [[(day.year, day.month) for day in (date.first, date.last) if day] for date in (one, other)]
    return not all(months) or max(months[0]) < min(months[1]) or max(months[1]) < min(months[0])

"""How far two actors agree: on k of n questions on which both can be compared. Pure derivation."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell, Stances
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

    @property
    def compared(self) -> int:
        """How many questions could be compared."""
        return len(self.same) + len(self.different)


def list_stances_held(cells: Iterable[Cell]) -> Stances:
    """Return what each actor holds on each question, as far as it can be compared."""
    held: dict[str, dict[str, Stance | None]] = {}
    for cell in cells:
        held.setdefault(cell.actor, {})[cell.question] = cell.one_stance
    return held


def compare_pairs(held: Stances, pairs: Iterable[tuple[str, str]]) -> list[Agreement]:
    """Return the comparisons of those pairs of actors that can be compared on enough questions."""
    likely = (pair for pair in pairs if len(held.get(pair[0], {}).keys() & held.get(pair[1], {}).keys()) >= LEAST)
    return [found for pair in likely if (found := compare_actors(held, *pair)).compared >= LEAST]


def compare_actors(held: Stances, first: str, second: str) -> Agreement:
    """Compare two actors on every question on which both are heard."""
    same, different, rest = [], [], []
    one, other = held.get(first, {}), held.get(second, {})
    for question in sorted(one.keys() & other.keys()):
        stance, against = one[question], other[question]
        if stance is None or against is None:
            rest.append(question)
        elif stance is against:
            same.append(question)
        else:
            different.append(question)
    near = tuple(question for question in different if {one[question], other[question]} == SUPPORTS)
    return Agreement(first, second, tuple(same), tuple(different), tuple(rest), near)

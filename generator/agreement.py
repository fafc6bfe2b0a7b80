"""How far two actors agree: on k of n questions on which both can be compared. Pure derivation."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.matrix import Cell
from generator.model import Stance

NOT_COMPARABLE = (Stance.MIXED, Stance.UNDECIDED, Stance.NO_COMMENT)
"""Stances with which one can neither agree nor disagree; two actors may have reservations for opposite reasons."""


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

    @property
    def compared(self) -> int:
        """How many questions could be compared."""
        return len(self.same) + len(self.different)


def compare_actors(cells: Mapping[str, Mapping[str, Cell]], first: str, second: str) -> Agreement:
    """Compare two actors on every question on which both have a cell; `cells` are by actor, then by question."""
    same, different, rest = [], [], []
    one, other = cells.get(first, {}), cells.get(second, {})
    for question in sorted(one.keys() & other.keys()):
        stances = [get_stance(one[question]), get_stance(other[question])]
        if None in stances:
            rest.append(question)
        elif stances[0] is stances[1]:
            same.append(question)
        else:
            different.append(question)
    return Agreement(first, second, tuple(same), tuple(different), tuple(rest))


def get_stance(cell: Cell) -> Stance | None:
    """Return the one stance by which a cell can be compared, if there is one."""
    if len(cell.stances) != 1 or cell.is_inferred or cell.stances[0] in NOT_COMPARABLE:
        return None
    return cell.stances[0]

"""How far two actors agree: on k of n questions on which both can be compared. Pure derivation."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell


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
        stance, against = one[question].one_stance, other[question].one_stance
        if stance is None or against is None:
            rest.append(question)
        elif stance is against:
            same.append(question)
        else:
            different.append(question)
    return Agreement(first, second, tuple(same), tuple(different), tuple(rest))

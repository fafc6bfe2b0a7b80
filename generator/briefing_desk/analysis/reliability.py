"""How far two codings of the same articles agree: counts, shares and Krippendorff's alpha for nominal values. Pure.

What is compared is what two coders make of an actor and a question in an article. Where one of them has several
positions there, as one before and one after a change, all of them together are the value.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing_desk.schema.model import Position

Unit = tuple[str, str, str]
"""An article, an actor, and a question as `topic/question`."""
Codings = Mapping[str, Sequence[Position]]
"""Positions by article."""
NONE = "no position"


@dataclass(frozen=True, slots=True)
class Measure:
    """How often two coders say the same of something."""

    same: int
    number: int
    alpha: float | None
    """None: only one value was ever given, so that nothing can be told from chance."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far two codings agree."""

    articles: int
    both: int
    """Units in which both coders see a position."""
    first_only: tuple[Unit, ...]
    second_only: tuple[Unit, ...]
    stance: Measure
    """Of the units that both have."""
    with_none: Measure
    """Stance, with "no position" as a value: of all units that either has."""
    basis: Measure
    according_to: Measure
    differing: tuple[Unit, ...]
    """Units that both have, with different stances."""


def compare_codings(first: Codings, second: Codings) -> Reliability:
    """Compare two codings of the articles that both have coded."""
    articles = first.keys() & second.keys()
    one, other = (group_units({id: coding[id] for id in articles}) for coding in (first, second))
    both = sorted(one.keys() & other.keys())
    either = sorted(one.keys() | other.keys())

    def measure(units: Iterable[Unit], get: Callable[[Position], object]) -> Measure:
        return measure_pairs([(describe(one.get(unit, ()), get), describe(other.get(unit, ()), get)) for unit in units])

    return Reliability(
        articles=len(articles),
        both=len(both),
        first_only=tuple(sorted(one.keys() - other.keys())),
        second_only=tuple(sorted(other.keys() - one.keys())),
        stance=measure(both, get_stance),
        with_none=measure(either, get_stance),
        basis=measure(both, lambda position: position.basis.value),
        according_to=measure(both, lambda position: position.according_to or ""),
        differing=tuple(unit for unit in both if describe(one[unit], get_stance) != describe(other[unit], get_stance)),
    )


def group_units(codings: Codings) -> dict[Unit, list[Position]]:
    """Return the positions of each unit."""
    units: dict[Unit, list[Position]] = {}
    for article, positions in codings.items():
        for position in positions:
            for holder in position.holders:
                units.setdefault((article, str(holder), str(position.question)), []).append(position)
    return units


def get_stance(position: Position) -> str:
    """Return a position's stance."""
    return position.stance.value


def describe(positions: Sequence[Position], get: Callable[[Position], object]) -> str:
    """Return what a coder says of a unit as one value."""
    return ", ".join(sorted({str(get(position)) for position in positions})) if positions else NONE


def measure_pairs(pairs: Sequence[tuple[str, str]]) -> Measure:
    """Return how far two coders agree who have each said something of every unit."""
    return Measure(sum(one == other for one, other in pairs), len(pairs), measure_alpha(pairs))


def measure_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal values: 1 less the observed disagreement in terms of that by chance.

    Each unit has the values that coders gave to it; one that a single coder has seen says nothing. Any number of coders
    may be missing from a unit (K. Krippendorff, Content Analysis, chapter on reliability).
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    number = totals.total()
    observed = sum(
        sum(count * (len(unit) - count) for count in Counter(unit).values()) / (len(unit) - 1) for unit in paired
    )
    by_chance = sum(count * (number - count) for count in totals.values()) / (number - 1) if number > 1 else 0
    return 1 - observed / by_chance if by_chance else None

"""How far two codings of the same articles agree: counts, shares and Krippendorff's alpha for nominal values. Pure.

What is compared is what two coders make of an actor and a question in an article. Where one of them has several
positions there, as one before and one after a change, all of them together are the value. A difference that was
settled since still counts as one: the log has what each coder had.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing_desk.schema.model import Coded, Coder, Position, Settlement

Unit = tuple[str, str, str]
"""An article, an actor, and a question as `topic/question`."""
Codings = Mapping[str, Sequence[Position]]
"""Positions by article."""
NONE = "no position"


class Value(NamedTuple):
    """What a coder makes of a unit."""

    stance: str = NONE
    basis: str = NONE
    according_to: str = ""
    """The other actor who reports it, if one does."""


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


def compare_coder(first: Codings, coder: Coder) -> Reliability:
    """Compare a second coder with the first, as both were before anything was settled."""
    second = {id: coding.positions for id, coding in coder.codings.items()}
    return compare_codings(first, second, coder.settlements)


def compare_codings(first: Codings, second: Codings, settlements: Iterable[Settlement] = ()) -> Reliability:
    """Compare two codings of the articles that both have coded."""
    articles = first.keys() & second.keys()
    one, other = (value_units({id: coding[id] for id in articles}) for coding in (first, second))
    for found in settlements:
        if found.article in articles:
            unit = str(found.article), str(found.actor), str(found.question)
            put_back(one, unit, found.first)
            put_back(other, unit, found.second)
    both = sorted(one.keys() & other.keys())
    either = sorted(one.keys() | other.keys())
    pairs = [(one[unit], other[unit]) for unit in both]
    all_pairs = [(one.get(unit, Value()), other.get(unit, Value())) for unit in either]
    return Reliability(
        articles=len(articles),
        both=len(both),
        first_only=tuple(sorted(one.keys() - other.keys())),
        second_only=tuple(sorted(other.keys() - one.keys())),
        stance=measure_pairs([(value.stance, found.stance) for value, found in pairs]),
        with_none=measure_pairs([(value.stance, found.stance) for value, found in all_pairs]),
        basis=measure_pairs([(value.basis, found.basis) for value, found in pairs]),
        according_to=measure_pairs([(value.according_to, found.according_to) for value, found in pairs]),
        differing=tuple(unit for unit in both if one[unit].stance != other[unit].stance),
    )


def put_back(values: dict[Unit, Value], unit: Unit, coded: Coded | None) -> None:
    """Let a coder have of a unit what they had before it was settled."""
    if coded is None:
        values.pop(unit, None)
    else:
        values[unit] = Value(str(coded.stance), str(coded.basis), str(coded.according_to or ""))


def list_differences(first: Codings, coder: Coder) -> list[Unit]:
    """Return the units of which two coders make something different now, and which nobody has settled."""
    second = {id: coding.positions for id, coding in coder.codings.items()}
    articles = first.keys() & second.keys()
    one, other = (value_units({id: coding[id] for id in articles}) for coding in (first, second))
    settled = {(str(found.article), str(found.actor), str(found.question)) for found in coder.settlements}
    units = sorted(one.keys() | other.keys())
    return [unit for unit in units if unit not in settled and one.get(unit) != other.get(unit)]


def value_units(codings: Codings) -> dict[Unit, Value]:
    """Return what a coder makes of each unit."""
    return {unit: value_positions(positions) for unit, positions in group_units(codings).items()}


def group_units(codings: Codings) -> dict[Unit, list[Position]]:
    """Return the positions of each unit."""
    units: dict[Unit, list[Position]] = {}
    for article, positions in codings.items():
        for position in positions:
            for holder in position.holders:
                units.setdefault((article, str(holder), str(position.question)), []).append(position)
    return units


def value_positions(positions: Iterable[Position]) -> Value:
    """Return what a coder says of a unit as one value."""
    told = [(one.stance.value, one.basis.value, str(one.according_to or "")) for one in positions]
    return Value(*(", ".join(sorted(set(said))) for said in zip(*told, strict=True)))


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

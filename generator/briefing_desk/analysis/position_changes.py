"""Changes of positions over time: on each occasion, what an actor held before and what it holds since. Pure derivation.

The matrix shows where the last change came from; shifts are all of them, so that a feed keeps what it has told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import (
    Report,
    Statement,
    find_before,
    find_recorded,
    find_taken_in,
    list_conditions,
    list_stances,
)
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.ids import make_id


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A change: an actor took a position that differs from what it held before."""

    cell: Cell
    before: tuple[Statement, ...]
    """What was current until then."""
    after: tuple[Statement, ...]
    """Every statement with the same new stances of which none is later than another: they tell of one change."""

    @property
    def id(self) -> str:
        """Depends on the occasion first taken in alone: it stays when more or older statements come to light."""
        first = min(self.after, key=lambda statement: (find_taken_in(statement), statement.rank))
        return make_id("h", self.cell.actor, self.cell.question, name_occasion(first))

    @property
    def reports(self) -> tuple[Report, ...]:
        """The evidence: the reports of the new position, then those of the old."""
        return tuple(report for statement in (*self.after, *self.before) for report in statement.reports)

    @property
    def recorded(self) -> Day:
        """The day of record: when both sides had been taken in."""
        return find_recorded(self.before, self.after)

    @property
    def updated(self) -> Day:
        """The day on which its evidence last grew or was corrected."""
        articles = [report.article for report in self.reports]
        corrections = [article.correction.date for article in articles if article.correction]
        return max([self.recorded, *(article.retrieved for article in articles), *corrections])


def name_occasion(statement: Statement) -> str:
    """Return what tells an occasion from every other of its cell: the event, else the report's id."""
    report = statement.reports[0]
    return f"event {report.position.event}" if report.position.event else report.id


def list_position_changes(cells: Iterable[Cell]) -> list[PositionChange]:
    """Return every change of position of the cells, newest day of record first."""
    found = [shift for cell in cells for shift in find_shifts(cell)]
    return sorted(found, key=lambda shift: (shift.recorded, shift.after[0].rank, shift.id), reverse=True)


def find_shifts(cell: Cell) -> Iterator[PositionChange]:
    """Yield the changes of one cell, oldest first; our readings make none."""
    known = () if cell.is_inferred else (*cell.earlier, *cell.current)
    found: dict[tuple[str, ...], tuple[tuple[Statement, ...], list[Statement]]] = {}
    for statement in sorted(known, key=lambda statement: statement.rank):
        if before := find_before(known, statement):
            found.setdefault(tuple(map(name_occasion, before)), (before, []))[1].append(statement)
    for before, since in found.values():
        told = [statement for statement in since if differs(before, [statement])]
        for stances in dict.fromkeys(statement.stances for statement in told if differs(before, since)):
            yield PositionChange(cell, before, tuple(statement for statement in told if statement.stances == stances))


def differs(before: Iterable[Statement], after: Iterable[Statement]) -> bool:
    """Say whether statements give other stances than those before them, or name other conditions."""
    old, new = tuple(before), tuple(after)
    then, now = list_conditions(old), list_conditions(new)
    return list_stances(old) != list_stances(new) or bool(now and then and set(now) != set(then))

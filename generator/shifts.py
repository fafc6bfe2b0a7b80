"""Changes of positions over time: on each occasion, what an actor held before and what it holds since. Pure derivation.

The matrix shows where the last change came from; shifts are all of them, so that a feed keeps what it has told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.dates import Day
from generator.matrix import Cell
from generator.model import Stance
from generator.quotes import make_id
from generator.statements import Report, Statement, list_conditions, sort_key, split_current


@dataclass(frozen=True, slots=True)
class Shift:
    """A change: an actor took a position that differs from what it held before."""

    cell: Cell
    before: tuple[Statement, ...]
    """What was current until then."""
    after: tuple[Statement, ...]
    """Every statement with the same new stances of which none is later than another: they tell of one change."""

    @property
    def id(self) -> str:
        """Depends on the occasion first taken in alone: it stays when more or older statements come to light."""
        first = min(self.after, key=lambda statement: (find_taken_in(statement), sort_key(statement.date)))
        return make_id("h", self.cell.actor, self.cell.question, name_occasion(first))

    @property
    def reports(self) -> tuple[Report, ...]:
        """The evidence: the reports of the new position, then those of the old."""
        return tuple(report for statement in (*self.after, *self.before) for report in statement.reports)

    @property
    def recorded(self) -> Day:
        """The day of record: when both sides had been taken in."""
        return max(min(map(find_taken_in, side)) for side in (self.before, self.after))

    @property
    def updated(self) -> Day:
        """The day on which its evidence last grew or was corrected."""
        articles = [report.article for report in self.reports]
        corrections = [article.correction.date for article in articles if article.correction]
        return max([self.recorded, *(article.retrieved for article in articles), *corrections])


def find_taken_in(statement: Statement) -> Day:
    """Return the day on which the first report of a statement was taken in."""
    return min(report.article.retrieved for report in statement.reports)


def name_occasion(statement: Statement) -> str:
    """Return what tells an occasion from every other of its cell: the event, else the report's id."""
    report = statement.reports[0]
    return f"event {report.position.event}" if report.position.event else report.id


def list_shifts(cells: Iterable[Cell]) -> list[Shift]:
    """Return every change of position of the cells, newest day of record first."""
    found = [shift for cell in cells for shift in find_shifts(cell)]
    return sorted(found, key=lambda shift: (shift.recorded, sort_key(shift.after[0].date), shift.id), reverse=True)


def find_shifts(cell: Cell) -> Iterator[Shift]:
    """Yield the changes of one cell, oldest first; our readings make none."""
    known = () if cell.is_inferred else (*cell.earlier, *cell.current)
    found: dict[tuple[tuple[str, ...], tuple[Stance, ...]], list[tuple[tuple[Statement, ...], Statement]]] = {}
    for statement in sorted(known, key=lambda statement: sort_key(statement.date)):
        past = [other for other in known if statement.date.is_later_than(other.date)]
        before, _ = split_current(past)
        if before and differs(before, statement):
            found.setdefault((tuple(map(name_occasion, before)), statement.stances), []).append((before, statement))
    for told_alike in found.values():
        yield Shift(cell, told_alike[0][0], tuple(after for _, after in told_alike))


def differs(before: tuple[Statement, ...], after: Statement) -> bool:
    """Say whether a statement gives other stances than those before it, or names other conditions."""
    now, then = list_conditions([after]), list_conditions(before)
    return list_stances(before) != after.stances or bool(now and then and set(now) != set(then))


def list_stances(statements: Iterable[Statement]) -> tuple[Stance, ...]:
    """Return the stances of statements, each once, in the order of the vocabulary."""
    found = {stance for statement in statements for stance in statement.stances}
    return tuple(stance for stance in Stance if stance in found)

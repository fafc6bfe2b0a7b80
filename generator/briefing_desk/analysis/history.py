"""How cells stood on earlier days: what the same derivation says of the statements made until then. Pure derivation.

"Until then" goes by the dates of statements, not by when an article was taken in, and by what is known of them today:
a withdrawn article supports nothing on any day. A statement without a date counts on every day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell, derive_cell
from briefing_desk.analysis.statements import Report
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Event

MAX_DAYS = 16
"""As many days as a matrix can be shown on, the newest ones: what a cell was is part of its page."""


@dataclass(frozen=True, slots=True)
class State:
    """How a cell stood from a day on, until its next state."""

    since: Day | None
    """None: before the first day that is told."""
    cell: Cell | None
    """None: no statement yet."""


def list_days(cells: Iterable[Cell]) -> dict[Day, list[Interval]]:
    """Return the newest days on which something began to be held, oldest first, each with the dates that begin then."""
    found: dict[Day, set[Interval]] = {}
    for report in (report for cell in cells for report in cell.all_reports):
        if report.begins:
            found.setdefault(report.begins, set()).add(report.date)
    newest = sorted(found)[-MAX_DAYS:]
    return {day: sorted(found[day], key=lambda date: (date.last or Day.max, date.text)) for day in newest}


def list_states(cell: Cell, days: Iterable[Day], events: Mapping[str, Event]) -> list[State]:
    """Return every state of a cell on the days, oldest first; the last is how it stands now, the first has no day."""
    first = min(days, default=None)
    early = [report for report in cell.all_reports if is_early(report, first)]
    states = [State(None, derive_some(cell, early, events))]
    begun = {report.begins for report in cell.all_reports}
    for day in (day for day in days if day in begun):
        known = [report for report in cell.all_reports if report.begins is None or report.begins <= day]
        states.append(State(day, derive_some(cell, known, events)))
    return states


def is_early(report: Report, first: Day | None) -> bool:
    """Say whether a report has begun before the first day; one whose date is unknown has."""
    return report.begins is None or first is None or report.begins < first


def derive_some(cell: Cell, reports: list[Report], events: Mapping[str, Event]) -> Cell | None:
    """Return what some of a cell's reports say together, all of them what it says anyway; None if there is none."""
    if len(reports) == len(cell.all_reports):
        return cell
    return derive_cell(cell.actor, cell.question, reports, events) if reports else None

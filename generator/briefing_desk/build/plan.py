"""What a run found, and what it would write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing_desk.disk.write import Change
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.problems import Problem


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run found: the problems, and what would be written if there are no errors."""

    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict)
    """Bodies edited by hand, to be put aside."""
    newest: Day = Day.min
    """The newest day of record."""
    files: int = 0
    """How many files there are in all."""
    unfinished: Callable[[], Sequence[Problem]] = tuple
    """Finds what a site for readers should have and has not yet; told where one is built."""
    quotes: int = 0
    """How many quotes and passages were checked against a text."""
    complaint: str = ""
    """Why what earlier runs found out could not be used."""

"""Who stands where: every cell of every topic's matrix, with its marks. Pure derivation, after "What is derived"."""

# Long for a reason: one noun and what is derived of it: each property leans on others, in two modules they would
# import each other.

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import (
    UNKNOWN_ORIGIN,
    Report,
    Statement,
    find_before,
    find_origins,
    group_statements,
    is_inferred,
    list_conditions,
    list_events,
    list_stances,
    list_told,
    make_single,
    sort_stances,
    split_current,
)
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.dates import UNKNOWN, Interval
from briefing_desk.schema.model import Event, Seeds, Stance, Status
from briefing_desk.schema.references import get_topic_id
from briefing_desk.syntax.ids import make_id

NOT_COMPARABLE = (Stance.MIXED, Stance.UNDECIDED, Stance.NO_COMMENT)
"""Stances with which one can neither agree nor disagree; two actors may have reservations for opposite reasons."""


@dataclass(frozen=True)
class Cell:
    """What the articles say about one actor and one question; what follows from it is derived once (hence no slots)."""

    actor: str
    question: str
    """`topic/question`."""
    current: tuple[Statement, ...]
    """Every statement that no other is later than; our readings and others' reports only where that is all."""
    earlier: tuple[Statement, ...]
    inferred: tuple[Report, ...]
    """Our readings; they neither override nor contest."""
    hearsay: tuple[Report, ...]
    """What other actors report, beside the actor's own words: it neither overrides nor contests them."""
    lost: tuple[Report, ...]
    """Reports of withdrawn articles, which support nothing."""

    @cached_property
    def id(self) -> str:
        """Depends on the ids of its actor and its question alone."""
        return make_id("c", self.actor, self.question)

    @property
    def dates(self) -> tuple[Interval, ...]:
        """The date of each current statement."""
        return tuple(statement.date for statement in self.current)

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """The stances held now, each once; none when everything was withdrawn."""
        return list_stances(self.current)

    @cached_property
    def one_stance(self) -> Stance | None:
        """The one stance by which the cell can be compared with another, if there is one."""
        is_one = len(self.stances) == 1 and not self.is_inferred and self.stances[0] not in NOT_COMPARABLE
        return self.stances[0] if is_one else None

    @property
    def comparable(self) -> "Comparable | None":
        """The same with the time by which it was held."""
        return Comparable(self.one_stance, self.date_stance(self.one_stance)) if self.one_stance else None

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports of the current statements, newest first."""
        found = [report for statement in self.current for report in statement.reports]
        return tuple(sorted(found, key=lambda report: (report.rank, report.article_id), reverse=True))

    @cached_property
    def newest(self) -> dict[Stance, Report]:
        """The newest current report of each stance held."""
        return {report.position.stance: report for report in reversed(self.reports)}

    @cached_property
    def is_inferred(self) -> bool:
        """Say whether the cell rests on our reading alone."""
        return bool(self.current) and all(is_inferred(report) for report in self.reports)

    @cached_property
    def is_contested(self) -> bool:
        """Say whether the current positions differ (also where the actor itself is divided)."""
        return len(self.stances) > 1 and not self.is_inferred

    @cached_property
    def is_divided(self) -> bool:
        """Say whether the current positions differ by speaker: two voices inside one actor."""
        voices = [
            {voice for report in self.reports if report.position.stance is stance for voice in report.voices}
            for stance in self.stances
        ]
        return self.is_contested and all(voices) and sum(map(len, voices)) == len(set().union(*voices))

    @cached_property
    def is_second_hand(self) -> bool:
        """Say whether only other actors report what is current."""
        return bool(self.current) and all(statement.is_second_hand for statement in self.current)

    @cached_property
    def history(self) -> tuple[Statement, ...]:
        """The earlier statements that what is current can differ from."""
        return () if self.is_inferred else self.earlier

    @cached_property
    def differing(self) -> tuple[Report, ...]:
        """What other actors report of a stance that is not held, of a time that nothing current is later than."""
        differing = make_single(report for report in self.hearsay if report.position.stance not in self.stances)
        return tuple(told.reports[0] for told in differing if not any(one.is_later_than(told) for one in self.current))

    @cached_property
    def told_otherwise(self) -> tuple[Stance, ...]:
        """The stances that are not held, but that other actors report."""
        return sort_stances({report.position.stance for report in self.differing})

    @cached_property
    def tellers(self) -> tuple[str, ...]:
        """The actors who report what is current, where it rests on them alone; else those who report otherwise."""
        told = self.reports if self.is_second_hand else self.differing
        return tuple(sorted({str(report.position.according_to) for report in told}))

    @cached_property
    def changed_from(self) -> tuple[Statement, ...]:
        """What was held until the last stance that is not held now was given up; empty where there was none."""
        held, known = set(self.stances), (*self.history, *self.current)
        different = [statement for statement in self.history if set(statement.stances) - held]
        last = max(different, key=lambda statement: statement.rank, default=None)
        since = [statement for statement in known if last and statement.is_later_than(last)]
        return find_before(known, min(since, key=lambda statement: statement.rank)) if since else ()

    @cached_property
    def former(self) -> tuple[Stance, ...]:
        """The stances that it changed from: whatever says "was" takes them from here."""
        return list_stances(self.changed_from)

    @cached_property
    def condition_differs(self) -> bool:
        """Say whether the conditions named now and before are not the same one."""
        now, before = list_conditions(self.current), list_conditions(self.history)
        return not self.is_inferred and (len(now) > 1 or bool(now and before and set(now) != set(before)))

    def date_stance(self, stance: Stance) -> Interval:
        """Return the time by which a stance held now was held: that of its statement whose time ends first."""
        dates = [statement.date for statement in self.current if stance in statement.stances]
        ended = {date.last: date for date in reversed(dates) if date.last}
        return ended[min(ended)] if ended else span(dates)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that report the current position."""
        return frozenset(report.article_id for report in self.reports)

    @cached_property
    def origins(self) -> frozenset[str]:
        """The independent sources behind the current position."""
        return frozenset().union(*(report.origins for report in self.reports))

    @property
    def unknown_articles(self) -> int:
        """How many of the articles are of unknown origin."""
        return len({report.article_id for report in self.reports if UNKNOWN_ORIGIN in report.origins})

    @property
    def lone_origin(self) -> str | None:
        """The origin on which all rests that is current, if it is one."""
        return next(iter(self.origins)) if self.current and len(self.origins) == 1 else None

    @cached_property
    def is_checked(self) -> bool:
        """Say whether every quote behind the current position has a receipt."""
        return all(quote.checked for report in self.reports for quote in report.quotes)

    @cached_property
    def is_corrected(self) -> bool:
        """Say whether an article behind the current position, or behind what it changed from, was corrected."""
        before = (report for statement in self.changed_from for report in statement.reports)
        return any(report.article.status is Status.CORRECTED for report in (*self.reports, *before))

    @cached_property
    def all_statements(self) -> tuple[Statement, ...]:
        """Everything that the cell shows or has lost: reports that are set aside are statements of their own."""
        told = (*self.earlier, *self.current)
        known = {report.id for statement in told for report in statement.reports}
        return (*told, *make_single(report for report in self.all_reports if report.id not in known))

    @cached_property
    def all_reports(self) -> tuple[Report, ...]:
        """Everything that the cell shows or has lost, newest first, each report once."""
        told = [report for statement in (*self.earlier, *self.current) for report in statement.reports]
        found = {
            (report.article_id, report.id): report for report in (*self.inferred, *self.hearsay, *self.lost, *told)
        }
        return tuple(sort_reports(found.values()))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The marks that the cell carries, as keys of `words.MARKS`, gravest first."""
        given = {
            "lost": bool(self.lost),
            "divided": self.is_divided,
            "contested": self.is_contested and not self.is_divided,
            "changed": bool(self.changed_from),
            "condition": self.condition_differs,
            "inferred": self.is_inferred,
            "second-hand": self.is_second_hand,
            "told-otherwise": bool(self.told_otherwise),
            "corrected": self.is_corrected,
            "unchecked": not self.is_checked,
            "one-origin": self.lone_origin not in (None, UNKNOWN_ORIGIN),
            "unknown-origin": self.lone_origin == UNKNOWN_ORIGIN,
        }
        return tuple(mark for mark, holds in given.items() if holds)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read: the ground on which "no statement found" stands."""

    articles: int
    origins: frozenset[str]
    unknown: int
    """How many of the articles are of unknown origin."""
    dates: Interval
    """From the month of the first dated article to that of the last."""
    undated: int
    inferred: int
    """How many of the dates the articles do not give themselves."""
    is_open: bool
    """One of the dates has no end: that article may be newer than all others."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """The one stance by which a cell can be compared with others."""

    stance: Stance
    date: Interval


Stances = Mapping[str, Mapping[str, Comparable | None]]
"""By actor, then by question on which it is heard: the one stance by which it can be compared, if there is one."""
Cells = Mapping[tuple[str, str], Cell]
"""Every cell that has a statement, by actor and question."""


Name = TypeVar("Name")
Value = TypeVar("Value")


class Asked(Mapping[Name, Value]):
    """Things by name, each made when somebody first asks for it: a page is about few of those that there are."""

    def __init__(self, names: Iterable[Name], make: Callable[[Name], Value]) -> None:
        self.made: dict[Name, Value | None] = dict.fromkeys(names)
        self.make = make

    def __getitem__(self, name: Name) -> Value:
        """Return a thing."""
        found = self.made[name]
        if found is None:
            found = self.made[name] = self.make(name)
        return found

    def __iter__(self) -> Iterator[Name]:
        """Yield the names, in their order."""
        return iter(self.made)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.made)

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a thing."""
        return name in self.made


def derive_cells(seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]]) -> Cells:
    """Return every cell for which an article reports a position."""
    return derive_all(seeds, evidence)[0]


def derive_all(
    seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]]
) -> tuple[Cells, Mapping[str, tuple[Report, ...]]]:
    """Return every cell for which an article reports a position, and the reports of each article, cell by cell."""
    events = list_events(seeds)
    by_cell: dict[tuple[str, str], list[Callable[[], Report]]] = {}
    by_article: dict[str, dict[tuple[str, str], list[Callable[[], Report]]]] = {}
    for told in list_told(seeds, evidence):
        by_cell.setdefault(told.cell, []).append(told.make)
        by_article.setdefault(told.article_id, {}).setdefault(told.cell, []).append(told.make)

    def derive(key: tuple[str, str]) -> Cell:
        return derive_cell(*key, (make() for make in by_cell[key]), events)

    def make_all(article: str) -> tuple[Report, ...]:
        cells = by_article[article]
        return tuple(report for cell in sorted(cells) for report in sort_reports(make() for make in cells[cell]))

    return Asked(sorted(by_cell), derive), Asked(by_article, make_all)


def sort_reports(reports: Iterable[Report]) -> list[Report]:
    """Return reports, newest first."""
    return sorted(reports, key=lambda report: (report.rank, report.article_id, report.id), reverse=True)


def derive_cell(actor: str, question: str, reports: Iterable[Report], events: Mapping[str, Event]) -> Cell:
    """Return what the reports say together."""
    found = sorted(reports, key=lambda report: (report.article_id, report.id))
    lost = tuple(report for report in found if report.is_withdrawn)
    usable = [report for report in found if not report.is_withdrawn]
    inferred = tuple(report for report in usable if is_inferred(report))
    known = [report for report in usable if not is_inferred(report)]
    statements = group_statements(known or inferred, events)
    own = [statement for statement in statements if not statement.is_second_hand] or statements
    hearsay = tuple(report for statement in statements if statement not in own for report in statement.reports)
    current, earlier = split_current(own)
    return Cell(actor, question, current, earlier, inferred, hearsay, lost)


def group_by_topic(cells: Cells) -> dict[str, Cells]:
    """Return the cells of each topic, by actor and question."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in cells:
        groups.setdefault(get_topic_id(key[1]), []).append(key)
    return {topic: Asked(keys, cells.__getitem__) for topic, keys in groups.items()}


def group_by_actor(cells: Cells) -> dict[str, Mapping[str, Cell]]:
    """Return the cells of each actor, by question."""
    groups: dict[str, list[str]] = {}
    for actor, question in cells:
        groups.setdefault(actor, []).append(question)

    def find(actor: str, question: str) -> Cell:
        return cells[actor, question]

    return {actor: Asked(questions, partial(find, actor)) for actor, questions in groups.items()}


def measure_coverage(seeds: Seeds, articles: Iterable[str] | None = None) -> Coverage:
    """Return what was read: all articles that were not withdrawn, or the named ones among them."""
    ids = seeds.articles if articles is None else articles
    read = [seeds.articles[id] for id in ids if seeds.articles[id].status is not Status.WITHDRAWN]
    dates = [article.date for article in read if article.date]
    found = [find_origins(article, seeds.publishers) for article in read]
    unknown = sum(UNKNOWN_ORIGIN in origins for origins in found)
    inferred = sum(date.is_inferred for date in dates)
    is_open = any(date.first and date.last is None for date in dates)
    undated = len(read) - len(dates)
    return Coverage(len(read), frozenset().union(*found), unknown, cover_months(dates), undated, inferred, is_open)


def cover_months(dates: Iterable[Interval]) -> Interval:
    """Return the time from the month of the first day that is known to that of the last."""
    days = [day for date in dates for day in (date.first, date.last) if day]
    months = sorted({str(day)[:7] for day in (min(days), max(days))}) if days else []
    return Interval("/".join(months), min(days), max(days)) if days else UNKNOWN


def join_coverages(parts: Iterable[Coverage]) -> Coverage:
    """Return what was read in all parts, of which no two have an article in common."""
    known = tuple(parts)
    return Coverage(
        sum(part.articles for part in known),
        frozenset().union(*(part.origins for part in known)),
        sum(part.unknown for part in known),
        cover_months(part.dates for part in known),
        sum(part.undated for part in known),
        sum(part.inferred for part in known),
        any(part.is_open for part in known),
    )

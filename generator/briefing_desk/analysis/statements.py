"""What was said, by whom, when: reports of positions, and the statements they report. Pure derivation.

A report is one article's account of a position. Reports of one event are one statement; every other report is a
statement of its own.
"""

# Long for a reason: reports, the statements that they make, and what was held: three nouns that are defined by each
# other.

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Generic, TypeVar

from briefing_desk.analysis.order import (
    BY_DATE,
    Order,
    Rank,
    date_occasion,
    date_position,
    name_occasion,
    order_cells,
    sort_key,
    span,
)
from briefing_desk.quotes.evidence import Evidence, list_ids
from briefing_desk.schema.dates import UNKNOWN, Day, Interval
from briefing_desk.schema.model import Article, Basis, Event, Position, Publisher, Quote, Seeds, Stance, Status
from briefing_desk.syntax.ids import make_id
from briefing_desk.text.normalise import normalise

UNKNOWN_ORIGIN = "unknown"
PLACES = {stance: place for place, stance in enumerate(Stance)}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of one actor's position on one question."""

    id: str
    """From question, actor and first quote, so that links to it stay."""
    article_id: str
    article: Article
    position: Position
    actor: str
    date: Interval
    """Of the statement: the position's, else the event's, else the article's."""
    quotes: tuple[Evidence, ...]
    voices: frozenset[str]
    """Those quoted who speak for the actor; not another actor that reports the stance, nor a partner's speaker."""
    origins: frozenset[str]
    order: Order = BY_DATE
    """Of its occasion."""
    reasons: tuple[Evidence, ...] = ()
    """Why the actor holds it, as the article gives it."""

    @property
    def occasion(self) -> str:
        """What tells its occasion from every other of its cell: `order.name_occasion`."""
        return f"event {self.position.event}" if self.position.event else self.quotes[0].id

    @property
    def rank(self) -> Rank:
        """What reports of a cell sort by, oldest first."""
        return self.order.rank or (*sort_key(self.date), 0)

    @property
    def begins(self) -> Day | None:
        """The first day on which it can have been held; None where that is not known."""
        first = self.rank[0]
        return None if first == Day.min else first

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the article was withdrawn, so that the report supports nothing."""
        return self.article.status is Status.WITHDRAWN

    @property
    def is_second_hand(self) -> bool:
        """Say whether another actor reports this stance."""
        return self.position.according_to is not None


@dataclass(frozen=True)
class Statement:
    """One occasion on which an actor took a position, with every report of it; what follows is derived once."""

    reports: tuple[Report, ...]
    date: Interval

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that its reports give, each once, in the order of the vocabulary."""
        return sort_stances({report.position.stance for report in self.reports})

    @property
    def rank(self) -> Rank:
        """What statements of a cell sort by, oldest first."""
        return self.reports[0].order.rank or (*sort_key(self.date), 0)

    def is_later_than(self, other: "Statement") -> bool:
        """Say whether this surely came after another statement of the same cell."""
        return self.date.is_later_than(other.date) or other.reports[0].occasion in self.reports[0].order.follows

    @cached_property
    def is_second_hand(self) -> bool:
        """Say whether every report of it comes from another actor."""
        return all(report.is_second_hand for report in self.reports)


def list_events(seeds: Seeds) -> dict[str, Event]:
    """Return every event of every topic by id."""
    return {event.id: event for topic in seeds.topics.values() for event in topic.events}


class Once(Generic[T]):
    """Something that is made when somebody first asks for it, and then is there."""

    __slots__ = ("made", "make")

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self.made: T | None = None

    def __call__(self) -> T:
        """Return it."""
        if self.made is None:
            self.made = self.make()
        return self.made


@dataclass(frozen=True, slots=True)
class Told:
    """A report that somebody may ask for: of which article, about which cell, and what makes it, once."""

    article_id: str
    cell: tuple[str, str]
    """Its actor and its question."""
    make: Callable[[], Report]


def list_told(seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]]) -> Iterator[Told]:
    """Yield a report for each actor of each position of each article."""
    events = list_events(seeds)
    orders = order_cells(seeds, events)
    for article_id, article in seeds.articles.items():
        find = Once(partial(find_origins, article, seeds.publishers))
        ids = iter(list_ids(article_id, article, evidence[article_id]))
        for position in article.positions:
            shown = [(next(ids), quote) for quote in position.quotes]
            reasons = [(next(ids), quote) for quote in position.because]
            collect = Once(partial(collect_quotes, position, shown, reasons, evidence[article_id]))
            for actor in position.holders if position.quotes else ():  # without, the annotation was not readable
                cell = str(actor), str(position.question)
                order = orders.get(cell, {})
                make = partial(make_report, article_id, article, position, collect, find, order, events, seeds, cell[0])
                yield Told(article_id, cell, Once(make))


def make_report(
    article_id: str,
    article: Article,
    position: Position,
    collect: Callable[[], tuple[tuple[Evidence, ...], tuple[Evidence, ...]]],
    find: Callable[[], frozenset[str]],
    orders: Mapping[str, Order],
    events: Mapping[str, Event],
    seeds: Seeds,
    actor: str,
) -> Report:
    """Return the report of one position of one actor; `collect` its quotes and reasons, `find` its origins."""
    (quotes, reasons), date = collect(), date_position(position, article, events)
    id = make_id("e", position.question, actor, quotes[0].id)
    voices = frozenset(name for quote in quotes for name in quote.speakers if speaks_for(name, actor, seeds))
    order = orders.get(name_occasion(article_id, position), BY_DATE) if orders else BY_DATE
    return Report(id, article_id, article, position, actor, date, quotes, voices, find(), order, reasons)


def speaks_for(speaker: str, actor: str, seeds: Seeds) -> bool:
    """Say whether a speaker is the actor or speaks on its behalf."""
    known = seeds.actors.get(speaker)
    return speaker == actor or (known is not None and known.on_behalf_of == actor)


Quoted = Sequence[tuple[str, Quote]]
"""Quotes with their ids."""


def collect_quotes(
    position: Position, quotes: Quoted, reasons: Quoted, evidence: Mapping[str, Evidence]
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return the quotes and the reasons of a position, each with its speakers: its own, else the position's."""
    return (
        tuple(add_speakers(position, quote, evidence[id]) for id, quote in quotes),
        tuple(add_speakers(position, quote, evidence[id]) for id, quote in reasons),
    )


def add_speakers(position: Position, quote: Quote, item: Evidence) -> Evidence:
    """Return what is known of a quote with its speakers: its own, else the position's."""
    speakers = tuple(map(str, position.speakers if quote.speakers is None else quote.speakers))
    return replace(item, speakers=speakers) if speakers else item


def find_origins(article: Article, publishers: Mapping[str, Publisher]) -> frozenset[str]:
    """Return the independent sources behind an article: `based_on`, else the publisher, each by its owner if known."""
    ids = article.based_on or ((article.publisher,) if article.publisher else ())
    return frozenset(str(publishers[id].owner or publishers[id].name) for id in ids) or frozenset((UNKNOWN_ORIGIN,))


def group_statements(reports: Iterable[Report], events: Mapping[str, Event]) -> list[Statement]:
    """Return the statements behind the reports, oldest first; undated ones come first."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.occasion, []).append(report)
    statements = [make_statement(group, events) for group in groups.values()]
    return sorted(statements, key=lambda statement: (statement.rank, statement.reports[0].article_id))


def make_statement(reports: list[Report], events: Mapping[str, Event]) -> Statement:
    """Return the statement of reports that belong together, dated by its event or by all its reports."""
    event = events.get(reports[0].position.event or "")
    return Statement(tuple(reports), date_occasion((report.date for report in reports), event))


def count_occasions(statements: Collection[Statement]) -> tuple[int, int]:
    """Return on how many occasions statements were made, at least and at most.

    Statements whose dates overlap may tell of one occasion, unless they name different events. Hence the least is how
    many days it takes to meet every date, and no less than the events that are named.
    """
    named = {event for one in statements if (event := one.reports[0].position.event)}
    days: list[Day] = []
    for date in sorted((one.date for one in statements), key=lambda date: date.last or Day.max):
        if not days or (date.first or Day.min) > days[-1]:
            days.append(date.last or Day.max)
    return max(len(days), len(named)), len(statements)


def make_single(reports: Iterable[Report]) -> list[Statement]:
    """Return each report as a statement of its own."""
    return [Statement((report,), report.date) for report in reports]


def split_current(statements: Collection[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the current statements (no other is later) and the earlier ones, both oldest first."""
    dates = (statement.date for statement in statements)
    latest = max(dates, key=lambda date: date.first or Day.min, default=UNKNOWN)  # what is not before it is before none
    past = frozenset[str]().union(*(statement.reports[0].order.follows for statement in statements))
    is_past = [latest.is_later_than(one.date) or one.reports[0].occasion in past for one in statements]
    told = list(zip(statements, is_past, strict=True))
    return tuple(one for one, is_over in told if not is_over), tuple(one for one, is_over in told if is_over)


def find_held(statements: Iterable[Statement], moment: Statement) -> tuple[Statement, ...]:
    """Return what was held together when a statement had been made, of all that was known by then.

    What was held before a change is this, everywhere: several stances, where they were current on one day.
    """
    return split_current([other for other in statements if not other.is_later_than(moment)])[0]


def find_before(known: Iterable[Statement], statement: Statement) -> tuple[Statement, ...]:
    """Return what was held until a statement was made, as far as that is known."""
    past = [other for other in known if statement.is_later_than(other)]
    last = max(past, key=lambda other: other.rank, default=None)
    return find_held(past, last) if last else ()


def find_recorded(before: Iterable[Statement], after: Iterable[Statement]) -> Day:
    """Return the day of record of a change: when both sides had been taken in."""
    return max(min(map(find_taken_in, side)) for side in (before, after))


def find_taken_in(statement: Statement) -> Day:
    """Return the day on which the first report of a statement was taken in."""
    return min(report.article.retrieved for report in statement.reports)


def list_stances(statements: Iterable[Statement]) -> tuple[Stance, ...]:
    """Return the stances of statements, each once, in the order of the vocabulary."""
    return sort_stances({stance for statement in statements for stance in statement.stances})


def sort_stances(stances: Collection[Stance]) -> tuple[Stance, ...]:
    """Return stances in the order of the vocabulary."""
    return tuple(sorted(stances, key=PLACES.__getitem__)) if len(stances) > 1 else tuple(stances)


def list_conditions(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the conditions that the statements name, by their folded text."""
    conditions = (report.position.condition for statement in statements for report in statement.reports)
    return {normalise(condition).casefold(): str(condition) for condition in conditions if condition}


def is_inferred(report: Report) -> bool:
    """Say whether a report is our reading only."""
    return report.position.basis is Basis.INFERRED


def find_newest(reports: Iterable[Report]) -> Interval | None:
    """Return the time that the newest reports cover together; withdrawn ones do not count."""
    newest = list_newest(report.date for report in reports if not report.is_withdrawn)
    return span(newest) if newest else None


def list_newest(dates: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return those of the dates of reports than which no other is later, each once.

    Those of which only the end is known count only where there is no other. What is newest of several lists together is
    what is newest of the newest of each.
    """
    given = set(dates)
    begun = {date for date in given if date.first} or given
    latest = max((date.first for date in begun if date.first), default=Day.min)
    newest = (date for date in begun if date.last is None or date.last >= latest)
    return tuple(sorted(newest, key=lambda date: date.text))

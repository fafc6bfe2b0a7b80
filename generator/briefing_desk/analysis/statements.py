"""What was said, by whom, when: reports of positions, and the statements they report. Pure derivation.

A report is one article's account of a position. Reports of one event are one statement; every other report is a
statement of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

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
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.schema.dates import UNKNOWN, Day, Interval
from briefing_desk.schema.model import Article, Basis, Event, Position, Publisher, Quote, Seeds, Stance, Status
from briefing_desk.syntax.ids import make_id
from briefing_desk.text.normalise import normalise

UNKNOWN_ORIGIN = "unknown"


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
        found = {report.position.stance for report in self.reports}
        return tuple(stance for stance in Stance if stance in found)

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


def make_reports(seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]]) -> Iterator[Report]:
    """Yield a report for each actor of each position of each article."""
    events = list_events(seeds)
    orders = order_cells(seeds, events)
    for article_id, article in seeds.articles.items():
        origins = find_origins(article, seeds.publishers)
        for position in article.positions:
            quotes = collect_quotes(article_id, position, position.quotes, evidence[article_id])
            reasons = collect_quotes(article_id, position, position.because, evidence[article_id])
            date = date_position(position, article, events)
            heard = {speaker for quote in quotes for speaker in quote.speakers}
            for actor in position.holders if quotes else ():  # without quotes the annotation was not readable
                id = make_id("e", position.question, actor, quotes[0].id)
                voices = frozenset(name for name in heard if speaks_for(name, actor, seeds))
                known = orders.get((str(actor), str(position.question)), {})
                order = known.get(name_occasion(article_id, position), BY_DATE) if known else BY_DATE
                about = (id, article_id, article, position, str(actor), date)
                yield Report(*about, quotes, voices, origins, order, reasons)


def speaks_for(speaker: str, actor: str, seeds: Seeds) -> bool:
    """Say whether a speaker is the actor or speaks on its behalf."""
    known = seeds.actors.get(speaker)
    return speaker == actor or (known is not None and known.on_behalf_of == actor)


def collect_quotes(
    article_id: str, position: Position, quotes: Iterable[Quote], evidence: Mapping[str, Evidence]
) -> tuple[Evidence, ...]:
    """Return quotes of a position, each with its speakers: its own, else the position's."""
    found = []
    for quote in quotes:
        item = evidence[get_id(article_id, quote)]
        speakers = tuple(map(str, position.speakers if quote.speakers is None else quote.speakers))
        found.append(replace(item, speakers=speakers))
    return tuple(found)


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


def list_stances(statements: Iterable[Statement]) -> tuple[Stance, ...]:
    """Return the stances of statements, each once, in the order of the vocabulary."""
    found = {stance for statement in statements for stance in statement.stances}
    return tuple(stance for stance in Stance if stance in found)


def list_conditions(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the conditions that the statements name, by their folded text."""
    conditions = (report.position.condition for statement in statements for report in statement.reports)
    return {normalise(condition).casefold(): str(condition) for condition in conditions if condition}


def is_inferred(report: Report) -> bool:
    """Say whether a report is our reading only."""
    return report.position.basis is Basis.INFERRED


def find_newest(reports: Iterable[Report]) -> Interval | None:
    """Return the time that those reports cover together than which no other is later; withdrawn ones do not count."""
    given = {report.date for report in reports if not report.is_withdrawn}
    dates = given - {UNKNOWN} or given
    began = max((date.first for date in dates if date.first), default=Day.min)
    newest = [date for date in dates if date.last is None or date.last >= began]
    return span(newest) if newest else None

"""What was said, by whom, when: reports of positions, and the statements they report. Pure derivation.

A report is one article's account of a position. Reports of one event are one statement; every other report is a
statement of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.dates import UNKNOWN, Day, Interval
from generator.folding import fold
from generator.model import Article, Basis, Event, Position, Publisher, Seeds, Stance, Status
from generator.quotes import make_id
from generator.receipts import Evidence, get_id

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
    for article_id, article in seeds.articles.items():
        origins = find_origins(article, seeds.publishers)
        for position in article.positions:
            quotes = collect_quotes(article_id, position, evidence[article_id])
            date = date_position(position, article, events)
            heard = {speaker for quote in quotes for speaker in quote.speakers}
            for actor in position.holders if quotes else ():  # without quotes the annotation was not readable
                id = make_id("e", position.question, actor, quotes[0].id)
                voices = frozenset(name for name in heard if speaks_for(name, actor, seeds))
                yield Report(id, article_id, article, position, str(actor), date, quotes, voices, origins)


def speaks_for(speaker: str, actor: str, seeds: Seeds) -> bool:
    """Say whether a speaker is the actor or speaks on its behalf."""
    known = seeds.actors.get(speaker)
    return speaker == actor or (known is not None and known.on_behalf_of == actor)


def collect_quotes(article_id: str, position: Position, evidence: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Return a position's quotes, each with its speakers: its own, else the position's."""
    found = []
    for quote in position.quotes:
        item = evidence[get_id(article_id, quote)]
        speakers = tuple(map(str, position.speakers if quote.speakers is None else quote.speakers))
        found.append(replace(item, speakers=speakers))
    return tuple(found)


def date_position(position: Position, article: Article, events: Mapping[str, Event]) -> Interval:
    """Return when a position was taken: its own date, else its event's, else its article's."""
    event = events.get(position.event) if position.event else None
    return position.date or (event.date if event else None) or article.date or UNKNOWN


def find_origins(article: Article, publishers: Mapping[str, Publisher]) -> frozenset[str]:
    """Return the independent sources behind an article: `based_on`, else the publisher, each by its owner if known."""
    ids = article.based_on or ((article.publisher,) if article.publisher else ())
    return frozenset(str(publishers[id].owner or publishers[id].name) for id in ids) or frozenset((UNKNOWN_ORIGIN,))


def group_statements(reports: Iterable[Report], events: Mapping[str, Event]) -> list[Statement]:
    """Return the statements behind the reports, oldest first; undated ones come first."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        event = report.position.event
        groups.setdefault(f"event {event}" if event else f"report {report.article_id} {report.id}", []).append(report)
    statements = [make_statement(group, events) for group in groups.values()]
    return sorted(statements, key=lambda statement: (sort_key(statement.date), statement.reports[0].article_id))


def make_statement(reports: list[Report], events: Mapping[str, Event]) -> Statement:
    """Return the statement of reports that belong together, dated by its event or by all its reports."""
    event = events.get(reports[0].position.event or "")
    dates = {report.date for report in reports}
    if len(dates) > 1 and event and event.date:
        return Statement(tuple(reports), event.date)
    return Statement(tuple(reports), span(dates))


def span(dates: Iterable[Interval]) -> Interval:
    """Return the shortest interval that covers all the dates, one of them if possible.

    An open end stays open; what is approximate or inferred in one of them is so in the whole.
    """
    known = sorted(dates, key=lambda date: date.text)
    if len(known) == 1:
        return known[0]
    firsts, lasts = [date.first for date in known], [date.last for date in known]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    if first is None and last is None:
        return UNKNOWN
    mark = "".join(sign for sign in "~?" if any(sign in date.text.replace("%", "~?") for date in known))
    mark = "%" if mark == "~?" else mark
    ends = (f"{day}{mark}" if day else ".." for day in (first, last))
    whole = Interval("/".join(ends), first, last)
    return next((date for date in known if (date.first, date.last) == (first, last)), whole)


def sort_key(date: Interval) -> tuple[Day, Day]:
    """Return what dates sort by: their first day, then their last; unknown ends come first."""
    return date.first or Day.min, date.last or Day.min


def make_single(reports: Iterable[Report]) -> list[Statement]:
    """Return each report as a statement of its own."""
    return [Statement((report,), report.date) for report in reports]


def split_current(statements: list[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the current statements (no other is later) and the earlier ones, both oldest first."""
    dates = (statement.date for statement in statements)
    latest = max(dates, key=lambda date: date.first or Day.min, default=UNKNOWN)  # what is not before it is before none
    earlier = tuple(statement for statement in statements if latest.is_later_than(statement.date))
    return tuple(statement for statement in statements if statement not in earlier), earlier


def list_conditions(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the conditions that the statements name, by their folded text."""
    conditions = (report.position.condition for statement in statements for report in statement.reports)
    return {fold(condition).casefold(): str(condition) for condition in conditions if condition}


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

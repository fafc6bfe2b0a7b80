"""What lists of the whole site tell of cells, changes and articles, joined from what each topic and month brings. Pure.

A part is small, and depends on its own articles alone: while they stand it need not be made again, and of all other
articles none is read for a list.
"""

# Long for a reason: one set of small nouns, each with what makes it, and how all of them are joined.

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell, Coverage, join_coverages, measure_coverage
from briefing_desk.analysis.order import Rank, span
from briefing_desk.analysis.statements import Report, Statement, find_recorded, list_newest
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Article, Correction, Seeds, Stance, Status

Quotes = Mapping[str, Evidence]
"""What is known of an article's quotes, by their ids."""
Reports = Mapping[str, Collection[Report]]
"""Every report of an article, by article."""


class ListedCell(NamedTuple):
    """A cell in a list; sorted, they are in the order of cells: by actor, then by question."""

    actor: str
    question: str
    """`topic/question`."""
    id: str
    stances: tuple[Stance, ...]
    dates: tuple[Interval, ...]
    """Of each current statement."""
    marks: tuple[str, ...]
    reports: int
    """All that it shows or has lost."""
    support: int
    """How many articles report the current position."""
    lone_origin: str | None
    """The origin on which all rests that is current, if it is one."""


class Phase(NamedTuple):
    """What was held for a time, and on what that rests."""

    stances: tuple[Stance, ...]
    conditions: tuple[str, ...]
    date: Interval
    """Of all its statements together."""
    reports: int
    publishers: tuple[str, ...]
    """The ids of those who published the reports, each once; an empty one where an article names none."""


class ListedChange(NamedTuple):
    """The last change of a cell in a list."""

    cell: ListedCell
    rank: Rank
    """Of its newest statement."""
    recorded: Day
    former: Phase
    now: Phase
    report: str
    """The id of the newest report."""
    quote: Evidence | None
    """The newest words that show it."""
    language: str
    """Of those words."""


class ListedArticle(NamedTuple):
    """An article in a list; sorted, they are in the order of their ids."""

    id: str
    title: str
    date: Interval | None
    retrieved: Day
    reports: int
    status: Status
    correction: Correction | None


class TopicPart(NamedTuple):
    """What one topic brings."""

    cells: tuple[ListedCell, ...]
    """In their order."""
    changes: tuple[ListedChange, ...]
    articles: int
    """How many report a position on it."""
    newest: tuple[Interval, ...]
    """The dates of its newest reports: `statements.list_newest`."""
    voices: tuple[tuple[str, str], ...]
    """Those who are quoted for somebody else, each with the actor."""


class MonthPart(NamedTuple):
    """What the articles of one month, or any others, bring."""

    articles: tuple[ListedArticle, ...]
    coverage: Coverage
    quotes: int
    """How many are shown, each as often as positions show it."""
    positions: int
    proposed: tuple[str, ...]
    """The language model from whose check a position came, once for each such position."""


@dataclass(frozen=True)
class Whole:
    """All parts joined: what pages about the whole site are made from; what follows is found once (hence no slots)."""

    topics: Mapping[str, TopicPart]
    """By topic, in the order of the site."""
    months: Collection[MonthPart]

    @cached_property
    def cells(self) -> tuple[ListedCell, ...]:
        """Every cell, in their order."""
        return tuple(sorted(chain.from_iterable(part.cells for part in self.topics.values())))

    @cached_property
    def changes(self) -> tuple[ListedChange, ...]:
        """The last change of each cell that has one, newest first."""
        found = chain.from_iterable(part.changes for part in self.topics.values())
        return tuple(sorted(found, key=lambda one: (one.rank, one.cell.actor, one.cell.question), reverse=True))

    @cached_property
    def newest(self) -> Interval | None:
        """The time that its newest reports cover together."""
        dates = list_newest(date for part in self.topics.values() for date in part.newest)
        return span(dates) if dates else None

    @cached_property
    def articles(self) -> tuple[ListedArticle, ...]:
        """Every article, in the order of ids."""
        return tuple(sorted(chain.from_iterable(part.articles for part in self.months), key=lambda one: one.id))

    @cached_property
    def newest_day(self) -> Day:
        """The day on which the newest article was taken in; 1 January 1970 if there is none."""
        return max((article.retrieved for article in self.articles), default=Day(1970, 1, 1))

    @cached_property
    def coverage(self) -> Coverage:
        """What was read."""
        return join_coverages(part.coverage for part in self.months)


def list_topic(cells: Collection[Cell]) -> TopicPart:
    """Return what a topic brings, given its cells in their order."""
    reports = [report for cell in cells for report in cell.all_reports]
    voices = {(voice, report.actor) for report in reports for voice in report.voices if voice != report.actor}
    return TopicPart(
        tuple(map(list_cell, cells)),
        tuple(list_change(cell) for cell in cells if cell.changed_from),
        len({report.article_id for report in reports}),
        list_newest(report.date for report in reports if not report.is_withdrawn),
        tuple(sorted(voices)),
    )


def list_cell(cell: Cell) -> ListedCell:
    """Return what lists tell of a cell."""
    told = cell.stances, cell.dates, cell.marks
    counted = len(cell.all_reports), len(cell.articles)
    return ListedCell(cell.actor, cell.question, cell.id, *told, *counted, cell.lone_origin)


def list_change(cell: Cell) -> ListedChange:
    """Return what lists tell of the last change of a cell that has one."""
    newest = [cell.newest[stance] for stance in cell.stances]
    quotes = ((quote, str(report.article.language)) for report in newest for quote in report.quotes)
    conditions = (str(report.position.condition) for report in newest if report.position.condition)
    return ListedChange(
        list_cell(cell),
        cell.current[-1].rank,
        find_recorded(cell.changed_from, cell.current),
        make_phase(cell.former, (), cell.changed_from),
        make_phase(cell.stances, conditions, cell.current),
        newest[0].id,
        *next(quotes, (None, "")),
    )


def make_phase(stances: tuple[Stance, ...], conditions: Iterable[str], statements: Collection[Statement]) -> Phase:
    """Return what was held in statements that stood together."""
    reports = [report for statement in statements for report in statement.reports]
    publishers = dict.fromkeys(str(report.article.publisher or "") for report in reports)
    date = span(statement.date for statement in statements)
    return Phase(stances, tuple(dict.fromkeys(conditions)), date, len(reports), tuple(publishers))


def list_month(seeds: Seeds, evidence: Mapping[str, Quotes], reports: Reports, ids: Iterable[str]) -> MonthPart:
    """Return what some articles bring, given what is known of the quotes of each, and its reports."""
    articles = {id: seeds.articles[id] for id in ids}
    positions = [position for article in articles.values() for position in article.positions]
    return MonthPart(
        tuple(list_article(id, article, len(reports.get(id, ()))) for id, article in articles.items()),
        measure_coverage(seeds, articles),
        sum(1 for id in articles for _ in list_shown(reports.get(id, ()), evidence[id])),
        len(positions),
        tuple(str(position.proposed_by) for position in positions if position.proposed_by),
    )


def list_article(id: str, article: Article, reports: int) -> ListedArticle:
    """Return what lists tell of an article that has so many reports."""
    return ListedArticle(
        id, str(article.title), article.date, article.retrieved, reports, article.status, article.correction
    )


def list_shown(reports: Iterable[Report], quotes: Quotes) -> Iterator[tuple[Evidence, Report | None]]:
    """Yield each quote of an article with each report that it shows, then each passage that shows no position."""
    used = set()
    for report in reports:
        for quote in {quote.id: quote for quote in report.quotes}.values():
            used.add(quote.id)
            yield quote, report
    yield from ((quote, None) for quote in quotes.values() if quote.id not in used)

"""What several pages show: dates, what was read, origins."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell, Coverage
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import cover
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Statement, count_occasions
from briefing_desk.messages.phrases import count, count_between, describe_interval, join_all, show_interval, show_number
from briefing_desk.messages.words import (
    AND_UNKNOWN,
    FROM_ORIGINS,
    INFERRED_DATES,
    LIST,
    LIST_APART,
    NO_DATE,
    NO_PUBLISHER,
    NOT_GIVEN,
    ON_ONE_ORIGIN,
    ON_UNKNOWN_ORIGINS,
    OR_LATER,
    SUPPORT,
)
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Article

ONE_ORIGIN_ANCHOR = "b-one-origin"


class Date(NamedTuple):
    """A date for readers; one exact day is also there for machines."""

    words: str
    day: Day | None
    more: str = ""
    """How many statements it is of, if there are several."""


@lru_cache(maxsize=4096)
def view_date(date: Interval) -> Date:
    """Return a date for readers."""
    return Date(show_interval(date), date.first if date.first == date.last else None)


def view_article_date(article: Article) -> Date | None:
    """Return the date of an article, if it has one."""
    return view_date(article.date) if article.date else None


def say_article_date(article: Article) -> str:
    """Return the date of an article in words, or that it has none."""
    return describe_interval(article.date) if article.date else NO_DATE


def name_source(article: Article, library: Library) -> str:
    """Return the name of an article's publisher, or that it is not named."""
    return name_publisher(article.publisher, library)


def name_publisher(id: str | None, library: Library) -> str:
    """Return the name of a publisher, or that none is named."""
    return str(library.seeds.publishers[id].name) if id else NO_PUBLISHER


def view_dates(statements: Sequence[Statement]) -> Date:
    """Return the time that statements cover together, and how many there are if there are several: "1 to 3".

    Where that is all time, it is about when their dates meet.

    Nothing is said of which is the latest: current statements are those of which that is not known.
    """
    whole = view_date(cover(statement.date for statement in statements))
    many = count_between(*count_occasions(statements), "statement")
    return whole if len(statements) == 1 else whole._replace(more=many)


def list_dates(statements: Iterable[Statement]) -> tuple[Interval, ...]:
    """Return the dates of statements, each once, in their order."""
    return tuple(dict.fromkeys(statement.date for statement in statements))


def say_when(statements: Iterable[Statement]) -> str:
    """Return the dates of statements that were current together, in words."""
    return LIST_APART.join(dict.fromkeys(map(describe_interval, list_dates(statements))))


def show_when(statements: Iterable[Statement]) -> str:
    """Return the same as pages show it."""
    return join_all(dict.fromkeys(map(show_interval, list_dates(statements))))


def describe_coverage(coverage: Coverage) -> str:
    """Return what was read: "5 articles, dated April–December 2025 (4 dates inferred), from 2 origins"."""
    dates = describe_interval(coverage.dates)
    dates = OR_LATER.format(date=dates) if coverage.is_open else dates
    inferred = count(coverage.inferred, "date")
    return say_coverage(coverage, INFERRED_DATES.format(dates=dates, inferred=inferred) if coverage.inferred else dates)


def show_coverage(coverage: Coverage) -> str:
    """Return the same as pages show it: a sign tells that some of the dates are not the articles' own."""
    dates = describe_interval(coverage.dates)
    dates = NOT_GIVEN.format(date=dates) if coverage.inferred else dates
    return say_coverage(coverage, OR_LATER.format(date=dates) if coverage.is_open else dates)


def say_coverage(coverage: Coverage, dates: str) -> str:
    """Return how much was read, of which dates if any article has one, and from how many origins."""
    return FROM_ORIGINS["dated" if coverage.articles > coverage.undated else "undated"].format(
        articles=count(coverage.articles, "article"),
        dates=dates,
        origins=describe_origins(coverage.origins, coverage.articles, coverage.unknown),
    )


def describe_support(cell: Cell) -> str:
    """Return on how many reports a position rests, of how many origins."""
    articles = len(cell.articles)
    origins = describe_origins(cell.origins, articles, cell.unknown_articles)
    return SUPPORT.format(reports=count(articles, "report"), origins=origins)


@lru_cache(maxsize=1024)
def describe_lone_support(origin: str, articles: int) -> str:
    """Return the same of a position that rests on one origin, or on unknown ones."""
    origins = describe_origins((origin,), articles, 0)
    return SUPPORT.format(reports=count(articles, "report"), origins=origins)


def say_lone(origins: Sequence[str]) -> str:
    """Return of how many positions the lone origin is known, and of how many not."""
    unknown = origins.count(UNKNOWN_ORIGIN)
    counted = ((len(origins) - unknown, ON_ONE_ORIGIN), (unknown, ON_UNKNOWN_ORIGINS))
    return LIST.join(words.format(number=show_number(number)) for number, words in counted if number)


def describe_origins(origins: Collection[str], articles: int, unknown: int) -> str:
    """Return how many independent sources articles have: nothing shows that an unknown one is none of the known."""
    known = len(origins) - (UNKNOWN_ORIGIN in origins)
    if known == len(origins):
        return count(known, "origin")
    if known:
        return AND_UNKNOWN.format(known=count(known, "known-origin"), articles=count(unknown, "article"))
    return count(articles, "unknown-origin")

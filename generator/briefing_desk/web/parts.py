"""What several pages show: stances, marks, dates, links, quotes. Every word that is not ours is escaped in `escape`."""

from collections.abc import Collection, Iterable, Sequence

from briefing_desk.analysis.cells import Coverage
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Statement
from briefing_desk.messages.phrases import count, describe_interval
from briefing_desk.messages.words import (
    AND,
    AND_UNKNOWN,
    DATED,
    DATED_OR_LATER,
    FROM_ORIGINS,
    INFERRED_DATES,
    N_STATEMENTS,
    NO_PUBLISHER,
)
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import Article
from briefing_desk.web.escape import Html, element, join

ONE_ORIGIN_ANCHOR = "b-one-origin"


def show_date(date: Interval) -> Html:
    """Return a date for readers; one exact day is also there for machines."""
    words = describe_interval(date)
    is_day = date.first is not None and date.first == date.last
    return element("time", words, datetime=date.first) if is_day else element("span", words)


def name_source(article: Article, library: Library) -> str:
    """Return the name of an article's publisher, or that it is not named."""
    return str(library.seeds.publishers[article.publisher].name) if article.publisher else NO_PUBLISHER


def show_dates(statements: Sequence[Statement]) -> Html:
    """Return the time that statements cover together, and how many there are if there are several.

    Nothing is said of which is the latest: current statements are those of which that is not known.
    """
    whole = show_date(span(statement.date for statement in statements))
    said = N_STATEMENTS.format(statements=count(len(statements), "statement"))
    return whole if len(statements) == 1 else join((whole, said))


def list_dates(statements: Iterable[Statement]) -> tuple[Interval, ...]:
    """Return the dates of statements, each once, in their order."""
    return tuple(dict.fromkeys(statement.date for statement in statements))


def say_when(statements: Iterable[Statement]) -> str:
    """Return the dates of statements that were current together, in words."""
    return AND.join(dict.fromkeys(map(describe_interval, list_dates(statements))))


def describe_coverage(coverage: Coverage) -> str:
    """Return what was read: "5 articles, dated April–December 2025 (4 dates inferred), from 2 origins"."""
    dated = coverage.articles - coverage.undated
    inferred = INFERRED_DATES.format(dates=count(coverage.inferred, "date")) if coverage.inferred else ""
    pattern = DATED_OR_LATER if coverage.is_open else DATED
    dates = pattern.format(dates=describe_interval(coverage.dates)) + inferred if dated else ""
    return FROM_ORIGINS.format(
        articles=count(coverage.articles, "article"),
        dated=dates,
        origins=describe_origins(coverage.origins, coverage.articles),
    )


def describe_origins(origins: Collection[str], articles: int) -> str:
    """Return how many independent sources articles have: nothing shows that an unknown one is none of the known."""
    known = len(origins) - (UNKNOWN_ORIGIN in origins)
    if known == len(origins):
        return count(known, "origin")
    if known:
        return AND_UNKNOWN.format(known=count(known, "known-origin"))
    return count(articles, "unknown-origin")


def show_list(items: Iterable[Html], class_: str) -> Html:
    """Return a list; a search finds what it lists where that stands, and not here too."""
    return element("ul", *(element("li", item) for item in items), class_=class_, data_search_exclude=True)


def show_scrolling(table: Html, caption: str, kind: str = "") -> Html:
    """Return a table in a region that can scroll by itself and be reached by keyboard; `caption` is its name's id."""
    name = {"role": "region", "aria_labelledby": caption}
    return element("div", table, class_=f"b-scroll {kind}".strip(), **name, tabindex="0")

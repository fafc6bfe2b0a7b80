"""What several pages show: stances, marks, dates, links, quotes. Every word that is not ours is escaped in `escape`."""

import posixpath
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.assemble import Library
from generator.dates import UNKNOWN, Day, Interval, describe_interval
from generator.escape import Html, element, join
from generator.matrix import Cell, Coverage
from generator.model import Article, Question, Topic
from generator.order import span
from generator.quotes import make_id
from generator.statements import UNKNOWN_ORIGIN, Statement
from generator.words import (
    AND,
    AND_UNKNOWN,
    DATED,
    DATED_OR_LATER,
    DAY,
    FROM_ORIGINS,
    INFERRED_DATES,
    MONTHS,
    N_STATEMENTS,
    NO_PUBLISHER,
    NOUNS,
    find_plural,
)

ONE_ORIGIN_ANCHOR = "b-one-origin"
SOURCE_ANCHOR = "s-"
"""Prefixes of ids keep what we generate apart from the theme's ids and from DOM properties."""


@dataclass(frozen=True, slots=True)
class Context:
    """The library, and the page that is being rendered."""

    library: Library
    page: str
    """Relative to `briefings/`, with the ending `.md`."""
    report_url: str | None = None
    """Where readers report an error; None: no such links."""

    def link(self, words: object, page: str, anchor: str = "", **attributes: object) -> Html:
        """Return a link to a place on one of our pages."""
        return element("a", words, href=self.href(page, anchor), **attributes)

    def href(self, page: str, anchor: str = "") -> str:
        """Return the address of a place on one of our pages, relative to this page, as it is after the site's build."""
        fragment = f"#{anchor}" if anchor else ""
        if page == self.page and anchor:
            return fragment
        folder, target = posixpath.dirname(self.page), page.removesuffix(".md") + ".html"
        if folder and target.startswith(f"{folder}/"):
            return target[len(folder) + 1 :] + fragment
        return ("../" if folder else "") + target + fragment

    def link_actor(self, actor: str) -> Html:
        """Return an actor's name, linked to its page if it has one."""
        name = self.library.seeds.actors[actor].name
        return self.link(name, actor_page(actor)) if actor in self.library.by_actor else Html(element("span", name))

    def link_cell(self, cell: Cell, words: object) -> Html:
        """Return a link to a cell in its topic's matrix."""
        return self.link(words, f"{cell.question.split('/')[0]}.md", cell_anchor(cell))

    def find_question(self, reference: str) -> tuple[Topic, Question]:
        """Return the topic and the question that `topic/question` names."""
        return self.library.questions[reference]


def actor_page(actor: str) -> str:
    """Return the page of an actor."""
    return f"actors/{actor}.md"


def source_page(article: Article) -> str:
    """Return the page that lists an article: that of the month or year in which its date begins."""
    return find_month(article.date or UNKNOWN)


@lru_cache(maxsize=4096)
def find_month(date: Interval) -> str:
    """Return the page that lists the articles of a date; all links to evidence ask for it."""
    if not date.first:
        return "sources/undated.md"
    first, is_year = date.first, len(date.text.split("/")[0].rstrip("~?%")) == 4
    return f"sources/{first.year:04}.md" if is_year else f"sources/{first.year:04}-{first.month:02}.md"


def question_anchor(question: Question) -> str:
    """Return the id of a question's evidence on its topic's page."""
    return f"b-question-{question.id}"


def cell_anchor(cell: Cell) -> str:
    """Return the id of a cell in its matrix."""
    return make_id("c", cell.actor, cell.question)


def show_date(date: Interval) -> Html:
    """Return a date for readers; one exact day is also there for machines."""
    words = describe_interval(date)
    is_day = date.first is not None and date.first == date.last
    return element("time", words, datetime=date.first) if is_day else element("span", words)


def show_day(day: Day) -> str:
    """Return one day in words."""
    return DAY.format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, one of `words.NOUNS`: "1 report", "3 reports"."""
    return NOUNS[noun][find_plural(number)].format(number=number)


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

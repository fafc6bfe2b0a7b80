"""The corpus as tables, with the ids of the pages: one list of columns each, from which every format is made.

The types and constraints are those of Table Schema (https://datapackage.org/standard/table-schema/).
"""

# Long for a reason: every table with its columns, in one list that a test holds against the schema.

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Report, find_origins, list_conditions, list_events
from briefing_desk.messages.words import COLUMNS, TABLE_TITLES
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.schema.dates import UNKNOWN, Day, Interval
from briefing_desk.schema.model import (
    Actor,
    Article,
    Event,
    Matter,
    Passage,
    Position,
    Publisher,
    Question,
    Quote,
    Translation,
)
from briefing_desk.schema.publishing import PUBLISHED
from briefing_desk.schema.records import list_keys
from briefing_desk.schema.references import get_topic_id, list_matters, list_references, make_reference
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import cell_anchor
from briefing_desk.web.views import MonthView, TopicView

Row = Mapping[str, Any]
Subject = TypeVar("Subject")
"""What one file of a table is about: the whole site, a topic, a month."""
FOLDERS = {"cells": "topics"}
"""The cells of a topic are its matrix, and stand beside what else there is of it."""
SEVERAL = "; "
"""Stands between several names or texts in one value."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    datatype: str = "string"
    values: type[StrEnum] | None = None
    """The words that can stand in it, where they are a vocabulary."""
    refers: str = ""
    """The table whose key it names."""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table(Generic[Subject]):
    """One table: its columns, its key, and the rows about one subject, which stand in a file of their own."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    list_rows: Callable[[Subject], Iterable[Row]] = field(compare=False)

    @property
    def title(self) -> str:
        """What the table is called."""
        return TABLE_TITLES[self.name]

    def describe(self, column: Column) -> str:
        """Return what stands in a column: as this table has it, else as all do."""
        return COLUMNS.get(self.name, {}).get(column.name) or COLUMNS["all"][column.name]

    def place(self, subject: str = "") -> str:
        """Return the path below `data/` of the file about a topic or a month; of a table of the whole site, its own."""
        return f"{FOLDERS.get(self.name, self.name)}/{subject}.csv" if subject else f"{self.name}.csv"


@lru_cache(maxsize=4096)
def describe_date(date: Interval | None) -> Row:
    """Return a date as annotated (EDTF) and as its first and last day."""
    known = date or UNKNOWN
    return {"date": known.text, "first_day": known.first, "last_day": known.last}


DATE = (
    Column("date"),
    Column("first_day", "date"),
    Column("last_day", "date"),
)
CELL = (
    Column("stances"),
    Column("conditions"),
    Column("changed_from"),
    Column("marks"),
    *DATE,
    Column("articles", "integer"),
    Column("origins", "integer"),
)
ACTOR = Column("actor", refers="actors", is_required=True)
QUESTION = Column("question", refers="questions", is_required=True)


def describe_cell(cell: Cell) -> Row:
    """Return what a cell shows."""
    dates = [statement.date for statement in cell.current]
    return {
        "stances": SEVERAL.join(cell.stances),
        "conditions": SEVERAL.join(list_conditions(cell.current).values()),
        "changed_from": SEVERAL.join(cell.former),
        "marks": SEVERAL.join(cell.marks),
        **describe_date(span(dates) if dates else None),
        "articles": len(cell.articles),
        "origins": len(cell.origins - {UNKNOWN_ORIGIN}),
    }


def insert_behind(name: str, column: Column, columns: Iterable[Column]) -> Iterator[Column]:
    """Yield columns, one more behind that of a name."""
    for given in columns:
        yield given
        if given.name == name:
            yield column


@cache
def list_published(kind: Any, table: str, prefix: str = "") -> tuple[tuple[str, Column, Any], ...]:
    """Return the fields of a noun that are columns of a table as they stand: name, column, type of the value."""
    found, defaults = [], {given.name: given.default for given in fields(kind)}
    for name, published in PUBLISHED[kind].items():
        wanted, is_required = list_keys(kind)[name]
        if published.tables == f"{table}.{prefix}{name}":
            datatype = "date" if wanted is Day else "string"
            values = wanted if isinstance(wanted, type) and issubclass(wanted, StrEnum) else None
            is_there = is_required or defaults[name] not in (None, ())
            found.append((name, Column(f"{prefix}{name}", datatype, values, published.refers, is_there), wanted))
    return tuple(found)


def make_columns(kind: Any, table: str, prefix: str = "") -> Iterator[Column]:
    """Yield the columns of a table that the fields of a noun make."""
    for name, column, wanted in list_published(kind, table, prefix):
        if wanted is Interval:
            yield from DATE
        elif wanted in PUBLISHED:
            inner = make_columns(wanted, table, f"{name}_")
            yield from inner if column.is_required else (replace(one, is_required=False) for one in inner)
        else:
            yield column


def fill_row(noun: Any, kind: Any, table: str, prefix: str = "") -> dict[str, Any]:
    """Return what a noun puts into those columns; without a noun, nothing."""
    row: dict[str, Any] = {}
    for name, column, wanted in list_published(kind, table, prefix):
        value = getattr(noun, name, None)
        if wanted is Interval:
            row |= describe_date(value)
        elif wanted in PUBLISHED:
            row |= fill_row(value, wanted, table, f"{name}_")
        else:
            row[column.name] = SEVERAL.join(value) if isinstance(value, tuple) else value
    return row


def list_actors(library: Library) -> Iterator[Row]:
    """Yield every actor and speaker."""
    for id, actor in library.seeds.actors.items():
        yield {"actor": id, **fill_row(actor, Actor, "actors")}


def list_publishers(library: Library) -> Iterator[Row]:
    """Yield every publisher."""
    for id, found in library.seeds.publishers.items():
        yield {"publisher": id, **fill_row(found, Publisher, "publishers")}


def list_questions(library: Library) -> Iterator[Row]:
    """Yield every question of every topic, in the order of the matrices."""
    for reference, topic, question in list_references(library.seeds.topics):
        named = {"question": reference, "topic": get_topic_id(reference), "topic_title": topic.title}
        yield {**named, **fill_row(question, Question, "questions")}


def list_event_rows(library: Library) -> Iterator[Row]:
    """Yield every event."""
    for id, event in list_events(library.seeds).items():
        yield {"event": id, **fill_row(event, Event, "events")}


def list_matter_rows(library: Library) -> Iterator[Row]:
    """Yield every matter of every topic."""
    for reference, matter in list_matters(library.seeds.topics):
        yield {"matter": reference, "topic": get_topic_id(reference), **fill_row(matter, Matter, "matters")}


def list_articles(month: MonthView) -> Iterator[Row]:
    """Yield every article of a month."""
    seeds = month.library.seeds
    for id in month.articles:
        origins = SEVERAL.join(sorted(find_origins(seeds.articles[id], seeds.publishers)))
        yield {"article": id, **fill_row(seeds.articles[id], Article, "articles"), "origins": origins}


def list_cells(view: TopicView) -> Iterator[Row]:
    """Yield the matrix of a topic: a row for each actor and question, also where no statement was found."""
    for actor in view.actors:
        for question in view.topic.questions:
            cell = view.cells.get((actor, question.id))
            yield {
                "actor": actor,
                "actor_name": view.context.library.seeds.actors[actor].name,
                "question": make_reference(view.id, question.id),
                "question_label": question.label,
                "cell": cell_anchor(cell) if cell else None,
                **(describe_cell(cell) if cell else {}),
            }


def list_reports(view: TopicView) -> Iterator[Row]:
    """Yield every report of a position on a topic, cell by cell, newest first."""
    for cell in view.cells.values():
        current = {report.id for report in cell.reports}
        for report in cell.all_reports:
            yield {"report": report.id, "cell": cell_anchor(cell), **describe_report(report, report.id in current)}


def describe_report(report: Report, is_current: bool) -> Row:
    """Return what one article says of an actor's position."""
    return {
        "article": report.article_id,
        **fill_row(report.position, Position, "reports"),
        **describe_date(report.date),
        "is_current": is_current,
    }


def list_quotes(month: MonthView) -> Iterator[Row]:
    """Yield every quote and passage of a month's articles, article by article."""
    for id in month.articles:
        passages = {get_id(id, passage): passage for passage in month.library.seeds.articles[id].passages}
        for quote in month.library.evidence[id].values():
            yield {
                "quote": quote.id,
                "article": id,
                "exact": quote.text,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
                "direct": quote.direct,
                "checked": quote.checked,
                **fill_row(quote.translation, Translation, "quotes", "translation_"),
                **describe_passage(passages.get(quote.id)),
            }


def describe_passage(passage: Passage | None) -> Row:
    """Return what a quote is beside that: a passage that prose can cite, or that tells of something."""
    row = fill_row(passage, Passage, "quotes")
    return {"passage": passage.id if passage else None, **{column.name: row[column.name] for column in PASSAGE}}


def list_links(view: TopicView) -> Iterator[Row]:
    """Yield which quotes are the evidence of which reports on a topic, and who is quoted."""
    for cell in view.cells.values():
        for report in cell.all_reports:
            shown = {quote.id for quote in report.quotes}
            for quote in {quote.id: quote for quote in (*report.quotes, *report.reasons)}.values():
                named = {"report": report.id, "quote": quote.id, "speakers": name_speakers(quote)}
                yield {**named, "is_reason": quote.id not in shown}


def name_speakers(quote: Evidence) -> str:
    """Return the ids of those quoted."""
    return SEVERAL.join(quote.speakers)


SITE_TABLES: tuple[Table[Library], ...] = (
    Table(
        "actors",
        ("actor",),
        (
            Column("actor", is_required=True),
            *make_columns(Actor, "actors"),
        ),
        list_actors,
    ),
    Table(
        "publishers",
        ("publisher",),
        (
            Column("publisher", is_required=True),
            *make_columns(Publisher, "publishers"),
        ),
        list_publishers,
    ),
    Table(
        "questions",
        ("question",),
        (
            Column("question", is_required=True),
            Column("topic", is_required=True),
            Column("topic_title"),
            *make_columns(Question, "questions"),
        ),
        list_questions,
    ),
    Table(
        "events",
        ("event",),
        (Column("event", is_required=True), *make_columns(Event, "events")),
        list_event_rows,
    ),
    Table(
        "matters",
        ("matter",),
        (
            Column("matter", is_required=True),
            Column("topic", is_required=True),
            *make_columns(Matter, "matters"),
        ),
        list_matter_rows,
    ),
)
"""The vocabulary, each table a file."""

TOPIC_TABLES: tuple[Table[TopicView], ...] = (
    Table(
        "cells",
        ("actor", "question"),
        (ACTOR, Column("actor_name"), QUESTION, Column("question_label"), Column("cell"), *CELL),
        list_cells,
    ),
    Table(
        "reports",
        ("report",),
        (
            Column("report", is_required=True),
            Column("cell", refers="cells", is_required=True),
            Column("article", refers="articles", is_required=True),
            *make_columns(Position, "reports"),
            Column("is_current", "boolean", is_required=True),
        ),
        list_reports,
    ),
    Table(
        "evidence",
        ("report", "quote"),
        (
            Column("report", refers="reports", is_required=True),
            Column("quote", refers="quotes", is_required=True),
            Column("speakers"),
            Column("is_reason", "boolean", is_required=True),
        ),
        list_links,
    ),
)
"""Of which each topic has a file."""

OF_QUOTES = {column.name for column in make_columns(Quote, "quotes")}
PASSAGE = tuple(column for column in make_columns(Passage, "quotes") if column.name not in OF_QUOTES)
"""What a passage has beside what every quote has."""
TRANSLATION = tuple(
    replace(column, is_required=False) for column in make_columns(Translation, "quotes", "translation_")
)
MONTH_TABLES: tuple[Table[MonthView], ...] = (
    Table(
        "articles",
        ("article",),
        (
            Column("article", is_required=True),
            *insert_behind("based_on", Column("origins"), make_columns(Article, "articles")),
        ),
        list_articles,
    ),
    Table(
        "quotes",
        ("quote",),
        (
            Column("quote", is_required=True),
            Column("article", refers="articles", is_required=True),
            Column("exact", is_required=True),
            Column("prefix"),
            Column("suffix"),
            Column("direct", values=Direct),
            Column("checked", "date"),
            Column("passage"),
            *PASSAGE,
            *TRANSLATION,
        ),
        list_quotes,
    ),
)
"""Of which each month of sources has a file."""

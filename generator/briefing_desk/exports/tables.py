"""The corpus as tables, with the ids of the pages: one list of columns each, from which every format is made.

The types and constraints are those of Table Schema (https://datapackage.org/standard/table-schema/).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Report, find_origins, list_conditions, list_events
from briefing_desk.messages.words import COLUMNS, TABLE_TITLES
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.schema.dates import UNKNOWN, Interval
from briefing_desk.schema.model import ActorKind, Basis, PublisherKind, Stance, Status
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


def list_actors(library: Library) -> Iterator[Row]:
    """Yield every actor and speaker."""
    for id, actor in library.seeds.actors.items():
        yield {
            "actor": id,
            "name": actor.name,
            "kind": actor.kind,
            "aliases": SEVERAL.join(actor.aliases),
            "role": actor.role,
            "on_behalf_of": actor.on_behalf_of,
            "wikidata": actor.wikidata,
        }


def list_publishers(library: Library) -> Iterator[Row]:
    """Yield every publisher."""
    for id, found in library.seeds.publishers.items():
        yield {
            "publisher": id,
            "name": found.name,
            "kind": found.kind,
            "owner": found.owner,
            "country": found.country,
        }


def list_questions(library: Library) -> Iterator[Row]:
    """Yield every question of every topic, in the order of the matrices."""
    for id, topic in library.seeds.topics.items():
        for question in topic.questions:
            yield {
                "question": f"{id}/{question.id}",
                "topic": id,
                "topic_title": topic.title,
                "label": question.label,
                "proposition": question.proposition,
                "background": question.background,
            }


def list_event_rows(library: Library) -> Iterator[Row]:
    """Yield every event."""
    for id, event in list_events(library.seeds).items():
        yield {"event": id, "title": event.title, **describe_date(event.date)}


def list_articles(month: MonthView) -> Iterator[Row]:
    """Yield every article of a month."""
    seeds = month.library.seeds
    for id in month.articles:
        article = seeds.articles[id]
        note = article.correction
        yield {
            "article": id,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "authors": SEVERAL.join(article.authors),
            **describe_date(article.date),
            "date_note": article.date_note,
            "retrieved": article.retrieved,
            "language": article.language,
            "based_on": SEVERAL.join(article.based_on),
            "origins": SEVERAL.join(sorted(find_origins(article, seeds.publishers))),
            "status": article.status,
            "correction_date": note.date if note else None,
            "correction_note": note.note if note else None,
            "abstract": article.abstract,
        }


def list_cells(view: TopicView) -> Iterator[Row]:
    """Yield the matrix of a topic: a row for each actor and question, also where no statement was found."""
    for actor in view.actors:
        for question in view.topic.questions:
            cell = view.cells.get((actor, question.id))
            yield {
                "actor": actor,
                "actor_name": view.context.library.seeds.actors[actor].name,
                "question": f"{view.id}/{question.id}",
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
    position = report.position
    return {
        "article": report.article_id,
        "stance": position.stance,
        "condition": position.condition,
        "summary": position.summary,
        "basis": position.basis,
        "according_to": position.according_to,
        "event": position.event,
        "precedes": position.precedes,
        "follows": position.follows,
        **describe_date(report.date),
        "is_current": is_current,
    }


def list_quotes(month: MonthView) -> Iterator[Row]:
    """Yield every quote and passage of a month's articles, article by article."""
    for id in month.articles:
        passages = {get_id(id, passage): str(passage.id) for passage in month.library.seeds.articles[id].passages}
        for quote in month.library.evidence[id].values():
            yield {
                "quote": quote.id,
                "article": id,
                "exact": quote.text,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
                "direct": quote.direct,
                "checked": quote.checked,
                "passage": passages.get(quote.id),
            }


def list_links(view: TopicView) -> Iterator[Row]:
    """Yield which quotes are the evidence of which reports on a topic, and who is quoted."""
    for cell in view.cells.values():
        for report in cell.all_reports:
            for quote in {quote.id: quote for quote in report.quotes}.values():
                yield {"report": report.id, "quote": quote.id, "speakers": name_speakers(quote)}


def name_speakers(quote: Evidence) -> str:
    """Return the ids of those quoted."""
    return SEVERAL.join(quote.speakers)


SITE_TABLES: tuple[Table[Library], ...] = (
    Table(
        "actors",
        ("actor",),
        (
            Column("actor", is_required=True),
            Column("name", is_required=True),
            Column("kind", values=ActorKind),
            Column("aliases"),
            Column("role"),
            Column("on_behalf_of", refers="actors"),
            Column("wikidata"),
        ),
        list_actors,
    ),
    Table(
        "publishers",
        ("publisher",),
        (
            Column("publisher", is_required=True),
            Column("name", is_required=True),
            Column("kind", values=PublisherKind),
            Column("owner"),
            Column("country"),
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
            Column("label"),
            Column("proposition"),
            Column("background"),
        ),
        list_questions,
    ),
    Table(
        "events",
        ("event",),
        (Column("event", is_required=True), Column("title"), *DATE),
        list_event_rows,
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
            Column("stance", values=Stance, is_required=True),
            Column("condition"),
            Column("summary"),
            Column("basis", values=Basis, is_required=True),
            Column("according_to", refers="actors"),
            Column("event", refers="events"),
            Column("precedes"),
            Column("follows"),
            *DATE,
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
        ),
        list_links,
    ),
)
"""Of which each topic has a file."""

MONTH_TABLES: tuple[Table[MonthView], ...] = (
    Table(
        "articles",
        ("article",),
        (
            Column("article", is_required=True),
            Column("title", is_required=True),
            Column("url"),
            Column("publisher", refers="publishers"),
            Column("authors"),
            *DATE,
            Column("date_note"),
            Column("retrieved", "date", is_required=True),
            Column("language"),
            Column("based_on"),
            Column("origins"),
            Column("status", values=Status, is_required=True),
            Column("correction_date", "date"),
            Column("correction_note"),
            Column("abstract"),
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
        ),
        list_quotes,
    ),
)
"""Of which each month of sources has a file."""

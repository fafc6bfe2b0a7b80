"""A topic's matrix as JSON: every cell with its reports and their quotes. Described by `docs/matrix.schema.json`."""

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import Report, list_conditions
from briefing_desk.exports.tables import describe_date
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import Status
from briefing_desk.schema.references import make_reference
from briefing_desk.web.json_text import Json, drop_empty, format_json
from briefing_desk.web.linked_data import find_modified
from briefing_desk.web.links import cell_anchor
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import TopicView

VERSION = 2
"""Of the shape of the file; counted up when something that was there is gone or means something else."""


def format_matrix(outlet: Outlet, view: TopicView) -> str:
    """Return the matrix of a topic; an actor and a question without a cell: no statement was found."""
    library = outlet.library
    return format_json(
        {
            "version": VERSION,
            "topic": view.id,
            "title": view.topic.title,
            "summary": view.topic.summary,
            "address": outlet.locate_page(f"{view.id}.md"),
            "as_of": describe_modified(library, view),
            "questions": [
                {
                    "id": make_reference(view.id, question.id),
                    "label": question.label,
                    "proposition": question.proposition,
                }
                for question in view.topic.questions
            ],
            "actors": [
                {"id": id, "name": library.seeds.actors[id].name, "kind": library.seeds.actors[id].kind}
                for id in view.actors
            ],
            "cells": [
                describe_cell(view.cells[actor, question.id])
                for question in view.topic.questions
                for actor in view.actors
                if (actor, question.id) in view.cells
            ],
        }
    )


def describe_modified(library: Library, view: TopicView) -> str | None:
    """Return the day on which the articles on the topic were last taken in, corrected or withdrawn."""
    day = find_modified(library.seeds.articles[id] for id in view.articles)
    return str(day) if day else None


def describe_cell(cell: Cell) -> Json:
    """Return one cell: what is held now, what was, and every report of it, newest first; what is empty is left out."""
    current = {report.id for report in cell.reports}
    return drop_empty(
        {
            "id": cell_anchor(cell),
            "actor": cell.actor,
            "question": cell.question,
            "stances": list(cell.stances),
            "conditions": list(list_conditions(cell.current).values()),
            "changed_from": describe_former(cell) if cell.changed_from else None,
            "marks": list(cell.marks),
            "articles": sorted(cell.articles),
            "origins": sorted(cell.origins),
            "reports": [describe_report(report, report.id in current) for report in cell.all_reports],
        }
    )


def describe_former(cell: Cell) -> Json:
    """Return what was held before, and when."""
    return {"stances": list(cell.former), **describe_days(span(statement.date for statement in cell.changed_from))}


def describe_report(report: Report, is_current: bool) -> Json:
    """Return one article's account of the position; what it does not say is left out."""
    position = report.position
    return drop_empty(
        {
            "id": report.id,
            "article": report.article_id,
            "status": report.article.status if report.article.status is not Status.USABLE else None,
            "is_current": is_current,
            "stance": position.stance,
            "condition": position.condition,
            "summary": position.summary,
            "basis": position.basis,
            "according_to": position.according_to,
            "event": position.event,
            "precedes": position.precedes,
            "follows": position.follows,
            **describe_days(report.date),
            "quotes": [describe_quote(quote) for quote in report.quotes],
            "because": [describe_quote(quote) for quote in report.reasons],
        }
    )


def describe_days(date: Interval) -> Json:
    """Return a date as annotated, and, unless it is just one day, its first and last day where it has them."""
    days = describe_date(date)
    if date.text == str(date.first) == str(date.last):
        return {"date": date.text}
    return drop_empty({key: str(value) if value is not None else None for key, value in days.items()})


def describe_quote(quote: Evidence) -> Json:
    """Return a quote with its W3C text quote selector, and what is known of it."""
    return drop_empty(
        {
            "id": quote.id,
            "exact": quote.text,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "direct": quote.direct,
            "checked": str(quote.checked) if quote.checked else None,
            "speakers": list(quote.speakers),
            "translation": {"text": found.text, "by": found.by} if (found := quote.translation) else None,
        }
    )

"""What is said at once of a marked passage: is it verbatim, whose words, how often, and what would it change."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefing_desk.analysis.cells import Cell, derive_cells
from briefing_desk.analysis.ranking import rank_questions
from briefing_desk.desk.requests import Card, Refusal, describe_problem
from briefing_desk.desk.units import Units, count_units, to_characters, to_units
from briefing_desk.desk.workspace import Opened, Workspace
from briefing_desk.intake.marking import NOWHERE, Marked, mark
from briefing_desk.messages.phrases import describe_interval
from briefing_desk.messages.words import MARKS, STANCES
from briefing_desk.quotes.evidence import collect_evidence, list_quotes
from briefing_desk.quotes.find import Match, count_words
from briefing_desk.quotes.stated import judge_match, propose_basis
from briefing_desk.quotes.verify import check_wording, find_in, merge_ranges
from briefing_desk.schema.dates import UNKNOWN
from briefing_desk.schema.model import Article, Basis, Position, Seeds, Stance, Wording
from briefing_desk.schema.values import Wrong, convert_interval
from briefing_desk.syntax.source import Text
from briefing_desk.text.article_text import ArticleText

MOST_OTHERS = 12
SILENT = frozenset(("unchecked",))
"""Marks that say nothing here: what is not written yet is checked by nobody."""


def judge(workspace: Workspace, opened: Opened, card: Card) -> dict[str, Any]:
    """Return what is to be said of a card as it is now."""
    if opened.text is None or opened.article is None:
        raise Refusal(422, "the article's text is not at hand, or its file cannot be read")
    units = count_units(opened.text.text)
    marked = [mark(opened.text, to_characters(units, pieces)) for pieces in card.quotes]
    verdict: dict[str, Any] = {"quotes": [describe_marked(one, opened.text, units) for one in marked]}
    verdict["quoted"] = count_quoted(opened.article, opened.text, [one.match for one in marked if one.match])
    if marked and marked[0].match:
        match = marked[0].match
        around = opened.text.paragraphs[opened.text.find_paragraph(match.start)]
        paragraph = opened.text.text[slice(*around)]
        verdict["ranking"] = rank_questions(marked[0].exact, paragraph, workspace.seeds.topics)
    question = str(card.fields.get("question", ""))
    if question and not workspace.coder:  # what others hold on it is what the first coder has written
        verdict |= compare(workspace, opened, card, question, marked)
    return verdict


def describe_marked(marked: Marked, text: ArticleText, units: Units) -> dict[str, Any]:
    """Return what is to be said of one quote."""
    words = count_words(marked.exact)
    found: dict[str, Any] = {"exact": marked.exact, "words": words, "is_verbatim": marked.match is not None}
    if marked.match is None:
        return found
    direct, doubt = judge_match(marked.match, text)
    problems = check_wording(marked.make_quote(NOWHERE), marked.match, text, text.language.code)
    return {
        **found,
        "pieces": to_units(units, marked.match.pieces),
        "places": marked.places,
        "is_told_apart": marked.places == 1 or bool(marked.prefix or marked.suffix),
        "prefix": marked.prefix,
        "suffix": marked.suffix,
        "direct": direct.value,
        "doubt": doubt,
        "basis": propose_basis([direct]).value,
        "problems": [describe_problem(problem) for problem in problems],
    }


def count_quoted(article: Article, text: ArticleText, more: list[Match]) -> int:
    """Return how many of an article's words are quoted, overlaps once."""
    found = [match for quote in list_quotes(article) for match in find_in(text, quote)[:1]]
    return sum(count_words(text.text[start:end]) for start, end in merge_ranges([*found, *more]))


def compare(workspace: Workspace, opened: Opened, card: Card, question: str, marked: list[Marked]) -> dict[str, Any]:
    """Return who else holds what on a question, and the card's cell before and after."""
    assert opened.article is not None, "it was read"
    assert opened.text is not None, "it was read"
    others = {**workspace.load_others(question, opened.id), opened.id: opened.article}
    cells = derive(workspace, others, question)
    holders = card.fields.get("actors") or card.fields.get("actor") or ""
    names = (holders,) if isinstance(holders, str) else holders
    told: dict[str, Any] = {
        "others": [{"actor": actor, **describe_cell(cell)} for actor, cell in cells.items() if actor not in names][
            :MOST_OTHERS
        ],
        "cells": [],
        "unread": len(workspace.survey.waiting),
    }
    position = make_position(card, question, marked, opened.text)
    after = cells
    if position:
        longer = replace(opened.article, positions=(*opened.article.positions, position))
        after = derive(workspace, {**others, opened.id: longer}, question)
    for name in filter(None, names):
        before = describe_cell(cells[name]) if name in cells else None
        now = describe_cell(after[name]) if position and name in after else None
        told["cells"].append({"actor": name, "before": before, "after": now})
    return told


def make_position(card: Card, question: str, marked: list[Marked], text: ArticleText) -> Position | None:
    """Return the card as a position, None as long as it says nothing that a cell could show."""
    fields = {name: Text(value, NOWHERE) for name, value in card.fields.items() if isinstance(value, str)}
    actors = tuple(Text(name, NOWHERE) for name in card.fields.get("actors", ()))
    if fields.get("stance", "") not in list(Stance) or not marked or not (fields.get("actor") or actors):
        return None
    try:
        date = convert_interval(fields["date"]) if "date" in fields else None
    except Wrong:
        date = None
    spoken = [judge_match(one.match, text)[0] for one in marked if one.match]
    return Position(
        question=Text(question, NOWHERE),
        stance=Stance(fields["stance"]),
        summary=Wording(fields.get("summary", ""), NOWHERE),
        basis=Basis(fields["basis"]) if fields.get("basis", "") in list(Basis) else propose_basis(spoken),
        quotes=tuple(one.make_quote() for one in marked),
        actor=fields.get("actor"),
        actors=actors,
        condition=Wording(condition, NOWHERE) if (condition := fields.get("condition")) else None,
        according_to=fields.get("according_to"),
        event=fields.get("event"),
        date=date,
        places={"": NOWHERE},
    )


def derive(workspace: Workspace, articles: Mapping[str, Article], question: str) -> dict[str, Cell]:
    """Return the cells of a question, by actor."""
    vocabulary = workspace.seeds
    seeds = Seeds(vocabulary.actors, vocabulary.publishers, vocabulary.topics, articles)
    evidence = {id: collect_evidence(id, article, ()) for id, article in articles.items()}
    cells = derive_cells(seeds, evidence)
    return {actor: cells[actor, name] for actor, name in cells if name == question}


def describe_cell(cell: Cell) -> dict[str, Any]:
    """Return a cell in words."""
    dates = [cell.date_stance(stance) for stance in cell.stances]
    return {
        "stances": [STANCES[stance.value][0] for stance in cell.stances],
        "date": describe_interval(dates[0]) if dates and dates[0] != UNKNOWN else "",
        "was": [STANCES[stance.value][0] for stance in cell.former],
        "marks": [MARKS[name][0] for name in cell.marks if name not in SILENT],
        "articles": len(cell.articles),
    }

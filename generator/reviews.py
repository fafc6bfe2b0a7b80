"""Reviews: against which facts the prose of a topic was last read by a person, and what has changed since. Pure.

A fact is what a cell shows and rests on; ids are no part of it, so that renaming makes no prose stale.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.annotations import read_file
from generator.dates import Day
from generator.folding import fold
from generator.matrix import Cell, Cells
from generator.model import Places
from generator.problems import Problem
from generator.quotes import make_id
from generator.records import read_record
from generator.source import Source, Text
from generator.statements import Report

HEADER = "# Written by `briefing review`: what the prose of this topic was last read against, cell by cell."


@dataclass(frozen=True, slots=True)
class ReviewedCell:
    """One cell as it was when the prose was read."""

    question: Text
    """Its id within the topic."""
    actor: Text
    facts: Text
    """What `hash_facts` gave."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Review:
    """What the prose of one topic was last reviewed against."""

    reviewed: Day
    cells: tuple[ReviewedCell, ...] = ()
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How the prose of a topic stands to the present facts."""

    reviewed: Day | None = None
    """None: nobody has reviewed it."""
    stale: tuple[tuple[str, str], ...] = ()
    """Actor and `topic/question` of each cell that has changed since, is new or is gone."""


def read_review(source: Source) -> tuple[Review | None, list[Problem]]:
    """Read a review's file."""
    root, problems = read_file(source)
    return (read_record(Review, root, problems) if root is not None else None), problems


def hash_facts(cell: Cell) -> str:
    """Return a short hash of what a cell shows and rests on; the desk's own summaries are no part of it."""
    return make_id("f", *sorted(describe_report(report) for report in cell.all_reports))


def describe_report(report: Report) -> str:
    """Return what a report says, and what its word is worth."""
    position, article = report.position, report.article
    facts = [
        position.stance,
        fold(position.condition or "").casefold(),
        report.date.text,
        position.basis,
        "second-hand" if report.is_second_hand else "",
        article.status,
        *sorted(report.origins),
        *sorted(fold(quote.text) for quote in report.quotes),
    ]
    return "\n".join(facts)


def list_facts(cells: Cells) -> dict[tuple[str, str], str]:
    """Return the facts of each cell, by actor and `topic/question`, in the order of the file."""
    return {key: hash_facts(cells[key]) for key in sorted(cells, key=lambda key: (key[1], key[0]))}


def make_review(cells: Cells, today: Day) -> str:
    """Return the file that accepts the prose of a topic against its present cells."""
    lines = [HEADER, f"reviewed: {today}", "cells:" if cells else ""]
    for (actor, question), facts in list_facts(cells).items():
        lines += [f"  - question: {question.split('/')[1]}", f"    actor: {actor}", f"    facts: {facts}"]
    return "\n".join(line for line in lines if line) + "\n"


def judge_prose(topic: str, review: Review | None, cells: Cells) -> Freshness:
    """Return what has changed in the cells of a topic since the review of its prose."""
    if review is None:
        return Freshness()
    before = {(str(cell.actor), f"{topic}/{cell.question}"): str(cell.facts) for cell in review.cells}
    now = list_facts(cells)
    stale = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    return Freshness(review.reviewed, tuple(sorted(stale, key=lambda key: (key[1], key[0]))))


def check_reviews(reviews: Mapping[str, Review], freshness: Mapping[str, Freshness]) -> list[Problem]:
    """Return a warning for each topic whose prose is stale, and for each review of no topic."""
    problems = []
    for topic, review in reviews.items():
        if topic not in freshness:
            message = f"there is no topic `{topic}`"
            problems.append(Problem(review.places[""], "review-unused", message, "delete the file"))
        elif stale := freshness[topic].stale:
            named = ", ".join(f"`{question.split('/')[1]}` `{actor}`" for actor, question in stale)
            noun = "cell has" if len(stale) == 1 else "cells have"
            message = f"{len(stale)} {noun} changed since the prose of `{topic}` was reviewed: {named}"
            help = f"read briefings/{topic}.md against them, then run `briefing review {topic}`"
            problems.append(Problem(review.places["reviewed"], "stale-prose", message, help))
    return problems

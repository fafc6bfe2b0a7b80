"""What happened between two states: each kind of change from the smallest pair of states that shows it."""

import json
from dataclasses import replace
from itertools import product

import pytest
from builders import DAY, make_article, make_event, make_passage, make_position, make_seeds, text
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.compare import KINDS, Kind, compare_libraries
from briefing_desk.analysis.reviews import hash_facts, make_review
from briefing_desk.answers.changes_json import format_changes
from briefing_desk.answers.changes_text import LABELS, MOST, format_markdown, format_plain
from briefing_desk.checks.assemble import make_library
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Correction, Seeds
from briefing_desk.schema.reviews import read_review
from briefing_desk.syntax.source import Source


def load(articles, events=(), review=None):
    """Return the library of articles whose quotes are not yet checked."""
    seeds = make_seeds(articles, events)
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    return make_library(seeds, evidence, {"quay": review} if review else {})


def compare(before, after, events=()):
    return compare_libraries(load(before, events), load(after, events))


def list_kinds(changes):
    return {(change.actor, change.question): [str(kind) for kind in change.kinds] for change in changes.cells}


YES, NO = make_position("support"), make_position("oppose", date="2025-02")
CELL = ("dockers", "quay/close")
WIRE = {"publisher": "wire"}
CASES = {
    "nothing": ([make_article(YES)], [make_article(YES)], None),
    "new position": ([], [make_article(YES)], ["added"]),
    "gone": ([make_article(YES)], [], ["emptied", "removed"]),
    "gone from the article": ([make_article(YES)], [make_article()], ["emptied", "removed"]),
    "withdrawn": ([make_article(YES)], [make_article(YES, status="withdrawn")], ["emptied", "withdrawn"]),
    "withdrawn, others left": (
        [make_article(YES), make_article(YES)],
        [make_article(YES), make_article(YES, status="withdrawn")],
        ["withdrawn"],
    ),
    "withdrawn, another origin left": (
        [make_article(YES), make_article(YES, **WIRE)],
        [make_article(YES), make_article(YES, status="withdrawn", **WIRE)],
        ["withdrawn", "weakened"],
    ),
    "restored": ([make_article(YES, status="withdrawn")], [make_article(YES)], ["added"]),
    "never usable": ([], [make_article(YES, status="withdrawn")], ["details"]),
    "corrected": ([make_article(YES)], [make_article(YES, status="corrected")], ["corrected"]),
    "corrected, and the stance with it": (
        [make_article(make_position("support", quotes=["one quote"]))],
        [make_article(make_position("oppose", quotes=["one quote"]), status="corrected")],
        ["stance", "corrected"],
    ),
    "another stance, from other words": (
        [make_article(make_position("support", quotes=["we agree"]))],
        [make_article(make_position("oppose", quotes=["we do not agree"]))],
        ["stance", "altered"],
    ),
    "another stance, since the evidence for the old one is gone": (
        [make_article(NO), make_article(make_position("support", date="2025-01"))],
        [make_article(), make_article(make_position("support", date="2025-01"))],
        ["stance", "removed"],
    ),
    "contested by what replaced another quote": (
        [make_article(make_position("support", quotes=["we agree"])), make_article(YES)],
        [make_article(make_position("oppose", quotes=["we do not agree"])), make_article(YES)],
        ["contested", "altered"],
    ),
    "another stance, later": ([make_article(NO)], [make_article(NO), make_article(YES)], ["stance"]),
    "another stance, at once": (
        [make_article(YES)],
        [make_article(YES), make_article(make_position("oppose"))],
        ["contested"],
    ),
    "settled by a later statement": (
        [make_article(YES), make_article(make_position("oppose"))],
        [make_article(YES), make_article(make_position("oppose")), make_article(YES, date="2025-06")],
        ["settled"],
    ),
    "an earlier position comes to light": ([make_article(YES)], [make_article(YES), make_article(NO)], ["earlier"]),
    "another origin": ([make_article(YES)], [make_article(YES), make_article(YES, **WIRE)], ["strengthened"]),
    "the same origin again": ([make_article(YES)], [make_article(YES), make_article(YES)], ["reported"]),
    "an origin less": ([make_article(YES), make_article(YES, **WIRE)], [make_article(YES)], ["removed", "weakened"]),
    "another condition": (
        [make_article(make_position("conditional", condition="if paid", quotes=["one quote"]))],
        [make_article(make_position("conditional", condition="if moved", quotes=["one quote"]))],
        ["condition"],
    ),
    "a quote altered": (
        [make_article(make_position(quotes=["we agree"]))],
        [make_article(make_position(quotes=["we may agree"]))],
        ["altered"],
    ),
    "a quote typeset otherwise": (
        [make_article(make_position("conditional", condition="if paid", quotes=["“we agree”, at last"]))],
        [make_article(make_position("conditional", condition="if moved", quotes=['"we agree", at\u00a0last']))],
        ["condition"],
    ),
    "a quote gone": (
        [make_article(make_position(quotes=["we agree", "at last"]))],
        [make_article(make_position(quotes=["we agree"]))],
        ["altered"],
    ),
    "a quote more": (
        [make_article(make_position(quotes=["we agree"]))],
        [make_article(make_position(quotes=["we agree", "at last"]))],
        ["details"],
    ),
    "another basis": (
        [make_article(make_position(quotes=["we agree"]))],
        [make_article(make_position(quotes=["we agree"], basis="stated"))],
        ["details"],
    ),
    "our own summary": (
        [make_article(YES)],
        [make_article(replace(YES, summary=text("Other words of the desk.")))],
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_kinds(name):
    before, after, expected = CASES[name]
    changes = compare(before, after)
    assert list_kinds(changes) == ({CELL: expected} if expected else {})


def test_every_kind_is_shown_by_a_case_and_has_a_name():
    assert {kind for *_, kinds in CASES.values() for kind in kinds or ()} == set(map(str, KINDS))
    assert set(LABELS) == set(Kind)


STATES = [pair[side] for pair in CASES.values() for side in (0, 1)]


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_exactly_the_cells_whose_facts_differ_are_told(before, after):
    old, new = load(before), load(after)
    facts = [{key: hash_facts(cell) for key, cell in library.cells.items()} for library in (old, new)]
    differing = {key for key in facts[0].keys() | facts[1].keys() if facts[0].get(key) != facts[1].get(key)}
    changes = compare_libraries(old, new)
    assert set(list_kinds(changes)) == differing
    assert all(change.kinds for change in changes.cells)


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_what_is_gained_one_way_is_lost_the_other(before, after):
    there, back = compare(before, after), compare(after, before)
    gained = {(change.actor, change.question): change.gained_origins for change in there.cells}
    assert {(change.actor, change.question): change.lost_origins for change in back.cells} == gained


def test_the_worst_comes_first():
    changes = compare(
        [make_article(YES, make_position(question="quay/pay"))],
        [make_article(YES, make_position(question="quay/pay"), status="withdrawn"), make_article(YES, **WIRE)],
    )
    assert [change.kinds[0] for change in changes.cells] == ["emptied", "withdrawn"]
    assert [(found.id, found.kind) for found in changes.articles] == [("a", "withdrawn"), ("b", "added")]


def test_articles_are_told_even_if_no_cell_changes():
    kinds = [
        (("a", "added"), {}, {"a": make_article()}),
        (("a", "removed"), {"a": make_article()}, {}),
        (("a", "corrected"), {"a": make_article()}, {"a": make_article(status="corrected")}),
        (("a", "restored"), {"a": make_article(status="withdrawn")}, {"a": make_article()}),
    ]
    for expected, before, after in kinds:
        assert [(found.id, found.kind) for found in compare(before, after).articles] == [expected]


def test_a_second_correction_is_told():
    first = make_article(YES, status="corrected")
    second = replace(first, correction=Correction(Day(2025, 4, 1), text("And another.")))
    changes = compare([first], [second])
    assert [found.kind for found in changes.articles] == ["corrected"]
    assert "2025-04-01: And another." in format_plain(changes)


def test_passages_and_propositions():
    before, after = load([make_article(passages=[make_passage("12 million")])]), load([make_article()])
    assert [found.article for found in compare_libraries(before, after).passages] == ["a:cost"]
    topic = before.seeds.topics["quay"]
    question = replace(topic.questions[0], proposition=text("The city must close."))
    reworded = make_library(Seeds(topics={"quay": replace(topic, questions=(question,))}), {}, {})
    plain = format_plain(compare_libraries(make_library(make_seeds([]), {}, {}), reworded))
    assert "question quay/close reworded: “The city should close.” → “The city must close.”" in plain


def test_prose_that_has_become_stale():
    before = load([make_article(YES)])
    review, _ = read_review(Source("r", make_review(before.by_topic["quay"], DAY)))
    fresh, stale = load([make_article(YES)], review=review), load([make_article(NO)], review=review)
    changes = compare_libraries(fresh, stale)
    assert changes.stale == {"quay": (CELL,)}
    assert "prose of quay has become stale: Dockers on The quay: Close" in format_plain(changes)
    assert compare_libraries(stale, stale).stale == {}


def test_text():
    changes = compare([make_article(NO)], [make_article(NO), make_article(YES, **WIRE)])
    assert format_plain(changes) == (
        "1 cell changed; 1 article added\n"
        "stance changed: Dockers on The quay: Close: from opposes to supports; reported by: b\n"
        "article b, “Council votes to close the quay”, added"
    )
    assert format_plain(compare([], [])) == "No position, quote or source changes."


def test_markdown_is_short_when_there_is_much_and_keeps_the_worst():
    actors, questions = ("dockers", "council", "residents", "jo", "kim", "ida"), ("quay/close", "quay/pay")
    many = [make_position(actor=actor, question=question) for actor, question in product(actors, questions)]
    more = {f"a{n}": make_article(make_position(actor="dockers", quotes=[f"q {n}"])) for n in range(2 * MOST)}
    lines = format_markdown(compare([make_article(*many)], {})).splitlines()
    assert sum(line.startswith("| no statement left") for line in lines) == len(many)
    lines = format_markdown(compare({}, more)).splitlines()
    assert lines[-1] == f"- … and {MOST} more: {MOST} articles"
    assert len(lines) < MOST + 12


def test_markdown_counts_the_rows_that_it_leaves_out(monkeypatch):
    monkeypatch.setattr("briefing_desk.answers.changes_text.MOST", 1)
    both = [make_article(YES, make_position(question="quay/pay"))]
    assert "… and 1 more: 1 new position." in format_markdown(compare([], both))


def test_outsiders_words_are_no_markup():
    hostile = "<b> | @all #12 ![x](javascript:1) `a` https://evil.example"
    before = [make_article(make_position(quotes=["we agree"]))]
    after = [make_article(make_position(quotes=[hostile]))]
    markdown = format_markdown(compare(before, after))
    row = next(line for line in markdown.splitlines() if line.startswith("| quote altered"))
    assert row.count("|") == 4
    assert not any(mark in row for mark in ("<", "@", "](", "`", "://", " #"))


def test_json_has_the_ids_of_the_pages():
    event = make_event("vote", "2025-03-04")
    told = json.loads(format_changes(compare([], [make_article(make_position(event="vote"))], [event])))
    (cell,) = told["cells"]
    library = load([make_article(make_position(event="vote"))], [event])
    assert cell["after"]["evidence"] == [library.cells[CELL].reports[0].id]
    assert (cell["before"], cell["kinds"]) == (None, ["added"])
    assert told["articles"] == [
        {"id": "a", "kind": "added", "title": "Council votes to close the quay", "correction": None}
    ]

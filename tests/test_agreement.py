"""Two actors agree on k of n questions on which both hold one known stance."""

import re

import builders
import pytest
from builders import make_article, make_position, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from test_cells import EVENTS, libraries

from briefing_desk.analysis import agreement as analysis_agreement
from briefing_desk.analysis.agreement import Agreement, compare_actors, list_stances_held
from briefing_desk.analysis.cells import Comparable
from briefing_desk.build.loading import pack_comparable, unpack_comparable
from briefing_desk.checks.assemble import make_library
from briefing_desk.pages import agreement
from briefing_desk.pages.agreement import MOST, choose_rows, describe_rest
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.model import ActorKind, Stance
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic


def derive(*arguments):
    """Return what the actors of articles hold, by question."""
    return list_stances_held(builders.derive(*arguments).values())


def compare(first, second, **second_position):
    """Compare two actors that each hold one stance on closing the quay."""
    positions = [make_position(first, condition="if paid"), make_position(second, "council", **second_position)]
    return compare_actors(derive([make_article(position) for position in positions]), "dockers", "council")


@pytest.mark.parametrize(
    ("first", "second", "same", "compared"),
    [
        ("support", "support", 1, 1),
        ("support", "oppose", 0, 1),
        ("conditional", "conditional", 1, 1),
        ("conditional", "support", 0, 1),
        ("neutral", "neutral", 1, 1),
        ("neutral", "oppose", 0, 1),
        ("mixed", "mixed", 0, 0),
        ("undecided", "undecided", 0, 0),
        ("support", "undecided", 0, 0),
        ("no-comment", "no-comment", 0, 0),
    ],
)
def test_the_same_stance_is_agreement(first, second, same, compared):
    found = compare(first, second)
    assert (found.first, found.second) == ("dockers", "council")
    assert (len(found.same), found.compared, len(found.not_comparable)) == (same, compared, 1 - compared)


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("conditional", "support", 1),
        ("support", "conditional", 1),
        ("conditional", "oppose", 0),
        ("support", "support", 0),
    ],
)
def test_support_on_a_condition_is_near_support(first, second, near):
    assert len(compare(first, second).but_for_condition) == near


def test_our_reading_is_not_compared():
    assert compare("support", "support", basis="inferred").not_comparable == ("quay/close",)


def test_a_contested_cell_is_not_compared():
    positions = [make_position("support"), make_position("oppose"), make_position("support", "council")]
    cells = derive([make_article(position) for position in positions])
    assert compare_actors(cells, "dockers", "council").not_comparable == ("quay/close",)


def test_a_cell_that_lost_everything_is_not_compared():
    articles = [make_article(make_position(), status="withdrawn"), make_article(make_position(actor="council"))]
    assert compare_actors(derive(articles), "dockers", "council").not_comparable == ("quay/close",)


def test_silence_is_neither_agreement_nor_disagreement():
    cells = derive([make_article(make_position(), make_position("oppose", "council", "quay/pay"))])
    found = compare_actors(cells, "dockers", "council")
    assert (found.same, found.different, found.not_comparable) == ((), (), ())


@given(libraries)
@tries(50)
def test_agreement_is_symmetric_and_never_more_than_what_is_compared(library):
    cells = derive(library, EVENTS)
    one, other = compare_actors(cells, "dockers", "council"), compare_actors(cells, "council", "dockers")
    assert (one.same, one.different, one.not_comparable) == (other.same, other.different, other.not_comparable)
    assert 0 <= len(one.same) <= one.compared
    shared = cells.get("dockers", {}).keys() & cells.get("council", {}).keys()
    assert sorted((*one.same, *one.different, *one.not_comparable)) == sorted(shared)


@given(libraries)
@tries(20)
def test_everybody_agrees_with_themselves(library):
    assert compare_actors(derive(library, EVENTS), "dockers", "dockers").different == ()


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("2025-04", "2025-12-14", True),
        ("2025-04-30", "2025-05-01", True),
        ("2025-12-01", "2025-12-31", False),
        ("2025-04/2025-12", "2025-12-14", False),
        ("2025-12-14/..", "2025-12-15?", False),
        ("2025-12-14/..", "2025-04~", True),
        ("../2025-12-15", "2025-12-14", False),
        ("2024-12", "2025-12", True),
        (None, "2025-12", True),
    ],
)
def test_stances_of_different_months_are_never_compared_without_both_months(first, second, is_told):
    positions = [make_position(date=first), make_position("oppose", "council", date=second)]
    cells = derive([make_article(position, date=None) for position in positions])
    found = compare_actors(cells, "dockers", "council")
    dates = cells["dockers"]["quay/close"].date, cells["council"]["quay/close"].date
    assert found.apart == ({"quay/close": dates} if is_told else {})
    assert compare_actors(cells, "council", "dockers").apart == ({"quay/close": dates[::-1]} if is_told else {})
    for one in dates:
        packed = pack_comparable(Comparable(Stance.OPPOSE, one))
        assert unpack_comparable(packed) == Comparable(Stance.OPPOSE, one)


def test_an_unnamed_group_is_compared_with_nobody(monkeypatch):
    monkeypatch.setattr(analysis_agreement, "LEAST", 1)
    seeds = make_seeds([make_article(*(make_position(actor=actor) for actor in ("dockers", "council", "residents")))])
    assert seeds.actors["residents"].kind is ActorKind.GROUP
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    library = make_library(seeds, evidence, {})
    assert [found.second for found in agreement.compare_with_others(library, "dockers")] == ["council"]
    assert agreement.compare_with_others(library, "residents") == []
    pairs = agreement.compare_all(view_topic(Context(library, "quay.md"), "quay"))
    assert [(found.first, found.second) for found in pairs] == [("council", "dockers")]


def make_pairs(*counts):
    """Return comparisons, so many on one question, so many on two, and so on."""
    return [
        Agreement("a", f"{questions} {number}", ("q",) * questions, (), ())
        for questions, count in enumerate(counts, 1)
        for number in range(count)
    ]


def test_a_table_of_many_actors_shows_the_comparisons_on_most_questions():
    few, more = make_pairs(MOST), [Agreement("b", "z", ("q", "r"), (), ())]
    assert choose_rows(few) == few
    assert choose_rows([*few, *more]) == [*few[:-1], *more]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((MOST,), ""),
        ((1, MOST), f"Shown are the {MOST} of {MOST + 1} comparisons that rest on most questions."),
        (
            (0, MOST + 16),
            f"All {MOST + 16} comparisons rest on 2 questions: shown are the first {MOST} by the names of the actors.",
        ),
        (
            (MOST + 1,),
            f"All {MOST + 1} comparisons rest on 1 question: shown are the first {MOST} by the names of the actors.",
        ),
        (
            (7, 20, MOST - 10),
            f"Shown are {MOST} of {MOST + 17} comparisons: all that rest on more than 2 questions, and of the 20 that "
            "rest on 2 questions the first 10 by the names of the actors.",
        ),
    ],
)
def test_what_a_table_leaves_out_is_told_as_it_is(counts, said):
    assert describe_rest(make_pairs(*counts)) == said


@given(st.lists(st.integers(0, 2 * MOST), min_size=1, max_size=4))
def test_what_is_said_of_the_rest_is_true_of_the_rows(counts):
    compared = make_pairs(*counts)
    rows, said = choose_rows(compared), describe_rest(compared)
    left_out = [found.compared for found in compared if found not in rows]
    least = min((found.compared for found in rows), default=0)
    assert bool(said) == bool(left_out)
    assert ("most questions" in said) == bool(left_out and max(left_out) < least)
    if "first" in said:
        tied = [found for found in compared if found.compared == least]
        first = int(re.search(r"the first (\d+) by", said)[1])
        assert [found for found in rows if found.compared == least] == tied[:first]

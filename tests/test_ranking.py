"""Which question a passage may answer: the one whose rare words it has, in any script."""

from collections import Counter

import pytest
from builders import text
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.ranking import list_stems, rank_questions, score_all
from briefing_desk.schema.model import Question, Topic

QUAY = (
    ("close", "Close it", "The old quay should be closed this year."),
    ("pay", "City pays", "The city should bear the cost of cranes."),
    ("ferry", "Ferry", "A ferry should cross the river."),
)


def make_topics(*questions):
    made = tuple(Question(text(id), text(label), text(words)) for id, label, words in questions)
    return {"quay": Topic(text("Harbour"), text("."), made)}


@pytest.mark.parametrize(
    ("passage", "paragraph", "ranked"),
    [
        ("the quay is closed", "", ["quay/close"]),
        ("It rained", "", []),
        ("It rained", "The cranes are dear.", ["quay/pay"]),
        ("the river and its ferries", "Cranes cost more.", ["quay/ferry", "quay/pay"]),
        ("Cranes cost more", "the river and its ferries", ["quay/pay", "quay/ferry"]),
    ],
)
def test_words_of_the_passage_count_more_than_those_around_it(passage, paragraph, ranked):
    assert rank_questions(passage, paragraph, make_topics(*QUAY)) == ranked


def test_a_rare_word_counts_more_than_one_that_all_questions_have():
    questions = [
        (f"q{number}", "Harbour", f"The harbour has {word}.") for number, word in enumerate(("cranes", "boats"))
    ]
    assert rank_questions("The harbour and its boats", "", make_topics(*questions))[0] == "quay/q1"


def test_scores_are_those_of_the_formula():
    """By hand, for a word twice in one of two documents: log(2) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 2 / 3))."""
    scores = score_all({"a": 1.0}, {"x": Counter("aa"), "y": Counter("bbbb")})
    assert scores == {"x": pytest.approx(1.0516, abs=1e-4), "y": 0}


@pytest.mark.parametrize(
    ("words", "stems"),
    [
        ("The Harbours, harboured ox CLOSE 1234567 a_bcde", ["harbou", "harbou", "close", "bcde"]),
        ("关闭旧码头", ["关闭", "闭旧", "旧码", "码头"]),
        ("Закрити причал", ["закрит", "причал"]),
    ],
)
def test_stems_are_beginnings_of_words_or_pairs_of_characters(words, stems):
    assert list_stems(words) == stems


@given(st.text(), st.text())
def test_no_passage_is_too_odd_and_none_names_a_question_twice(passage, paragraph):
    ranked = rank_questions(passage, paragraph, make_topics(*QUAY))
    assert len(ranked) == len(set(ranked))

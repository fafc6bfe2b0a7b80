"""Which texts a passage speaks of: rare words count more, words that begin alike are one, spaces are not needed."""

from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.text.ranking import build_index, list_stems, rank

TEXTS = {
    "close": "The old quay should be closed this year.",
    "pay": "The city should bear the cost of the quay.",
    "ferry": "The ferry should be free of charge.",
}


def order(*parts):
    return [id for id, _ in rank(build_index(TEXTS), *parts)]


def test_rare_words_count_more_than_common_ones():
    assert order(("closed: the quay", 1)) == ["close", "pay", "ferry"]
    assert order(("nothing alike", 1)) == []
    assert rank(build_index({}), ("ferry", 1)) == []


def test_what_surrounds_a_passage_counts_less():
    assert order(("closed", 1), ("ferry", 0.3)) == ["close", "ferry"]
    assert order(("closed", 0.3), ("ferry", 1)) == ["ferry", "close"]
    assert rank(build_index(TEXTS), ("ferry", 1), ("ferry", 0.3)) == rank(build_index(TEXTS), ("ferry", 1))


def test_texts_with_the_same_score_keep_the_order_of_their_ids():
    assert [id for id, _ in rank(build_index({"b": "quay", "a": "quay"}), ("quay", 1))] == ["a", "b"]


def test_words_are_known_by_how_they_begin_and_unspaced_scripts_by_pairs():
    assert list_stems("The Harbours, harboured") == ["the", "harbo", "harbo"]
    assert list_stems("関税") == ["関税"]
    assert list_stems("関税は USA") == ["usa", "関税", "税は"]
    assert (
        rank(build_index({"tax": "関税を引き上げる", "war": "戦争を終わらせる"}), ("大統領は関税について述べた", 1))[0][
            0
        ]
        == "tax"
    )


@tries(200)
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=40)), st.text(max_size=40))
def test_any_text_is_ranked_and_a_text_finds_itself_first_or_its_equal(texts, passage):
    index = build_index(texts)
    found = rank(index, (passage, 1.0))
    assert {id for id, _ in found} <= set(texts)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(score > 0 for _, score in found)
    assert {id for id, words in texts.items() if set(list_stems(words)) & set(list_stems(passage))} == dict(
        found
    ).keys()

"""A quote is found exactly, at word boundaries, or not at all; ids are made of its words."""

import random
import re
import unicodedata

import pytest
from builders import grows_linearly
from hypothesis import assume, given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.quotes.find import (
    MAX_OMISSION,
    MAX_PLACES,
    MAX_TRIES,
    SHORT,
    count_words,
    find_nearest,
    find_quote,
)
from briefing_desk.quotes.quote_ids import make_quote_id
from briefing_desk.syntax.source import LAYOUT
from briefing_desk.text.normalise import DASHES, DOUBLE_MARKS, SINGLE_MARKS, normalise

TEXT = "“We will not leave one person behind,” said Jo Marsh – the union’s general secretary… for now. We’ll wait."
words = st.text(st.sampled_from("abcdefgéñüяж日한"), min_size=1, max_size=6)
joined = st.sampled_from(
    [" ", "  ", "\n", "\u00a0", ", ", " — ", "— ", " “", "” ", " ‘", "’ ", "… ", ". ", " («", "») "]
)


@st.composite
def passages(draw):
    """Draw a text and a passage of it: words with what is between them, cut at word boundaries."""
    found = draw(st.lists(words, min_size=2, max_size=12))
    gaps = draw(st.lists(joined, min_size=len(found) - 1, max_size=len(found) - 1))
    first = draw(st.integers(0, len(found) - 1))
    last = draw(st.integers(first, len(found) - 1))
    start = sum(map(len, found[:first])) + sum(map(len, gaps[:first]))
    text = "".join(word + gap for word, gap in zip(found, [*gaps, ""], strict=True))
    passage = "".join(word + gap for word, gap in zip(found[first:last], gaps[first:last], strict=True)) + found[last]
    assume(not re.search(r"\b(?:\w\s+){3}\w\b", text))  # s p a c e d letters are one word
    return text, start, passage


def retype(text, choose):
    """Return a text as another typesetter would have set it."""
    table = {**dict.fromkeys(DASHES + "-", DASHES + "-"), "…": ["…", "..."], " ": [" ", "\u00a0", "\u202f", "\n  "]}
    table |= {
        **dict.fromkeys(SINGLE_MARKS + "'", SINGLE_MARKS + "'"),
        **dict.fromkeys(DOUBLE_MARKS, DOUBLE_MARKS + '"'),
    }
    changed = "".join(
        choose(table.get(character, character)) + choose(["", "", "\u00ad", "\u200b"]) for character in text
    )
    return unicodedata.normalize(choose(["NFC", "NFD"]), changed)


def extract(text, exact, **context):
    return [match.extract(text) for match in find_quote(text, exact, **context)]


@given(passages())
@tries(100)
def test_a_passage_of_a_text_is_found_where_it_stands(drawn):
    text, start, passage = drawn
    found = [match for match in find_quote(text, passage) if match.start == start]
    assert [match.end for match in found] == [start + len(passage)]
    assert found[0].extract(text) == LAYOUT.sub(" ", passage)


@given(passages(), st.randoms(use_true_random=False))
@tries(100)
def test_typesetting_does_not_matter_and_the_texts_own_is_kept(drawn, random):
    text, _, passage = drawn
    found = find_quote(text, retype(passage, random.choice))
    assert found == find_quote(text, passage)
    set_otherwise = retype(text, random.choice)
    for match in find_quote(set_otherwise, passage):
        own = match.extract(set_otherwise)
        assert normalise(own) == normalise(passage)
        assert own.split() == unicodedata.normalize("NFC", set_otherwise[match.start : match.end]).split()


@given(passages(), st.data())
@tries(100)
def test_one_other_letter_is_not_found(drawn, data):
    text, _, passage = drawn
    letters = [at for at, character in enumerate(passage) if character.isalpha()]
    at = data.draw(st.sampled_from(letters))
    before, letter, after = passage[:at], passage[at], passage[at + 1 :]
    assert not find_quote(text, f"{before}q{after}")
    assert not find_quote(text, f"{before}{letter}q{after}")
    assert letter.swapcase() == letter or not find_quote(text, f"{before}{letter.swapcase()}{after}")


@given(st.lists(st.text(st.sampled_from("abcé"), min_size=2, max_size=5), min_size=1, max_size=8), st.data())
@tries(80)
def test_a_cut_word_is_not_found(found, data):
    text = " ".join(found)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = text[start:end]
    is_cut = (text[:start] + " ")[-1 if start else 0] != " " and cut[0] != " "
    is_cut |= end < len(text) and text[end] != " " and cut[-1] != " "
    starts = {match.start for match in find_quote(text, cut)}
    assert not (is_cut and start in starts)


@given(*[st.text(max_size=30)] * 4)
@tries(100)
def test_nothing_raises(text, exact, prefix, suffix):
    find_quote(text, exact, prefix, suffix)
    find_nearest(text, exact)
    count_words(exact)
    for match in find_quote(text, text):
        assert normalise(match.extract(text)) == normalise(text) or "[" in text


@pytest.mark.parametrize(
    ("exact", "own"),
    [
        ("We will not leave", "We will not leave"),
        ('"We will not leave one person behind,"', "“We will not leave one person behind,”"),
        ("Jo Marsh - the union's", "Jo Marsh – the union’s"),
        ("secretary... for now", "secretary… for now"),
        ("the\nunion\u2019s \u00a0 general", "the union’s general"),
        ("wa\u00adit.", "wait."),
    ],
)
def test_what_is_published_are_the_texts_own_characters(exact, own):
    assert extract(TEXT, exact) == [own]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("It is impossible.", "possible"),
        ("It is possibly so.", "possib"),
        ("It is non-aligned.", "aligned"),
        ("It is non‑aligned.", "aligned"),
        ("the de-escalation begins", "escalation begins"),
        ("a drug-free quay", "a drug"),
        ("an Article 5‐like guarantee", "an Article 5"),
        ("They don’t leave.", "They don"),
        ("They don't leave.", "t leave"),
        ("They don't leave.", "'t leave"),
        ("It costs 12.5 million", "It costs 12"),
        ("It costs 1,200 euros", "200 euros"),
        ("It fell by -5 percent", "5 percent"),
        ("It fell by −5 percent", "5 percent"),
        ("It costs 12–15 million", "15 million"),
        ("It costs 12–15 million", "It costs 12"),
        ("It began at 10:30 sharp", "It began at 10"),
        ("a cafe\u0329 here", "a cafe"),
        ("हिन्दी में", "हिन्द"),
        ("wait…", "wait.."),
        ("wait…", ".."),
        ("一가나다", "가나"),
        ("we stay", "We stay"),
        ("we stay", "we  stay now"),
        ("we stay", ""),
        ("we stay", "\u200b"),
        ("we stay", "[…]"),
        ("", "we stay"),
    ],
)
def test_what_is_not_found(text, exact):
    assert find_quote(text, exact) == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("It is impossible.", "impossible"),
        ("a deal—impossible—is off", "impossible"),
        ("a deal--impossible--is off", "impossible"),
        ("the war—2 years on", "2 years on"),
        ("the Kyiv–Moscow talks", "Moscow talks"),
        ("the dockers' jobs", "the dockers"),
        ("the dockers' jobs", "the dockers'"),
        ("he said 'stay' twice", "stay"),
        ("It costs 12. Then", "It costs 12"),
        ("in 2024, 12 left", "12 left"),
        ("10-15 left, -5 stayed", "-5 stayed"),
        ("他说我们不会离开这里", "我们不会离开"),
        ("เราจะไม่ทิ้งใคร", "ไม่ทิ้ง"),
        ("see (the quay)", "the quay"),
        ("and so on…", "and so on"),
    ],
)
def test_what_is_found(text, exact):
    assert extract(text, exact) == [exact]


LONG = "x " * 150
OMITTED = f"We stay, said Jo. {LONG}They go, said Kim. {LONG}{LONG}It is late, said Lee. They go, said Max."


@pytest.mark.parametrize(
    ("exact", "own"),
    [
        ("We stay […] They go", ["We stay […] They go"]),
        ("We stay [...] They go", ["We stay […] They go"]),
        ("We stay[…]They go […] Kim", ["We stay […] They go […] Kim"]),
        ("[…] We stay […]", ["We stay"]),
        ("We stay […] said", ["We stay […] said"]),
        ("We […] stay", ["We […] stay"]),
        ("They go […] We stay", []),
        ("We stay […] It is late", []),
        ("Jo […] Kim […] Lee", []),
        ("We stay […] tay", []),
        ("We stay […] nothing […] They go", []),
        ("Lee […] Max", ["Lee […] Max"]),
        ("It is […] is late", []),
    ],
)
def test_pieces_follow_each_other_within_reach(exact, own):
    assert extract(OMITTED, exact) == own


def test_an_omission_has_a_longest_length():
    text = f"one{' ' + 'x' * (MAX_OMISSION - 2) + ' '}two"
    assert extract(text, "one […] two") == ["one […] two"]
    assert extract(text.replace("x", "xx", 1), "one […] two") == []


def test_a_piece_that_stands_twice_leads_on_if_one_of_its_places_does():
    text = f"one two {'x ' * 150}two {'x ' * 150}three four, then three five"
    assert extract(text, "one […] two […] three") == ["one […] two […] three"]
    assert [match.end for match in find_quote(text, "two […] three", suffix="five")] == [text.index(" five")]


def test_every_place_is_found_though_they_touch():
    assert [match.start for match in find_quote("no!!!", "!")] == [2, 3, 4]


def test_more_places_than_any_word_has_in_prose_are_not_looked_at():
    text = "we stay " * (MAX_PLACES + 10)
    assert len(find_quote(text, "we stay")) == MAX_PLACES
    assert find_quote(text, "we […] stay")[0].extract(text) == "we […] stay"


def test_many_omissions_end():
    assert find_quote("a " * 300, " […] ".join("a" * 100), suffix="b") == []


REPEATED = "We stay  and\u00a0 we stay, “and” we stay."


@pytest.mark.parametrize(
    ("prefix", "suffix", "places"),
    [
        ("", "", [14, 29]),
        ("and", "", [14]),
        (" We stay and ", "", [14]),
        ("stay, 'and'", "", []),
        ('stay, "and"', "", [29]),
        ("", ",", [14]),
        ("", ', "and" we', [14]),
        ("", ". ", [29]),
        ("and", ".", []),
        ("x" * 99, "", []),
    ],
)
def test_a_passage_that_stands_several_times_is_told_apart(prefix, suffix, places):
    assert [match.start for match in find_quote(REPEATED, "we stay", prefix, suffix)] == places


@pytest.mark.parametrize(
    ("text", "prefix", "suffix", "places"),
    [
        ("impossible: stay", "possible:", "", []),
        ("l’Union: stay", "Union:", "", [9]),
        ("l’Union: stay", "l", "", []),
        ("stay, impossible", "", ", im", []),
        ("stay, l’Union", "", ", l'", [0]),
        ("stay 1 200", "", "1", []),
        ("1 200 stay", "200", "", []),
        ("x im-\npossible: stay", "possible:", "", []),
        ("x im-\npossible: stay", "impossible:", "", [16]),
        ("im-\npossible stay", "impossible", "", [13]),
        ("im-\npossible stay", "x impossible", "", []),
        ("stay im-\npossible", "", "impossible", [0]),
        ("stay im-\npossible", "", "impossib", []),
        ("stay im-\npossible, l’Union", "", "impossible, l'", [0]),
        ("l’im-\npossible stay", "impossible", "", [15]),
        ("hardly-\nly stay", "-", "", []),
        ("stay hard-\nly", "", "-", []),
        (" stay", "we", "", []),
        ("end[2] stay", "[2]", "", []),
        ("stay harbour[2] x", "", "harbour", [0]),
        ("stay im-\npossible harbour[2] x", "", "impossible harbour", [0]),
    ],
)
def test_what_stands_around_a_quote_are_whole_words(text, prefix, suffix, places):
    assert [match.start for match in find_quote(text, "stay", prefix, suffix)] == places


def test_parted_words_are_found_at_each_place_up_to_a_limit():
    text = "im-\npossible. " * (MAX_TRIES + 9)
    assert len(find_quote(text, "impossible")) == MAX_TRIES
    assert [match.start for match in find_quote("im-\npossible im-\npossible", "impossible")] == [0, 13]
    assert [match.start for match in find_quote("aa-\naa-\naa", "aaaa")] == []


@pytest.mark.parametrize(
    ("text", "exact", "nearest", "offset"),
    [
        ("it is im-\npossible now", "it is unpossible now", "it is impossible now", 0),
        ("l’Union est là", "Unions est là", "l’Union est là", 0),
        ("we pay 1 200 euros", "we pay 1 300 euros", "we pay 1 200 euros", 0),
        ("the harbour[2] closes", "the harbor closes", "the harbour closes", 0),
        ("the boats of the old quay", "boats of the new quay", "boats of the old quay", 4),
        (f"the quay {'x' * 900}", "the quai", "the quay", 0),
        (f"{'x' * 900} the quay", "the quai", "the quay", 901),
    ],
)
def test_the_nearest_passage_has_whole_words_as_they_are_read(text, exact, nearest, offset):
    found = find_nearest(text, exact)
    assert (found.text, found.offset) == (nearest, offset)


@pytest.mark.parametrize(
    ("exact", "nearest", "differing"),
    [
        ("We will not leave two persons behind", "We will not leave one person behind", 2),
        ("will never leave one person", "will not leave one person", 1),
        ("We will leave one person", "We will not leave one person", 1),
        ("Jo Marsh the general secretary", "Jo Marsh – the union’s general secretary", 2),
        ("We will not […] one person behind", "We will not leave one person behind", 1),
        ("zebras in the sky at midnight", None, 0),
        ("", None, 0),
    ],
)
def test_the_nearest_passage(exact, nearest, differing):
    found = find_nearest(TEXT, exact)
    if nearest is None:
        assert found is None
    else:
        assert (found.text, found.differing_words) == (nearest, differing)
        assert TEXT[found.offset :].startswith(nearest[:9])


def test_the_nearest_passage_in_a_word_without_end():
    found = find_nearest(f"We {'stay' * 200} here", "stay" * 20)
    assert (found.text, found.offset) == ("stay" * 200, 3)


def test_the_nearest_passage_of_a_shorter_text():
    found = find_nearest("the quay", "the quay closes in May")
    assert (found.text, found.offset, found.differing_words) == ("the quay", 0, 3)


FILLING = "the boats in the river lay at the pier for a day and then "
SAID = "Marsh was first to call the ferry tolls unfair"
"""No word of it is in the filling but `the` and `to`, which is in `tolls` too."""


@pytest.mark.parametrize("before", [0, 1, 150, 400])
@pytest.mark.parametrize("after", [150, 400])
@pytest.mark.parametrize(
    ("exact", "differing"),
    [
        (SAID, 0),
        ("Marsh was first to call the ferry prices unfair", 1),
        ("Marsh was the first to call ferry tolls unfair", 2),
        ("was quick to call the ferry tolls unfair", 1),
    ],
)
def test_the_nearest_passage_of_a_long_text(before, after, exact, differing):
    """It is sought around the rare words that both have."""
    text = f"{FILLING * before}{SAID}. {FILLING * after}"
    assert len(text) > SHORT
    found = find_nearest(text, exact)
    assert found.text in SAID
    assert exact.split()[-1] == found.text.split()[-1]
    assert (found.offset, found.differing_words) == (text.index(found.text), differing)


def test_the_first_of_two_equal_passages_is_the_nearest():
    text = f"{SAID}. {FILLING * 200}{SAID}. {FILLING * 200}"
    assert find_nearest(text, SAID.replace("ferry", "fairy")).offset == 0


def test_a_passage_is_sought_at_each_place_of_its_rare_words():
    jumbled = " ".join(reversed(SAID.split()))
    text = f"{jumbled}. {FILLING * 200}{SAID}. {FILLING * 200}"
    assert find_nearest(text, SAID.replace("was", "is")).offset == text.index(SAID)


@pytest.mark.parametrize("exact", ["zebras graze at midnight", "xylophone"])
def test_nothing_in_a_long_text_is_near(exact):
    assert find_nearest(f"{FILLING * 200}{SAID}.", exact) is None


@given(passages())
@tries(100)
def test_an_id_is_made_of_words_alone(drawn):
    _, _, passage = drawn
    id = make_quote_id("council-votes", passage)
    assert id == make_quote_id("council-votes", retype(passage, random.Random(0).choice))
    others = [
        make_quote_id("harbour-votes", passage),
        make_quote_id("council-votes", passage + "s"),
        make_quote_id("council-votes", passage, "before"),
        make_quote_id("council-votes", passage, None, "before"),
    ]
    assert len({id, *others}) == 5


def test_ids_stay_what_they_are():
    """Links lead to them: a change breaks every link to a quote."""
    assert make_quote_id("council-votes", "we will not leave one person behind") == "q-jveg7wjcip"
    assert make_quote_id("council-votes", "we will […] leave", "and", "now") == "q-f76rjyb7hk"
    assert make_quote_id("council-votes", "we will", "and") == "q-czxxqst7fi"
    assert make_quote_id("council-votes", "we will", None, "now") == "q-xljmjagfty"
    assert make_quote_id("council-votes", "[...] we will[...]leave […]", "and", "now") == "q-f76rjyb7hk"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we will stay", 3),
        ("we […] stay", 2),
        ("we[...]stay", 2),
        ("[…] we", 1),
        (" \n", 0),
        ("我们不会 leave", 5),
        ("ми – тут", 3),
    ],
)
def test_words_are_counted(text, words):
    assert count_words(text) == words


def test_many_places_and_a_long_text_take_linear_time():
    for seek in (
        lambda text: find_quote(text, "we"),
        lambda text: find_quote(text, "we […] go […] nothing"),
        lambda text: find_nearest(text, "we stay or we go"),
    ):
        assert grows_linearly(lambda size, seek=seek: seek("we stay and “we” go, " * size), 1_000)

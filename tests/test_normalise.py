"""Folding takes out what typesetting puts in, and remembers where everything came from."""

import unicodedata

import pytest
from builders import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.text.normalise import (
    DASHES,
    DOUBLE_MARKS,
    HIDDEN,
    LIGATURES,
    SINGLE_MARKS,
    TABLE,
    combines,
    is_letter,
    normalise,
    normalise_with_origins,
)

TYPESETTING = SINGLE_MARKS + DOUBLE_MARKS + DASHES + HIDDEN + "".join(LIGATURES) + "…'\"-.\u00a0\u202f\u2029\t\r\n "
COMPOSING = "aeoAÅ\u212b\u0301\u0308\u0327\u0338\u0345ᄀ가각\u1161\u11a8\u09c7\u09be\u0d46\u0d3e\u0958भि=<é"
any_text = st.text(max_size=40)
tricky_text = st.text(st.sampled_from(TYPESETTING + COMPOSING + "bc 12 日"), max_size=25)


@given(st.one_of(any_text, tricky_text))
@tries(200)
def test_origins_do_not_change_what_is_folded(text):
    folded = normalise_with_origins(text)
    assert folded.text == normalise(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)


@given(st.one_of(any_text, tricky_text))
@tries(200)
def test_folding_again_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(tricky_text, st.data())
@tries(200)
def test_the_origin_of_a_range_folds_to_that_range(text, data):
    folded = normalise_with_origins(text)
    cuts = [at for at in range(len(folded.text) + 1) if not folded.divides(at)]
    start = data.draw(st.sampled_from(cuts))
    end = data.draw(st.sampled_from(cuts))
    if start < end:
        first, last = folded.to_original(start, end)
        assert 0 <= first < last <= len(text)
        assert normalise(text[first:last]) == folded.text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("‘a’ ‚b‛ ′c′ ‹d› комп\u02bcютер", "'a' 'b' 'c' 'd' комп'ютер"),
        ("“a” „b‟ ″c″ «d»", '"a" "b" "c" "d"'),
        ("a‐b‑c‒d–e—f―g−h－i", "a-b-c-d-e-f-g-h-i"),
        ("wait…", "wait..."),
        ("oﬃce aﬄuent ﬁnal ﬂeet oﬀer", "office affluent final fleet offer"),
        ("beﬅ ﬆay ﬁ\u0301n", "best stay fín"),
        ("\u02bbOkina, צה\u05f4ל, ג\u05f3ירפה", "'Okina, צה\"ל, ג'ירפה"),
        ("תל\u05beאביב մի\u058aայն", "תל-אביב մի-այն"),
        ("12\u00a0million\u202feuros\u2009 \t\r\nmore", "12 million euros more"),
        ("clo\u00adsing the\u200b qu\u2060ay\ufeff ❤\ufe0f", "closing the quay ❤"),
        ("cafe\u0301 caf\u00e9 \u212b", "café café Å"),
        ("e\u200d\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("  outer\n", "outer"),
        ("\u200b", ""),
        ("", ""),
    ],
)
def test_what_is_folded(text, folded):
    assert normalise(text) == folded
    assert normalise_with_origins(text).text == folded


@pytest.mark.parametrize(
    "text", ["Close", "close.", "cl0se", "clöse", "close !", "c lose", "½", "m²", "Ⅷ", "ĳ", "ｃlose"]
)
def test_case_spelling_and_punctuation_are_kept(text):
    assert normalise(text) == text


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6))
@tries(200)
def test_nothing_else_is_folded(word):
    """But for the classes that are named, and canonical equivalence, a word is compared as it is."""
    kept = "".join(character for character in word if ord(character) not in TABLE)
    assert normalise(kept) == unicodedata.normalize("NFC", kept)


def test_what_folds_alike_is_named():
    """Every character that becomes another, by what it becomes: a class more is a decision, not an accident."""
    becomes = {}
    for character in map(chr, range(0x110000)):
        is_free = unicodedata.category(character) in ("Cn", "Co", "Cs") and ord(character) not in TABLE
        if not is_free and normalise(character) != unicodedata.normalize("NFC", character):
            becomes.setdefault(normalise(character), []).append(character)
    hidden = set(becomes.pop(""))
    assert hidden >= set(HIDDEN)
    assert all(character in HIDDEN or character.isspace() for character in hidden)
    assert {folded: "".join(found) for folded, found in becomes.items()} == {
        "'": "".join(sorted(SINGLE_MARKS)),
        '"': "".join(sorted(DOUBLE_MARKS)),
        "-": "".join(sorted(DASHES)),
        "...": "…",
        "ff": "ﬀ",
        "fi": "ﬁ",
        "fl": "ﬂ",
        "ffi": "ﬃ",
        "ffl": "ﬄ",
        "st": "ﬅﬆ",
    }


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", True),
        ("7", True),
        ("日", True),
        ("\u0301", True),
        ("\u093f", True),
        ("-", False),
        (" ", False),
        ("_", False),
    ],
)
def test_what_is_part_of_a_word(character, expected):
    assert is_letter(character) is expected


def test_an_origin_reaches_over_what_was_composed_or_hidden():
    folded = normalise_with_origins("“cafe\u200d\u0301s…”")
    assert folded.text == '"cafés..."'
    assert folded.to_original(4, 5) == (4, 7)
    assert [folded.divides(at) for at in range(len(folded.text) + 1)] == [
        False, False, False, False, False, False, False, True, True, False, False,
    ]  # fmt: skip


def test_what_becomes_several_characters_is_not_cut():
    assert [normalise_with_origins("…").divides(at) for at in range(4)] == [False, True, True, False]
    assert [normalise_with_origins("ﬁn").divides(at) for at in range(4)] == [False, True, False, False]


def test_marks_without_end_are_all_kept():
    """They are folded in parts."""
    for text in ("x" + "\u0323" * 300, "♪" * 300):
        assert normalise(text) == text
        assert normalise_with_origins(text).text == text


def test_every_character_that_composes_with_the_one_before_is_known():
    """Canonical decompositions of this Python's Unicode; none may be cut from what it composes with."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0x110000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    assert len(seconds) > 50
    assert {character for character in seconds if not combines(character)} == set()


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("\u115f", False),
        ("\u1160", True),
        ("\u11ff", True),
        ("\u1200", False),
        ("\U00016d66", False),
        ("\U00016d67", True),
        ("\u0300", True),
        ("a", False),
    ],
)
def test_what_combines_is_known_whatever_the_unicode_of_this_python(character, expected):
    assert combines(character) is expected


@pytest.mark.parametrize("unit", ["a\u0301\u0327", "a\u200b", " ", "ab\u212b", "Слово — «так» ", "-…", "aʼ"])
def test_a_long_run_of_anything_takes_linear_time(unit):
    """Endless marks and runs that are nearly plain take minutes if each is looked at again from each character."""
    text = unit * (10_000 // len(unit))
    assert normalise_with_origins(text).text == normalise(text)
    assert grows_linearly(lambda size: normalise_with_origins(unit * (size // len(unit))), 20_000)

"""Two texts that look alike are never shown without what tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.text.lookalikes import is_alike, name, tell_apart


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("port", "p\u043ert"),  # Cyrillic o
        ("\u0391thens", "Athens"),  # Greek alpha
        ("paypal", "paypa\u04cf"),  # palochka
        ("7 boats", "\u0667 boats"),  # Arabic digit
        ("7 boats", "７ boats"),
        ("a half", "a half\u20dd"),
        ("ĳs", "ijs"),
        ("Ⅷ boats", "VIII boats"),
        ("m2", "m²"),
        ("cafe", "café"),
        ("Łódź", "Lódź"),
        ("\u0131s", "is"),
        ("Iong", "long"),
        ("O5", "05"),
        ("modern", "modem"),
        ("vvall", "wall"),
        ("a`b", "a'b"),
        ("word\u0301", "word"),
        ("a\u0001b", "ab"),
        ("10 ‰", "10 ％"),
        ("a~b", "a-b"),
    ],
)
def test_what_looks_alike_is_named(wanted, found):
    assert tell_apart(wanted, found)
    assert tell_apart(found, wanted)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("port", "port"),
        ("port", "fort"),
        ("will stay", "will not stay"),
        ("скажу", "сказал"),
        ("Port", "port"),
        ("port,", "port."),
        ("10 boats", "11 boats"),
        ("我们不会", "我们会"),
        ("", ""),
    ],
)
def test_what_anybody_sees_is_not(wanted, found):
    assert tell_apart(wanted, found) == ""


def test_code_points_are_told_with_their_names():
    assert tell_apart("p\u043ert", "port") == (
        "the text has `o` (U+006F LATIN SMALL LETTER O) where the quote has `\u043e` (U+043E CYRILLIC SMALL LETTER O)"
    )
    assert tell_apart("word", "word\u0301") == (
        "the text has U+0301 COMBINING ACUTE ACCENT where the quote has nothing"
    )
    assert name("\ue000") == "U+E000 a character without a name"
    assert name("") == "nothing"


def test_not_more_than_two_differences_are_told_and_none_twice():
    assert tell_apart("\u043e \u043e \u0430 \u0435", "o o a e").count("where the quote has") == 2
    assert tell_apart("\u043e \u043e", "o o").count("where the quote has") == 1


@given(st.text(max_size=20), st.text(max_size=20))
@tries(150)
def test_nothing_raises_and_the_same_is_no_difference(wanted, found):
    assert is_alike(wanted, found) == is_alike(found, wanted)
    tell_apart(wanted, found)
    assert tell_apart(wanted, wanted) == ""

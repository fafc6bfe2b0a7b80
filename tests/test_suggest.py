"""A guess is made only where it helps."""

import pytest

from briefing_desk.syntax.suggest import describe_odd_characters, suggest_name

KNOWN = ["title", "summary", "quay-closure/close-now", "Zürich"]


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("tilte", "did you mean `title`?"),
        ("TITLE", "did you mean `title`?"),
        ("quay-closure/close-know", "did you mean `quay-closure/close-now`?"),
        ("zurich", "did you mean `Zürich`?"),
        ("author", ""),
        ("", ""),
    ],
)
def test_the_nearest_name(name, guess):
    assert suggest_name(name, KNOWN) == guess


def test_the_order_of_names_does_not_matter():
    assert suggest_name("ab", ["abd", "abc"]) == suggest_name("ab", ["abc", "abd"]) == "did you mean `abc`?"


def test_no_names():
    assert suggest_name("title", []) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme-2", ""),
        ("ac\u200bme", " (contains U+200B ZERO WIDTH SPACE)"),
        ("\u0430cme", " (contains U+0430 CYRILLIC SMALL LETTER A)"),
        ("x\u202e\u0430", " (contains U+202E RIGHT-TO-LEFT OVERRIDE)"),
        ("it’s", ""),
    ],
)
def test_characters_that_look_like_others_are_named(name, said):
    assert describe_odd_characters(name) == said

"""Words in Markdown that we write mean just themselves, wherever in a line they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from markdown_it import MarkdownIt

from briefing_desk.web.markdown import plain

OPENERS = (
    "- item", "+ item", "1. FC", "1) one", "---", "===", "= x", "# x", "> x", "!!! note", "??? note", ": x", "~~~ x",
    "-", "- - -", "1234567890. x", "-5 percent", "a - b", "``` x", "* x", "| x |", "<b>", "[x]: y",
)  # fmt: skip
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PLACES = ("{}", "- {}", "> {}", "### {}", "**a**: {}", "a\n{}")


def list_blocks(text):
    """Return the kinds of blocks of a text, and its words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    words = "".join(part.content for token in tokens if token.children for part in token.children)
    return [token.type for token in tokens], words


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", OPENERS)
def test_words_open_no_block(place, words):
    blocks, said = list_blocks(place.format(plain(words)))
    assert blocks == list_blocks(place.format("x"))[0]
    assert said.endswith(words)


@given(st.text("-+=1.) \t#>:!?*ax", max_size=12))
@tries(300)
def test_no_words_open_a_block(words):
    for place in PLACES[:3]:
        if words.strip():
            assert list_blocks(place.format(plain(words)))[0] == list_blocks(place.format("x"))[0]


def test_letters_that_nobody_sees_are_left_out_but_for_flags():
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "obey me")
    assert plain(f"A{hidden}b") == "Ab"
    assert plain(f"The flag {ENGLAND} of England\U000e0041") == f"The flag {ENGLAND} of England"
    assert plain(f"\U0001f3f4{hidden}\U000e007f") == "\U0001f3f4"

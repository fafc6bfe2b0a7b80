"""Where a quote passes over what may be the article's own, somebody is told."""

import pytest
from builders import make_quote

from briefing_desk.languages import load_language
from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.passed_over import NUMBER_HELP, WORD_HELP, check_passed_over
from briefing_desk.text.article_text import from_plain

HELPS = {"passed-number": NUMBER_HELP, "parted-word": WORD_HELP}
WALL = " By the harbour wall."


def find(text, exact, language="en"):
    article = from_plain(text)
    quote = make_quote(exact)
    problems = [
        problem
        for match in find_quote(article.text, exact)
        for problem in check_passed_over(quote, match, article, language)
    ]
    assert all((problem.help, problem.at) == (HELPS[problem.code], quote.exact.at) for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("text", "exact", "message"),
    [
        ("Kim will re-\nsign today.", "will resign today",
         "the article parts a word at the end of line 1: `resign` or `re-sign`? The quote says `resign`"),
        ("Kim will re-\nsign today.", "will re-sign today",
         "the article parts a word at the end of line 1: `resign` or `re-sign`? The quote says `re-sign`"),
        ("So\nKim re-\nsigned today.", "Kim resigned today",
         "the article parts a word at the end of line 2: `resigned` or `re-signed`? The quote says `resigned`"),
        ("Kim re-\nsigned, or re-signed.", "Kim resigned",
         "the article parts a word at the end of line 1: `resigned` or `re-signed`? The quote says `resigned`"),
        ("Kim re-\nsigned, resigned, re-signed.", "Kim resigned",
         "the article parts a word at the end of line 1: `resigned` or `re-signed`? The quote says `resigned`"),
        ("The co-\nop left.", "The coop left",
         "the article parts a word at the end of line 1: `coop` or `co-op`? The quote says `coop`"),
        ("harbour1 while" + WALL, "harbour while",
         "the quote leaves out the number in `harbour1`, line 1, as a footnote's"),
        ("So\nclose the harbour1 while" + WALL, "close the harbour while",
         "the quote leaves out the number in `harbour1`, line 2, as a footnote's"),
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_told(text, exact, message):
    assert find(text, exact) == [message]


@pytest.mark.parametrize(
    ("text", "exact", "language"),
    [
        ("It is im-\npossible today.", "is impossible today", "en"),
        ("It is im-\npossible today.", "is im-possible today", "en"),
        ("Kim re-\nsigned, as who resigned.", "Kim resigned", "en"),
        ("Kim re-\nsigned, as who re-signed.", "Kim re-signed", "en"),
        ("Kim re-\nsigned. Resigned they all.", "Kim resigned", "en"),
        ("Kim RE-\nSIGNED. Resigned they all.", "Kim RESIGNED", "en-GB"),
        ("Kim will re-\nsign today, said Jo.", "today, said Jo", "en"),
        ("Kim will re-sign today.", "will re-sign today", "en"),
        ("Kim will re-\nsign today.", "will resign today", "de"),
        ("Kim will re-\nsign today.", "will resign today", "und"),
        ("Kim will re-\nsign today.", "will re- sign today", "und"),
        ("Kim will re\u00ad\nsign today.", "will resign today", "en"),
        ("close the harbour1 while" + WALL, "close the harbour1 while", "en"),
        ("close the harbour[1] while" + WALL, "close the harbour while", "en"),
        ("close the harbour¹ while" + WALL, "close the harbour while", "en"),
        ("the boat1 and a quay2 or the pier3 here", "the boat and a quay or the pier here", "en"),
    ],
)
def test_what_is_sure_is_not(text, exact, language):
    assert find_quote(from_plain(text).text, exact)
    assert find(text, exact, language) == []


@pytest.mark.parametrize("word", load_language("en").perhaps_hyphenated)
def test_every_word_that_a_hyphen_changes_is_known(word):
    before, behind = word.replace("*", "s").split("-")
    assert len(find(f"Kim {before}-\n{behind} today.", f"Kim {before}{behind} today")) == 1


def test_each_piece_is_looked_at():
    text = "We re-\nsign, and they re-\nsort to it."
    assert len(find(text, "We resign […] resort to it")) == 2
    assert len(find(text, "and they resort to it")) == 1

"""Whether what a quote passes over, as put there by the layout, may be the article's own. Never reads the disk.

Of a word that is parted at a line end both readings are found, "resign" and "re-sign": which is meant nobody can know
from the text. A bare number behind a word is most likely a footnote's, unless there is a row of them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from briefing_desk.languages import load_language
from briefing_desk.quotes.find import Match
from briefing_desk.quotes.omissions import compile_list
from briefing_desk.schema.model import Passage, Quote
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.boundaries import find_word
from briefing_desk.text.layout import Joint, Page, read_layout

NUMBER_HELP = "if the article means it, quote the number too; if it is a footnote's, let it stand"
WORD_HELP = "look at the page that people read, and let it stand if the quote is right"


def check_passed_over(quote: Quote | Passage, match: Match, text: ArticleText, language: str) -> Iterator[Problem]:
    """Yield a warning for each number and hyphen in a quote's range of which the layout does not tell whose it is."""
    page = read_layout(text.text)
    for first, last in match.pieces if page.joints else ():
        start, end = bisect_left(page.folded.starts, first), bisect_left(page.folded.starts, last)
        for joint in page.list_joints(start, end):
            is_passed = page.folded.to_original(joint.start, joint.end) in match.passed
            if joint.is_note and not joint.is_sure and is_passed:
                number, word = joint.readings[-1], page.text[: joint.start].rsplit(maxsplit=1)[-1]
                message = f"the quote leaves out the number in `{word}{number}`, line {locate(page, joint, text)}"
                yield Problem(quote.exact.at, "passed-number", f"{message}, as a footnote's", NUMBER_HELP)
            elif not joint.is_note and (told := tell_parted(page, joint, is_passed, language)):
                message = f"the article parts a word at the end of line {locate(page, joint, text)}: {told}"
                yield Problem(quote.exact.at, "parted-word", message, WORD_HELP)


def tell_parted(page: Page, joint: Joint, is_passed: bool, language: str) -> str:
    """Return the two words that a parted one may be, and which the quote says; empty if they mean the same."""
    pattern = compile_parted(language)
    if not pattern or "-" not in joint.readings or "" not in joint.readings:
        return ""
    start, end = find_word(page, joint.start, opens=True)
    before, behind = page.text[start : joint.start], page.text[joint.end : end]
    joined, hyphenated = before + behind, f"{before}-{behind}"
    if not pattern.fullmatch(hyphenated):
        return ""
    said, other = (joined, hyphenated) if is_passed else (hyphenated, joined)
    if stands(page, said) and not stands(page, other):
        return ""
    return f"`{joined}` or `{hyphenated}`? The quote says `{said}`"


def stands(page: Page, word: str) -> bool:
    """Say whether a word stands in one piece anywhere in the text."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page.text, re.IGNORECASE) is not None


def locate(page: Page, joint: Joint, text: ArticleText) -> int:
    """Return the line on which a joint begins."""
    return text.locate(page.folded.starts[joint.start])[0]


@cache
def compile_parted(language: str) -> re.Pattern[str] | None:
    """Return a pattern for the words of a language whose hyphen has a meaning."""
    words = load_language(language).perhaps_hyphenated
    return compile_list(words) if words else None

"""The text of a page's article, by trafilatura: with care first, then with less. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from briefing_desk.languages import load_language
from briefing_desk.webpage.head import find_headline
from briefing_desk.webpage.prepare import DISPLAYED, is_caption, prepare_tree
from briefing_desk.webpage.tree import Block, list_blocks, squeeze
from briefing_desk.webpage.wording import measure_words

ENOUGH = 60
"""Words: a text with fewer may be only a part, so that the next way is tried."""
CAREFUL, BALANCED, LAX, WITH_TABLES = (
    {"favor_precision": True, "include_tables": False},
    {"include_tables": False},
    {"favor_recall": True, "include_tables": False},
    {"favor_recall": True, "include_tables": True},
)
BETTER = 1.5
"""How many times as many words a less careful way must find before its text is taken."""
FAR_BETTER = 3
"""How many times as many words say that the careful way has missed the article."""
TOP, LEAD_WORDS = 6, 8
"""Paragraphs among which a headline stands, and words that one before it must have to be no menu's."""
BYLINE_WORDS = 8
"""Fewer than these has a line that says who wrote, without its date."""

APPEAL_WORDS = 40
CREDIT_WORDS, LAST_LINES = 25, 4
"""Of a line that says whose picture it is; and lines at the end of which a colon leads to nothing any more."""
LEAD_BLOCKS, INTRO_WORDS = 16, 8
"""Blocks behind a headline in which the text must begin, and words of a paragraph between them that belongs to it."""
SENTENCE = re.compile(r"[.!?…]['\"”’»)]*\Z")
SPEECH = re.compile('[“”„«»"「].{2,}[“”«»"」]')


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text."""

    text: str
    """Paragraphs parted by blank lines; lines of displayed speech begin with `> `."""
    words: int
    left: tuple[str, ...] = ()
    """Lines that were left out: they ask readers for something, or lead to other pages."""


def extract_body(tree: HtmlElement, headlines: Iterable[str], language: str) -> Body:
    """Return the text of a page's article without its title and byline; the tree is left as it is."""
    from trafilatura import bare_extraction  # half a second: only `add` pays for it

    ready = deepcopy(tree)
    prepare_tree(ready, language)

    def read(**way: Any) -> list[str]:
        found: Any = bare_extraction(deepcopy(ready), include_comments=False, with_metadata=False, **way)
        text = (found.text or "") if found else ""
        return [line.strip() for line in text.splitlines() if line.strip(f" {DISPLAYED}")]

    headlines = list(headlines)
    best = fill_gaps(read(**CAREFUL), read(**BALANCED))
    for way in (LAX, WITH_TABLES):
        if measure_words(" ".join(best)) < ENOUGH:
            lines = read(**way)
            best = lines if is_better(lines, best, BETTER) else best
    best = [*find_lead(best, list_blocks(ready), headlines), *best]
    text, left = arrange_paragraphs(best, {squeeze(words) for words in headlines} - {""}, language)
    return Body(text, measure_words(text), left)


def is_better(lines: Sequence[str], others: Sequence[str], times: float) -> bool:
    """Say whether some paragraphs have so many times as many words as others."""
    return measure_words(" ".join(lines)) > times * measure_words(" ".join(others))


def fill_gaps(careful: list[str], balanced: list[str]) -> list[str]:
    """Return what is found with care, with the paragraphs before and between that only a less careful reading finds.

    What that finds behind the last paragraph is mostly others' articles.
    """
    if is_better(balanced, careful, FAR_BETTER):
        return balanced
    found = [squeeze(line) for line in balanced]
    wanted = {squeeze(line) for line in careful}
    last = max((number for number, line in enumerate(found) if line in wanted), default=-1)
    return balanced[: last + 1] if wanted and wanted <= set(found) else careful


def find_lead(lines: Sequence[str], blocks: Sequence[Block], headlines: Sequence[str]) -> list[str]:
    """Return the paragraphs that readers see between the headline and the text, where they look like its beginning."""
    at = next((found for words in headlines if (found := find_headline(blocks, words)) is not None), None)
    if at is None or not lines:
        return []
    seen, near = {squeeze(line) for line in lines}, blocks[at + 1 : at + 1 + LEAD_BLOCKS]
    first = next((number for number, block in enumerate(near) if squeeze(block.text) in seen), 0)
    return [block.text for block in near[:first] if is_lead(block)]


def is_lead(block: Block) -> bool:
    """Say whether a block is a whole sentence of the article: no caption, no link, no form."""
    words = measure_words(block.text)
    linked = sum(measure_words(link.text_content()) for link in block.element.iter("a"))
    return (
        words >= INTRO_WORDS
        and SENTENCE.search(block.text) is not None
        and linked * 2 < words
        and next(block.element.iterancestors("a", "figure", "form", "nav", "aside"), None) is None
        and not is_caption(block.element)
    )


def arrange_paragraphs(lines: list[str], heads: Collection[str], language: str) -> tuple[str, tuple[str, ...]]:
    """Return the paragraphs of a text parted by blank lines, without title, byline and appeals; and these appeals."""
    first = max((number + 1 for number, line in enumerate(lines[:TOP]) if squeeze(line) in heads), default=0)
    above = [line for line in lines[:first] if measure_words(line) >= LEAD_WORDS and squeeze(line) not in heads]
    lines = above + lines[first:]
    by = match_byline(language)
    while lines and by.match(lines[0]) and len(lines[0].split()) < BYLINE_WORDS:
        del lines[0]
    left = {line for line in lines if is_appeal(line, language)}
    left.update(list_loose_ends([line for line in lines if line not in left]))
    kept = [line for line in lines if line not in left]
    told, lines = tuple(line for line in lines if line in left), kept
    return "\n\n".join(show_displayed(lines)) + "\n" if lines else "", told


def list_loose_ends(lines: Sequence[str]) -> set[str]:
    """Return the last lines of a text that lead to something which is not there: they end with a colon."""
    found: set[str] = set()
    for line in reversed(lines[-LAST_LINES:]):
        if not line.endswith(":"):
            break
        found.add(line)
    return found


def is_appeal(line: str, language: str) -> bool:
    """Say whether a line asks readers for something, or leads to other pages; nobody's speech does."""
    known, words = (load_language(language), load_language("en")), measure_words(line)
    begins, leads, credits, asks = (
        match_start(tuple(phrase for one in known for phrase in getattr(one, name)))
        for name in ("appeals", "leading", "credits", "asking")
    )
    if line.startswith(DISPLAYED) or words > APPEAL_WORDS:
        return False
    if found := credits.match(line):
        return words <= CREDIT_WORDS and (line[found.end() :].lstrip()[:1] in (*":/|", "") or "©" in found.group())
    if SPEECH.search(line):
        return False
    found = leads.match(line)
    is_leading = found is not None and (
        not SENTENCE.search(line) or line[found.end() :].lstrip()[:1] in (":", "»", "?")
    )
    return is_leading or begins.match(line) is not None or asks.search(line) is not None


@cache
def match_start(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for one of some phrases, where words begin."""
    alternatives = "|".join(map(re.escape, sorted(set(phrases), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)[^\w\n©]*(?:{alternatives})(?!\w)" if phrases else r"(?!)", re.IGNORECASE)


def match_byline(language: str) -> re.Pattern[str]:
    """Return a pattern for a line that begins as a byline does and goes on with a name."""
    words = (*load_language(language).bylines, *load_language("en").bylines)
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?i:{alternatives})(?:\s*:)?\s+[^\W\d_a-zß-ÿ]")


def show_displayed(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs, with `> ` before those of displayed speech: unless all are, which is a page's own layout."""
    marked = [line.startswith(DISPLAYED) for line in lines]
    is_shown = sum(map(len, [line for line, mark in zip(lines, marked, strict=True) if mark])) * 2 <= sum(
        map(len, lines)
    )
    for line, mark in zip(lines, marked, strict=True):
        words = line.replace(DISPLAYED, "").strip()
        yield f"> {words}" if mark and is_shown else words

"""What readers see beside an article's headline: who wrote it, and when it appeared. Pure."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from lxml.html import HtmlElement

from briefing_desk.languages import load_language
from briefing_desk.webpage.claims import Claim
from briefing_desk.webpage.days import Reading, read_days
from briefing_desk.webpage.tree import ASIDE, Block, describe, fold_spaces, squeeze

BEFORE, BEHIND, BESIDE = 5, 20, 5
"""Blocks before and behind a headline in which its author and day are looked for."""
MAX_REST = 60
"""Characters beside a day in a line of its own: who wrote it, a weekday, a time."""
MAX_LINE = 200
"""Characters of a line that says who and when; longer ones are text."""
MAX_WORDS = 14
"""Of a byline."""
WRITER = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|(?:article|post|entry|story|meta|news|content|blog|p|the)?[-_]*(?:author|autor|auteur|autore|writer)s?(?:[-_]*(?:name|s|link|info|line))?)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of what names an author."""
LINE_END = "\N{LINE SEPARATOR}"
HANDLE = re.compile(r"\(@\w+\)")
OTHERS = re.compile(
    r"bio|avatar|image|img|about|box|related|comment|more|follow|social|photo|foto|credit|caption", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A day that readers see."""

    reading: Reading
    origin: str
    rank: int
    """How surely it is the day of the article: 3 where it is called so, 2 in a line of its own or a byline next to the
    headline, 1 farther off or within a sentence, 0 where it is called the day of a change."""


def find_headline(blocks: Sequence[Block], title: str) -> int | None:
    """Return which block is the headline."""
    wanted = squeeze(title)
    found = [index for index, block in enumerate(blocks) if wanted and squeeze(block.text).endswith(wanted)]
    found = [
        index for index in found if blocks[index].tag in ("h1", "h2", "h3") or squeeze(blocks[index].text) == wanted
    ]
    headings = [index for index in found if blocks[index].tag in ("h1", "h2", "h3")]
    return next(iter(headings or found), None)


def list_near(blocks: Sequence[Block], at: int | None) -> list[Block]:
    """Return the blocks around a headline; without one, those at the beginning of the page."""
    first, last = (0, BEHIND) if at is None else (max(0, at - BEFORE), at + BEHIND + 1)
    return [block for index, block in enumerate(blocks[first:last], first) if index != at]


@cache
def match_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for one of some words at the beginning of a line."""
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\W*(?:{alternatives})(?:\s*:\s*|\s+)" if words else r"(?!)", re.IGNORECASE)


def read_bylines(blocks: Sequence[Block], at: int | None, language: str) -> Iterator[Claim]:
    """Yield what bylines near the headline say, without "by", and what the page marks as its author's name."""
    by = match_words((*load_language(language).bylines, *load_language("en").bylines))
    for block in list_near(blocks, at):
        if block.tag in ("h1",) or len(block.text) > MAX_LINE:
            continue
        if next(block.element.iterancestors("blockquote"), block.element).tag == "blockquote":
            continue  # an embedded post has a writer of its own
        marked = [] if block.is_beside and ASIDE.search(describe(block.element)) else list(list_marked(block.element))
        yield from (
            Claim(strip_by(words, by), f'the byline "{words}"') for words in marked if len(words.split()) <= MAX_WORDS
        )
        first = read_line(block.element) if by.match(block.text) else ""
        line = first if block.text.startswith(first) and strip_by(first, by) not in ("", first) else block.text
        match = by.match(line)
        if match and not marked and not block.is_beside:
            yield Claim(line[match.end() :], f'the byline "{line}"')


def read_line(element: HtmlElement) -> str:
    """Return the words of an element up to its first line break."""
    copied = deepcopy(element)
    copied.tail = None
    for line_break in copied.iter("br"):
        line_break.tail = f"{LINE_END}{line_break.tail or ''}"
    return next(filter(None, map(fold_spaces, copied.text_content().split(LINE_END))), "")


def strip_by(words: str, by: re.Pattern[str]) -> str:
    """Return a byline without what stands before the name."""
    while match := by.match(words):
        words = words[match.end() :]
    return words


def list_marked(element: HtmlElement) -> Iterator[str]:
    """Yield the words that a page marks as its author's name, in an element or around it."""
    around = [element, *list(element.iterancestors())[:2]]
    inside = [one for one in element.iterdescendants() if isinstance(one.tag, str)]
    marked = [one for one in (*inside, *around) if marks_writer(one) and len(one.text_content()) <= MAX_LINE]
    for one in marked[:3]:
        words = fold_spaces(" ".join(text for text in one.itertext() if text.strip()))
        if words:
            yield words


def marks_writer(element: HtmlElement) -> bool:
    """Say whether an element is marked as naming the author."""
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
        return True
    names = describe(element)
    return bool(WRITER.search(names)) and not OTHERS.search(names)


def list_seen(blocks: Sequence[Block], at: int | None, language: str) -> Iterator[Seen]:
    """Yield the days that readers see near the headline, and those that are called the day of publication anywhere."""
    known = load_language(language), load_language("en")
    published = find_words(tuple(word for one in known for word in one.published if len(word) > 3))
    updated = find_words(tuple(word for one in known for word in one.updated))
    by = match_words((*known[0].bylines, *known[1].bylines))
    near = {id(block) for block in list_near(blocks, at)}
    for index, block in enumerate(blocks):
        if index == at or len(block.text) > MAX_LINE or (block.is_beside and id(block) not in near):
            continue
        if HANDLE.search(block.text):
            continue  # an embedded post has a day of its own
        last = 0
        for reading in read_days(block.text, language):
            before, rest = block.text[last : reading.start], len(block.text) - (reading.end - reading.start)
            last = reading.end
            is_next = at is not None and -BESIDE <= index - at <= BESIDE and not block.is_beside
            rank = (
                0
                if updated.search(before)
                else 3
                if published.search(before)
                else 2
                if (rest <= MAX_REST or by.match(block.text)) and is_next and block.tag != "dd"
                else 1
            )
            if rank == 3 or id(block) in near:
                yield Seen(reading, f'"{shorten(block.text, reading)}"', rank)


@cache
def find_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for some words, as words."""
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def list_times(blocks: Sequence[Block], at: int | None) -> Iterator[Seen]:
    """Yield the days of the time elements near the headline."""
    for block in list_near(blocks, at):
        for time in block.element.iter("time"):
            names = describe(time) + " ".join(describe(one) for one in list(time.iterancestors())[:2])
            if re.search(r"updat|modif|comment", names, re.IGNORECASE):
                continue
            stamp = time.get("datetime") or ""
            for reading in read_days(stamp)[:1]:
                is_marked = time.get("pubdate") is not None or bool(re.search(r"publi|entry-date", names))
                yield Seen(reading, f"<time> {stamp}", 3 if is_marked else 2)


def shorten(words: str, reading: Reading) -> str:
    """Return a day as written, with a few words before it."""
    before = words[: reading.start].split()[-3:]
    return " ".join([*before, words[reading.start : reading.end]])

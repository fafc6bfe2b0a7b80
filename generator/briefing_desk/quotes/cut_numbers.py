"""Whether a quote parts a number from what it counts, what scales it or what bounds it. Never reads the disk.

"12 [thousand] jobs" and "up to 12 jobs" are other numbers than "12 jobs": whether `[…]` leaves the words out, or the
quote ends before them or begins behind them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefing_desk.languages import load_language
from briefing_desk.quotes.find import Match, normalise_source
from briefing_desk.quotes.omissions import AROUND, find_cuts, find_reach, show_omission
from briefing_desk.schema.model import Passage, Quote
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.footnotes import COUNTING
from briefing_desk.text.layout import Range
from briefing_desk.text.numbers import YEAR

DIGITS = r"\d(?:[\d.,:/' ]*\d)?[½¼¾⅓⅔]?"
NEVER = r"(?!)"
LAST_WORD = re.compile(r"([^\W\d_][\w'-]*)\s*\Z")
HELP = "quote the whole of the number with what it counts, or leave both out"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in and around the numbers of a language: patterns, and words that are never counted."""

    left: re.Pattern[str]
    """A number at the end of what is kept."""
    scale: re.Pattern[str]
    """What scales a number, or is one, at the beginning of what is left out."""
    behind: re.Pattern[str]
    """What bounds a number from behind, there."""
    counted: re.Pattern[str]
    right: re.Pattern[str]
    """A number at the end of what is left out, and what makes it a part of what follows: "of the"."""
    bound: re.Pattern[str]
    """What bounds a number, there."""
    part: re.Pattern[str]
    """What makes a number a part of another: "of the"."""
    number: re.Pattern[str]
    """A number at the beginning of what is kept."""
    common: frozenset[str]
    labels: frozenset[str]


def check_numbers(quote: Quote | Passage, match: Match, text: ArticleText, language: str) -> Iterator[Problem]:
    """Yield a warning for each `[…]` of a quote that takes something from a number that it keeps, or the reverse."""
    source, words = normalise_source(text.text), compile_words(language)
    for (_, start), (end, _) in pairwise(match.pieces):
        gap = bisect_left(source.starts, start), bisect_left(source.starts, end)
        cuts = find_cuts(source, text, start, end)
        found = look_left(source.text, (gap[0], cuts[0] if cuts else gap[1]), gap[1], words) or look_right(
            source.text, (cuts[-1] if cuts else gap[0], gap[1]), words
        )
        if found:
            message = f"`[…]` {found[0]}: {show_omission(source.text, gap, found[1])}"
            yield Problem(quote.exact.at, "omitted-number", message, HELP)
    start, end = bisect_left(source.starts, match.start), bisect_left(source.starts, match.end)
    for told, beside in look_beside(source.text, (start, end), find_reach(source, text, match), words):
        message = f"the quote {told}: {show_omission(source.text, beside, beside)}"
        yield Problem(quote.exact.at, "omitted-number", message, HELP)


def look_beside(text: str, quote: Range, reach: Range, words: Words) -> Iterator[tuple[str, Range]]:
    """Yield what scales or bounds a number of a quote, and stands right before the quote or right behind it."""
    (start, end), (first, last) = quote, reach
    number, scale = words.number.match(text, start, end), words.scale.match(text, start, end)
    if number and (bound := words.bound.search(text, first, start)):
        yield f"begins with the number `{number[1]}`, right behind `{bound[1]}`", bound.span(1)
    elif scale and (counted := words.right.search(text, first, start)) and not counted[2]:
        yield f"parts the number `{counted[1]}` from `{scale[1]}`", counted.span(1)
    number = words.left.search(text, max(start, end - AROUND), end)
    if number and (scale := words.scale.match(text, end, last)):
        yield f"parts the number `{number[1]}` from `{scale[1]}`", scale.span(1)
    elif number and (bound := words.behind.match(text, end, last)):
        yield f"ends with the number `{number[1]}`, right before `{bound[1]}`", bound.span(1)


def look_left(text: str, left: Range, end: int, words: Words) -> tuple[str, Range] | None:
    """Return what was left out behind a number that is kept, or of one; `end` is where what is kept goes on."""
    number = words.left.search(text, max(0, left[0] - AROUND), left[0])
    scale = words.scale.match(text, *left)
    if scale and (number or left[1] == end):
        cut = f"parts the number `{number[1]}` from `{scale[1]}`" if number else f"leaves out the number `{scale[1]}`"
        return cut, scale.span(1)
    if not number:
        return None
    if bound := words.behind.match(text, *left):
        return f"leaves out `{bound[1]}` behind the number `{number[1]}`", bound.span(1)
    counted = words.counted.match(text, *left)
    is_name = YEAR.fullmatch(number[1]) or is_label(text, number.start(1), words)
    if counted and not is_name and text[end].isalpha() and is_noun(text[slice(*left)], words):
        return f"parts the number `{number[1]}` from what it counts", counted.span(1)
    return None


def look_right(text: str, right: Range, words: Words) -> tuple[str, Range] | None:
    """Return what was left out before a number that is kept, or a number that was left out before what it counts."""
    kept = words.number.match(text, right[1], right[1] + AROUND)
    if kept and (bound := words.bound.search(text, *right)):
        return f"leaves out `{bound[1]}` before the number `{kept[1]}`", bound.span(1)
    number = words.right.search(text, *right)
    if not number or (words.part.match(text, *right) and words.left.search(text, max(0, right[0] - AROUND), right[0])):
        return None
    scaled = words.scale.match(text, right[1], right[1] + AROUND)
    if scaled and not number[2]:
        return f"parts the number `{number[1]}` from `{scaled[1]}`", number.span(1)
    following = words.counted.match(text, right[1], right[1] + AROUND)
    is_name = YEAR.fullmatch(number[1]) or is_label(text, number.start(1), words)
    if following and not is_name and (number[2] or following[1].lower() not in words.common):
        return f"parts the number `{number[1]}` from what it counts", number.span(1)
    return None


def is_noun(left: str, words: Words) -> bool:
    """Say whether words behind a number are more than what is said of what it counts, like "new" or "new, old"."""
    first, *others = re.findall(r"[\w'-]+", left)
    return first.lower() not in words.common and any(
        word.lower() in words.common or word[0].isdigit() for word in others
    )


def is_label(text: str, at: int, words: Words) -> bool:
    """Say whether the number at `at` is the name of something: "phase 1", "Article 5"."""
    before = LAST_WORD.search(text, max(0, at - AROUND), at)
    if not before or not text[at - 1].isspace():
        return False
    lower = before[1].lower()
    return lower in words.labels or (before[1][0].isupper() and lower not in words.common)


@cache
def compile_words(language: str) -> Words:
    """Return the patterns for the numbers of a language; of one that nobody has described, for digits."""
    known = load_language(language)
    scales, bounds = list_words(known.scales), list_words(known.bounds)
    number = rf"{DIGITS}|{list_words((*known.numerals, *known.scales))}"
    counting = list_words(tuple(COUNTING))
    partitive = rf"(?:{counting})(?:\s+(?:{list_words(known.common)}))*\s+"
    flags = re.IGNORECASE
    return Words(
        left=re.compile(rf"(?<![\w.,'/-])({number})[\s-]*\Z", flags),
        scale=re.compile(rf"[\s-]*({scales}|%)(?![\w-])", flags),
        behind=re.compile(rf"\s*({bounds})\s*(?:[,;.)]|\Z)", flags),
        counted=re.compile(r"\s*([^\W\d_][\w'-]*)" if known.common else NEVER),
        right=re.compile(rf"(?<![\w.,'/-])({number})[\s-]*({partitive})?\Z", flags),
        bound=re.compile(rf"(?<!\w)({bounds})\s*\Z", flags),
        part=re.compile(rf"\s*(?:{counting})\s", flags),
        number=re.compile(rf"\s*[$€£¥]?({number})(?!\w)", flags),
        common=frozenset(known.common),
        labels=frozenset(known.labels),
    )


def list_words(words: tuple[str, ...]) -> str:
    """Return a pattern for any of some words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or NEVER

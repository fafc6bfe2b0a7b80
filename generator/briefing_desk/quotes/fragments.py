"""Links that lead to a quote in its source's page: URL text fragments (WICG Scroll-to-Text-Fragment). Reads no disk.

A browser takes the first place that fits, and is less exact than we are: capitals, accents, spaces and most forms of
quotation marks do not matter to it. Dashes do, and so do the ends of paragraphs: each part of a link lies in one.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from urllib.parse import quote as percent_encode

from briefing_desk.quotes.find import Match, Range, find_piece, is_followed, is_preceded, normalise_source
from briefing_desk.quotes.quote_ids import OMISSION
from briefing_desk.syntax.source import LAYOUT
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.layout import Page
from briefing_desk.text.normalise import normalise

MAX_WHOLE = 2_000
"""Characters of an address that the words of a quote may take; beyond, only its first and last ones are given.

Forty words, as many as may be published, take 280 in English, 400 in German, and up to 1,450 in other scripts.
"""
RANGE_WORDS = 10
"""Of the beginning of so long a quote, and at least of its end."""
MAX_LEAD_WORDS, LEAD_REACH = 12, 300
"""Words before a quote that may be needed to tell it from others like it, and the characters they stand in."""
MAX_LOOKED_AT = 100
"""Places where words like those of a quote stand; behind more of them nothing tells it apart."""


def make_link(url: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Return the address of a passage in a page."""
    target = split_target(exact)
    if not target:
        return url
    parts = [f"{encode(prefix)}-"] if prefix else []
    parts += map(encode, target)
    parts += [f"-{encode(suffix)}"] if suffix else []
    page = url.split(":~:")[0]
    return f"{page}{'' if '#' in page else '#'}:~:text={','.join(parts)}"


def split_target(exact: str) -> tuple[str, ...]:
    """Return the words by which a browser finds a quote: all of them, else what it begins with and what it ends with.

    With an omission, its first and its last piece.
    """
    pieces = [" ".join(piece.split()) for piece in OMISSION.split(exact) if piece.strip()]
    target = tuple(pieces if len(pieces) < 2 else (pieces[0], pieces[-1]))
    if sum(len(encode(part)) for part in target) <= MAX_WHOLE:
        return target
    first, last = pieces[0].split(), pieces[-1].split()
    if len(pieces) > 1:
        return " ".join(first[:RANGE_WORDS]), " ".join(last[-RANGE_WORDS:])
    return cut_passage(first) if len(first) >= 2 * RANGE_WORDS else target


def cut_passage(words: list[str]) -> tuple[str, str]:
    """Return the first words of a passage, and so many of its last that they stand nowhere before in it."""
    rest, count = loosen(normalise(" ".join(words[RANGE_WORDS:]))), RANGE_WORDS
    while count < len(words) - RANGE_WORDS and loosen(normalise(" ".join(words[-count:]))) in rest[:-1]:
        count += 1
    return " ".join(words[:RANGE_WORDS]), " ".join(words[-count:])


@lru_cache(maxsize=256)
def encode(words: str) -> str:
    """Percent-encode a part of a text fragment; `-`, `,` and `&` have a meaning there."""
    return percent_encode(" ".join(words.split()), safe="").replace("-", "%2D")


def extract_context(original: str, match: Match, prefix: str, suffix: str) -> tuple[str, str]:
    """Return the prefix and the suffix of a quote that was found with them, in the source's own characters."""
    before, after = find_context(original, match, prefix, suffix)
    return extract(original, *before), extract(original, *after)


def find_context(original: str, match: Match, prefix: str, suffix: str) -> tuple[Range, Range]:
    """Return where in the source the prefix and the suffix of a quote stand that was found with them."""
    source = normalise_source(original)
    start, end = bisect_left(source.starts, match.start), bisect_left(source.starts, match.end)
    start -= source.text[start - 1 : start] == " " if start else 0
    end += source.text[end : end + 1] == " "
    length, length_after = len(normalise(prefix)), len(normalise(suffix))
    before = source.to_original(start - length, start) if length else (match.start, match.start)
    after = source.to_original(end, end + length_after) if length_after else (match.end, match.end)
    return before, after


def extract(original: str, start: int, end: int) -> str:
    """Return the source's own characters as they can be published."""
    return unicodedata.normalize("NFC", LAYOUT.sub(" ", original[start:end]))


def find_lead(text: ArticleText, match: Match, prefix: str, suffix: str) -> str:
    """Return words before a quote by which a link leads to it; empty where it does with its own prefix and suffix.

    Empty too where no such words are found.
    """
    source, target = loosen_source(text.text), split_target(match.extract(text.text))
    at = bisect_left(source.folded.starts, match.start)
    found = islice(find_piece(source, loosen(normalise(target[0]))), MAX_LOOKED_AT)
    places = [(start, end) for start, end, _ in found]
    is_within = all(text.is_continuous(*span) for span in find_context(text.text, match, prefix, suffix))
    if is_within and find_first(source, places, prefix, "" if len(target) > 1 else suffix) == at:
        return ""
    paragraph = text.find_paragraph(match.start)
    words = list_words(text, text.paragraphs[paragraph][0], match.start)
    if not words and paragraph:
        words = list_words(text, *text.paragraphs[paragraph - 1])
    leads = (" ".join(words[-count:]) for count in range(1, min(len(words), MAX_LEAD_WORDS) + 1))
    return next((extract(lead, 0, len(lead)) for lead in leads if find_first(source, places, lead) == at), "")


def list_words(text: ArticleText, start: int, end: int) -> list[str]:
    """Return the last words of a range."""
    words = text.text[max(start, end - LEAD_REACH) : end].split()
    return words[1:] if end - start > LEAD_REACH else words  # the first may be cut


def find_first(source: Page, places: Iterable[Range], prefix: str, suffix: str = "") -> int | None:
    """Return the first of some places in a loosened source that stands between a prefix and a suffix."""
    before, after = loosen(normalise(prefix)), loosen(normalise(suffix))
    return next((at for at, end in places if is_preceded(source, at, before) and is_followed(source, end, after)), None)


@lru_cache(maxsize=1)
def loosen_source(original: str) -> Page:
    """Return a folded source without what a browser overlooks, and with all that it sees; kept for all quotes."""
    source = normalise_source(original)
    return Page(replace(source, text=loosen(source.text)), (), "", ())


def loosen(text: str) -> str:
    """Return a text without capitals and accents, as long as it was."""
    return text.lower() if text.isascii() else "".join(map(loosen_character, text))


@lru_cache(maxsize=4096)
def loosen_character(character: str) -> str:
    """Return a character without its capital form and its accents."""
    parts = unicodedata.normalize("NFD", character)
    loose = (parts[0] if all(map(unicodedata.combining, parts[1:])) else character).lower()
    return loose if len(loose) == 1 else character

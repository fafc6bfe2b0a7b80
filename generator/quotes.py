"""Find a quote in its source, say where it nearly is, and link to it. Never reads the disk.

A quote is a W3C Web Annotation TextQuoteSelector: `exact`, and `prefix` or `suffix` where `exact` occurs more often.
"""

import re
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote as percent_encode

from generator.folding import Folded, fold, fold_with_origins

OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
MAX_OMISSION = 400
"""Characters of the folded text that one `[…]` may stand for."""
CUTTING_PREFIXES = (
    "anti",
    "counter",
    "ex",
    "half",
    "mis",
    "non",
    "post",
    "pre",
    "pro",
    "quasi",
    "semi",
    "un",
)
"""What stands before a hyphen and changes the word behind it: a quote must not begin behind it."""
MAX_LINK_WORDS = 8
"""Longer passages are linked by their first and last words."""
RANGE_WORDS = 5
ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in the original text: one range for each piece between omissions."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.pieces[-1][1]

    def extract(self, original: str) -> str:
        """Return the source's own characters; white space folded, omissions as `[…]`."""
        return " […] ".join(" ".join(original[start:end].split()) for start, end in self.pieces)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage that resembles a quote most."""

    text: str
    offset: int
    differing_words: int


@lru_cache(maxsize=8)
def fold_source(original: str) -> Folded:
    """Return a folded source; kept, because all quotes of an article are sought in the same text."""
    return fold_with_origins(original)


def find_quote(original: str, exact: str, prefix: str = "", suffix: str = "") -> list[Match]:
    """Return every place where the quote stands in the source: exact after folding, at word boundaries."""
    source = fold_source(original)
    pieces = [piece for part in OMISSION.split(exact) if (piece := fold(part))]
    if not pieces:
        return []
    before, after = fold(prefix), fold(suffix)
    found = []
    for start, end in find_piece(source, pieces[0]):
        ranges = follow_pieces(source, (start, end), pieces[1:])
        if ranges and source.text[:start].rstrip().endswith(before) and is_followed(source, ranges[-1][1], after):
            found.append(Match(tuple(source.to_original(*piece) for piece in ranges)))
    return found


def is_followed(source: Folded, end: int, suffix: str) -> bool:
    """Say whether the source goes on with `suffix` behind `end`."""
    return source.text[end : end + len(suffix) + 1].lstrip().startswith(suffix)


def find_piece(source: Folded, piece: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the folded source where `piece` stands as whole words."""
    at = source.text.find(piece, start, end)
    while at >= 0:
        if is_whole(source.text, at, at + len(piece)):
            yield at, at + len(piece)
        at = source.text.find(piece, at + 1, end)


def follow_pieces(source: Folded, first: tuple[int, int], rest: list[str]) -> list[tuple[int, int]]:
    """Return the ranges of all pieces, each the next one within reach of the last; empty if one is missing."""
    ranges = [first]
    for piece in rest:
        after = ranges[-1][1]
        limit = min(len(source.text), after + MAX_OMISSION + len(piece))
        following = next(find_piece(source, piece, after, limit), None)
        if following is None:
            return []
        ranges.append(following)
    return ranges


def is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a range begins and ends at word boundaries, so that "possible" is not found in "impossible"."""
    head, tail = text[max(0, start - 12) : start], text[end : end + 2]
    if text[start].isalnum() and (head[-1:].isalnum() or re.search(r"\w'$", head[-2:])):
        return False
    if text[end - 1].isalnum() and (tail[:1].isalnum() or re.match(r"'\w", tail)):
        return False
    word = re.search(r"(\w+)-$", head)
    return not (word and word.group(1).lower() in CUTTING_PREFIXES)


def find_nearest(original: str, exact: str) -> Nearest | None:
    """Return the passage most like the quote, or None when nothing resembles it; only ever a suggestion."""
    from rapidfuzz import fuzz  # imported here: loading it costs more than a run without errors
    from rapidfuzz.distance import Levenshtein

    source, wanted = fold_source(original), fold(OMISSION.sub(" ", exact))
    alignment = fuzz.partial_ratio_alignment(wanted, source.text, score_cutoff=60)
    if not alignment or not wanted:
        return None
    start, end = alignment.dest_start, max(alignment.dest_end, alignment.dest_start + 1)
    while start > 0 and source.text[start - 1] != " ":
        start -= 1
    while end < len(source.text) and source.text[end] != " ":
        end += 1
    first, last = source.to_original(start, end)
    differing = Levenshtein.distance(wanted.split(), source.text[start:end].split())
    return Nearest(" ".join(original[first:last].split()), first, differing)


def make_id(prefix: str, *words: str) -> str:
    """Return an id that depends on the words alone: the same words always give the same id."""
    digest = sha256("\x1f".join(words).encode()).digest()
    return f"{prefix}-{b32encode(digest).decode().lower()[:ID_LENGTH]}"


def make_quote_id(article: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Return a quote's id, from its article and its text (and what tells it from another with the same text)."""
    return make_id("q", article, fold(exact), *([fold(prefix or ""), fold(suffix or "")] if prefix or suffix else []))


def make_link(url: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Return the address of a passage in a page: a URL text fragment (WICG Scroll-to-Text-Fragment)."""
    pieces = OMISSION.split(exact)
    words = exact.split()
    if len(pieces) == 1 and len(words) <= MAX_LINK_WORDS:
        target = encode(" ".join(words))
    else:
        target = (
            f"{encode(' '.join(pieces[0].split()[:RANGE_WORDS]))},{encode(' '.join(pieces[-1].split()[-RANGE_WORDS:]))}"
        )
    before = f"{encode(prefix)}-," if prefix else ""
    after = f",-{encode(suffix)}" if suffix else ""
    return f"{url}{'' if '#' in url else '#'}:~:text={before}{target}{after}"


def encode(words: str) -> str:
    """Percent-encode a part of a text fragment; `-`, `,` and `&` have a meaning there."""
    return percent_encode(" ".join(words.split()), safe="").replace("-", "%2D")


def count_words(text: str) -> int:
    """Return how many words a text has; an omission is none."""
    return len(OMISSION.sub(" ", text).split())

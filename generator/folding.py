"""Fold the differences between texts that typesetting makes: what a quote and its source are compared in.

Folded are: Unicode form (NFC), quotation marks, hyphens and dashes, ellipses, white space, and characters that show
nothing. Case, spelling and punctuation are kept: the match must be exact.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

SINGLE_MARKS = "‘’‚‛′‹›"
DOUBLE_MARKS = "“”„‟″«»"
DASHES = "‐‑‒–—―−﹘﹣－"
HIDDEN = (
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
TABLE: dict[int, str | None] = {
    **{ord(c): "'" for c in SINGLE_MARKS},
    **{ord(c): '"' for c in DOUBLE_MARKS},
    **{ord(c): "-" for c in DASHES},
    **{ord(c): None for c in HIDDEN},
    ord("…"): "...",
}


PLAIN = re.compile(r"[!-~]+(?![^\x00-\x7f])")
"""A run that folding leaves alone: printable ASCII, up to the last character that nothing can combine with."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its characters came from."""

    original: str
    text: str
    starts: "array[int]"
    """For each character of `text`, where what it stands for begins in `original`."""
    ends: "array[int]"
    """And where that ends."""

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that the range `start` to `end` of the folded text stands for."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Return the folded text, without outer white space."""
    return " ".join(unicodedata.normalize("NFC", text).translate(TABLE).split())


def fold_with_origins(text: str) -> Folded:
    """Return the same as `fold`, with the origin of each character."""
    parts: list[str] = []
    starts, ends = array("L"), array("L")
    for start, end, folded in split_clusters(text):
        parts.append(folded)
        if len(folded) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
    folded_text = "".join(parts)
    first, last = len(folded_text) - len(folded_text.lstrip()), len(folded_text.rstrip())
    return Folded(text, folded_text[first:last], starts[first:last], ends[first:last])


def split_clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges that fold on their own, with what each becomes."""
    at = 0
    while at < len(text):
        plain = PLAIN.match(text, at)
        if plain:
            yield at, plain.end(), plain.group()
            at = plain.end()
            continue
        is_blank = is_blank_character(text[at])
        end = at + 1
        while end < len(text) and (is_blank_character(text[end]) if is_blank else combines(text[end])):
            end += 1
        yield at, end, fold_cluster(text[at:end])
        at = end


def fold_cluster(cluster: str) -> str:
    """Return what a cluster becomes; white space, with or without hidden characters in it, is one space."""
    if any(character.isspace() for character in cluster):
        return " "
    return unicodedata.normalize("NFC", cluster).translate(TABLE)


def is_blank_character(character: str) -> bool:
    """Say whether a character is white space or shows nothing."""
    return character.isspace() or character in HIDDEN


def combines(character: str) -> bool:
    """Say whether a character may be composed with the one before it (combining marks, Hangul vowels and finals)."""
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"

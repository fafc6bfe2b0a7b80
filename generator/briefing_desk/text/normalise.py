"""Fold the differences between texts that typesetting makes: what a quote and its source are compared in.

Folded are: Unicode form (NFC), quotation marks, hyphens and dashes, ellipses, Latin ligatures, white space, and
characters that show nothing. Case, spelling and punctuation are kept: the match must be exact.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing_desk.text.quotation_marks import ANGLED, DOUBLE, SINGLE, SINGLE_ANGLED

SINGLE_MARKS = f"{SINGLE}{SINGLE_ANGLED}′\u02bb\u02bc\u05f3".translate({ord("'"): None, ord("`"): None})
"""The last stand in words: ʻokina, apostrophe, geresh."""
DOUBLE_MARKS = f"{DOUBLE}{ANGLED}".replace('"', "")
DASHES = "‐‑‒–—―−⸺⸻﹘﹣－\u02d7\u2043\u058a\u05be\u1806⸗"
HIDDEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""What fonts make of letters side by side; not all that NFKC changes: ½ is not 1/2, and m² not m2."""
TABLE: dict[int, str | None] = {
    **{ord(c): "'" for c in SINGLE_MARKS},
    **{ord(c): '"' for c in DOUBLE_MARKS},
    **{ord(c): "-" for c in DASHES},
    **{ord(c): None for c in HIDDEN},
    **{ord(c): letters for c, letters in LIGATURES.items()},
    ord("…"): "...",
}

LETTER = "[^\\W" + "".join(chr(code) for code in TABLE if chr(code).isalnum()) + "]"
"""Letters and digits that folding leaves alone."""
PLAIN = re.compile(rf"(?:[!-~]|{LETTER})+(?: (?:[!-~]|{LETTER})+){{0,200}}(?![^\x00-\x7f])")
"""Words that folding leaves alone if they are NFC, up to the last character that nothing can combine with.

Only so many at once, because a pattern remembers each of its repetitions while it matches.
"""
BLANK = re.compile(rf"[\s{HIDDEN}]+")
MANY_MARKS = re.compile(r"([^\w\s\x00-\x7f]{64})")


@dataclass(frozen=True, slots=True)
class Normalised:
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

    def divides(self, at: int) -> bool:
        """Say whether `at` lies inside what one character of the original became, as an ellipsis became three dots."""
        return 0 < at < len(self.text) and self.starts[at] < self.ends[at - 1]


def normalise(text: str) -> str:
    """Return the folded text, without outer white space."""
    return " ".join(normalise_characters(text).split())


def normalise_characters(text: str) -> str:
    """Return the text with its characters folded; NFC takes quadratic time for endless marks, so those are cut up."""
    parts = MANY_MARKS.split(text.translate(TABLE))
    return "".join(unicodedata.normalize("NFC", part) for part in parts)


def normalise_with_origins(text: str) -> Normalised:
    """Return the same as `normalise`, with the origin of each character."""
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    for start, end, folded in split_clusters(text):
        parts.append(folded)
        if folded == text[start:end]:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
    folded_text = "".join(parts)
    first, last = len(folded_text) - len(folded_text.lstrip()), len(folded_text.rstrip())
    return Normalised(text, folded_text[first:last], starts[first:last], ends[first:last])


def split_clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges that fold on their own, with what each becomes."""
    at = looked_at = 0
    while at < len(text):
        plain = PLAIN.match(text, at) if at >= looked_at else None
        if plain and unicodedata.is_normalized("NFC", plain.group()):
            end, folded = plain.end(), plain.group()
        elif blank := BLANK.match(text, at):
            end, folded = blank.end(), " " if blank.group().translate(TABLE) else ""
        else:
            end, looked_at = find_cluster_end(text, at), plain.end() if plain else looked_at
            folded = normalise_cluster(text[at:end])
        yield at, end, folded
        at = end


@lru_cache(maxsize=4096)
def normalise_cluster(cluster: str) -> str:
    """Return a character folded with all that combines with it; kept, because a text has few different ones."""
    return normalise_characters(cluster)


def find_cluster_end(text: str, start: int) -> int:
    """Return where the character at `start` ends with all that combines with it, hidden characters between them."""
    end = following = start + 1
    while following < len(text) and (combines(text[following]) or text[following] in HIDDEN):
        following += 1
        if text[following - 1] not in HIDDEN:
            end = following
    return end


@lru_cache(maxsize=4096)
def combines(character: str) -> bool:
    """Say whether a character may be composed with the one before it: marks, Hangul's and Kirat Rai's vowels."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff" or character == "\U00016d67"


def is_letter(character: str) -> bool:
    """Say whether a character is part of a word: a letter, a digit, or a mark that combines with one."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"

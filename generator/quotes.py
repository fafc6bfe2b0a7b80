"""Find a quote in its source, say where it nearly is, and name it. Never reads the disk.

A quote is a W3C Web Annotation TextQuoteSelector: `exact`, and `prefix` or `suffix` where `exact` occurs more often.
"""

import re
import unicodedata
from base64 import b32encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from operator import itemgetter

from generator.folding import Folded, fold, fold_with_origins
from generator.source import LAYOUT

Range = tuple[int, int]
OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
MAX_OMISSION = 400
"""Characters of the folded text that one `[…]` may stand for: a few sentences."""
MAX_PLACES = 20_000
"""Places looked at for one quote, all its pieces together: more than the commonest word has in a megabyte of prose."""
MAX_SOUGHT = 1_000
"""Characters of a quote for which a passage that resembles it is sought: several times as many as may be published."""
HYPHENS, NUMBER_DASHES = "-‐‑", "-‐‑‒–−"
"""What joins two words to one, and two numbers to a range; other dashes, which fold to the same, part them."""
HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = f"[{HAN}]|[^\\s{HAN}]+"
"""What counts as a word: in Chinese and Japanese each character. Compiled only for a text that has some."""
UNSPACED = f"[{HAN}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{{2}}"
"""Two characters of scripts without spaces between words (also Thai, Lao, Burmese, Khmer)."""
LAST_SPACED = "\u0dff"
"""Behind it the scripts without spaces begin."""
TOKEN = re.compile(r"[\w'-]+|[^\w\s]")
NEARBY = 25
"""Characters around the most similar part of a text in which the nearest passage may begin and end."""
SHORT = 6_000
"""Characters of a text that is compared as a whole; of a longer one, the parts around words that the quote has."""
RARE_WORDS, RARE_PLACES = 4, 4
"""How many of a quote's words, the text's rarest first, lead to such parts, and to how many each."""
ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in the original text: one range for each piece between omissions."""

    pieces: tuple[Range, ...]

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.pieces[-1][1]

    def extract(self, original: str) -> str:
        """Return the source's own characters as NFC; line breaks and indents folded, omissions as `[…]`."""
        pieces = (LAYOUT.sub(" ", original[start:end]) for start, end in self.pieces)
        return unicodedata.normalize("NFC", " […] ".join(pieces))


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


@lru_cache(maxsize=1024)
def split_pieces(exact: str) -> tuple[str, ...]:
    """Return the folded pieces of a quote between its omissions; kept, because each check of a quote asks for them."""
    return tuple(piece for part in OMISSION.split(exact) if (piece := fold(part)))


@lru_cache(maxsize=1024)
def occurs(original: str, piece: str) -> bool:
    """Say whether a folded piece is anywhere in a source; kept, because a missing quote is asked for several times."""
    return piece in fold_source(original).text


def find_quote(original: str, exact: str, prefix: str = "", suffix: str = "", most: int = MAX_PLACES) -> list[Match]:
    """Return every place where the quote stands in the source: exact after folding, at word boundaries.

    Of places where a piece of it stands, `most` are looked at.
    """
    source, pieces = fold_source(original), split_pieces(exact)
    if not pieces or not all(occurs(original, piece) for piece in set(pieces)):
        return []
    before, after, limit = fold(prefix), fold(suffix), -(-most // len(pieces))
    last, *others = (islice(find_piece(source, piece), limit) for piece in reversed(pieces))
    places = [[place for place in last if is_followed(source, place[1], after)]]
    for found_places in others:
        places.append([place for place in found_places if follow(place, places[-1])])
    found = []
    for first in places.pop():
        if is_preceded(source, first[0], before):
            ranges = [first]
            for following in reversed(places):
                ranges += follow(ranges[-1], following)
            found.append(Match(tuple(source.to_original(*piece) for piece in ranges)))
    return found


def follow(place: Range, following: list[Range]) -> list[Range]:
    """Return the next piece of a quote after `place`: the first of its places behind, none if that is out of reach."""
    index = bisect_left(following, place[1], key=itemgetter(0))
    return [found for found in following[index : index + 1] if found[0] <= place[1] + MAX_OMISSION]


def is_preceded(source: Folded, start: int, prefix: str) -> bool:
    """Say whether `prefix` stands in the source right before `start`."""
    return source.text[max(0, start - len(prefix) - 1) : start].rstrip().endswith(prefix)


def is_followed(source: Folded, end: int, suffix: str) -> bool:
    """Say whether `suffix` stands in the source right behind `end`."""
    return source.text[end : end + len(suffix) + 1].lstrip().startswith(suffix)


def find_piece(source: Folded, piece: str) -> Iterator[Range]:
    """Yield the ranges of the folded source where `piece` stands as whole words."""
    at = source.text.find(piece)
    while at >= 0:
        if is_boundary(source, at) and is_boundary(source, at + len(piece)):
            yield at, at + len(piece)
        at = source.text.find(piece, at + 1)


def is_boundary(source: Folded, at: int) -> bool:
    """Say whether a quote may begin or end at `at`: not in a word, so that "possible" is not found in "impossible".

    Words with a hyphen or an apostrophe inside, and numbers with their separators and sign, are one word.
    """
    before, after = get_character(source, at - 1), get_character(source, at)
    if source.divides(at):
        return False
    if is_letter(before) and is_letter(after):
        return before > LAST_SPACED and re.match(UNSPACED, before + after) is not None
    return not ((is_letter(after) and joins(source, at - 1)) or (is_letter(before) and joins(source, at)))


def joins(source: Folded, at: int) -> bool:
    """Say whether the character at `at` makes one word of those before and behind it."""
    before, mark, after = (get_character(source, index) for index in (at - 1, at, at + 1))
    if mark == "-":
        dash = source.original[source.starts[at]]
        is_number = dash in NUMBER_DASHES and not before.isalpha() and after.isdigit()
        return is_number or (dash in HYPHENS and is_letter(before) and is_letter(after))
    if mark in ".,:/":
        return before.isdigit() and after.isdigit()
    return mark == "'" and is_letter(before) and is_letter(after)


def get_character(source: Folded, at: int) -> str:
    """Return a character of the folded text; beyond its ends there is space."""
    return source.text[at] if 0 <= at < len(source.text) else " "


def is_letter(character: str) -> bool:
    """Say whether a character is part of a word: a letter, a digit, or a mark that combines with one."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def find_nearest(original: str, exact: str) -> Nearest | None:
    """Return the passage most like the quote, or None when nothing resembles it; only ever a suggestion."""
    from rapidfuzz.distance import Levenshtein  # imported here: loading it costs more than a run without errors

    source, wanted = fold_source(original), fold(OMISSION.sub(" ", exact))
    similar = find_similar(original, wanted)
    if not similar:
        return None
    start = max(0, similar[0] - NEARBY)
    first_word = source.text.rfind(" ", max(0, start - MAX_SOUGHT), start + 1) + 1 or max(0, start - MAX_SOUGHT)
    words = list(TOKEN.finditer(source.text, first_word, similar[1] + MAX_SOUGHT))
    told, sought = [word.group() for word in words], TOKEN.findall(wanted)

    def measure(found: Range) -> tuple[int, int]:
        length = words[found[1]].end() - words[found[0]].start()
        return Levenshtein.distance(sought, told[found[0] : found[1] + 1]), abs(length - len(wanted))

    starts, ends = (
        [at for at, word in enumerate(words) if word.end() > edge - NEARBY and word.start() < edge + NEARBY]
        for edge in similar
    )
    best = min(((first, last) for first in starts for last in ends if first <= last), key=measure)
    start, end = source.to_original(words[best[0]].start(), words[best[1]].end())
    return Nearest(" ".join(original[start:end].split()), start, measure(best)[0])


def find_similar(original: str, wanted: str) -> Range | None:
    """Return the range of the folded source that resembles a folded quote most, if any does."""
    from rapidfuzz import fuzz

    text, best, score = fold_source(original).text, None, 60.0
    for start, end in list_parts(original, wanted):
        found = fuzz.partial_ratio_alignment(wanted, text[start:end], score_cutoff=score)
        if found and wanted and (best is None or found.score > score):
            best, score = (start + found.dest_start, start + found.dest_end), found.score
    return best


def list_parts(original: str, wanted: str) -> list[Range]:
    """Return where in the folded source a quote is sought: around the words they share that the source has least."""
    if len(fold_source(original).text) <= SHORT:
        return [(0, SHORT)]
    known, reach = count_tokens(original), len(wanted) + NEARBY
    shared = sorted((known[word], word) for word in set(TOKEN.findall(wanted)) if word in known)
    places = (place for _, word in shared[:RARE_WORDS] for place in islice(find_word(original, word), RARE_PLACES))
    return [(max(0, place - reach), place + reach) for place in places] or [(0, SHORT)]


@lru_cache(maxsize=1)
def count_tokens(original: str) -> Counter[str]:
    """Return how often each word stands in the folded source; kept for all quotes of an article."""
    return Counter(TOKEN.findall(fold_source(original).text))


def find_word(original: str, word: str) -> Iterator[int]:
    """Yield where in the folded source a word begins, or another that it is a part of."""
    text, at = fold_source(original).text, -1
    while (at := text.find(word, at + 1)) >= 0:
        yield at


@lru_cache(maxsize=4096)
def make_id(prefix: str, *words: str) -> str:
    """Return an id that depends on the words alone: the same words always give the same id."""
    digest = sha256("\x1f".join(words).encode()).digest()
    return f"{prefix}-{b32encode(digest).decode().lower()[:ID_LENGTH]}"


def make_quote_id(article: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Return a quote's id, from its article and its text (and what tells it from another with the same text)."""
    context = [fold(prefix or ""), fold(suffix or "")] if prefix or suffix else []
    return make_id("q", article, " [...] ".join(split_pieces(exact)), *context)


def count_words(text: str) -> int:
    """Return how many words a text has; an omission is none."""
    rest = OMISSION.sub(" ", text)
    return len(rest.split() if max(rest, default="") < HAN[0] else re.findall(WORD, rest))

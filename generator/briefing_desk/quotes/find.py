"""Find a quote in its source, say where it nearly is, and name it. Never reads the disk.

A quote is a W3C Web Annotation TextQuoteSelector: `exact`, and `prefix` or `suffix` where `exact` occurs more often.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from itertools import islice
from operator import itemgetter

from briefing_desk.quotes.quote_ids import OMISSION, split_pieces
from briefing_desk.syntax.source import LAYOUT
from briefing_desk.text.boundaries import find_word, is_boundary
from briefing_desk.text.layout import Page, choose_readings, match_readings, read_layout, read_likely, strip
from briefing_desk.text.normalise import Normalised, normalise

Range = tuple[int, int]
Place = tuple[int, int, tuple[Range, ...]]
"""Where in a folded source a piece of a quote stands, and which ranges there it leaves out."""
MAX_OMISSION = 400
"""Characters of the folded text that one `[…]` may stand for: a few sentences."""
MAX_PLACES = 20_000
"""Places looked at for one quote, all its pieces together: more than the commonest word has in a megabyte of prose."""
MAX_TRIES = 1_000
"""Places with hyphens at line ends or footnotes that are compared with one piece of a quote."""
MAX_SOUGHT = 1_000
"""Characters of a quote for which a passage that resembles it is sought: several times as many as may be published."""
HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = f"[{HAN}]|[^\\s{HAN}]+"
"""What counts as a word: in Chinese and Japanese each character. Compiled only for a text that has some."""
TOKEN = re.compile(r"[\w'-]+|[^\w\s]")
NEARBY = 25
"""Characters around the most similar part of a text in which the nearest passage may begin and end."""
SHORT = 6_000
"""Characters of a text that is compared as a whole; of a longer one, the parts around words that the quote has."""
RARE_WORDS, RARE_PLACES = 4, 4
"""How many of a quote's words, the text's rarest first, lead to such parts, and to how many each."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in the original text: one range for each piece between omissions."""

    pieces: tuple[Range, ...]
    passed: tuple[Range, ...] = ()
    """What the quote leaves out because the layout put it there: hyphens at line ends, numbers of footnotes."""

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
        pieces = (LAYOUT.sub(" ", self.extract_piece(original, *piece)) for piece in self.pieces)
        return unicodedata.normalize("NFC", " […] ".join(pieces))

    def list_left_out(self, original: str) -> str:
        """Return the hyphens and numbers that the quote passes over; line breaks are nothing that anybody wrote."""
        return " ".join(left for start, end in self.passed if (left := normalise(original[start:end])))

    def extract_piece(self, original: str, start: int, end: int) -> str:
        """Return the characters of a piece without what it passes over."""
        kept = ""
        for first, last in self.passed:
            if start <= first and last <= end:
                kept += original[start:first]
                start = last
        return kept + original[start:end]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage that resembles a quote most."""

    text: str
    offset: int
    differing_words: int


def normalise_source(original: str) -> Normalised:
    """Return a folded source."""
    return read_layout(original).folded


@lru_cache(maxsize=1024)
def occurs(original: str, piece: str) -> bool:
    """Say whether a folded piece is anywhere in a source; kept, because a missing quote is asked for several times."""
    page = read_layout(original)
    return piece in page.text or (bool(page.joints) and strip(piece) in page.stripped)


def find_quote(original: str, exact: str, prefix: str = "", suffix: str = "", most: int = MAX_PLACES) -> list[Match]:
    """Return every place where the quote stands in the source: exact after folding, at word boundaries.

    Of places where a piece of it stands, `most` are looked at.
    """
    page, pieces = read_layout(original), split_pieces(exact)
    if not pieces or not all(occurs(original, piece) for piece in set(pieces)):
        return []
    before, after, limit = normalise(prefix), normalise(suffix), -(-most // len(pieces))
    last, *others = (islice(find_piece(page, piece), limit) for piece in reversed(pieces))
    places = [[place for place in last if is_followed(page, place[1], after)]]
    for found_places in others:
        places.append([place for place in found_places if follow(place, places[-1])])
    found = []
    for first in places.pop():
        if is_preceded(page, first[0], before):
            chain = [first]
            for following in reversed(places):
                chain += follow(chain[-1], following)
            found.append(make_match(page.folded, chain))
    return found


def make_match(source: Normalised, places: Iterable[Place]) -> Match:
    """Return the match of a quote whose pieces stand at these places of a folded source."""
    chain = tuple(places)
    passed = tuple(source.to_original(*gap) for _, _, gaps in chain for gap in gaps)
    return Match(tuple(source.to_original(start, end) for start, end, _ in chain), passed)


def follow(place: Place, following: list[Place]) -> list[Place]:
    """Return the next piece of a quote after `place`: the first of its places behind, none if that is out of reach."""
    index = bisect_left(following, place[1], key=itemgetter(0))
    return [found for found in following[index : index + 1] if found[0] <= place[1] + MAX_OMISSION]


def is_preceded(page: Page, start: int, prefix: str) -> bool:
    """Say whether `prefix` stands in the source right before `start`, and begins with a whole word."""
    if not prefix:
        return True
    end = start - page.text.endswith(" ", 0, start)
    begin = end - len(prefix)
    if begin >= 0 and page.text.startswith(prefix, begin):
        return is_boundary(page, begin, opens=True)
    wanted, at = strip(prefix), page.count_kept(start)
    at -= page.stripped.endswith(" ", 0, at) + len(wanted)
    is_there = bool(page.joints and wanted) and at >= 0 and page.stripped.startswith(wanted, at)
    return is_there and is_boundary(page, page.kept[at], opens=True)


def is_followed(page: Page, end: int, suffix: str) -> bool:
    """Say whether `suffix` stands in the source right behind `end`, and ends with a whole word."""
    if not suffix:
        return True
    begin = end + page.text.startswith(" ", end)
    if page.text.startswith(suffix, begin):
        return is_boundary(page, begin + len(suffix), opens=False)
    wanted, at = strip(suffix), page.count_kept(end)
    at += page.stripped.startswith(" ", at)
    is_there = bool(page.joints and wanted) and page.stripped.startswith(wanted, at)
    return is_there and is_boundary(page, page.kept[at + len(wanted) - 1] + 1, opens=False)


def find_piece(page: Page, piece: str) -> Iterator[Place]:
    """Yield the places of the folded source where `piece` stands as whole words."""
    plain = ((start, end, ()) for start, end in find_plain(page, piece))
    return merge(plain, find_passing(page, piece)) if page.joints else plain


def find_plain(page: Page, piece: str) -> Iterator[Range]:
    """Yield the ranges of the folded source that are `piece`, as whole words."""
    at = page.text.find(piece)
    while at >= 0:
        if is_whole(page, at, at + len(piece)):
            yield at, at + len(piece)
        at = page.text.find(piece, at + 1)


def find_passing(page: Page, piece: str) -> Iterator[Place]:
    """Yield the places of the folded source that are `piece` without something that the layout put there."""
    wanted, tries = strip(piece), 0
    at = page.stripped.find(wanted) if wanted else -1
    while at >= 0 and tries < MAX_TRIES:
        start, end = page.kept[at], page.kept[at + len(wanted) - 1] + 1
        if page.list_joints(start, end):
            tries += 1
            passed = match_readings(page, start, end, piece)
            if passed and is_whole(page, start, end):
                yield start, end, passed
        at = page.stripped.find(wanted, at + 1)


def is_whole(page: Page, start: int, end: int) -> bool:
    """Say whether a range of the folded source neither begins nor ends inside a word."""
    return is_boundary(page, start, opens=True) and is_boundary(page, end, opens=False)


def find_nearest(original: str, exact: str) -> Nearest | None:
    """Return the passage most like the quote, in whole words, or None when nothing resembles it; only a suggestion."""
    from rapidfuzz.distance import Levenshtein  # imported here: loading it costs more than a run without errors

    page, wanted = read_layout(original), normalise(OMISSION.sub(" ", exact))
    likely, kept = read_likely(original) if page.joints else (original, ())
    found = find_words(likely, wanted)
    if not found:
        return None
    start, end = complete(page, *((kept[found[0]], kept[found[1] - 1] + 1) if kept else found))
    match = make_match(page.folded, [(start, end, choose_readings(page, start, end, wanted))])
    text = " ".join(match.extract_piece(original, match.start, match.end).split())
    return Nearest(text, match.start, Levenshtein.distance(TOKEN.findall(wanted), TOKEN.findall(normalise(text))))


def find_words(original: str, wanted: str) -> Range | None:
    """Return the range of the folded source, from word to word, that differs least from a folded quote."""
    from rapidfuzz.distance import Levenshtein

    text, similar = normalise_source(original).text, find_similar(original, wanted)
    if not similar:
        return None
    start = max(0, similar[0] - NEARBY)
    first_word = text.rfind(" ", max(0, start - MAX_SOUGHT), start + 1) + 1 or max(0, start - MAX_SOUGHT)
    words = list(TOKEN.finditer(text, first_word, similar[1] + MAX_SOUGHT))
    told, sought = [word.group() for word in words], TOKEN.findall(wanted)

    def measure(found: Range) -> tuple[int, int]:
        length = words[found[1]].end() - words[found[0]].start()
        return Levenshtein.distance(sought, told[found[0] : found[1] + 1]), abs(length - len(wanted))

    starts, ends = (
        [at for at, word in enumerate(words) if word.end() > edge - NEARBY and word.start() < edge + NEARBY]
        for edge in similar
    )
    best = min(((first, last) for first in starts for last in ends if first <= last), key=measure)
    return words[best[0]].start(), words[best[1]].end()


def complete(page: Page, start: int, end: int) -> Range:
    """Return a range of the folded source with the whole of the words that it begins and ends in, if they are short."""
    first, last = find_word(page, start, opens=True)[0], find_word(page, end, opens=False)[1]
    return (first, last) if is_whole(page, first, last) else (start, end)


def find_similar(original: str, wanted: str) -> Range | None:
    """Return the range of the folded source that resembles a folded quote most, if any does."""
    from rapidfuzz import fuzz

    text, best, score = normalise_source(original).text, None, 60.0
    for start, end in list_parts(original, wanted):
        found = fuzz.partial_ratio_alignment(wanted, text[start:end], score_cutoff=score)
        if found and wanted and (best is None or found.score > score):
            best, score = (start + found.dest_start, start + found.dest_end), found.score
    return best


def list_parts(original: str, wanted: str) -> list[Range]:
    """Return where in the folded source a quote is sought: around the words they share that the source has least."""
    if len(normalise_source(original).text) <= SHORT:
        return [(0, SHORT)]
    known, reach = count_tokens(original), len(wanted) + NEARBY
    shared = sorted((known[word], word) for word in set(TOKEN.findall(wanted)) if word in known)
    places = (place for _, word in shared[:RARE_WORDS] for place in islice(find_token(original, word), RARE_PLACES))
    return [(max(0, place - reach), place + reach) for place in places] or [(0, SHORT)]


@lru_cache(maxsize=1)
def count_tokens(original: str) -> Counter[str]:
    """Return how often each word stands in the folded source; kept for all quotes of an article."""
    return Counter(TOKEN.findall(normalise_source(original).text))


def find_token(original: str, word: str) -> Iterator[int]:
    """Yield where in the folded source a word begins, or another that it is a part of."""
    text, at = normalise_source(original).text, -1
    while (at := text.find(word, at + 1)) >= 0:
        yield at


def count_words(text: str) -> int:
    """Return how many words a text has; an omission is none."""
    rest = OMISSION.sub(" ", text)
    return len(rest.split() if max(rest, default="") < HAN[0] else re.findall(WORD, rest))

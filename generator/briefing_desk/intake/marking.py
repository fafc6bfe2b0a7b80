"""What a person has marked becomes a quote: whole words, found again, told from every other place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from briefing_desk.editing.notation import Folded, Value
from briefing_desk.quotes.find import Match, find_nearest
from briefing_desk.quotes.verify import find_in
from briefing_desk.schema.model import Quote, Verbatim
from briefing_desk.syntax.source import Place, Source
from briefing_desk.text.article_text import ArticleText

Ranges = tuple[tuple[int, int], ...]
MAX_TRIES = 64
"""Ways to end the pieces of a quote at whole words."""
MAX_CONTEXT = 8
"""Words before or behind a quote that tell it from others like it."""
REACH = 400
"""Characters in which they are looked for."""
NOWHERE = Place(Source("", ""))
CLINGING = "([{«„“‘¿¡\"'"
"""What stands at the beginning of a word and is none of it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage that was marked, as a quote."""

    exact: str
    match: Match | None
    """Where it stands; None: not word for word anywhere."""
    places: int
    """In how many places these words stand."""
    prefix: str = ""
    suffix: str = ""

    def make_quote(self, at: Place = NOWHERE) -> Quote:
        """Return it as a quote of an annotation."""
        prefix, suffix = (Verbatim(words, at) if words else None for words in (self.prefix, self.suffix))
        return Quote(Verbatim(self.exact, at), prefix, suffix)

    def to_value(self) -> dict[str, Value]:
        """Return it as it is written."""
        context = {"prefix": self.prefix, "suffix": self.suffix}
        return {"exact": Folded(self.exact), **{name: words for name, words in context.items() if words}}


def mark(text: ArticleText, pieces: Ranges) -> Marked:
    """Return what was marked as a quote; the ends of a piece that lie in a word go to the word's ends."""
    exact = extract(text.text, pieces)
    if not any(character.isalnum() for character in exact):
        return Marked(exact, None, 0)
    for wholes in islice(product(*(list_wholes(text.text, *piece) for piece in pieces)), MAX_TRIES):
        if found := find_marked(text, extract(text.text, wholes), wholes):
            return found
    nearest = find_nearest(text.text, exact)  # a hyphen that only ends a line is in what was marked
    return (nearest and find_marked(text, nearest.text, pieces)) or Marked(exact, None, 0)


def extract(text: str, pieces: Ranges) -> str:
    """Return the words of ranges as a quote has them."""
    return Match(pieces).extract(text).strip()


def find_marked(text: ArticleText, exact: str, pieces: Ranges) -> Marked | None:
    """Return a quote that stands where it was marked, told from every other place where its words stand."""
    matches = find_in(text, Marked(exact, None, 0).make_quote())
    found = next((match for match in matches if is_at(text.text, match, pieces)), None)
    return tell_apart(text, exact, found, len(matches)) if found else None


def list_wholes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a range without the space at its ends, then with the whole of the words that it begins and ends in."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    yield start, end
    begins, ends = start, end
    while begins > 0 and not text[begins - 1].isspace():
        begins -= 1
    while begins < start and text[begins] in CLINGING:
        begins += 1
    while ends < len(text) and not text[ends].isspace():
        ends += 1
    bare = ends
    while bare > end and not text[bare - 1].isalnum() and text[bare - 1] not in "%°€$£":
        bare -= 1
    for one in dict.fromkeys([(start, bare), (begins, end), (begins, bare), (start, ends), (begins, ends)]):
        if one != (start, end):
            yield one


def is_at(text: str, match: Match, pieces: Ranges) -> bool:
    """Say whether a match is the passage that was marked, not another with the same words."""
    spans = zip(match.pieces, pieces, strict=False)
    return len(match.pieces) == len(pieces) and all(
        not text[min(a, c) : max(a, c)].strip() and not text[min(b, d) : max(b, d)].strip() for (a, b), (c, d) in spans
    )


def tell_apart(text: ArticleText, exact: str, found: Match, places: int) -> Marked:
    """Return a quote with the fewest words before it, else behind it, that tell it from others like it."""
    if places == 1:
        return Marked(exact, found, places)
    before = text.text[max(0, found.start - REACH) : found.start].split()
    behind = text.text[found.end : found.end + REACH].split()
    for number in range(1, MAX_CONTEXT + 1):
        for prefix, suffix in ((" ".join(before[-number:]), ""), ("", " ".join(behind[:number]))):
            told = Marked(exact, found, places, prefix, suffix)
            matches = find_in(text, told.make_quote()) if prefix or suffix else []
            if [match.start for match in matches] == [found.start]:
                return told
    return Marked(exact, found, places)

"""Where a quote that was not found may stand: what in the text resembles it. Pure; only errors pay for it."""

from collections.abc import Sequence
from dataclasses import replace

from briefing_desk.quotes.find import (
    MAX_OMISSION,
    MAX_PLACES,
    MAX_SOUGHT,
    Match,
    Nearest,
    find_nearest,
    find_quote,
    make_match,
    occurs,
)
from briefing_desk.quotes.quote_ids import split_pieces
from briefing_desk.schema.model import Passage, Quote
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.boundaries import find_word
from briefing_desk.text.layout import Page, choose_readings, read_layout
from briefing_desk.text.lookalikes import tell_apart
from briefing_desk.text.markup import explain_taken, find_taken
from briefing_desk.text.normalise import normalise

MOST_PARTS = 3
"""Of a quote with omissions, for which what they may mean is looked for."""
MAX_CUTS = 100
"""Places of a piece that are looked at for the words it is cut from."""


def is_continuous(match: Match, text: ArticleText) -> bool:
    """Say whether each piece of a match stands in one paragraph: words around a break were never written as one."""
    return all(text.is_continuous(start, end) for start, end in match.pieces)


def explain_missing(quote: Quote | Passage, text: ArticleText, path: str, most: int = MAX_PLACES) -> str:
    """Return what may help to mend a quote that was not found."""
    pieces = split_pieces(quote.exact)
    matches = find_quote(text.text, quote.exact, most=most)
    for match in matches:
        if is_continuous(match, text):
            return f"`exact` stands on line {text.locate(match.start)[0]}, but not with this `prefix` and `suffix`"
    if matches:
        line = text.locate(matches[0].start)[0]
        return f"its words run on from one paragraph to the next on line {line}: part them with […]"
    if pieces and all(occurs(text.text, piece) for piece in pieces):
        if len(pieces) > 1 and all(find_quote(text.text, piece, most=1) for piece in pieces):
            return f"its pieces do not follow each other, each within {MAX_OMISSION} characters"
        if told := explain_cut(pieces, text):
            return told
    if len(quote.exact) > MAX_SOUGHT:
        return "shorten it: what resembles so long a quote is not sought"
    if len(pieces) < 2:
        return tell_nearest(find_nearest(text.text, quote.exact), quote.exact, text, path)
    return explain_parts(pieces, text, path)


def explain_cut(pieces: Sequence[str], text: ArticleText) -> str:
    """Return in which words the first piece that is cut from one begins and ends, and where; empty if none is."""
    page = read_layout(text.text)
    for piece in pieces:
        if find_quote(text.text, piece, most=1):
            continue
        at = page.text.find(piece)
        for _ in range(MAX_CUTS):
            if at < 0:
                break
            if told := tell_cut(page, at, at + len(piece), text):
                return told if len(pieces) == 1 else f"its part `{piece[:60]}`: {told}"
            at = page.text.find(piece, at + 1)
    return ""


def tell_cut(page: Page, start: int, end: int, text: ArticleText) -> str:
    """Return in which words a range of the folded text begins and ends."""
    told = []
    for verb, at in (("begins", start), ("ends", end)):
        first, last = find_word(page, at, opens=verb == "begins")
        if first < last:
            match = make_match(page.folded, [(first, last, choose_readings(page, first, last, ""))])
            word = " ".join(match.extract(text.text).split())
            told.append(f"{verb} in the middle of `{word}`, line {text.locate(match.start)[0]}")
    return f"it {' and '.join(told)}" if told else ""


def explain_parts(pieces: Sequence[str], text: ArticleText, path: str) -> str:
    """Return what each part of a quote that is not in the text may mean."""
    places = (match for piece in pieces for match in find_quote(text.text, piece, most=1))
    near = next(((match.start, match.end) for match in places), None)
    told = []
    for piece in [piece for piece in pieces if not occurs(text.text, piece)][:MOST_PARTS]:
        nearest = find_near(piece, text.text, near)
        if nearest and not near:
            near = nearest.offset, nearest.offset + len(nearest.text)
        told.append(f"its part `{piece[:60]}` is not in the text; {tell_nearest(nearest, piece, text, path)}")
    return "; ".join(told)


def find_near(piece: str, text: str, near: tuple[int, int] | None) -> Nearest | None:
    """Return the passage most like a part of a quote: near to another part, unless one elsewhere is more like it."""
    nearest = find_nearest(text, piece)
    if near is None:
        return nearest
    begin = max(0, near[0] - MAX_OMISSION)
    found = find_nearest(text[begin : near[1] + MAX_OMISSION], piece)
    if found is None or (nearest and nearest.differing_words < found.differing_words):
        return nearest
    return replace(found, offset=begin + found.offset)


def tell_nearest(nearest: Nearest | None, wanted: str, text: ArticleText, path: str) -> str:
    """Return where the passage that resembles a quote most stands, and what it says, unless Markdown has changed it."""
    if not nearest:
        return "nothing in the text resembles it"
    line, column = text.locate(nearest.offset)
    place = f"{path}:{line}:{column}"
    for taken in find_taken(text.markdown):
        if taken.read in nearest.text:
            return f"nearest passage at {place}, but Markdown has changed it; {explain_taken(taken)}"
    shown = nearest.text if len(nearest.text) <= 160 else f"{nearest.text[:160]}…"
    alike = tell_apart(normalise(wanted), normalise(nearest.text))
    return f"nearest passage, {count_differing(nearest)}, at {place}: {shown}{f' ({alike})' if alike else ''}"


def count_differing(nearest: Nearest) -> str:
    """Return how many words of a passage differ from the quote's."""
    if not nearest.differing_words:
        return "the same words with other spaces"
    return "1 word differs" if nearest.differing_words == 1 else f"{nearest.differing_words} words differ"

"""Whether `[…]` joins what nobody said together: parts of two sentences, or of two clauses. Never reads the disk.

A fair omission drops a part within a sentence, or whole sentences: the full stop before it, or the capital behind it,
shows readers where one ended. Joined is what begins in the middle of one sentence and goes on in the middle of another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from briefing_desk.languages import load_language
from briefing_desk.quotes.find import Match, normalise_source
from briefing_desk.quotes.omissions import compile_list, find_cuts, show_omission
from briefing_desk.schema.model import Passage, Quote
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.layout import Range
from briefing_desk.text.normalise import Normalised

ENDED = re.compile(r"[.!?:。！？｡؟۔।॥][\"')\]」』”]*\s*\Z")
"""What shows readers that a sentence ends, or that something follows."""
ENDS = re.compile(r"[.!?。！？｡؟۔।॥]")
ITEM = re.compile(r"(?:[\W_]|\d{1,2}[.)] |[^\W\d_][.)] )*")
"""What may stand before the first word of a sentence: marks, bullets, the number of an item."""
FIRST_WORD = re.compile(r"[\W_]*([^\W_]+)")
ASIDE = re.compile(r"\s*[,;(–—-].*[,;)–—-]\s*", re.DOTALL)
REACH, MAX_LIST = 400, 1
"""Characters in which a sentence begins and ends; semicolons of a sentence that is no list."""
HELP = "make two quotes of it, or quote one of the two whole"


def check_joins(quote: Quote | Passage, match: Match, text: ArticleText, language: str) -> Iterator[Problem]:
    """Yield a warning for each `[…]` of a quote that joins parts of two sentences or clauses."""
    source = normalise_source(text.text)
    ends = [bisect_left(source.starts, end) for _, end in match.pieces[1:]]
    for ((first, start), (end, _)), piece_end in zip(pairwise(match.pieces), ends, strict=True):
        gap = bisect_left(source.starts, start), bisect_left(source.starts, end)
        kept = source.text[bisect_left(source.starts, first) : gap[0]], source.text[gap[1] : piece_end]
        cuts = find_cuts(source, text, start, end)
        told = ""
        if cuts and is_join(source, gap, cuts, kept, language):
            told, at = "the beginning of one sentence to another", cuts[-1]
        elif not cuts and (turn := find_turn(source.text, gap, language)):
            told, at = f"two clauses that `{source.text[slice(*turn)]}` parts", turn[0]
        if told:
            message = f"`[…]` joins {told}: {show_omission(source.text, gap, (at, at))}"
            yield Problem(quote.exact.at, "joined-sentences", message, HELP)


def is_join(source: Normalised, gap: Range, cuts: list[int], kept: tuple[str, str], language: str) -> bool:
    """Say whether what is kept on both sides of a gap, in which sentences begin at `cuts`, reads as one sentence."""
    head = source.text[gap[0] : cuts[0]]
    is_at_end = not any(map(str.isalnum, head))
    if is_at_end and ENDED.search(kept[0]):
        return False
    if not ITEM.fullmatch(source.text, cuts[-1], gap[1]):
        return True
    is_whole = is_at_end and not ENDS.search(head)
    return not is_whole and not is_complete(source.text, gap[1], kept[1]) and is_hidden(source.text, kept[1], language)


def is_complete(text: str, start: int, kept: str) -> bool:
    """Say whether a sentence that begins with what is kept is kept up to its end."""
    following = text[start + len(kept) : start + len(kept) + 1]
    return ENDS.search(kept) is not None or not following or ENDS.match(following) is not None


def is_hidden(text: str, kept: str, language: str) -> bool:
    """Say whether the first word of a sentence may stand inside one too: a name, or in a script without capitals."""
    found = FIRST_WORD.match(kept)
    if not found:
        return False
    word = found[1]
    if not word[0].isupper():
        return True
    lower = word.lower()
    return lower not in load_language(language).common and not re.search(rf"(?<!\w){re.escape(lower)}(?!\w)", text)


def find_turn(text: str, gap: Range, language: str) -> Range | None:
    """Return the word or semicolon in a part of a sentence that sets one clause against another, if there is one."""
    left = text[slice(*gap)]
    if ASIDE.fullmatch(left) or (left.lstrip()[:1] in tuple(",;(") and text[gap[1] : gap[1] + 1] in tuple(",;)")):
        return None
    contrasts = compile_contrasts(language)
    for found in contrasts.finditer(text, *gap) if contrasts else ():
        if len(found.group()) > 1 or text[: found.start()].rstrip().endswith(","):
            return found.span()
    at = text.find(";", *gap)
    return (at, at + 1) if at >= 0 and count_semicolons(text, gap) <= MAX_LIST else None


def count_semicolons(text: str, gap: Range) -> int:
    """Return how many semicolons the sentence around a gap has; a list has several."""
    before = ENDS.split(text[max(0, gap[0] - REACH) : gap[0]])[-1]
    behind = ENDS.split(text[gap[1] : gap[1] + REACH])[0]
    return (before + text[slice(*gap)] + behind).count(";")


@cache
def compile_contrasts(language: str) -> re.Pattern[str] | None:
    """Return a pattern for the contrasts of a language; none for one that nobody has described."""
    words = load_language(language).contrasts
    return compile_list(words) if words else None

"""Whether a quote leaves out words that turn the meaning of its own, in `[…]` or right beside it. Never reads the disk.

Looked at is what was left out of a sentence that the quote keeps a part of, and short sentences that take back what
was said ("Not before May."). Other whole sentences say something else: leaving them out is what `[…]` is for.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from briefing_desk.languages import load_language
from briefing_desk.quotes.find import Match, normalise_source
from briefing_desk.schema.model import Passage, Quote
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.layout import HYPHENS, Range
from briefing_desk.text.normalise import Normalised

KINDS = {"negations": "negation", "hedges": "hedge", "conditions": "condition"}
"""Each list of a language's words, and what one of them is called."""
SENTENCE_END = re.compile(
    r"(?:[.!?؟۔।॥]+[\"')\]]*\s+|[。！？｡]+[\"')\]」』）]*\s*)(?=[\"'(\[¿¡「『（-]*\s?([^\s\"'(\[¿¡「『（-]))"
)
ABBREVIATED = re.compile(
    r"(?<![\w'])(?:\w|\d\d|abs|art|aug|bd|bzw|ca|capt|cf|col|dec|dr|etc|feb|fr|gen|gov|hr|ing|jan|jr|lt|ltd|mag|mlle|mme|mr"
    r"|mrs|ms|no|nov|nr|oct|okt|prof|rep|rev|sen|sept|sgt|sig|sr|sra|st|tel|usw|vs|ген|гр|им|ім|ин|обл|проф|руб|св|ст"
    r"|стр|тов|тыс|ул)\.\Z",
    re.IGNORECASE,
)
"""An initial, an ordinal number, a word cut short: the full stop ends no sentence. One too many only joins two."""
ENDING = tuple(".!?。！？｡؟۔।॥…")
MAX_TAKEN_BACK, OPENING_WORDS = 6, 2
"""Words of a sentence that may take back the one before it, and among how many of its first the turning word is."""
BARE, PAUSED = re.compile(r"[\s\"'()\[\]]*"), re.compile(r"[\s\"'(),\[\]]*")
"""What stands between a quote and a word beside it that turns its meaning: marks, before a condition a comma."""
TOLD = re.compile(r"((?: [\w'-]+){1,4})[:,]? ?[\"'] ?")
"""What stands between a word that turns a meaning and a quotation that it may deny: "never | said “"."""
AROUND, KEPT_WORDS = 60, 3
"""What is shown: characters left out around the turning word, and words kept on either side."""


def check_omissions(quote: Quote | Passage, match: Match, text: ArticleText, language: str) -> Iterator[Problem]:
    """Yield a warning for each `[…]` of a quote that leaves out a negation, a hedge or a condition.

    And for a negation or a condition that stands right beside the quote, and that it leaves out.
    """
    words, source = compile_words(language), normalise_source(text.text)
    for (_, start), (end, _) in pairwise(match.pieces) if words else ():
        gap = bisect_left(source.starts, start), bisect_left(source.starts, end)
        cuts = find_cuts(source, text, start, end)
        turns = list(find_turns(source, list_parts(source.text, gap, cuts), words))
        if turns:
            told = ", ".join(dict.fromkeys(f"the {kind} `{source.text[slice(*found)]}`" for kind, found in turns))
            message = f"`[…]` leaves out {told}: {show_omission(source.text, gap, turns[0][1])}"
            help = "quote these words too, or make two quotes of it; let it stand if the sense is the same without them"
            yield Problem(quote.exact.at, "omitted-hedge", message, help)
    beside = list(find_beside(source, text, match, words))
    for side, kind, gap in beside:
        message = f"the quote {side} the {kind} `{source.text[slice(*gap)]}`: {show_omission(source.text, gap, gap)}"
        help = "quote this word too; let it stand if the sense is the same without it"
        yield Problem(quote.exact.at, "omitted-hedge", message, help)
    for kind, gap in [] if beside else list(find_denial(source, text, match, words, language))[-1:]:
        shown = show_omission(source.text, gap, gap)
        message = f"the {kind} `{source.text[slice(*gap)]}` may say that nobody said this: {shown}"
        help = "if so, report it in the article's own words; let it stand if what was said was said"
        yield Problem(quote.exact.at, "omitted-hedge", message, help)


def find_beside(
    source: Normalised, text: ArticleText, match: Match, words: dict[str, re.Pattern[str]]
) -> Iterator[tuple[str, str, Range]]:
    """Yield the negation or condition right before a quote and that right behind it, in the same sentence.

    Hedges are often the narrator's: she "would close the quay".
    """
    start, end = bisect_left(source.starts, match.start), bisect_left(source.starts, match.end)
    first, last = find_reach(source, text, match)
    turning = {kind: pattern for kind, pattern in words.items() if kind != KINDS["hedges"]}
    for kind, found in find_turns(source, [(first, start, start), (end, last, last)], turning):
        between = PAUSED if kind == KINDS["conditions"] else BARE
        if found[1] <= start and BARE.fullmatch(source.text, found[1], start):
            yield "begins right behind", kind, found
        elif found[0] >= end and between.fullmatch(source.text, end, found[0]) and not is_ended(source.text, end):
            yield "ends right before", kind, found


def find_denial(
    source: Normalised, text: ArticleText, match: Match, words: dict[str, re.Pattern[str]], language: str
) -> Iterator[tuple[str, Range]]:
    """Yield the negation or condition by which a narrator says that the words in marks were not said.

    She "never said" them, he "denied having said" them, "if she says" them; not "said nothing but".
    """
    start, turning = bisect_left(source.starts, match.start), {**words}
    turning.pop(KINDS["hedges"], None)
    start += source.text[start : start + 1] in ('"', "'")
    verbs, joining = list_telling(language)
    for kind, found in find_turns(source, [(find_reach(source, text, match)[0], start, start)], turning):
        told = TOLD.fullmatch(source.text, found[1], start)
        between = set(told[1].lower().split()) if told else set()
        if between & verbs and not between & joining:
            yield kind, found


@cache
def list_telling(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the verbs by which a language tells that somebody speaks, and the words that join clauses."""
    known = load_language(language)
    verbs = (*known.reporting, *known.inverted, *known.telling, *known.participles)
    return (
        frozenset(form for verb in verbs for form in verb.split("|")),
        frozenset((*known.conjunctions, *known.contrasts, *known.relatives)),
    )


def find_reach(source: Normalised, text: ArticleText, match: Match) -> Range:
    """Return how far the folded source around a quote is looked at: some words of the same paragraph."""
    start, end = bisect_left(source.starts, match.start), bisect_left(source.starts, match.end)
    first, last = (
        text.paragraphs[text.find_paragraph(match.start)][0],
        text.paragraphs[text.find_paragraph(match.end)][1],
    )
    return (
        max(start - AROUND, bisect_left(source.starts, first)),
        min(end + AROUND, bisect_left(source.starts, last)),
    )


def is_ended(text: str, end: int) -> bool:
    """Say whether a quote that ends at `end` ends with its sentence."""
    return text[max(0, end - AROUND) : end].rstrip("\"') ]").endswith(ENDING)


@cache
def compile_words(language: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern for each kind of turning word that a language has; none for one that nobody has described."""
    known = load_language(language)
    lists = ((kind, getattr(known, name)) for name, kind in KINDS.items())
    return {kind: compile_list(words) for kind, words in lists if words}


def compile_list(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of some words, the longest first; `*` stands for what a word may begin or end in."""
    alternatives = (
        re.escape(word).replace(r"\*", "[\\w'-]*").replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def find_cuts(source: Normalised, text: ArticleText, start: int, end: int) -> list[int]:
    """Return where in the folded source sentences and paragraphs begin between two places of the text."""
    gap = bisect_left(source.starts, start), bisect_left(source.starts, end)
    return sorted({*find_sentences(source.text, gap), *find_paragraphs(source, text, start, end)})


def find_sentences(text: str, gap: Range) -> Iterator[int]:
    """Yield where sentences begin within what was left out, and right behind it."""
    for found in SENTENCE_END.finditer(text, max(0, gap[0] - AROUND), gap[1] + AROUND):
        is_short = ABBREVIATED.search(text, max(0, found.start() - AROUND), found.start() + 1)
        if gap[0] <= found.end() <= gap[1] and not found[1].islower() and not is_short:
            yield found.end()


def find_paragraphs(source: Normalised, text: ArticleText, start: int, end: int) -> Iterator[int]:
    """Yield where in the folded source paragraphs begin between two places of the text."""
    for first, _ in text.paragraphs[text.find_paragraph(start) + 1 : text.find_paragraph(end) + 1]:
        yield bisect_left(source.starts, first)


def list_parts(text: str, gap: Range, cuts: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield what was left out of sentences that are kept in part, and of those that may take back what was said.

    Of each, where it begins and ends, and where a turning word begins at the latest.
    """
    if not cuts:
        yield *gap, gap[1]
        return
    yield gap[0], cuts[0], cuts[0]
    for start, end in pairwise(cuts):
        words = list(re.finditer(r"[\w']+", text[start:end]))
        if 0 < len(words) <= MAX_TAKEN_BACK:
            yield start, end, start + words[:OPENING_WORDS][-1].end()
    yield cuts[-1], gap[1], gap[1]


def find_turns(
    source: Normalised, parts: Iterable[tuple[int, int, int]], words: dict[str, re.Pattern[str]]
) -> Iterator[tuple[str, Range]]:
    """Yield each word in some parts of the folded source that turns a meaning, with its kind; none inside another."""
    found = [
        (kind, match)
        for start, end, latest in parts
        for kind, pattern in words.items()
        for match in pattern.finditer(source.text, start, end)
        if match.start() < latest
    ]
    reached = 0
    for kind, match in sorted(found, key=lambda item: (item[1].start(), -item[1].end())):
        is_other = is_joined(source, *match.span()) or (kind != KINDS["negations"] and is_name(match))
        if match.end() > reached and not is_other:
            reached = match.end()
            yield kind, match.span()


def is_joined(source: Normalised, start: int, end: int) -> bool:
    """Say whether a hyphen makes something the end of a longer word, or the beginning of a name; a dash does not.

    The "se" of "reuniu-se" is no condition, the "Pas" of "Pas-de-Calais" no negation; "not-yet-approved" has one.
    """
    word, places = source.text[start:end], [(start - 1, start - 2)]
    places += [(end, end + 1)] if word.istitle() else []
    for at, beyond in places:
        mark, letter = source.text[max(0, at) : at + 1], source.text[max(0, beyond) : beyond + 1]
        if mark == "-" and letter.isalnum() and source.original[source.starts[at]] in HYPHENS:
            return True
    return False


def is_name(found: re.Match[str]) -> bool:
    """Say whether a word is one by its letters only: "May" in a sentence, not at its beginning, nor in a headline."""
    word, (start, end) = found.group(), found.span()
    before = found.string[max(0, start - AROUND) : start].rstrip()
    after = found.string[end : end + AROUND].lstrip()
    if not word[0].isupper() or (word.isupper() and len(word) > 1) or not (before[-1:].isalnum() or before[-1:] == ","):
        return False
    previous = re.search(r"\w[\w'-]*\W*\Z", before)
    return not (previous and previous.group()[0].isupper() and after[:1].isupper())


def show_omission(text: str, gap: Range, turn: Range) -> str:
    """Return the words left out around a turning word, in brackets between the nearest of those that are kept."""
    start, end = max(gap[0], turn[0] - AROUND), min(gap[1], turn[1] + AROUND)
    left = f"{'…' if start > gap[0] else ''}{text[start:end].strip()}{'…' if end < gap[1] else ''}"
    before = text[max(0, gap[0] - AROUND) : gap[0]].split()[-KEPT_WORDS:]
    after = text[gap[1] : gap[1] + AROUND].split()[:KEPT_WORDS]
    return f"{' '.join(before)} [{left}] {' '.join(after)}".strip()

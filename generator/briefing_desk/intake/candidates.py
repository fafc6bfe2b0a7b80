"""Passages of a new article that an annotation may quote: what somebody says, and sentences that take a stance.

Only proposals, for a person to choose from: a stance is never guessed. In a language that nobody has described
quotations are found without their speakers. Never reads the disk.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_desk.intake.phrasing import ENGLISH, Phrasing, Range, find_stance, phrase, split_sentences
from briefing_desk.intake.speakers import UNKNOWN_SPEAKER, find_speaker, guess_person
from briefing_desk.quotes.find import count_words
from briefing_desk.quotes.recognition import Mention, find_mentions
from briefing_desk.schema.model import Actor
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import list_outer

MIN_WORDS = 3
"""Of a quotation: shorter ones are titles and terms."""
TERM_WORDS = 8
"""Fewer have the titles and terms that stand in quotation marks and are nobody's speech."""
SAID = re.compile(r"\s*(?:[,.!?…]|[\"”“»«]\s*(?:,|[.!?…]?\s*(?:\Z|\n)))")
"""Behind the words of somebody's speech: the end of a clause at the mark, or of the paragraph behind it."""
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
"""Behind the name of whom something belongs to: "the museum's guards rejected" is not what the museum did."""
CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—]\s")
TRAILING = ",;:—–- "


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that an annotation may quote."""

    start: int
    end: int
    is_direct: bool
    actor: str | None
    """The actor or speaker of the vocabulary who is likely meant."""
    name: str
    """Who is likely meant, in the article's words; empty if nobody was found."""
    verb: str
    """By which word that was seen."""
    guess: str | None = None
    """The person of the vocabulary whom "he" or "she" may mean: for somebody to confirm."""
    teller: str | None = None
    """The actor or speaker of the vocabulary by whose account it is; perhaps the one who is likely meant."""
    is_cut: bool = False
    """The article's passage goes on: more than this may not be published."""


def find_candidates(
    text: ArticleText, actors: Mapping[str, Actor], max_words: int, language: str = ENGLISH
) -> list[Candidate]:
    """Return the passages of a text that may be quoted, in reading order, none longer than may be published."""
    phrasing = phrase(language.split("-")[0].lower())
    mentions = find_mentions(text.text, actors)
    spoken = list(find_spoken(text, mentions, actors, max_words, phrasing))
    taken = [(candidate.start, candidate.end) for candidate in spoken]
    starts = [start for start, _ in taken]

    def list_near(found: Candidate) -> list[Range]:
        """Return the quotations that begin within a sentence, and the one before it."""
        return taken[max(0, bisect_left(starts, found.start) - 1) : bisect_left(starts, found.end)]

    sentences = find_told(text, mentions, max_words, phrasing)
    told = [found for found in sentences if not is_covered(found, list_near(found))]
    return sorted([*spoken, *told], key=lambda candidate: candidate.start)


def is_covered(candidate: Candidate, spans: Iterable[Range]) -> bool:
    """Say whether a candidate consists for the most part of passages that were found already."""
    shared = sum(max(0, min(candidate.end, end) - max(candidate.start, start)) for start, end in spans)
    return shared * 2 > candidate.end - candidate.start


def find_spoken(
    text: ArticleText, mentions: Sequence[Mention], actors: Mapping[str, Actor], max_words: int, phrasing: Phrasing
) -> Iterator[Candidate]:
    """Yield each quotation of some length; who speaks on within a paragraph is the speaker before."""
    found, guess, paragraph, starts = UNKNOWN_SPEAKER, None, -1, [mention.start for mention in mentions]
    for start, end in list_outer(text.direct):
        start, end = trim(text.text, start, end, phrasing)
        if count_words(text.text[start:end]) < MIN_WORDS:
            continue
        first, last = find_paragraph(text, start)
        known, guessed = (found, guess) if paragraph == first else (UNKNOWN_SPEAKER, None)
        before = text.paragraphs[max(0, find_number(text, start) - 1)][0]
        near = mentions[bisect_left(starts, before) : bisect_left(starts, last)]
        found, paragraph = find_speaker(text.text, (start, end), (first, last), near, phrasing, known), first
        guess = None if found[0] or found[1] else guess_person(text, start, end, near, actors, phrasing)
        guess = guess or (guessed if found is known else None)
        if not (found[2] or guess) and is_term(text.text, start, end, (first, last)):
            continue
        shown = shorten(text.text, start, end, max_words, phrasing)
        yield Candidate(start, shown, True, *found, guess, is_cut=shown < end)


def is_term(text: str, start: int, end: int, paragraph: Range) -> bool:
    """Say whether some words in marks within a sentence are a title or a term, not what somebody says.

    They end no sentence and end with none, and no verb tells who would say them.
    """
    around = text[paragraph[0] : start] + text[end : paragraph[1]]
    return (
        count_words(text[start:end]) < TERM_WORDS
        and any(char.isalnum() for char in around)
        and not SAID.match(text, end)
        and not re.search(r"[.!?…]", text[start:end])
    )


def trim(text: str, start: int, end: int, phrasing: Phrasing) -> Range:
    """Return a passage without white space, and without the punctuation of the sentence that it stands in."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1] in TRAILING:
        end -= 1
    if text[start:end].endswith(".") and not text[start : end - 1].endswith("."):
        end -= not phrasing.abbreviation.search(text[start:end])
    return start, end


def shorten(text: str, start: int, end: int, max_words: int, phrasing: Phrasing) -> int:
    """Return the end of as many sentences as may be published, else of clauses, if they hold enough, else of words."""
    if count_words(text[start:end]) <= max_words:
        return end
    sentences = split_sentences(text, start, end, phrasing.language.code)
    ends = [last for _, last in sentences if count_words(text[start:last]) <= max_words]
    if ends:
        return trim(text, start, ends[-1], phrasing)[1]
    words = list(re.finditer(r"\S+", text[start:end]))
    limit = (
        start + words[max_words - 1].end()
        if len(words) >= max_words
        else start + (end - start) * max_words // (count_words(text[start:end]))
    )
    clauses = [match.start() for match in CLAUSE_END.finditer(text, start, limit)]
    is_enough = clauses and count_words(text[start : clauses[-1]]) * 3 > max_words
    return trim(text, start, clauses[-1] if is_enough else limit, phrasing)[1]


def show_stance(text: str, span: Range, verb: Range, max_words: int, phrasing: Phrasing) -> Range:
    """Return as much of a sentence as may be published, from its beginning or from a clause, with its verb."""
    start, end = span
    shown = shorten(text, start, end, max_words, phrasing)
    clauses = [match.end() for match in CLAUSE_END.finditer(text, start, verb[0])]
    while shown < verb[1] and clauses:
        start = clauses.pop(0)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        shown = shorten(text, start, end, max_words, phrasing)
    if shown < verb[1]:
        words = [match.start() for match in re.finditer(r"\S+", text[start : verb[1]])]
        start += words[max(0, len(words) - max_words)]
        shown = verb[1]
    return start, shown


def find_number(text: ArticleText, at: int) -> int:
    """Return which paragraph a place lies in, or behind."""
    return max(0, bisect_right(text.paragraphs, at, key=lambda span: span[0]) - 1)


def find_paragraph(text: ArticleText, at: int) -> Range:
    """Return the paragraph that a place lies in."""
    start, end = text.paragraphs[find_number(text, at)]
    return (start, end) if start <= at < end else (at, at)


def find_told(
    text: ArticleText, mentions: Sequence[Mention], max_words: int, phrasing: Phrasing
) -> Iterator[Candidate]:
    """Yield each sentence with an actor and then a verb that may tell of a stance, or in which somebody declines."""
    words, starts = text.text, [found.start for found in mentions]
    for first, last in text.paragraphs:
        for start, end in split_sentences(words, first, last, phrasing.language.code):
            named = [
                found for found in mentions[bisect_left(starts, start) : bisect_left(starts, end)] if found.end <= end
            ]
            verb = phrasing.declined.search(words, start, end)
            if named and not verb:
                verb = find_stance(words, start if phrasing.language.has_free_order else named[0].end, end, phrasing)
            if verb and words[end - 1] != "?" and count_words(words[start:end]) >= MIN_WORDS:
                yield make_told(text, (start, end), verb, named, max_words, phrasing)


def make_told(
    text: ArticleText, span: Range, verb: re.Match[str], named: Sequence[Mention], max_words: int, phrasing: Phrasing
) -> Candidate:
    """Return a sentence that may tell of a stance: whose it is, and by whose account."""
    words, tellers = text.text, [found for found in named if is_teller(text.text, span[0], found, phrasing)]
    before = [found for found in named if found.end <= verb.start()]
    before = [found for found in before if not POSSESSIVE.match(words, found.end)] or before
    before = [found for found in before if found not in tellers] or before
    behind = (found for found in named if found.start >= verb.end() and found not in tellers)
    holder = max(before, key=lambda found: found.end, default=None) or next(behind, None)
    name = words[holder.start : holder.end] if holder else ""
    whole = trim(words, *span, phrasing)
    start, shown = show_stance(words, whole, verb.span(), max_words, phrasing)
    accounts = [found for found in tellers if found != holder or is_accorded(words, span[0], found, phrasing)]
    who, teller = (found.actor if found else None for found in (holder, next(iter(accounts), None)))
    is_cut = (start, shown) != whole
    return Candidate(start, shown, False, who, name, verb.group(), teller=teller, is_cut=is_cut)


def is_teller(text: str, start: int, found: Mention, phrasing: Phrasing) -> bool:
    """Say whether a sentence is somebody's account: "according to the union", "the union said"."""
    return is_accorded(text, start, found, phrasing) or bool(phrasing.tells.match(text, found.end))


def is_accorded(text: str, start: int, found: Mention, phrasing: Phrasing) -> bool:
    """Say whether a sentence says "according to" of somebody whom it names."""
    return bool(phrasing.according.search(text, start, found.start))

"""Passages of a new article that an annotation may quote: what somebody says, and sentences that take a stance.

Only proposals, for a person to choose from: a stance is never guessed. Reporting and stance verbs are English; in
other languages quotations are found without their speakers. Never reads the disk.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing_desk.intake.speakers import (
    ABBREVIATION,
    REPORTING,
    UNKNOWN_SPEAKER,
    Range,
    find_speaker,
    guess_person,
    split_sentences,
)
from briefing_desk.quotes.find import count_words
from briefing_desk.quotes.recognition import Mention, find_mentions
from briefing_desk.schema.model import Actor
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import list_outer

MIN_WORDS = 3
"""Of a quotation: shorter ones are titles and terms."""
STANCE = re.compile(
    r"\b(?:support|back(?!ground|yard|log|drop)|favou?r|welcom|endors|approv|agree|accept|oppos|reject|refus|resist"
    r"|den(?:y|ied|ies)|rul(?:ed?|es) out|object|criticis|criticiz|condemn|demand|insist|call(?:s|ed)? for"
    r"|urg(?:e|ing)|want|willing"
    r"|ready|prepared|propos|vow|pledg|commit(?!tee)|declin|abandon|drop|warn|threaten|hesita|undecided|neutral"
    r"|t(?:akes?|ook) no side|ha(?:s|ve|d)(?: not|n['’]t)(?: yet)? (?:decid|tak|mad|reach)"
    r"|open to|against|ask(?:s|ed|ing)? (?:for|that)|call(?:s|ed|ing)? on|s(?:eek|ought)"
    r"|request|need|must\b|should\b)\w*",
    re.IGNORECASE,
)
DECLINED = re.compile(
    r"\b(?:declin(?:ed|es|ing)|refus(?:ed|es|ing)) to (?:comment|answer|say|discuss|be drawn|take (?:a position|sides))"
    r"|\b(?:had|has|have|offered|made|gave) no comment\b",
    re.IGNORECASE,
)
"""Somebody was asked and did not answer. That somebody could not be reached, or did not reply, is silence."""
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
"""Behind the name of whom something belongs to: "the museum's guards rejected" is not what the museum did."""
ACCORDING = re.compile(r"\baccording to(?: the| its| their)?\s+\Z", re.IGNORECASE)
TELLS = re.compile(rf"\s+(?:ha(?:s|ve|d)\s+)?(?:also\s+)?{REPORTING.pattern}(?!\s+(?:by|for|on)\b)", re.IGNORECASE)
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


def find_candidates(text: ArticleText, actors: Mapping[str, Actor], max_words: int) -> list[Candidate]:
    """Return the passages of a text that may be quoted, in reading order, none longer than may be published."""
    mentions = find_mentions(text.text, actors)
    spoken = list(find_spoken(text, mentions, actors, max_words))
    taken = [(candidate.start, candidate.end) for candidate in spoken]
    told = [found for found in find_told(text, mentions, max_words) if not is_covered(found, taken)]
    return sorted([*spoken, *told], key=lambda candidate: candidate.start)


def is_covered(candidate: Candidate, spans: Iterable[Range]) -> bool:
    """Say whether a candidate consists for the most part of passages that were found already."""
    shared = sum(max(0, min(candidate.end, end) - max(candidate.start, start)) for start, end in spans)
    return shared * 2 > candidate.end - candidate.start


def find_spoken(
    text: ArticleText, mentions: Sequence[Mention], actors: Mapping[str, Actor], max_words: int
) -> Iterator[Candidate]:
    """Yield each quotation of some length; who speaks on within a paragraph is the speaker before."""
    found, guess, paragraph = UNKNOWN_SPEAKER, None, -1
    for start, end in list_outer(text.direct):
        start, end = trim(text.text, start, end)
        if count_words(text.text[start:end]) < MIN_WORDS:
            continue
        first, last = find_paragraph(text, start)
        known, guessed = (found, guess) if paragraph == first else (UNKNOWN_SPEAKER, None)
        found, paragraph = find_speaker(text.text, (start, end), (first, last), mentions, known), first
        guess = None if found[0] or found[1] else guess_person(text, start, end, mentions, actors)
        guess = guess or (guessed if found is known else None)
        shown = shorten(text.text, start, end, max_words)
        yield Candidate(start, shown, True, *found, guess, is_cut=shown < end)


def trim(text: str, start: int, end: int) -> Range:
    """Return a passage without white space, and without the punctuation of the sentence that it stands in."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1] in TRAILING:
        end -= 1
    if text[start:end].endswith(".") and not text[start : end - 1].endswith("."):
        end -= not ABBREVIATION.search(text[start:end])
    return start, end


def shorten(text: str, start: int, end: int, max_words: int) -> int:
    """Return the end of as many sentences as may be published, else of clauses, if they hold enough, else of words."""
    if count_words(text[start:end]) <= max_words:
        return end
    ends = [last for _, last in split_sentences(text, start, end) if count_words(text[start:last]) <= max_words]
    if ends:
        return trim(text, start, ends[-1])[1]
    words = list(re.finditer(r"\S+", text[start:end]))
    limit = start + words[max_words - 1].end()
    clauses = [match.start() for match in CLAUSE_END.finditer(text, start, limit)]
    is_enough = clauses and count_words(text[start : clauses[-1]]) * 3 > max_words
    return trim(text, start, clauses[-1] if is_enough else limit)[1]


def find_paragraph(text: ArticleText, at: int) -> Range:
    """Return the paragraph that a place lies in."""
    return next((span for span in text.paragraphs if span[0] <= at < span[1]), (at, at))


def find_told(text: ArticleText, mentions: Sequence[Mention], max_words: int) -> Iterator[Candidate]:
    """Yield each sentence with an actor and then a verb that may tell of a stance, or in which somebody declines."""
    for first, last in text.paragraphs:
        for start, end in split_sentences(text.text, first, last):
            named = [found for found in mentions if start <= found.start and found.end <= end]
            verb = DECLINED.search(text.text, start, end)
            verb = verb or (STANCE.search(text.text, named[0].end, end) if named else None)
            if verb and text.text[end - 1] != "?" and count_words(text.text[start:end]) >= MIN_WORDS:
                tellers = [found for found in named if is_teller(text.text, start, found)]
                before = [found for found in named if found.end <= verb.start()]
                before = [found for found in before if not POSSESSIVE.match(text.text, found.end)] or before
                before = [found for found in before if found not in tellers] or before
                holder = max(before, key=lambda found: found.end, default=None)
                name = text.text[holder.start : holder.end] if holder else ""
                start, end = trim(text.text, start, end)
                shown = shorten(text.text, start, end, max_words)
                tellers = [found for found in tellers if found != holder or is_accorded(text.text, start, found)]
                who, teller = (found.actor if found else None for found in (holder, next(iter(tellers), None)))
                yield Candidate(start, shown, False, who, name, verb.group(), teller=teller, is_cut=shown < end)


def is_teller(text: str, start: int, found: Mention) -> bool:
    """Say whether a sentence is somebody's account: "according to the union", "the union said"."""
    return is_accorded(text, start, found) or bool(TELLS.match(text, found.end))


def is_accorded(text: str, start: int, found: Mention) -> bool:
    """Say whether a sentence says "according to" of somebody whom it names."""
    return bool(ACCORDING.search(text, start, found.start))

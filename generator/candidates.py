"""Passages of a new article that an annotation may quote: what somebody says, and sentences that take a stance.

Only proposals, for a person to choose from: a stance is never guessed. Reporting and stance verbs are English; in
other languages quotations are found without their speakers. Never reads the disk.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.articletext import ArticleText
from generator.model import Actor, ActorKind
from generator.quotes import count_words
from generator.recognition import Mention, find_mentions

Range = tuple[int, int]
MIN_WORDS = 3
"""Of a quotation: shorter ones are titles and terms."""
AROUND = 140
"""Characters before and behind a quotation in which its speaker is looked for, within its paragraph."""
REPORTING = re.compile(
    r"\b(?:said|says?|saying|told|tells|add(?:ed|s)|ask(?:ed|s)|warn(?:ed|s)|argue[ds]|insist(?:ed|s)|wrote|writes"
    r"|state[ds]|declare[ds]|announce[ds]|explain(?:ed|s)|claim(?:ed|s)|stress(?:ed|es)|note[ds]|repl(?:ied|ies)"
    r"|call(?:ed|s)|describe[ds]|according to|urge[ds]|admit(?:ted|s)|promise[ds]|vow(?:ed|s)|tweeted|posted"
    r"|reiterate[ds]|emphasi[sz]e[ds]|acknowledge[ds]|conclude[ds]|continue[ds]|recall(?:ed|s)|suggest(?:ed|s))\b",
    re.IGNORECASE,
)
STANCE = re.compile(
    r"\b(?:support|back(?!ground|yard|log|drop)|favou?r|welcom|endors|approv|agree|accept|oppos|reject|refus|resist"
    r"|den(?:y|ied|ies)|rul(?:ed?|es) out|object|criticis|criticiz|condemn|demand|insist|call(?:s|ed)? for"
    r"|urg(?:e|ing)|want|willing"
    r"|ready|prepared|propos|vow|pledg|commit(?!tee)|declin|abandon|drop|warn|threaten|hesita|undecided|neutral"
    r"|t(?:akes?|ook) no side|open to|against|ask(?:s|ed|ing)? (?:for|that)|call(?:s|ed|ing)? on|s(?:eek|ought)"
    r"|request|need|must\b|should\b)\w*",
    re.IGNORECASE,
)
ADDRESSING = re.compile("told|tells", re.IGNORECASE)
"""Behind these stands who was spoken to."""
PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
NAME = re.compile(r"(?:(?:[A-Z][\w'’.-]+|de|van|von|al|bin)\s+){1,3}[A-Z][\w'’-]+")
SAYER = re.compile(rf"\b(?!He\b|She\b)[A-Z][\w'’-]+(?= {REPORTING.pattern})|(?<=said )[A-Z][\w'’-]+")
"""A single name beside a reporting verb."""
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*(?=\s+[\"“‘«(]?[A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rep|Gov|vs|Jr|Sr|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
TRAILING = ",;:—–- "
MARKS = '"“”„«»'
Speaker = tuple[str | None, str, str]
UNKNOWN_SPEAKER: Speaker = (None, "", "")


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
    known, paragraph = UNKNOWN_SPEAKER, -1
    for start, end in list_outer(text.direct):
        start, end = trim(text.text, start, end)
        if count_words(text.text[start:end]) < MIN_WORDS:
            continue
        first, last = find_paragraph(text, start)
        found = find_speaker(text.text, (start, end), (first, last), mentions)
        if found == UNKNOWN_SPEAKER and paragraph == first:
            found = known
        known, paragraph = found, first
        guess = None if found[0] or found[1] else guess_person(text, start, end, mentions, actors)
        yield Candidate(start, shorten(text.text, start, end, max_words), True, *found, guess)


def guess_person(
    text: ArticleText, start: int, end: int, mentions: Sequence[Mention], actors: Mapping[str, Actor]
) -> str | None:
    """Return whom "he" or "she" beside a quotation may mean: the only person named in this paragraph and the last.

    None where anybody else is named there who may be a person.
    """
    at = next((index for index, (a, b) in enumerate(text.paragraphs) if a <= start < b), None)
    if at is None:
        return None
    first, last = text.paragraphs[max(0, at - 1)][0], text.paragraphs[at][1]
    windows = look_behind(text.text, end, last), look_before(text.text, start, text.paragraphs[at][0])
    if not any(PRONOUN.search(text.text, *window) and REPORTING.search(text.text, *window) for window in windows):
        return None
    near = [found for found in mentions if first <= found.start and found.end <= start]
    people = {found.actor for found in near if actors[found.actor].kind is ActorKind.PERSON}
    named = [
        match.span() for match in (*NAME.finditer(text.text, first, start), *SAYER.finditer(text.text, first, last))
    ]
    strange = any(not any(a < found.end and found.start < b for found in near) for a, b in named)
    return people.pop() if len(people) == 1 and not strange else None


def list_outer(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges that lie in no other: a quotation inside a quotation belongs to it."""
    found: list[Range] = []
    for start, end in sorted(set(ranges), key=lambda span: (span[0], -span[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


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
    """Return the end of as many whole sentences as may be published, else of as many words."""
    if count_words(text[start:end]) <= max_words:
        return end
    ends = [last for _, last in split_sentences(text, start, end) if count_words(text[start:last]) <= max_words]
    if ends:
        return trim(text, start, ends[-1])[1]
    words = list(re.finditer(r"\S+", text[start:end]))
    return trim(text, start, start + words[max_words - 1].end())[1]


def find_paragraph(text: ArticleText, at: int) -> Range:
    """Return the paragraph that a place lies in."""
    return next((span for span in text.paragraphs if span[0] <= at < span[1]), (at, at))


def find_speaker(text: str, span: Range, paragraph: Range, mentions: Sequence[Mention]) -> Speaker:
    """Return who likely says a quotation: looked for behind it, then before it, up to the end of the sentence."""
    for start, end in (look_behind(text, span[1], paragraph[1]), look_before(text, span[0], paragraph[0])):
        if verb := REPORTING.search(text, start, end):
            return name_speaker(text, (start, end), verb, mentions)
    return UNKNOWN_SPEAKER


def look_behind(text: str, at: int, last: int) -> Range:
    """Return what follows a quotation in its sentence, up to the next quotation mark."""
    while at < last and not text[at].isalnum():
        at += 1
    stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, at, min(last, at + AROUND))
    while stop and stop.group() == "." and ABBREVIATION.search(text[at : stop.end()]):
        stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, stop.end(), min(last, at + AROUND))
    return at, stop.start() if stop else min(last, at + AROUND)


def look_before(text: str, at: int, first: int) -> Range:
    """Return what stands before a quotation in its sentence, behind the last quotation mark."""
    end = at - 1 if at > first and text[at - 1] in MARKS else at
    start = max(first, end - AROUND)
    sentences = list(split_sentences(text, start, end))
    begin = sentences[-1][0] if sentences else start
    marks = [match.end() for match in re.compile(f"[{MARKS}]").finditer(text, begin, end)]
    return (marks[-1] if marks else begin), end


def name_speaker(text: str, window: Range, verb: re.Match[str], mentions: Sequence[Mention]) -> Speaker:
    """Return who stands nearest to a reporting verb: an actor of the vocabulary, else what looks like a name."""
    window = (window[0], verb.start()) if ADDRESSING.match(verb.group()) else window
    near = [found for found in mentions if window[0] <= found.start and found.end <= window[1]]
    if near:
        best = min(near, key=lambda found: min(abs(found.start - verb.end()), abs(verb.start() - found.end)))
        return best.actor, text[best.start : best.end], verb.group()
    names = [*NAME.finditer(text, *window)]
    nearest = min(
        names, key=lambda name: min(abs(name.start() - verb.end()), abs(verb.start() - name.end())), default=None
    )
    return None, nearest.group() if nearest else "", verb.group()


def find_told(text: ArticleText, mentions: Sequence[Mention], max_words: int) -> Iterator[Candidate]:
    """Yield each sentence in which an actor is named and then a verb that may tell of a stance."""
    for first, last in text.paragraphs:
        for start, end in split_sentences(text.text, first, last):
            named = [found for found in mentions if start <= found.start and found.end <= end]
            verb = STANCE.search(text.text, named[0].end, end) if named else None
            if verb and text.text[end - 1] != "?" and count_words(text.text[start:end]) >= MIN_WORDS:
                holder = max((found for found in named if found.end <= verb.start()), key=lambda found: found.end)
                start, end = trim(text.text, start, end)
                words = text.text[holder.start : holder.end]
                yield Candidate(
                    start, shorten(text.text, start, end, max_words), False, holder.actor, words, verb.group()
                )


def split_sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the sentences of a paragraph."""
    for match in SENTENCE_END.finditer(text, start, end):
        if not ABBREVIATION.search(text[start : match.start() + 1]):
            yield start, match.end()
            start = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
    if start < end:
        yield start, end

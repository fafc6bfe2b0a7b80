"""Who says a quotation: whom a reporting verb points to, or whom "he" or "she" may mean. Pure."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from briefing_desk.intake.phrasing import Phrasing, Range, find_names, find_surname, split_sentences
from briefing_desk.quotes.recognition import Mention
from briefing_desk.schema.model import Actor, ActorKind
from briefing_desk.text.article_text import ArticleText

AROUND = 140
"""Characters before and behind a quotation in which its speaker is looked for, within its paragraph."""
BELONGING = re.compile(r"(?:,[^,.;:]*)?\s(?:of|from|for|at)\s(?:the\s)?")
"""Between a name and that of whom it speaks for."""
FEW_WORDS = 2
EARLIER, FEW_MENTIONS, NAME_LENGTH = 8_000, 5, 50
"""Characters, and mentions in them, in which the rest of a name is looked for; and characters that it may have."""
ENDED = re.compile(r"[.!?…][\"”’»]*\Z")
SENTENCE_OVER = re.compile(r"[\"”»“][.!?]")
"""Behind a quotation whose sentence ends with it; where the full stop is within the marks, that is not known."""
FULL_STOP = re.compile(r"\.[\"”’»]")
"""Behind a quotation that mostly ends its sentence: what follows is the next one, seldom "Smith said"."""
INTRODUCED = re.compile(r":\s*\Z")
"""Before a quotation a colon says who speaks as well as a verb does."""
SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""What stands within quotation marks in French."""
MARKS = '"“”„«»'
Speaker = tuple[str | None, str, str]
UNKNOWN_SPEAKER: Speaker = (None, "", "")


def guess_person(
    text: ArticleText,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    phrasing: Phrasing,
) -> str | None:
    """Return whom "he" or "she" beside a quotation may mean: the only person named before it in its paragraph.

    Where that names nobody, the only one in the paragraph before. None where anybody else is named who may be a person.
    """
    at = bisect_right(text.paragraphs, start, key=lambda span: span[0]) - 1
    if at < 0 or start >= text.paragraphs[at][1]:
        return None
    first, last = text.paragraphs[at]
    windows = look_behind(text.text, end, last, phrasing), look_before(text.text, start, first, phrasing)
    pronoun, reporting = phrasing.pronoun, phrasing.reporting
    if not any(pronoun.search(text.text, *window) and reporting.search(text.text, *window) for window in windows):
        return None
    for begin in (first, text.paragraphs[max(0, at - 1)][0]):
        near = [found for found in mentions if begin <= found.start and found.end <= start]
        people = {found.actor for found in near if actors[found.actor].kind is ActorKind.PERSON}
        surnames = {actors[person].name.split()[-1] for person in people}
        if has_stranger(text.text, (begin, start), last, near, surnames, phrasing) or len(people) > 1:
            return None
        if people:
            return people.pop()
    return None


def has_stranger(
    text: str, before: Range, last: int, near: Sequence[Mention], surnames: Collection[str], phrasing: Phrasing
) -> bool:
    """Say whether somebody is named before a quotation, or says something beside it, whom the vocabulary lacks."""
    sayers = (match.span(match.lastindex or 0) for match in phrasing.sayer.finditer(text, before[0], last))
    found = [*find_names(text, *before, phrasing)]
    found += [(a, b) for a, b in sayers if text[a:b].casefold() not in phrasing.unnamed]
    named = [(a, b) for a, b in found if text[a:b].split()[-1] not in surnames]
    return any(not any(a < found.end and found.start < b for found in near) for a, b in named)


def find_speaker(
    text: str,
    span: Range,
    paragraph: Range,
    mentions: Sequence[Mention],
    phrasing: Phrasing,
    known: Speaker = UNKNOWN_SPEAKER,
) -> Speaker:
    """Return who likely says a quotation: looked for behind it, then before it, up to the end of the sentence.

    Where nothing there tells, who is known to speak before it in its paragraph speaks on. Another clause is asked after
    what stands before the quotation, the sentence that follows it after all else.
    """
    behind, before = (
        look_behind(text, span[1], paragraph[1], phrasing),
        look_before(text, span[0], paragraph[0], phrasing),
    )
    is_over = FULL_STOP.match(text, span[1])
    windows = [before, behind] if is_over or phrasing.other_clause.match(text, span[1]) else [behind, before]
    for window in windows:
        if is_over and window is behind and known != UNKNOWN_SPEAKER:
            return known
        if verb := find_verb(text, window, phrasing):
            speaker = name_speaker(text, window, verb, mentions, phrasing)
            is_same = speaker[:2] == UNKNOWN_SPEAKER[:2] and goes_on(text, window, verb, phrasing)
            return known if is_same and known != UNKNOWN_SPEAKER else speaker
    is_named = any(start <= found.start < end for start, end in windows for found in mentions)
    return UNKNOWN_SPEAKER if is_named else known


def goes_on(text: str, window: Range, verb: re.Match[str], phrasing: Phrasing) -> bool:
    """Say whether a clause says no more than that somebody goes on: "she added"."""
    return verb.group().casefold() in phrasing.language.continuing and len(text[slice(*window)].split()) <= FEW_WORDS


def find_verb(text: str, window: Range, phrasing: Phrasing) -> re.Match[str] | None:
    """Return the reporting verb of a window, else its colon; "according to" only tells where nothing else does."""
    verbs = [*phrasing.reporting.finditer(text, *window)]
    words = tuple(entry.split("|")[0].split(" ")[0] for entry in phrasing.language.according)
    said = (verb for verb in verbs if not verb.group().casefold().startswith(words or ("\n",)))
    return next(said, verbs[0] if verbs else INTRODUCED.search(text, *window))


def look_behind(text: str, at: int, last: int, phrasing: Phrasing) -> Range:
    """Return what follows a quotation in its sentence, up to the next quotation mark."""
    begin = at
    while at < last and not text[at].isalnum():
        at += 1
    if SENTENCE_OVER.search(text, begin, at):
        return at, at
    stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, at, min(last, at + AROUND))
    while stop and stop.group() == "." and phrasing.abbreviation.search(text[at : stop.end()]):
        stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, stop.end(), min(last, at + AROUND))
    return at, stop.start() if stop else min(last, at + AROUND)


def look_before(text: str, at: int, first: int, phrasing: Phrasing) -> Range:
    """Return what stands before a quotation in its sentence, behind the last quotation mark."""
    end = at
    while end > first and text[end - 1] in SPACES:
        end -= 1
    end = end - 1 if end > first and text[end - 1] in MARKS else at
    start = max(first, end - AROUND)
    tail = text[start:end].rstrip()
    if ENDED.search(tail) and not phrasing.abbreviation.search(tail):
        return end, end  # the quotation begins its sentence
    sentences = list(split_sentences(text, start, end, phrasing.language.code))
    begin = sentences[-1][0] if sentences else start
    marks = [match.end() for match in re.compile(f"[{MARKS}]").finditer(text, begin, end)]
    return (marks[-1] if marks else begin), end


def name_speaker(
    text: str, window: Range, verb: re.Match[str], mentions: Sequence[Mention], phrasing: Phrasing
) -> Speaker:
    """Return who stands nearest to a reporting verb: an actor of the vocabulary, else what looks like a name."""
    window = (window[0], verb.start()) if phrasing.addressing.match(verb.group()) else window
    near = [found for found in mentions if window[0] <= found.start and found.end <= window[1]]
    if near:
        best = min(near, key=lambda found: min(abs(found.start - verb.end()), abs(verb.start() - found.end)))
        for found in near:  # of "A. Name of the Union" and "A. Name, chair of the Union" the person speaks
            if found.end < best.start and BELONGING.fullmatch(text, found.end, best.start):
                best = found
                break
        return best.actor, text[best.start : best.end], verb.group()
    names = find_names(text, *window, phrasing)
    nearest = min(names, key=lambda name: min(abs(name[0] - verb.end()), abs(verb.start() - name[1])), default=None)
    nearest = nearest or find_surname(text, window, verb, phrasing)
    return None, complete(text, nearest, phrasing) if nearest else "", verb.group()


def complete(text: str, span: Range, phrasing: Phrasing) -> str:
    """Return the whole name for a last name, where the text before it has just one that ends so."""
    name = text[slice(*span)]
    if " " in name:
        return name
    alone = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").finditer(text, max(0, span[0] - EARLIER), span[0])
    found = {
        text[a:b]
        for match in islice(alone, FEW_MENTIONS)
        for a, b in find_names(text, max(0, match.start() - NAME_LENGTH), match.end(), phrasing)
    }
    whole = {one for one in found if one.endswith(f" {name}")}
    return whole.pop() if len(whole) == 1 else name

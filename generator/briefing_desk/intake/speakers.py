"""Who says a quotation: whom a reporting verb points to, or whom "he" or "she" may mean. English only. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from briefing_desk.quotes.recognition import Mention
from briefing_desk.schema.model import Actor, ActorKind
from briefing_desk.text.article_text import ArticleText

Range = tuple[int, int]
AROUND = 140
"""Characters before and behind a quotation in which its speaker is looked for, within its paragraph."""
REPORTING = re.compile(
    r"\b(?:said|says?|saying|told|tells|add(?:ed|s)|ask(?:ed|s)|warn(?:ed|s)|argue[ds]|insist(?:ed|s)|wrote|writes"
    r"|state[ds]|declare[ds]|announce[ds]|explain(?:ed|s)|claim(?:ed|s)|stress(?:ed|es)|note[ds]|repl(?:ied|ies)"
    r"|call(?:ed|s)|describe[ds]|according to|urge[ds]|admit(?:ted|s)|promise[ds]|vow(?:ed|s)|tweeted|posted"
    r"|reiterate[ds]|emphasi[sz]e[ds]|acknowledge[ds]|conclude[ds]|continue[ds]|recall(?:ed|s)|suggest(?:ed|s)"
    r"|answer(?:ed|s)|remark(?:ed|s)|respond(?:ed|s)|observe[ds]|comment(?:ed|s)|complain(?:ed|s)|confirm(?:ed|s)"
    r"|counter(?:ed|s)|maintain(?:ed|s)|predict(?:ed|s)|accuse[ds]|sp(?:eaks|oke) of)\b",
    re.IGNORECASE,
)
ADDRESSING = re.compile("told|tells|accuse", re.IGNORECASE)
"""Behind these stands who was spoken to, or of."""
BELONGING = re.compile(r"(?:,[^,.;:]*)?\s(?:of|from|for|at)\s(?:the\s)?")
"""Between a name and that of whom it speaks for."""
PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
NAME = re.compile(
    r"(?<!\bthe )(?<!\bThe )\b(?!The\b)"
    r"(?:(?:[A-Z][\w'’-]+|[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Prof|St)\.|de|van|von|al|bin)\s+){1,3}[A-Z][\w'’-]+"
)
"""What may be somebody's name: it begins with no article, and no sentence ends in it."""
SAYER = re.compile(rf"\b(?!He\b|She\b)[A-Z][\w'’-]+(?= {REPORTING.pattern})|(?<=said )[A-Z][\w'’-]+")
"""A single name beside a reporting verb."""
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*(?=\s+[\"“‘«(]?[A-Z0-9])")
ENDED = re.compile(r"[.!?…][\"”’»)]*\Z")
SENTENCE_OVER = re.compile(r"[\"”»“][.!?]")
"""Behind a quotation whose sentence ends with it; where the full stop is within the marks, that is not known."""
FULL_STOP = re.compile(r"\.[\"”’»]")
"""Behind a quotation that mostly ends its sentence: what follows is the next one, seldom "Smith said"."""
INTRODUCED = re.compile(r":\s*\Z")
"""Before a quotation a colon says who speaks as well as a verb does."""
OTHER_CLAUSE = re.compile(r"\W*(?:and|but|while|whereas|although|though|because|so)\b", re.IGNORECASE)
"""Behind a quotation: the verb that follows has a subject of its own, or the one from before the quotation."""
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rep|Gov|vs|Jr|Sr|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
LONGEST = 4
"""Characters of the longest abbreviation before its full stop."""
WORD_START = re.compile(r"\S")
MARKS = '"“”„«»'
Speaker = tuple[str | None, str, str]
UNKNOWN_SPEAKER: Speaker = (None, "", "")


def guess_person(
    text: ArticleText, start: int, end: int, mentions: Sequence[Mention], actors: Mapping[str, Actor]
) -> str | None:
    """Return whom "he" or "she" beside a quotation may mean: the only person named before it in its paragraph.

    Where that names nobody, the only one in the paragraph before. None where anybody else is named who may be a person.
    """
    at = next((index for index, (a, b) in enumerate(text.paragraphs) if a <= start < b), None)
    if at is None:
        return None
    first, last = text.paragraphs[at]
    windows = look_behind(text.text, end, last), look_before(text.text, start, first)
    if not any(PRONOUN.search(text.text, *window) and REPORTING.search(text.text, *window) for window in windows):
        return None
    for begin in (first, text.paragraphs[max(0, at - 1)][0]):
        near = [found for found in mentions if begin <= found.start and found.end <= start]
        people = {found.actor for found in near if actors[found.actor].kind is ActorKind.PERSON}
        surnames = {actors[person].name.split()[-1] for person in people}
        if has_stranger(text.text, (begin, start), last, near, surnames) or len(people) > 1:
            return None
        if people:
            return people.pop()
    return None


def has_stranger(text: str, before: Range, last: int, near: Sequence[Mention], surnames: Collection[str]) -> bool:
    """Say whether somebody is named before a quotation, or says something beside it, whom the vocabulary lacks."""
    found = (*NAME.finditer(text, *before), *SAYER.finditer(text, before[0], last))
    named = [match.span() for match in found if match.group().split()[-1] not in surnames]
    return any(not any(a < found.end and found.start < b for found in near) for a, b in named)


def find_speaker(
    text: str, span: Range, paragraph: Range, mentions: Sequence[Mention], known: Speaker = UNKNOWN_SPEAKER
) -> Speaker:
    """Return who likely says a quotation: looked for behind it, then before it, up to the end of the sentence.

    Where nothing there tells, who is known to speak before it in its paragraph speaks on. Another clause is asked after
    what stands before the quotation, the sentence that follows it after all else.
    """
    behind, before = look_behind(text, span[1], paragraph[1]), look_before(text, span[0], paragraph[0])
    is_over = FULL_STOP.match(text, span[1])
    windows = [before, behind] if is_over or OTHER_CLAUSE.match(text, span[1]) else [behind, before]
    for window in windows:
        if is_over and window is behind and known != UNKNOWN_SPEAKER:
            return known
        if verb := find_verb(text, window):
            return name_speaker(text, window, verb, mentions)
    is_named = any(start <= found.start < end for start, end in windows for found in mentions)
    return UNKNOWN_SPEAKER if is_named else known


def find_verb(text: str, window: Range) -> re.Match[str] | None:
    """Return the reporting verb of a window, else its colon; "according to" only tells where nothing else does."""
    verbs = [*REPORTING.finditer(text, *window)]
    said = (verb for verb in verbs if not verb.group().lower().startswith("according"))
    return next(said, verbs[0] if verbs else INTRODUCED.search(text, *window))


def look_behind(text: str, at: int, last: int) -> Range:
    """Return what follows a quotation in its sentence, up to the next quotation mark."""
    begin = at
    while at < last and not text[at].isalnum():
        at += 1
    if SENTENCE_OVER.search(text, begin, at):
        return at, at
    stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, at, min(last, at + AROUND))
    while stop and stop.group() == "." and ABBREVIATION.search(text[at : stop.end()]):
        stop = re.compile(f"[{MARKS}]|[.!?](?=\\s)").search(text, stop.end(), min(last, at + AROUND))
    return at, stop.start() if stop else min(last, at + AROUND)


def look_before(text: str, at: int, first: int) -> Range:
    """Return what stands before a quotation in its sentence, behind the last quotation mark."""
    end = at - 1 if at > first and text[at - 1] in MARKS else at
    start = max(first, end - AROUND)
    tail = text[start:end].rstrip()
    if ENDED.search(tail) and not ABBREVIATION.search(tail):
        return end, end  # the quotation begins its sentence
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
        for found in near:  # of "A. Name of the Union" and "A. Name, chair of the Union" the person speaks
            if found.end < best.start and BELONGING.fullmatch(text, found.end, best.start):
                best = found
                break
        return best.actor, text[best.start : best.end], verb.group()
    names = [*NAME.finditer(text, *window)]
    nearest = min(
        names, key=lambda name: min(abs(name.start() - verb.end()), abs(verb.start() - name.end())), default=None
    )
    return None, nearest.group() if nearest else "", verb.group()


def split_sentences(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the sentences of a paragraph."""
    for match in SENTENCE_END.finditer(text, start, end):
        if not ABBREVIATION.search(text, max(start, match.start() - LONGEST), match.start() + 1):
            yield start, match.end()
            following = WORD_START.search(text, match.end(), end)
            start = following.start() if following else end
    if start < end:
        yield start, end

"""Which words of a text stand in quotation marks, and where that is not certain. Pure.

The answer is never a guess in the speaker's favour: a mark that is missing, set the wrong way round or left open makes
nothing speech. Paragraphs are read one by one; a speech of several is put together from what each of them leaves open.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from briefing_desk.languages import Language, list_languages, load_language
from briefing_desk.text.quotation_marks import (
    CONTINUING,
    FAMILIES,
    MARK,
    OPENING_FORMS,
    STRAIGHT,
    Side,
    has_no_apostrophe,
    judge_mark,
)
from briefing_desk.text.reporting import (
    COMMAS,
    Voice,
    find_inserted,
    guess_language,
    has_words,
    judge_voice,
    list_words,
    tells_speaker,
)

Range = tuple[int, int]
MAX_NESTING = 8
"""How many marks may be open at once, or stand side by side; older ones are strays."""
NESTED = "straight marks stand inside straight marks, and one of them may have been forgotten"
MIXED = "one end has a straight mark and the other a curly one: each may belong to another quotation"
LOOSE = "neither of its marks shows by its neighbours whether it opens or closes"
UNCLEAR = "a clause inside the marks tells who speaks, and it is not certain where that clause ends"
PERHAPS_TOLD = "a clause inside the marks may be the narrator's, who tells by it who speaks"
INTERRUPTED = "a clause inside the marks tells who speaks: a mark may have been forgotten there"
INCHES = "a mark in it may stand for inches, or close it"
UNNAMED = "the next paragraph of the speech tells who speaks, and may mean somebody else"
APOSTROPHE = "a mark beside it may be an apostrophe"
MAX_APOSTROPHE = 4
"""Words that single marks may enclose where the second may be an apostrophe: a name, a term."""
MAX_WORD = 24
"""Characters of a word, from its end, that are looked at."""
MAX_PREFIX = 4
MAX_SINGLE = 8
"""Words of one clause that single marks surely enclose though no punctuation stands before the second."""
MEASURE = re.compile(r"\d['’′]\s?\d{1,2}(?P<mark>''|[\"”″])|(?<=[\s(])\d+(?P<inch>[\"″])(?=[x×\s-]*\d+[\"″])")
"""Feet and inches: 5'6", 2" x 4"."""
POSSESSIVE = re.compile(r"[sxz]\Z", re.IGNORECASE)
"""The end of a word behind which an apostrophe is often none that closes: dockers' jobs."""
DIGIT = re.compile(r"\d")
ELIDED = re.compile(r"\w['’]\Z")
"""What a mark that opens may stand behind in French and Italian: d’« insultes »."""
CLAUSE_END = re.compile(r"[.;!?](?=\s)")
BETWEEN = " \t\n\u00a0\u202f,،.;:!?؟…—–"
"""What stands between a narrator's clause and the speech that goes on."""
SMALL_NUMBER = re.compile(r"(?<!\d)\d{1,2}\Z")
"""What feet are counted in: 6'."""
PREFIXED = re.compile(r"(?<![^\W_])[והבכלמש]{1,3}\Z")
"""Hebrew words that are written as one with the next, before a mark too: ש"לא נסכים"."""
HEBREW_WORD = re.compile("[א-ת]{2}")
REACH = 2_000
"""Characters within which a mark that a Hebrew prefix stands before must be closed, not to be gershayim."""
BEGINS = '.!?…:,;—–-“”"'
"""What stands before a mark that opens a sentence."""


class Closing(StrEnum):
    """What a single mark that looks as if it closes may be."""

    SURE = "sure"
    LIKELY = "likely"
    """It may be an apostrophe all the same, if another mark closes behind it: the dockers' and always will."""
    WEAK = "weak"
    """It is most likely an apostrophe: dockers' jobs, goin' home."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A range of words between quotation marks, without the marks."""

    start: int
    end: int
    doubt: str = ""
    """Why it is not certain that these are somebody's own words; empty where it is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A quotation mark that opens, as long as nothing has closed it."""

    at: int
    """Where the words behind it begin."""
    mark: str
    side: Side
    is_nesting: bool = False
    """Whether another quotation, of the same straight mark, lies whole behind it."""

    @property
    def family(self) -> str:
        """The marks that can close it."""
        return FAMILIES[self.mark]


def find_speech(text: str, paragraphs: Sequence[Range], language: Language) -> list[Speech]:
    """Return what stands in quotation marks, paragraph by paragraph, without what a narrator puts in between."""
    found: list[Speech] = []
    held: list[Speech] = []
    """The paragraphs so far of a speech that no mark has closed yet."""
    opened, lead, resumed = "", "", False
    for index, (start, end) in enumerate(paragraphs):
        spans, pending = pair_marks(text, start, end, language)
        around = list_around(text, (start, end), spans)
        first = MARK.match(text, start)
        begun = first.end() if held and first and first.group() in CONTINUING.get(opened, (opened,)) else None
        if any(span.start == begun for span in spans):
            voice = judge_voice(lead, around, language)
            if voice is Voice.SAME or (voice is Voice.PRONOUN and resumed):
                found += held
            elif voice is Voice.UNNAMED and resumed:
                found += [replace(span, doubt=UNNAMED) for span in held]
        found += spans
        mark = find_open_end(text, pending, spans)
        if mark and tells_speaker(text[mark.at : end], language):
            mark = None  # its closing mark is missing before that
        if mark is None or mark.at != begun:
            held = []
        if mark and not held:
            follows_colon = index > 0 and text[paragraphs[index - 1][1] - 1] == ":"
            opened, lead, resumed = mark.mark, around if has_words(around) else ":" * follows_colon, bool(spans)
        held += [Speech(mark.at, end)] if mark else []
    return [piece for span in found for piece in leave_out_narrator(text, span, language)]


def list_outer(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges that lie in no other, in order: a quotation inside a quotation belongs to it."""
    found: list[Range] = []
    for start, end in sorted(set(ranges), key=lambda span: (span[0], -span[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def find_inner(text: str, spans: Iterable[Speech]) -> Iterator[Range]:
    """Yield the quotations that are a part of another one, in order."""
    outer = Speech(0, 0)
    for span in sorted((span for span in spans if not span.doubt), key=lambda span: (span.start, -span.end)):
        if span.end > outer.end:
            outer = span
        elif has_words(text[outer.start : span.start] + text[span.end : outer.end]):
            yield span.start, span.end


def list_around(text: str, paragraph: Range, spans: Sequence[Speech]) -> str:
    """Return what a paragraph says outside its quotations, up to a mark that nothing closes."""
    at, parts = paragraph[0], []
    for span in sorted(spans, key=lambda span: span.start):
        parts.append(text[at : max(at, span.start - 1)])
        at = max(at, span.end + 1)
    return "".join([*parts, MARK.split(text[at : paragraph[1]])[0]])


def find_open_end(text: str, pending: Sequence[Opened], spans: Sequence[Speech]) -> Opened | None:
    """Return the mark behind which a speech may run on into the next paragraph: no quotation of its kind follows it."""
    mark = next((one for one in reversed(pending) if one.mark != "'"), None)
    if mark and any(span.start > mark.at and text.startswith(mark.mark, span.start - len(mark.mark)) for span in spans):
        return None
    return mark


def pair_marks(text: str, start: int, end: int, language: Language) -> tuple[list[Speech], list[Opened]]:
    """Return the quotations of one paragraph in the order of their ends, and the marks that nothing closes.

    A mark that is never closed, or opened again before, is a stray: it hides no other, and turns nothing inside out.
    """
    spans: list[Speech] = []
    pending: list[Opened] = []
    weak: dict[int, int] = {}
    """Where single marks that open may be closed by what may be an apostrophe."""
    likely: dict[int, int] = {}
    """Where the first is that likely closes them."""
    for match, side in list_marks(text, start, end):
        mark = match.group()
        family = FAMILIES[mark]
        index = find_opened(pending, family)
        if side is Side.OPENS or (side is Side.EITHER and index is None):
            if family == "single":
                if is_elided(text, match.start(), any(one.mark == mark for one in pending)):
                    continue
                pending = [one for one in pending if one.mark != mark]
            pending = [*pending[1 - MAX_NESTING :], Opened(match.end(), mark, side)]
        elif index is not None:
            opening = pending[index]
            closing = judge_closing(text, match, (start, end), language)
            if closing is Closing.WEAK:
                weak[opening.at] = match.start()
                continue
            if closing is Closing.LIKELY:
                likely.setdefault(opening.at, match.start())
                continue
            torn = weak.pop(opening.at, None)
            inner = likely.pop(opening.at, None)
            doubt = find_doubt(opening, mark, side)
            if family == "single":
                doubt = doubt or doubt_apostrophes(text, opening.at, match.start())
            if torn is not None and not begins_sentence(text, start, opening):
                is_two = CLAUSE_END.search(text, opening.at, match.start()) or POSSESSIVE.search(text, opening.at, torn)
                doubt = APOSTROPHE if is_two else doubt
            if inner is not None and not goes_on_behind(text, start, opening, inner, match.start(), language):
                spans.append(Speech(opening.at, inner))
                doubt = APOSTROPHE
            spans.append(Speech(opening.at, match.start(), doubt))
            pending = [replace(one, is_nesting=True) if one.mark == mark else one for one in pending[:index]]
        elif spans and closes_again(text, spans[-1], mark):
            spans[-1] = Speech(spans[-1].start, match.start(), INCHES)
    perhaps = (Speech(opening, at, APOSTROPHE) for opening, at in weak.items() if opening not in likely)
    spans += (span for span in perhaps if len(text[span.start : span.end].split()) <= MAX_APOSTROPHE)
    spans += (Speech(opening, at, doubt_apostrophes(text, opening, at)) for opening, at in likely.items())
    return sorted(spans, key=lambda span: span.end), [one for one in pending if one.at not in likely]


def list_marks(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Side]]:
    """Yield the marks of a paragraph that can open or close, with which of it; one that begins it can only open."""
    found = MEASURE.finditer(text, start, end) if DIGIT.search(text, start, end) else ()
    measures = {at for match in found for at in (match.start("mark"), match.start("inch"))}
    for match in MARK.finditer(text, start, end):
        side = Side.OPENS if match.start() == start else look_around(text, match, start, end)
        if side is not Side.NEITHER and match.start() not in measures:
            yield match, side


def look_around(text: str, match: re.Match[str], start: int, end: int) -> Side:
    """Return what a mark can do in its paragraph; marks beside it are looked through."""
    left, right = match.start(), match.end()
    while left > start and text[left - 1] in FAMILIES and left > match.start() - MAX_NESTING:
        left -= 1
    while right < end and text[right] in FAMILIES and right < match.end() + MAX_NESTING:
        right += 1
    mark = match.group()
    if mark in OPENING_FORMS and ELIDED.search(text, left - 2 if left - 2 > start else start, match.start()):
        before = " "
    elif is_prefixed(text, match, start, end):
        return Side.OPENS
    else:
        before = text[left - 1] if left > start else " "
    after = text[right] if right < end else " "
    return judge_mark(mark, before, after)


def is_prefixed(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Say whether a mark that both ends may have follows a Hebrew prefix, and opens: another closes behind it."""
    mark = match.group()
    if mark not in STRAIGHT + "”" or not PREFIXED.search(text, max(start, match.start() - MAX_PREFIX), match.start()):
        return False
    if not HEBREW_WORD.match(text, match.end()):
        return False
    return re.compile(rf"{mark}(?![א-ת])").search(text, match.end(), min(end, match.end() + REACH)) is not None


def find_opened(pending: Sequence[Opened], family: str) -> int | None:
    """Return which open mark a mark of a family closes; a single one, often an apostrophe, closes across no other."""
    for index in reversed(range(len(pending))):
        if pending[index].family == family:
            return index
        if family == "single":
            return None
    return None


def judge_closing(text: str, match: re.Match[str], paragraph: Range, language: Language) -> Closing:
    """Return whether what looks like a closing single mark may be an apostrophe."""
    if match.group() not in "'’":
        return Closing.SURE
    before = text[max(paragraph[0], match.start() - MAX_WORD) : match.start()]
    if compile_clipped().search(before) or SMALL_NUMBER.search(before):
        return Closing.WEAK
    if not POSSESSIVE.search(before):
        return Closing.SURE
    after = text[match.end() : match.end() + MAX_WORD] if match.end() < paragraph[1] else ""
    if not after[:1].isspace():
        return Closing.LIKELY
    words = compile_unpossessed(guess_language(text[slice(*paragraph)], language))
    return Closing.LIKELY if words.match(after) else Closing.WEAK


@cache
def compile_unpossessed(language: Language) -> re.Pattern[str]:
    """Return a pattern for what never stands behind a possessive; of all languages, where one has no such words."""
    known = [language] if language.unpossessed else [load_language(code) for code in list_languages()]
    return re.compile(rf"\s(?:{list_words(tuple(word for one in known for word in one.unpossessed))})\b")


@cache
def compile_clipped() -> re.Pattern[str]:
    """Return a pattern for what ends in an apostrophe because it has lost its last letters, in any language."""
    languages = [load_language(code) for code in list_languages()]
    words = tuple(word for language in languages for word in language.clipped)
    endings = tuple(ending for language in languages for ending in language.clipped_endings)
    whole = tuple(word for language in languages for word in language.unclipped)
    return re.compile(
        rf"\b(?:(?:{list_words(words)})|(?!(?:{list_words(whole)})\Z)\w{{2,}}(?:{list_words(endings)}))\Z",
        re.IGNORECASE,
    )


def goes_on_behind(text: str, start: int, opening: Opened, at: int, closing: int, language: Language) -> bool:
    """Say whether a possessive is surely one, and the mark behind it closes: 'It's the dockers' and will be,' she said.

    Speech that begins as a sentence goes on behind it in the same sentence, up to a mark that follows punctuation.
    """
    between = text[at:closing]
    return (
        begins_sentence(text, start, opening)
        and between[1:2].isspace()
        and between[-1] in ",.!?…"
        and not CLAUSE_END.search(between)
        and not tells_speaker(between, language)
    )


def begins_sentence(text: str, start: int, opening: Opened) -> bool:
    """Say whether a mark opens a paragraph, or follows punctuation: in the middle of a sentence it may open a term."""
    at = opening.at - len(opening.mark)
    before = text[max(start, at - 2) : at].rstrip()
    return not before or before[-1] in BEGINS


def find_doubt(opening: Opened, mark: str, side: Side) -> str:
    """Return why a pair of marks may not belong together; empty where nothing speaks against it."""
    if opening.is_nesting and opening.mark in STRAIGHT:
        return NESTED
    if (opening.mark in STRAIGHT) != (mark in STRAIGHT) and opening.mark not in "„‚`" and len(opening.mark + mark) == 2:
        return MIXED
    return LOOSE if opening.side is side is Side.EITHER else ""


def doubt_apostrophes(text: str, start: int, end: int) -> str:
    """Return why single marks around so many words may be two apostrophes, where no punctuation closes the words."""
    words = text[start:end]
    if words[-1:] in ",.!?…;:" or has_no_apostrophe(words[-1:], text[end + 1 : end + 2]):
        return ""
    is_long = len(words.split()) > MAX_SINGLE or CLAUSE_END.search(words)
    return APOSTROPHE if is_long else ""


def closes_again(text: str, span: Speech, mark: str) -> bool:
    """Say whether a straight mark closes what another, behind a digit, seemed to close: that one meant inches."""
    return text[span.end] == mark and mark in STRAIGHT and text[span.end - 1].isdigit()


@cache
def compile_elisions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for words that begin with an apostrophe: for those that surely do, and for all that may."""
    languages = [load_language(code) for code in list_languages()]
    surely = tuple(word for language in languages for word in language.elisions)
    perhaps = tuple(word for language in languages for word in language.perhaps_elided)
    year = r"\d{2,3}s?"
    return (
        re.compile(rf".(?:{year}|{list_words(surely)})\b", re.IGNORECASE),
        re.compile(rf".(?:{year}|{list_words((*surely, *perhaps))})\b", re.IGNORECASE),
    )


def is_elided(text: str, at: int, is_inside: bool) -> bool:
    """Say whether a single mark begins a word that has lost its first letters; more words do inside single marks."""
    return compile_elisions()[is_inside].match(text, at) is not None


def leave_out_narrator(text: str, span: Speech, language: Language) -> Iterator[Speech]:
    """Yield the parts of a quotation that are its speaker's: "…, a dit la maire, …" in the middle is the narrator's.

    Where such a clause ends a sentence, a mark may be missing behind it, unless that is how the language prints speech.
    A clause that may be the speaker's own parts what stands around it, which may as well be said in one.
    """
    at, doubt = span.start, span.doubt
    whole, is_one = span.start, False
    for clause in find_inserted(text, span.start, span.end, language):
        if has_words(text[at : clause.start]):
            yield Speech(at, clause.start, doubt)
        if clause.goes_on > clause.end:
            yield Speech(clause.end, clause.goes_on, doubt or UNCLEAR)
        elif not text[clause.start : clause.end].endswith(COMMAS) and not language.has_dash_dialogue:
            doubt = doubt or INTERRUPTED
        if clause.end > clause.start:
            if is_one:
                yield Speech(whole, clause.start, doubt or PERHAPS_TOLD)
            whole, is_one = clause.end, False
        else:
            is_one = True
        at = find_resumed(text, max(clause.end, clause.goes_on), span.end)
    if has_words(text[at : span.end]) or at == span.start:
        yield Speech(at, span.end, doubt)
    if is_one:
        yield Speech(whole, span.end, doubt or PERHAPS_TOLD)


def find_resumed(text: str, at: int, end: int) -> int:
    """Return where speech goes on behind a narrator's clause: not with the punctuation between."""
    return next((index for index in range(at, end) if text[index] not in BETWEEN), end)

"""The numbers of footnotes that are glued to words: raised, in brackets, or bare. Never reads the disk.

Where a number may as well be the article's own ("phase1", "feet²", "jobs,1 of them", "19[84]") it is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefing_desk.languages import list_languages, load_language

SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
POWERS = "\u00b2\u00b3"
RAISED = re.compile(rf"[{SUPERSCRIPTS}]{{1,3}}(?:,? ?[{SUPERSCRIPTS}]{{1,3}})*(?!['-]?\w)")
BRACKETED = re.compile(r"(?:\[[1-9]\d{0,2}(?:[,-] ?\d{1,3})*\])+(?!['-]?\w)")
FIRST_NUMBER = re.compile(r"\d+")
BARE = re.compile(r"[1-9]\d?(?![\w%°/`^+²³½¼¾-])(?![.,:]\d|'\w)")
NOTED = re.compile(r"(?<![\w.'-])([^\W\d_]{2,})([.,;!?)]?\"?)\Z")
"""A word and its punctuation, up to the number of a footnote."""
PLAIN_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
NUMBERED = re.compile(r"(?<![\w-])([^\W\d_]+)[ -]\d")
MIN_NOTED, MIN_NOTES, MIN_UNKNOWN = 5, 3, 4
"""Letters of a word that is no abbreviation ("no.1"); numbers in a row that are surely footnotes'; letters of a word
that may stand nowhere else ("co2" has fewer)."""
SHORT_WORD = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,3})\Z")
"""A raised number behind it may be its power: 10⁶, m², km³."""
LAST_WORD = re.compile(r"[^\W\d_]+\Z")
FORMULA = re.compile(r"\((?:[^()\s]|[^()]*[\d+*/=^−-][^()]*)\)\Z")
DATE = re.compile(r"(?<!\d)[12]\d{3}\Z")
AROUND = 40


@dataclass(frozen=True, slots=True)
class Note:
    """The number of a footnote in a folded text."""

    start: int
    end: int
    is_sure: bool = True
    """Whether nothing else is likely."""


def find_notes(text: str) -> Iterator[Note]:
    """Yield the numbers of footnotes that are glued to words."""
    is_raised = any(number in text for number in SUPERSCRIPTS)
    for match in RAISED.finditer(text) if is_raised else ():
        at = match.start()
        if text[max(0, at - 1) : at].strip(" ([{-/+=") and not is_power(text, match):
            yield Note(*match.span())
    yield from find_bracketed_notes(text)
    yield from find_bare_notes(text)


def is_power(text: str, raised: re.Match[str]) -> bool:
    """Say whether a raised number may be a power: of a number, a unit, a letter or a formula."""
    at = raised.start()
    if SHORT_WORD.search(text, max(0, at - 4), at):
        return True
    if raised.group()[0] not in POWERS:
        return False
    word = LAST_WORD.search(text, max(0, at - AROUND), at)
    return bool(word and word.group().lower() in list_words("units")) or bool(
        FORMULA.search(text, max(0, at - AROUND), at)
    )


def find_bracketed_notes(text: str) -> Iterator[Note]:
    """Yield the numbers in brackets: behind a word or mark; behind a number only a year, or as one of a row."""
    found = list(BRACKETED.finditer(text)) if "[" in text else []
    known = {int(number) for match in found for number in FIRST_NUMBER.findall(match.group())}
    for match in found:
        at = match.start()
        before = text[max(0, at - 1) : at]
        if not before.strip(" ([{"):
            continue
        number = FIRST_NUMBER.search(match.group())
        is_next = number is not None and int(number.group()) - 1 in known
        if before.isdecimal() and not is_next and not DATE.search(text, max(0, at - AROUND), at):
            continue
        yield Note(*match.span())


def find_bare_notes(text: str) -> Iterator[Note]:
    """Yield the bare numbers of footnotes, which must not be taken for a part of what they stand behind.

    Names have such numbers ("Falcon9", "mp3", "G7", "type2"). So the word must be written small and have one number
    only; the numbers must count from one; unless they are several, the word must be known without one; and no word
    like "phase" has a number of its own.
    """
    glued = (match for match in BARE.finditer(text) if match.start() and is_noted(text[match.start() - 1]))
    noted = ((match, NOTED.search(text, max(0, match.start() - AROUND), match.start())) for match in glued)
    found = [(match, word[1], word[2]) for match, word in noted if word and word[1].islower()]
    if not found:
        return
    times = Counter(word for _, word, _ in found)
    labels = list_words("labels") | {word.lower() for word in NUMBERED.findall(text)}
    chain: list[tuple[re.Match[str], str, str]] = []
    for match, word, mark in found:
        is_free = times[word] == 1 and int(match.group()) == len(chain) + 1
        if is_free and is_ended(text, match.end(), mark) and (mark or word not in labels | list_words("units")):
            chain.append((match, word, mark))
    is_row = len(chain) >= MIN_NOTES
    known = set(PLAIN_WORD.findall(text))
    for match, word, mark in chain:
        if len(word) >= MIN_NOTED if "." in mark else (mark or word in known or (is_row and len(word) >= MIN_UNKNOWN)):
            yield Note(*match.span(), is_sure=is_row)


def is_ended(text: str, at: int, mark: str) -> bool:
    """Say whether what stands behind a bare number leaves it a footnote's: not "jobs,1 of them", "vote.1 million"."""
    if mark in (",", ";"):
        return False
    following = re.match(r"[ \"']*(\w*)", text[at : at + AROUND])
    word = following[1] if following else ""
    if mark and set(mark) & set(".!?"):
        return not word or word[0].isupper()
    return word.lower() not in COUNTING | list_words("scales")


COUNTING = frozenset(["of", "out", "von", "sur", "de", "di", "van", "av", "z", "ze", "из", "із", "з"])
"""Words behind a number of which there are some: "one of them"."""


@cache
def list_words(name: str) -> frozenset[str]:
    """Return a list of words, of all languages."""
    return frozenset(word for code in list_languages() for word in getattr(load_language(code), name))


def is_noted(character: str) -> bool:
    """Say whether the number of a footnote may stand behind a character: the end of a word or of its punctuation."""
    return character.islower() or character in '.,;!?)"'

"""Clauses that tell who speaks, by language: inside quotation marks, behind a dash, in the next paragraph. Pure."""

import re
from collections.abc import Iterator
from functools import cache

from briefing_desk.languages import Language, list_languages, load_language

Range = tuple[int, int]
CLAUSE = r"[^,;:.!?…«»“”„\"—–]{0,90}"
"""What such a clause may consist of behind its verb."""
DASH = "[—–―-]"
SENTENCE_END = re.compile(r"[.!?…](?=\s|\Z)")
MAX_PRONOUN_CLAUSE = 3
"""Words: "he said then"."""
WORD = re.compile(r"[^\W\d_]+")


def guess_language(words: str, declared: Language) -> Language:
    """Return the language whose commonest words a paragraph has most, the declared one unless another has more."""
    found = WORD.findall(words.lower())
    scores = {code: sum(word in list_common(code) for word in found) for code in list_languages()}
    best = max(scores, key=lambda code: (scores[code], code == declared.code))
    if scores[best] < 2 or scores[best] <= scores.get(declared.code, 0):
        return declared
    return load_language(best)


@cache
def list_common(code: str) -> frozenset[str]:
    """Return the commonest words of a language."""
    return frozenset(load_language(code).common)


@cache
def make_clause(language: Language) -> str:
    """Return a pattern for the beginning of a clause that tells who speaks: its verb, before its subject."""
    joined = rf"(?:-(?:{list_words(language.pronouns)}))?" if language.pronouns else ""
    verbs = rf"(?:{list_words(language.inverted)}){joined}"
    if language.auxiliaries:
        verbs += rf"|(?:{list_words(language.auxiliaries)}){joined}\s+(?:{list_words(language.participles)})"
    return rf"\b(?:{verbs})\b"


def list_words(words: tuple[str, ...]) -> str:
    """Return a pattern for one of some words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def compile_inserted(language: Language) -> re.Pattern[str]:
    """Return a pattern for a clause with which a narrator interrupts: between commas, or between dashes (Russian)."""
    clause = make_clause(language) + CLAUSE
    behind_comma = rf"(?<=[,!?…])\s+{clause}(?:,|(?=[.!?…»”\"“])|\Z)"
    behind_dash = rf"(?<=[,!?…])\s+{DASH}\s*{clause}(?:[,.]\s*{DASH}|(?=[.!?…»”\"“])|\Z)"
    return re.compile(rf"{behind_comma}|{behind_dash}", re.IGNORECASE)


def find_inserted(text: str, start: int, end: int, declared: Language) -> Iterator[tuple[int, int, int]]:
    """Yield where a narrator interrupts a quotation to tell who speaks: from, to, and how far it may go on.

    Behind a comma may follow, up to a full stop, what the speaker is ("dit Jo Marsh, maire de la ville."), or speech.
    """
    words = text[start:end]
    language = guess_language(words, declared)
    if not language.inverted:
        return
    for match in compile_inserted(language).finditer(words):
        following = WORD.search(words, match.end())
        is_speech = following and following.group().lower() in language.conjunctions
        goes_on = match.end()
        if match.group().endswith(",") and list_names(match.group(), language) and not is_speech:
            stop = SENTENCE_END.search(words, match.end())
            goes_on = stop.start() if stop else len(words)
        yield start + match.start(), start + match.end(), start + goes_on


def tells_speaker(words: str, declared: Language) -> bool:
    """Say whether words have a clause that tells who speaks: behind a comma, its verb before or behind its subject."""
    language = guess_language(words, declared)
    clause = rf"[,!?…]\s+(?:\w+\s+){{0,3}}{make_clause(language)}"
    return bool(language.inverted) and re.search(clause, words, re.IGNORECASE) is not None


def has_words(words: str) -> bool:
    """Say whether there is a letter or digit."""
    return any(character.isalnum() for character in words)


def has_pronoun_only(words: str, declared: Language) -> bool:
    """Say whether words tell by no name or title who speaks: "he said"."""
    return len(words.split()) <= MAX_PRONOUN_CLAUSE and not list_names(words, guess_language(words, declared))


def is_another_speaker(lead: str, around: str, declared: Language) -> bool:
    """Say whether the words around a quotation may name another speaker than those before the last paragraph's.

    They do not where there are none, where they go on ("she added"), and where they share a name.
    """
    if not (has_words(lead) or lead == ":") or not has_words(around):
        return False
    language = guess_language(around, declared)
    goes_on = language.continuing and re.search(rf"\b(?:{list_words(language.continuing)})\b", around, re.IGNORECASE)
    return not goes_on and not list_names(lead, language) & list_names(around, language)


def list_names(words: str, language: Language) -> set[str]:
    """Return the words with a capital, but for the commonest of the language."""
    common = list_common(language.code)
    return {word for word in WORD.findall(words) if word[0].isupper() and len(word) > 2 and word.lower() not in common}

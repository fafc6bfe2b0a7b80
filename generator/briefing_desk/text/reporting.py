"""Clauses that tell who speaks, by language: inside quotation marks, behind a dash, in the next paragraph. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from briefing_desk.languages import Language, list_languages, load_language

Range = tuple[int, int]
CLAUSE = r"[^,;:.!?…«»“”„\"—–]{0,90}"
"""What such a clause may consist of behind its verb."""
DASH = "[—–―-]"
SENTENCE_END = re.compile(r"[.!?…](?=\s|\Z)")
MARGIN = 2
"""Common words that a paragraph must have more of another language than of the declared one."""
MAX_UNNAMED = 8
"""Words of a clause that tells who speaks, without a name: "the union's leader said then"."""
SMALL, CAPITAL = "a-zß-öø-ÿœа-яёіїєґ", "A-ZÀ-ÖØ-ÞŒА-ЯЁІЇЄҐ"
UNKNOWN_CLAUSE = re.compile(
    rf"(?<=[,!?…])\s+(?:[{SMALL}][{SMALL}’'-]*\s+){{1,4}}[{CAPITAL}][\w’'-]+\s+[{CAPITAL}][\w’'-]+(?:\s+[{SMALL}]+)?(?=[,.!?…»”“])"
)
"""What may tell who speaks by a verb that is not known: small words, then a full name, between commas."""
PARTED = re.compile(rf"[,!?…]\s|\s{DASH}")
"""What stands before every such clause inside a quotation: most have none, and need no language."""
WORD, LETTER = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W_]")


def guess_language(words: str, declared: Language) -> Language:
    """Return the language whose commonest words a paragraph has most, the declared one unless another has more."""
    languages = map_common()
    scores: Counter[str] = Counter()
    for word in WORD.findall(words.lower()):
        for code in languages.get(word, ()):
            scores[code] += 1
    most = max(scores.values(), default=0)
    best = min(code for code in (*scores, declared.code) if scores[code] == most or not scores)
    return load_language(best) if most >= scores[declared.code] + MARGIN else declared


@cache
def map_common() -> dict[str, tuple[str, ...]]:
    """Return of which languages each word is one of the commonest."""
    codes = list_languages()
    words = {word for code in codes for word in list_common(code)}
    return {word: tuple(code for code in codes if word in list_common(code)) for word in words}


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
    own = rf"(?!\s+(?:{list_words(language.objects)})\b)" if language.objects else ""
    return rf"\b(?:{verbs})\b{own}"


def list_words(words: tuple[str, ...]) -> str:
    """Return a pattern for one of some words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def compile_inserted(language: Language) -> re.Pattern[str]:
    """Return a pattern for a clause with which a narrator interrupts: between commas or dashes."""
    clause = make_clause(language) + CLAUSE
    behind_comma = rf"(?<=[,!?…])\s+{clause}(?:,|(?=[.!?…»”\"“])|\Z)"
    behind_dash = rf"\s+{DASH}\s*{clause}(?:[,.]?\s*{DASH}|(?=[.!?…»”\"“])|\Z)"
    return re.compile(rf"{behind_comma}|{behind_dash}", re.IGNORECASE)


def find_inserted(text: str, start: int, end: int, declared: Language) -> Iterator[tuple[int, int, int]]:
    """Yield where a narrator interrupts a quotation to tell who speaks: from, to, and up to where that is not certain.

    Behind a comma may follow, up to a full stop, what the speaker is ("dit Jo Marsh, maire de la ville."), or speech.
    """
    words = text[start:end]
    if not PARTED.search(words):
        return
    language = guess_language(words, declared)
    if not language.inverted:
        return
    reached = 0
    for first, last, goes_on in sorted(list_inserted(words, language), key=lambda clause: (clause[0], -clause[1])):
        if first >= reached:
            yield start + first, start + last, start + goes_on
            reached = goes_on


def list_inserted(words: str, language: Language) -> Iterator[tuple[int, int, int]]:
    """Yield the same within some words, in no order; what may only be such a clause is wholly uncertain."""
    for match in compile_inserted(language).finditer(words):
        following = WORD.search(words, match.end())
        is_speech = following and following.group().lower() in language.conjunctions
        goes_on = match.end()
        if match.group().endswith(",") and list_names(match.group(), language) and not is_speech:
            stop = SENTENCE_END.search(words, match.end())
            goes_on = stop.start() if stop else len(words)
        yield match.start(), match.end(), goes_on
    if language.telling:
        yield from ((match.start(), match.start(), len(words)) for match in compile_told(language).finditer(words))
    else:
        yield from ((match.start(), match.start(), match.end()) for match in UNKNOWN_CLAUSE.finditer(words))


@cache
def compile_told(language: Language) -> re.Pattern[str]:
    """Return a pattern for the beginning of a clause that tells who speaks by a name before its verb."""
    return re.compile(rf"(?<=[,!?…])\s+(?:[{CAPITAL}][\w’'-]+\s+){{1,3}}(?:{list_words(language.telling)})\b")


@cache
def compile_telling(language: Language) -> re.Pattern[str]:
    """Return a pattern for a clause that tells who speaks: behind a comma, its verb before or behind its subject."""
    verbs = make_clause(language) + (rf"|\b(?:{list_words(language.telling)})\b" if language.telling else "")
    return re.compile(rf"[,!?…]\s+(?:\w+\s+){{0,3}}(?:{verbs})", re.IGNORECASE)


def tells_speaker(words: str, declared: Language) -> bool:
    """Say whether words have a clause that tells who speaks."""
    language = guess_language(words, declared)
    return bool(language.inverted) and compile_telling(language).search(words) is not None


def has_words(words: str) -> bool:
    """Say whether there is a letter or digit."""
    return LETTER.search(words) is not None


class Voice(StrEnum):
    """Whose words a second quotation may be, beside a first."""

    SAME = "same"
    PRONOUN = "pronoun"
    """Only "he" or "she" tells, who may be the one before."""
    UNNAMED = "unnamed"
    """Somebody without a name: "the union leader said"."""
    ANOTHER = "another"


def judge_voice(lead: str, around: str, declared: Language) -> Voice:
    """Return who speaks, by the words around a quotation, after a quotation with other words around it.

    The same speaks on where nobody is named, where the verb says so ("added"), and where a name is the same.
    """
    if not (has_words(lead) or lead == ":") or not has_words(around):
        return Voice.SAME
    language = guess_language(around, declared)
    goes_on = language.continuing and re.search(rf"\b(?:{list_words(language.continuing)})\b", around, re.IGNORECASE)
    words = [word.lower() for word in WORD.findall(around)] or [""]
    if words[:1] and (
        words[0] in language.subjects or (len(words) <= MAX_UNNAMED and {*words[1:3]} & {*language.pronouns})
    ):
        return Voice.SAME if goes_on else Voice.PRONOUN
    before, now = list_names(lead, language), list_names(around, language)
    if before and now:
        return Voice.SAME if before & now else Voice.ANOTHER
    if goes_on:
        return Voice.SAME
    return Voice.UNNAMED if not now and len(words) <= MAX_UNNAMED else Voice.ANOTHER


def list_names(words: str, language: Language) -> set[str]:
    """Return the words with a capital, but for the commonest of the language."""
    common = list_common(language.code)
    return {word for word in WORD.findall(words) if word[0].isupper() and len(word) > 2 and word.lower() not in common}

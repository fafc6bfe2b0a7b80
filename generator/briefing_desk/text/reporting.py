"""Clauses that tell who speaks, by language: inside quotation marks, behind a dash, in the next paragraph. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from briefing_desk.languages import Language, list_languages, load_language

Range = tuple[int, int]
CLAUSE = r"[^,،;؛:.!?؟…«»“”„\"—–]{0,90}"
"""What such a clause may consist of behind its verb."""
COMMAS = (",", "،")
DASH = "[—–―-]"
SENTENCE_END = re.compile(r"[.!?؟…](?=\s|\Z)")
MARGIN = 2
"""Common words that a paragraph must have more of another language than of the declared one."""
MAX_UNNAMED = 8
"""Words of a clause that tells who speaks, without a name: "the union's leader said then"."""
LETTERS = [chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x2000))]
"""Of the alphabets that have capitals: Latin, Greek, Cyrillic."""
SMALL, CAPITAL = "".join(filter(str.islower, LETTERS)), "".join(filter(str.isupper, LETTERS))
UNKNOWN_CLAUSE = re.compile(
    rf"(?<=[,!?…])\s+(?:[{SMALL}][{SMALL}’'-]*\s+){{1,4}}[{CAPITAL}][\w’'-]+\s+[{CAPITAL}][\w’'-]+(?:\s+[{SMALL}]+)?(?=[,.!?…»”“])"
)
"""What may tell who speaks by a verb that is not known: small words, then a full name, between commas."""
SEGMENT = re.compile(
    r"(?:(?<=[,،!?؟…])\s+|\s[—–―-]\s*)[^\s,،;؛:.!?؟…«»“”„\"—–―-][^,،;؛:.!?؟…«»“”„\"—–―]{2,90}"
    r"(?=[,،.!?؟…»“”\"—–―]|\Z)"
)
"""What stands between commas or dashes."""
DASHES_AND_SPACE = "—–―- \t\n\u00a0\u202f"
MIN_NOUN = 2
"""Letters that a word has at most that names nobody."""
PARTED = re.compile(r"[,،!?؟…]\s|\s[—–―-]")
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
    behind_comma = rf"(?<=[,،!?؟…])\s+{clause}(?:[,،]|(?=[.!?؟…»”\"“])|\Z)"
    behind_dash = rf"\s+{DASH}\s*{clause}(?:[,.]?\s*{DASH}|(?=[.!?؟…»”\"“])|\Z)"
    return re.compile(rf"{behind_comma}|{behind_dash}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inserted:
    """Where a narrator interrupts a quotation to tell who speaks."""

    start: int
    end: int
    """Where the clause ends for certain; where it starts, if it may be the speaker's own."""
    goes_on: int
    """Up to where it is not certain whose words these are."""


def find_inserted(text: str, start: int, end: int, declared: Language) -> Iterator[Inserted]:
    """Yield the narrator's clauses in a quotation, in order, apart.

    Behind a comma may follow, up to a full stop, what the speaker is ("dit Jo Marsh, maire de la ville."), or speech.
    """
    words = text[start:end]
    if not PARTED.search(words):
        return
    language = guess_language(words, declared)
    reached = 0
    for clause in sorted(list_inserted(words, language), key=lambda clause: (clause.start, -clause.end)):
        if clause.start >= reached:
            yield Inserted(start + clause.start, start + clause.end, start + clause.goes_on)
            reached = clause.goes_on


def list_inserted(words: str, language: Language) -> Iterator[Inserted]:
    """Yield the same within some words, in no order; what may only be such a clause is wholly uncertain."""
    if language.inverted:
        for match in compile_inserted(language).finditer(words):
            yield Inserted(match.start(), match.end(), find_goes_on(words, match, language))
    if language.telling:
        for match in compile_told(language).finditer(words):
            yield Inserted(match.start(), match.start(), len(words))
    else:
        for match in UNKNOWN_CLAUSE.finditer(words):
            if is_narrated(match.group().lower().split(), language):
                yield Inserted(match.start(), match.start(), find_goes_on(words, match, language))
    for match in SEGMENT.finditer(words):
        if may_tell(match.group().strip(DASHES_AND_SPACE), language):
            yield Inserted(match.start(), match.start(), find_goes_on(words, match, language))


def find_goes_on(words: str, match: re.Match[str], language: Language) -> int:
    """Return up to where it is not certain whether a clause goes on behind its comma: with what the speaker is."""
    if not (match.group().endswith(COMMAS) or words.startswith(COMMAS, match.end())):
        return match.end()
    following = WORD.search(words, match.end())
    word = following.group().lower() if following else ""
    may_name = match.group().lower() == match.group().upper() or bool(list_names(match.group(), language))
    goes_on = word in language.conjunctions or word in language.resuming
    if (may_name and not goes_on) or word in language.relatives:
        stop = SENTENCE_END.search(words, match.end())
        return stop.start() if stop else len(words)
    return match.end()


def may_tell(segment: str, language: Language) -> bool:
    """Say whether words between commas or dashes look like a clause that tells who speaks, by a verb of no list.

    Its verb stands before its subject, as it does nowhere else in these languages but in a question.
    """
    words = split_elided(segment, language)
    small = [word.lower() for word in words]
    if not 1 <= len(words) <= MAX_UNNAMED or not words[0].islower():
        return False
    if language.telling and small[0] in language.articles and small[-1] in language.telling:
        return is_narrated(small[1:], language)
    verb, hyphen, pronoun = small[0].partition("-")
    if not is_narrated([verb, *small[1:]], language) or not verb.endswith(language.endings or ("\n",)):
        return False
    if hyphen:
        return len(words) == 1 and pronoun in language.pronouns
    return is_subject(words[1:], small[1:], language)


def is_narrated(small: Sequence[str], language: Language) -> bool:
    """Say whether words may be a narrator's clause: no first or second person, and no word before that is no verb."""
    return not {*small} & {*language.persons} and small[0] not in list_unspoken(language)


def split_elided(segment: str, language: Language) -> list[str]:
    """Return the words of a segment, articles and pronouns that have lost a letter apart, reflexive ones left out."""
    elided = {word for word in (*language.articles, *language.persons, *language.reflexives) if word.endswith("'")}
    words: list[str] = []
    for word in segment.replace("’", "'").split():
        head, _, tail = word.partition("'")
        words += [f"{head}'", tail] if tail and f"{head.lower()}'" in elided else [word]
    return [word for word in words if word.lower() not in language.reflexives]


def is_subject(words: Sequence[str], small: Sequence[str], language: Language) -> bool:
    """Say whether words that follow a verb are its subject: a pronoun, or a noun with what belongs to it."""
    if not words:
        return False
    if small[0] in language.subjects:
        return len(words) == 1
    if small[0] in language.articles:
        return len(words) > 1
    if words[0][0].isupper():
        return True
    if language.articles and not language.definite:
        return False
    if small[0] in list_unspoken(language) or len(small[0]) <= MIN_NOUN:
        return False
    return not language.definite or small[0].endswith(language.definite)


@cache
def list_unspoken(language: Language) -> frozenset[str]:
    """Return the words that are surely no verb that tells who speaks."""
    return frozenset((*language.common, *language.conjunctions, *language.relatives, *language.unspoken))


@cache
def compile_told(language: Language) -> re.Pattern[str]:
    """Return a pattern for the beginning of a clause that tells who speaks by a name before its verb."""
    return re.compile(rf"(?<=[,!?…])\s+(?:[{CAPITAL}][\w’'-]+\s+){{1,3}}(?:{list_words(language.telling)})\b")


@cache
def compile_telling(language: Language) -> re.Pattern[str]:
    """Return a pattern for a clause that tells who speaks: behind a comma, its verb before or behind its subject."""
    verbs = make_clause(language) + (rf"|\b(?:{list_words(language.telling)})\b" if language.telling else "")
    return re.compile(rf"[,،!?؟…]\s+(?:\w+\s+){{0,3}}(?:{verbs})", re.IGNORECASE)


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

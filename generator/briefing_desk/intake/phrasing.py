"""How a language reports speech and stances, as patterns made of its lists of words. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefing_desk.languages import Language, list_languages, load_language
from briefing_desk.text.reporting import CAPITAL
from briefing_desk.webpage.days import name_days, name_months

Range = tuple[int, int]
WORD_START = re.compile(r"\S")
SHORT = 40
"""Characters in which an abbreviation is looked for."""
NOTHING = re.compile(r"(?!)")
ENGLISH = "en"
PARTICLES = "de|van|von|zu|di|da|del|della|du|al|bin|der|den|la|las|los"
OF = ("von", "de", "di")
"""What stands in a name, and as well between one and that of a body: "Jo Marsh von Sound Ferries"."""
WORD = rf"[{CAPITAL}][\w'’-]+"
TITLED = rf"(?:(?:{WORD}|[{CAPITAL}]\.|(?:Mr|Mrs|Ms|Dr|Prof|St)\.|{PARTICLES})\s+){{1,4}}{WORD}"
"""What may be somebody's name, perhaps with what they are before it."""
SENTENCE_END = re.compile(rf"[.!?…][\"”’»“]*(?=\s+[\"“‘«„(]?(?:\s?[{CAPITAL}0-9]))|[。！？][」』”]*")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The patterns of one language."""

    language: Language
    reporting: re.Pattern[str]
    """Verbs beside a quotation, and "according to"."""
    addressing: re.Pattern[str]
    according: re.Pattern[str]
    """"According to", with one word that may follow, up to a name."""
    tells: re.Pattern[str]
    """Behind a name, a verb that tells by whose account a sentence is."""
    pronoun: re.Pattern[str]
    other_clause: re.Pattern[str]
    """Behind a quotation: the verb that follows has a subject of its own, or the one from before the quotation."""
    sayer: re.Pattern[str]
    """A single name beside a verb of reporting."""
    stance: re.Pattern[str]
    unstanced: re.Pattern[str]
    declined: re.Pattern[str]
    silence: re.Pattern[str]
    role: re.Pattern[str]
    abbreviation: re.Pattern[str]
    """At the end of words behind which a point ends no sentence."""
    unnamed: frozenset[str]
    """Words with a capital that are nobody's name: with which sentences begin, months, days of the week."""


def list_reported() -> tuple[str, ...]:
    """Return the languages whose reported speech and stances are known."""
    return tuple(code for code in list_languages() if load_language(code).stances)


@cache
def phrase(code: str) -> Phrasing:
    """Return the patterns of a language; of one that nobody has described, patterns that find nothing."""
    known = load_language(code)
    verbs = [*known.reporting, *known.inverted, *known.telling, *known.participles] if known.stances else []
    reporting = rf"(?:{join(verbs)})" if verbs else r"(?!)"
    according = join(known.according) or r"(?!)"
    having = rf"(?:(?:{join(known.perfect)})\s+)?" if known.perfect else ""
    clauses = (*known.conjunctions, *known.meanwhile, *known.contrasts)
    he = known.subjects[:2]
    months, days = (set(name_months(code)[1]), set(name_days(code))) if known.stances else (set(), set())
    return Phrasing(
        known,
        reporting=compile_words(f"{reporting}|{according}"),
        addressing=compile_words(join(known.addressing)),
        according=re.compile(rf"\b(?:{according})\b(?:\s+\w+)?\s+\Z", re.IGNORECASE),
        tells=re.compile(rf"\s+{having}(?:also\s+)?{reporting}\b(?!\s+(?:by|for|on)\b)", re.IGNORECASE),
        pronoun=compile_words(join(he)),
        other_clause=re.compile(rf"\W*(?:{join(clauses)})\b" if clauses else r"(?!)", re.IGNORECASE),
        sayer=re.compile(rf"\b({WORD})(?=\s(?i:{reporting})\b)|(?i:{reporting})\s({WORD})"),
        stance=compile_words(join(known.stances)),
        unstanced=compile_words(join(known.unstanced)),
        declined=compile_words(join(known.declined)),
        silence=compile_words(join(known.silence)),
        role=compile_words(join(known.roles)),
        abbreviation=compile_abbreviation(known),
        unnamed=frozenset((*known.common, *known.articles, *known.subjects, *known.conjunctions, *months, *days)),
    )


def compile_words(alternatives: str) -> re.Pattern[str]:
    """Return a pattern for one of some alternatives, as whole words in any case."""
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else NOTHING


def compile_abbreviation(language: Language) -> re.Pattern[str]:
    """Return a pattern for the end of words whose point ends no sentence."""
    short = language.abbreviations or load_language(ENGLISH).abbreviations
    number = r"|(?<!\d)\d{1,2}" if language.has_ordinal_point else ""
    return re.compile(rf"(?:(?<!\w)(?:[{CAPITAL}]|(?i:{join(short)})){number})\.\Z")


def join(words: Iterable[str]) -> str:
    """Return a pattern for one of some entries of a list, the longest first."""
    return "|".join(make_pattern(words.split(" ")) for words in sorted(words, key=len, reverse=True))


def make_pattern(words: Sequence[str]) -> str:
    """Return the pattern of an entry: `a|b` is either, `*` any letters, `?` behind a word that may lack."""
    pattern = ""
    for number, word in enumerate(words):
        either = "|".join(map(make_word, word.rstrip("?").split("|")))
        space = r"\s+" if number else ""
        pattern += rf"(?:{space}(?:{either}))?" if word.endswith("?") else rf"{space}(?:{either})"
    return f"(?:{pattern})"


def make_word(word: str) -> str:
    """Return the pattern of one word; a star alone is any word."""
    letters = "".join(r"\w*" if c == "*" else "['’]" if c == "'" else re.escape(c) for c in word)
    return r"[\w'’-]+" if word == "*" else letters


def find_names(text: str, start: int, end: int, phrasing: Phrasing) -> list[Range]:
    """Return where a passage has what may be people's names: at least two words, without what they are."""
    found = (trim_name(text, *match.span(), phrasing) for match in re.compile(TITLED).finditer(text, start, end))
    return [span for span in found if span]


def find_surname(text: str, window: Range, verb: re.Match[str], phrasing: Phrasing) -> Range | None:
    """Return a single name beside a verb of reporting: "said Marsh"."""
    for match in phrasing.sayer.finditer(text, *window):
        start, end = match.span(match.lastindex or 0)
        is_beside = match.start() <= verb.end() and verb.start() <= match.end() + 1
        if is_beside and not is_unnamed(text[start:end], phrasing) and not text[start:end].isupper():
            return start, end
    return None


def trim_name(text: str, start: int, end: int, phrasing: Phrasing) -> Range | None:
    """Return a name without the words before it that are no part of it; None where nobody's name is left."""
    words = list(re.finditer(r"\S+", text[start:end]))
    roles = [number for number, word in enumerate(words[:-2]) if phrasing.role.fullmatch(word.group().strip("."))]
    words = words[roles[-1] + 1 :] if roles else words
    while words and is_unnamed(words[0].group(), phrasing):
        words.pop(0)
    of = next(
        (at for at, word in enumerate(words) if at > 1 and word.group() in OF and len(words) > at + 2), len(words)
    )
    words = words[:of]
    while words and words[-1].group().casefold() in phrasing.unnamed:
        words.pop()
    if len(words) < 2 or (words[0].group().isupper() and len(words[0].group()) > 2):
        return None  # "BMW IBU Cup"
    before = re.search(r"(\w+)['’]?\s*\Z", text[max(0, start + words[0].start() - 20) : start + words[0].start()])
    if before and before.group(1).casefold() in phrasing.language.articles:
        return None  # "the Harbour Board"
    return start + words[0].start(), start + words[-1].end()


def is_unnamed(word: str, phrasing: Phrasing) -> bool:
    """Say whether a word before a name is no part of it: a role, a month, with what a sentence begins."""
    bare = word.strip(".").casefold()
    return bare in phrasing.unnamed or phrasing.role.fullmatch(bare) is not None


def find_stance(text: str, start: int, end: int, phrasing: Phrasing) -> re.Match[str] | None:
    """Return the first word of a passage that may tell of a stance, where it is not about silence."""
    silent = [match.span() for match in phrasing.silence.finditer(text, start, end)]
    for match in phrasing.stance.finditer(text, start, end):
        is_silent = any(a < match.end() and match.start() < b for a, b in silent)
        if not is_silent and not phrasing.unstanced.match(text, match.start()):
            return match
    return None


def split_sentences(text: str, start: int, end: int, language: str = ENGLISH) -> Iterable[Range]:
    """Yield the sentences of a paragraph."""
    phrasing, ends = phrase(language), SENTENCE_END.finditer(text, start, end)
    return cut(text, start, end, (match.end() for match in ends if not is_short(text, start, match.start(), phrasing)))


def is_short(text: str, start: int, point: int, phrasing: Phrasing) -> bool:
    """Say whether the full stop at `point` is that of an abbreviation, in a text that begins at `start`."""
    return bool(phrasing.abbreviation.search(text[max(start, point - SHORT) : point + 1]))


def cut(text: str, start: int, end: int, ends: Iterable[int]) -> Iterator[Range]:
    """Yield the parts of a text that end at `ends`, in order, without white space before them."""
    for at in ends:
        yield start, at
        following = WORD_START.search(text, at, end)
        start = following.start() if following else end
    if start < end:
        yield start, end

"""Speech that dashes mark in place of quotation marks, as newspapers and novels of many languages print it. Pure.

A paragraph begins with a dash, and is speech up to the clause that tells who speaks: "—No cerraremos —dijo la
alcaldesa—. Nunca." (Spanish), "– Vi stannar, säger hon." (Swedish), "— Нет, — сказала она." (Russian). Without such a
clause it may as well be an item of a list.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing_desk.languages import Language
from briefing_desk.text.reporting import CLAUSE, DASH, guess_language, make_clause
from briefing_desk.text.speech import Range, Speech, find_resumed

UNTOLD = "its paragraph begins with a dash like those around it, and does not tell who speaks"
BEGINNING = re.compile(r"(?:[—–―]\s*|-\s+)(?=[\w¿¡«“\"'(…])")
LISTED = re.compile(r"\n\s*[—–―-]\s")
AFTER_COMMA = "what follows the clause that tells who speaks may be about the speaker"
PERHAPS_ASIDE = "the dashes in it may enclose what a narrator puts in between"
LONG_DASH = "[—–―]"
ASIDE = re.compile(rf"\s*{LONG_DASH}\s*(?![\s,.;:!?…—–―])[^—–―«»“”\"]{{1,120}}{LONG_DASH}(?=[,.;:!?…])")
"""What a narrator puts in between, or the speaker: a mark that belongs to the speech follows the second dash."""


@cache
def compile_told(language: Language) -> re.Pattern[str]:
    """Return a pattern for a narrator's clause: behind a dash up to the next one, or behind a comma to its end."""
    verb = make_clause(language)
    clause = rf"(?:\w+\s+)?{verb}{CLAUSE}"
    aside = rf"(?:{ASIDE.pattern}[,.;:!?…]\s*)"
    behind_dash = rf",?\s+{DASH}\s*{clause}(?P<after_dash>{aside}|[,.]?\s*{DASH}[.,]?\s*|[.:!?…]+(?:\s+{DASH}\s*)?|\Z)"
    behind_comma = rf"[,!?…]\s+{verb}{CLAUSE}(?P<after>{aside}|,\s*|\s+{LONG_DASH}\s*|[.:!?…]+|\Z)"
    return re.compile(rf"{behind_dash}|{behind_comma}", re.IGNORECASE)


def find_dialogue(text: str, paragraphs: Sequence[Range], declared: Language) -> list[Speech]:
    """Return what dashes mark as speech; unsure, where a paragraph beside such speech does not tell who speaks."""
    dashed = {at: match.end() for at, (start, _) in enumerate(paragraphs) if (match := BEGINNING.match(text, start))}
    told: dict[int, list[Speech]] = {}
    for at, begin in dashed.items():
        words = text[begin : paragraphs[at][1]]
        guessed = guess_language(words, declared)
        if LISTED.search(words) or (text[paragraphs[at][0]] == "-" and not guessed.has_hyphen_dialogue):
            continue
        for language in (declared, guessed):
            if at not in told and language.has_dash_dialogue and (found := split_told(words, begin, language)):
                told[at] = found
    found = [span for spans in told.values() for span in spans]
    untold = (at for at in dashed if at not in told and {at - 1, at + 1} & told.keys())
    return [*found, *(Speech(dashed[at], paragraphs[at][1], UNTOLD) for at in untold)]


def split_told(words: str, offset: int, language: Language) -> list[Speech]:
    """Return the parts of a paragraph that are speech, if it tells who speaks."""
    found: list[Speech] = []
    at, doubt, resumed = 0, "", False
    for match in compile_told(language).finditer(words):
        found += split_asides(words, (at, match.start()), offset, doubt, resumed)
        ended = match["after_dash"] if match["after_dash"] is not None else match["after"]
        doubt = AFTER_COMMA if ended.startswith(",") and match["after_dash"] is None else ""
        at, resumed = match.end(), re.fullmatch(rf"\s*{DASH}\s*", ended) is not None
        if not re.search(rf"{DASH}|,", ended):
            return found  # a full stop: what follows may be the narrator's
    if found and at < len(words):
        found += split_asides(words, (at, len(words)), offset, doubt, resumed)
    return found


def split_asides(words: str, part: Range, offset: int, doubt: str, resumed: bool) -> Iterator[Speech]:
    """Yield a part of a speech, and what of it stands outside dashes: what these enclose may be the narrator's.

    Where it resumes behind a dash alone, a dash more leaves all of it open.
    """
    start, end = part
    asides = [match.span() for match in ASIDE.finditer(words, start, end)]
    if not asides:
        is_open = resumed and re.search(rf"\s{LONG_DASH}|{LONG_DASH}\s", words[start:end].strip())
        yield Speech(offset + start, offset + end, doubt or PERHAPS_ASIDE * bool(is_open))
        return
    yield Speech(offset + start, offset + end, doubt or PERHAPS_ASIDE)
    for first, last in asides:
        yield Speech(offset + start, offset + first, doubt)
        start = find_resumed(words, last, end)
    yield Speech(offset + start, offset + end, doubt)

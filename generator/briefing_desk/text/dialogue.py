"""Speech that dashes mark in place of quotation marks, as newspapers and novels of many languages print it. Pure.

A paragraph begins with a dash, and is speech up to the clause that tells who speaks: "—No cerraremos —dijo la
alcaldesa—. Nunca." (Spanish), "– Vi stannar, säger hon." (Swedish), "— Нет, — сказала она." (Russian). Without such a
clause it may as well be an item of a list.
"""

import re
from collections.abc import Sequence
from functools import cache

from briefing_desk.languages import Language
from briefing_desk.text.reporting import CLAUSE, DASH, guess_language, make_clause
from briefing_desk.text.speech import Range, Speech

UNTOLD = "its paragraph begins with a dash like those around it, and does not tell who speaks"
BEGINNING = re.compile(r"(?:[—–―]\s*|-\s+)(?=[\w¿¡«“\"'(…])")
LISTED = re.compile(r"\n\s*[—–―-]\s")
HYPHENATED = "pl", "ru", "uk"
"""Languages that print speech behind hyphens too; in others these begin items of lists."""
AFTER_COMMA = "what follows the clause that tells who speaks may be about the speaker"


@cache
def compile_told(language: Language) -> re.Pattern[str]:
    """Return a pattern for a narrator's clause: behind a dash up to the next one, or behind a comma to its end."""
    verb = make_clause(language)
    clause = rf"(?:\w+\s+)?{verb}{CLAUSE}"
    behind_dash = rf",?\s+{DASH}\s*{clause}(?P<after_dash>[,.]?\s*{DASH}[.,]?\s*|[.:!?…]+(?:\s+{DASH}\s*)?|\Z)"
    behind_comma = rf"[,!?…]\s+{verb}{CLAUSE}(?P<after>,\s*|[.:!?…]+|\Z)"
    return re.compile(rf"{behind_dash}|{behind_comma}", re.IGNORECASE)


def find_dialogue(text: str, paragraphs: Sequence[Range], declared: Language) -> list[Speech]:
    """Return what dashes mark as speech; unsure, where a paragraph beside such speech does not tell who speaks."""
    dashed = {at: match.end() for at, (start, _) in enumerate(paragraphs) if (match := BEGINNING.match(text, start))}
    told: dict[int, list[Speech]] = {}
    for at, begin in dashed.items():
        words = text[begin : paragraphs[at][1]]
        guessed = guess_language(words, declared)
        if LISTED.search(words) or (text[paragraphs[at][0]] == "-" and guessed.code not in HYPHENATED):
            continue
        for language in (declared, guessed):
            if at not in told and language.has_dash_dialogue and (found := split_told(words, begin, language)):
                told[at] = found
    found = [span for spans in told.values() for span in spans]
    untold = (at for at in dashed if at not in told and {at - 1, at + 1} & told.keys())
    return [*found, *(Speech(dashed[at], paragraphs[at][1], UNTOLD) for at in untold)]


def split_told(words: str, offset: int, language: Language) -> list[Speech]:
    """Return the parts of a paragraph that are speech, if it tells who speaks."""
    found, at, doubt = [], 0, ""
    for match in compile_told(language).finditer(words):
        found.append(Speech(offset + at, offset + match.start(), doubt))
        at = match.end()
        doubt = AFTER_COMMA if match["after"] is not None else ""
        ended = match["after_dash"] if match["after_dash"] is not None else match["after"]
        if not re.search(rf"{DASH}|,", ended):
            return found  # a full stop: what follows may be the narrator's
    if found and at < len(words):
        found.append(Speech(offset + at, offset + len(words), doubt))
    return found

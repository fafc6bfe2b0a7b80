"""What the command line says in English, in the language of the words: a new article's comments repeat some of it."""

import re
from functools import cache
from string import Formatter

from briefing_desk.messages.words import DRAFT, ENGLISH, FOUND, NOTED

SAID = {"DRAFT": DRAFT, "FOUND": FOUND, "NOTED": NOTED}
"""The messages that are said twice."""
INNER = ("origin", "one", "other")
"""Places in which another such message may stand."""
PLAIN, WHOLE = ".+?", '(?:[^"]|"[^"]*")+?'
"""What stands in a place; where it is such a message, none of its quotation marks is left open."""


def say_again(english: str, name: str) -> str:
    """Return what was said in English in the language of the words, where one of `SAID` says just that.

    So are the parts in its places that are such messages themselves. What is none of them stays as it is.
    """
    for key, pattern in list_patterns(name):
        if found := pattern.fullmatch(english):
            parts = {
                place: say_again(part, name) if place in INNER else part for place, part in found.groupdict().items()
            }
            return SAID[name][key].format(**parts)
    return english


@cache
def list_patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what tells the English messages of one of `SAID`, by key."""
    known = {path.partition(".")[2]: said for path, said in ENGLISH.items() if path.startswith(f"{name}.")}
    return tuple((key, re.compile(write_pattern(str(said)))) for key, said in known.items())


def write_pattern(message: str) -> str:
    """Return what matches a message, whatever stands in its places."""
    pattern = ""
    for text, place, *_ in Formatter().parse(message):
        pattern += re.escape(text) + (f"(?P<{place}>{WHOLE if place in INNER else PLAIN})" if place else "")
    return pattern

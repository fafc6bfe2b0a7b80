"""Run `briefing` in a language that nobody speaks: every letter of the interface is replaced by its wide form."""

import re
import sys
from types import ModuleType

import briefing_desk
from briefing_desk.messages import words

LANGUAGE = "en-XA"
"""The tag that Unicode CLDR gives to English with changed letters."""
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def translate(value):
    """Return a value with every text in it translated; keys, and names in braces, are programs' own."""
    if isinstance(value, str):
        return "".join(part if part.startswith("{") else part.translate(WIDE) for part in re.split(r"(\{.*?\})", value))
    if isinstance(value, dict):
        return {key: translate(one) for key, one in value.items()}
    return tuple(map(translate, value)) if isinstance(value, tuple) else value


def replace_words():
    """Put the translated words in the place of the English ones; nothing else may have been imported yet."""
    other = ModuleType("briefing_desk.messages.words")
    for name, value in vars(words).items():
        if not name.startswith("__"):
            setattr(other, name, translate(value) if name.isupper() else value)
    other.LANGUAGE = LANGUAGE
    sys.modules["briefing_desk.messages.words"] = briefing_desk.messages.words = other


if __name__ == "__main__":
    replace_words()
    from briefing_desk.cli import main

    main()

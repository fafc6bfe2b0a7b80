"""The words of another language in the place of the English ones, chosen once, before the words are read.

A process speaks one language, as gettext has it: `choose` comes before `briefing_desk.messages.words` is imported,
which takes its texts from here. Files are read elsewhere (`briefing_desk.localisation`).
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from string import Formatter
from typing import Any, TypeAlias

SOURCE = "en"
"""The language in which the words are written (BCP 47)."""
FORMS = ("zero", "one", "two", "few", "many", "other")
"""The names that Unicode CLDR gives to the forms that go with numbers."""
WORDS = "briefing_desk.messages.words"

Message: TypeAlias = str | Mapping[str, str]
"""One text, or the forms of one that counts something, by their CLDR names."""


@dataclass(frozen=True)
class Translation:
    """What is said in a language in place of the English words."""

    language: str = SOURCE
    messages: Mapping[str, tuple[Message, Message]] = field(default_factory=dict)
    """By path, what is said for which English message; where that is another by now, and for all others, English."""
    plural: Callable[[int], str] = field(default=lambda number: "one" if number == 1 else "other")
    """Returns the form that goes with a number."""


chosen = Translation()


def is_spoken() -> bool:
    """Say whether the words have been read, and with them their language."""
    return WORDS in sys.modules


def choose(translation: Translation) -> None:
    """Let the words be said in this language; raise RuntimeError where they have been read in another."""
    global chosen
    if is_spoken() and translation.language != chosen.language:
        raise RuntimeError("the words have been read before their language was chosen")
    chosen = translation


def is_counted(value: object) -> bool:
    """Say whether a value has a form for each kind of number."""
    return isinstance(value, Mapping) and "other" in value and value.keys() <= set(FORMS)


def list_messages(words: Mapping[str, Any]) -> dict[str, Message]:
    """Return what can be translated of a module of words, by path: `MARKS.changed.0`."""
    return dict(
        found for name, value in words.items() if name.isupper() and name != "LANGUAGE" for found in walk(value, name)
    )


def walk(value: Any, path: str) -> Iterator[tuple[str, Message]]:
    """Yield each message in a value, with its path; what puts in nothing but blanks is none."""
    if isinstance(value, str):
        if any(literal.strip() for literal, *_ in Formatter().parse(value)):
            yield path, value
    elif is_counted(value):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from walk(inner, f"{path}.{at}")


def translate(words: Mapping[str, Any], translation: Translation) -> dict[str, Any]:
    """Return the values of a module of words as they are said in a language."""
    messages = {
        path: said
        for path, english in (list_messages(words) if translation.messages else {}).items()
        for source, said in [translation.messages.get(path, (None, english))]
        if source == english
    }
    return {name: put(value, name, messages) for name, value in words.items() if name.isupper()}


def list_missing(english: Mapping[str, Message], translation: Translation) -> tuple[str, ...]:
    """Return the paths of the messages that a language lacks, or has for another English message."""
    said = translation.messages
    return tuple(path for path, message in english.items() if said.get(path, (None,))[0] != message)


def put(value: Any, path: str, messages: Mapping[str, Message]) -> Any:
    """Return a value with the messages in the places that their paths name."""
    if isinstance(value, str) or is_counted(value):
        return messages.get(path, value)
    if isinstance(value, Mapping):
        return {key: put(inner, f"{path}.{key}", messages) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(put(inner, f"{path}.{at}", messages) for at, inner in enumerate(value))
    return value


def list_places(text: str) -> set[str]:
    """Return the names in braces that a text has places for; raise ValueError for a brace that is none."""
    return {name for _, name, *_ in Formatter().parse(text) if name is not None}


def list_notes(code: str) -> dict[str, str]:
    """Return what a module of words says of its names, for translators: the text below each."""
    body = ast.parse(code).body
    return {
        target.id: " ".join(below.value.value.split())
        for node, below in pairwise(body)
        if isinstance(node, ast.Assign) and isinstance(below, ast.Expr)
        if isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

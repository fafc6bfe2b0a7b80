"""A file of `seeds/` as it is in another language: texts that are given by language become the one. Pure.

Every line stays where it is, so that problems are told at their lines. What is not translated says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, get_args, get_origin

from briefing_desk.editing.documents import find_end, get_value, open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import quote_yaml
from briefing_desk.messages.phrases import name_language
from briefing_desk.messages.words import IN_OTHER_LANGUAGE
from briefing_desk.schema.model import OWN_WORDS, Actor, Article, Name, Publisher, Topic
from briefing_desk.schema.records import list_keys
from briefing_desk.syntax.source import Source
from briefing_desk.syntax.yaml_tree import Mapping, Node, Scalar, Sequence, place_of

KINDS = (
    (re.compile(r"seeds/actors\.yml"), Actor, True),
    (re.compile(r"seeds/publishers\.yml"), Publisher, True),
    (re.compile(r"seeds/topics/[^/]+\.yml"), Topic, False),
    (re.compile(r"seeds/articles/[^/]+\.md"), Article, False),
)
"""Which noun a file holds, and whether it holds many, by id."""
Edit = tuple[int, int, str]
"""Which characters become which others."""


@dataclass(frozen=True, slots=True)
class Languages:
    """From which language to which."""

    own: str
    """That of the site, in which the desk writes."""
    wanted: str


def translate_file(source: Source, languages: Languages) -> str:
    """Return a file's text in another language; as it is, if it cannot be read: what is wrong is told of it later."""
    found = next(((kind, is_many) for shape, kind, is_many in KINDS if shape.fullmatch(source.path)), None)
    if found is None:
        return source.text
    try:
        document = open_document(source)
    except CannotEdit:
        return source.text
    kind, is_many = found
    nouns = list(document.root.entries.values()) if is_many else [document.root]
    text = source.text
    edits = [edit for noun in nouns for edit in list_edits(kind, noun, text, languages)]
    outer = [(start, end) for start, end, words in edits if not words.strip()]
    for start, end, words in sorted(edits, reverse=True):
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in outer):
            text = text[:start] + words + text[end:]
    return text


def list_edits(kind: Any, node: Node, text: str, languages: Languages) -> Iterator[Edit]:
    """Yield what changes of a noun."""
    keys = node.entries if isinstance(node, Mapping) else {}
    if kind is Article and isinstance(node, Mapping) and "language" in keys:
        written = get_value(node, "language")
        if isinstance(written, Scalar) and is_same(written.text, languages.wanted):
            yield from drop_translations(node, text)
    for key in keys:
        wanted = list_keys(kind).get(key, (None, False))[0]
        value = keys[key]
        if wanted in OWN_WORDS:
            yield from choose(wanted, value, text, languages)
        elif is_dataclass(wanted):
            yield from list_edits(wanted, value, text, languages)
        elif get_origin(wanted) is tuple and is_dataclass(inner := get_args(wanted)[0]):
            for item in value.items if isinstance(value, Sequence) else ():
                yield from list_edits(inner, item, text, languages)


def choose(wanted: Any, value: Node, text: str, languages: Languages) -> Iterator[Edit]:
    """Yield what a text becomes: that in the language, else the desk's own, which says in which language it is."""
    given = list_given(value, languages.own)
    said = next((words for tag, words in given if is_same(tag, languages.wanted)), None)
    if said is None and given:
        tag, words = given[0]
        is_name = wanted is Name and isinstance(value, Scalar)
        said = words if is_name else IN_OTHER_LANGUAGE.format(words=words, language=name_language(tag))
    if said is not None:
        start, end = place_of(value).offset, find_end(value, text)
        yield start, end, quote_yaml(said) + "\n" * text.count("\n", start, end)


def list_given(value: Node, own: str) -> list[tuple[str, str]]:
    """Return in which languages a text is given, each with its words."""
    pairs = value.entries.items() if isinstance(value, Mapping) else [(own, value)]
    return [
        (str(tag), " ".join(words.text.split()))
        for tag, words in pairs
        if isinstance(words, Scalar) and words.text.strip()
    ]


def drop_translations(node: Node, text: str) -> Iterator[Edit]:
    """Yield what takes out the translations in an article whose language readers now have."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from drop_translations(item, text)
    for key, value in node.entries.items() if isinstance(node, Mapping) else ():
        if key == "translation" and isinstance(value, Mapping):
            start, end = key.at.offset, find_end(value, text)
            before = re.search(r",\s*\Z", text[:start])
            behind = re.match(r"\s*,\s*", text[end:])
            if before:
                start = before.start()
            elif behind:
                end += behind.end()
            yield start, end, "\n" * text.count("\n", start, end)
        else:
            yield from drop_translations(value, text)


def is_same(one: str, other: str) -> bool:
    """Say whether two tags are of one language, whatever the region."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()

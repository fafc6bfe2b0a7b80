"""Nouns as JSON, and back: values in the order of the noun's fields, each word with its offset in the file. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from briefing_desk.schema.dates import Day, Interval, parse_interval
from briefing_desk.schema.records import strip_optional
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source, Text

BREAKS = re.compile(r"(\r\n|\r|\n)")
Unpack = Callable[[Any, Source], Any]
"""Returns the value that was packed, as it stands in a file."""


class Offsets(Mapping[str, Place]):
    """Where the values of a noun stand; a place is made when somebody asks for it."""

    __slots__ = ("offsets", "source")

    def __init__(self, source: Source, offsets: Mapping[str, int]) -> None:
        self.source, self.offsets = source, offsets

    @classmethod
    def of(cls, offsets: Mapping[str, int], source: Source) -> "Offsets":
        """Return the places of a noun, unpacked."""
        return cls(source, offsets)

    def __getitem__(self, name: str) -> Place:
        """Return where a value stands."""
        return Place(self.source, self.offsets[name])

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the values."""
        return iter(self.offsets)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.offsets)


def pack(value: Any) -> Any:
    """Return a noun, or one of its values, as what JSON can say."""
    return find_pack(value.__class__)(value)


@cache
def find_pack(kind: type) -> Callable[[Any], Any]:
    """Return what packs values of a type."""
    if issubclass(kind, Text):
        return lambda text: [str(text), text.at.offset]
    if issubclass(kind, StrEnum | Day):
        return str
    if issubclass(kind, Interval):
        return pack_interval
    if issubclass(kind, tuple):
        return lambda items: [pack(item) for item in items]
    if issubclass(kind, frozenset):
        return sorted
    if issubclass(kind, Mapping):
        return lambda named: [[pack(key), pack(item)] for key, item in named.items()]
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda noun: [pack_field(name, getattr(noun, name)) for name in names]
    return lambda value: value


def pack_field(name: str, value: Any) -> Any:
    """Return a field of a noun as what JSON can say: its places as offsets."""
    return {key: place.offset for key, place in value.items()} if name == "places" else pack(value)


@cache
def find_unpack(kind: Any) -> Unpack:
    """Return what makes values of a type again: of a noun, or `dict[str, NOUN]` for a vocabulary."""
    if get_origin(kind) is tuple:
        first, *others = get_args(kind)
        if others != [...]:
            each = [find_unpack(one) for one in (first, *others)]
            return lambda items, source: tuple([make(item, source) for make, item in zip(each, items, strict=True)])
        inner = find_unpack(first)
        return lambda items, source: tuple([inner(item, source) for item in items])
    if get_origin(kind) is frozenset:
        return lambda items, _: frozenset(items)
    if get_origin(kind) is dict:
        noun = find_unpack(get_args(kind)[1])
        return lambda items, source: {unpack_text(Text, key, source): noun(item, source) for key, item in items}
    if kind is Interval:
        return lambda packed, _: unpack_interval(packed) if packed.__class__ is str else unpack_span(*packed)
    if kind is Day:
        return lambda text, _: unpack_day(text)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda text, _: kind._value2member_map_[text]
    if isinstance(kind, type) and issubclass(kind, Text):
        return lambda pair, source: unpack_text(kind, pair, source)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return unpack_noun(kind)
    return lambda value, _: value


def unpack_noun(kind: Any) -> Unpack:
    """Return what makes nouns of a kind again, which are dataclasses or named tuples."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    makers: list[Unpack] = [
        Offsets.of if name == "places" else find_unpack(strip_optional(hints[name])) for name in names
    ]

    def unpack(values: list[Any], source: Source) -> Any:
        return kind(*[None if one is None else make(one, source) for make, one in zip(makers, values, strict=True)])

    return unpack


def unpack_text(kind: type[Text], pair: list[Any], source: Source) -> Text:
    """Return words with their place."""
    return kind(pair[0], Place(source, pair[1]))


def pack_interval(date: Interval) -> Any:
    """Return a date as its text; one that was joined of others may have another first and last day than that says."""
    if date.text and unpack_interval(date.text) == date:
        return date.text
    return [date.text, pack(date.first), pack(date.last)]


@lru_cache(maxsize=4096)
def unpack_interval(text: str) -> Interval:
    """Return a date as annotated."""
    return parse_interval(text)


def unpack_span(text: str, first: str | None, last: str | None) -> Interval:
    """Return a date that was joined of others."""
    return Interval(text, *(unpack_day(day) if day else None for day in (first, last)))


@lru_cache(maxsize=4096)
def unpack_day(text: str) -> Day:
    """Return one exact day."""
    return date.fromisoformat(text)


def pack_problem(problem: Problem) -> list[Any]:
    """Return a problem as what JSON can say: its path, its line and column, then what it says."""
    at = problem.at
    return [at.path, at.offset, at.line, at.column, problem.code, problem.message, problem.help]


def unpack_problem(packed: list[Any], source: Source | None = None) -> Problem:
    """Return a problem; in its file where that is at hand, else in a blank one with the same line and column."""
    path, offset, line, column, code, message, help = packed
    if source is not None and source.path == path:
        return Problem(Place(source, offset), code, message, help)
    return Problem(make_place(path, line, column), code, message, help)


def make_place(path: str, line: int, column: int) -> Place:
    """Return a line and column of a file that is not at hand."""
    blank = "\n" * (line - 1) + " " * (column - 1)
    return Place(Source(path, blank), len(blank))


def pack_outline(text: str) -> list[Any]:
    """Return what lines and columns of a text follow from: how its lines end, and how long each is."""
    if "\r" not in text:
        return ["\n", list(map(len, text.split("\n")))]
    if text.count("\r\n") == text.count("\r") == text.count("\n"):
        return ["\r\n", list(map(len, text.split("\r\n")))]
    return ["", BREAKS.split(text)[1::2], list(map(len, BREAKS.split(text)[::2]))]


def unpack_outline(packed: list[Any]) -> str:
    """Return a blank text in which every character of the one that was packed has its line and column."""
    if packed[0]:
        return str(packed[0].join([" " * length for length in packed[1]]))
    ends = [*packed[1], ""]
    return "".join(" " * length + end for length, end in zip(packed[2], ends, strict=True))

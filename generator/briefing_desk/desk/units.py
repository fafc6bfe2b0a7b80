"""Offsets as browsers count them, in units of UTF-16, and as we do, in characters. Pure."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Units:
    """Where in a text browsers count two for one character."""

    length: int
    """Of the text, in characters."""
    wide: tuple[int, ...]
    """The places of characters that are two units, in characters."""
    shifted: tuple[int, ...]
    """The same places in units."""

    def from_characters(self, at: int) -> int:
        """Return a place in units."""
        return at + bisect_left(self.wide, at)

    def to_characters(self, at: int) -> int:
        """Return a place in characters, inside the text: the middle of a character is its end."""
        return max(0, min(self.length, at - bisect_left(self.shifted, at)))


def count_units(text: str) -> Units:
    """Return how browsers count a text."""
    wide = tuple(at for at, character in enumerate(text) if ord(character) > 0xFFFF) if not text.isascii() else ()
    return Units(len(text), wide, tuple(at + number for number, at in enumerate(wide)))


def to_characters(units: Units, pieces: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return ranges of the browser as ranges of ours."""
    return tuple((units.to_characters(start), units.to_characters(end)) for start, end in pieces)


def to_units(units: Units, pieces: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return ranges of ours as ranges of the browser."""
    return [[units.from_characters(start), units.from_characters(end)] for start, end in pieces]

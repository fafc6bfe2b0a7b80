"""Offsets as browsers count them, in units of UTF-16, and as we do, in characters. Pure."""

from bisect import bisect_left
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

"""A text file and the places in it. Lines and columns count from 1; a column is a code point."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate

LINE_BREAK = re.compile(r"\r\n|\n|\r")
LAYOUT = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""White space that only lays out a text, as line breaks do; spaces of a kind of their own are characters."""


@lru_cache(maxsize=64)
def find_line_starts(text: str) -> tuple[int, ...]:
    """Return the offset of each line's first character; only LF, CRLF and CR end a line."""
    if "\r" in text:
        return (0, *(match.end() for match in LINE_BREAK.finditer(text)))
    return tuple(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))  # many times faster


@dataclass(frozen=True, slots=True)
class Digest:
    """What tells a text from every other."""

    size: int
    """Bytes, as UTF-8."""
    sha256: str
    """Of these bytes, in hexadecimal."""


def make_digest(text: str) -> Digest:
    """Return the digest of a text."""
    data = text.encode()
    return Digest(len(data), sha256(data).hexdigest())


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text file as it was read, named by the path that people see."""

    path: str
    """Relative to the root, with forward slashes."""
    text: str

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line and column of `offset`."""
        starts = find_line_starts(self.text)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def at_line(self, line: int) -> "Place":
        """Return the place where `line` (from 1) begins."""
        return Place(self, find_line_starts(self.text)[line - 1])


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a file; its line and column are worked out only when somebody asks."""

    source: Source
    offset: int = 0

    @property
    def path(self) -> str:
        """The file's path, as people see it."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.source.locate(self.offset)[0]

    @property
    def column(self) -> int:
        """The column in code points, from 1."""
        return self.source.locate(self.offset)[1]

    def forget_text(self) -> "Place":
        """Return the same line and column of a blank text: a problem that outlives a long page needs no more of it."""
        blank = "\n" * (self.line - 1) + " " * (self.column - 1)
        return Place(Source(self.path, blank), len(blank))


class Text(str):
    """Words from a file that know where they stand; everything else about them is `str`."""

    __slots__ = ("at",)
    at: Place

    def __new__(cls, value: str, at: Place) -> "Text":
        """Make the words `value`, found at `at`."""
        text = super().__new__(cls, value)
        text.at = at
        return text

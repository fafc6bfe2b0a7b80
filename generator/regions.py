"""The generated parts of a page: find them, see whether somebody changed them, put new ones in. Text in, text out.

    <!-- generated: NAME -->
    …
    <!-- end generated: NAME (sum: 3kF9aQ2xLm) -->

Every character outside the bodies belongs to people and is returned as it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from generator.articletext import parse_markdown
from generator.conflicts import Conflict
from generator.frontmatter import split_front_matter
from generator.problems import Problem
from generator.source import LINE_BREAK, Place, Source

START = re.compile(r"<!-- generated: ([a-z-]+) -->[ \t]*")
END = re.compile(r"<!-- end generated: ([a-z-]+)(?: \(sum: ([0-9A-Za-z]+)\))? -->[ \t]*")
LOOKS_LIKE = re.compile(r"<!--\s*(?:end\s+)?generated\b", re.IGNORECASE)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SUM_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Region:
    """One generated part, as offsets in its page."""

    name: str
    start: int
    """Of the opening marker's line."""
    body: int
    """Behind the opening marker's line."""
    body_end: int
    """Of the closing marker's line, or of what a merge conflict made of it."""
    end: int
    """Behind the closing marker's line end."""
    sum: str | None
    is_conflicted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its regions in order."""

    source: Source
    regions: tuple[Region, ...]

    @property
    def newline(self) -> str:
        """The line end that the page uses first; LF if none."""
        match = LINE_BREAK.search(self.source.text)
        return match.group() if match else "\n"

    def body_of(self, region: Region) -> str:
        """Return a region's body with LF line ends."""
        return LINE_BREAK.sub("\n", self.source.text[region.body : region.body_end])

    @property
    def prose(self) -> tuple[tuple[int, int], ...]:
        """The ranges between regions, which belong to people."""
        edges = [
            0,
            *(edge for region in self.regions for edge in (region.start, region.end)),
            len(self.source.text),
        ]
        return tuple(zip(edges[::2], edges[1::2], strict=True))


def compute_sum(body: str) -> str:
    """Return the check sum of a body with LF line ends: ten characters of base 62 of its SHA-256."""
    number = int.from_bytes(sha256(body.encode()).digest())
    digits = []
    for _ in range(SUM_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(digits)


def format_region(name: str, body: str) -> str:
    """Return a region with its markers, LF line ends, ending in one; blank lines keep the body a block of its own."""
    inner = f"\n{body}\n\n" if body else "\n"
    return f"<!-- generated: {name} -->\n{inner}<!-- end generated: {name} (sum: {compute_sum(inner)}) -->\n"


def parse_page(source: Source) -> tuple[Page | None, list[Problem]]:
    """Return the page's regions, or what is wrong with its markers."""
    scanner = Scanner(source)
    scanner.scan()
    return (None if scanner.problems else Page(source, tuple(scanner.regions))), scanner.problems


def find_dead_lines(source: Source) -> set[int]:
    """Return the lines (from 0) on which a marker is none: in code, in HTML that began before, in front matter."""
    split = split_front_matter(source)
    offset = split.body if split else 0
    first = source.locate(offset)[0] - 1
    dead = set(range(first))
    for token in parse_markdown(source.text[offset:]):
        if token.map and token.type in ("fence", "code_block"):
            dead.update(range(token.map[0] + first, token.map[1] + first))
    return dead


@dataclass(slots=True)
class Scanner:
    """Walks the lines of one page once; used by `parse_page` and thrown away."""

    source: Source
    regions: list[Region] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[tuple[int, int, int]] = field(default_factory=list)
    """Of each line: where it begins, where its words end, where the next one begins."""

    def scan(self) -> None:
        """Find all regions; note markers that are unclosed, nested, doubled or malformed."""
        self.lines = split_lines(self.source.text)
        dead = find_dead_lines(self.source) if LOOKS_LIKE.search(self.source.text) else set()
        index = 0
        while index < len(self.lines):
            words = self.words(index)
            if index in dead or not LOOKS_LIKE.match(words.lstrip()):
                index += 1
                continue
            opening = START.fullmatch(words)
            index = self.read_region(index, opening.group(1)) if opening else self.refuse_line(index, words)
        self.check_doubles()

    def words(self, index: int) -> str:
        """Return a line without its line end."""
        start, end, _ = self.lines[index]
        return self.source.text[start:end]

    def read_region(self, opening: int, name: str) -> int:
        """Note the region that opens on a line; return the line behind it."""
        conflict = Conflict()
        for index in range(opening + 1, len(self.lines)):
            words = self.words(index)
            closing = END.fullmatch(words)
            conflict.feed(words, is_end=closing is not None and closing.group(1) == name)
            nested = START.fullmatch(words)
            if nested and not conflict.is_open:
                self.note(index, f"region `{nested.group(1)}` opens inside region `{name}`")
                return index + 1
            if conflict.closes_region:
                self.add(opening, index, index, name, None, is_conflicted=True)
                return index + 1
            if conflict.spans_end:
                message = f"a merge conflict goes beyond the end of region `{name}`"
                help = "resolve the conflict around the closing marker by hand; inside the region it does not matter"
                self.problems.append(Problem(Place(self.source, self.lines[index][0]), "merge-conflict", message, help))
                return index + 1
            if closing and not conflict.is_open:
                if closing.group(1) != name:
                    self.note(index, f"this closes `{closing.group(1)}`, but `{name}` is open")
                    return index + 1
                self.add(opening, index, index, name, closing.group(2), conflict.was_seen)
                return index + 1
        help = "restore the line `<!-- end generated: … -->`, or delete the opening marker and what was generated"
        self.note(opening, f"region `{name}` is never closed", help)
        return len(self.lines)

    def add(self, opening: int, body_end: int, closing: int, name: str, sum: str | None, is_conflicted: bool) -> None:
        """Note a region between two lines."""
        self.regions.append(
            Region(
                name,
                self.lines[opening][0],
                self.lines[opening][2],
                self.lines[body_end][0],
                self.lines[closing][2],
                sum,
                is_conflicted,
            )
        )

    def refuse_line(self, index: int, words: str) -> int:
        """Note a line that looks like a marker and is none; return the next line."""
        closing = END.fullmatch(words)
        if closing:
            self.note(index, f"region `{closing.group(1)}` is closed here, but was never opened")
        else:
            help = "write `<!-- generated: NAME -->` at the beginning of a line, with nothing behind it"
            self.note(index, "this looks like a region's marker, but is malformed", help)
        return index + 1

    def check_doubles(self) -> None:
        """Note regions that a page has twice."""
        seen: set[str] = set()
        for region in self.regions:
            if region.name in seen:
                message = f"region `{region.name}` stands on this page twice"
                self.problems.append(Problem(Place(self.source, region.start), "marker", message, "delete one of them"))
            seen.add(region.name)

    def note(self, index: int, message: str, help: str = "") -> None:
        """Note a problem of a line."""
        self.problems.append(Problem(Place(self.source, self.lines[index][0]), "marker", message, help))


def split_lines(text: str) -> list[tuple[int, int, int]]:
    """Return of each line: where it begins, where its words end, where the next one begins."""
    lines, start = [], 0
    for match in LINE_BREAK.finditer(text):
        lines.append((start, match.start(), match.end()))
        start = match.end()
    if start < len(text):
        lines.append((start, len(text), len(text)))
    return lines


def is_edited(page: Page, region: Region) -> bool:
    """Say whether a region's body was changed by hand; one that is empty and has no sum waits to be filled."""
    if region.is_conflicted:
        return False
    body = page.body_of(region)
    if region.sum is None:
        return bool(body.strip())
    return compute_sum(body) != region.sum


def replace_bodies(page: Page, bodies: Mapping[str, str]) -> str:
    """Return the page's text with new bodies, in the page's own line ends; every other character stays."""
    parts, at = [], 0
    for region in page.regions:
        if region.name in bodies:
            fresh = format_region(region.name, bodies[region.name])
            has_end = region.end > region.body_end and page.source.text[region.end - 1] in "\r\n"
            fresh = fresh if has_end else fresh.removesuffix("\n")
            parts += [page.source.text[at : region.start], fresh.replace("\n", page.newline)]
            at = region.end
    return "".join([*parts, page.source.text[at:]])

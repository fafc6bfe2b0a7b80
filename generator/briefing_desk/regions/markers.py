"""The generated parts of a page: find them, see whether somebody changed them, put new ones in. Text in, text out.

    <!-- generated: NAME -->
    …
    <!-- end generated: NAME (sum: 3kF9aQ2xLm) -->

Every character outside the bodies belongs to people and is returned as it was.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from briefing_desk.regions.blocks import mark_notes, walk_blocks
from briefing_desk.syntax.conflicts import CONFLICT, MARKER, Conflict
from briefing_desk.syntax.decode import has_endless_marks
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import LINE_BREAK, Place, Source, find_line_starts

START = re.compile(r"<!-- generated: ([a-z-]+) -->[ \t]*")
END = re.compile(r"<!-- end generated: ([a-z-]+)(?: \(sum: ([0-9A-Za-z]+)\))? -->[ \t]*")
LOOKS_LIKE = re.compile(r"<!--\s*(?:end\s+)?generated\b", re.IGNORECASE)
ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
MAX_ITEMS = 5_000
"""Items of lists on a page; parsing one takes a hundred times longer than a word."""
FENCE = re.compile("```|~~~")
WRAPPED = re.compile(r"\n[ \t]+(?=[^ \t\n])")
"""Before the rest of a line that was too long for a formatter."""
BLANK = re.compile(r"\n{2,}")
CODE = re.compile(r"```|~~~|(?:^|\r)(?: {4}|[ >]*\t)", re.MULTILINE)
"""Without it a page has no code, and need not be parsed to know which markers are some."""
HINTS = ("<!--", "<" * 7, "=" * 7, ">" * 7, "|" * 7)
"""What a line holds that may be a marker, ours or git's: the others need no look."""
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
        return unify_breaks(self.source.text[region.body : region.body_end])

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
    lines = split_lines(source.text)
    scanner = Scanner(source, lines, find_hinted(source.text, lines))
    scanner.scan()
    return (None if scanner.problems else Page(source, tuple(scanner.regions))), scanner.problems


def find_dead_lines(source: Source, start: int = 0) -> set[int]:
    """Return the lines (from 0) on which a marker is none: all before the offset `start`, front matter, code."""
    split = split_front_matter(source)
    offset = max(start, split.body if split else 0)
    first = source.locate(offset)[0] - 1
    dead = set(range(first))
    if not has_code(source.text, offset) or is_endless(source.text):
        return dead
    for line, token in walk_blocks(mark_notes(source.text[offset:]), first):
        if token.map and token.type in ("fence", "code_block"):
            dead.update(range(line, line + token.map[1] - token.map[0]))
    return dead


def is_endless(text: str) -> bool:
    """Say whether a page has more marks or items of lists outside its regions than is read: it is refused for them."""
    outside = "".join(cut_regions(text))
    return has_endless_marks(outside) or has_endless_lists(outside)


def cut_regions(text: str) -> Iterator[str]:
    """Yield what stands outside everything that may be a region."""
    at = 0
    while (start := text.find("<!-- generated:", at)) >= 0 and (end := text.find("<!-- end generated:", start)) >= 0:
        yield text[at:start]
        at = end
    yield text[at:]


def has_endless_lists(text: str) -> bool:
    """Say whether a text has more items of lists than anybody writes; such prose is refused, and not read before."""
    return len(ITEM.findall(text)) > MAX_ITEMS


def has_code(text: str, start: int) -> bool:
    """Say whether a text may hold a fence or an indented line behind an offset; most hold nothing of the kind."""
    signs = ("```", "~~~", "\t", "\n    ", "\r    ")
    return (any(sign in text for sign in signs) or text.startswith("    ")) and bool(CODE.search(text, start))


@dataclass(slots=True)
class Scanner:
    """Walks the lines of one page once; used by `parse_page` and thrown away."""

    source: Source
    lines: list[tuple[int, int, int]]
    """Of each line: where it begins, where its words end, where the next one begins."""
    hinted: list[int]
    """The lines that may hold a marker, in order."""
    dead: set[int] = field(default_factory=set)
    regions: list[Region] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def scan(self) -> None:
        """Find all regions; note markers that are unclosed, nested, doubled or malformed, and conflicts in prose."""
        if LOOKS_LIKE.search(self.source.text):
            self.dead = find_dead_lines(self.source)
        index = self.skip(0)
        while index < len(self.lines):
            words = self.words(index)
            if CONFLICT.match(words):
                help = "keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>"
                self.note(index, "unresolved merge conflict", help, "merge-conflict")
                return
            opening = START.fullmatch(words)
            if index in self.dead or not LOOKS_LIKE.match(words.lstrip()):
                index += 1
            elif opening:
                index = self.read_region(index, opening.group(1))
            else:
                self.refuse_line(index, words)
                index += 1
            index = self.skip(index)
        self.check_doubles()

    def skip(self, index: int) -> int:
        """Return the next line, this one included, that may hold a marker; behind the last line if there is none."""
        at = bisect_left(self.hinted, index)
        return self.hinted[at] if at < len(self.hinted) else len(self.lines)

    def words(self, index: int) -> str:
        """Return a line without its line end."""
        start, end, _ = self.lines[index]
        return self.source.text[start:end]

    def read_region(self, opening: int, name: str) -> int:
        """Note the region that opens on a line, or why it is none; return the line to go on with."""
        conflict, began, index = Conflict(), opening, opening
        while (index := index + 1 if conflict.is_open else self.skip(index + 1)) < len(self.lines):
            words = self.words(index)
            closing = END.fullmatch(words)
            began = began if conflict.is_open else index
            conflict.feed(words, is_end=closing is not None and closing.group(1) == name)
            if conflict.closes_region:
                return self.add(opening, index, name, None, is_conflicted=True)
            if conflict.spans_end:
                crossed = self.cross(began, index, opening, name)
                if crossed is None:
                    break
                (opening, name), conflict = crossed, Conflict(was_seen=True)
                if not name:
                    return index + 1
                continue
            if conflict.is_open:
                continue
            nested = START.fullmatch(words)
            if nested:
                help = f"restore the line `<!-- end generated: {name} -->` before it"
                self.note(index, f"region `{nested.group(1)}` opens inside region `{name}`", help)
                return index
            if closing and closing.group(1) != name:
                help = f"restore the line `<!-- end generated: {name} -->` before it, or delete this one"
                self.note(index, f"this closes `{closing.group(1)}`, but `{name}` is open", help)
                return index + 1
            if closing:
                return self.add(opening, index, name, closing.group(2), conflict.was_seen)
        if conflict.is_open or conflict.spans_end:
            help = "resolve the conflict around the closing marker by hand; inside the region it does not matter"
            self.note(began, f"a merge conflict goes beyond the end of region `{name}`", help, "merge-conflict")
            return len(self.lines)
        help = "restore the line `<!-- end generated: … -->`, or delete the opening marker and what was generated"
        self.note(opening, f"region `{name}` is never closed", help)
        return len(self.lines)

    def cross(self, began: int, ended: int, opening: int, name: str) -> tuple[int, str] | None:
        """Note the regions that end in a conflict; return line and name of the one that ends later, no name if none.

        Of neighbours that two branches brought up to date git makes one conflict, as few of their lines are the same.
        It is of no account where both sides have the same markers and nothing between and behind regions; else None.
        """
        found = [MARKER.match(self.words(index)) for index in range(began, ended + 1)]
        parts = [began + number for number, mark in enumerate(found) if mark]
        ours, theirs = self.trace(parts[0], parts[1], name), self.trace(parts[-2], parts[-1], name)
        if not ours or not theirs or [open for _, open in ours] != [open for _, open in theirs]:
            return None
        for (closing, _), (following, next_name) in zip(ours[::2], ours[1::2], strict=False):
            self.add(opening, closing, name, None, is_conflicted=True)
            opening, name = following, next_name
        if not ours[-1][1]:
            self.add(opening, ended, name, None, is_conflicted=True)
            return ended, ""
        return opening, name

    def trace(self, before: int, behind: int, name: str) -> list[tuple[int, str]]:
        """Return the markers of a side of a conflict that begins in a region, each with what is open behind it.

        Return none where one does not fit the one before it, or where anything stands between or behind regions.
        """
        found: list[tuple[int, str]] = []
        for index in range(before + 1, behind):
            words = self.words(index)
            opens, closes = START.fullmatch(words), END.fullmatch(words)
            if name and closes and closes.group(1) == name:
                name = ""
            elif not name and opens:
                name = opens.group(1)
            elif opens or closes or (not name and words.strip()):
                return []
            else:
                continue
            found.append((index, name))
        return found if name or (found and found[-1][0] == behind - 1) else []

    def add(self, opening: int, closing: int, name: str, sum: str | None, is_conflicted: bool) -> int:
        """Note a region between two lines; return the line behind it."""
        start, _, body = self.lines[opening]
        body_end, _, end = self.lines[closing]
        self.regions.append(Region(name, start, body, body_end, end, sum, is_conflicted))
        if any(self.source.text.find(fence, body, body_end) >= 0 for fence in ("```", "~~~")):
            self.dead = find_dead_lines(self.source, end)  # what somebody wrote into the body ends with it
        return closing + 1

    def refuse_line(self, index: int, words: str) -> None:
        """Note a line that looks like a marker and is none."""
        closing = END.fullmatch(words)
        if closing:
            self.note(index, f"region `{closing.group(1)}` is closed here, but was never opened", "delete the line")
        else:
            help = "write `<!-- generated: NAME -->` at the beginning of a line, with nothing behind it"
            self.note(index, "this looks like a region's marker, but is malformed", help)

    def check_doubles(self) -> None:
        """Note regions that a page has twice."""
        seen: set[str] = set()
        for region in self.regions:
            if region.name in seen:
                message = f"region `{region.name}` stands on this page twice"
                self.problems.append(Problem(Place(self.source, region.start), "marker", message, "delete one of them"))
            seen.add(region.name)

    def note(self, index: int, message: str, help: str, code: str = "marker") -> None:
        """Note a problem of a line."""
        self.problems.append(Problem(Place(self.source, self.lines[index][0]), code, message, help))


def split_lines(text: str) -> list[tuple[int, int, int]]:
    """Return of each line: where it begins, where its words end, where the next one begins."""
    starts = find_line_starts(text)
    if "\r" in text:
        ends = [match.start() for match in LINE_BREAK.finditer(text)]
    else:
        ends = [start - 1 for start in starts[1:]]
    lines = list(zip(starts, ends, starts[1:], strict=False))
    return [*lines, (starts[-1], len(text), len(text))] if starts[-1] < len(text) else lines


def find_hinted(text: str, lines: list[tuple[int, int, int]]) -> list[int]:
    """Return the lines that may hold a marker, in order."""
    starts = [start for start, _, _ in lines]
    return sorted({bisect_right(starts, at) - 1 for hint in HINTS for at in find_all(text, hint)})


def find_all(text: str, words: str) -> Iterator[int]:
    """Yield where words begin in a text: a search for one text at a time is much faster than one for a pattern."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def unify_breaks(text: str) -> str:
    """Return a text with LF line ends."""
    return LINE_BREAK.sub("\n", text) if "\r" in text else text


def is_edited(page: Page, region: Region) -> bool:
    """Say whether a region's body was changed by hand; one that is empty and has no sum waits to be filled.

    What editors do when they format a page is no change: blank lines, wrapped lines and white space at a line's ends.
    """
    if region.is_conflicted:
        return False
    body = page.body_of(region)
    if region.sum is None:
        return bool(body.strip())
    return compute_sum(body) != region.sum and all(compute_sum(form) != region.sum for form in list_layouts(body))


def list_layouts(body: str) -> Iterator[str]:
    """Yield a body with the white space that it may have been made with, whatever it has now."""
    words = "\n".join(line.strip(" \t") for line in WRAPPED.sub(" ", body).split("\n")).strip("\n")
    for blank in ("\n\n", "\n"):
        yield f"\n{BLANK.sub(blank, words)}\n\n" if words else "\n"


def replace_bodies(page: Page, bodies: Mapping[str, str]) -> str:
    """Return the page's text with new bodies, each in the line ends of its region; every other character stays.

    A region that is what it should be stays as it is, and the line end behind a region is no part of it: a page with
    mixed line ends could lose it to the line that follows.
    """
    text = page.source.text
    parts, at = [], 0
    for region in page.regions:
        old = text[region.start : region.end].rstrip("\r\n")
        opening = text[region.start : region.body]
        fresh = format_region(region.name, bodies.get(region.name, "")).rstrip("\n")
        if region.name in bodies and fresh != unify_breaks(old):
            parts += [text[at : region.start], fresh.replace("\n", opening[len(opening.rstrip("\r\n")) :])]
            at = region.start + len(old)
    return "".join([*parts, text[at:]])

"""The text of an article that quotes are checked against, and which of it is direct speech. Never reads the disk.

Markdown is read by markdown-it-py: quotes match what a reader sees, not its mark-up. A plain text is taken as it is.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.source import Source

PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
"""Each opening quotation mark with the marks that close it."""
MARKS = re.compile("[“”„«»\"‘’']")
BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
ATTRIBUTION = re.compile(r"[ \t]*[–—―][ \t]*\S")
MAX_ATTRIBUTION_WORDS = 10
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The words of an article, in reading order."""

    text: str
    direct: tuple[tuple[int, int], ...]
    """Ranges inside quotation marks or in a displayed quotation."""
    first_line: int = 1
    """The line of its file on which the text begins."""

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line of the file and the column in the text where `offset` is."""
        line, column = Source("", self.text).locate(offset)
        return line + self.first_line - 1, column

    def is_direct(self, start: int, end: int) -> bool:
        """Say whether the range, without its own quotation marks, lies wholly in direct speech."""
        while start < end and (self.text[start] in MARK_CHARACTERS or self.text[start].isspace()):
            start += 1
        while end > start and (self.text[end - 1] in MARK_CHARACTERS or self.text[end - 1].isspace()):
            end -= 1
        return any(first <= start and end <= last for first, last in self.direct)


MARK_CHARACTERS = "“”„«»\"‘’'"


def from_markdown(body: str, first_line: int = 1) -> ArticleText:
    """Return the text of a Markdown body, each block on the line where it stands; block quotes are displayed."""
    parts: list[str] = []
    displayed: list[tuple[int, int]] = []
    depth = length = line = 0
    for token in parse_markdown(body):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        words = flatten_token(token)
        if not words.strip() or not token.map:
            continue
        words = "\n" * (token.map[0] + (token.type == "fence") - line) + words if token.map[0] > line else f" {words}"
        parts.append(words)
        length, line = length + len(words), line + words.count("\n")
        if depth:
            displayed.append((length - len(words.lstrip()), length))
    text = "".join(parts)
    return ArticleText(text, (*displayed, *find_quoted(text)), first_line)


@cache
def make_parser() -> MarkdownIt:
    """Return the CommonMark parser with tables."""
    return MarkdownIt("commonmark").enable("table")


def parse_markdown(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text."""
    return make_parser().parse(text)


def flatten_token(token: Token) -> str:
    """Return the words of a block token: text, code and images' descriptions; raw HTML says nothing."""
    if token.type in ("fence", "code_block"):
        return token.content.rstrip("\n")
    if token.type != "inline":
        return ""
    return "".join(flatten_inline(child) for child in token.children or [])


def flatten_inline(token: Token) -> str:
    """Return the words of an inline token."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "" if token.type == "html_inline" else token.content


def from_plain(text: str) -> ArticleText:
    """Return a plain text as it is; line ends become LF.

    A paragraph whose next line begins with a dash and a short name ("— A. Name") is a displayed quotation.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ArticleText(text, (*find_attributed(text), *find_quoted(text)))


def find_attributed(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs that a line with a dash attributes to somebody."""
    found: list[tuple[int, int]] = []
    lines = list(LINE.finditer(text))
    for before, line in pairwise(lines):
        words = line.group().strip()
        is_name = len(words.split()) <= MAX_ATTRIBUTION_WORDS and not words.endswith((".", "!", "?", ":", ","))
        if not ATTRIBUTION.match(words) or not is_name:
            continue
        block = next(m for m in BLOCK.finditer(text) if m.start() <= before.start() < m.end())
        separate = "\n\n" in re.sub(r"[ \t]", "", text[before.end() : line.start()])
        found.append((block.start() if separate else before.start(), before.end()))
    return found


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return the ranges between quotation marks, paragraph by paragraph, without the marks."""
    blocks = [match.span() for match in BLOCK.finditer(text)]
    found: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(blocks):
        spans, unclosed = find_quoted_in(text, start, end)
        found.extend(spans)
        # A speech of several paragraphs: each opens with a mark, only the last one closes.
        following = text[blocks[index + 1][0] :].lstrip() if index + 1 < len(blocks) else ""
        if unclosed is not None and following[:1] == text[unclosed - 1]:
            found.append((unclosed, end))
    return found


def find_quoted_in(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return the quoted ranges of one paragraph, and where a quotation begins that it does not close."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            opened = match.end() if opens(text, at) else None
        elif mark in PAIRS[text[opened - 1]] and closes(text, at):
            found.append((opened, at))
            opened = None
        elif mark == text[opened - 1] and opens(text, at):
            opened = match.end()
    return found, opened


def opens(text: str, at: int) -> bool:
    """Say whether the mark at `at` can open a quotation; straight marks tell it by their neighbours."""
    mark, before, after = text[at], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if mark not in PAIRS:
        return False
    if mark in "\"'‘":
        return not before.isalnum() and not after.isspace()
    return True


def closes(text: str, at: int) -> bool:
    """Say whether the mark at `at` can close a quotation; an apostrophe inside a word cannot."""
    mark, before, after = text[at], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if mark in "'’":
        return not after.isalnum() and not before.isspace()
    return mark != '"' or not before.isspace()

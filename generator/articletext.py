"""The text of an article that quotes are checked against, and which of it is direct speech. Never reads the disk.

Markdown is read by markdown-it-py: quotes match what a reader sees, not its mark-up. A plain text is taken as it is.
Where it is not certain that words are somebody's speech they are the article's: never the other way round.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.source import Source

Range = tuple[int, int]
PAIRS = {
    '"': '"', "“": "”", "”": "”", "„": "“”\"", "«": "»", "»": "«", "「": "」", "『": "』",
    "'": "'", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹",
}  # fmt: skip
"""Each opening quotation mark with the marks that close it."""
MARKS = re.compile("[\"“”„«»「」『』'‘’‚‹›]")
OPENERS, CLOSERS, REVERSED = "“„«「『‚", "”»」』", "”»›"
APOSTROPHES = "'’"
DECADE = re.compile(r"['‘’]\d\ds\b")
MAX_NESTING = 8
"""How many marks may be open at once; older ones are strays."""
WRAPPED = 120
"""Characters of a line; a text most of which stands in longer ones is not wrapped: each line is a paragraph."""
LINE = re.compile(r"\S[^\n]*")
BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
ATTRIBUTION = re.compile(r"[–—―]\s*[^\W\d_]")
MAX_ATTRIBUTION_WORDS = 10


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The words of an article, in reading order."""

    text: str
    paragraphs: tuple[Range, ...]
    """Paragraphs, headings, items and cells: what words do not run across. In order, not overlapping."""
    direct: tuple[Range, ...]
    """Ranges inside quotation marks or in a displayed quotation."""
    first_line: int = 1
    """The line of its file on which the text begins."""

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the line of the file and the column in the text where `offset` is."""
        line, column = Source("", self.text).locate(offset)
        return line + self.first_line - 1, column

    def find_paragraph(self, offset: int) -> int:
        """Return the number of the last paragraph that begins at or before `offset`, -1 if none does."""
        return bisect_right(self.paragraphs, offset, key=itemgetter(0)) - 1

    def is_continuous(self, start: int, end: int) -> bool:
        """Say whether the range lies in one paragraph."""
        index = self.find_paragraph(start)
        return index >= 0 and end <= self.paragraphs[index][1]

    def is_direct(self, start: int, end: int) -> bool:
        """Say whether the range, without the punctuation at its ends, lies wholly in direct speech."""
        while start < end and not self.text[start].isalnum():
            start += 1
        while start < end and not self.text[end - 1].isalnum():
            end -= 1
        return start < end and any(first <= start and end <= last for first, last in self.direct)


def from_markdown(body: str, first_line: int = 1) -> ArticleText:
    """Return the text of a Markdown body, each block on the line where it stands; block quotes are displayed."""
    parts: list[str] = []
    paragraphs: list[Range] = []
    displayed: list[Range] = []
    depth = length = line = 0
    for token in parse_markdown(body):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        words = flatten_token(token)
        if not words.strip() or not token.map:
            continue
        space = "\n" * (token.map[0] + (token.type == "fence") - line) or " "
        parts += space, words
        paragraphs.append((length + len(space), length + len(space) + len(words)))
        length, line = paragraphs[-1][1], line + space.count("\n") + words.count("\n")
        if depth:
            displayed.append(paragraphs[-1])
    text = "".join(parts)
    return ArticleText(text, tuple(paragraphs), (*displayed, *find_quoted(text, paragraphs)), first_line)


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
    return flatten_inline(token) if token.type == "inline" else ""


def flatten_inline(token: Token) -> str:
    """Return the words of an inline token."""
    if token.children:
        return "".join(flatten_inline(child) for child in token.children)
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    return token.content


def from_plain(text: str) -> ArticleText:
    """Return a plain text as it is; line ends become LF.

    A paragraph followed by a line with a dash and a name ("— A. Name") is a displayed quotation, and so is one whose
    lines all begin with `> `.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = split_paragraphs(text)
    displayed = [(start + 2, end) for start, end in paragraphs if is_displayed(text, (start, end))]
    marked = {start - 2 for start, _ in displayed}
    paragraphs = [(start + 2 * (start in marked), end) for start, end in paragraphs]
    direct = (*displayed, *find_attributed(text, paragraphs), *find_quoted(text, paragraphs))
    return ArticleText(text, tuple(paragraphs), direct)


def is_displayed(text: str, paragraph: Range) -> bool:
    """Say whether each line of a paragraph is marked as displayed speech."""
    return all(line.startswith("> ") for line in text[slice(*paragraph)].split("\n"))


def split_paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a plain text: parted by blank lines, or every line where lines are not wrapped."""
    in_long_lines = sum(len(line) for line in text.split("\n") if len(line) > WRAPPED)
    pattern = LINE if in_long_lines * 2 > len(text) else BLOCK
    return [match.span() for match in pattern.finditer(text)]


def find_attributed(text: str, paragraphs: Sequence[Range]) -> list[Range]:
    """Return the paragraphs that a line with a dash attributes to somebody; lists and the last line do not."""
    found: list[Range] = []
    shown = [text[start:end].split("\n") for start, end in paragraphs]
    for index, (lines, following) in enumerate(pairwise(shown)):
        if not is_attribution(lines[-1]) or has_dash(following[0]):
            continue
        start, end = paragraphs[index]
        if len(lines) > 1:
            quotation = start, end - len(lines[-1]) - 1
        elif index:
            quotation = paragraphs[index - 1]
        else:
            continue
        before = text[slice(*quotation)].rstrip()
        if not before.endswith(":") and not has_dash(before.split("\n")[-1]):
            found.append(quotation)
    return found


def is_attribution(line: str) -> bool:
    """Say whether a line is a dash with what looks like a name."""
    words = line.strip()
    match = ATTRIBUTION.match(words)
    return (
        match is not None
        and not match.group()[-1].islower()
        and len(words.split()) <= MAX_ATTRIBUTION_WORDS
        and not words.endswith((".", "!", "?", ":", ",", ";"))
    )


def has_dash(line: str) -> bool:
    """Say whether a line begins with a dash, as an item of a list or an attribution does."""
    return line.lstrip().startswith(("–", "—", "―", "- "))


def find_quoted(text: str, paragraphs: Sequence[Range]) -> list[Range]:
    """Return the ranges between quotation marks, paragraph by paragraph, without the marks."""
    found: list[Range] = []
    for index, (start, end) in enumerate(paragraphs):
        spans, unclosed = pair_marks(text, start, end)
        found.extend((opening + 1, closing) for opening, closing in spans.items())
        # A speech of several paragraphs: each opens with a mark, only the last one closes.
        mark = text[paragraphs[index + 1][0]] if index + 1 < len(paragraphs) else ""
        opening = next((at for at in reversed(unclosed) if text[at] == mark and mark != "'"), None)
        if opening is not None and not any(at > opening and text[at] == mark for at in spans):
            found.append((opening + 1, end))
    return found


def pair_marks(text: str, start: int, end: int) -> tuple[dict[int, int], list[int]]:
    """Return where each quotation mark of a paragraph that is closed opens and closes, and those left open.

    A mark that is never closed, or opened again before, is a stray: it hides no other, and turns nothing inside out.
    """
    spans: dict[int, int] = {}
    pending: list[int] = []
    for match in MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        before, after = text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2] if at + 1 < end else " "
        opening = next((o for o in reversed(pending) if mark in PAIRS[text[o]]), None)
        if opening is not None and closes(mark, before, after):
            if mark in APOSTROPHES and before in "sS" and after.isspace():
                spans.setdefault(opening, at)  # the end, unless a surer one follows: "the dockers' jobs"
            else:
                spans[opening] = at
                del pending[pending.index(opening) :]
        elif opens(mark, before, after) and not DECADE.match(text, at):
            if mark in "\"'‘":
                pending = [o for o in pending if text[o] != mark]
            pending = [*pending[1 - MAX_NESTING :], at]
    return spans, pending


def opens(mark: str, before: str, after: str) -> bool:
    """Say whether a mark can open a quotation; those that can also close tell it by their neighbours."""
    if mark in REVERSED:
        return not before.isalnum() and after.isalnum()
    return mark in OPENERS or (mark in PAIRS and not before.isalnum() and not after.isspace())


def closes(mark: str, before: str, after: str) -> bool:
    """Say whether a mark can close a quotation; an apostrophe inside a word cannot."""
    if mark in APOSTROPHES:
        return not before.isspace() and not after.isalnum()
    return mark in CLOSERS or (not before.isspace() and not after.isalpha())

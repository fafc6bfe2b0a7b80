"""The text of an article that quotes are checked against, and which of it is direct speech. Never reads the disk.

Of Markdown, quotes match what a reader sees, not its mark-up. A plain text is taken as it is,
but for displayed quotations, whose lines begin with `> ` as in Markdown. Where it is not certain that words are
somebody's speech they are the article's: never the other way round.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter

from briefing_desk.languages import Language, load_language
from briefing_desk.syntax.source import Source
from briefing_desk.text.bodies import read_blocks
from briefing_desk.text.dialogue import find_dialogue
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.text.speech import Range, Speech, find_inner, find_speech

WRAPPED = 120
"""Characters of a line; a text most of which stands in longer ones is not wrapped: each line is a paragraph."""
LINE = re.compile(r"\S[^\n]*")
BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
DISPLAYED = re.compile(r"(?m)^> ?")
ATTRIBUTION = re.compile(r"[–—―]\s*[^\W\d_]")
MAX_ATTRIBUTION_WORDS = 10
UNMARKED = "the line does not begin with `>`, and may not belong to the displayed quotation before it"
QUOTED = "it stands in a quotation inside another, in which somebody else may be quoted"
UNKNOWN = Language("")


def name_nobody(line: str) -> bool:
    """Say of no line that it names somebody."""
    return False


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The words of an article, in reading order."""

    text: str
    paragraphs: tuple[Range, ...]
    """Paragraphs, headings, items and cells: what words do not run across. In order, not overlapping."""
    speech: tuple[Speech, ...]
    """What stands inside quotation marks or in a displayed quotation, with the doubts there are."""
    inner: tuple[Range, ...] = ()
    """Quotations in a part of another."""
    first_line: int = 1
    """The line of its file on which the text begins."""
    language: Language = UNKNOWN
    markdown: str = field(default="", compare=False)
    """What it was read from, if that is Markdown."""

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

    @property
    def direct(self) -> tuple[Range, ...]:
        """The ranges that are somebody's own words without a doubt."""
        return tuple((span.start, span.end) for span in self.speech if not span.doubt)

    def judge(self, start: int, end: int) -> tuple[Direct, str]:
        """Return whether a range, but for the punctuation at its ends, lies wholly in direct speech; why, if unsure."""
        start, end = trim(self.text, start, end)
        around = [span for span in self.speech if span.start <= start < end <= span.end]
        if any(first <= start and end <= last for first, last in self.inner):
            return Direct.UNSURE, QUOTED
        if any(not span.doubt for span in around):
            return Direct.YES, ""
        return (Direct.UNSURE, around[0].doubt) if around else (Direct.NO, "")

    def is_direct(self, start: int, end: int) -> bool:
        """Say whether the range is certainly direct speech."""
        return self.judge(start, end)[0] is Direct.YES


def trim(text: str, start: int, end: int) -> Range:
    """Return a range without the punctuation and white space at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def from_markdown(body: str, first_line: int = 1, language: str = "") -> ArticleText:
    """Return the text of a Markdown body, each block on the line where it stands; block quotes are displayed."""
    parts: list[str] = []
    paragraphs: list[Range] = []
    displayed: list[Speech] = []
    nested: list[Range] = []
    length = line = 0
    for block in read_blocks(body):
        space = "\n" * (block.line - line) or " "
        parts += space, block.words
        start, end = length + len(space), length + len(space) + len(block.words)
        paragraphs.append((start, end))
        nested += [(start, end)] if block.depth > 1 else []
        if block.depth:
            displayed += [Speech(start, start + block.marked)] if block.marked else []
            displayed += [Speech(start, end, UNMARKED)] if block.marked < len(block.words) else []
        length, line = end, line + space.count("\n") + block.words.count("\n")
    return replace(make_text("".join(parts), paragraphs, displayed, nested, language, first_line), markdown=body)


def make_text(
    text: str,
    paragraphs: Sequence[Range],
    displayed: Sequence[Speech],
    nested: Sequence[Range],
    language: str,
    first_line: int = 1,
) -> ArticleText:
    """Return a text with its direct speech: what is displayed, what marks enclose, what dashes begin.

    What is displayed inside another displayed quotation is `nested`.
    """
    spoken = load_language(language) if language else UNKNOWN
    marked = find_speech(text, paragraphs, spoken)
    speech = (*displayed, *marked, *find_dialogue(text, paragraphs, spoken))
    return ArticleText(text, tuple(paragraphs), speech, (*nested, *find_inner(text, marked)), first_line, spoken)


def from_plain(text: str, language: str = "", names: Callable[[str], bool] = name_nobody) -> ArticleText:
    """Return a plain text; line ends become LF.

    Displayed are paragraphs whose lines all begin with `> ` (which is left out), and those followed by a line with a
    dash and somebody whom `names` knows ("— A. Name").
    """
    text, displayed, nested = show_displayed(text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = split_paragraphs(text)
    attributed = [Speech(*span) for span in find_attributed(text, paragraphs, names)]
    return make_text(text, paragraphs, [*displayed, *attributed], nested, language)


def show_displayed(text: str) -> tuple[str, list[Speech], list[Range]]:
    """Return a plain text without the `> ` of its displayed quotations, where these are, and which have `> > `."""
    parts: list[str] = []
    displayed: list[Speech] = []
    nested: list[Range] = []
    at = length = 0
    for start, end in split_paragraphs(text) if "\n>" in f"\n{text}" else []:
        block = text[start:end]
        if all(line.startswith(">") for line in block.split("\n")):
            words = DISPLAYED.sub("", block)
            length += start - at
            parts += text[at:start], words
            displayed += [Speech(length, length + len(words))] if words.strip() else []
            nested += [(length, length + len(words))] if any(line[:1] == ">" for line in words.split("\n")) else []
            length, at = length + len(words), end
        else:
            length, at, parts = length + end - at, end, [*parts, text[at:end]]
    return "".join([*parts, text[at:]]), displayed, nested


def split_paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a plain text: parted by blank lines, or every line where lines are not wrapped."""
    in_long_lines = sum(len(line) for line in text.split("\n") if len(line) > WRAPPED)
    pattern = LINE if in_long_lines * 2 > len(text) else BLOCK
    return [match.span() for match in pattern.finditer(text)]


def find_attributed(text: str, paragraphs: Sequence[Range], names: Callable[[str], bool]) -> list[Range]:
    """Return the paragraphs that a line with a dash attributes to somebody known; lists and the last line do not."""
    found: list[Range] = []
    shown = [text[start:end].split("\n") for start, end in paragraphs]
    for index, (lines, following) in enumerate(pairwise(shown)):
        if not is_attribution(lines[-1]) or has_dash(following[0]) or not names(lines[-1]):
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

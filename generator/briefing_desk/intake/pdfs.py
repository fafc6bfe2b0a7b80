"""The text of a PDF, by pypdf: columns in order, words joined at line ends, page numbers and heads left out. Pure."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from briefing_desk.intake.extraction import NoArticle
from briefing_desk.webpage.wording import measure_words

if TYPE_CHECKING:
    from pypdf import PageObject
SIGN = b"%PDF-"
MOST_PAGES = 200
EDGE = 2
"""Lines at the top and the bottom of a page that may be its number or a running head."""
FEW_WORDS = 20
SHORT = 0.75
"""The share of the usual length of a line that the last one of a paragraph stays below."""
NUMBER = re.compile(r"\W*(?:\w{1,8}\s+)?\d{1,4}(?:\s*(?:/|of|von|de|sur|di|z|из|з)\s*\d{1,4})?\W*", re.IGNORECASE)
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\N{SOFT HYPHEN}\N{HYPHEN}]\Z")
RANGE = re.compile(r"(?<=\d)[-–]\Z")
"""Behind a number, what goes on with the next: "1990–" and "95"."""
ENDED = re.compile(r"[.!?…:][\"'”’»)]*\Z")
WIDE = re.compile(r"\s{3,}")
MANY_LINES, COLUMN_SHARE, COLUMN_WORDS = 5, 0.5, 3
"""Lines that two columns have at least, what part of a page's lines they are, and words in each."""
SCAN = "the PDF has no text, only pictures of it: make text of it by OCR, or type what you need"


class Row(NamedTuple):
    """A line of a page, as it may stand in two columns."""

    left: str
    right: str


def read_pdf(data: bytes) -> str:
    """Return the text of a PDF, paragraphs parted by blank lines; raise NoArticle where it has none."""
    pages = [split_lines(page) for page in read_pages(data)]
    lines = drop_line_numbers(drop_edges(pages))
    text = "\n\n".join(join_paragraphs(lines))
    if measure_words(text) < FEW_WORDS:
        raise NoArticle(SCAN)
    return text + "\n"


def read_pages(data: bytes) -> list[str]:
    """Return the text of each page as pypdf reads it."""
    from pypdf import PdfReader  # a tenth of a second: only `add` pays for it
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd in a PDF is no news to anybody
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoArticle("the PDF is locked with a password")
        if len(reader.pages) > MOST_PAGES:
            raise NoArticle(f"the PDF has more than {MOST_PAGES} pages: this is no article")
        return [read_page(page) for page in reader.pages]
    except (PyPdfError, DependencyError) as error:
        raise NoArticle(f"the PDF cannot be read ({error})") from error
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError) as error:
        raise NoArticle("the PDF is broken") from error


def read_page(page: "PageObject") -> str:
    """Return the text of a page, column by column also where it was written line by line across two of them."""
    text = page.extract_text()
    written = set(split_lines(text))
    rows = [split_row(line) for line in page.extract_text(extraction_mode="layout").splitlines() if line.strip()]
    numbers = [number for number, row in enumerate(rows) if row.right and f"{row.left} {row.right}".strip() in written]
    return "\n".join(order_columns(rows, numbers)) if are_columns(rows, numbers) else text


def split_row(line: str) -> Row:
    """Return what stands in a line left and right of a wide space; all is left where there is none or several."""
    parts = WIDE.split(line.strip())
    left, right = parts if len(parts) == 2 else (" ".join(parts), "")
    return Row(" ".join(left.split()), " ".join(right.split()))


def are_columns(rows: Sequence[Row], numbers: Sequence[int]) -> bool:
    """Say whether some rows are the lines of two columns: most of a page; the cells of a table have fewer words."""
    words = sum(len(f"{rows[number].left} {rows[number].right}".split()) for number in numbers)
    return len(numbers) >= max(MANY_LINES, len(rows) * COLUMN_SHARE) and words >= 2 * COLUMN_WORDS * len(numbers)


def order_columns(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[str]:
    """Yield the lines of two columns, the left one first; what stands above both, or below, keeps its place."""
    first, last = numbers[0], numbers[-1] + 1
    lines = [row.left for row in rows]
    yield from (*lines[:first], *lines[first:last], *(row.right for row in rows[first:last]), *lines[last:])


def split_lines(page: str) -> list[str]:
    """Return the lines of a page, without white space; an empty one stands for one or more."""
    lines = [" ".join(line.split()) for line in page.splitlines()]
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]


def drop_edges(pages: Sequence[list[str]]) -> list[str]:
    """Return the lines of all pages without their numbers, and without what stands at the edge of most of them."""
    edges = [{squash(line) for line in (*page[:EDGE], *page[-EDGE:])} for page in pages]
    often = Counter(line for edge in edges for line in edge)
    running = {line for line, times in often.items() if times > max(2, len(pages) // 2)}
    lines: list[str] = []
    for page in pages:
        last = len(page) - EDGE
        lines += [
            line
            for number, line in enumerate(page)
            if EDGE <= number < last or not (squash(line) in running or NUMBER.fullmatch(line))
        ]
    return lines


def drop_line_numbers(lines: Sequence[str]) -> list[str]:
    """Return lines without those that only count up: the numbers of a page's lines, at its side."""
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if line.isdecimal() and (not run or int(line) == int(run[-1]) + 1):
            run.append(line)
            continue
        kept += run if len(run) < MANY_LINES else []
        run = [line] if line.isdecimal() else []
        kept += [] if run else [line]
    return kept[:-1]


def squash(line: str) -> str:
    """Return a line with all its numbers alike."""
    return re.sub(r"\d+", "#", line)


def join_paragraphs(lines: Sequence[str]) -> list[str]:
    """Return paragraphs of lines: one ends at an empty line, or with a sentence on a line that is shorter than most."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    found = [""]
    for line in lines:
        before = found[-1]
        if not line:
            found += [""] if before and ENDED.search(before) else []
        elif HYPHEN.search(before) and line[0].islower():
            found[-1] = HYPHEN.sub("", before) + line
        elif RANGE.search(before) and line[0].isdigit():
            found[-1] = before + line
        else:
            found[-1] = f"{before} {line}".strip()
        if line and ENDED.search(line) and len(line) < SHORT * usual:
            found.append("")
    return [one for one in found if one]

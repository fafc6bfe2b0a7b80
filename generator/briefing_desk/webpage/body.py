"""The text of a page's article, by trafilatura: with care first, then with less. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from lxml.html import HtmlElement

from briefing_desk.languages import load_language
from briefing_desk.webpage.days import read_days
from briefing_desk.webpage.head import find_headline
from briefing_desk.webpage.prepare import DISPLAYED, LEAD, is_caption, prepare_tree
from briefing_desk.webpage.tree import Block, describe, fold_spaces, list_blocks, squeeze
from briefing_desk.webpage.wording import measure_words

ENOUGH = 60
"""Words: a text with fewer may be only a part, so that the next way is tried."""
CAREFUL, BALANCED, LAX, WITH_TABLES = (
    {"favor_precision": True, "include_tables": False},
    {"include_tables": False},
    {"favor_recall": True, "include_tables": False},
    {"favor_recall": True, "include_tables": True},
)
BETTER = 1.5
"""How many times as many words a less careful way must find before its text is taken."""
FAR_BETTER = 3
"""How many times as many words say that the careful way has missed the article."""
TOP, LEAD_WORDS = 6, 8
"""Paragraphs among which a headline stands, and words that one before it must have to be no menu's."""
BYLINE_WORDS = 8
"""Fewer than these has a line that says who wrote, without its date."""

APPEAL_WORDS, APPEAL_CHARACTERS, RIGHTS_WORDS = 40, 1000, 80
CREDIT_WORDS, LAST_LINES, LOOSE_WORDS = 25, 4, 40
"""Of a line that says whose picture it is; lines at the end of a text, and words of one whose colon leads nowhere."""
LEAD_BLOCKS, BESIDE_TEXT, SUBLINE_BLOCKS, INTRO_WORDS = 16, 3, 4, 8
"""Blocks behind a headline, before the text, and right below the headline, that may belong to the text; words that
these have."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LINK_WORDS = 3
FIRST_LINES, BOX_WORDS = 4, 80
"""Lines among which it may be told who the author is; and words of that."""
DAY_CHARACTERS, DAY_BESIDE, DAY_WORDS = 70, 30, 8
"""Of a line that is a day: characters, those of them beside the day, and words."""
OWNED = re.compile(r"(?:©|\(c\))\s*[\w/ .&-]{2,60}\Z", re.IGNORECASE)
"""The end of a line beneath a picture."""
WHOLE = ("html", "body", "main", "article")
"""Elements that hold an article, whatever their classes say."""
MOST_BLOCKS = 3000
"""Of a page, that are compared with its text."""
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
"""Of a mail: with which a page says whom to ask."""
NUMBER = re.compile(r"\s*\d{1,3}[a-z]?(?=\W)")
"""Of a picture."""
BESIDE = re.compile(r"comment|kommentar|related", re.IGNORECASE)
"""Classes and ids of what is never a part of an article, if most of this stands elsewhere."""
SPILLED = re.compile(r"(?:\\u[0-9a-f]{4}|<\\/).*\",\"\w+\":\"", re.IGNORECASE)
"""What an attribute with JSON in it spills into a page whose quotation marks are not paired."""
SIGNATURE = re.compile(r"[(\[]?(?:[a-zäöü]{2,6}(?:[/,.-]\s?[\w.]{2,8})+|[A-Z]{2,6}(?:[/,-]\s?\w{2,8})*)[)\]]?")
"""Who of an agency wrote: dpa/AFP, PAP."""
SOURCE = re.compile(r"[—–]\s?[^.!?]{3,120}")
"""Beneath a displayed quotation, whose words they are."""
SENTENCE = re.compile(r"[.!?…]['\"”“’‘»«›‹)]*\Z")
SPEECH = re.compile('[“”„«»"「].{2,}[“”«»"」]')
SAYING = re.compile('[“”„«»"](?:[^\\s“”„«»"]+\\s+){3}[^\\s“”„«»"]|「.{8}')
"""Speech that is longer than a title in quotation marks."""


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text."""

    text: str
    """Paragraphs parted by blank lines; lines of displayed speech begin with `> `."""
    words: int
    left: tuple[str, ...] = ()
    """What of the page was left out, paragraph by paragraph: all but the title and what stands in menus and footers."""


def extract_body(tree: HtmlElement, headlines: Iterable[str], language: str, authors: Collection[str] = ()) -> Body:
    """Return the text of a page's article without its title and byline; the tree is left as it is."""
    from trafilatura import bare_extraction  # half a second: only `add` pays for it

    ready = deepcopy(tree)
    prepare_tree(ready, language)

    def read(**way: Any) -> list[str]:
        found: Any = bare_extraction(deepcopy(ready), include_comments=False, with_metadata=False, **way)
        text = (found.text or "") if found else ""
        lines = (line.strip() for line in text.splitlines() if line.strip(f" {DISPLAYED}"))
        return [line for line in lines if not SPILLED.search(line)]

    headlines = list(headlines)
    best = fill_gaps(read(**CAREFUL), read(**BALANCED))
    for way in (LAX, WITH_TABLES):
        if measure_words(" ".join(best)) < ENOUGH:
            lines = read(**way)
            best = lines if is_better(lines, best, BETTER) else best
    blocks = list_blocks(ready)
    best = fill_rows([*find_lead(best, blocks, headlines), *best], blocks)
    others = {*list_links(best, blocks), *list_edges(best, authors, language), *list_beside(best, blocks)}
    rest = [line for line in best if line not in others and not is_appeal(line, language)]
    loose = list_loose_ends(rest)
    others.update(list_headings([line for line in rest if line not in loose], blocks))
    text, left = arrange_paragraphs(best, {squeeze(words) for words in headlines} - {""}, others, language)
    return Body(text, measure_words(text), tuple(list_left(list_blocks(tree), text, headlines, left)))


def list_left(blocks: Sequence[Block], text: str, headlines: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """Yield what of a page is not in its text; what stands beside an article only where it was taken for its text."""
    lines = {squeeze(line) for line in (*text.splitlines(), *headlines)}
    whole, known = squeeze(text), {squeeze(line) for line in told}
    seen: set[str] = set()
    for block in blocks[:MOST_BLOCKS]:
        words = squeeze(block.text)
        is_text = words in lines or words in seen or not words
        if not is_text and (words in known or not (block.is_beside or words in whole)):
            seen.add(words)
            yield block.text
    yield from (line for line in told if squeeze(line) not in seen)


def is_better(lines: Sequence[str], others: Sequence[str], times: float) -> bool:
    """Say whether some paragraphs have so many times as many words as others."""
    return measure_words(" ".join(lines)) > times * measure_words(" ".join(others))


def fill_gaps(careful: list[str], balanced: list[str]) -> list[str]:
    """Return what is found with care, with the paragraphs before and between that only a less careful reading finds.

    What that finds behind the last paragraph is mostly others' articles.
    """
    if is_better(balanced, careful, FAR_BETTER):
        return balanced
    found = [squeeze(line) for line in balanced]
    wanted = {squeeze(line) for line in careful}
    last = max((number for number, line in enumerate(found) if line in wanted), default=-1)
    return balanced[: last + 1] if wanted and wanted <= set(found) else careful


def find_lead(lines: Sequence[str], blocks: Sequence[Block], headlines: Sequence[str]) -> list[str]:
    """Return the paragraphs that readers see between the headline and the text, where they look like its beginning.

    Next to either they do; farther off they are of a menu, or ask for something. A line below the headline is no
    whole sentence.
    """
    at = next((found for words in headlines if (found := find_headline(blocks, words)) is not None), None)
    if at is None or not lines:
        return []
    seen, near = {squeeze(line) for line in lines} - {squeeze(blocks[at].text)}, blocks[at + 1 :]
    first = next((number for number, block in enumerate(near) if squeeze(block.text) in seen), 0)
    between = [
        block for number, block in enumerate(near[:first]) if number < LEAD_BLOCKS or first - number <= BESIDE_TEXT
    ]
    return [
        block.text
        for number, block in enumerate(between)
        if is_paragraph(block) and (is_sentence(block) or (number < SUBLINE_BLOCKS and is_subline(block)))
    ]


def is_paragraph(block: Block) -> bool:
    """Say whether a block is some words of the article: no caption, no link, no form."""
    words = measure_words(block.text)
    linked = sum(measure_words(link.text_content()) for link in block.element.iter("a"))
    return (
        words >= INTRO_WORDS
        and linked * 2 < words
        and next(block.element.iterancestors("a", "figure", "form", "nav", "aside"), None) is None
        and not is_caption(block.element)
    )


def is_sentence(block: Block) -> bool:
    """Say whether a block ends as a sentence does."""
    return SENTENCE.search(block.text) is not None


def is_subline(block: Block) -> bool:
    """Say whether a block is a line that stands below a headline."""
    names = " ".join(describe(one) for one in (block.element, *list(block.element.iterancestors())[:1]))
    return block.tag in HEADINGS or LEAD.search(names) is not None


def fill_rows(lines: list[str], blocks: Sequence[Block]) -> list[str]:
    """Return the lines of a text with the paragraphs that stand between them in one row, and were passed over."""
    at = {squeeze(line): number for number, line in enumerate(lines)}
    found = [index for index, block in enumerate(blocks) if squeeze(block.text) in at]
    rows = {blocks[index].element.getparent() for index in found}
    behind: dict[int, list[str]] = {}
    last = -1
    for index, block in enumerate(blocks):
        last, is_known = at.get(squeeze(block.text), last), squeeze(block.text) in at
        is_between = bool(found) and found[0] < index < found[-1] and block.element.getparent() in rows
        if is_between and not is_known and block.tag == "p" and is_paragraph(block) and is_sentence(block):
            behind.setdefault(last, []).append(block.text)
    return [one for number, line in enumerate(lines) for one in (line, *behind.get(number, ()))]


def list_links(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of a text that are nothing but a link to another page: no sentences, no headings."""
    leads = {squeeze(block.text) for block in blocks if is_link(block)}
    leads -= {squeeze(block.text) for block in blocks if not is_link(block)}
    yield from (line for line in lines if squeeze(line) in leads and not SENTENCE.search(line))


def is_link(block: Block) -> bool:
    """Say whether a block of some words is a link as a whole."""
    words, around = measure_words(block.text), [*block.element.iterancestors("a")]
    links = around if block.tag in HEADINGS else [*block.element.iter("a"), *around]
    linked = sum(measure_words(fold_spaces(link.text_content())) for link in links)
    return block.tag != "li" and words >= LINK_WORDS and linked >= words


def list_edges(lines: Sequence[str], authors: Collection[str], language: str) -> Iterator[str]:
    """Yield the first and last lines that are no words of the article: days, agencies, who the author is."""
    edges = dict.fromkeys((*lines[:FIRST_LINES], *lines[-LAST_LINES:]))
    yield from (line for line in edges if is_day(line, language) or is_about(line, authors))
    yield from (line for line in lines[-LAST_LINES:] if SIGNATURE.fullmatch(line) or is_contact(line))


def is_contact(line: str) -> bool:
    """Say whether a line says whom to write to, and how; no sentence does."""
    is_beside = LINK_WORDS <= measure_words(line) <= APPEAL_WORDS
    return is_beside and ADDRESS.search(line) is not None and not SENTENCE.search(line)


def list_beside(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of a text that a page has among comments or beside the article only, if most stand elsewhere."""
    whole = {squeeze(block.text) for block in blocks if not is_among_others(block)}
    beside = {squeeze(block.text) for block in blocks} - whole
    found = [line for line in lines if squeeze(line) in beside]
    if measure_words(" ".join(found)) * 2 < measure_words(" ".join(lines)):
        yield from found


def is_among_others(block: Block) -> bool:
    """Say whether a block stands in an aside, or among comments or other articles."""
    around = (block.element, *block.element.iterancestors())
    return any(one.tag == "aside" or BESIDE.search(describe(one)) for one in around if one.tag not in WHOLE)


def list_headings(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the headings at the end of a text, beneath which nothing stands any more."""
    headings = {squeeze(block.text) for block in blocks if block.tag in HEADINGS}
    for line in reversed(lines[-LAST_LINES:]):
        if squeeze(line) not in headings or SENTENCE.search(line):
            return
        yield line


def is_about(line: str, authors: Collection[str]) -> bool:
    """Say whether a line tells who an author is: no byline, no speech, no answer in an interview."""
    is_named = any(line.startswith(name) and line[len(name) :].lstrip()[:1] != ":" for name in authors)
    return is_named and BYLINE_WORDS < measure_words(line) <= BOX_WORDS and not SPEECH.search(line)


def is_day(line: str, language: str) -> bool:
    """Say whether a line is a day with a few words beside it, no sentence."""
    days = read_days(line, language) if len(line) <= DAY_CHARACTERS else []
    return bool(days) and len(line) - (days[0].end - days[0].start) <= DAY_BESIDE and line.count(" ") < DAY_WORDS


def arrange_paragraphs(
    lines: list[str], heads: Collection[str], others: Collection[str], language: str
) -> tuple[str, tuple[str, ...]]:
    """Return the paragraphs of a text parted by blank lines, without title, byline and appeals; and what is left out.

    `others` are lines of which is known already that they are no words of the article.
    """
    first = max((number + 1 for number, line in enumerate(lines[:TOP]) if squeeze(line) in heads), default=0)
    above = [line for line in lines[:first] if measure_words(line) >= LEAD_WORDS and squeeze(line) not in heads]
    lines = above + lines[first:]
    by = match_byline(language)
    while lines and by.match(lines[0]) and len(lines[0].split()) < BYLINE_WORDS:
        del lines[0]
    left = {line for line in lines if line in others or is_appeal(line, language)}
    left.update(list_loose_ends([line for line in lines if line not in left]))
    kept = [line for line in lines if line not in left]
    told, lines = tuple(line for line in lines if line in left), kept
    return "\n\n".join(show_displayed(lines)) + "\n" if lines else "", told


def list_loose_ends(lines: Sequence[str]) -> set[str]:
    """Return the last lines of a text that lead to something which is not there: they end with a colon."""
    found: set[str] = set()
    for line in reversed(lines[-LAST_LINES:]):
        if not line.endswith(":") or measure_words(line) > LOOSE_WORDS:
            break
        found.add(line)
    return found


def is_appeal(line: str, language: str) -> bool:
    """Say whether a line asks readers for something, or leads to other pages; nobody's speech does."""
    known, words = (load_language(language), load_language("en")), measure_words(line)
    line = normalize("NFC", fold_spaces(line))
    begins, leads, credits, asks = (
        match_start(tuple(phrase for one in known for phrase in getattr(one, name)))
        for name in ("appeals", "leading", "credits", "asking")
    )
    if line.startswith("©") and words <= RIGHTS_WORDS:
        return True
    if line.startswith(DISPLAYED) or words > APPEAL_WORDS or len(line) > APPEAL_CHARACTERS:
        return False
    if (found := credits.match(line)) and words <= CREDIT_WORDS:
        rest = NUMBER.sub("", line[found.end() :], 1).lstrip()
        is_short = rest[:1] == "." and words <= BYLINE_WORDS
        if rest[:1] in (*":/|)", "") or is_short or "©" in found.group():
            return True
    if OWNED.search(line):
        return True
    if SAYING.search(line):
        return False
    found = leads.match(line)
    is_leading = found is not None and (
        not SENTENCE.search(line) or line[found.end() :].lstrip()[:1] in (":", "»", "?")
    )
    return is_leading or begins.match(line) is not None or asks.search(line) is not None


@cache
def match_start(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for one of some phrases, where words begin."""
    alternatives = "|".join(map(re.escape, sorted(set(phrases), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)[^\w\n©]*(?:{alternatives})(?!\w)" if phrases else r"(?!)", re.IGNORECASE)


def match_byline(language: str) -> re.Pattern[str]:
    """Return a pattern for a line that begins as a byline does and goes on with a name."""
    words = (*load_language(language).bylines, *load_language("en").bylines)
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?i:{alternatives})(?:\s*:)?\s+[^\W\d_a-zß-ÿ]")


def show_displayed(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs, with `> ` before those of displayed speech: unless all are, which is a page's own layout."""
    marked = [line.startswith(DISPLAYED) for line in lines]
    is_shown = sum(map(len, [line for line, mark in zip(lines, marked, strict=True) if mark])) * 2 <= sum(
        map(len, lines)
    )
    for line, mark in zip(lines, marked, strict=True):
        words = line.replace(DISPLAYED, "").strip()
        yield f"> {words}" if mark and is_shown and not SOURCE.fullmatch(words) else words

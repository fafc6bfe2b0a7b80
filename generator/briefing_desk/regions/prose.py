"""What people write between the regions: its citations, and what in it would break the page. Never changes it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markdown_it.token import Token

from briefing_desk.regions.blocks import DEFINITION, MARK, mark_notes, walk_blocks
from briefing_desk.regions.live_html import blank, find_live, find_misread, find_scripted_links, mask_words
from briefing_desk.regions.markers import FENCE, Page
from briefing_desk.regions.open_html import OpenTags
from briefing_desk.syntax.front_matter import OPENING, require_front_matter, split_front_matter
from briefing_desk.syntax.ids import make_id
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import LINE_BREAK, Place, Source, Text, find_line_starts
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.syntax.yaml_tree import Mapping as YamlMapping
from briefing_desk.syntax.yaml_tree import Node, Scalar, Sequence, place_of, read_yaml

PAGE_KEYS = ("title", "description", "tags", "hide", "search")
"""The front matter that a page may have; the theme prints or obeys other keys in ways that nobody checks."""
DECLARATION = re.compile("<!(?=[A-Za-z])")
CITE = "cite an article by its id, a passage as `article:passage`; or define the footnote: `[^name]: …`"
META_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
"""What MkDocs takes for metadata on the first line of a page without front matter, and drops from the page."""
NOTE = re.compile(r"\[\^([^\]\r\n]{1,200})\]")
"""A footnote; no id of ours is longer, and a search without end would take the square of a page's length."""
NOTE_BEHIND = re.compile(rf"{MARK.pattern}[^\]\n]*\]")
"""A footnote as it stands in marked prose."""
SENTENCE_END = re.compile(rf"[.!?…。！？][\"'”’»)]*((?:{NOTE_BEHIND.pattern})*)\s+(?=[^\s\Wa-z_]|[\"“‘«(])")
"""Where a sentence of the prose ends, with its footnotes; near enough for a person who reads it."""
MATERIAL_FENCE = re.compile(r'(`{3,}|~{3,})[ \t]*(?:\.?[\w#.+-]*(?:[ \t]+\w+="[^"]*")*|\{.*\})[ \t]*')
"""What opens a code fence to Material (pymdownx.superfences)."""


@dataclass(frozen=True)
class Prose:
    """The prose of one page: a page without its front matter and its regions, of which only the line ends stay."""

    page: Page
    text: str
    """With a mark in place of each `[^`."""

    @cached_property
    def blocks(self) -> tuple[tuple[int, Token], ...]:
        """Each block with the line (from 0) on which it begins; parsed when first asked for (hence no slots)."""
        return tuple(walk_blocks(self.text))


def find_prose(page: Page) -> Prose:
    """Return what of a page people wrote."""
    text = page.source.text
    split = split_front_matter(page.source)
    parts, at = [], 0
    for start, end in page.prose:
        start = max(start, split.body) if split else start
        parts += ["\n" * count_breaks(text[at:start]), mark_notes(text[start:end], start)]
        at = end
    return Prose(page, "".join(parts))


def count_breaks(text: str) -> int:
    """Return how many lines end in a text; most have one kind of line break only, and are counted fast."""
    return len(LINE_BREAK.findall(text)) if "\r" in text else text.count("\n")


def check_prose(prose: Prose, citations: Iterable[str]) -> list[Problem]:
    """Return everything in a page's prose that would break it, or that leads nowhere."""
    known = set(citations)
    unknown = [
        Problem(cited.at, "unknown-citation", f"nothing is called `{cited}`", suggest_name(cited, known) or CITE)
        for cited in list_citations(prose)
        if not known.intersection((cited, f"{cited.partition(':')[0]}:*"))
    ]
    return [
        *check_meta(prose.page.source),
        *check_fences(prose),
        *check_html(prose),
        *check_live(prose),
        *unknown,
    ]


def hash_prose(prose: Prose) -> str:
    """Return a short hash of the words of a page's prose; not of the names in its footnotes, which may be renamed."""
    return make_id("p", " ".join(strip_notes(prose).split()))


def strip_notes(prose: Prose) -> str:
    """Return the prose without the names in its footnotes, line by line as it is."""
    return NOTE.sub("[^]", MARK.sub("[^", prose.text))


def list_paragraphs(prose: Prose) -> Iterator[Text]:
    """Yield the paragraphs and items of lists of the prose, without marks and footnotes, each with its line."""
    for (_, before), (line, token) in pairwise(prose.blocks):
        if token.type == "inline" and before.type == "paragraph_open":
            breaks = {"softbreak": " ", "hardbreak": " "}
            words = "".join(breaks.get(child.type, child.content) for child in token.children or [])
            plain = NOTE_BEHIND.sub("", DEFINITION.sub("", words)).strip()
            if plain:
                yield Text(plain, prose.page.source.at_line(line + 1))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose."""

    words: Text
    """Without marks and footnotes, with the line of its paragraph."""
    cites: tuple[str, ...]
    """The names in its footnotes."""


def list_sentences(prose: Prose) -> Iterator[Sentence]:
    """Yield the sentences of the paragraphs and lists of the prose."""
    for (_, before), (line, token) in pairwise(prose.blocks):
        if token.type == "inline" and before.type == "paragraph_open" and not DEFINITION.search(token.content):
            breaks = {"softbreak": " ", "hardbreak": " "}
            words = "".join(breaks.get(child.type, child.content) for child in token.children or [])
            ends = [0, *(match.end() for match in SENTENCE_END.finditer(words)), len(words)]
            for part in (words[start:end] for start, end in pairwise(ends)):
                plain = " ".join(NOTE_BEHIND.sub("", part).split())
                notes = (NOTE.match(prose.page.source.text, int(offset)) for offset in MARK.findall(part))
                if plain:
                    place = prose.page.source.at_line(line + 1)
                    yield Sentence(Text(plain, place), tuple(note.group(1) for note in notes if note))


def list_citations(prose: Prose) -> list[Text]:
    """Return what the prose cites by footnotes that it does not define itself, each time with its place."""
    if not MARK.search(prose.text):
        return []
    source = prose.page.source
    cited, defined = [], set()
    for (_, before), (_, token) in pairwise(prose.blocks):
        if token.type != "inline":
            continue
        opening = DEFINITION.findall(token.content) if before.type == "paragraph_open" else []
        words = "".join(child.content for child in token.children or [] if child.type == "text")
        for offset in MARK.findall(words):
            note = NOTE.match(source.text, int(offset))
            if note and offset in opening:
                defined.add(note.group(1))
            elif note:
                cited.append(Text(note.group(1), Place(source, note.start())))
    return [text for text in cited if text not in defined]


def check_meta(source: Source) -> list[Problem]:
    """Return what is wrong with a page's own front matter, or with a first line that would be taken for it."""
    split = split_front_matter(source)
    if not split and OPENING.match(source.text):
        return require_front_matter(source)[1]
    if not split and META_LINE.match(source.text):
        message = "MkDocs reads the first line as metadata and drops it"
        return [Problem(Place(source), "page-meta", message, "begin the page with its heading, `# …`")]
    root, problems = read_yaml(source, split.start, split.end) if split else (None, [])
    if root is None:
        return problems
    if not root.entries:
        return [*problems, Problem(Place(source), "page-meta", "MkDocs prints front matter that is empty", "delete it")]
    return [*problems, *(problem for key, node in root.entries.items() for problem in check_key(key, node))]


def check_key(key: Text, node: Node) -> Iterator[Problem]:
    """Yield what is wrong with one key of a page's front matter."""
    if key not in PAGE_KEYS:
        message = f"`{key}` is not allowed in a page's front matter"
        yield Problem(key.at, "page-meta", message, f"allowed are {', '.join(PAGE_KEYS)}")
    elif any(re.search('[<&"]', scalar.text) for scalar in list_scalars(node)):
        message = "the theme prints this value without escaping it"
        yield Problem(place_of(node), "page-meta", message, "write it without <, & and straight double quotation marks")


def list_scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value below a node."""
    if isinstance(node, Scalar):
        yield node
    children = node.items if isinstance(node, Sequence) else ()
    for child in node.entries.values() if isinstance(node, YamlMapping) else children:
        yield from list_scalars(child)


def check_fences(prose: Prose) -> Iterator[Problem]:
    """Yield code fences that are never closed: they swallow what follows."""
    if not FENCE.search(prose.text):
        return
    for line, token in prose.blocks:
        length = token.map[1] - token.map[0] if token.map else 0
        if token.type == "fence" and length - token.content.count("\n") != 2:
            place = prose.page.source.at_line(line + 1)
            yield Problem(
                place, "unclosed-fence", "the code fence is never closed", f"end it with a line {token.markup}"
            )
    yield from check_material_fences(prose.page)


def check_material_fences(page: Page) -> Iterator[Problem]:
    """Yield code fences that are open before a region to Material, which looks for them line by line.

    It wants the closing line to be the opening marks again, and sees them inside HTML too.
    """
    fence, began = "", 0
    for (start, end), region in zip(page.prose, page.regions, strict=False):
        for line, words in enumerate(LINE_BREAK.split(page.source.text[start:end]), page.source.locate(start)[0]):
            opening = MATERIAL_FENCE.fullmatch(words)
            if fence:
                fence = "" if words.rstrip() == fence else fence
            elif opening:
                fence, began = opening.group(1), line
        if fence:
            message = f"the code fence is not closed before the region `{region.name}`"
            yield Problem(page.source.at_line(began), "unclosed-fence", message, f"end it with a line {fence}")
            fence = ""


def check_html(prose: Prose) -> list[Problem]:
    """Return HTML that is open where a region begins or where the page ends, and end tags that close nothing.

    To CommonMark a blank line ends a block; to Material what it leaves open makes HTML of all that follows but fences.
    """
    return read_html(prose)[0] if "<" in prose.text else []


def read_html(prose: Prose) -> tuple[list[Problem], set[int]]:
    """Return what is wrong with where HTML ends, and the lines (from 0) that Material takes for HTML, not for words."""
    source, regions = prose.page.source, prose.page.regions
    lines, raw = collect_html(prose), LINE_BREAK.split(prose.text)
    openers, fences = find_lines(prose, "html_block"), find_lines(prose, "fence")
    names = [*(f"the region `{region.name}`" for region in regions), "the end of the page"]
    problems, raws = [], openers.copy()
    for (start, end), name in zip(prose.page.prose, names, strict=True):
        first, last = source.locate(start)[0], source.locate(end)[0]
        tags = OpenTags(source, first)
        is_raw = False
        for index in range(first - 1, last):
            is_read = is_raw and index not in fences
            tags.feed("\n" * (index >= first) + (raw[index] if is_read else lines[index]))
            raws |= {index} if is_read else set()
            is_raw = bool(tags.open) and (is_raw or index in openers)
        tags.stop(name)
        problems += tags.problems
    return problems, raws


def check_live(prose: Prose) -> Iterator[Problem]:
    """Yield what in the prose runs or leads to a script, and what browsers read otherwise than Markdown does."""
    if "<" not in prose.text and "](" not in prose.text and "]:" not in prose.text:
        return
    source = prose.page.source
    tags, kept = mask_prose(prose)
    for offset, message in sorted({*find_live(tags), *find_live(kept)}):
        yield Problem(Place(source, offset), "live-html", message, "delete it; to show it as words, write it as code")
    for offset, message in find_scripted_links(kept):
        yield Problem(Place(source, offset), "live-html", message, "link to https, http or mailto")
    for offset, message in find_misread(kept):
        help = "write a comment as `<!-- … -->`, and words with `<` as code"
        yield Problem(Place(source, offset), "misread-html", f"{message}: what follows is no part of it", help)


def mask_prose(prose: Prose) -> tuple[str, str]:
    """Return a page of which only the tags in its prose are left, and one with all of its prose but code.

    Both are as long as the page, with the same lines.
    """
    text = prose.page.source.text
    starts = [*find_line_starts(text), len(text)]
    raws = read_html(prose)[1]
    bare = ((index, text[starts[index] : starts[index + 1]]) for index in raws)
    masks = {index: (DECLARATION.sub("  ", words), words) for index, words in bare}  # which some engines show as words
    for line, token in prose.blocks:
        if token.type == "inline" and token.map:
            last = min(line + token.map[1] - token.map[0], len(starts) - 1)
            both = mask_words(text[starts[line] : starts[last]])
            for index in range(line, last):
                begin, end = starts[index] - starts[line], starts[index + 1] - starts[line]
                masks.setdefault(index, (both[0][begin:end], both[1][begin:end]))
    gaps = find_gaps(prose)
    blanks = (blank(text[start:end]) for start, end in pairwise(starts))
    shown = [masks.get(index, (nothing, nothing)) for index, nothing in enumerate(blanks)]
    tags, kept = ("".join(lines) for lines in zip(*shown, strict=True))
    return clear(tags, gaps), clear(kept, gaps)


def find_gaps(prose: Prose) -> list[tuple[int, int]]:
    """Return where on a page no prose stands: its front matter and its regions."""
    text, split = prose.page.source.text, split_front_matter(prose.page.source)
    edges = [0, *(edge for span in prose.page.prose for edge in span), len(text)]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    return [*gaps, (0, split.body)] if split else gaps


def clear(text: str, gaps: Iterable[tuple[int, int]]) -> str:
    """Return a text that is blank in gaps."""
    for start, end in gaps:
        text = f"{text[:start]}{blank(text[start:end])}{text[end:]}"
    return text


def find_lines(prose: Prose, kind: str) -> set[int]:
    """Return the lines (from 0) of the blocks of one kind."""
    spans = ((line, token.map) for line, token in prose.blocks if token.type == kind)
    return {line + index for line, span in spans if span for index in range(span[1] - span[0])}


def collect_html(prose: Prose) -> list[str]:
    """Return the lines of a page with nothing on them but the raw HTML of its prose."""
    lines = [""] * (count_breaks(prose.page.source.text) + 1)
    for line, html in list_html(prose):
        for index, words in enumerate(html.split("\n"), line):
            lines[index] += words
    return lines


def list_html(prose: Prose) -> Iterator[tuple[int, str]]:
    """Yield the pieces of raw HTML in the prose, with their lines."""
    for line, token in prose.blocks:
        if token.type == "html_block":
            yield line, token.content.rstrip("\n")
        for child in token.children or []:
            if child.type == "html_inline":
                yield line, child.content
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")

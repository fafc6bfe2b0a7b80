"""What people write between the regions: its citations, and what in it would break the page. Never changes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from generator.articletext import parse_markdown
from generator.conflicts import find_conflicts
from generator.frontmatter import split_front_matter
from generator.openhtml import OpenTags
from generator.problems import Problem
from generator.regions import Page
from generator.source import Place, Source, Text
from generator.suggest import suggest_name
from generator.yamltree import Mapping as YamlMapping
from generator.yamltree import Node, Scalar, Sequence, place_of, read_yaml

PAGE_KEYS = ("title", "description", "tags", "hide", "search")
"""The front matter that a page may have; the theme prints or obeys other keys in ways that nobody checks."""
META_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
"""What MkDocs takes for metadata on the first line of a page without front matter, and drops from the page."""
CITATION_MARK = "\ue000\ue001"
"""Stands for `[^` while Markdown is parsed, so that no engine takes a footnote for a link; of the same length."""
CITATION = re.compile(rf"{CITATION_MARK}([^\]\s]+)\]")
DEFINITION = re.compile(rf"{CITATION_MARK}([^\]\s]+)\]:")
CLOSING_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*")
CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?|===|///)")
"""What opens one of Material's indented blocks."""
INDENT = re.compile(r"^(?: {4}|\t)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of one page, parsed: each block with the line (from 0) on which it begins."""

    page: Page
    blocks: tuple[tuple[int, Token], ...]


def parse_prose(page: Page) -> Prose:
    """Parse a page with its front matter and its regions blanked out, so that lines keep their numbers."""
    split = split_front_matter(page.source)
    hidden = [(0, split.body)] if split else []
    hidden += [(region.start, region.end) for region in page.regions]
    text = page.source.text
    for start, end in hidden:
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return Prose(page, tuple(walk_blocks(text.replace("[^", CITATION_MARK), 0)))


def walk_blocks(text: str, first: int) -> Iterator[tuple[int, Token]]:
    """Yield the blocks of a text; what Material's indented blocks contain counts as prose, not as code."""
    lines = text.splitlines()
    for token in parse_markdown(text):
        if not token.map:
            continue
        yield token.map[0] + first, token
        if token.type == "code_block" and is_in_container(lines, token.map[0]):
            yield from walk_blocks(INDENT.sub("", token.content), token.map[0] + first)


def is_in_container(lines: list[str], index: int) -> bool:
    """Say whether the nearest line before that is not indented opens one of Material's blocks."""
    before = (line for line in reversed(lines[:index]) if line.strip() and not INDENT.match(line))
    return bool(CONTAINER.match(next(before, "")))


def check_prose(prose: Prose, citations: Mapping[str, object]) -> list[Problem]:
    """Return everything in a page's prose that would break it, or that leads nowhere."""
    source = prose.page.source
    conflicts = [
        problem
        for problem in find_conflicts(mask_regions(prose.page))
        if not any(region.start <= problem.at.offset < region.end for region in prose.page.regions)
    ]
    if conflicts:
        return [Problem(Place(source, p.at.offset), p.code, p.message, p.help) for p in conflicts]
    known = set(citations)
    unknown = [
        Problem(cited.at, "unknown-citation", f"nothing is called `{cited}`", suggest_name(cited, known))
        for cited in list_citations(prose)
        if cited not in known
    ]
    return [*check_meta(source), *check_fences(prose), *check_html(prose), *unknown]


def mask_regions(page: Page) -> Source:
    """Return the page with its regions blanked out, offsets kept."""
    text = page.source.text
    for region in page.regions:
        blank = re.sub(r"[^\r\n]", " ", text[region.start : region.end])
        text = text[: region.start] + blank + text[region.end :]
    return Source(page.source.path, text)


def list_citations(prose: Prose) -> list[Text]:
    """Return what the prose cites by footnotes that it does not define itself, each time with its place."""
    found: list[tuple[int, str]] = []
    defined: set[str] = set()
    for line, token in prose.blocks:
        if token.type != "inline":
            continue
        defined.update(DEFINITION.findall(token.content))
        words = "".join(child.content for child in token.children or [] if child.type == "text")
        found.extend((line, id) for id in CITATION.findall(words))
    return [Text(id, locate(prose.page.source, line, f"[^{id}]")) for line, id in found if id not in defined]


def locate(source: Source, line: int, words: str) -> Place:
    """Return where words first stand on or behind a line."""
    start = source.at_line(line + 1).offset
    return Place(source, max(start, source.text.find(words, start)))


def check_meta(source: Source) -> list[Problem]:
    """Return what is wrong with a page's own front matter, or with a first line that would be taken for it."""
    split = split_front_matter(source)
    if not split:
        if source.text.startswith("---\n") or META_LINE.match(source.text):
            message = "MkDocs reads the first line as metadata and drops it"
            return [Problem(Place(source), "page-meta", message, "begin the page with its heading, `# …`")]
        return []
    root, problems = read_yaml(source, split.start, split.end)
    if root is None or problems:
        return problems
    return [problem for key, node in root.entries.items() for problem in check_key(key, node)]


def check_key(key: Text, node: Node) -> Iterator[Problem]:
    """Yield what is wrong with one key of a page's front matter."""
    if key not in PAGE_KEYS:
        message = f"`{key}` is not allowed in a page's front matter"
        yield Problem(key.at, "page-meta", message, f"allowed are {', '.join(PAGE_KEYS)}")
    elif any("<" in scalar.text or "&" in scalar.text for scalar in list_scalars(node)):
        message = "the theme prints this value without escaping it"
        yield Problem(place_of(node), "page-meta", message, "write it without < and &")


def list_scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value below a node."""
    if isinstance(node, Scalar):
        yield node
    children = node.items if isinstance(node, Sequence) else ()
    for child in node.entries.values() if isinstance(node, YamlMapping) else children:
        yield from list_scalars(child)


def check_fences(prose: Prose) -> Iterator[Problem]:
    """Yield code fences that are never closed: they swallow the rest of the page."""
    lines = prose.page.source.text.splitlines()
    for line, token in prose.blocks:
        if token.type != "fence" or token.level or not token.map:
            continue
        last = line + token.map[1] - token.map[0] - 1
        if last == line or not CLOSING_FENCE.fullmatch(lines[min(last, len(lines) - 1)]):
            place = prose.page.source.at_line(line + 1)
            yield Problem(place, "unclosed-fence", "the code fence is never closed", f"end it with `{token.markup}`")


def check_html(prose: Prose) -> list[Problem]:
    """Return HTML that is open where a region begins or where the page ends, and end tags that close nothing."""
    source = prose.page.source
    pieces = sorted(list_html(prose), key=lambda piece: piece[0])
    stops = [(source.locate(region.start)[0] - 1, f"the region `{region.name}`") for region in prose.page.regions]
    tags = OpenTags(source)
    for stop, name in [*stops, (10**9, "the end of the page")]:
        while pieces and pieces[0][0] < stop:
            line, html = pieces.pop(0)
            tags.line = line
            tags.feed(html)
        tags.stop(name)
    return tags.problems


def list_html(prose: Prose) -> Iterator[tuple[int, str]]:
    """Yield the pieces of raw HTML in the prose, with their lines."""
    for line, token in prose.blocks:
        if token.type == "html_block":
            yield line, token.content
        for child in token.children or []:
            if child.type == "html_inline":
                yield line, child.content

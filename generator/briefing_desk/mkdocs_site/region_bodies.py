"""Bodies of generated regions go around Markdown, which would read them and hand them on as they are. Pure.

A body that is plain in every way is taken out, and a block that stands in for it is rendered in its place. Where
anything is not as expected, the body stays where it is, or the whole page does, and is rendered as MkDocs does it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from briefing_desk.regions.markers import START

Token = tuple[str, str, str, str]
"""The name of an element that is closed, or of one that is opened; its attributes; the words behind the tag."""
STAND_IN = "data-stands-for-region"
"""Marks a block that stands in for a body."""
STANDING_IN = re.compile(f'<div {STAND_IN}="[0-9]+"></div>')
ATTRIBUTE = r'[ \n]+(?!(?:id|name)[ \n>])(?:[a-z][a-z0-9:-]*|viewBox)(?:="[^"<>]*")?'
TAG = re.compile(rf"<(?:/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)((?:{ATTRIBUTE})*))>([^<]*)")
"""A tag that all parsers read alike, and the words behind it."""
ATTRIBUTES = re.compile(r'[ \n]([a-z][a-z0-9:-]*|viewBox)(?:="([^"]*)")?')
UNFINISHED = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[a-zA-Z][a-zA-Z0-9]*);)")
"""A reference that parsers complete."""
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
"""Elements that nothing closes."""
OPAQUE = ("iframe", "noembed", "noframes", "noscript", "object", "plaintext", "style", "textarea", "xmp")
"""Elements whose content is read by rules of their own."""
WORDS_ONLY = ("script", "title")
"""Others of that kind, which are plain as long as there are no tags in them."""
SIGNS = ("\0", "\2", "\3", "\t", "\r", "```", "~~~", "\n\n\n", " markdown", "\nmarkdown", "linenodiv", "headerlink")
"""What somebody on the way from Markdown to the page may change, or treat in a way of its own."""
SPACES = re.compile("\n +\n")
SEARCHED = re.compile(r"data-search-\w+=")
"""What Markdown and the search plugin take away."""
LOOSE = re.compile(
    r"<(?=[a-zA-Z/!?])(?!"
    r"/?[a-zA-Z][^<>\"'`]*(?:(?:\"[^\"<>]*\"|'[^'<>]*')[^<>\"'`]*)*>"
    r"|!--(?:(?!--)[^<>])*-->)"
)
"""Markup of people that is not finished, and may reach into a region."""
FOREIGN = re.compile(
    rf"<(?:{'|'.join((*OPAQUE, *WORDS_ONLY))})\b|<[^>]*\bmarkdown\b|data-search-|[\2\3]", re.IGNORECASE
)
"""What people write by which a region may be read in another way."""


@dataclass(frozen=True, slots=True)
class Body:
    """What was taken out of a region."""

    name: str
    """Of the region."""
    html: str
    stand_in: str
    tokens: list[Token]

    @property
    def ids(self) -> set[str]:
        """The anchors in it."""
        found = set()
        for _, tag, attributes, _ in self.tokens:
            if 'id="' in attributes or (tag == "a" and "name=" in attributes):
                names = ("id", "name") if tag == "a" else ("id",)
                found |= {unescape(value) for name, value in ATTRIBUTES.findall(attributes) if name in names}
        return found


@dataclass(frozen=True, slots=True)
class Taken:
    """A page without the bodies that were taken out."""

    markdown: str
    bodies: tuple[Body, ...]


def take_bodies(markdown: str, is_block: Callable[[str], bool]) -> Taken | None:
    """Take the plain bodies out of a page; return None where there is none, or where the page around them is not plain.

    `is_block` says of an element whether Markdown takes it for a block.
    """
    if STAND_IN in markdown:
        return None
    bodies: list[Body] = []
    around: list[str] = []
    at = 0
    for name, start, end in find_bodies(markdown):
        tokens = read_tokens(markdown[start:end], is_block)
        if tokens:
            around.append(markdown[at:start])
            bodies.append(Body(name, markdown[start:end], f'<div {STAND_IN}="{len(bodies)}"></div>', tokens))
            at = end
    around.append(markdown[at:])
    if not bodies or any(LOOSE.search(part) or FOREIGN.search(part) for part in around):
        return None
    return Taken(put_back(around, [body.stand_in for body in bodies]), tuple(bodies))


def find_bodies(markdown: str) -> Iterator[tuple[str, int, int]]:
    """Yield what may be the body of a region, between blank lines: the region's name, and where the body is.

    Whether it is one nobody needs to know: what stands in for it has to come back between the same two markers.
    """
    at = 0
    while opening := START.search(markdown, at):
        at, name = opening.end(), opening[1]
        start = at + 2
        end = markdown.find(f"\n\n<!-- end generated: {name} ", start)
        if end > start and markdown.startswith("\n\n<", at):
            yield name, start, end
            at = end


def read_tokens(html: str, is_block: Callable[[str], bool]) -> list[Token]:
    """Return the tags of whole blocks, each with the words behind it; none where two parsers may not see the same."""
    tokens: list[Token] = TAG.findall(html)
    is_strange = any(sign in html for sign in SIGNS) or any(it.search(html) for it in (UNFINISHED, SPACES, SEARCHED))
    is_read = not is_strange and html.count("<") == len(tokens)
    return tokens if is_read and are_blocks(tokens, is_block) else []


def are_blocks(tokens: list[Token], is_block: Callable[[str], bool]) -> bool:
    """Say whether every element is closed where it has to be, and whether blocks stand on lines of their own."""
    open: list[str] = []
    between: list[str] = []
    for closed, opened, _, words in tokens:
        if opened:
            if (not open and (opened in VOID or not is_block(opened))) or opened in OPAQUE:
                return False
            if open and open[-1] in WORDS_ONLY:
                return False
            if opened not in VOID:
                open.append(opened)
        elif not open or open.pop() != closed:
            return False
        if not open:
            between.append(words)
    return not open and between[-1:] == [""] and {*between[:-1]} <= {"\n", "\n\n"}


def find_places(html: str, bodies: tuple[Body, ...]) -> list[str]:
    """Return what was rendered around the bodies, in order; nothing where one does not stand as a block does."""
    parts: list[str] = []
    at = 0
    for body in bodies:
        before, after = f"<!-- generated: {body.name} -->\n\n", f"\n\n<!-- end generated: {body.name} "
        found = html.find(f"{before}{body.stand_in}{after}", at)
        if found < 0 or html.count(body.stand_in) != 1:
            return []
        parts.append(html[at : found + len(before)])
        at = found + len(before) + len(body.stand_in)
    return [*parts, html[at:]]


def put_back(parts: list[str], bodies: list[str]) -> str:
    """Return the whole of what stands around bodies, and of these."""
    return "".join(word for pair in zip(parts, [*bodies, ""], strict=True) for word in pair)

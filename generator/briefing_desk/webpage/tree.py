"""A page as a tree, and the pieces of it that a reader sees, in reading order. Never reads the disk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from briefing_desk.text.normalise import normalise

UNSEEN = frozenset(
    (
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "select",
        "button",
        "textarea",
        "svg",
        "iframe",
        "object",
        "rt",
        "rp",
    )
)
INLINE = frozenset(
    ("a", "abbr", "acronym", "address", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "dfn", "em", "font",
     "i", "img", "input", "ins", "kbd", "label", "link", "mark", "meta", "picture", "q", "rp", "rt", "ruby", "s",
     "samp", "small", "source", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
HEADINGS = ("h1", "h2", "h3")
"""Some pages show tags as text in them."""
ASIDE_TAGS, WHOLE = frozenset(("nav", "footer", "aside", "form")), ("html", "body", "main")
ASIDE = re.compile(
    r"comment|kommentar|related|teaser|sidebar|recommend|widget|promo|newsletter|popular|most-read|read-?more|footer|share|social"
    r"|navi|menu|breadcrumb|respond|trending|more-from|latest|outbrain|taboola|cookie|consent|\bnav\b",
    re.IGNORECASE,
)
"""Classes and ids of what is beside an article: others' articles, comments, menus."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SOUND_NAME = re.compile(r"[\w:.-]+")
MOST_TAGS = 50_000
"""Two or three times as many as the richest page of a newspaper has: reading a page must come to its end."""
STRAY = re.compile(r"(?:<(?![A-Za-z/!?]))+")
LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{4000,}")
MOST_STRAY, MOST_ATTRIBUTES = 1_000, 500
"""The parser needs time by the square of their number: of `<` that begin no tag, and of the attributes of one tag."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell that a reader sees."""

    text: str
    """On one line."""
    tag: str
    element: HtmlElement
    """The block element that the words stand in."""
    is_beside: bool
    """Whether it stands in a menu, a footer, a list of other articles, among comments."""


class TooManyTags(Exception):
    """A page that would take too long to read."""


def parse_page(html: str) -> HtmlElement | None:
    """Return the tree of a page as trafilatura reads it, None where there is no page; raise TooManyTags."""
    from trafilatura.utils import load_html  # half a second: only `add` pays for it

    if html.count("<") > MOST_STRAY:
        html = STRAY.sub("&lt;", html)
    if html.count("<") > MOST_TAGS:
        raise TooManyTags
    html = LONG_TAG.sub(shorten_tag, html)
    tree: HtmlElement | None = load_html(html)
    return tree


def shorten_tag(match: re.Match[str]) -> str:
    """Return the beginning of a tag, without its attributes if these are very many."""
    return f"<{match[1]} " if len(re.findall(r"[\s/\"']+", match[0])) > MOST_ATTRIBUTES else match[0]


def list_blocks(tree: HtmlElement) -> list[Block]:
    """Return what a reader sees of a page, block by block."""
    body = tree.find("body")
    found: list[Block] = []
    words: list[str] = []

    def end(element: HtmlElement, is_beside: bool) -> None:
        text = fold_spaces("".join(words))
        words.clear()
        if text:
            shown = text if element.tag not in HEADINGS else fold_spaces(strip_tags(text))
            inside = next((one.tag for one in element.iterancestors(*HEADINGS)), None)
            found.append(Block(shown, str(inside or element.tag), element, is_beside))

    def walk(element: HtmlElement, is_beside: bool) -> None:
        is_inline = element.tag in INLINE and not any(child.tag not in INLINE for child in element.iterdescendants())
        if not is_inline:
            is_beside = is_beside or stands_aside(element)
        words.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNSEEN and not is_hidden(child):
                if child.tag == "br":
                    words.append(" ")
                elif child.tag in INLINE:
                    walk(child, is_beside)
                else:
                    end(element, is_beside)
                    walk(child, is_beside)
                    end(child, is_beside or stands_aside(child))
            words.append(child.tail or "")

    root = tree if body is None else body
    walk(root, False)
    end(root, False)
    return found


def stands_aside(element: HtmlElement) -> bool:
    """Say whether an element holds what is beside an article; what holds a whole page does not."""
    return element.tag in ASIDE_TAGS or (element.tag not in WHOLE and ASIDE.search(describe(element)) is not None)


def describe(element: HtmlElement) -> str:
    """Return the class and the id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_hidden(element: HtmlElement) -> bool:
    """Say whether an element hides itself from readers."""
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def list_meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of a page's meta elements, without those that a stray quotation mark cut short."""
    for element in tree.iter("meta"):
        content = fold_spaces(strip_tags(element.get("content") or ""))
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content and name and all(SOUND_NAME.fullmatch(key) for key in map(str, element.attrib)):
            yield name.casefold(), content


def strip_tags(words: str) -> str:
    """Return words without the tags that some pages write into their attributes."""
    return re.sub(r"</?[a-zA-Z][^<>]*>", " ", words)


def fold_spaces(words: str | None) -> str:
    """Return words on one line, without soft hyphens."""
    return " ".join((words or "").replace("\N{SOFT HYPHEN}", "").split())


def squeeze(words: str) -> str:
    """Return the letters and digits of words: what two spellings of one name or title have in common."""
    return re.sub(r"[\W_]+", "", normalise(words).casefold())

"""The one way by which words reach a page: everything that is not `Html` is escaped, in text and in attributes.

The carrier is a raw HTML block that begins at column 1, with no blank line inside, in which outsiders' words never
begin a line. Of nine strategies tried in three Markdown engines it was the only one without a failure.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape as escape_html
from string import Formatter

from briefing_desk.syntax.source import LAYOUT

NO_CHARACTERS = "".join(chr(plane | last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    f"{NO_CHARACTERS}]"
)
"""Control characters, characters that change the direction of what follows, and those that are no characters."""
DOUBTFUL = re.compile(r"[^A-Za-z0-9 .,;:()/%#+~=|!?^@–—’“”…·✓-]|  ")
"""Most words hold nothing of the kind and need no escaping; telling so costs less than escaping them."""
MARKDOWN = {ord(c): f"&#{ord(c)};" for c in "{}`\\[]*_$"}
"""What Markdown and template engines read even inside raw HTML, as numeric references."""
JSON = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\x7f"}
"""What HTML could read inside a script, as JSON writes it."""
BLOCK_TAGS = frozenset(
    (
        "div",
        "section",
        "table",
        "thead",
        "tbody",
        "tr",
        "ul",
        "ol",
        "dl",
        "figure",
        "nav",
        "details",
        "svg",
        "g",
        "form",
        "feed",
        "entry",
    )
)
VOID_TAGS = frozenset(("br", "hr", "input"))
MEMO = 4096
"""How many escaped words and attributes are remembered."""


class Html(str):
    """HTML that this module made: the only text that is not escaped again."""

    __slots__ = ()


def escape(words: object) -> Html:
    """Return words as HTML text: one line, no control characters, nothing that HTML or Markdown could read.

    None says nothing.
    """
    return words if words.__class__ is Html else escape_words("" if words is None else str(words))


@lru_cache(maxsize=MEMO)
def escape_words(text: str) -> Html:
    """Return text as HTML; the same few hundred names, labels and class names make up most of what pages say."""
    if not DOUBTFUL.search(text):
        return Html(text)
    if not text.isprintable():  # which costs a fraction of looking for what cannot be shown
        text = UNSAFE.sub("", text)
    return Html(escape_html(LAYOUT.sub(" ", text), quote=True).translate(MARKDOWN))


def element(tag: str, *children: object, **attributes: object) -> Html:
    """Return an element of a feed, with escaped children and attributes; what pages show stands in templates.

    An attribute's name loses a trailing underscore, other underscores become hyphens; None and False leave it out, True
    gives it without a value. Elements in a block element stand on lines of their own, words never do.
    """
    inner = [escape(child) for child in children if child is not None and child != ""]
    given = "".join([render_attribute(name, value) for name, value in attributes.items()]) if attributes else ""
    if tag in VOID_TAGS:
        return Html(f"<{tag}{given}>")
    if tag in BLOCK_TAGS and inner and all(child.startswith("<") for child in inner):
        body = "\n".join(inner)
        return Html(f"<{tag}{given}>\n{body}\n</{tag}>")
    return Html(f"<{tag}{given}>{''.join(inner)}</{tag}>")


@lru_cache(maxsize=MEMO, typed=True)
def render_attribute(name: str, value: object) -> str:
    """Return one attribute with the space before it."""
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(value)}"'


def join(parts: Iterable[object], separator: str = "") -> Html:
    """Return the parts that say something, escaped and joined by a separator, which is escaped too."""
    return Html(escape(separator).join(escape(part) for part in parts if part is not None and part != ""))


def fill(pattern: str, **parts: object) -> Html:
    """Return a sentence of the interface with parts in the places that `{name}` marks; both are escaped."""
    return Html("".join(words + (escape(parts[name]) if name else "") for words, name in split_pattern(pattern)))


def fill_around(pattern: str, name: str, **parts: object) -> tuple[Html, Html]:
    """Return what stands before one part of a sentence and behind it, where that part alone is seen at once."""
    sign = Html("\0")  # which nothing that is escaped has
    before, _, behind = fill(pattern, **{name: sign}, **parts).partition(sign)
    return Html(before), Html(behind.replace(sign, ""))


@lru_cache(maxsize=256)
def split_pattern(pattern: str) -> tuple[tuple[Html, str | None], ...]:
    """Return a pattern's words, escaped, each with the name of the part behind it."""
    return tuple((escape(words), name) for words, name, _, _ in Formatter().parse(pattern))


def quote_html(html: str) -> Html:
    """Return HTML as the text of an element, for a feed that carries it."""
    return Html(escape_html(html, quote=False))


def escape_json(json: str) -> Html:
    """Return JSON, in ASCII, as the text of a script: nothing in it can end the script or begin a tag."""
    assert json.isascii()
    return Html(json.translate(JSON))

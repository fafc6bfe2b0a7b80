"""Where Markdown takes characters out of the middle of a word, in a body pasted as text. Never reads the disk.

"Lehrer*innen und Schüler*innen" loses its stars, and the words that quotes are checked against are not the article's.
And the reverse: what mark-up has left in a plain text, "&lt;50" and "im**possible**".
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source
from briefing_desk.text.bodies import count_struck

HINT = re.compile(r"\w[*_`~]{1,6}\w|\w!?\[|[)\]]\w|\w</?[a-zA-Z]|\w&#?\w+;|\w\\[!-/:-@\[-`{-~]\w")
"""Only a text with such a place is parsed."""
WORD_END = re.compile(r"[^\W_]+\Z")
ESCAPABLE = "*_`~[]()<>{}#+-.!|&\\'\""
"""What programs that write Markdown put a backslash before; elsewhere it is likely to be the article's own."""
REMNANT = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r'|</?(?:a|abbr|b|cite|em|font|i|mark|q|s|small|span|strong|su[bp]|u|wbr)(?:\s+[\w-]+="[^"<>]*")*\s*/?>'
    r"|(?<=\w)(?:\*\*|__|`)(?=\w)|(?<=\w)[´ˈꞌʹ](?=\w)|\\(?=[!-/:-@\[-`{-~])"
)
"""What mark-up leaves in a plain text, and what stands for an apostrophe."""
MAX_SHOWN = 60
OUTER = ".,;:!?\"“”„«»‘’'"
"""Punctuation around a word, which is not shown with it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A word that Markdown has changed."""

    offset: int
    """Where in the file what was taken stands."""
    written: str
    """The word as the file has it."""
    read: str
    """The word that is left."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an inline text: what is left of it, and what was written."""

    read: str
    written: str
    is_taken: bool = False


@lru_cache(maxsize=8)
def find_taken(body: str) -> tuple[Taken, ...]:
    """Return the words of an article's body that Markdown has changed; kept, because each missing quote asks."""
    return tuple(list_taken(body, 0))


def list_taken(text: str, start: int) -> Iterator[Taken]:
    """Yield the words from `start` on that Markdown has changed, in order."""
    if not HINT.search(text, start):
        return
    lines = [match.end() for match in re.finditer(r"^", text[start:], re.MULTILINE)]
    for token in make_parser().parse(text[start:]):
        if token.type == "inline" and token.map and HINT.search(token.content):
            at = start + lines[token.map[0]]
            for read, sought in find_words(token):
                found = text.find(sought, at)
                yield make_taken(text, max(found, at), read)
                at = max(found + len(sought), at)


def make_taken(text: str, at: int, read: str) -> Taken:
    """Return the word of a file that stands at a place, and what is left of it."""
    begin = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    written = text[begin:].split(maxsplit=1)[0][: 2 * MAX_SHOWN]
    bare = written.lstrip(OUTER)
    return Taken(begin + len(written) - len(bare), bare.rstrip(OUTER), read.strip(OUTER))


@cache
def make_parser() -> MarkdownIt:
    """Return the parser that articles are read with, but each escape and entity stays a token of its own."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def find_words(token: Token) -> Iterator[tuple[str, str]]:
    """Yield each word of a paragraph out of whose middle something was taken; and how it begins, up to there."""
    read, cuts = "", []
    for piece in split_token(token):
        if piece.is_taken:
            cuts.append((len(read), piece))
        read += piece.read
    done = 0
    for at, piece in cuts:
        before = WORD_END.search(read, max(0, at - MAX_SHOWN), at)
        following = at + (len(piece.read) if piece.read[:1].isascii() else 0)
        if at >= done and before and read[following : following + 1].isalnum():
            end = at + len(read[at:].split(maxsplit=1)[0])
            begin = at - len(read[:at].rsplit(maxsplit=1)[-1])
            yield read[begin:end], before.group() + piece.written
            done = end


def split_token(token: Token) -> Iterator[Piece]:
    """Yield the parts of an inline token, in order."""
    if token.type == "image":
        yield Piece("", "![", is_taken=True)
        yield from (part for child in token.children or () for part in split_token(child))
        yield Piece("", f"]({token.attrGet('src')})", is_taken=True)
    elif token.children:
        struck = 0
        for child in token.children:
            struck = count_struck(child, struck)
            yield from (replace(part, read="", is_taken=True) if struck else part for part in split_token(child))
    elif token.type == "code_inline":
        yield from (Piece("", token.markup, True), Piece(token.content, token.content), Piece("", token.markup, True))
    elif token.type == "text_special":
        yield Piece(token.content, token.markup, is_taken=is_loss(token))
    elif token.type == "html_inline":
        is_break = token.content.lower().startswith("<br")
        yield Piece(" " if is_break else "", token.content, is_taken=not is_break)
    elif token.type in ("softbreak", "hardbreak"):
        yield Piece("\n", "\n")
    elif token.content:
        yield Piece(token.content, token.content)
    else:
        yield Piece(
            "", "[" if token.type == "link_open" else "](" if token.type == "link_close" else token.markup, True
        )


def is_loss(token: Token) -> bool:
    """Say whether an escape or entity may be the article's own characters, no way to write another in Markdown."""
    if token.info == "escape":
        return token.content not in ESCAPABLE
    return token.content.isalnum()


def check_markup(source: Source, body: int) -> Iterator[Problem]:
    """Yield a warning for each word of the body, which begins at `body`, that Markdown takes characters out of."""
    for taken in list_taken(source.text, body):
        message = f"Markdown makes {show(taken.read)} of {show(taken.written)}"
        yield Problem(Place(source, taken.offset), "markdown-in-word", message, explain_taken(taken))


def explain_taken(taken: Taken) -> str:
    """Return how a word is written that Markdown changes."""
    escaped = re.sub(r"(?=[*_`~\\&\[<])", r"\\", taken.written)
    return f"if the article has these characters, write {show(escaped)}; if not, write {show(taken.read)}"


@lru_cache(maxsize=8)
def is_marked(text: str) -> bool:
    """Say whether a plain text has remnants of mark-up; kept, because all places of an article are asked for."""
    return REMNANT.search(text) is not None


def unmark(text: str, at: int) -> tuple[str, int | None]:
    """Return a text as people read it, and where a place in it is then: none if it lies inside a remnant of mark-up."""
    read, last, place = "", 0, at
    is_inside = False
    for found in REMNANT.finditer(text):
        remnant = found.group()
        meant = html.unescape(remnant) if remnant[0] == "&" else "'" if remnant in "´ˈꞌʹ" else ""
        if meant != remnant:
            read += text[last : found.start()] + meant
            last = found.end()
            place += len(meant) - len(remnant) if last <= at else 0
            is_inside |= found.start() < at < last
    return read + text[last:], None if is_inside else place


def show(word: str) -> str:
    """Return a word between backticks, cut if it is long."""
    return f"`{word}`" if len(word) <= MAX_SHOWN else f"`{word[:MAX_SHOWN]}…`"

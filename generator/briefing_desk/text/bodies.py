"""What a reader sees of an article's body, which is Markdown: its blocks, without what is struck out. No disk.

Markdown is read by markdown-it-py. Struck words (`<del>`, `<s>`, `<strike>`, `~~`) are not the article's any more, and
what stands in `<script>`, `<style>` or `<template>` never was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

STRUCK = re.compile(r"<(/?)(?:del|s|strike|script|style|template)(?:\s[^>]*)?(/?)>", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MARKED = re.compile(r"[^\w>]*>")
"""The beginning of a line of a displayed quotation; one without it goes on lazily, as CommonMark says."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, cell or block of code."""

    words: str
    line: int
    """The line of the body where it begins, from 0."""
    depth: int
    """In how many block quotes it stands, one inside the other."""
    marked: int
    """Of a displayed block: how many of its characters stand in lines that begin with `>`, up to the first other."""


@cache
def make_parser() -> MarkdownIt:
    """Return the CommonMark parser with tables and struck words."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parse_markdown(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text."""
    return make_parser().parse(text)


def read_blocks(body: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown body that say something."""
    lines = body.split("\n")
    depth = struck = 0
    for token in parse_markdown(body):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "html_block":
            struck = strike(token.content, struck)
        words = "" if struck else flatten_token(token)
        if words.strip() and token.map:
            first, last = token.map
            marked = count_marked(words, lines[first:last]) if depth and token.type == "inline" else len(words)
            yield Block(words, first + (token.type == "fence"), depth, marked)


def strike(html: str, struck: int) -> int:
    """Return how many elements that strike words out are open behind a piece of HTML, of so many before it."""
    for tag in STRUCK.finditer(COMMENT.sub("", html)):
        struck = max(0, struck + (-1 if tag[1] else 0 if tag[2] else 1))
    return struck


def count_struck(token: Token, struck: int) -> int:
    """Return how many elements that strike words out are open behind an inline token, of so many before it."""
    if token.type == "html_inline":
        return strike(token.content, struck)
    return struck + {"s_open": 1, "s_close": -1}.get(token.type, 0)


def count_marked(words: str, lines: list[str]) -> int:
    """Return how many characters of a displayed paragraph come before the first line without `>`."""
    lazy = next((at for at, line in enumerate(lines) if at and not MARKED.match(line)), None)
    if lazy is None:
        return len(words)
    written = words.split("\n")
    return len("\n".join(written[:lazy])) if len(written) == len(lines) else 0


def flatten_token(token: Token) -> str:
    """Return the words of a block token: text, code and images' descriptions; raw HTML says nothing."""
    if token.type in ("fence", "code_block"):
        return token.content.rstrip("\n")
    return flatten_children(token) if token.type == "inline" else ""


def flatten_children(token: Token) -> str:
    """Return the words of an inline token but for those that are struck out; line ends stay."""
    words, struck = "", 0
    for child in token.children or ():
        struck = count_struck(child, struck)
        told = flatten_inline(child)
        words += "\n" * told.count("\n") if struck else told
    return words


def flatten_inline(token: Token) -> str:
    """Return the words of a part of an inline token."""
    if token.children:
        return flatten_children(token)
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    return token.content

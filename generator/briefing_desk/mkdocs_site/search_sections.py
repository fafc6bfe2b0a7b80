"""The sections of a page for the search index, as the theme's plugin finds them: what we made is read the short way.

Each step is one of the plugin's own parser, in its order and with its quirks; another parser than the known one is
left to read the page itself.
"""

import inspect
from hashlib import sha256
from html import escape, unescape
from itertools import islice
from typing import Any

from material.plugins.search.plugin import Element, Parser, Section

from briefing_desk.mkdocs_site.region_bodies import ATTRIBUTES, VOID, Body, Token

__all__ = ["Section", "is_known_parser", "read_sections"]
KNOWN = "3227e18afa8a20e15210cd0e298b6edee838f72f05024bd5d191dae87f57fa2b"
"""The sum of the parser whose steps these are."""
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
EXCLUDED = "data-search-exclude"
LASTING = ("script", "style", "object")
"""Elements that stay out of the index wherever they are."""


def is_known_parser() -> bool:
    """Say whether the plugin's parser is the one whose steps these are."""
    return sha256(inspect.getsource(Parser).encode()).hexdigest() == KNOWN


def read_sections(parts: list[str], bodies: tuple[Body, ...]) -> list[Section] | None:
    """Return the sections of a page; None where a body comes in the middle of something that is not finished."""
    parser = Parser()
    for part, body in zip(parts, bodies, strict=False):
        parser.feed(part)
        if parser.rawdata or parser.cdata_elem:
            return None
        Follower(parser).follow(body.tokens)
    parser.feed(parts[-1])
    parser.close()
    return list(parser.data)


class Follower:
    """Brings a parser to where it would be behind plain tags and words; used for one body and thrown away."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.open: list[str] = [element.tag for element in parser.context]
        self.is_hidden = not parser.skip.isdisjoint(self.open)

    def follow(self, tokens: list[Token]) -> None:
        """Take each step of the parser."""
        at, count = 0, len(tokens)
        while at < count:
            closed, opened, attributes, words = tokens[at]
            if closed:
                self.close(closed)
            elif opened not in VOID:
                was_hidden = self.is_hidden
                self.begin(opened, attributes)
                if self.is_hidden and not was_hidden:
                    at = self.leap(tokens, at)
                    words = tokens[at][3]
            if words and not self.is_hidden:
                self.read(words)
            at += 1

    def begin(self, tag: str, attributes: str) -> None:
        """Open an element; a heading with an anchor begins a section."""
        parser = self.parser
        self.open.append(tag)
        found = dict(ATTRIBUTES.findall(attributes)) if tag in HEADINGS else {}
        if "id" in found:
            self.begin_section(tag, found)
        if not parser.section:
            self.preface()
        if EXCLUDED in attributes and any(name == EXCLUDED for name, _ in ATTRIBUTES.findall(attributes)):
            parser.skip.add(tag)
            self.is_hidden = True
            return
        self.is_hidden = self.is_hidden or tag in parser.skip
        if tag in parser.keep and not self.is_hidden:
            self.list_words().append(f"<{tag}>")

    def begin_section(self, tag: str, attributes: dict[str, str]) -> None:
        """Let a heading begin a section."""
        parser, depth = self.parser, len(self.open)
        if tag != "h1" and not parser.data:
            self.preface(depth)
        parser.section = Section(Element(tag, attributes), depth)
        if parser.data:
            parser.section.id = unescape(attributes["id"])
        parser.data.append(parser.section)

    def preface(self, depth: int = 0) -> None:
        """Begin the section that stands before all headings."""
        self.parser.section = Section(Element("hx"), depth)
        self.parser.data.append(self.parser.section)

    def list_words(self) -> list[str]:
        """Return where words belong: in a section's title or in its text."""
        section = self.parser.section
        words: list[str] = section.title if section.el.tag in self.open else section.text
        return words

    def close(self, tag: str) -> None:
        """Close an element; with the one around its heading ends a section."""
        parser, depth = self.parser, len(self.open)
        if parser.section.depth > depth:
            for section in reversed(parser.data):
                if section.depth <= depth:
                    parser.section.depth = float("inf")
                    parser.section = section
                    break
        self.open.pop()
        if tag in parser.skip:
            if tag not in LASTING:
                parser.skip.remove(tag)
            self.is_hidden = not parser.skip.isdisjoint(self.open)
            return
        self.is_hidden = self.is_hidden and not parser.skip.isdisjoint(self.open)
        if tag in parser.keep and not self.is_hidden:
            end_kept(self.list_words(), tag)

    def read(self, html: str) -> None:
        """Read the words behind a tag."""
        is_escaped = "&" in html
        words = unescape(html) if is_escaped else html
        is_space, is_laid_out = words.isspace(), "pre" in self.open
        if not is_laid_out:
            words = " " if is_space else words.replace("\n", " ")
        if not self.parser.section:
            self.preface()
        section = self.parser.section
        if is_escaped or ">" in words:
            words = escape(words, quote=False)
        if section.el.tag in self.open:
            section.title.append(words)
        elif not is_space or is_laid_out or not section.text or not section.text[-1].isspace():
            section.text.append(words)

    def leap(self, tokens: list[Token], at: int) -> int:
        """Return the tag that closes what was just hidden, or this one where the way there has to be walked.

        It has where the parser stops hiding at an inner element of that name, and where a section begins or ends.
        """
        tag, depth = tokens[at][1], len(self.open)
        if self.parser.section.depth > depth:
            return at
        for end in range(at + 1, len(tokens)):
            closed, opened, attributes, _ = tokens[end]
            if closed == tag:
                self.close(tag)
                return end
            if opened and (opened == tag or (opened in HEADINGS and 'id="' in attributes)):
                return at
        return at


def end_kept(words: list[str], tag: str) -> None:
    """Close an element that is kept, or take it away if there is nothing in it."""
    first = words.index(f"<{tag}>")
    if any(not word.isspace() for word in islice(words, first + 1, None)):
        words.append(f"</{tag}>")
    else:
        del words[first:]

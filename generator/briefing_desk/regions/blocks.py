"""The blocks of a page's Markdown as Material reads them: its indented blocks hold prose, not code. Pure."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from briefing_desk.text.bodies import parse_markdown

MARK = re.compile("\ue000([0-9]{1,9})\ue001")
"""Stands for the `[^` of a footnote, with its offset, while Markdown is parsed: CommonMark could take it for a link."""
DEFINITION = re.compile(rf"^ {{0,3}}{MARK.pattern}[^\]\n]*\]:", re.MULTILINE)
CONTAINER = re.compile(rf"^(?:!!!|\?\?\?|===)|{DEFINITION.pattern}", re.MULTILINE)
"""What opens an indented block: an admonition, one that folds, a tab, a footnote."""


def mark_notes(text: str, offset: int = 0) -> str:
    """Return a text with a mark in place of each `[^` that no backslash escapes; offsets are counted from `offset`."""
    return re.sub(r"(\\.)|\[\^", lambda match: match.group(1) or f"\ue000{offset + match.start()}\ue001", text)


def walk_blocks(text: str, first: int = 0) -> Iterator[tuple[int, Token]]:
    """Yield the blocks of a marked text, each with its line, counted from `first`.

    What stands indented behind the opening line of one of Material's blocks is code to CommonMark: it is parsed again.
    """
    words, opened_at = "", -1
    for token in parse_markdown(f"{text}\n"):  # so that the last line of every block has an end
        if token.type == "inline":
            words = token.content
        elif token.type == "paragraph_close":
            opened_at = token.level if CONTAINER.search(words) else -1
        elif token.type == "code_block" and token.level == opened_at and token.map:
            yield from walk_blocks(token.content, first + token.map[0])
            continue
        elif token.nesting >= 0 and token.type != "paragraph_open":
            opened_at = -1
        if token.map:
            yield first + token.map[0], token

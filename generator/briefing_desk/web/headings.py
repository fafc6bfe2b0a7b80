"""Words of ours as a line of Markdown."""

import re

SPECIAL = "\\`*_{}[]<>#|&"


OPENS_BLOCK = re.compile(r"\d+[.)]|[-+~=!?:]")
"""What at the beginning of a line may open a list, a fence, an admonition: its last character is escaped."""


def escape_heading(words: str) -> str:
    """Return words of our vocabulary as one line of Markdown that says just that, as a heading or as a paragraph."""
    line = " ".join(words.split())
    opening = OPENS_BLOCK.match(line)
    at = opening.end() - 1 if opening else -1
    return "".join(f"&#{ord(c)};" if c in SPECIAL or index == at else c for index, c in enumerate(line))

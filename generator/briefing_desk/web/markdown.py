"""Words as they stand in Markdown that we write: they mean just themselves. Pure."""

import re
from functools import lru_cache

from briefing_desk.web.escape import UNSAFE, Html

SPECIAL = {ord(c): f"\\{c}" for c in "\\`*_[]<>#|&~$"}
SPECIAL_IN_HEADING = "\\`*_{}[]<>#|&"
OPENS_BLOCK = re.compile(r"\d+[.)]|[-+~=!?:]")
"""What at the beginning of a line may open a list, a fence, an admonition: its last character is escaped."""
OPENING = re.compile(r"(?:\d{1,9}[.)]|[-+=:]+)(?=\s|$)|!!!|\?\?\?")
"""What opens a list, a line or an admonition at the beginning of a line, or of a list's item or a quotation."""
TAGS = re.compile("(🏴[\U000e0030-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]")
"""Letters that nobody sees and programs read; three to six of them behind a black flag are a country's."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return words on one line that mean just themselves in Markdown; names are asked for again and again."""
    line = " ".join((text if text.isprintable() else TAGS.sub(r"\1", UNSAFE.sub("", text))).split())
    opening = OPENING.match(line)
    if opening is None:
        return line.translate(SPECIAL)
    end = opening.end() - 1
    return f"{line[:end]}\\{line[end]}{line[end + 1 :].translate(SPECIAL)}"


def escape_heading(words: str) -> Html:
    """Return words of our vocabulary as one line of Markdown that says just that, as a heading or as a paragraph."""
    line = " ".join(words.split())
    opening = OPENS_BLOCK.match(line)
    at = opening.end() - 1 if opening else -1
    return Html(
        "".join(f"&#{ord(c)};" if c in SPECIAL_IN_HEADING or index == at else c for index, c in enumerate(line))
    )

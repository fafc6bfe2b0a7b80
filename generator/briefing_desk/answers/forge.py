"""Words in the Markdown of a forge: a pull request, a job summary. It is not read by our pages' builders. Pure."""

import re

from briefing_desk.web.escape import UNSAFE

LONGEST = 120
"""Characters of an outsider's words that a summary shows."""
MARKS = {ord(c): f"&#{ord(c)};" for c in '!"#$%&*+.:<=>@[\\]^_`{|}~'}
"""What could begin a link, a mention, an emoji, a reference, a table's cell or any other markup."""
JOINER = "\u2060"
"""Has no width, and parts what is one word to a forge: it reads references behind the numeric ones."""
REFERENCES = re.compile(
    r"""(?<=[@#!~%&$^*])(?=[\w"\[{/.-])|(?<=GH-)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)""", re.IGNORECASE
)
"""Where a forge would find somebody to tell, an issue, a merge request, a label, an address."""
COMMIT = re.compile(r"\b(?=\d*[a-f])[\da-f]{7,40}\b", re.IGNORECASE)
PIECE = 6
"""Letters of a commit's name that are too few to be one."""


def clean(words: str, longest: int = LONGEST) -> str:
    """Return words as one line without control characters, shortened."""
    line = " ".join(UNSAFE.sub("", words).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def escape_markdown(words: str, longest: int = LONGEST) -> str:
    """Return words that say just themselves: each character that could be markup is a numeric reference.

    What a forge makes links of, and mail to people, is parted.
    """
    return COMMIT.sub(part_word, REFERENCES.sub(JOINER, clean(words, longest))).translate(MARKS)


def part_word(found: re.Match[str]) -> str:
    """Return a word in pieces."""
    return JOINER.join(found[0][at : at + PIECE] for at in range(0, len(found[0]), PIECE))

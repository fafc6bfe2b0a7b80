"""Words in the Markdown of a forge: a pull request, a job summary. It is not read by our pages' builders. Pure."""

from briefing_desk.web.escape import UNSAFE

LONGEST = 120
"""Characters of an outsider's words that a summary shows."""
MARKS = {ord(c): f"&#{ord(c)};" for c in '!"#$%&*+.:<=>@[\\]^_`{|}~'}
"""What could begin a link, a mention, an emoji, a reference, a table's cell or any other markup."""


def clean(words: str, longest: int = LONGEST) -> str:
    """Return words as one line without control characters, shortened."""
    line = " ".join(UNSAFE.sub("", words).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def escape_markdown(words: str, longest: int = LONGEST) -> str:
    """Return words that say just themselves: each character that could be markup is a numeric reference."""
    return clean(words, longest).translate(MARKS)

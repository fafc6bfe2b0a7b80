"""Words as they stand in Markdown that we write: they mean just themselves. Pure."""

from functools import lru_cache

from briefing_desk.web.escape import UNSAFE

SPECIAL = {ord(c): f"\\{c}" for c in "\\`*_[]<>#|&~$"}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return words on one line that mean just themselves in Markdown; names are asked for again and again."""
    line = " ".join((text if text.isprintable() else UNSAFE.sub("", text)).split())
    return line.translate(SPECIAL)

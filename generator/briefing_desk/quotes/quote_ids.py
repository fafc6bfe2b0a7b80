"""The pieces of a quote between its omissions, and its id, which follows from them."""

import re
from functools import lru_cache

from briefing_desk.syntax.ids import make_id
from briefing_desk.text.normalise import normalise

OMISSION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


@lru_cache(maxsize=1024)
def split_pieces(exact: str) -> tuple[str, ...]:
    """Return the folded pieces of a quote between its omissions; kept, because each check of a quote asks for them."""
    return tuple(piece for part in OMISSION.split(exact) if (piece := normalise(part)))


def make_quote_id(article: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Return a quote's id, from its article and its text (and what tells it from another with the same text)."""
    context = [normalise(prefix or ""), normalise(suffix or "")] if prefix or suffix else []
    return make_id("q", article, " [...] ".join(split_pieces(exact)), *context)

"""Whether two articles are the same report: the share of passages that they have in common. Never reads the disk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefing_desk.syntax.hosts import get_host
from briefing_desk.text.normalise import normalise

PASSAGE = 6
"""Words of a passage: shorter ones are common to all articles on a subject."""
SAME, ALIKE = 0.6, 0.15
"""From which share two texts are taken for one report, and from which the likeness is told."""
TRACKING = re.compile(r"(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|src|cmp|smid)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another article that a new one resembles."""

    article: str
    share: float
    """Of the passages of the shorter text, how many stand in the other too."""


def find_alike(text: str, others: Mapping[str, str]) -> list[Likeness]:
    """Return the articles whose texts resemble a text, most alike first."""
    passages = list_passages(text)
    shares = (Likeness(id, measure_share(passages, list_passages(other))) for id, other in others.items())
    return sorted((found for found in shares if found.share >= ALIKE), key=lambda found: (-found.share, found.article))


def list_passages(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of words of a text, without punctuation and case."""
    words = re.findall(r"\w+", normalise(text).casefold())
    return frozenset(tuple(words[at : at + PASSAGE]) for at in range(len(words) - PASSAGE + 1))


def measure_share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return how many of the passages of the shorter text stand in the other, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))


def find_same_address(url: str, others: Iterable[tuple[str, str]]) -> str | None:
    """Return the article that has the same address, if one has."""
    wanted = simplify_address(url)
    return next((id for id, other in others if simplify_address(other) == wanted), None)


def simplify_address(url: str) -> str:
    """Return what of an address says which page it is: neither scheme nor `www.`, tracking, fragment, last slash."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not TRACKING.fullmatch(key)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{get_host(url).removeprefix('www.')}{parts.path.rstrip('/')}{query}"

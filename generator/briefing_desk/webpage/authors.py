"""Who wrote an article: people only, where a page's sources agree or only one speaks. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from briefing_desk.languages import list_languages, load_language
from briefing_desk.webpage.claims import Claim
from briefing_desk.webpage.days import name_months
from briefing_desk.webpage.tree import Block, fold_spaces, squeeze

JOINED = re.compile(
    r"\s*[;|/•·&]\s*|\s+(?:and|und|et|och|og|ja|и|і|та|oraz|with|mit|avec|con)\s+|\s*\n\s*", re.IGNORECASE
)
JOINED_SHORT = re.compile(r"\s+(?:y|e|en|i)\s+")
CUT = re.compile(
    r"\s*(?:\||[–—]\s|\s-\s|\(|\[|\b(?:on|am|vom|in|at|le|el|for|from|im|en|um)\s|\d|https?:|\S+:(?:\s|\Z)).*\Z",
    re.IGNORECASE,
)
"""Where a byline's names end: at a date, a place, an address, what somebody is."""
HANDLE = re.compile(r"\s*\(?@\w+\)?\s*")
SHORTENED = re.compile(r"\s(?:[A-Z]|Jr|Sr)\.\Z")
LEGAL = frozenset(
    (
        "gmbh",
        "ag",
        "ev",
        "inc",
        "ltd",
        "llc",
        "kg",
        "sa",
        "srl",
        "spa",
        "plc",
        "se",
        "co",
        "corp",
        "oy",
        "ab",
        "bv",
        "sarl",
    )
)
PARTICLES = frozenset(
    ("von", "van", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el", "al",
     "bin", "ibn", "zu", "zum", "zur", "vom", "ter", "ten", "af", "av", "y", "e", "i", "dela", "st")
)  # fmt: skip
JOINING = frozenset(("und", "and", "et", "y", "e", "i"))
HOST = re.compile(r"\w\.(?:[a-z]{2,6})\b|www\.|://", re.IGNORECASE)
MOST_WORDS, MOST_AUTHORS = 5, 8
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authors:
    """Who wrote an article, where the page says so, or which names it gives that may be wrong."""

    names: Names = ()
    origin: str = ""
    doubts: tuple[str, ...] = ()


@cache
def list_unnamed() -> tuple[frozenset[str], frozenset[str]]:
    """Return what pages of any language write in place of a name, and words that only bodies have in theirs."""
    known = [load_language(code) for code in list_languages()]
    return (
        frozenset(squeeze(word) for language in known for word in language.placeholders),
        frozenset(squeeze(word) for language in known for word in language.bodies),
    )


@cache
def list_dating() -> frozenset[str]:
    """Return the words that stand before a day, and the months' names, in any language."""
    found = {word for code in list_languages() for word in name_months(code)[1]}
    for code in list_languages():
        found.update((*load_language(code).published, *load_language(code).updated))
    return frozenset(squeeze(word) for words in found for word in words.split())


def choose_authors(
    claims: Sequence[Claim], bylines: Sequence[Claim], blocks: Sequence[Block], sites: Collection[str]
) -> Authors:
    """Return an article's authors: those whom programs are told and readers see, or whom a byline alone names."""
    told = read_sources([claim for claim in claims if claim.is_person is not False], sites)
    shown = read_sources(bylines, sites)
    for names, origin in told:
        for seen, where in shown:
            common = share(names, seen)
            if common:
                longer = max(names, seen, key=len)
                is_whole = all(is_visible(name, blocks) for name in longer)
                return Authors(longer if is_whole else common, f"{origin} and {where}")
    told = [(names, origin) for names, origin in told if all(len(name.split()) > 1 for name in names)]
    shown = [(names, where) for names, where in shown if all(len(name.split()) > 1 for name in names)]
    if told and shown:
        return doubt([told[0], shown[0]])
    if told:
        names, origin = told[0]
        others = [other for other in told if not share(names, other[0])]
        if others:
            return doubt([told[0], *others])
        if all(is_visible(name, blocks) for name in names):
            return Authors(names, f"{origin}, seen on the page")
        return doubt([told[0]])
    if shown:
        others = [other for other in shown if not share(shown[0][0], other[0])]
        return doubt([shown[0], *others]) if others else Authors(*shown[0])
    return Authors()


def doubt(sources: Iterable[tuple[Names, str]]) -> Authors:
    """Return names that contradict each other, or that no reader sees."""
    return Authors(doubts=tuple(dict.fromkeys(f"{', '.join(names)}: {origin}" for names, origin in sources)))


def share(some: Names, others: Names) -> Names:
    """Return the names that two lists have in common, in the longer spelling."""
    wanted = {squeeze(name) for name in others}
    return tuple(name for name in some if squeeze(name) in wanted)


def is_visible(name: str, blocks: Sequence[Block]) -> bool:
    """Say whether readers see a name in a short line of the article or beside it."""
    letters = squeeze(name)
    return any(not block.is_beside and len(block.text) < 200 and letters in squeeze(block.text) for block in blocks)


def read_sources(claims: Iterable[Claim], sites: Collection[str]) -> list[tuple[Names, str]]:
    """Return the people whom each source names; sources that name nobody are left out."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        names = split_names(claim.value, sites)
        if names:
            found.setdefault(claim.origin, []).extend(names)
    return [(tuple(dict.fromkeys(names)), origin) for origin, names in found.items() if len(names) <= MOST_AUTHORS]


def split_names(words: str, sites: Collection[str]) -> list[str]:
    """Return the people whom a line names: none where it begins with something else."""
    words = HANDLE.sub(" ; ", fold_spaces(words)).strip(" ;")
    parts = [part for whole in JOINED.split(words) for part in whole.split(",")]
    parts = [piece for part in parts for piece in split_short(part, sites)]
    names = [tidy_name(part) for part in parts]
    if not names or not is_person(names[0], sites):
        return []
    return [name for name in names if is_person(name, sites) and (len(names) == 1 or len(name.split()) > 1)]


def split_short(part: str, sites: Collection[str]) -> list[str]:
    """Return the names that a short word joins ("y", "e"), which may also belong to one name."""
    pieces = JOINED_SHORT.split(part)
    names = [tidy_name(piece) for piece in pieces]
    return pieces if all(len(name.split()) > 1 and is_person(name, sites) for name in names) else [part]


def tidy_name(words: str) -> str:
    """Return a name without what stands behind it: a day, a handle, "published"."""
    cut = CUT.sub("", f" {words}").strip(" \t,;:!*\"'“”„«»-–—#")
    kept = cut.split()
    while kept and (squeeze(kept[-1]) in list_dating() or kept[-1] in "–—-"):
        kept.pop()
    half = len(kept) // 2
    name = " ".join(kept[:half] if half and kept[:half] == kept[half:] else kept)
    return name if SHORTENED.search(name) else name.rstrip(".")


def is_person(name: str, sites: Collection[str]) -> bool:
    """Say whether a name may be a person's: no placeholder, host, site, nor body."""
    placeholders, bodies = list_unnamed()
    words, letters = name.split(), squeeze(name)
    if not letters or len(letters) < 2 or letters in placeholders or len(words) > MOST_WORDS or HOST.search(name):
        return False
    if any(letters in site or (len(site) > 3 and site in letters) for site in map(squeeze, sites) if site):
        return False
    parts = [squeeze(part) for word in words for part in (word, *word.split("-"))]
    if any(part in bodies or part in LEGAL for part in parts) or any(
        char.isdigit() or char in "@_/<>{}[]()?!" for char in name
    ):
        return False
    if len(words) == 1:
        return not words[0][0].islower()
    return words[0].casefold() not in JOINING and all(is_name_word(word) for word in words)


def is_name_word(word: str) -> bool:
    """Say whether a word may stand in a person's name: with a capital, a particle, or in a script without capitals."""
    first = next((char for char in word if char.isalpha()), "")
    return (
        first.isupper()
        or (first != "" and first.lower() == first.upper())
        or word.casefold() in PARTICLES
        or word[:2] in ("d'", "d’")
    )

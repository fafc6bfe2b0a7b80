"""Guess what somebody meant: "did you mean" for names. Only errors pay for it."""

import unicodedata
from collections.abc import Iterable

MIN_SIMILARITY = 70
"""Of 100 (rapidfuzz's ratio); below it a guess confuses more than it helps."""


def suggest_name(name: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the known name nearest to `name`, or an empty text."""
    nearest = find_nearest_name(name, known)
    return f"did you mean `{nearest}`?" if nearest else ""


def find_nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to `name`, an empty text if none is near."""
    from rapidfuzz import fuzz, process  # imported here: loading it costs more than a run without errors

    names = sorted(known)
    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, processor=str.lower)
    return str(found[0]) if found else ""


def describe_odd_characters(name: str) -> str:
    """Return " (contains U+0430 CYRILLIC SMALL LETTER A)" for characters that look like others or like nothing."""
    odd = [c for c in name if ord(c) > 126 and (unicodedata.category(c) in ("Cf", "Zs") or c.isalpha())]
    if not odd:
        return ""
    return f" (contains U+{ord(odd[0]):04X} {unicodedata.name(odd[0], 'a character without a name')})"

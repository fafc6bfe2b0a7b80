"""The order of names as a language sorts them: an approximation of the Unicode Collation Algorithm and of CLDR.

Held against a browser's own copy of Unicode's rules (`tests/test_languages.py`). Left out: accents that count from the
end, as in Canadian French; the order of scripts other than the language's own, which come by their characters.
"""

import unicodedata
from functools import cache, lru_cache
from typing import TypeAlias

LETTERS = {
    "cs": "c<č h<ch r<ř s<š z<ž",
    "da": "z<æ/ä<ø/ö<å/aa",
    "es": "n<ñ",
    "fi": "z<å<ä/æ<ö/ø/œ",
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö/ő s<sz t<ty u<ü/ű z<zs",
    "nb": "z<æ/ä<ø/ö<å/aa",
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "ru": "и<й",
    "sv": "z<å<ä/æ<ö/ø/œ",
    "uk": "г<ґ е<є и<і<ї<й",
}
"""The letters that a language sorts as letters of their own, behind which other they come; `/` between equals."""
ALIKE = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
ALIKE |= {"ة": "ت", "ى": "ي", "ـ": ""}
"""What Unicode does not take apart, and what it sorts like."""
SCRIPTS = {"ar": "ARABIC", "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC"}
"""The script that comes first, where that is not the Latin one."""
Place: TypeAlias = tuple[int, str, int]


@lru_cache(maxsize=8192)
def find_place(name: str, language: str) -> tuple[tuple[Place, ...], str, str]:
    """Return where a name stands among others: by its letters, then by its accents, then by its capitals."""
    code = language.split("-")[0].lower()
    own, script = read_letters(code), SCRIPTS.get(code, "LATIN")
    text = unicodedata.normalize("NFC", name).casefold()
    text, at, places = text.replace("’", "'"), 0, list[Place]()
    while at < len(text):
        letter = next((text[at : at + size] for size in (3, 2) if text[at : at + size] in own), text[at])
        at += len(letter)
        if letter in own:
            before, number = own[letter]
            places.append((rank(before, script), before, number))
        else:
            places += [(rank(part, script), part, 0) for part in take_apart(letter)]
    return tuple(places), text, name


@cache
def read_letters(code: str) -> dict[str, tuple[str, int]]:
    """Return a language's own letters, each with the letter behind which it comes, and as which."""
    found: dict[str, tuple[str, int]] = {}
    for rule in LETTERS.get(code, "").split():
        before, *others = rule.split("<")
        found |= {letter: (before, at) for at, equals in enumerate(others, 1) for letter in equals.split("/")}
    return found


def take_apart(letter: str) -> str:
    """Return a letter without its accents."""
    parts = unicodedata.normalize("NFKD", ALIKE.get(letter, letter))
    return "".join(ALIKE.get(part, part) for part in parts if not unicodedata.combining(part))


def rank(letter: str, script: str) -> int:
    """Return what comes first: marks and spaces, numbers, the language's own letters, others."""
    if not letter.isalnum():
        return 0
    if not letter.isalpha():
        return 1
    return 2 if unicodedata.name(letter, "").startswith(script) else 3

"""A readable id for a new article, from the words of its title in whatever script. Pure."""

import unicodedata
from collections.abc import Collection
from functools import cache

import regex

from briefing_desk.languages import load_language
from briefing_desk.schema.values import Wrong, check_id

WORDS, SHORT, LONGEST = 6, 30, 60
"""So many words, or more if they are short, in so many characters: `values.MAX_ID` leaves room for what parts twins."""
SMALL_WORDS = regex.compile(r"\b(?:a|after|an|and|as|at|by|for|from|in|of|on|the|to|with)\b")
VOWELS = {"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "א": "a"}
"""Letters that carry a vowel, and of which nothing else would be left."""
RUN = regex.compile(r"\p{Han}|[\p{Hiragana}ー]+|[\p{Katakana}ー]+|[^\p{Han}\p{Hiragana}\p{Katakana}]+")
"""What is a word of its own where no spaces part them: a Chinese character, as it is read; the words between."""
INNER = regex.compile(r"(?<=[^\P{L}\p{Latin}])['’\"״](?=[^\P{L}\p{Latin}])")
"""Marks that part no words: an apostrophe in Ukrainian, the mark of an abbreviation in Hebrew."""
INSIDE = regex.compile(r"L|M|Nd|Cf")
"""What stands within words: letters, what is put on them, digits, and what no eye sees, as a soft hyphen."""


def propose_id(title: str, date: str, language: str, taken: Collection[str]) -> str:
    """Return a short id from a title that nothing has yet."""
    words = romanise(SMALL_WORDS.sub("", title.lower()), language)
    stem = join_words(words or ["article", *romanise(date, "")])
    try:
        check_id(stem)
    except Wrong:
        stem = f"article-{stem}"
    numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(id for id in numbers if id not in taken)


def join_words(words: list[str]) -> str:
    """Return the first words, as many as an id has room for, with hyphens; none is cut but one that has no room."""
    stem = words[0][:LONGEST]
    for number, word in enumerate(words[1:], 2):
        longer = f"{stem}-{word}"
        if len(longer) > (LONGEST if number <= WORDS else SHORT):
            break
        stem = longer
    return stem


def romanise(text: str, language: str) -> list[str]:
    """Return the words of a text in small letters of the Latin alphabet, as its language would write them."""
    plain = INNER.sub("", unicodedata.normalize("NFC", text.lower()))
    letters = VOWELS | list_letters(language)
    latin = "".join(romanise_character(c, letters) for c in " ".join(RUN.findall(plain)))
    words: list[str] = regex.findall(r"[a-z0-9]+", latin.lower())
    return words


def romanise_character(character: str, letters: dict[str, str]) -> str:
    """Return what stands for a character in the Latin alphabet: letters and digits go on, any other ends a word."""
    from anyascii import anyascii  # only `add` pays for it

    if character in letters:
        return letters[character]
    latin = anyascii(character)
    goes_on = INSIDE.match(unicodedata.category(character))
    return "".join(filter(str.isalnum, latin)) if goes_on else f" {latin} "


@cache
def list_letters(language: str) -> dict[str, str]:
    """Return the letters that a language writes otherwise than the alphabet's other languages do."""
    return dict(pair.split(" ") for pair in load_language(language).romanised)

"""Where a word or number begins and ends, in any script: a quote may not be cut inside one. Never reads the disk.

Between two letters these are Unicode's word boundaries (UAX 29). Added is what they do not know: hyphens, numbers in
groups, brackets inside words, hyphens at line ends, elided articles, what clings to the character beside it. Where
a missing space has joined two words ("left.The"), a quote may begin at the second: a person would call it whole.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from briefing_desk.text.layout import HYPHENS, Page
from briefing_desk.text.normalise import is_letter

NUMBER_DASHES = "-‐‑‒–−"
"""What joins two numbers to a range; and the signs of a number."""
NUMBER_MARKS = ".,:/·٫٬،，．：･・⁄∕˙"
"""What stands inside a number, between two digits."""
SMALL_MARKS = "*·•‧"
"""What some write inside a word, between small letters: Lehrer*innen, étudiant·es."""
GROUPED = re.compile(r"(?<![\w.,:/'])(?!0)\d{1,3}(?: \d{3})+(?!\d)")
OPENING, CLOSING = "([{（［", ")]}）］"
IN_BRACKETS = re.compile(r"([^\W\d_]*)[(\[{（［]-?([^\W\d_]{1,6})-?[)\]}）］]-?([^\W\d_]*)")
COMMENT = "sic"
"""What others write into brackets behind a word."""
ELIDED = frozenset(
    [
        "l",
        "d",
        "j",
        "m",
        "t",
        "s",
        "c",
        "ç",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "quoiqu",
        "gl",
        "un",
        "dell",
        "nell",
        "all",
        "dall",
        "sull",
        "coll",
        "quell",
        "quest",
        "bell",
    ]
)
"""Words before an apostrophe that stand for themselves, in French, Italian and Catalan. Not `n`: it negates."""
VOWELS = "aeiouhyæœ"
"""Before these, with or without a mark, a word is elided: l’Union, but c'mon, let's."""
FIRST_ONLY = frozenset("เแโใไເແໂໃໄ")
"""Thai and Lao vowels that are written before their consonant."""
NEVER_FIRST = frozenset("ะาำๅๆฯະາຳຽໆฯ々〻ゝゞヽヾーｰぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ")
"""What goes with the character before it: Thai and Lao vowels and signs, small kana, marks of length and repetition."""
MULTIPLES = frozenset("〇零十百千万萬億亿兆")
NUMERALS = MULTIPLES | frozenset("一二两三四五六七八九")
STACKERS = frozenset("\u1039\u17d2\u1a60")
"""Behind them a consonant is written below the one before: Burmese, Khmer, Tai Tham."""
MYANMAR_END = "\u103a"
"""It makes the consonant before it the end of a syllable."""
JOINER = "\u200d"
REACH = 40
"""Characters around a place that are looked at for what it is a part of."""


def is_boundary(page: Page, at: int, *, opens: bool) -> bool:
    """Say whether a quote may begin (or end) at a place: not in a word, so that "possible" is not "impossible"."""
    text = page.text
    if not 0 < at < len(text):
        return True
    joint = page.find_joint(at) if page.joints else None
    if joint:
        if not joint.is_note or joint.start < at < joint.end:
            return False
        if not opens:
            return True
        return at == joint.end
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return not is_in_number(text, at - 1 if before == " " else at)
    if page.folded.divides(at):
        return False
    if is_letter(before) and is_letter(after):
        return parts_letters(text, at)
    if (before in OPENING + CLOSING or after in OPENING + CLOSING) and is_in_brackets(text, at):
        return False
    if is_letter(after):
        return not joins(page, at - 1) or is_elided(text, at)
    if is_letter(before):
        return not joins(page, at)
    if before == "-" and unicodedata.category(after) == "Sc":
        return not is_sign(page, at - 1)
    return before.isascii() or after.isascii() or parts_symbols(page, at)


def parts_letters(text: str, at: int) -> bool:
    """Say whether one word ends and another begins between two letters: in scripts without spaces, or between two."""
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():
        return False
    if before in FIRST_ONLY or after in NEVER_FIRST or before in STACKERS or text[at + 1 : at + 2] == MYANMAR_END:
        return False
    if unicodedata.category(before) in ("No", "Nl") or unicodedata.category(after) in ("No", "Nl"):
        return False
    if is_counted(before, after):
        return False
    return compile_boundary().match(text, at) is not None


def is_counted(before: str, after: str) -> bool:
    """Say whether two characters are one number in Chinese or Japanese: 12万, 三百, 二〇."""
    return {before, after} & MULTIPLES != set() and all(c.isdecimal() or c in NUMERALS for c in (before, after))


def parts_symbols(page: Page, at: int) -> bool:
    """Say whether two characters that are no letters are two signs: not the two of a flag, nor parts of one emoji."""
    hidden = page.folded.original[page.folded.ends[at - 1] : page.folded.starts[at]]
    return JOINER not in hidden and compile_boundary().match(page.text, at) is not None


@cache
def compile_boundary() -> Any:
    """Return a pattern for Unicode's word boundary; the library is loaded only for a text that needs it."""
    import regex

    return regex.compile(r"\b", regex.WORD)


def joins(page: Page, at: int) -> bool:
    """Say whether the character at `at` makes one word or number of those before and behind it."""
    before, mark, after = (get_character(page, index) for index in (at - 1, at, at + 1))
    if mark == "-":
        dash = page.folded.original[page.folded.starts[at]]
        return is_sign(page, at) or (dash in HYPHENS and is_letter(before) and is_letter(after))
    if before.isdecimal() and after.isdecimal():
        return mark in NUMBER_MARKS or mark in "'_"
    if mark in ".٫" and after.isdecimal():
        return before == " " or unicodedata.category(before) == "Sc"
    if not is_letter(before):
        return False
    if mark == ".":
        is_initial = not is_letter(get_character(page, at - 2))
        return after.isalpha() and (after.islower() or (is_initial and before.isupper() and after.isupper()))
    if mark in SMALL_MARKS:
        return before.isalpha() and (after.islower() or (before.isupper() and after.isupper()))
    if mark == ":":
        return before.isalpha() and after.islower()
    if mark == '"':
        return is_hebrew(before) and is_hebrew(after)
    return mark in "'&_@" and is_letter(after)


def is_sign(page: Page, at: int) -> bool:
    """Say whether a dash is a number's sign, or makes a range of two."""
    before, after = get_character(page, at - 1), get_character(page, at + 1)
    if page.folded.original[page.folded.starts[at]] not in NUMBER_DASHES or before.isalpha():
        return False
    return after.isdigit() or (unicodedata.category(after) == "Sc" and get_character(page, at + 2).isdigit())


def is_hebrew(character: str) -> bool:
    """Say whether a character is a Hebrew letter: gershayim stand before the last letter of an abbreviation."""
    return "\u05d0" <= character <= "\u05ea"


def is_in_number(text: str, space: int) -> bool:
    """Say whether a space stands between the thousands of one number: groups of three, after one of at most three."""
    if not (0 < space < len(text) - 1 and text[space - 1].isdecimal() and text[space + 1].isdecimal()):
        return False
    first = max(0, space - REACH)
    return any(match.start() < space < match.end() for match in GROUPED.finditer(text, first, space + REACH))


def is_in_brackets(text: str, at: int) -> bool:
    """Say whether a place lies in a word with a part in brackets: (un)likely, worker(s), [W]e."""
    first = max(0, at - REACH)
    for match in IN_BRACKETS.finditer(text, first, at + REACH):
        before, inner, after = match.groups()
        if not match.start() < at < match.end() or not (before or after):
            continue
        is_name = inner == COMMENT or (len(inner) > 1 and inner.isupper() and not (before + after).isupper())
        beside = before[-1] + inner[0] if before else inner[-1] + after[0]
        if not is_name and not parts_letters(beside, 1):
            return True
    return False


def is_elided(text: str, at: int) -> bool:
    """Say whether a word begins behind an apostrophe that stands for the end of another: l’Union, dell’Unione."""
    if text[at - 1] != "'" or unicodedata.normalize("NFD", text[at])[0].lower() not in VOWELS:
        return False
    start = at - 1
    while start > 0 and is_letter(text[start - 1]) and at - start < 10:
        start -= 1
    return text[start : at - 1].lower() in ELIDED


def find_word(page: Page, at: int, *, opens: bool) -> tuple[int, int]:
    """Return the range of the word that a quote begins (or ends) in at a place, as far as it is near; else nothing."""
    if is_boundary(page, at, opens=opens):
        return at, at
    start, end = at, at
    while start > at - REACH and (start == at or not is_boundary(page, start, opens=True)):
        start -= 1
    while end < at + REACH and (end == at or not is_boundary(page, end, opens=False)):
        end += 1
    return start, end


def get_character(page: Page, at: int) -> str:
    """Return a character of the folded text; beyond its ends there is space."""
    return page.text[at] if 0 <= at < len(page.text) else " "

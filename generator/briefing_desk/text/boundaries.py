"""Where a word or number begins and ends, in any script: a quote may not be cut inside one. Never reads the disk.

Between two letters these are Unicode's word boundaries (UAX 29). Added is what they do not know: hyphens, numbers in
groups, brackets inside words, hyphens at line ends, elided articles, what clings to the character beside it. Where
a missing space has joined two words ("left.The"), a quote may begin at the second: a person would call it whole.
"""

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from typing import Any

from briefing_desk.text.layout import DOUBTFUL, HYPHENS, LONG, OLD_HYPHENS, PREFIX, SUSPENDED, Page
from briefing_desk.text.markup import is_marked, unmark
from briefing_desk.text.normalise import Normalised, is_letter, normalise_with_origins
from briefing_desk.text.numbers import RANGE_DASHES, REACH, get_written, is_in_number

NUMBER_MARKS = ".,:/·٫٬،，．：･・⁄∕˙"
"""What stands inside a number, between two digits."""
SMALL_MARKS = "*·•‧"
"""What some write inside a word, between small letters: Lehrer*innen, étudiant·es."""
OPENING, CLOSING = "([{（［", ")]}）］"
IN_BRACKETS = re.compile(r"[(\[{（［]-?([^\W_]{1,40})-?[)\]}）］]")
BEFORE_BRACKET, BEHIND_BRACKET = re.compile(r"[^\W_]*\Z"), re.compile(r"-?[^\W_]*")
IN_PARTS = re.compile(
    r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,}(?![^\W_])"
    r"|[^\W\d_]{3,}/-?(?:innen|in|e|es|en|n|r|a|as|o|os|i)(?!\w)|(?<!\w)(?:s/he|wo/m[ae]n|fe/male)(?!\w)"
)
"""Words in parts: "u n m ö g l i c h", "Lehrer/-innen", "amigos/as", "s/he"."""
IN_MARKS = re.compile(r"[^\W_]-[\"'(\[][^\W_]{1,40}[\"')\]](?:-[^\W_])?|[\"'(\[][^\W_]{1,40}[\"')\]]-[^\W_]")
"""One word in marks that a hyphen makes a part of another: anti-“Brexit”, “nuclear”-free, (tax)-free."""
LABIAL = re.compile('[бпвмфркд]"[яюєї](?=\\w)', re.IGNORECASE)
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
NEGATING = ("不", "没", "沒", "没有", "沒有", "未", "無", "无", "勿", "毋", "ไม่", "มิ", "อย่า", "ບໍ່", "មិន")
"""What Chinese, Thai, Lao and Khmer negate the next word with, and Unicode parts from it."""
NEGATED = re.compile(
    "[ぁ-ん]{0,6}?(?:ない|なかっ|なく|なけれ|なさそ|ませ[んぬ]|ず(?![うっつりれ])|ぬ(?![くらりるれろ])|まい(?![あぁ-ん]))"
)
"""The end of a Japanese verb that negates all of it: 閉鎖しない, 閉鎖することはない."""
MULTIPLES = frozenset("〇零十百千万萬億亿兆")
NUMERALS = MULTIPLES | frozenset("一二两三四五六七八九")
STACKERS = frozenset("\u1039\u17d2\u1a60")
"""Behind them a consonant is written below the one before: Burmese, Khmer, Tai Tham."""
MYANMAR_END = "\u103a"
"""It makes the consonant before it the end of a syllable."""
JOINER = "\u200d"


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
    if is_marked(page.folded.original) and (read := read_marked(page.folded, at)):
        return read[1] is not None and is_boundary(Page(read[0], (), "", ()), read[1], opens=opens)
    before, after = text[at - 1], text[at]
    if is_in_number(page.folded, at) or is_in_parts(text, at) or is_in_marks(page, at):
        return False
    if before == " " or after == " ":
        return not is_parted(page, at - 1 if before == " " else at)
    if after == "-" and at + 1 < len(text) and is_parted(page, at + 1):
        return False
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
    if is_counted(before, after) or is_negated(text, at):
        return False
    return compile_boundary().match(text, at) is not None


def is_negated(text: str, at: int) -> bool:
    """Say whether a place parts a negation from what it negates, where nothing stands between: 不会, 閉鎖しない."""
    return text.endswith(NEGATING, 0, at) or NEGATED.match(text, at, at + REACH) is not None


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
        dash = get_written(page.folded, at)
        is_inside = dash in HYPHENS and is_letter(before) and is_letter(after)
        return is_inside or is_sign(page, at) or is_hyphen(page, at)
    if mark in OLD_HYPHENS and before.isalpha() and after.isalpha():
        return True
    if before.isdecimal() and after.isdecimal():
        return mark in NUMBER_MARKS or mark in "'_"
    if mark in ".٫" and after.isdecimal():
        return before == " " or unicodedata.category(before) == "Sc"
    if not is_letter(before):
        return False
    if mark == ".":
        is_initial = not is_letter(get_character(page, at - 2))
        is_short = get_character(page, at + 2) == "." or (is_initial and before.isupper() and after.isupper())
        return after.isalpha() and (after.islower() or is_short)
    if mark in SMALL_MARKS:
        return before.isalpha() and (after.islower() or (before.isupper() and after.isupper()))
    if mark == ":":
        return before.isalpha() and after.islower()
    if mark == '"':
        is_prefix = is_letter(after) and PREFIX.search(page.text, max(0, at - REACH), at) is not None
        return is_prefix or (is_hebrew(before) and is_hebrew(after)) or is_labial(page, at)
    if mark == "/":
        return after.islower() and PREFIX.search(page.text, max(0, at - REACH), at) is not None
    return mark in "'&_@" and is_letter(after)


def is_hyphen(page: Page, at: int) -> bool:
    """Say whether another dash stands for a hyphen: "non–binding", "Covid–19"; it parts two words in "Kyiv–Moscow"."""
    dash, before, after = get_written(page.folded, at), get_character(page, at - 1), get_character(page, at + 1)
    if not before.isalnum() or not after.isalnum() or dash not in DOUBTFUL + LONG:
        return False
    if dash in DOUBTFUL and (before.isdigit() != after.isdigit() or (before.isalpha() and after.islower())):
        return True
    return after.isalpha() and PREFIX.search(page.text, max(0, at - REACH), at) is not None


def is_sign(page: Page, at: int) -> bool:
    """Say whether a dash is a number's sign, or makes a range of two."""
    before, after = get_character(page, at - 1), get_character(page, at + 1)
    if get_written(page.folded, at) not in RANGE_DASHES or before.isalpha():
        return False
    return after.isdigit() or (unicodedata.category(after) == "Sc" and get_character(page, at + 2).isdigit())


def is_hebrew(character: str) -> bool:
    """Say whether a character is a Hebrew letter: gershayim stand before the last letter of an abbreviation."""
    return "\u05d0" <= character <= "\u05ea"


def is_in_parts(text: str, at: int) -> bool:
    """Say whether a place lies in a word that is written letter by letter, or with another ending behind a stroke."""
    is_apart = (text[at - 1] == " " and not text[at + 1 : at + 2].isalnum()) or (
        text[at] == " " and not text[max(0, at - 2) : at - 1].isalnum()
    )
    if not is_apart and "/" not in text[max(0, at - 2) : at + 1]:
        return False
    found = IN_PARTS.finditer(text, max(0, at - REACH), at + REACH)
    return any(match.start() < at < match.end() for match in found)


def is_in_marks(page: Page, at: int) -> bool:
    """Say whether a place lies in a compound of which one part stands in marks, beside its hyphen or that mark."""
    if "-" not in page.text[max(0, at - 2) : at + 2]:
        return False
    return any(
        match.start() < at < match.end() and get_written(page.folded, page.text.index("-", match.start())) in HYPHENS
        for match in IN_MARKS.finditer(page.text, max(0, at - REACH), at + REACH)
    )


def is_labial(page: Page, at: int) -> bool:
    """Say whether a quotation mark stands for the apostrophe of a Ukrainian word: п"ять, об"єднання."""
    return LABIAL.match(page.text, at - 1) is not None


def is_parted(page: Page, space: int) -> bool:
    """Say whether a hyphen and a space part a word that a line end parted once: "im- possible", not "pre- and"."""
    if get_character(page, space - 1) != "-":
        return False
    before, after = get_character(page, space - 2), get_character(page, space + 1)
    is_word = before.isalpha() and after.islower() and page.text[space] == " "
    is_word = is_word and not SUSPENDED.match(page.text, space + 1)
    return is_word and get_written(page.folded, space - 1) in HYPHENS


def is_in_brackets(text: str, at: int) -> bool:
    """Say whether a place lies in a word or number with a part in brackets: (un)likely, worker(s), [W]e, 19[84]."""
    first = max(0, at - REACH)
    for match in IN_BRACKETS.finditer(text, first, at + REACH):
        before = BEFORE_BRACKET.search(text, first, match.start())
        behind = BEHIND_BRACKET.match(text, match.end(), at + REACH)
        if not before or not behind or not before.start() < at < behind.end():
            continue
        outer, after = before.group() + behind.group().lstrip("-"), behind.group().lstrip("-")
        inner = match[1]
        if not outer or is_apart(inner, outer, after):
            continue
        beside = text[match.start() - 1] + inner[0] if before.group() else inner[-1] + after[0]
        if not parts_letters(beside, 1):
            return True
    return False


def is_apart(inner: str, outer: str, after: str) -> bool:
    """Say whether what stands in brackets is no part of the word around: a comment, a name cut short, a year."""
    if inner == COMMENT or (inner.isdecimal() and len(inner) == 4 and not after and outer.isalpha()):
        return True
    return len(inner) > 1 and inner.isalpha() and inner.isupper() and not outer.isupper()


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


def read_marked(folded: Normalised, at: int) -> tuple[Normalised, int | None] | None:
    """Return what is around a place as people read it, without entities and tags, and the place there.

    None for a place inside one of them; nothing if there are none.
    """
    first, last = folded.starts[max(0, at - REACH)], folded.ends[min(at + REACH, len(folded.text)) - 1]
    written = folded.original[first:last]
    read, place = unmark(written, folded.starts[at] - first)
    if read == written:
        return None
    around = normalise_with_origins(read)
    return around, None if place is None else bisect_left(around.starts, place)


def get_character(page: Page, at: int) -> str:
    """Return a character of the folded text; beyond its ends there is space."""
    return page.text[at] if 0 <= at < len(page.text) else " "

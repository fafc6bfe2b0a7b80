"""The quotation marks of all languages: which belong together, and whether one opens or closes. Pure.

Which way a mark looks says little: »…« is German, «…» French, »…» Finnish, and typists use the wrong one. So its
neighbours decide (Unicode calls such marks ambiguous, UAX 14 QU); its form decides only where they do not.
"""

import re
from enum import StrEnum
from functools import lru_cache

DOUBLE = '"“”„‟″＂״'
ANGLED = "«»"
SINGLE = "'‘’‚‛＇`"
SINGLE_ANGLED = "‹›"
CORNERS = {"「": "」", "『": "』", "｢": "｣", "﹁": "﹂", "﹃": "﹄", "〝": "〟〞"}
"""These have one form for each end, in scripts without spaces."""
STRAIGHT = "\"'″＂״＇"
"""Marks that look the same at both ends."""
TYPED = {"``": "double", ",,": "double", "''": "double", "<<": "angled", ">>": "angled"}
"""What keyboards without quotation marks, and LaTeX, write for “ „ ” « »; all but '' have one form for each end."""
FAMILIES: dict[str, str] = {
    **dict.fromkeys(DOUBLE, "double"),
    **dict.fromkeys(ANGLED, "angled"),
    **dict.fromkeys(SINGLE, "single"),
    **dict.fromkeys(SINGLE_ANGLED, "single angled"),
    **{mark: opening for opening, closing in CORNERS.items() for mark in (opening, *closing)},
    **TYPED,
}
"""Which marks can open and close one quotation: those of one family."""
MARK = re.compile(
    r"``|''(?!')|(?<![\w,]),,(?=[\w(\[…¿¡‚‘'])|(?<!<)<<(?![<=])|(?<![>=])>>(?!>)|["
    + re.escape("".join(mark for mark in FAMILIES if len(mark) == 1))
    + "]"
)
OPENING_FORMS = frozenset(("``", ",,", "<<", *"“„‟«‹‘‚‛`「『｢﹁﹃〝"))
CLOSING_FORMS = frozenset((">>", *"”»›」』｣﹂﹄〟〞"))
HEBREW = re.compile(r"[\u0590-\u05ff]")
UNAPOSTROPHED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3\uff66-\uff9f]"
)
"""Letters of scripts that have no apostrophe, and often no space beside a mark: Thai, Khmer, Han, kana, Hangul."""
CONTINUING = {"«": "«»", "»": "»«", "„": "„“", "“": '“"', '"': '"“'}
"""With which marks the next paragraph of a speech may begin, other than with the one that opened it."""

ENDS = ",.!?…;:。，！？；、%)]}’”»"
"""What stands before a mark that closes, and behind one that closes: punctuation of a sentence."""
STARTS = "([{<¡¿—–―-\u05be/:：=>|“„«‹「『｢"
"""What stands before a mark that opens: brackets, dashes, a colon, another opening mark."""


class Direct(StrEnum):
    """Whether a quote is its speaker's own words, as the article's quotation marks tell."""

    YES = "yes"
    NO = "no"
    """They are the article's words."""
    UNSURE = "unsure"
    """The marks do not tell for certain."""


class Side(StrEnum):
    """What a mark can do where it stands."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    """Its neighbours do not tell, and neither does its form."""
    NEITHER = "neither"


@lru_cache(maxsize=4096)
def judge_mark(mark: str, before: str, after: str) -> Side:
    """Return what a mark can do between two characters; a space stands for either end of a paragraph.

    Kept, because a text has few different ones.
    """
    opens = (before.isspace() or before in STARTS) and not after.isspace() and after not in ",.;!?…)]}。，"
    if mark == "''":
        return Side.OPENS if opens else Side.CLOSES
    if mark == "`":
        return Side.OPENS if opens else Side.NEITHER
    if FAMILIES[mark] in CORNERS or mark in TYPED:
        return judge_form(mark)
    if before.isalnum() and after.isalnum() and is_letter_mark(mark, before, after):
        return Side.NEITHER
    closes = not before.isspace() and (after.isspace() or after in ENDS or after in STARTS)
    if opens != closes:
        return Side.OPENS if opens else Side.CLOSES
    if FAMILIES[mark] == "single":
        if has_no_apostrophe(before, after):
            return Side.CLOSES if mark == "’" else judge_form(mark)
        if before.isspace() or after.isspace() or before.isalnum():
            return Side.NEITHER
    return judge_form(mark)


def judge_form(mark: str) -> Side:
    """Return what a mark does by its form alone."""
    if mark in OPENING_FORMS:
        return Side.OPENS
    return Side.CLOSES if mark in CLOSING_FORMS else Side.EITHER


def is_letter_mark(mark: str, before: str, after: str) -> bool:
    """Say whether a mark between two letters or digits belongs to their word: an apostrophe, inches, gershayim."""
    if FAMILIES[mark] == "single":
        return not has_no_apostrophe(before, after)
    is_hebrew = HEBREW.match(before) is not None and HEBREW.match(after) is not None
    return (is_hebrew and mark not in OPENING_FORMS) or (mark in STRAIGHT and before.isdigit())


def has_no_apostrophe(before: str, after: str) -> bool:
    """Say whether one of two neighbours is of a script without apostrophes: in Korean a particle follows a mark."""
    return UNAPOSTROPHED.match(before) is not None or UNAPOSTROPHED.match(after) is not None

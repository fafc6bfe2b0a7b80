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
CORNERS = {"「": "」", "『": "』", "｢": "｣"}
"""These have one form for each end, in scripts without spaces."""
STRAIGHT = "\"'″＂״＇"
"""Marks that look the same at both ends."""
LATEX_OPENING, LATEX_CLOSING = "``", "''"
FAMILIES: dict[str, str] = {
    **dict.fromkeys((*DOUBLE, LATEX_OPENING, LATEX_CLOSING), "double"),
    **dict.fromkeys(ANGLED, "angled"),
    **dict.fromkeys(SINGLE, "single"),
    **dict.fromkeys(SINGLE_ANGLED, "single angled"),
    **{mark: opening for opening, closing in CORNERS.items() for mark in (opening, closing)},
}
"""Which marks can open and close one quotation: those of one family."""
MARK = re.compile("``|''(?!')|[" + re.escape("".join(mark for mark in FAMILIES if len(mark) == 1)) + "]")
OPENING_FORMS = "“„‟«‹‘‚‛`「『｢"
CLOSING_FORMS = "”»›」』｣"
CONTINUING = {"«": "«»", "»": "»«", "„": "„“", "“": '“"', '"': '"“'}
"""With which marks the next paragraph of a speech may begin, other than with the one that opened it."""

ENDS = ",.!?…;:。，！？；、%)]}’”»"
"""What stands before a mark that closes, and behind one that closes: punctuation of a sentence."""
STARTS = "([{<¡¿—–―-/:：=>|“„«‹「『｢"
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
    if FAMILIES[mark] in CORNERS or len(mark) > 1:
        return judge_form(mark)
    if before.isalnum() and after.isalnum() and is_letter_mark(mark, before, after):
        return Side.NEITHER
    opens = (before.isspace() or before in STARTS) and not after.isspace() and after not in ",.;!?…)]}。，"
    closes = not before.isspace() and (after.isspace() or after in ENDS or after in STARTS)
    if opens != closes:
        return Side.OPENS if opens else Side.CLOSES
    if FAMILIES[mark] == "single" and (before.isspace() or after.isspace() or before.isalnum()):
        return Side.NEITHER
    return judge_form(mark)


def judge_form(mark: str) -> Side:
    """Return what a mark does by its form alone."""
    if mark in OPENING_FORMS or mark == LATEX_OPENING:
        return Side.OPENS
    return Side.CLOSES if mark in CLOSING_FORMS or mark == LATEX_CLOSING else Side.EITHER


def is_letter_mark(mark: str, before: str, after: str) -> bool:
    """Say whether a mark between two letters or digits belongs to their word: an apostrophe, inches, gershayim."""
    is_hebrew = "\u0590" <= before <= "\u05ff" and "\u0590" <= after <= "\u05ff"
    return FAMILIES[mark] == "single" or is_hebrew or (mark in STRAIGHT and before.isdigit())

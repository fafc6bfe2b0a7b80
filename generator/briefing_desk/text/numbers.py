"""Which characters make one number: its groups and fractions, sign, currency, what it is a part of. Reads no disk.

A quote may be cut at none of these places: "50" is not "<50", nor "5" of "5 %", "3" of "3 ½", "12" of "10–12". Words
are words of their own: "per cent", "million", "euros".
"""

import re

from briefing_desk.text.normalise import Normalised

RANGE_DASHES = "-‐‑‒–−"
"""What joins two numbers to a range; and the signs of a number."""
MINUS = "\u2212"
LINE_END = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
REACH = 40
"""Characters around a place that are looked at for what it is a part of."""
NEAR = 4
"""Characters around a place in which a digit stands if it is in a number."""
HALVES = "¼½¾⅐-⅞↉"
DIGIT = rf"[\d{HALVES}]"
CURRENCY = "$¢£¤¥֏؋৲৳฿៛\u20a0-\u20c0﷼﹩＄￠￡￥￦"
IS_NEAR = re.compile(r"[-\d\u00b2\u00b3\u00b9\u2070-\u209c¼½¾⅐-⅞↉]")
GROUPED = r"(?<![\w.,:/'])(?!0)\d{1,3}(?: \d{3})+(?!\d)"
WHOLE = re.compile(
    "|".join(
        (
            GROUPED,
            rf"(?<![\w.,/])\d{{1,3}} (?:\d{{1,3}}[/⁄]\d{{1,3}}(?![\d/])|[{HALVES}])",
            rf"{DIGIT} [:/×÷x±·∙⋅+] {DIGIT}",
            rf"{DIGIT}[×÷±~∼〜～+]{DIGIT}",
            r"\d\*{1,2}\d",
            r"\d[eE][-+]?\d",
            r"\d h \d\d(?!\d)",
            r"\d°(?:\d| \d+')",
            r"[\w)\]]\^[({]?[-+]?\w",
            rf"\w[=≈<>≤≥]{DIGIT}",
            rf"(?:[±∓≤≥≪≫≲≳⩽⩾≈≃≅∼~～〜≠<>＜＞×▲△]|(?<!\w)[+＋])=? ?[-+]?[{CURRENCY}]?[.]?{DIGIT}",
            rf"(?<!{DIGIT})(?<!{DIGIT} )[%‰‱٪％﹪] ?{DIGIT}",
            rf"(?:(?<![^\W_])[A-Z]{{1,3}})?[{CURRENCY}] ?[.]?{DIGIT}",
            rf"{DIGIT}(?: ?[%‰‱٪％﹪℃℉]| ?°(?: ?[CFK]\b)?| ?[{CURRENCY}](?! ?{DIGIT}))",
            r"\d\+(?!\w)",
        )
    )
)
"""Numbers with all that is theirs, in a folded text: each begins where the one before did not reach."""
FIGURE = r"\d+(?:[.,:']\d+|(?: \d{3})+(?!\d))?"
RANGE = re.compile(
    rf"(?<![\w.,])({FIGURE})(?: ?[%‰٪％°{CURRENCY}])?( ?)-\2[{CURRENCY}]? ?({FIGURE})"
    rf"|[{HALVES}] ?- ?[\d{HALVES}]"
    r"|(?<!\w)(?:[IVXLC]{2,} ?- ?[IVXLC]+|[IVXLC]+ ?- ?[IVXLC]{2,})(?!\w)"
)
"""Two numbers with a dash between; of figures both must be years or none: "in 2014 — 12 left" is no range."""
SPACED_SIGN = re.compile(rf"(?<!\d )- {DIGIT}")
BROKEN = re.compile(r"(?<![\d.,])(\d+(?:[.,' ]\d{3})*)[.,'·] \d")
YEAR = re.compile(r"[12]\d{3}")
HAN = "\u3000"
NUMERAL = "[0-9０-９〇零一二两兩三四五六七八九十百千万萬億亿兆]"
HAN_NUMBER = re.compile(
    rf"{NUMERAL}+(?:分[之のﾉノ]|割|[点點・]){NUMERAL}+分?|第{NUMERAL}+|[数數幾几][十百千万萬億亿]+|十[数數幾几]"
    r"|[一二两三四五六七八九][、-][一二三四五六七八九][十百千万萬億亿]*"
)
"""What Chinese and Japanese make one number, and Unicode parts: 三分の二, 百分之五十, 三点五, 第三, 数十, 五、六."""


def is_in_number(folded: Normalised, at: int) -> bool:
    """Say whether a place of a folded text lies between characters of one number."""
    text, first, last = folded.text, max(0, at - REACH), at + REACH
    if max(text[at - 1], text[at]) >= HAN and any(
        found.start() < at < found.end() for found in HAN_NUMBER.finditer(text, first, last)
    ):
        return True
    if not IS_NEAR.search(text, max(0, at - NEAR), at + NEAR):
        return False
    if spans(folded, at, first, last):
        return True
    for found in RANGE.finditer(text, first, last):
        is_one = bool(YEAR.fullmatch(found[1] or "")) == bool(YEAR.fullmatch(found[3] or ""))
        if found.start() < at < found.end() and is_one:
            return True
    for found in SPACED_SIGN.finditer(text, first, last):
        if found.start() < at < found.end() and get_written(folded, found.start()) == MINUS:
            return True
    for found in BROKEN.finditer(text, first, last):
        gap = folded.original[folded.starts[found.end() - 2] : folded.ends[found.end() - 2]]
        if found.start() < at < found.end() and not YEAR.fullmatch(found[1]) and LINE_END.fullmatch(gap):
            return True
    return False


def spans(folded: Normalised, at: int, first: int, last: int) -> bool:
    """Say whether a number lies around a place, also where one begins within another."""
    found = WHOLE.search(folded.text, first, last)
    while found and found.start() < at:
        if at < found.end() and not is_quoted_line(folded, found.start()):
            return True
        found = WHOLE.search(folded.text, found.start() + 1, last)
    return False


def is_quoted_line(folded: Normalised, at: int) -> bool:
    """Say whether a `>` begins a line, as that of a displayed quotation does."""
    start = folded.starts[at]
    return folded.text.startswith("> ", at) and folded.original[max(0, start - 1) : start] in ("", "\n", "\r")


def get_written(folded: Normalised, at: int) -> str:
    """Return the character of the original that a folded one stands for."""
    return folded.original[folded.starts[at]]

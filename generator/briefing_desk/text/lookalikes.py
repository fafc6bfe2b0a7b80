"""Which characters tell two texts apart that look alike. Pure; only errors pay for it."""

import unicodedata
from collections.abc import Iterator

TWINS = ("l1I|", "O0", "rn m", "vv w", "cl d", "'` ", "-_~")
"""What many fonts show alike, within ASCII: characters, or two parts with a space between."""
MAX_ALIKE = 4
"""Characters that differ in one place; more is another word, which anybody sees."""
MAX_TOLD = 2


def tell_apart(wanted: str, found: str) -> str:
    """Return "`ﬁ` is U+FB01 …, `fi` is …" for what differs and looks alike; empty if whatever differs can be seen."""
    told: dict[str, None] = {}
    for mine, theirs in list_alike(wanted, found):
        told[f"the text has {name(theirs)} where the quote has {name(mine)}"] = None
    return "; ".join(list(told)[:MAX_TOLD])


def list_alike(wanted: str, found: str) -> Iterator[tuple[str, str]]:
    """Yield what differs between two texts, place by place, where it may look the same."""
    from rapidfuzz.distance import Levenshtein

    mine = theirs = ""
    for step in Levenshtein.opcodes(wanted, found):
        if step.tag != "equal":
            mine += wanted[step.src_start : step.src_end]
            theirs += found[step.dest_start : step.dest_end]
        if (step.tag == "equal" or (step.dest_end == len(found) and step.src_end == len(wanted))) and (mine or theirs):
            if len(mine) <= MAX_ALIKE and len(theirs) <= MAX_ALIKE and is_alike(mine, theirs):
                yield mine, theirs
            mine = theirs = ""


def is_alike(mine: str, theirs: str) -> bool:
    """Say whether two different short texts may look the same: by their alphabets, a mark, or nothing to see."""
    if not mine or not theirs:
        return all(is_faint(character) for character in mine + theirs)
    if reduce(mine) == reduce(theirs):
        return True
    if any(is_plain_text(mine, theirs, twins) for twins in TWINS):
        return True
    if len(mine) != len(theirs):
        return False
    return all(a == b or is_pair(a, b) for a, b in zip(mine, theirs, strict=True))


def is_pair(a: str, b: str) -> bool:
    """Say whether two characters are of two alphabets, or two marks of which one is not on every keyboard."""
    if a.isalnum() and b.isalnum():
        return get_script(a) != get_script(b) or get_base(a) == get_base(b)
    return not a.isalnum() and not b.isalnum() and not (a + b).isascii()


def is_faint(character: str) -> bool:
    """Say whether a character shows little or nothing: a mark on another, a control, a space of a kind of its own."""
    return unicodedata.category(character)[0] in "MCZ" and character != " "


def is_plain_text(mine: str, theirs: str, twins: str) -> bool:
    """Say whether two texts are twins."""
    if " " in twins and len(twins) > 3:
        return {mine, theirs} == set(twins.split())
    return len(mine) == len(theirs) == 1 and mine in twins and theirs in twins


def reduce(text: str) -> str:
    """Return a text without what Unicode counts as compatible, and without marks."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parts if not is_faint(character))


def get_script(character: str) -> str:
    """Return the alphabet of a letter or digit, by its name; ASCII digits have none."""
    return unicodedata.name(character, "?").split()[0]


def get_base(character: str) -> str:
    """Return the name of a letter without what is added to it: "LETTER L" for L WITH STROKE."""
    return unicodedata.name(character, "?").replace("DOTLESS ", "").split(" WITH ")[0]


def name(text: str) -> str:
    """Return a text with the code point and name of each character, or say that there is nothing."""
    if not text:
        return "nothing"
    names = " and ".join(f"U+{ord(c):04X} {unicodedata.name(c, 'a character without a name')}" for c in text)
    return f"`{text}` ({names})" if text.isprintable() and not unicodedata.combining(text[0]) else names

"""libyaml's complaints in our words. Pure."""

import re
import unicodedata
from typing import NamedTuple

import yaml

from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source

QUOTE = "put the value in straight quotation marks, or use a `>-` block"
NESTED = "nothing here is nested so deeply: mend the brackets and the indentation"
KEY = "write `key: value`, with a space behind the colon; indent a line that continues the value above it"


class Hint(NamedTuple):
    """What a complaint means here, and how to mend it."""

    words: str
    """A part of the complaint's context and problem, joined by a colon."""
    message: str
    help: str
    at_opening: bool = False
    """The fault lies where libyaml began to read the value, not where it gave up."""


TAB = Hint("tab character", "a tab used for indentation", "use spaces")
NO_KEY = Hint("could not find expected ':'", "a line without `key: value`", KEY, at_opening=True)
BEHIND = Hint("", "the value has ended before this", QUOTE + "; double an apostrophe between single ones")
CONTINUED = Hint("", "the line is indented as if it continued the value above", "align it with the other keys")
UNHEADED = Hint("", "positions without the line `positions:` above them", "delete the `# ` before `positions:`")
COMMENTED = re.compile(r"^# *positions:[ \t]*$", re.MULTILINE)
ODD_SPACE = re.compile(r"[ -]*(?:[\w-]+:)?([^\S \t\r\n]|[\u00ad\u200b\u2060\ufeff])")
"""What looks like a space, or like nothing, where YAML wants spaces: in the indentation, behind a dash or a colon."""
HINTS = (
    TAB,
    NO_KEY,
    Hint("maximum nesting depth", "nested far too deeply", NESTED),  # libyaml's own limit, of 0.2.6 and later
    Hint("scanning an a", "`*` and `&` begin a YAML alias or anchor", QUOTE, at_opening=True),  # an alias, an anchor
    Hint("scanning a tag", "`!` begins a YAML tag", QUOTE, at_opening=True),
    Hint("undefined tag handle", "`!` begins a YAML tag", QUOTE),
    Hint("scanning a quoted", "a quotation mark is opened here and never closed", "close it", at_opening=True),
    Hint("parsing a flow", "a bracket or brace is opened here and not closed", QUOTE, at_opening=True),
    Hint("parsing a quoted", "an escape that stands for nothing", "use single quotes, or write `\\\\` for a backslash"),
    Hint("cannot start any token", "this character cannot begin a value", QUOTE),
    Hint("expected node content", "this character cannot begin a value", QUOTE),
    Hint("mapping values are not allowed", "a `: ` inside a value", QUOTE),
    Hint("mapping keys are not allowed", "`? ` begins a YAML key", QUOTE),
    Hint("sequence entries are not allowed", "`- ` begins a list item", QUOTE),
    Hint("scanning a block scalar", "`>` and `|` must be alone on their line", "begin the text on the next line"),
    Hint("expected key", "the line does not fit here", "check its indentation"),
    Hint("expected '-'", "the line does not fit into the list", "check its indentation"),
    Hint("directive", "a line that begins with `%` is a YAML directive", "delete the line"),
    Hint("document", "a YAML document ends or a directive stands before this", "delete the line with `...` or `%`"),
)
"""The first whose words a complaint contains is used."""


def describe_syntax(source: Source, start: int, text: str, error: yaml.YAMLError) -> Problem:
    """Return libyaml's complaint about `text`, which begins at `start` of the file, in our words."""
    marks = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    opening, offset = (mark.index if mark else 0 for mark in marks)
    context, problem = getattr(error, "context", ""), getattr(error, "problem", str(error).split("\n")[0])
    complaint = f"{context}: {problem}"
    hint, place = look_closer(text, opening, offset, complaint) or (None, offset)
    if hint is None:
        unheard_of = Hint("", f"not YAML: {problem}", f"mend this line or the one above it: {KEY}")
        hint = next((hint for hint in HINTS if hint.words in complaint), unheard_of)
        place = opening if hint.at_opening else offset
    return Problem(Place(source, start + place), "yaml-syntax", hint.message, hint.help)


def look_closer(text: str, opening: int, offset: int, complaint: str) -> tuple[Hint, int] | None:
    """Return what is meant, and where, if that depends on what stands before the `offset` at which libyaml gave up."""
    line = find_line(text, offset)
    before = text[line:offset]
    if re.match(r" *\t", text[line : offset + 1]):
        return TAB, offset
    above = find_line(text, max(0, line - 1))
    for start in (find_line(text, opening), above, line) if NO_KEY.words in complaint else (above, line):
        if odd := ODD_SPACE.match(text, start):
            return describe_odd_space(odd.group(1)), odd.start(1)
    item = re.match(r" +- (?:actors?|$)", text[line : line + 20], re.MULTILINE)
    if item and before.strip() == "" and COMMENTED.search(text, 0, line):
        return UNHEADED, offset
    if "expected key" in complaint and before.strip(" -"):
        return BEHIND, offset
    if "mapping values are not allowed" in complaint and re.fullmatch(r"[ \t]*[\w-]+", before):
        above = find_line(text, len(text[:line].rstrip()))
        has_key = re.match(r"[ \t]*(?:- +)*[^\s:]+:\s", text[above:line])
        return (CONTINUED, line + len(before) - len(before.lstrip())) if has_key else (NO_KEY, above)
    return None


def describe_odd_space(character: str) -> Hint:
    """Return what to do about a character that stands in the place of a space."""
    name = unicodedata.name(character, "a character without a name")
    return Hint("", f"U+{ord(character):04X} {name} in the place of a space", "type a plain space")


def find_line(text: str, offset: int) -> int:
    """Return where the line of `offset` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1

"""What the layout of a page has put into its words: hyphens at line ends, numbers of footnotes. Never reads the disk.

A quote may be written without them. Where the layout cannot be told from the words, the words are left as they are: a
hyphen may belong to its word, so both readings count; a number is a footnote's only where nothing else is likely.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from briefing_desk.text.footnotes import SUPERSCRIPTS, find_notes
from briefing_desk.text.normalise import HIDDEN, Normalised, is_letter, normalise_with_origins

Range = tuple[int, int]
HYPHENS = "-‐‑﹣－\u02d7\u2043\u058a\u05be\u1806⸗"
"""What joins two words to one, at a line end too; other dashes, which fold to the same, part them."""
DOUBTFUL, LONG = "–‒−", "—―"
"""Dashes that some write for a hyphen: between letters they join too; long ones only behind what is no word."""
OLD_HYPHENS = "¬=⹀_"
"""What old types and programs that read them have in the place of a hyphen."""
EMPHASIS, EMPHASISED = re.compile(r"(?<!\w)_\w"), 400
"""Before it, within so many characters, a line end does not part a word behind `_`."""
HYPHEN_SET = frozenset(HYPHENS + DOUBTFUL + LONG + OLD_HYPHENS)
BREAKS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
LINE_END = re.compile(rf"(?:[^\S{BREAKS}]|[{HIDDEN}])*(?:\r\n|[{BREAKS}])[\s{HIDDEN}]*")
BLANK = f" \t\u00a0{HIDDEN}"
BLANK_LINE = re.compile(r"\n\s*\n")
PARTED = re.compile(rf"(?<=\S) ?(?P<hyphen>-|(?<! )[{OLD_HYPHENS}])(?P<page> \d{{1,4}}(?= \w))? (?=\w)")
"""A hyphen before a space, with the number of a page between where a page ends there."""
LED = re.compile(r"(?<=[^\W\d_]) -(?=[^\W\d_])")
OLD_HYPHEN = re.compile(r"(?<=[^\W\d_])¬ ?(?=[^\W\d_])")
"""Within a line: what was parted at the end of a line once."""
PREFIXES = (
    "a|ab|anti|co|contra|de|des|dis|epä|ex|im|in|inter|ir|il|mis|miss|miß|ne|nie|non|o|on|post|pre|pro|re|semi|sub|super"
    "|trans|ultra|un|без|не"
)
PREFIX = re.compile(rf"(?<!\w)(?:{PREFIXES})\Z", re.IGNORECASE)
"""What is no word of its own before a hyphen."""
MAX_PREFIX, MAX_INDENT = 10, 20
IN_BRACKETS = re.compile(
    rf"(?<!\S)[(\[](?:{PREFIXES})-?[)\]] (?=[^\W\d_])|(?<=[^\W\d_]) [(\[](?:s|es|en|innen)[)\]](?!\w)"
)
"""A part of a word in brackets, which a line end may part from the rest: (in)flexible, worker(s)."""
SOFT = re.compile(rf"[\s{HIDDEN}]*\u00ad[\s{HIDDEN}]*")
SUSPENDED = re.compile(
    r"(?:and|or|to|und|oder|bis|bzw|et|ou|à|y|e|o|ed|u|en|of|tot|och|eller|ja|tai|и|или|та|і|й|або)\b"
)
"""Words before which a hyphen at a line end stands for a word that comes later: "pre- and post-war"."""
INNER = r"[^\s\x00-/:-@\[-`{-~]"
STRIPPED = re.compile(
    rf"(?<={INNER})[-{OLD_HYPHENS}] ?(?={INNER})|(?<=\S)(?:\[\d{{1,3}}(?:[,-] ?\d{{1,3}})*\]|[{SUPERSCRIPTS}]+)+"
)


@dataclass(frozen=True, slots=True)
class Joint:
    """A place in a folded text where the layout may have put something between characters of the article."""

    start: int
    end: int
    readings: tuple[str, ...]
    """What a quote may have there, the likeliest first; the last is what stands there."""
    is_note: bool = False
    """The number of a footnote: a quote may end before it, and begin behind it."""
    is_sure: bool = True
    """Whether nothing else than the first reading is likely."""


@dataclass(frozen=True, slots=True)
class Page:
    """A folded text with its joints, in order; and without them and all hyphens, to search in."""

    folded: Normalised
    joints: tuple[Joint, ...]
    stripped: str
    """Empty if there are no joints."""
    kept: tuple[int, ...]
    """For each character of `stripped`, where it is in the folded text."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def list_joints(self, start: int, end: int) -> tuple[Joint, ...]:
        """Return the joints that lie wholly in a range of the folded text."""
        first = bisect_left(self.joints, start, key=attrgetter("start"))
        return self.joints[first : bisect_right(self.joints, end, key=attrgetter("end"))]

    def count_kept(self, at: int) -> int:
        """Return where in `stripped` a place of the folded text is."""
        return bisect_left(self.kept, at)

    def find_joint(self, at: int) -> Joint | None:
        """Return the joint that `at` lies in or at the edge of."""
        index = bisect_left(self.joints, at, key=attrgetter("end"))
        return self.joints[index] if index < len(self.joints) and self.joints[index].start <= at else None


@lru_cache(maxsize=8)
def read_layout(original: str) -> Page:
    """Return a folded source with its joints; kept, because all quotes of an article are sought in the same text."""
    folded = normalise_with_origins(original)
    found = (find_hyphens(folded), find_leading(folded), find_gaps(folded), find_numbers(folded.text))
    joints = tuple(sort_joints([joint for some in found for joint in some]))
    if not joints:
        return Page(folded, (), "", ())
    kept: list[int] = []
    at = 0
    for start, end in merge_spans([*((joint.start, joint.end) for joint in joints), *find_spans(folded.text)]):
        kept.extend(range(at, start))
        at = end
    kept.extend(range(at, len(folded.text)))
    return Page(folded, joints, "".join(map(folded.text.__getitem__, kept)), tuple(kept))


@lru_cache(maxsize=8)
def read_likely(original: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded source as it most likely reads, and for each character where it is in the folded text."""
    page = read_layout(original)
    kept: list[int] = []
    at = 0
    for joint in page.joints:
        for start, end in pass_over(page.text, joint, joint.readings[0]):
            kept.extend(range(at, start))
            at = end
    kept.extend(range(at, len(page.text)))
    return "".join(map(page.text.__getitem__, kept)), tuple(kept)


def sort_joints(joints: list[Joint]) -> Iterator[Joint]:
    """Yield the joints in order, of those that overlap the first."""
    at = -1
    for joint in sorted(joints, key=attrgetter("start")):
        if joint.start >= at:
            yield joint
            at = joint.end


def find_spans(text: str) -> Iterator[Range]:
    """Yield what is stripped of any text before it is compared with a stripped source."""
    return (match.span() for match in STRIPPED.finditer(text))


def merge_spans(spans: list[Range]) -> Iterator[Range]:
    """Yield the ranges in order, none overlapping another."""
    at = 0
    for start, end in sorted(spans):
        if end > at:
            yield max(at, start), end
            at = end


def strip(text: str) -> str:
    """Return a folded text as it is compared with a stripped source."""
    return STRIPPED.sub("", text)


def find_hyphens(folded: Normalised) -> Iterator[Joint]:
    """Yield the hyphens at line ends inside words; a hyphen may stand alone on its line, as some programs write it.

    Of a word without it and one with it both count: "resign" and "re-sign". Old hyphens join within a line too.
    """
    original, text = folded.original, folded.text
    ends = {line.rstrip(BLANK)[-1:] for line in original.splitlines()}
    for match in PARTED.finditer(text) if not ends.isdisjoint(HYPHEN_SET) else ():
        hyphen = match.start("hyphen")
        end = match.end() if is_page(folded, match) else hyphen + 2
        dash, gap = folded.starts[hyphen], folded.starts[end - 1]
        if not LINE_END.fullmatch(original, gap, folded.ends[end - 1]):
            continue
        if match.start() < hyphen and not LINE_END.fullmatch(original, folded.starts[match.start()], dash):
            continue
        if original[dash] == "_" and EMPHASIS.search(original, max(0, dash - EMPHASISED), dash):
            continue
        before, after = text[match.start() - 1], text[end]
        is_prefix = PREFIX.search(text, max(0, match.start() - MAX_PREFIX), match.start()) is not None
        can_part = original[dash] in HYPHENS or may_part(original[dash], before, after, is_prefix)
        if is_letter(before) and can_part and not SUSPENDED.match(text, end):
            if not after.islower() and BLANK_LINE.search(original, gap, folded.ends[end - 1]):
                continue
            yield Joint(match.start(), end, read_hyphen(text[match.start() : end], before, after))
    for match in OLD_HYPHEN.finditer(text) if "¬" in text else ():
        yield Joint(*match.span(), ("", match.group()))


def is_page(folded: Normalised, parted: re.Match[str]) -> bool:
    """Say whether a number behind a hyphen stands on a line of its own, before one that goes on with the word."""
    spaces = parted.start("page"), parted.end() - 1
    return (
        spaces[0] >= 0
        and all(LINE_END.fullmatch(folded.original, folded.starts[at], folded.ends[at]) for at in spaces)
        and folded.text[parted.end()].islower()
    )


def find_leading(folded: Normalised) -> Iterator[Joint]:
    """Yield the hyphens that begin a line inside a word: "im", below it "-possible"; not those that begin items."""
    original, text = folded.original, folded.text
    for match in LED.finditer(text) if " -" in text else ():
        (gap, end), dash = folded.to_original(match.start(), match.start() + 1), folded.starts[match.end() - 1]
        if not LINE_END.fullmatch(original, gap, end) or BLANK_LINE.search(original, gap, end):
            continue
        is_prefix = PREFIX.search(text, max(0, match.start() - MAX_PREFIX), match.start()) is not None
        is_alone = original[dash] in HYPHENS and not is_listed(original, gap, dash)
        if text[match.end()].islower() and (is_prefix or is_alone):
            yield Joint(*match.span(), ("", "-", " -"))


def is_listed(original: str, gap: int, dash: int) -> bool:
    """Say whether the line before a dash or the one behind its own begins with a dash too."""
    before, behind = original.rfind("\n", 0, gap) + 1, original.find("\n", dash) + 1
    lines = [original[before : before + MAX_INDENT]] + ([original[behind : behind + MAX_INDENT]] if behind else [])
    return any(line.lstrip()[:1] in HYPHEN_SET for line in lines)


def may_part(dash: str, before: str, after: str, is_prefix: bool) -> bool:
    """Say whether a dash at the end of a line may be the hyphen of a word.

    Between letters, a long one behind "im"; a short one before or behind a number too: "Covid–", below it "19".
    """
    if dash in LONG and not is_prefix:
        return False
    if dash in DOUBTFUL and before.isdigit() != after.isdigit():
        return before.isalpha() or after.islower()
    return before.isalpha() and after.isalpha() and (before.isupper() or after.islower())


def read_hyphen(written: str, before: str, after: str) -> tuple[str, ...]:
    """Return what a hyphen at a line end may be, between two characters."""
    is_inside = before.isalpha() and after.isalpha() and (before.isupper() or not after.isupper())
    hyphen = written.strip()[0]
    return (*(("", hyphen) if is_inside else (hyphen,)), written)


def find_gaps(folded: Normalised) -> Iterator[Joint]:
    """Yield the gaps in words that were parted at a soft hyphen, which means nothing else, or at a bracket."""
    text = folded.text
    for match in SOFT.finditer(folded.original) if "\u00ad" in folded.original else ():
        at = bisect_left(folded.starts, match.start())
        if at and text[at : at + 1] == " " and folded.ends[at] <= match.end():
            before, after = text[at - 1], text[at + 1 : at + 2]
            if is_letter(before) and is_letter(after or " "):
                yield Joint(at, at + 1, ("", " "))
    for match in IN_BRACKETS.finditer(text):
        at = match.start() if text[match.start()] == " " else match.end() - 1
        if LINE_END.fullmatch(folded.original, folded.starts[at], folded.ends[at]):
            yield Joint(at, at + 1, ("", " "))


def find_numbers(text: str) -> Iterator[Joint]:
    """Yield the numbers of footnotes."""
    for note in find_notes(text):
        yield Joint(note.start, note.end, ("", text[note.start : note.end]), is_note=True, is_sure=note.is_sure)


def match_readings(page: Page, start: int, end: int, wanted: str) -> tuple[Range, ...] | None:
    """Return which ranges of the folded text a quote of this range has left out, None if it is another text."""
    joints = page.list_joints(start, end)
    edges = [(start, start), *((joint.start, joint.end) for joint in joints), (end, end)]
    parts = [re.escape(page.text[last:first]) for (_, last), (first, _) in pairwise(edges)]
    gaps = [f"({'|'.join(re.escape(reading) for reading in joint.readings)})" for joint in joints]
    pattern = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
    match = re.fullmatch(pattern, wanted)
    if not match:
        return None
    read = zip(joints, match.groups(), strict=True)
    return tuple(gap for joint, reading in read for gap in pass_over(page.text, joint, reading))


def choose_readings(page: Page, start: int, end: int, wanted: str) -> tuple[Range, ...]:
    """Return what of a range of the folded text is left out where it is shown: each joint as `wanted` has it, if so."""
    left_out: list[Range] = []
    for joint in page.list_joints(start, end):
        before, after = (
            page.text[max(0, joint.start - 40) : joint.start].split(" ")[-1],
            page.text[joint.end : joint.end + 40].split(" ", 1)[0],
        )
        likely = (reading for reading in joint.readings if before + reading + after in wanted)
        left_out += pass_over(page.text, joint, next(likely, joint.readings[0]))
    return tuple(left_out)


def pass_over(text: str, joint: Joint, reading: str) -> Iterator[Range]:
    """Yield what of a joint is left out in one of its readings."""
    if len(reading) == 1 and not reading.isspace():  # the hyphen stays, the line ends around it go
        hyphen = text.index(reading, joint.start)
        yield from (gap for gap in ((joint.start, hyphen), (hyphen + 1, joint.end)) if gap[0] < gap[1])
    elif reading != text[joint.start : joint.end]:
        yield joint.start, joint.end

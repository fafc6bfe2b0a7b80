"""What the layout of a page has put into its words: hyphens at line ends, numbers of footnotes. Never reads the disk.

A quote may be written without them. Where the layout cannot be told from the words, the words are left as they are: a
hyphen may belong to its word, so both readings count; a number is a footnote's only where nothing else is likely.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from briefing_desk.text.normalise import HIDDEN, Normalised, is_letter, normalise_with_origins

Range = tuple[int, int]
HYPHENS = "-‐‑﹣－\u058a\u05be\u1806⸗"
"""What joins two words to one, at a line end too; other dashes, which fold to the same, part them."""
HYPHEN_SET = frozenset(HYPHENS)
LINE_END = re.compile(rf"[^\S\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])[\s{HIDDEN}]*")
BLANK_LINE = re.compile(r"\n\s*\n")
PARTED = re.compile(r"(?<=\S)(?: -|-) (?=\w)")
SOFT = re.compile(rf"[\s{HIDDEN}]*\u00ad[\s{HIDDEN}]*")
SUSPENDED = re.compile(
    r"(?:and|or|to|und|oder|bis|bzw|et|ou|à|y|e|o|ed|u|en|of|tot|och|eller|ja|tai|и|или|та|і|й|або)\b"
)
"""Words before which a hyphen at a line end stands for a word that comes later: "pre- and post-war"."""
SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
RAISED = re.compile(rf"[{SUPERSCRIPTS}]{{1,3}}(?:,? ?[{SUPERSCRIPTS}]{{1,3}})*(?!['-]?\w)")
BRACKETED = re.compile(r"(?:\[\d{1,3}(?:[,-] ?\d{1,3})*\])+(?!['-]?\w)")
BARE = re.compile(r"[1-9]\d?(?![\w%°/`-])(?![.,:]\d|'\w)")
NOTED = re.compile(r"(?<![\w.'-])([^\W\d_]{2,})([.,;!?)]?\"?)\Z")
"""A word and its punctuation, up to the number of a footnote."""
PLAIN_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
MIN_NOTED, MIN_NOTES = 5, 3
"""Letters of a word that is no abbreviation ("no.1"); numbers in a row that are surely footnotes'."""
SHORT_WORD = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,3})\Z")
"""A raised number behind it may be its power: 10⁶, m², km³."""
INNER = r"[^\s\x00-/:-@\[-`{-~]"
STRIPPED = re.compile(rf"(?<={INNER})- ?(?={INNER})|(?<=\S)(?:\[\d{{1,3}}(?:[,-] ?\d{{1,3}})*\]|[{SUPERSCRIPTS}]+)+")


@dataclass(frozen=True, slots=True)
class Joint:
    """A place in a folded text where the layout may have put something between characters of the article."""

    start: int
    end: int
    readings: tuple[str, ...]
    """What a quote may have there, the likeliest first; the last is what stands there."""
    is_note: bool = False
    """The number of a footnote: a quote may end before it, and begin behind it."""


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
    joints = tuple(sort_joints([*find_hyphens(folded), *find_soft_hyphens(folded), *find_notes(folded.text)]))
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
    """Yield the hyphens at line ends inside words; a hyphen may stand alone on its line, as some programs write it."""
    original, text = folded.original, folded.text
    if not any(line.rstrip()[-1:] in HYPHEN_SET for line in original.splitlines()):
        return
    for match in PARTED.finditer(text):
        hyphen, end = match.end() - 2, match.end()
        dash, gap = folded.starts[hyphen], folded.starts[end - 1]
        if original[dash] not in HYPHENS or not LINE_END.fullmatch(original, gap, folded.ends[end - 1]):
            continue
        if match.start() < hyphen and not LINE_END.fullmatch(original, folded.starts[match.start()], dash):
            continue
        before, after = text[match.start() - 1], text[end]
        if is_letter(before) and not SUSPENDED.match(text, end):
            if not after.islower() and BLANK_LINE.search(original, gap, folded.ends[end - 1]):
                continue
            is_inside = before.isalpha() and after.isalpha() and (before.isupper() or not after.isupper())
            yield Joint(match.start(), end, (*(("", "-") if is_inside else ("-",)), match.group()))


def find_soft_hyphens(folded: Normalised) -> Iterator[Joint]:
    """Yield the gaps in words that were parted at a soft hyphen: it means nothing else."""
    if "\u00ad" not in folded.original:
        return
    for match in SOFT.finditer(folded.original):
        at = bisect_left(folded.starts, match.start())
        if at and folded.text[at : at + 1] == " " and folded.ends[at] <= match.end():
            before, after = folded.text[at - 1], folded.text[at + 1 : at + 2]
            if is_letter(before) and is_letter(after or " "):
                yield Joint(at, at + 1, ("", " "))


def find_notes(text: str) -> Iterator[Joint]:
    """Yield the numbers of footnotes that are glued to words: raised, in brackets, or bare."""
    is_raised = any(number in text for number in SUPERSCRIPTS)
    for match in RAISED.finditer(text) if is_raised else ():
        at = match.start()
        if text[max(0, at - 1) : at].strip(" ([{-/+=") and not SHORT_WORD.search(text, max(0, at - 4), at):
            yield Joint(*match.span(), ("", match.group()), is_note=True)
    for match in BRACKETED.finditer(text) if "[" in text else ():
        if text[max(0, match.start() - 1) : match.start()].strip(" ([{"):
            yield Joint(*match.span(), ("", match.group()), is_note=True)
    yield from find_bare_notes(text)


def find_bare_notes(text: str) -> Iterator[Joint]:
    """Yield the bare numbers of footnotes, which must not be taken for a part of what they stand behind.

    Names have such numbers ("Falcon9", "mp3", "G7", "type2"). So the word must be written small and have one number
    only; the numbers must count from one; and unless they are several, the word must be known without one.
    """
    glued = (match for match in BARE.finditer(text) if match.start() and is_noted(text[match.start() - 1]))
    noted = ((match, NOTED.search(text, max(0, match.start() - 40), match.start())) for match in glued)
    found = [(match, word[1], word[2]) for match, word in noted if word and word[1].islower()]
    if not found:
        return
    times = Counter(word for _, word, _ in found)
    chain: list[tuple[re.Match[str], str, str]] = []
    for match, word, mark in found:
        following = text[match.end() : match.end() + 3].strip(" \"'")[:1]
        fits = not following or following.isupper() or not set(mark) & set(".!?")
        if fits and times[word] == 1 and int(match.group()) == len(chain) + 1:
            chain.append((match, word, mark))
    known = set(PLAIN_WORD.findall(text)) if len(chain) < MIN_NOTES else set(times)
    for match, word, mark in chain:
        if len(word) >= MIN_NOTED if "." in mark else (word in known or mark):
            yield Joint(*match.span(), ("", match.group()), is_note=True)


def is_noted(character: str) -> bool:
    """Say whether the number of a footnote may stand behind a character: the end of a word or of its punctuation."""
    return character.islower() or character in '.,;:!?)"'


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
    if reading == "-":  # the hyphen stays, the line ends around it go
        hyphen = text.index("-", joint.start)
        yield from (gap for gap in ((joint.start, hyphen), (hyphen + 1, joint.end)) if gap[0] < gap[1])
    elif reading != text[joint.start : joint.end]:
        yield joint.start, joint.end

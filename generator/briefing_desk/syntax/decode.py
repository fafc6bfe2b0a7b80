"""Bytes of a file become its text, or a problem that says why they are not text. Never reads the disk."""

import re

from briefing_desk.syntax.formats import name_binary, name_wide
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source

MAX_BYTES = 1_000_000
MAX_PAGE_BYTES = 50_000_000
"""Of a page that is written: they are mostly our own, and grow with their articles."""
SPLIT = "make two files of it: several may annotate one article, and a large topic becomes two"
ONLY_TEXT = "only text files belong here"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters that no text needs, and code points that are no characters."""
LFS_POINTER = "version https://git-lfs.github.com/spec/"
MARKS = re.compile(r"[\[\](){}*_`~<>&!|#=:$%+@^\"'“”„‘’«»…\\\n\r-]")
MAX_MARKS = 15_000
"""Reading one of these takes up to a hundred times longer than a letter; a text of 60,000 words has fewer."""


def decode(path: str, data: bytes, limit: int = MAX_BYTES) -> tuple[Source | None, list[Problem]]:
    """Return the text of a file's bytes (UTF-8, a byte-order mark is dropped) or the problems that prevent it."""
    empty = Source(path, "")
    if len(data) > limit:
        help = SPLIT if limit == MAX_BYTES else "delete what does not belong there"
        return None, [Problem(Place(empty), "too-large", f"the file is larger than {limit // 1_000_000} MB", help)]
    if wide := name_wide(data):
        return None, [Problem(Place(empty), "encoding", f"the file is {wide}, not UTF-8", "save it again as UTF-8")]
    if kind := name_binary(data):
        help = "take it out of `seeds/`, and give it to `briefing add`" if kind == "a PDF" else ONLY_TEXT
        return None, [Problem(Place(empty), "binary", f"the file is {kind}, not text", help)]
    if data and not data.strip(b"\0"):
        help = "bring it back, for example from git: a crash or a full disk has emptied it"
        return None, [Problem(Place(empty), "binary", "the file holds nothing but zeros", help)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return None, [Problem(Place(empty), "binary", "the file is not text", ONLY_TEXT)]
        return None, [describe_bad_byte(path, data, error)]
    if text.startswith(LFS_POINTER):
        message = "the file is a Git LFS pointer, its content was not fetched"
        return None, [Problem(Place(empty), "lfs-pointer", message, "run `git lfs pull`")]
    source = Source(path, text)
    control = CONTROLS.search(text)
    return (None, [describe_control(source, control)]) if control else (source, [])


def describe_bad_byte(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of the first byte that is not UTF-8."""
    before = data[: error.start].decode("utf-8-sig", "replace")
    source = Source(path, before)
    if error.end - error.start > 1 or error.reason == "unexpected end of data":
        message, help = "a character is cut off here", "the file is damaged: fetch it again"
    elif re.match(rb"\xed[\xa0-\xbf]", data[error.start : error.start + 2]):
        message, help = "half of a surrogate pair is no character", "replace it by the character that was meant"
    else:
        message = f"byte 0x{data[error.start]:02X} is not valid UTF-8"
        help = "save the file again as UTF-8; it is probably Windows-1252 or Latin-1"
    return Problem(Place(source, len(before)), "encoding", message, help)


def describe_control(source: Source, match: re.Match[str]) -> Problem:
    """Return the problem of the first control character, which stands for all."""
    number = len(CONTROLS.findall(source.text))
    code = ord(match.group())
    name = f"U+{code:04X}" if code else "U+0000 (a zero byte)"
    message = f"control character {name}{f', the first of {number}' if number > 1 else ''}"
    help = "delete the invisible character" if code else "bring the file back, for example from git: it was damaged"
    return Problem(Place(source, match.start()), "control-character", message, help)


def has_endless_marks(words: str) -> bool:
    """Say whether words are mostly marks."""
    return len(words) > MAX_MARKS and len(MARKS.findall(words)) > MAX_MARKS


def check_marks(words: str, at: Place) -> list[Problem]:
    """Return the problem of words that are mostly marks, if they are."""
    if not has_endless_marks(words):
        return []
    message = f"more than {MAX_MARKS} characters of the text are line ends, brackets, quotation marks and the like"
    help = "keep the text only; a page's source code, or a table of numbers, is none"
    return [Problem(at, "too-large", message, help)]

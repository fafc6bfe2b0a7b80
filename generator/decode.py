"""Bytes of a file become its text, or a problem that says why they are not text. Never reads the disk."""

import re
import unicodedata

from generator.problems import Problem
from generator.source import Place, Source

MAX_BYTES = 1_000_000
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x85-\x9f\ufffe\uffff]")
LFS_POINTER = "version https://git-lfs.github.com/spec/"


def decode(path: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """Return the text of a file's bytes (UTF-8, a byte-order mark is dropped) or the problems that prevent it."""
    empty = Source(path, "")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        return None, [Problem(Place(empty), "too-large", f"the file has {size}, the limit is 1 MB")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        help = "save it again as UTF-8"
        return None, [Problem(Place(empty), "encoding", "the file is UTF-16, not UTF-8", help)]
    if data[:2] == b"\x1f\x8b" or b"\x00" in data[:8000]:
        return None, [Problem(Place(empty), "binary", "the file is not text", "only text files belong here")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [describe_bad_byte(path, data, error)]
    if text.startswith(LFS_POINTER):
        message = "the file is a Git LFS pointer, its content was not fetched"
        return None, [Problem(Place(empty), "lfs-pointer", message, "run `git lfs pull`")]
    source = Source(path, text)
    problems = [describe_control(source, match) for match in find_controls(text)]
    return (None if problems else source), problems


def find_controls(text: str) -> list[re.Match[str]]:
    """Return the control characters that no text needs; a carriage return is one only outside a line end."""
    return [match for match in CONTROLS.finditer(text) if match.group() != "\r"]


def describe_bad_byte(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of the first byte that is not UTF-8."""
    before = data[: error.start].decode("utf-8-sig", "replace")
    source = Source(path, before)
    if error.reason == "unexpected end of data":
        message, help = "the file ends in the middle of a character", "it was cut off: fetch it again"
    else:
        message = f"byte 0x{data[error.start]:02X} is not valid UTF-8"
        help = "the file looks like Windows-1252 or Latin-1: save it again as UTF-8"
    return Problem(Place(source, len(before)), "encoding", message, help)


def describe_control(source: Source, match: re.Match[str]) -> Problem:
    """Return the problem of one control character."""
    name = unicodedata.name(match.group(), f"U+{ord(match.group()):04X}")
    message = f"control character {name} in the text"
    return Problem(Place(source, match.start()), "control-character", message, "delete the invisible character")

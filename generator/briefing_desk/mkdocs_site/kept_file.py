"""A file in which a build keeps something for the next one: one that is damaged is told from one that is whole."""

import hashlib
from pathlib import Path

from briefing_desk.disk.cache_folder import examine, find_cache
from briefing_desk.disk.write import write_file
from briefing_desk.syntax.errors import UsageError

MAX_BYTES = 2_000_000_000
"""A larger file is none of ours."""
UNREADABLE = "note: {path} cannot be used ({why}); {so}"


def read_kept(root: Path, name: str, so: str) -> tuple[bytes, str]:
    """Return what a site's file holds, nothing where there is none, and a note if it cannot be used.

    `so` says to what that leads.
    """
    folder = find_cache(root)
    if folder is None:
        return b"", ""
    path = folder / name
    try:
        if why := examine(path, MAX_BYTES):
            return b"", UNREADABLE.format(path=path, why=why, so=so)
        sum, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return b"", ""
    except OSError as error:
        return b"", UNREADABLE.format(path=path, why=error.strerror, so=so)
    if sum != digest(body).encode():
        return b"", UNREADABLE.format(path=path, why="it is damaged", so=so)
    return body, ""


def tell_misshapen(root: Path, name: str, so: str) -> str:
    """Return the note on a file that has its right sum, and does not say what we write."""
    return UNREADABLE.format(path=(find_cache(root) or root) / name, why="it is damaged", so=so)


def write_kept(root: Path, name: str, body: bytes, so: str) -> str:
    """Keep something for the next run; return a note if that cannot be done: `so` says to what it leads."""
    folder = find_cache(root)
    if folder is None:
        return ""
    try:
        write_file(folder / name, digest(body).encode() + b"\n" + body)
    except UsageError as error:
        return f"note: {error}; {so}"
    return ""


def digest(data: bytes) -> str:
    """Return the sum by which bytes are known."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the sum of a file's bytes, empty where there is no such file."""
    try:
        return "" if path.is_symlink() else digest(path.read_bytes())
    except OSError:
        return ""

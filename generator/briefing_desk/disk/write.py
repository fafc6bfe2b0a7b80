"""Put files on disk: only those that differ, all of them or none. The only module that writes content."""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import count
from pathlib import Path

from briefing_desk.disk.journal import change_files, find_file, write_part
from briefing_desk.disk.read import AGAIN, MAX_READ_BYTES
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Digest, Source, make_digest

BOM = b"\xef\xbb\xbf"
NOWHERE = "/dev/null"
"""How a diff calls the file that is not there."""
FASTEST = 1
"""Of zlib's levels: pages then take a tenth of their room, at a small part of what making them costs."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs from what it should be; its bytes are compressed, for a new site's are all held at once."""

    path: str
    """Relative to the root."""
    packed_old: bytes | None
    """None: the file does not exist yet."""
    packed_new: bytes | None
    """None: the file goes."""

    @property
    def old(self) -> bytes | None:
        """The bytes that are there."""
        return None if self.packed_old is None else zlib.decompress(self.packed_old)

    @property
    def new(self) -> bytes | None:
        """The bytes that are to be there."""
        return None if self.packed_new is None else zlib.decompress(self.packed_new)


def make_change(path: str, old: bytes | None, new: bytes | None) -> Change:
    """Return the change of a file from one state to another."""
    return Change(path, *(None if data is None else zlib.compress(data, FASTEST) for data in (old, new)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a text that was made for a file."""

    digest: Digest
    change: Change | None = None
    """None: the file on disk says the same."""


def keep_file(root: Path, read: Mapping[str, Source] | None, path: str, text: str) -> Kept:
    """Hold a text against its file on disk, and return what is kept of it; raise UsageError as `plan_change` does."""
    return Kept(make_digest(text), plan_change(root, path, text, read))


def plan_changes(root: Path, files: Mapping[str, str], read: Mapping[str, Source] | None = None) -> list[Change]:
    """Return the changes of files that differ from those on disk, sorted by path; raise what `plan_change` raises."""
    return [change for path in sorted(files) if (change := plan_change(root, path, files[path], read))]


def plan_change(root: Path, path: str, text: str, read: Mapping[str, Source] | None) -> Change | None:
    """Return the change of a file if its bytes on disk differ; a byte-order mark is a person's and stays.

    Raise UsageError for a file that is no longer what was `read`: what is to be written was made of that.
    """
    full = find_file(root, path)
    old = full.read_bytes() if full.is_file() else None
    if read is not None and not is_as_read(path, old, read.get(path)):
        raise UsageError(f"cannot write {full}: {AGAIN}")
    new = (BOM if old is not None and old.startswith(BOM) else b"") + text.encode()
    return make_change(path, old, new) if old != new else None


def is_as_read(path: str, data: bytes | None, source: Source | None) -> bool:
    """Say whether a file still is what was read of it."""
    if data is None or source is None:
        return data is None and source is None
    if data == source.text.encode():
        return True
    now, _ = decode(path, data, MAX_READ_BYTES)
    return now is not None and now.text == source.text


def show_diff(changes: list[Change]) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    for change in changes:
        before, after = change.old, change.new
        old, new = ((data or b"").decode("utf-8", "replace").splitlines() for data in (before, after))
        names = (
            f"a/{change.path}" if before is not None else NOWHERE,
            f"b/{change.path}" if after is not None else NOWHERE,
        )
        yield from unified_diff(old, new, *names, lineterm="")


def write_changes(root: Path, changes: Iterable[Change]) -> None:
    """Change all files or none; raise UsageError when the disk refuses, or one is no longer what it was."""
    change_files(root, ((change.path, change.old, change.new) for change in changes))


def remove_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Remove all files or none: none if one is no longer what it was when that was decided."""
    change_files(root, ((path, data, None) for path, data in files.items()))


def write_file(full: Path, data: bytes) -> None:
    """Write one file whole or not at all; its permissions stay."""
    part = full.with_name(f".briefing-{os.getpid():08x}")
    write_part(full, part, data)
    try:
        os.replace(part, full)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"cannot write {full}: {error.strerror}") from error


def save_aside(root: Path, saved: Mapping[str, str]) -> list[Change]:
    """Return bodies that somebody edited as new files beside their pages, never over another.

    The names begin with a dot, so that the site's builder leaves them out.
    """
    changes = []
    for key, body in saved.items():
        path, _, name = key.rpartition(" ")
        page = Path(path)
        targets = (page.parent / f".{page.stem}.{name}.{number}.edited" for number in count(1))
        target = next(target for target in targets if not (root / target).exists())
        changes.append(make_change(target.as_posix(), None, body.encode()))
    return changes

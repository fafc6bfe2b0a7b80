"""Put files on disk: only those that differ, each whole or not at all. The only module that writes content."""

import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from briefing_desk.disk.read import AGAIN, MAX_READ_BYTES
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Digest, Source, make_digest

BOM = b"\xef\xbb\xbf"
FASTEST = 1
"""Of zlib's levels: pages then take a tenth of their room, at a small part of what making them costs."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs from what it should be; its bytes are compressed, for a new site's are all held at once."""

    path: str
    """Relative to the root."""
    packed_old: bytes | None
    """None: the file does not exist yet."""
    packed_new: bytes

    @property
    def old(self) -> bytes | None:
        """The bytes that are there."""
        return None if self.packed_old is None else zlib.decompress(self.packed_old)

    @property
    def new(self) -> bytes:
        """The bytes that are to be there."""
        return zlib.decompress(self.packed_new)


def make_change(path: str, old: bytes | None, new: bytes) -> Change:
    """Return the change of a file from one state to another."""
    return Change(path, None if old is None else zlib.compress(old, FASTEST), zlib.compress(new, FASTEST))


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


def find_file(root: Path, path: str) -> Path:
    """Return the real place of a file, behind all links; raise UsageError where that is not in the site's folder."""
    full = root / path
    try:
        real = full.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop, up to Python 3.12
        raise UsageError(f"cannot write {full}: its symbolic links lead nowhere") from error
    if not real.is_relative_to(root.resolve()):
        raise UsageError(f"cannot write {full}: a symbolic link leads out of the site's folder; delete the link")
    return real


def show_diff(changes: list[Change]) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    for change in changes:
        before, after = change.old, change.new
        old, new = (before or b"").decode("utf-8", "replace").splitlines(), after.decode().splitlines()
        name = f"a/{change.path}" if before is not None else "/dev/null"
        yield from unified_diff(old, new, name, f"b/{change.path}", lineterm="")


def write_changes(root: Path, changes: list[Change]) -> None:
    """Write all files, each by way of a temporary file beside it; raise UsageError when the disk refuses.

    A file that is no longer what the change was planned for is not written, and none is if one is found before.
    """
    for change in changes:
        check_unchanged(root, change.path, change.old)
    for change in changes:
        check_unchanged(root, change.path, change.old)
        write_file(find_file(root, change.path), change.new)


def remove_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Remove files, none of them if one is no longer what it was when that was decided."""
    for path, data in files.items():
        check_unchanged(root, path, data)
    for path in files:
        find_file(root, path).unlink(missing_ok=True)


def check_unchanged(root: Path, path: str, old: bytes | None) -> None:
    """Raise UsageError for a file that changed after the change to it was planned."""
    full = find_file(root, path)
    try:
        now = full.read_bytes() if full.is_file() else None
    except OSError as error:
        raise UsageError(f"cannot read {full}: {error.strerror}") from error
    if now != old:
        raise UsageError(f"cannot write {full}: {AGAIN}")


def write_file(full: Path, data: bytes) -> None:
    """Write one file whole or not at all; its permissions stay."""
    import tempfile  # a run that changes nothing does not pay for it

    name = None
    try:
        full.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".briefing-", dir=full.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, full.stat().st_mode & 0o777 if full.exists() else 0o666 & ~read_umask())
        os.replace(name, full)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        raise UsageError(f"cannot write {full}: {error.strerror}") from error


def read_umask() -> int:
    """Return the process's mask of permissions; the system only tells it by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save_aside(root: Path, saved: Mapping[str, str]) -> list[str]:
    """Write bodies that somebody edited beside their pages, never over another file; return the new paths.

    The names begin with a dot, so that the site's builder leaves them out.
    """
    paths = []
    for key, body in saved.items():
        path, _, name = key.rpartition(" ")
        page = Path(path)
        number = 1
        while (root / page.parent / f".{page.stem}.{name}.{number}.edited").exists():
            number += 1
        target = page.parent / f".{page.stem}.{name}.{number}.edited"
        write_file(root / target, body.encode())
        paths.append(target.as_posix())
    return paths

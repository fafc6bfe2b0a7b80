"""Put files on disk: only those that differ, each whole or not at all. The only module that writes content."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.decode import decode
from generator.read import MAX_PAGE_BYTES, UsageError
from generator.source import Source

BOM = b"\xef\xbb\xbf"
AGAIN = "it was changed by somebody else meanwhile; nothing of theirs is lost: run this again"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs from what it should be."""

    path: str
    """Relative to the root."""
    old: bytes | None
    """None: the file does not exist yet."""
    new: bytes


def plan_changes(root: Path, files: Mapping[str, str], read: Mapping[str, Source] | None = None) -> list[Change]:
    """Return the files whose bytes on disk differ, sorted by path; a byte-order mark is a person's and stays.

    Raise UsageError for a file that is no longer what was `read`: what is to be written was made of that.
    """
    changes = []
    for path in sorted(files):
        full = find_file(root, path)
        old = full.read_bytes() if full.is_file() else None
        if read is not None and not is_as_read(path, old, read.get(path)):
            raise UsageError(f"cannot write {full}: {AGAIN}")
        new = (BOM if old is not None and old.startswith(BOM) else b"") + files[path].encode()
        if old != new:
            changes.append(Change(path, old, new))
    return changes


def is_as_read(path: str, data: bytes | None, source: Source | None) -> bool:
    """Say whether a file still is what was read of it."""
    if data is None or source is None:
        return data is None and source is None
    if data == source.text.encode():
        return True
    now, _ = decode(path, data, MAX_PAGE_BYTES)
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
        old = (change.old or b"").decode("utf-8", "replace").splitlines()
        new = change.new.decode().splitlines()
        before = f"a/{change.path}" if change.old is not None else "/dev/null"
        yield from unified_diff(old, new, before, f"b/{change.path}", lineterm="")


def write_changes(root: Path, changes: list[Change]) -> None:
    """Write all files, each by way of a temporary file beside it; raise UsageError when the disk refuses.

    A file that is no longer what the change was planned for is not written, and none is if one is found before.
    """
    for change in changes:
        check_unchanged(root, change)
    for change in changes:
        check_unchanged(root, change)
        write_file(find_file(root, change.path), change.new)


def remove_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Remove files, none of them if one is no longer what it was when that was decided."""
    for path, data in files.items():
        check_unchanged(root, Change(path, data, b""))
    for path in files:
        find_file(root, path).unlink(missing_ok=True)


def check_unchanged(root: Path, change: Change) -> None:
    """Raise UsageError for a file that changed after the change to it was planned."""
    full = find_file(root, change.path)
    try:
        now = full.read_bytes() if full.is_file() else None
    except OSError as error:
        raise UsageError(f"cannot read {full}: {error.strerror}") from error
    if now != change.old:
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

"""Put files on disk: only those that differ, each whole or not at all. The only module that writes content."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.read import UsageError


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs from what it should be."""

    path: str
    """Relative to the root."""
    old: bytes | None
    """None: the file does not exist yet."""
    new: bytes


def plan_changes(root: Path, files: Mapping[str, str]) -> list[Change]:
    """Return the files whose bytes on disk differ, sorted by path."""
    changes = []
    for path in sorted(files):
        full = root / path
        new = files[path].encode()
        old = full.read_bytes() if full.is_file() else None
        if old != new:
            changes.append(Change(path, old, new))
    return changes


def show_diff(changes: list[Change]) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    for change in changes:
        old = (change.old or b"").decode("utf-8", "replace").splitlines()
        new = change.new.decode().splitlines()
        before = f"a/{change.path}" if change.old is not None else "/dev/null"
        yield from unified_diff(old, new, before, f"b/{change.path}", lineterm="")


def write_changes(root: Path, changes: list[Change]) -> None:
    """Write all files, each by way of a temporary file beside it; raise UsageError when the disk refuses."""
    for change in changes:
        write_file(root / change.path, change.new)


def write_file(full: Path, data: bytes) -> None:
    """Write one file whole or not at all; its permissions stay."""
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

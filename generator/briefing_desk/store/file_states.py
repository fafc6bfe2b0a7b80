"""Which bytes files hold, read again only where the system says that a file has changed.

As git's index does it: size, times and number of a file are compared; one that changed in the moments before it was
looked at is read again, for it may have changed once more within the same tick of the clock.
"""

import os
import stat
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from briefing_desk.store.database import Store
from briefing_desk.syntax.source import Digest

TICK = 2_000_000_000
"""Nanoseconds between two times that every file system tells apart; FAT counts in steps of two seconds."""


@dataclass(slots=True)
class Files:
    """The files below a site's folder, and what is known of their bytes."""

    root: Path
    store: Store
    known: dict[str, tuple[str, str]] = field(init=False)
    """By path: what the system said of a file, and the SHA-256 of its bytes."""
    seen: set[str] = field(default_factory=set)
    prefix: str = ""
    """Stands before the paths of another folder than the site's."""
    sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up what earlier runs noted."""
        rows = self.store.list_all("files")
        rows.pop("", None)
        self.known = {path: (made_of, value) for path, (made_of, value) in rows.items()}

    def hash(self, path: str) -> str | None:
        """Return the SHA-256 of a regular file's bytes; None for anything else, and for what cannot be read."""
        full = os.path.join(self.root, path)
        try:
            state = os.lstat(full)
            if not stat.S_ISREG(state.st_mode):
                return None
            told = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
            key = self.prefix + path
            self.seen.add(key)
            self.sizes[path] = state.st_size
            known = self.known.get(key)
            if known and known[0] == told:
                return known[1]
            now = time.time_ns()
            with open(full, "rb") as file:
                digest = sha256(file.read()).hexdigest()
        except OSError:
            return None
        if max(state.st_mtime_ns, state.st_ctime_ns) + TICK < now:
            self.known[key] = told, digest
            self.store.put("files", key, told, digest)
        return digest

    def measure(self, path: str) -> Digest | None:
        """Return size and SHA-256 of a regular file's bytes; None for anything else."""
        digest = self.hash(path)
        return Digest(self.sizes[path], digest) if digest else None

    def forget_others(self) -> None:
        """Let go of what is known of files that are not there any more."""
        gone = (key for key in self.known if key.startswith(self.prefix) and key not in self.seen)
        self.store.forget("files", [key for key in gone if self.prefix or not key.startswith("/")])

"""Which bytes files hold, read again only where the system says that a file has changed.

As git's index does it: size, times and number of a file are compared; one that changed in the moments before it was
looked at is read again, for it may have changed once more within the same tick of the clock.
"""

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from briefing_desk.store.database import Store

TEXTS = "texts "
"""Begins the keys of files in folders of texts, which lie elsewhere."""
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
    within: dict[str, bool] = field(default_factory=dict)
    """Whether folders and links lie in the folder, behind all links."""
    real_root: Path = field(init=False)

    def __post_init__(self) -> None:
        """Look up what earlier runs noted."""
        self.real_root = self.root.resolve()
        rows = self.store.list_all("files")
        self.known = {path: (made_of, value) for path, (made_of, value) in rows.items()}

    def hash(self, path: str) -> str | None:
        """Return the SHA-256 of a file's bytes; None for what is none, cannot be read, or lies outside, behind links.

        What a link leads to is read each time: the system says of the link only when it has changed itself.
        """
        full = os.path.join(self.root, path)
        try:
            state = os.lstat(full)
            if not self.is_within(os.path.dirname(full)):
                return None
            if not stat.S_ISREG(state.st_mode):
                is_file = stat.S_ISREG(os.stat(full).st_mode) and self.is_within(full)
                return hash_file(full) if is_file else None
            told = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
            key = self.prefix + path
            self.seen.add(key)
            known = self.known.get(key)
            if known and known[0] == told:
                return known[1]
            now = time.time_ns()
            digest = hash_file(full)
        except OSError:
            return None
        if max(state.st_mtime_ns, state.st_ctime_ns) + TICK < now:
            self.known[key] = told, digest
            self.store.put("files", key, told, digest)
        return digest

    def recall(self, path: str, work: Callable[[], str]) -> str:
        """Return what work finds out of a file's bytes, once for as long as it holds the same."""
        made_of = self.hash(path)
        known = self.store.find("sources", path, made_of) if made_of else None
        if known is None:
            known = work()
            if made_of:
                self.store.put("sources", path, made_of, known)
        return str(known)

    def is_within(self, path: str) -> bool:
        """Say whether a path lies in the folder, behind all links; what is found is kept for the run."""
        if path not in self.within:
            self.within[path] = Path(os.path.realpath(path)).is_relative_to(self.real_root)
        return self.within[path]

    def forget_others(self) -> None:
        """Let go of what is known of this folder's files that are not there any more."""
        own = (key for key in self.known if (key.startswith(self.prefix) if self.prefix else not key.startswith(TEXTS)))
        self.store.forget("files", [key for key in own if key not in self.seen])


def hash_file(full: str) -> str:
    """Return the SHA-256 of a file's bytes, of which no more than a part is ever held."""
    with open(full, "rb") as file:
        return file_digest(file, "sha256").hexdigest()

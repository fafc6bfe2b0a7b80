"""One run at a time writes in a site's folder; what an interrupted one left is finished, undone or swept away."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing_desk.disk.journal import NAME, PART, finish, sweep_parts, sweep_texts

FRESH = re.compile(r"\.site-[a-z0-9_]{8}")
"""A site that a run was about to put in its place."""
OPENS_FOLDERS = os.name != "nt"
"""Whether the system lets a program open a folder, and lock it."""
WAITING = "waiting for another run in this folder to end"
FILE = ".briefing-lock"
"""Is locked in a folder's place where that cannot be opened; it stays, empty, and Git ignores it."""
HELD: set[int] = set()
"""The descriptors of what this process holds: its copies let go of them."""


@contextmanager
def hold(root: Path, say: Callable[[str], None], texts: Path | None = None) -> Iterator[None]:
    """Hold a site's folder until this run is done; wait, after saying so, while another run holds it.

    The lock is the system's own: it ends with its process, however that ends. Copies that outlive it do not hold it.
    What a run before had begun is finished or undone first, and what it left is swept away, among `texts` too.
    """
    try:
        descriptor = open_folder(root)
    except OSError:  # no such folder, or one that lets nobody in: whoever reads in it tells what is wrong
        yield
        return
    HELD.add(descriptor)
    try:
        acquire(descriptor, say)
        for line in finish(root):
            say(line)
        sweep(root)
        if texts:
            sweep_texts(root, texts)
        yield
    finally:
        HELD.discard(descriptor)
        os.close(descriptor)


def hold_if_stopped(root: Path, say: Callable[[str], None]) -> None:
    """Finish what a run before was stopped in, for a command that writes nothing itself."""
    if os.path.lexists(root / NAME):
        with hold(root, say):
            pass


def open_folder(root: Path) -> int:
    """Return a descriptor of a folder, or of what is locked in its place."""
    if OPENS_FOLDERS:
        return os.open(root, os.O_RDONLY)
    return os.open(root / FILE, os.O_RDWR | os.O_CREAT)


def acquire(descriptor: int, say: Callable[[str], None]) -> None:
    """Lock what is open; a file system that has no locks gives none."""
    from filelock import lock_descriptor  # only what writes pays for it

    try:
        if lock_descriptor(descriptor, blocking=False):
            return
    except OSError:
        return
    say(WAITING)
    lock_descriptor(descriptor)


def let_go() -> None:
    """Close in a copy of this process what the process holds; that stays held."""
    while HELD:
        os.close(HELD.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=let_go)


def sweep(root: Path) -> None:
    """Remove what interrupted runs left; nobody else is writing while the folder is held."""
    for name in os.listdir(root):
        if FRESH.fullmatch(name):
            shutil.rmtree(root / name, ignore_errors=True)
    sweep_parts(root)
    for top in ("seeds", "briefings", "messages"):
        for folder, _, names in os.walk(root / top):
            if any(map(PART.fullmatch, names)):
                sweep_parts(Path(folder))

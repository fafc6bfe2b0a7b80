"""One run at a time writes in a site's folder; what an interrupted one left is swept away."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PART = re.compile(r"\.briefing-[a-z0-9_]{8}")
"""A file that a run was about to put in its place."""
FRESH = re.compile(r"\.site-[a-z0-9_]{8}")
"""A site that a run was about to put in its place."""


@contextmanager
def hold(root: Path, say_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a site's folder until this run is done; wait, after saying so, while another run holds it.

    The lock is the system's own, on the folder itself: it leaves no file and ends with its process, however that ends.
    """
    try:
        descriptor = os.open(root, os.O_RDONLY)
    except OSError:  # no such folder, or a system that opens none: whoever reads in it tells what is wrong
        yield
        return
    try:
        acquire(descriptor, say_waiting)
        sweep(root)
        yield
    finally:
        os.close(descriptor)


def acquire(descriptor: int, say_waiting: Callable[[], None]) -> None:
    """Lock a folder; a file system that has no locks gives none."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say_waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return


def sweep(root: Path) -> None:
    """Remove what interrupted runs left; nobody else is writing while the folder is held."""
    for name in os.listdir(root):
        if FRESH.fullmatch(name):
            shutil.rmtree(root / name, ignore_errors=True)
    for folder, _, names in (found for top in ("seeds", "briefings") for found in os.walk(root / top)):
        for name in names:
            if PART.fullmatch(name):
                with suppress(OSError):
                    os.unlink(os.path.join(folder, name))

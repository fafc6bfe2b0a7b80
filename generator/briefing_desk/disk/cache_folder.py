"""Where runs keep what makes the next one faster: outside the site's folder, so that no commit can speak for it."""

import os
import stat
from hashlib import blake2b
from pathlib import Path

VARIABLE = "BRIEFING_CACHE"
"""Names the folder of all sites; else it is the system's folder for such things."""


def find_cache(root: Path) -> Path | None:
    """Return the folder of one site, which need not exist; None where there is no place for one."""
    base = os.environ.get(VARIABLE) or os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(base) if base else Path.home() / ".cache"
        name = blake2b(os.fsencode(root.resolve()), digest_size=8).hexdigest()
    except (OSError, RuntimeError):
        return None
    return folder / "briefing" / name


def examine(path: Path, limit: int) -> str:
    """Return why a path of ours is no file of ours, before anything opens it; empty where nothing is there."""
    try:
        found, folder = path.lstat(), path.parent.stat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(found.st_mode):
        return "it is no file"
    if hasattr(os, "getuid") and {found.st_uid, folder.st_uid} != {os.getuid()}:
        return "it is somebody else's"
    if hasattr(os, "getuid") and (found.st_mode | folder.st_mode) & stat.S_IWOTH:
        return "anybody may write it"
    return "it is too large" if found.st_size > limit else ""

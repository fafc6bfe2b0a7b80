"""Where runs keep what makes the next one faster: outside the site's folder, so that no commit can speak for it."""

import os
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

"""What earlier runs made, and of what.

Only digests are kept, and a page is left alone only where those of everything it is made of, and of the file on disk,
are what they were. The file may be deleted at any time; one that cannot be read is ignored.
"""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import markdown_it
import yaml

from briefing_desk import __version__
from briefing_desk.disk.cache_folder import find_cache
from briefing_desk.disk.write import write_file

FILE = "pages.json"
CODE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made without a problem, with its companions."""

    digest: str
    """Of what it was made of."""
    cites: tuple[str, ...]
    """What its prose cites."""
    files: Mapping[str, str]
    """The SHA-256 of each file, the page's own first, by path."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run left, by page."""

    pages: Mapping[str, Made] = field(default_factory=dict)
    complaint: str = ""
    """Why what was found is not used."""


NOTHING = Memory()


def find_memory(root: Path) -> Path | None:
    """Return the file with a site's memory; None where there is no place for one."""
    folder = find_cache(root)
    return folder / FILE if folder else None


def recall(root: Path) -> Memory:
    """Return what was made of a site."""
    path = find_memory(root)
    try:
        known = json.loads(path.read_bytes()) if path else {}
        pages = {page: Made(made["of"], tuple(made["cites"]), dict(made["files"])) for page, made in known.items()}
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory(complaint=f"ignored {path}: it does not read as what an earlier run left there")
    return Memory(pages)


def remember(root: Path, pages: Mapping[str, Made]) -> None:
    """Keep what was made; raise UsageError where the disk refuses."""
    path = find_memory(root)
    if path and recall(root).pages != pages:
        known = {page: {"of": made.digest, "cites": made.cites, "files": made.files} for page, made in pages.items()}
        write_file(path, json.dumps(known, separators=(",", ":")).encode())


def describe_code() -> str:
    """Return what tells one version of the code, and of what it reads with, from another."""
    walked = (Path(folder, name) for folder, _, names in os.walk(CODE) for name in names if not name.endswith(".pyc"))
    files = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in sorted(walked))
    return "\n".join((__version__, sys.version, markdown_it.__version__, yaml.__version__, *files))

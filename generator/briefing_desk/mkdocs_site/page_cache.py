"""What is known of the pages of a built site, kept in a file: never trusted, each part is compared before it is used.

The pages themselves are kept nowhere else than in the site that was built last.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from briefing_desk.disk.cache_folder import find_cache
from briefing_desk.disk.write import write_file
from briefing_desk.syntax.errors import UsageError

FILE = "site.json"
VERSION = 1
"""Another number for every change of what is written, and of what it means."""
UNREADABLE = "note: {path} cannot be used ({why}); the whole site is built"


@dataclass(frozen=True, slots=True)
class Built:
    """A page as it was built, and what its bytes depend on beside what those of all pages depend on."""

    source: str
    """The sum of its source's bytes."""
    output: str
    """The sum of the built page's bytes."""
    title: Any
    meta: dict[str, Any]
    asked: dict[str, bool]
    """Each file that was looked for while its links were made, and whether it was there."""
    ids: list[str]
    links: dict[str, dict[str, str]]
    """The anchors that it links to, by the source of the page that has them, each with the link as written."""
    found: str
    """Its entries in the search index."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a built site."""

    stamp: str = ""
    """The sum of what all pages depend on."""
    navigation: str = ""
    """The sum of what the navigation shows."""
    pages: Mapping[str, Built] = field(default_factory=dict)
    """By source."""


NOTHING = Known()


def read_known(root: Path) -> tuple[Known, str]:
    """Return what is known of the site that was built last, and a note if it cannot be used."""
    folder = find_cache(root)
    if folder is None:
        return NOTHING, ""
    path = folder / FILE
    try:
        sum, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return NOTHING, ""
    except OSError as error:
        return NOTHING, UNREADABLE.format(path=path, why=error.strerror)
    if sum != digest(body).encode():
        return NOTHING, UNREADABLE.format(path=path, why="it is damaged")
    version, stamp, navigation, pages = json.loads(body)
    if version != VERSION:
        return NOTHING, ""
    return Known(stamp, navigation, {uri: Built(**page) for uri, page in pages.items()}), ""


def write_known(root: Path, known: Known) -> str:
    """Keep what is known for the next run; return a note if that cannot be done."""
    folder = find_cache(root)
    if folder is None:
        return ""
    pages = {uri: asdict(page) for uri, page in known.pages.items()}
    body = json.dumps([VERSION, known.stamp, known.navigation, pages], default=str, separators=(",", ":")).encode()
    try:
        write_file(folder / FILE, digest(body).encode() + b"\n" + body)
    except UsageError as error:
        return f"note: {error}; the next run builds the whole site"
    return ""


def digest(data: bytes) -> str:
    """Return the sum by which bytes are known."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the sum of a file's bytes, empty where there is no such file."""
    try:
        return "" if path.is_symlink() else digest(path.read_bytes())
    except OSError:
        return ""

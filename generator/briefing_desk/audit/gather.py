"""Read what an audit looks at: the built site, and the scripts that may be on it."""

import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from briefing_desk.audit.examine import Built
from briefing_desk.audit.links import SITE
from briefing_desk.audit.scripts import make_matcher
from briefing_desk.disk.read import MAX_READ_BYTES, Reader
from briefing_desk.mkdocs_site.search_index import is_part
from briefing_desk.syntax.errors import UsageError

PAGE_SUFFIXES = (".html", ".htm")
SCRIPT_SUFFIXES = (".js", ".mjs", ".wasm")
OURS = ("briefings", "overrides")
"""People put files of the site here; MkDocs copies them."""


def read_built(root: Path) -> Built:
    """Return a built site, its pages not yet read; raise UsageError if there is none."""
    if not (root / SITE).is_dir():
        raise UsageError(f"no built site in {root}: run `briefing build` first")
    reader = Reader(root, limit=MAX_READ_BYTES)
    files = sorted(path.relative_to(root).as_posix() for path in walk(root / SITE))
    styles = (reader.read_source(path) for path in files if path.endswith(".css"))
    theme = find_theme()
    places = [theme, *(root / name for name in OURS)]
    return Built(
        files=frozenset(files),
        pages=tuple(path for path in files if path.lower().endswith(PAGE_SUFFIXES)),
        read_page=reader.read_source,
        styles=tuple(style for style in styles if style),
        scripts={path: hash_file(root / path) for path in files if path.endswith(SCRIPT_SUFFIXES)},
        known=frozenset((*hash_scripts(places), *hash_search(root / SITE / "search"))),
        is_known=make_matcher(read_templates([theme, root / "overrides"])),
        problems=reader.problems,
    )


def find_theme() -> Path:
    """Return the folder of the theme's templates."""
    spec = importlib.util.find_spec("material")
    if spec is None or spec.origin is None:
        raise UsageError("MkDocs with Material is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "templates"


def read_templates(folders: list[Path]) -> Iterator[str]:
    """Yield the text of every template."""
    for folder in folders:
        for path in walk(folder):
            if path.suffix == ".html":
                yield path.read_text(encoding="utf-8", errors="replace")


def walk(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, following no links to folders."""
    for base, _, names in os.walk(folder):
        for name in names:
            yield Path(base, name)


def hash_scripts(places: list[Path]) -> Iterator[str]:
    """Yield the SHA-256 of every script that people or the theme bring."""
    for place in places:
        yield from (hash_file(path) for path in walk(place) if path.suffix in SCRIPT_SUFFIXES)


def hash_search(folder: Path) -> Iterator[str]:
    """Yield the SHA-256 of each script that holds a part of the search index and runs nothing, because it is JSON.

    The whole index is such a script too, as the theme writes it so that a file system has it.
    """
    if (index := folder / "search_index.json").is_file():
        data = index.read_bytes()
        with suppress(ValueError):
            json.loads(data)
            yield sha256(b"var __index = " + data).hexdigest()
    for path in walk(folder):
        if path.suffix == ".js" and is_part(path.read_text(encoding="utf-8", errors="replace")):
            yield hash_file(path)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file; nothing in particular for one that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""

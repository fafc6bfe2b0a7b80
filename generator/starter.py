"""A new, small site: the files it begins with, as they ship with the package. Reads the package, writes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent
OWN = PACKAGE / "starter"
"""What only a new site has: an example to start from, and the settings of editors."""
SHARED = ("mkdocs.yml", "overrides", "briefings/assets")
"""What a new site has in common with the demo: kept once, in the demo, and put beside `OWN` in a built package."""
HIDDEN = "dot-"
"""Stands for the dot at the beginning of a hidden file's name, which packaging tools pass over."""
LINES = (
    (re.compile(r"(?<=yours to change\.) Why.*"), ""),
    (re.compile(r"^site_name: .*", re.MULTILINE), "site_name: {name}"),
    (re.compile(r"^site_description: .*", re.MULTILINE), "site_description: Who takes which position, in which words."),
    (re.compile(r"^  (?=report_url: )", re.MULTILINE), "  # "),
    (re.compile(r"(?<=  - Topics:\n)(?:      - .*\n)+"), "      - The old quay: quay-closure.md\n"),
)
"""What in the demo's configuration is the demo's own, and what a new site has instead."""


def collect_files(name: str) -> dict[str, bytes]:
    """Return the files of a new site called `name`, by path."""
    base = OWN if (OWN / SHARED[0]).is_file() else PACKAGE.parent
    found = dict(read_tree(OWN, "."))
    for shared in SHARED:
        found.update(read_tree(base, shared))
    found["mkdocs.yml"] = adapt_settings(found["mkdocs.yml"].decode(), name).encode()
    return found


def read_tree(base: Path, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of a file, or of each file in a folder."""
    start = base / part
    for full in sorted(start.rglob("*")) if start.is_dir() else [start]:
        if full.is_file():
            names = full.relative_to(base).parts
            yield "/".join(re.sub(f"^{HIDDEN}", ".", name) for name in names), full.read_bytes()


def adapt_settings(text: str, name: str) -> str:
    """Return the demo's configuration as a new site's."""
    quoted = "'" + " ".join(name.split()).replace("'", "''") + "'"
    for pattern, line in LINES:
        if match := pattern.search(text):
            text = text[: match.start()] + line.replace("{name}", quoted) + text[match.end() :]
    return text

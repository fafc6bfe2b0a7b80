"""A new, small site: the files it begins with, as they ship with the package. Reads the package, writes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from briefing_desk.editing.notation import quote_yaml
from briefing_desk.messages import words
from briefing_desk.schema.model import Limits

PACKAGE = Path(__file__).parent.parent
OWN = PACKAGE / "starter"
"""What only a new site has: an example to start from, its configuration, and the settings of editors."""
SHARED = ("overrides", "briefings/assets")
"""What a new site has in common with the demo: kept once, in the demo, and put beside `OWN` in a built package."""
HIDDEN = "dot-"
"""Stands for the dot at the beginning of a hidden file's name, which packaging tools pass over."""
TEMPLATE = "mkdocs.yml.jinja"
"""The configuration of a new site; a test holds it against the demo's."""
PLAIN = re.compile(r"[^\W\d_][\w ,.]*")
"""What may stand in YAML without quotation marks, if it is a text there: `no` is none."""


def collect_files(name: str) -> dict[str, bytes]:
    """Return the files of a new site called `name`, by path."""
    base = OWN if (OWN / SHARED[0]).is_dir() else PACKAGE.parent.parent
    found = dict(read_tree(OWN, "."))
    for shared in SHARED:
        found.update(read_tree(base, shared))
    found["mkdocs.yml"] = write_settings(found.pop(TEMPLATE).decode(), name).encode()
    return found


def read_tree(base: Path, part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of a file, or of each file in a folder."""
    start = base / part
    for full in sorted(start.rglob("*")) if start.is_dir() else [start]:
        if full.is_file():
            names = full.relative_to(base).parts
            yield "/".join(re.sub(f"^{HIDDEN}", ".", name) for name in names), full.read_bytes()


def write_settings(template: str, name: str) -> str:
    """Return the configuration of a new site, in the language of the interface."""
    from jinja2 import Environment, StrictUndefined  # only `init` pays for it

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters["yaml"] = write_yaml
    return environment.from_string(template).render(name=name, words=words, max_share=Limits().max_share)


def write_yaml(text: str) -> str:
    """Return a text as YAML has it, on one line: plain where that is the same text, whatever is in it."""
    return text if PLAIN.fullmatch(text) and yaml.safe_load(text) == text else quote_yaml(text)

"""A new, small site: the files it begins with, as they ship with the package. Reads the package, writes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

from briefing_desk.messages.words import (
    LANGUAGE,
    MISSING_TITLE,
    MISSING_WORDS,
    NAVIGATION,
    PALETTE,
    REPORT_PAGE,
    REPORT_PAGE_TITLE,
    SITE_DESCRIPTION,
)
from briefing_desk.schema.model import Limits

PACKAGE = Path(__file__).parent.parent
OWN = PACKAGE / "starter"
"""What only a new site has: an example to start from, and the settings of editors."""
SHARED = ("mkdocs.yml", "overrides", "briefings/assets")
"""What a new site has in common with the demo: kept once, in the demo, and put beside `OWN` in a built package."""
HIDDEN = "dot-"
"""Stands for the dot at the beginning of a hidden file's name, which packaging tools pass over."""
LINES = (
    (r"(?<=yours to change\.) Why.*", ""),
    (r"(?<=^site_name: ).*", "{name}"),
    (r"^site_url: .*", "# site_url: https://example.org/"),
    (r"^  report_url: \"mailto:\w+", '  # report_url: "mailto:you'),
    (r"(?<=^  max_share: ).*", str(Limits().max_share)),
    (r"(?<=:\n)(?:      - .*: [\w-]+\.md\n)+", "      - The old quay: quay-closure.md\n"),
)
"""What in the demo's configuration is the demo's own, and what a new site has instead."""
WORDS = (
    (r"(?<=^site_description: ).*", SITE_DESCRIPTION),
    (r"(?<=^  language: ).*", LANGUAGE),
    *(
        (rf"(?<=^  - )[^:\n]+(?=: {page}$)" if page else r"(?<=^  - )[^:\n]+(?=:$)", NAVIGATION[page])
        for page in NAVIGATION
    ),
    *((rf"(?<=/{icon}\n        name: ).*", words) for icon, words in PALETTE.items()),
    (r"(?<=^  report_words: ).*", REPORT_PAGE),
    (r"(?<=^  report_title: ).*", REPORT_PAGE_TITLE),
    (r"(?<=^  missing_title: ).*", MISSING_TITLE),
    (r"(?<=^  missing_words: ).*", MISSING_WORDS),
)
"""Where words of the interface stand in it, and the words."""
PLAIN = re.compile(r"(?!true$|false$|null$|none$)[^\W\d_][\w ,]{3,}\.?|[a-z]{2}(?:-\w+)*", re.IGNORECASE)
"""Words that YAML takes as they stand."""


def collect_files(name: str) -> dict[str, bytes]:
    """Return the files of a new site called `name`, by path."""
    base = OWN if (OWN / SHARED[0]).is_file() else PACKAGE.parent.parent
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
    """Return the demo's configuration as a new site's, in the language of the interface."""
    for pattern, line in LINES:
        text = replace_once(pattern, line.replace("{name}", quote_yaml(" ".join(name.split()))), text)
    for pattern, words in WORDS:
        text = replace_once(pattern, words if PLAIN.fullmatch(words) else quote_yaml(words), text)
    return text


def replace_once(pattern: str, words: str, text: str) -> str:
    """Return a text with words in the first place that a pattern finds."""
    return re.sub(pattern, lambda _: words, text, count=1, flags=re.MULTILINE)


def quote_yaml(words: str) -> str:
    """Return words as a YAML text, whatever is in them."""
    return "'" + words.replace("'", "''") + "'"

"""The words of each section of a search index, kept in a file: most stay from build to build."""

import sys
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

from briefing_desk.disk.workers import spread
from briefing_desk.mkdocs_site import search_index
from briefing_desk.mkdocs_site.kept_file import digest, read_kept, tell_misshapen, write_kept
from briefing_desk.mkdocs_site.search_index import Words, sum_section, write_forms

FILE = "search.txt"
SO = "all words are looked for"
BATCH = 50
"""Sections handed to a process at once."""


def read_words(root: Path) -> tuple[dict[str, str], str]:
    """Return the words by section, and a note if the file cannot be used."""
    body, note = read_kept(root, FILE, SO)
    try:
        version, _, rest = body.decode().partition("\n")
        lines = rest.split("\n") if version == describe_version() else []
        return dict(line.split(" ", 1) for line in lines if line), note
    except ValueError:
        return {}, tell_misshapen(root, FILE, SO)


def write_words(root: Path, words: Words) -> str:
    """Keep the words for the next run; return a note if that cannot be done."""
    lines = [describe_version(), *(f"{section} {found}" for section, found in words.items())]
    return write_kept(root, FILE, "\n".join(lines).encode(), "the next run looks for all words")


def look_ahead(sections: list[dict[str, Any]], known: Words) -> dict[str, str]:
    """Return the words of the sections of which they are not known, looked for on all cores where these are many."""
    missing = {sum: section for section in sections if (sum := sum_section(section)) not in known}
    pairs = list(missing.items())
    batches = [pairs[at : at + BATCH] for at in range(0, len(pairs), BATCH)]
    return {sum: words for found in spread(write_batch, batches) for sum, words in found}


def write_batch(batch: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Return the words of some sections."""
    return [(sum, write_forms(section)) for sum, section in batch]


def describe_version() -> str:
    """Return what words depend on beside the text: our code, and Unicode as Python knows it."""
    code = digest(Path(search_index.__file__).read_bytes())
    return f"{code} {unidata_version} {'.'.join(map(str, sys.version_info[:3]))}"

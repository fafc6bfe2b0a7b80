"""The words of each section of a search index, kept in a file: most stay from build to build."""

import sys
from pathlib import Path
from unicodedata import unidata_version

from briefing_desk.mkdocs_site import search_index
from briefing_desk.mkdocs_site.kept_file import digest, read_kept, write_kept

FILE = "search.txt"


def read_words(root: Path) -> tuple[dict[str, str], str]:
    """Return the words by section, and a note if the file cannot be used."""
    body, note = read_kept(root, FILE, "all words are looked for")
    version, _, rest = body.decode().partition("\n")
    lines = rest.split("\n") if version == describe_version() else []
    return dict(line.split(" ", 1) for line in lines if line), note


def write_words(root: Path, words: search_index.Words) -> str:
    """Keep the words for the next run; return a note if that cannot be done."""
    lines = [describe_version(), *(f"{section} {found}" for section, found in words.items())]
    return write_kept(root, FILE, "\n".join(lines).encode(), "the next run looks for all words")


def describe_version() -> str:
    """Return what words depend on beside the text: our code, and Unicode as Python knows it."""
    code = digest(Path(search_index.__file__).read_bytes())
    return f"{code} {unidata_version} {'.'.join(map(str, sys.version_info[:3]))}"

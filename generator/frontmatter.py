"""Find the front matter of a Markdown file: the lines between a first `---` and the next. Never reads the disk."""

import re
from dataclasses import dataclass

from generator.problems import Problem
from generator.source import Place, Source

OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
MAX_CHARACTERS = 64_000


@dataclass(frozen=True, slots=True)
class Split:
    """Where a file's front matter begins and ends and where its body begins, as offsets."""

    start: int
    end: int
    body: int


def split_front_matter(source: Source) -> Split | None:
    """Return where the front matter is, or None if the first line does not open one that is closed."""
    opening = OPENING.match(source.text)
    if not opening:
        return None
    # `^` in a multi-line pattern knows LF only; a file with bare CR ends is read line by line all the same.
    closing = CLOSING.search(source.text, opening.end())
    if not closing and "\r" in source.text and "\n" not in source.text:
        closing = re.compile(r"(?<=\r)(?:---|\.\.\.)[ \t]*(?:\r|\Z)").search(source.text, opening.end())
    return Split(opening.end(), closing.start(), closing.end()) if closing else None


def require_front_matter(source: Source) -> tuple[Split | None, list[Problem]]:
    """Return where the front matter is, or the problem with it: empty file, missing, unclosed, too long."""
    split = split_front_matter(source)
    if split and split.end - split.start > MAX_CHARACTERS:
        message = f"the front matter has more than {MAX_CHARACTERS} characters"
        return None, [Problem(Place(source), "too-large", message)]
    if split:
        return split, []
    return None, [explain_missing(source)]


def explain_missing(source: Source) -> Problem:
    """Return the problem of a file without front matter, by what its first line looks like."""
    first = source.text.lstrip("\r\n").split("\n", 1)[0].rstrip()
    place = Place(source)
    if not source.text.strip():
        return Problem(place, "empty-file", "the file is empty", "begin it with front matter between `---` lines")
    if OPENING.match(source.text):
        return Problem(place, "front-matter", "the front matter is never closed", "end it with a line `---`")
    if first.startswith("+++"):
        return Problem(place, "front-matter", "TOML front matter (`+++`) is not read", "write YAML between `---` lines")
    if first.startswith(("```", "~~~")):
        return Problem(place, "front-matter", "the whole file stands in a code fence", "delete the fence's lines")
    if first.strip() == "---":
        return Problem(place, "front-matter", "the first `---` is indented or not on line 1", "move it to line 1")
    if first and set(first.strip()) <= set("-–—"):
        return Problem(place, "front-matter", f"found `{first.strip()}`, expected exactly three hyphens `---`")
    return Problem(place, "front-matter", "no front matter: the first line must be `---`")

"""Find the front matter of a Markdown file: the lines between a first `---` and the next. Never reads the disk."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefing_desk.syntax.formats import name_text
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source

OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
AGAIN = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r)(?=[a-z_]+:)")
LIKE_KEYS = re.compile(r"(?:([a-z_]+):(?:\s|\Z)|[ \t#-]|\Z)")
"""How each line of a front matter begins."""
MAX_CHARACTERS = 250_000
"""Some 600 positions, each with its quote."""
BETWEEN = "write the annotation between two lines `---`"
MISSING = (
    (re.compile(r"\s*\Z"), "empty-file", "the file is empty", BETWEEN),
    (OPENING, "front-matter", "the front matter is never closed", "end it with a line `---`"),
    (re.compile(r"\+\+\+"), "front-matter", "TOML front matter (`+++`) is not read", BETWEEN),
    (re.compile(r"\s*(?:```|~~~)"), "front-matter", "the file begins with a code fence", "delete the fence's lines"),
    (
        re.compile(r"\s*---[ \t]*(?:[\r\n]|\Z)"),
        "front-matter",
        "the first `---` is indented or not on line 1",
        "move it to the beginning of line 1",
    ),
    (
        re.compile(r"\s*[-–—]{1,9}[ \t]*(?:[\r\n]|\Z)"),
        "front-matter",
        "the first line must be three hyphens, exactly `---`",
        "if your editor makes dashes of them, switch that off",
    ),
    (
        re.compile(r"\s*[a-z_]+:(?:[ \t]|[\r\n])"),
        "front-matter",
        "the lines `---` around the annotation are missing",
        "write `---` above the first key, and again below the last",
    ),
    (re.compile(""), "front-matter", "no front matter: the first line must be `---`", BETWEEN),
)
"""What a file without front matter begins with, and what that means; the first that fits is used."""


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
    closing = CLOSING.search(source.text, opening.end())
    return Split(opening.end(), closing.start(), closing.end()) if closing else None


def check_second(source: Source, body: int, keys: Collection[str]) -> Iterator[Problem]:
    """Yield the problem of a second front matter, which has one of our `keys`, in what would be an article's words."""
    for opening in AGAIN.finditer(source.text, body):
        closing = CLOSING.search(source.text, opening.end())
        lines = source.text[opening.end() : closing.start()].splitlines() if closing else []
        found = [LIKE_KEYS.match(line) for line in lines]
        if all(found) and any(match and match.group(1) in keys for match in found):
            message = "a second front matter begins here, and would be taken for the article's words"
            help = "keep one; another article is another file; if it does belong to the words, indent it"
            yield Problem(Place(source, opening.start()), "front-matter", message, help)
            return


def require_front_matter(source: Source) -> tuple[Split | None, list[Problem]]:
    """Return where the front matter is, or the problem with it: empty file, missing, unclosed, too long."""
    split = split_front_matter(source)
    if split and split.end - split.start > MAX_CHARACTERS:
        message = f"the front matter has more than {MAX_CHARACTERS} characters"
        help = "put some of its positions into another file, which annotates the same article"
        return None, [Problem(Place(source), "too-large", message, help)]
    if split:
        return split, []
    return None, [explain_missing(source)]


def explain_missing(source: Source) -> Problem:
    """Return the problem of a file without front matter, by what it begins with."""
    if kind := name_text(source.text):
        help = "take it out of `seeds/`, and give it to `briefing add`" if kind != "JSON" else BETWEEN
        return Problem(Place(source), "front-matter", f"the file is {kind}, not an article", help)
    code, message, help = next(found for pattern, *found in MISSING if pattern.match(source.text))
    return Problem(Place(source), code, message, help)

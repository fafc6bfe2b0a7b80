"""libyaml's complaints in our words. Pure."""

import yaml

from generator.problems import Problem
from generator.source import Place, Source

HINTS: tuple[tuple[str, str, str], ...] = (
    ("cannot start any token", "this character cannot begin a value", "put the value in quotation marks"),
    (
        "mapping values are not allowed",
        "a `: ` inside a value",
        "put the value in quotation marks, or use a `>-` block",
    ),
    ("found unexpected end of stream", "a quotation mark or bracket is never closed", "close it"),
    ("unknown escape character", "unknown escape in double quotes", "use single quotes, or write `\\\\`"),
    (
        "could not find expected ':'",
        "a line without `key: value`",
        "write `key: value`, with a space behind the colon",
    ),
    (
        "did not find expected key",
        "the line does not fit here",
        "check its indentation and its quotation marks",
    ),
    ("did not find expected '-'", "the line does not fit into the list", "check its indentation"),
    (
        "did not find expected ',' or",
        "a bracket or brace that YAML reads as a list",
        "put the value in quotation marks",
    ),
    ("block sequence entries are not allowed", "`- ` begins a list item", "put the value in quotation marks"),
    (
        "expected a comment or a line break",
        "`>` and `|` must be alone on their line",
        "begin the text on the next line",
    ),
    ("tab", "a tab used for indentation", "use spaces"),
)
"""libyaml's words, what they mean here, and how to mend it; the first that fits is used."""


def describe_syntax(source: Source, start: int, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return libyaml's complaint in our words; where it points at a list's or quote's start, that is the place."""
    mark = error.problem_mark or error.context_mark
    if error.problem and "unexpected end of stream" in error.problem and error.context_mark:
        mark = error.context_mark
    offset = mark.index if mark else 0
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    complaint = error.problem or error.context or "not YAML"
    if "\t" in text[line_start : offset + 1]:
        complaint = "tab"
    for words, message, help in HINTS:
        if words in complaint:
            return Problem(Place(source, start + offset), "yaml-syntax", message, help)
    return Problem(Place(source, start + offset), "yaml-syntax", f"not YAML: {complaint}")

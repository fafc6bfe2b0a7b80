"""How values are written as YAML, so that they are read again as they are: plain where that is safe. Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 100
"""Columns of a folded text."""
PLAIN = re.compile(r"[^\W_](?:[\w ,.()/'’~?-]*[\w.)~?])?")
RESERVED = re.compile(r"y|n|yes|no|on|off|true|false|null|[\d_.]+(?:e\d+)?", re.IGNORECASE)
"""Words that other readers of YAML take for something else."""
UNFOLDED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^ | $|  |^$")
"""What a folded block would not give back."""


class Folded(str):
    """Words of an article: written as a `>-` block, in which quotation marks and `#` are nothing but themselves."""

    __slots__ = ()


Value = str | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a person lays out lists and mappings."""

    step: int = 2
    """Columns by which a mapping below a key is indented."""
    dash: int = 2
    """Columns by which the dash of an item is indented, seen from the key of its list."""
    gap: int = 2
    """Columns from an item's dash to its first key."""


def quote_yaml(words: str) -> str:
    """Return a text as a YAML double-quoted scalar on one line."""
    quoted = json.dumps(words, ensure_ascii=False)
    return re.sub(r"[\x7f-\xa0\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match.group()):04x}", quoted)


def write_text(words: str, is_flow: bool = False) -> str:
    """Return a text on one line: plain where that is safe, inside brackets without commas."""
    is_plain = PLAIN.fullmatch(words) and not RESERVED.fullmatch(words) and not (is_flow and re.search("[,?]", words))
    return words if is_plain else quote_yaml(words)


def write_flow(value: Value) -> str:
    """Return a value on one line, in brackets if it is more than a text."""
    if isinstance(value, str):
        return write_text(value, is_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {write_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(write_flow, value)) + "]"


def write_block(value: Mapping[str, Value], style: Style, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping, each with its indent."""
    for key, item in value.items():
        yield from write_entry(key, item, style, indent)


def write_entry(key: str, value: Value, style: Style, indent: int) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    space = " " * indent
    if isinstance(value, Folded) and not UNFOLDED.search(value):
        yield f"{space}{key}: >-"
        yield from fold(value, indent + style.step)
    elif isinstance(value, str):
        yield f"{space}{key}: {write_text(value)}"
    elif isinstance(value, Mapping):
        yield f"{space}{key}:"
        yield from write_block(value, style, indent + style.step)
    elif any(isinstance(item, Mapping) for item in value):
        yield f"{space}{key}:"
        for item in value:
            yield from write_item(item, style, indent + style.dash)
    else:
        yield f"{space}{key}: {write_flow(value)}"


def write_item(value: Value, style: Style, indent: int) -> Iterator[str]:
    """Yield the lines of an item of a list, whose dash is indented so far."""
    space = " " * indent
    if not isinstance(value, Mapping):
        yield f"{space}- {write_flow(value)}"
        return
    first, *others = write_block(value, style, indent + style.gap)
    yield f"{space}-{' ' * (style.gap - 1)}{first.lstrip(' ')}"
    yield from others


def fold(words: str, indent: int) -> Iterator[str]:
    """Yield the lines of a folded text: it breaks at single spaces, where reading puts them back."""
    line = ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line

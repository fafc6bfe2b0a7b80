"""YAML as a tree in which every value is text with its place; nothing is resolved, nothing is constructed.

Safer than `yaml.safe_load`: `no`, `010`, `12:30` and dates stay text, and reading stops at the first anchor, alias,
tag, second document or depth over 8, so that no input costs more than its length. (libyaml's events have no types.)
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from generator.problems import Problem
from generator.source import Place, Source, Text
from generator.yamlerrors import describe_syntax

MAX_DEPTH = 8
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text."""

    text: Text
    is_plain: bool
    """Written without quotation marks or block indicator."""
    end: int
    """Offset behind its last character."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    at: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in file order, each key once."""

    at: Place
    entries: "dict[Text, Node]"


Node = Scalar | Sequence | Mapping


class Refused(Exception):
    """Carries the problem that ends the reading of a file out of the recursion."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(source: Source, start: int = 0, end: int | None = None) -> tuple[Mapping | None, list[Problem]]:
    """Read the characters `start` to `end` of a file as one mapping; an empty text is an empty mapping."""
    text = source.text[start:end]
    builder = Builder(source, start)
    try:
        root = builder.read_document(yaml.parse(text, Loader=LOADER))
    except Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, describe_syntax(source, start, text, error)]
    except yaml.YAMLError as error:
        place = Place(source, start)
        return None, [Problem(place, "yaml-syntax", f"not YAML: {str(error).splitlines()[0]}")]
    if root is None:
        return Mapping(Place(source, start), {}), builder.problems
    if not isinstance(root, Mapping):
        message = "expected `key: value` pairs"
        return None, [*builder.problems, Problem(place_of(root), "yaml-syntax", message)]
    problems = builder.problems + list(find_comments(root))
    return root, problems


class Builder:
    """Builds the tree from libyaml's events; a mutable reader, used once and thrown away."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.problems: list[Problem] = []

    def read_document(self, events: Iterator[Any]) -> Node | None:
        """Return the root of the only document."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.check_document(event, is_second=root is not None)
            elif isinstance(event, yaml.NodeEvent):
                root = self.read_node(event, events, depth=1)
        return root

    def check_document(self, event: Any, is_second: bool) -> None:
        """Refuse directives and a second document."""
        if is_second:
            self.refuse(event, "a second YAML document (`---`) is not allowed", "keep one block of `key: value` pairs")
        if event.version or event.tags:
            self.refuse(event, "YAML directives (`%…`) are not allowed", "delete the line")

    def read_node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """Return the value that begins with `event`."""
        self.check_features(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self.read_scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(self.place(event), tuple(self.read_items(events, depth)))
        return self.read_mapping(event, events, depth)

    def read_items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        """Yield the items of a list."""
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.read_node(event, events, depth + 1)

    def read_mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        """Return a mapping; a key used twice is a problem and its first value is kept."""
        entries: dict[Text, Node] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self.check_features(event, depth)
            if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value in ("", "~", "null")):
                raise Refused(Problem(self.place(event), "key-type", "a key must be a plain word"))
            key = self.read_scalar(event).text
            value = self.read_node(next(events), events, depth + 1)
            if key in entries:
                self.problems.append(self.describe_duplicate(key, next(k for k in entries if k == key)))
            else:
                entries[key] = value
        return Mapping(self.place(start), entries)

    def describe_duplicate(self, key: Text, first: Text) -> Problem:
        """Return the problem of a key that stands twice in one mapping."""
        message = f"key `{key}` is used twice (first on line {first.at.line})"
        return Problem(key.at, "duplicate-key", message, "keep one of them")

    def read_scalar(self, event: Any) -> Scalar:
        """Return a scalar, its text in Unicode NFC so that equal words compare equal."""
        place = self.place(event)
        if re.search(r"[\ud800-\udfff]", event.value):
            message = "an escape gives half of a surrogate pair"
            raise Refused(Problem(place, "control-character", message, "write the character itself"))
        text = Text(unicodedata.normalize("NFC", event.value), place)
        return Scalar(text, event.style in (None, ""), self.start + event.end_mark.index)

    def check_features(self, event: Any, depth: int) -> None:
        """Refuse what no annotation needs: aliases, anchors, tags, deep nesting."""
        help = "put the value in quotation marks, or use a `>-` block"
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "`*` starts a YAML alias, which is not allowed", help)
        if event.anchor is not None:
            self.refuse(event, f"`&{event.anchor}` is a YAML anchor, which is not allowed", help)
        if getattr(event, "tag", None) is not None:
            self.refuse(event, f"YAML tags are not allowed ({event.tag})", help)
        if depth > MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels", "")

    def refuse(self, event: Any, message: str, help: str) -> None:
        """End the reading with a problem at `event`."""
        raise Refused(Problem(self.place(event), "yaml-feature", message, help))

    def place(self, event: Any) -> Place:
        """Return where `event` begins."""
        return Place(self.source, self.start + event.start_mark.index)


def place_of(node: Node) -> Place:
    """Return where a value begins."""
    return node.text.at if isinstance(node, Scalar) else node.at


def find_comments(node: Node) -> Iterator[Problem]:
    """Yield a warning for each plain value that a ` #` cuts short."""
    if isinstance(node, Mapping):
        for value in node.entries.values():
            yield from find_comments(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from find_comments(item)
    elif node.is_plain and node.text:
        tail = re.compile(r"[ \t]+#\S").match(node.text.at.source.text, node.end)
        if tail:
            message = f"everything behind ` #` is a comment: the value is read as `{node.text[:40]}`"
            help = "put the value in quotation marks, or a space behind the `#` of a comment"
            yield Problem(Place(node.text.at.source, tail.end() - 2), "yaml-comment", message, help)

"""YAML as a tree in which every value is text with its place; nothing is resolved, nothing is constructed.

Safer than `yaml.safe_load`: `no`, `010`, `12:30` and dates stay text, and reading stops at the first anchor, alias,
tag, second document or depth over 8, so that no input costs more than its length. (libyaml's events have no types.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from briefing_desk.syntax.decode import CONTROLS, MAX_BYTES, SPLIT
from briefing_desk.syntax.formats import name_text
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.syntax.yaml_errors import NESTED, ODD_SPACE, QUOTE, describe_odd_space, describe_syntax

MAX_DEPTH = 8
MAX_VALUES = 40_000
"""Keys, values and lists of one file: bounds the work, and the number of problems, of whatever comes after."""
MAX_CHARACTERS = 2000
"""Of one value. Unicode's normal form costs the square of a run of combining characters."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text."""

    text: Text
    is_plain: bool
    """Written without quotation marks or block indicator."""
    end: int
    """Offset behind its last character."""
    is_told: bool = False
    """It is too long and was cut, which has been told."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    at: Place
    items: "tuple[Node, ...]"
    end: int
    """Offset behind its closing bracket; of one without brackets, behind the last of its values."""
    is_flow: bool
    """Written in brackets."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in file order, each key once."""

    at: Place
    entries: "dict[Text, Node]"
    end: int
    """Offset behind its closing bracket; of one without brackets, behind the last of its values."""
    is_flow: bool
    """Written in brackets."""


Node = Scalar | Sequence | Mapping


class Refused(Exception):
    """Carries the problem that ends the reading of a file out of the recursion."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(source: Source, start: int = 0, end: int | None = None) -> tuple[Mapping | None, list[Problem]]:
    """Read the characters `start` to `end` of a file as one mapping; an empty text is an empty mapping."""
    given = source.text[start:end].replace("\u2028", " ").replace("\u2029", " ")  # libyaml ends a line at these
    text = given.lstrip("\ufeff")  # libyaml passes over it without counting it
    start += len(given) - len(text)
    builder = Builder(source, start)
    if text.lstrip().startswith("<") and (kind := name_text(text)):
        message, help = f"this is {kind}, not `key: value` pairs", "bring the file back, for example from git"
        return None, [Problem(Place(source, start), "yaml-syntax", message, help)]
    try:
        root = builder.read_document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.YAMLError as error:
        return None, [*builder.problems, describe_syntax(source, start, text, error)]
    if root is None or (isinstance(root, Scalar) and not root.text):
        return Mapping(Place(source, start), {}, start, is_flow=False), builder.problems
    if not isinstance(root, Mapping):
        message = f"expected `key: value` pairs, found {name_kind(root)}"
        is_list = isinstance(root, Sequence)
        help = "delete the `- ` before each key" if is_list else "write a space behind the colon of each key"
        return None, [*builder.problems, Problem(place_of(root), "wrong-type", message, help)]
    return root, builder.problems + (list(find_comments(root)) if "#" in text else [])


def check_written(path: str, text: str, help: str) -> list[Problem]:
    """Return the problem of a file of ours that would be too large to be read again."""
    values = 2 * text.count("\n") + text.count("\n  - ")
    if values <= MAX_VALUES and len(text.encode()) <= MAX_BYTES:
        return []
    return [Problem(Place(Source(path, "")), "too-large", "the file would be too large to be read again", help)]


class Builder:
    """Builds the tree from libyaml's events; a mutable reader, used once and thrown away."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.problems: list[Problem] = []
        self.values = 0

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
            return self.read_sequence(event, events, depth)
        return self.read_mapping(event, events, depth)

    def read_sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        """Return a list."""
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.read_node(event, events, depth + 1))
        is_flow = bool(start.flow_style)
        end = self.start + event.end_mark.index if is_flow or not items else items[-1].end
        return Sequence(self.place(start), tuple(items), end, is_flow)

    def read_mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        """Return a mapping; a key used twice is a problem and its first value is kept."""
        entries: dict[Text, Node] = {}
        keys: dict[str, Text] = {}
        end = self.start + start.end_mark.index
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self.check_features(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                help = "put a value that begins with { or ? in quotation marks"
                self.refuse(event, "a key must be a word", help, "key-type")
            name = self.read_scalar(event)
            key = name.text
            if odd := ODD_SPACE.match(key):
                hint = describe_odd_space(odd.group(1))
                self.refuse(event, hint.message, hint.help, "yaml-syntax")
            value = self.read_node(next(events), events, depth + 1)
            end = value.end
            if name.is_told:
                continue
            first = keys.setdefault(key, key)
            if first is key:
                entries[key] = value
            else:
                message = f"key `{key}` is used twice (first on line {first.at.line})"
                self.problems.append(Problem(key.at, "duplicate-key", message, "keep one of them"))
        is_flow = bool(start.flow_style)
        return Mapping(self.place(start), entries, self.start + event.end_mark.index if is_flow else end, is_flow)

    def read_scalar(self, event: Any) -> Scalar:
        """Return a scalar."""
        place, value = self.place(event), event.value
        if len(value) > MAX_CHARACTERS:
            message = f"the value has {len(value)} characters, the limit is {MAX_CHARACTERS}"
            self.problems.append(Problem(place, "value-length", message, "shorten it"))
            value = value[:MAX_CHARACTERS]
        if event.style == '"' and (control := CONTROLS.search(value)):
            message = f"an escape gives the control character U+{ord(control.group()):04X}"
            self.problems.append(Problem(place, "control-character", message, "delete the escape"))
        end = self.start + event.end_mark.index
        return Scalar(Text(value, place), event.style in (None, ""), end, is_told=len(event.value) > len(value))

    def check_features(self, event: Any, depth: int) -> None:
        """Refuse what no annotation needs: aliases, anchors, tags, deep nesting, too many values."""
        self.values += 1
        if self.values > MAX_VALUES:
            self.refuse(event, f"more than {MAX_VALUES} keys and values in one file", SPLIT, "too-large")
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "`*` starts a YAML alias, which is not allowed", QUOTE)
        if event.anchor is not None:
            self.refuse(event, f"`&{event.anchor[:40]}` is a YAML anchor, which is not allowed", QUOTE)
        if event.tag is not None:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")[:40]
            self.refuse(event, f"`{shown}` is a YAML tag, which is not allowed", QUOTE)
        if depth > MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels", NESTED)

    def refuse(self, event: Any, message: str, help: str, code: str = "yaml-feature") -> NoReturn:
        """End the reading with a problem at `event`."""
        raise Refused(Problem(self.place(event), code, message, help))

    def place(self, event: Any) -> Place:
        """Return where `event` begins."""
        return Place(self.source, self.start + event.start_mark.index)


def place_of(node: Node) -> Place:
    """Return where a value begins."""
    return node.text.at if isinstance(node, Scalar) else node.at


def name_kind(node: Node) -> str:
    """Return what a value is, for messages."""
    if isinstance(node, Scalar):
        return "text" if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "`key: value` pairs"


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

"""A file that is YAML, or begins with it, as it can be changed: its tree, and what stands between values. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import Style
from briefing_desk.syntax.conflicts import find_conflicts
from briefing_desk.syntax.front_matter import require_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import LINE_BREAK, Place, Source
from briefing_desk.syntax.yaml_tree import Mapping, Node, Scalar, Sequence, place_of, read_yaml

Path = tuple[str | int, ...]
"""The keys, and the numbers of items, that lead to a value."""
REST = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=[\r\n]|\Z)")
"""What may stand behind a value on its line."""
COMMENT = re.compile(r"(?:(?<=[\s\[{,])|^)#")


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it can be changed."""

    source: Source
    start: int
    """Where its YAML begins."""
    end: int
    """Where its YAML ends: of an article, before the line that ends the front matter."""
    root: Mapping
    problems: tuple[Problem, ...]
    """What is wrong with its YAML, and does not stop a change elsewhere in it."""

    def find(self, path: Path) -> Node:
        """Return the value that a path leads to; raise CannotEdit where it leads nowhere."""
        node: Node = self.root
        for step in path:
            if isinstance(step, str) and isinstance(node, Mapping) and step in node.entries:
                node = get_value(node, step)
            elif isinstance(step, int) and isinstance(node, Sequence) and 0 <= step < len(node.items):
                node = node.items[step]
            else:
                raise CannotEdit(place_of(node), f"there is no `{step}` here any more")
        return node

    def locate(self, at: Place) -> Path:
        """Return the path to the mapping that begins at a place: what cannot be read has no number among nouns."""
        for path, node in list_mappings(self.root):
            if node.at.offset == at.offset:
                return path
        raise CannotEdit(at, "nothing begins here any more")


def list_mappings(node: Node, path: Path = ()) -> Iterator[tuple[Path, Mapping]]:
    """Yield each mapping in a node with the path to it, those that hold others first."""
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from list_mappings(item, (*path, number))
    elif isinstance(node, Mapping):
        yield path, node
        for key, value in node.entries.items():
            yield from list_mappings(value, (*path, str(key)))


def get_value(node: Mapping, key: str) -> Node:
    """Return the value of a key that is there."""
    return next(value for name, value in node.entries.items() if name == key)


def open_document(source: Source) -> Document:
    """Return an article's front matter, or a file that is YAML as a whole, to change it; raise CannotEdit."""
    problems = find_conflicts(source)
    start, end = 0, len(source.text)
    if not problems and source.path.endswith(".md"):
        split, problems = require_front_matter(source)
        start, end = (split.start, split.end) if split else (0, 0)
    if problems:
        raise CannotEdit(problems[0].at, problems[0].message)
    root, problems = read_yaml(source, start, end)
    if root is None:
        raise CannotEdit(problems[-1].at, problems[-1].message)
    return Document(source, start, end, root, tuple(problems))


def find_mapping(node: Node, offset: int) -> Mapping | None:
    """Return the mapping that begins at a place, the outermost of several."""
    if isinstance(node, Scalar):
        return None
    if isinstance(node, Mapping) and node.at.offset == offset:
        return node
    inner = node.entries.values() if isinstance(node, Mapping) else node.items
    return next(filter(None, (find_mapping(child, offset) for child in inner)), None)


def find_end(node: Node, text: str) -> int:
    """Return the offset behind a value's last character: a block's empty lines are none of it."""
    if isinstance(node, Scalar):
        return len(text[: node.end].rstrip(" \t\r\n")) if is_block(node, text) else node.end
    if node.is_flow or not list_children(node):
        return node.end
    return find_end(list_children(node)[-1], text)


def is_block(node: Scalar, text: str) -> bool:
    """Say whether a text is written as a block, with `>` or `|`."""
    return text[node.text.at.offset : node.text.at.offset + 1] in (">", "|")


def list_children(node: Mapping | Sequence) -> list[Node]:
    """Return the values in a mapping or list, in order."""
    return list(node.entries.values() if isinstance(node, Mapping) else node.items)


def find_line_end(node: Node, text: str) -> int:
    """Return where the last line of a value ends, behind its comment; raise CannotEdit if it holds anything else."""
    rest = REST.match(text, find_end(node, text))
    if not rest:
        raise CannotEdit(place_of(node), "something stands behind the value on its line")
    return rest.end()


def find_newline(source: Source, offset: int) -> str:
    """Return how lines end at a place, else in the file."""
    found = LINE_BREAK.search(source.text, offset) or LINE_BREAK.search(source.text)
    return found.group() if found else "\n"


def has_comment(node: Node, start: int, end: int, text: str) -> bool:
    """Say whether a comment stands in a range that begins and ends with whole values of a node, or outside of it."""
    spans = sorted(span for span in list_scalars(node, text) if start <= span[0] < end)
    edges = [(start, start), *spans, (end, end)]
    return any(COMMENT.search(text[before : max(before, after)]) for (_, before), (after, _) in pairwise(edges))


def list_scalars(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each key and text in a node; those of blocks have the line of their indicator."""
    if isinstance(node, Scalar):
        yield node.text.at.offset, find_end(node, text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from list_scalars(item, text)
    else:
        for key, value in node.entries.items():
            yield key.at.offset, key.at.offset + len(key)
            yield from list_scalars(value, text)


def detect_style(root: Mapping) -> Style:
    """Return how a file lays out lists and mappings: as its first ones are, else as ours are."""
    pairs = list(list_pairs(root))
    lists = [(key, node) for key, node in pairs if isinstance(node, Sequence) and not node.is_flow and node.items]
    steps = [node.at.column - key for key, node in pairs if isinstance(node, Mapping) and node.entries]
    dashes = [node.at.column - key for key, node in lists]
    gaps = [
        node.items[0].at.column - node.at.column
        for _, node in lists
        if isinstance(node.items[0], Mapping) and node.items[0].at.line == node.at.line
    ]
    return Style(first(steps, 1, 2), first(dashes, 0, 2), first(gaps, 2, 2))


def list_pairs(node: Node) -> Iterator[tuple[int, Node]]:
    """Yield each value below a key that is no text and stands on lines of its own, with the key's column."""
    if isinstance(node, Scalar) or node.is_flow:
        return
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            if not isinstance(value, Scalar) and not value.is_flow:
                yield key.at.column, value
    for child in list_children(node):
        yield from list_pairs(child)


def first(found: Iterable[int], least: int, otherwise: int) -> int:
    """Return the first number that is large enough."""
    return next((number for number in found if least <= number <= 8), otherwise)

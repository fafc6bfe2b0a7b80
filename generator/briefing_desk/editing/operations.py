"""Put a value into YAML, add one to a list, put another in its place, take one out; refuse rather than guess. Pure.

What is to be written is read again before anybody gets it: every other value is what it was and stands where it stood,
and the one that is meant is exactly what was asked for.
"""

# Long for a reason: five operations on one document: they share how its places are found.

import re
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Order

from briefing_desk.editing.documents import (
    Document,
    Path,
    detect_style,
    find_end,
    find_line_end,
    find_newline,
    get_value,
    has_comment,
    is_block,
    list_children,
    open_document,
)
from briefing_desk.editing.edits import CannotEdit, Edit, apply_edits
from briefing_desk.editing.notation import (
    UNFOLDED,
    Folded,
    Style,
    Value,
    fold,
    quote_yaml,
    write_entry,
    write_flow,
    write_item,
    write_text,
)
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.yaml_tree import Mapping, Node, Scalar, Sequence, place_of

Plain = object
"""What a tree says: texts, lists of it, and lists of pairs for mappings, whose order counts too."""


def insert(document: Document, path: Path, key: str, value: Value, order: Order[str] = ()) -> Document:
    """Put a key into a mapping, behind those that stand before it in an order, else at the end."""
    node = document.find(path)
    if not isinstance(node, Mapping) or key in node.entries:
        raise CannotEdit(place_of(node), f"`{key}` cannot be put here")
    edits = plan_insert(document, node, key, value, find_anchor(node, key, order))

    def change(pairs: list[Plain]) -> list[Plain]:
        anchor = find_anchor(node, key, order)
        at = [*map(str, node.entries)].index(anchor) + 1 if anchor is not None else 0
        return [*pairs[:at], (key, to_plain(value)), *pairs[at:]]

    return finish(document, edits, path, change)


def append(document: Document, path: Path, value: Value, order: Order[str] = ()) -> Document:
    """Add an item to a list; a list that is not there yet comes to its place in an order of keys."""
    above, key = split_path(document, path)
    parent = document.find(above)
    if isinstance(parent, Mapping) and isinstance(key, str) and key not in parent.entries:
        return insert(document, above, key, [value], order)
    node = document.find(path)
    text = document.source.text
    is_nothing = isinstance(node, Scalar) and not node.text and find_end(node, text) == node.text.at.offset
    if is_nothing or (isinstance(node, Sequence) and not node.items):
        is_flow = not isinstance(parent, Mapping) or parent.is_flow
        edits = fill_flow(node, text, value) if is_flow else plan_first(document, node, parent, str(key), value)
        return finish(document, edits, path, lambda _: [to_plain(value)])
    if not isinstance(node, Sequence):
        raise CannotEdit(place_of(node), "this is no list")
    return finish(document, plan_append(document, node, value), path, lambda items: [*items, to_plain(value)])


def extend(document: Document, path: Path, values: Order[Value]) -> Document:
    """Add several items to a list at once; a list that is not there yet comes to the end."""
    above, key = split_path(document, path)
    parent = document.find(above)
    if isinstance(parent, Mapping) and isinstance(key, str) and key not in parent.entries:
        return insert(document, above, key, list(values))
    node = document.find(path)
    if not values or not isinstance(node, Sequence) or not node.items:
        first = append(document, path, values[0]) if values else document
        return extend(first, path, values[1:]) if values[1:] else first
    edits = plan_append(document, node, *values)
    return finish(document, edits, path, lambda items: [*items, *map(to_plain, values)])


def replace(document: Document, path: Path, value: Value) -> Document:
    """Put another value in the place of one; a text stays in the marks or the block in which it was."""
    node, text = document.find(path), document.source.text
    if isinstance(node, Scalar) and isinstance(value, str):
        start, end = node.text.at.offset, find_end(node, text)
        fresh = rewrite(document, path, node, value)
        if start == end and text[max(0, start - 1) : start] in (":", "-"):
            fresh = f" {fresh}"
    elif not isinstance(node, Scalar) and node.is_flow and not isinstance(value, str):
        start, end, fresh = place_of(node).offset, node.end, write_flow(value)
        if has_comment(node, start, end, text):
            raise CannotEdit(place_of(node), "a comment stands in what would be replaced")
    else:
        raise CannotEdit(place_of(node), "this value can only be replaced by one of its kind")
    edits = [Edit(Place(document.source, start), text[start:end], fresh)]
    return finish(document, edits, path, lambda _: to_plain(value))


def remove(document: Document, path: Path) -> Document:
    """Take out a key with its value, or an item of a list; neither the last of its kind, nor one with a comment."""
    above, step = split_path(document, path)
    parent = document.find(above)
    document.find(path)
    if isinstance(parent, Scalar) or len(list_children(parent)) < 2:
        raise CannotEdit(place_of(parent), "nothing would be left here")
    index = [str(key) for key in parent.entries].index(str(step)) if isinstance(parent, Mapping) else int(step)
    edits = plan_remove(document, parent, index)
    return finish(document, edits, above, lambda children: [*children[:index], *children[index + 1 :]])


def split_path(document: Document, path: Path) -> tuple[Path, str | int]:
    """Return the way to what holds a value, and the last step; raise CannotEdit where the file itself is meant."""
    if not path:
        raise CannotEdit(place_of(document.root), "this is the whole file")
    return path[:-1], path[-1]


def find_anchor(node: Mapping, key: str, order: Order[str]) -> str | None:
    """Return the key behind which another is to stand; None: before all."""
    if key not in order:
        return str(list(node.entries)[-1]) if node.entries else None
    before = order[: order.index(key)]
    return next((str(one) for one in reversed(list(node.entries)) if one in before), None)


def plan_insert(document: Document, node: Mapping, key: str, value: Value, anchor: str | None) -> list[Edit]:
    """Return the edit that puts a key into a mapping, behind another or before all."""
    source, text = document.source, document.source.text
    begins = node.at.offset
    if node.is_flow:
        words = f"{key}: {write_flow(value)}"
        if not node.entries:
            return [Edit(Place(source, begins + 1), "", words)]
        if anchor is None:
            return [Edit(Place(source, begins + 1), "", f"{words}, ")]
        return [Edit(Place(source, find_end(get_value(node, anchor), text)), "", f", {words}")]
    newline, style = find_newline(source, begins), detect_style(document.root)
    if not node.entries:
        lead = newline if text[document.start : document.end].rstrip(" \t")[-1:] not in ("", "\n", "\r") else ""
        lines = newline.join(write_entry(key, value, style, 0))
        return [Edit(Place(source, document.end), "", f"{lead}{lines}{newline}")]
    indent = next(iter(node.entries)).at.column - 1
    lines = newline.join(write_entry(key, value, style, indent))
    if anchor is None:
        return [Edit(Place(source, begins), "", f"{lines.lstrip(' ')}{newline}{' ' * indent}")]
    return [Edit(Place(source, find_line_end(get_value(node, anchor), text)), "", f"{newline}{lines}")]


def plan_append(document: Document, node: Sequence, *values: Value) -> list[Edit]:
    """Return the edit that adds items to a list that has some."""
    source, text, last = document.source, document.source.text, node.items[-1]
    if node.is_flow:
        return [Edit(Place(source, find_end(last, text)), "", "".join(f", {write_flow(value)}" for value in values))]
    style, dash = detect_style(document.root), node.at.column - 1
    dashed = Place(source, find_dash(node, text, len(node.items) - 1))
    if isinstance(last, Mapping) and not last.is_flow and last.at.line == dashed.line:
        style = Style(style.step, style.dash, last.at.column - node.at.column)
    newline = find_newline(source, node.at.offset)
    lines = "".join(f"{newline}{line}" for value in values for line in write_item(value, style, dash))
    return [Edit(Place(source, find_line_end(last, text)), "", lines)]


def plan_first(document: Document, node: Node, parent: Node, key: str, value: Value) -> list[Edit]:
    """Return the edits that write the first item of a list below its key, in the place of `[]` or nothing."""
    assert isinstance(parent, Mapping), "a list in a list is written in brackets"
    source, text = document.source, document.source.text
    at, end = place_of(node).offset, find_end(node, text)
    if not re.fullmatch(r"(?:\[\s*\])?", text[at:end]):
        raise CannotEdit(place_of(node), "a comment stands in the empty list")
    column = next(name for name in parent.entries if name == key).at.column - 1
    style, newline = detect_style(document.root), find_newline(source, at)
    lines = newline.join(write_item(value, style, column + style.dash))
    begins = len(text[:at].rstrip(" \t"))
    gone = [Edit(Place(source, begins), text[begins:end], "")] if end > at else []
    return [*gone, Edit(Place(source, find_line_end(node, text)), "", f"{newline}{lines}")]


def fill_flow(node: Node, text: str, value: Value) -> list[Edit]:
    """Return the edit that puts the first item into empty brackets."""
    if not isinstance(node, Sequence):
        raise CannotEdit(place_of(node), "there are no brackets to put a value into")
    return [Edit(Place(node.at.source, node.at.offset + 1), "", write_flow(value))]


def plan_remove(document: Document, parent: Mapping | Sequence, index: int) -> list[Edit]:
    """Return the edit that takes out one of several values, with its key or its dash."""
    source, text, children = document.source, document.source.text, list_children(parent)
    starts = [key.at.offset for key in parent.entries] if isinstance(parent, Mapping) else []
    is_last = index == len(children) - 1
    if parent.is_flow:
        starts = starts or [place_of(child).offset for child in children]
        start = find_end(children[index - 1], text) if is_last else starts[index]
        end = find_end(children[index], text) if is_last else starts[index + 1]
    else:
        starts = starts or [find_dash(parent, text, number) for number in range(len(children))]
        start = find_line_start(text, starts[index])
        end = find_line_end(children[index], text)
        if text[start : starts[index]].strip(" "):  # it shares its line with the dash of what holds it
            start, end = starts[index], end if is_last else starts[index + 1]
        else:
            end += len(find_newline(source, end)) if end < len(text) else 0
    if has_comment(parent, start, end, text):
        raise CannotEdit(Place(source, starts[index]), "a comment stands in what would be taken out")
    return [Edit(Place(source, start), text[start:end], "")]


def find_line_start(text: str, offset: int) -> int:
    """Return where the line begins in which a place lies."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def find_dash(node: Mapping | Sequence, text: str, index: int) -> int:
    """Return where the dash of an item stands."""
    if index == 0:
        return node.at.offset
    dash = re.compile(rf"(?<=[\r\n]) {{{node.at.column - 1}}}-(?=[ \t\r\n]|\Z)")
    found = dash.search(text, find_end(list_children(node)[index - 1], text))
    if not found:
        raise CannotEdit(node.at, "its items do not stand below each other")
    return found.end() - 1


def rewrite(document: Document, path: Path, node: Scalar, words: str) -> str:
    """Return a text as it is written in the place of another, in its marks or as a block like it."""
    text, at = document.source.text, node.text.at
    holders = [document.find(path[:length]) for length in range(len(path))]
    is_flow = any(not isinstance(holder, Scalar) and holder.is_flow for holder in holders)
    if is_block(node, text):
        lines = re.split(r"\r\n|\n|\r", text[at.offset : find_end(node, text)])
        is_stripped = re.fullmatch(r">-[ \t]*(?:#.*)?", lines[0])
        if not is_stripped or UNFOLDED.search(words) or len(lines) < 2:
            raise CannotEdit(at, "words like these cannot stand in the place of this block")
        indent = len(lines[1]) - len(lines[1].lstrip(" "))
        return find_newline(document.source, at.offset).join((lines[0], *fold(words, indent)))
    if text.startswith('"', at.offset):
        return quote_yaml(words)
    if text.startswith("'", at.offset) and words.isprintable():
        return "'" + words.replace("'", "''") + "'"
    if isinstance(words, Folded) and not is_flow and not UNFOLDED.search(words) and not node.text:
        style = detect_style(document.root)
        column = min(holder.at.column for holder in holders[-1:] if not isinstance(holder, Scalar))
        newline = find_newline(document.source, at.offset)
        return newline.join((">-", *fold(words, column - 1 + style.step)))
    return write_text(words, is_flow)


def finish(document: Document, edits: Iterable[Edit], path: Path, change: Callable[[list[Plain]], Plain]) -> Document:
    """Return the document after edits, read again; raise CannotEdit if it is not exactly what was meant."""
    source = document.source
    texts, failed = apply_edits(edits)
    fresh = Source(source.path, texts[source.path])
    after = open_document(fresh)
    wanted = change_at(to_plain(document.root), path, change)
    tail = source.text[document.end :], fresh.text[after.end :]
    if failed or to_plain(after.root) != wanted or len(after.problems) > len(document.problems) or tail[0] != tail[1]:
        raise CannotEdit(place_of(document.find(path[:-1])), "the change would change more than is meant")
    if split_front_matter(source) and fresh.text[: after.start] != source.text[: document.start]:
        raise CannotEdit(Place(source), "the change would move the front matter")
    return after


def change_at(plain: Plain, path: Path, change: Callable[[list[Plain]], Plain]) -> Plain:
    """Return what a tree says when the value at a path has changed."""
    if not path:
        return change(plain if isinstance(plain, list) else [])
    assert isinstance(plain, list), "a path leads through mappings and lists"
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [*plain[:step], change_at(plain[step], rest, change), *plain[step + 1 :]]
    return [(key, change_at(value, rest, change)) if key == step else (key, value) for key, value in plain]


def to_plain(value: Node | Value) -> Plain:
    """Return what a tree, or a value that is to be written, says."""
    if isinstance(value, Scalar):
        return str(value.text)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return [(str(key), to_plain(item)) for key, item in value.entries.items()]
    if isinstance(value, Sequence):
        return [to_plain(item) for item in value.items]
    if isinstance(value, dict):
        return [(str(key), to_plain(item)) for key, item in value.items()]
    return [to_plain(item) for item in value]

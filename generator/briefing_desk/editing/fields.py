"""What a noun's keys are to say: each comes, changes or goes, and what says the same already stays as it is. Pure."""

from briefing_desk.editing.documents import Document, Path
from briefing_desk.editing.notation import Value
from briefing_desk.editing.operations import insert, remove, replace, to_plain
from briefing_desk.syntax.yaml_tree import Mapping


def change_value(document: Document, path: Path, value: Value | None, order: tuple[str, ...] = ()) -> Document:
    """Return a document in which a key has another value, has come, or is gone."""
    holder, key = path[:-1], str(path[-1])
    parent = document.find(holder)
    is_there = isinstance(parent, Mapping) and key in parent.entries
    if value is None:
        return remove(document, path) if is_there else document
    if is_there and isinstance(value, str) and isinstance(given := document.find(path), Mapping) and given.entries:
        return change_value(document, (*path, str(next(iter(given.entries)))), value, order)
    if not is_there:
        return insert(document, holder, key, value, order)
    is_same = to_plain(document.find(path)) == to_plain(value)
    return document if is_same else replace(document, path, value)

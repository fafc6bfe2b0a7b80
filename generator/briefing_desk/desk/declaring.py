"""New names: a stub goes into the vocabulary, at its place and in the file's own style."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from briefing_desk.desk.changes import make_text_change, tell_apart, write
from briefing_desk.desk.requests import Refusal, describe_problem
from briefing_desk.desk.workspace import Workspace
from briefing_desk.disk.read import Reader
from briefing_desk.editing.documents import Document, open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import Value
from briefing_desk.editing.operations import append, insert
from briefing_desk.schema.model import Actor, Event, Publisher, Question
from briefing_desk.schema.records import list_keys
from briefing_desk.schema.seeds import read_actors, read_publishers, read_topic
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

TOPIC = ("title", "summary", "questions", "events")
"""The keys of a topic, as they are written."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be declared."""

    path: str
    read: Callable[[Source], tuple[Any, list[Problem]]]
    noun: type
    list: str = ""
    """The key of the list that holds it; empty where the file maps ids to it."""


KINDS = {
    "actor": Kind("seeds/actors.yml", read_actors, Actor),
    "publisher": Kind("seeds/publishers.yml", read_publishers, Publisher),
    "question": Kind("seeds/topics/{topic}.yml", read_topic, Question, "questions"),
    "event": Kind("seeds/topics/{topic}.yml", read_topic, Event, "events"),
}


def declare_name(workspace: Workspace, kind: str, topic: str, id: str, given: Mapping[str, Value]) -> None:
    """Write a stub into the vocabulary; raise Refusal where it would bring an error."""
    wanted = KINDS[kind]
    for name in (id, topic) if wanted.list else (id,):
        try:
            check_id(name)
        except Wrong as wrong:
            raise Refusal(422, f"`{name}`: {wrong}") from wrong
    path = wanted.path.format(topic=topic)
    if wanted.list and topic not in workspace.seeds.topics:
        raise Refusal(422, f"there is no topic `{topic}`")
    known = [key for key in list_keys(wanted.noun) if key not in ("id", "first_id", "accepted")]
    values = {key: given[key] for key in known if given.get(key)}
    reader = Reader(workspace.root)
    is_new = not (workspace.root / path).is_file()
    data = None if is_new else reader.read_bytes(path)
    source = Source(path, "") if is_new else reader.read_source(path)
    if source is None:
        raise Refusal(422, f"{path} cannot be read")
    before = {tell_apart(problem) for problem in wanted.read(source)[1]}
    try:
        document = put(open_document(source), wanted, id, values)
    except CannotEdit as error:
        raise Refusal(422, str(error)) from error
    wrong_now = [problem for problem in wanted.read(document.source)[1] if tell_apart(problem) not in before]
    if wrong_now:
        raise Refusal(422, "nothing was written", [describe_problem(problem) for problem in wrong_now])
    write(workspace, f"{kind} {id}", "", [make_text_change(path, data, document.source.text)])
    workspace.refresh_vocabulary()


def put(document: Document, kind: Kind, id: str, values: Mapping[str, Value]) -> Document:
    """Return a vocabulary's file with a name more: in the order of ids where they have one, else at the end."""
    if kind.list:
        return append(document, (kind.list,), {"id": id, **values}, TOPIC)
    ids = [str(key) for key in document.root.entries]
    order = sorted([*ids, id]) if len(ids) > 1 and ids == sorted(ids) and id not in ids else ()
    return insert(document, (), id, dict(values), order)

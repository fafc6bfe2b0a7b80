"""What the files of `seeds/` say, each parsed once for as long as it holds the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from briefing_desk.disk.read import Reader
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.codings import read_coding, read_settlements
from briefing_desk.schema.model import Actor, Article, Coding, Publisher, Review, Settlements, Topic
from briefing_desk.schema.reviews import read_review
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.store.database import Store
from briefing_desk.store.file_states import Files
from briefing_desk.store.packing import (
    find_unpack,
    pack,
    pack_outline,
    pack_problem,
    unpack_outline,
    unpack_problem,
)
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of file, and how it is read."""

    parse: Callable[[Source], tuple[T | None, list[Problem]]]
    type: Any


ARTICLE: Kind[Article] = Kind(read_article, Article)
TOPIC: Kind[Topic] = Kind(read_topic, Topic)
ACTORS: Kind[dict[str, Actor]] = Kind(read_actors, dict[str, Actor])
PUBLISHERS: Kind[dict[str, Publisher]] = Kind(read_publishers, dict[str, Publisher])
REVIEW: Kind[Review] = Kind(read_review, Review)
CODING: Kind[Coding] = Kind(read_coding, Coding)
SETTLEMENTS: Kind[Settlements] = Kind(read_settlements, Settlements)
EVIDENCE = find_unpack(tuple[Evidence, ...])


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """What one file says."""

    noun: T
    source: Source
    """The file; of one that was read by an earlier run blank, with the same lines and columns."""
    made_of: str
    """The SHA-256 of its bytes, or of its text."""
    problems: tuple[Problem, ...]


def read_fact(reader: Reader, files: Files, kind: Kind[T], path: str) -> Fact[T] | None:
    """Return what a file says, or None with the problems noted."""
    digest = files.hash(path)
    if digest and (known := recall_fact(files.store, kind, path, digest)):
        reader.problems.extend(known.problems)
        return known
    before = len(reader.problems)
    pair = reader.parse(path, kind.parse)
    if pair is None:
        return None
    source, noun = pair
    digest = digest_as_read(reader.root / path, source.text, digest)
    fact = Fact(noun, source, digest, tuple(reader.problems[before:]))
    keep_fact(files.store, path, fact)
    return fact


def digest_as_read(full: Path, text: str, digest: str | None) -> str:
    """Return what tells that a text was read of bytes with this digest; another one, if they changed in between."""
    own = sha256(text.encode()).hexdigest()
    if digest is None or digest == own:
        return own
    try:
        is_same = sha256(full.read_bytes()).hexdigest() == digest  # a byte-order mark, or an encoding of its own
    except OSError:
        return own
    return digest if is_same else own


def keep_fact(store: Store, path: str, fact: Fact[Any]) -> None:
    """Note what a file says."""
    value = [pack(fact.noun), pack_outline(fact.source.text), list(map(pack_problem, fact.problems))]
    store.put("nouns", path, fact.made_of, value)


def recall_fact(store: Store, kind: Kind[T], path: str, made_of: str) -> Fact[T] | None:
    """Return what a file says if an earlier run has read these bytes of it."""
    row = store.find("nouns", path, made_of)
    if row is None:
        return None
    noun, outline, problems = row
    source = Source(path, unpack_outline(outline))
    told = tuple(unpack_problem(problem, source) for problem in problems)
    return Fact(find_unpack(kind.type)(noun, source), source, made_of, told)

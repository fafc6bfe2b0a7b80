"""What a site holds, as far as every run must know it: its vocabulary, and of each article what leads from it.

Each file is parsed once for as long as it holds the same bytes; an article's own words stay in the store until
something is made of them.
"""

# Long for a reason: one scan: what it holds is loaded piece by piece, and only here is it known which pieces are.

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from briefing_desk.build.entries import Entry, make_entry, pack_entry, unpack_entry
from briefing_desk.disk.read import Progress, Reader, ignore, list_coders, read_settings
from briefing_desk.disk.workers import spread
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.codings import locate_coding, locate_settlements
from briefing_desk.schema.model import Article, Coder, Coding, Review, Seeds
from briefing_desk.schema.seeds import read_article
from briefing_desk.schema.settings import Settings, order_topics
from briefing_desk.store.database import DamagedError, Store, pack_json
from briefing_desk.store.facts import (
    ACTORS,
    ARTICLE,
    CODING,
    EVIDENCE,
    PUBLISHERS,
    REVIEW,
    SETTLEMENTS,
    TOPIC,
    Fact,
    Kind,
    digest_as_read,
    read_fact,
    recall_fact,
)
from briefing_desk.store.file_states import Files
from briefing_desk.store.packing import pack, pack_outline, pack_problem, unpack_problem
from briefing_desk.syntax.errors import AGAIN, UsageError
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem

T = TypeVar("T")
WITH_TEXT = " text"
"""Ends the key of what came of the check of an article with its text from elsewhere."""
Waiting = tuple[str, str, str | None]
"""An article's id, its path, and the digest of its bytes."""
MOST_LOADED = 2000
"""Articles that are held at once, about 20 kB each."""


@dataclass(slots=True)
class Survey:
    """A site as far as every run must know it; filled in step by step."""

    root: Path
    texts: Path | None
    store: Store
    files: Files
    seeds: Seeds = field(default_factory=Seeds)
    """The vocabulary; articles are in `entries`."""
    settings: Settings = field(default_factory=Settings)
    reviews: dict[str, Review] = field(default_factory=dict)
    coders: dict[str, Coder] = field(default_factory=dict)
    """What others have coded a second time."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of the files of topics, reviews and second codings, by path."""
    entries: dict[str, Entry] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    """Articles that are there and have not been read yet, by id, the newest first."""
    receipts: dict[str, str] = field(default_factory=dict)
    """The digest of each receipt that is there, by article."""
    problems: list[Problem] = field(default_factory=list)
    loaded: dict[str, Fact[Article]] = field(default_factory=dict)
    """Articles that were asked for lately: pages made one after the other are about the same."""
    evidence: dict[str, tuple[str, dict[str, Evidence]]] = field(default_factory=dict)
    """What is known of their quotes, with the digest of what it was found out from."""

    def load_article(self, id: str) -> Fact[Article]:
        """Return an article in full."""
        if id not in self.loaded:
            if len(self.loaded) >= MOST_LOADED:
                self.loaded.clear()
                self.evidence.clear()
            self.loaded[id] = self.find_article(id)
        return self.loaded[id]

    def find_article(self, id: str) -> Fact[Article]:
        """Return an article from the store."""
        path = f"seeds/articles/{id}.md"
        fact = recall_fact(self.store, ARTICLE, path, self.entries[id].made_of)
        if fact is None:  # the store was lost while it was used
            fact = read_fact(Reader(self.root), self.files, ARTICLE, path)
        if fact is None or fact.made_of != self.entries[id].made_of:
            raise UsageError(f"cannot read {self.root / path}: {AGAIN}")
        return fact

    def load_evidence(self, id: str, made_of: str) -> dict[str, Evidence]:
        """Return what is known of an article's quotes, by their ids."""
        known = self.evidence.get(id)
        if known is None or known[0] != made_of:
            names = id, f"{id}{WITH_TEXT}"
            packed = next(filter(None, (self.store.find("evidence", name, made_of) for name in names)), None)
            if packed is None:
                raise DamagedError("what is known of an article's quotes is gone")
            known = self.evidence[id] = made_of, {one.id: one for one in EVIDENCE(packed[0], NOWHERE)}
        return known[1]


NOWHERE: Any = None
"""Evidence has no place in a file."""


def sort_ids(ids: Iterable[str]) -> list[str]:
    """Return ids of articles in the order of their files, each once."""
    return sorted(set(ids), key=lambda id: f"{id}.md")


def survey_site(
    root: Path, texts: Path | None, store: Store, follow: Progress = ignore, most: int | None = None
) -> Survey:
    """Return what a site holds; raise UsageError where there is nothing to read.

    `follow` is told how many of the articles have been looked at. Of those that no earlier run has read, at `most` so
    many are read, the newest first; the others wait.
    """
    if not (root / "seeds").is_dir():
        raise UsageError(f"no folder `seeds` in {root}: run this in a site's folder, or name it with --root")
    if texts is not None and not texts.is_dir():
        raise UsageError(f"the folder {texts} that --texts or BRIEFING_TEXTS names does not exist")
    survey = Survey(root, texts, store, Files(root, store))
    reader = Reader(root)
    actors = read_fact(reader, survey.files, ACTORS, "seeds/actors.yml")
    has_publishers = (root / "seeds/publishers.yml").is_symlink() or (root / "seeds/publishers.yml").exists()
    publishers = read_fact(reader, survey.files, PUBLISHERS, "seeds/publishers.yml") if has_publishers else None
    topics = read_folder(survey, reader, TOPIC, "seeds/topics")
    survey_articles(survey, reader, follow, most)
    reviews = read_folder(survey, reader, REVIEW, "seeds/reviews")
    survey_coders(survey, reader)
    survey.receipts = hash_receipts(survey, reader)
    survey.settings, found = read_settings(root)
    survey.seeds = Seeds(
        actors.noun if actors else {},
        publishers.noun if publishers else {},
        order_topics(topics, survey.settings),
        {},
        frozenset(reader.unread),
        survey.settings.language,
    )
    survey.reviews = reviews
    survey.problems = [*reader.problems, *found]
    return survey


def read_folder(survey: Survey, reader: Reader, kind: Kind[T], folder: str) -> dict[str, T]:
    """Return what every file of a folder says, by id."""
    found: dict[str, T] = {}
    for id, path in reader.list_files(folder, ".yml"):
        if (noun := read_noted(survey, reader, kind, path)) is not None:
            found[id] = noun
    return found


def survey_coders(survey: Survey, reader: Reader) -> None:
    """Note what others have coded a second time."""
    for coder, articles in list_coders(reader):
        codings: dict[str, Coding] = {}
        for id in articles:
            if coded := read_noted(survey, reader, CODING, locate_coding(coder, id)):
                codings[id] = coded
        path = locate_settlements(coder)
        log = read_noted(survey, reader, SETTLEMENTS, path) if (survey.root / path).exists() else None
        survey.coders[coder] = Coder(codings, log.settlements if log else ())


def read_noted(survey: Survey, reader: Reader, kind: Kind[T], path: str) -> T | None:
    """Return what a file says, and note its digest."""
    fact = read_fact(reader, survey.files, kind, path)
    if fact is None:
        return None
    survey.digests[path] = fact.made_of
    return fact.noun


def survey_articles(survey: Survey, reader: Reader, follow: Progress, most: int | None) -> None:
    """Note every article; those that have changed are parsed, on all cores where there are many."""
    known = survey.store.list_all("articles")
    paths = dict(reader.list_files("seeds/articles", ".md"))
    found: dict[str, tuple[Any, list[Any]]] = {}
    changed: list[Waiting] = []
    for done, (id, path) in enumerate(paths.items()):
        follow(done, len(paths))
        digest = survey.files.hash(path)
        row = known.get(id)
        if digest and row and row[0] == digest:
            found[id] = row[1][0], row[1][1]
        else:
            changed.append((id, path, digest))
    if most is not None:
        changed = put_newest_first(survey.root, changed)
        survey.waiting = {one[0]: one for one in changed[most:]}
        changed = changed[:most]
    found |= learn_articles(survey, reader, changed)
    survey.store.forget("articles", known.keys() - found.keys() - survey.waiting.keys())
    survey.store.forget("nouns", [f"seeds/articles/{id}.md" for id in known.keys() - paths.keys()])
    for id in paths:
        if id in found:
            packed, told = found[id]
            survey.entries[id] = unpack_entry(list(packed))
            source = survey.load_article(id).source if told and survey.entries[id].has_accepted else None
            reader.problems.extend(unpack_problem(problem, source) for problem in told)


def put_newest_first(root: Path, changed: Iterable[Waiting]) -> list[Waiting]:
    """Return articles in the order in which somebody is likely to ask for them."""

    def find_time(one: Waiting) -> tuple[int, str]:
        try:
            return (root / one[1]).stat().st_mtime_ns, one[0]
        except OSError:
            return 0, one[0]

    return sorted(changed, key=find_time, reverse=True)


def learn_articles(survey: Survey, reader: Reader, changed: list[Waiting]) -> dict[str, tuple[Any, list[Any]]]:
    """Return what is known by now of articles that have changed, each with what is wrong with it, and keep it."""
    found: dict[str, tuple[Any, list[Any]]] = {}
    for (id, path, _), learned in zip(changed, spread(partial(learn_article, survey.root), changed), strict=True):
        problems, made_of, entry, noun = learned
        if entry is None:
            reader.unread.append(path)
            reader.problems.extend(map(unpack_problem, problems))
            continue
        found[id] = entry, problems
        survey.store.put("articles", id, made_of, [entry, problems])
        survey.store.put_packed("nouns", path, made_of, noun)
    return found


def read_waiting(survey: Survey, ids: Iterable[str]) -> None:
    """Take in some of the articles that wait."""
    waiting = [survey.waiting.pop(id) for id in ids]
    for id, (entry, _) in learn_articles(survey, Reader(survey.root), waiting).items():
        survey.entries[id] = unpack_entry(list(entry))


def renew_articles(survey: Survey) -> None:
    """Look again at every article that does not wait: what is new or has changed is parsed, what is gone forgotten."""
    reader = Reader(survey.root)
    paths = dict(reader.list_files("seeds/articles", ".md"))
    hashes = {id: survey.files.hash(path) for id, path in paths.items() if id not in survey.waiting}
    known = {id: entry.made_of for id, entry in survey.entries.items()}
    changed = [(id, paths[id], digest) for id, digest in hashes.items() if digest is None or known.get(id) != digest]
    found = learn_articles(survey, reader, changed)
    for id in (known.keys() - paths.keys()) | {id for id, _, _ in changed}:
        survey.entries.pop(id, None)
        survey.loaded.pop(id, None)
    survey.entries |= {id: unpack_entry(list(entry)) for id, (entry, _) in found.items()}
    for id in survey.waiting.keys() - paths.keys():
        del survey.waiting[id]
    survey.receipts = hash_receipts(survey, reader)


def hash_receipts(survey: Survey, reader: Reader) -> dict[str, str]:
    """Return the digest of each receipt that is there, by article."""
    files = reader.list_files("seeds/receipts", ".yml")
    return {id: survey.files.hash(path) or "absent" for id, path in files}


def learn_article(root: Path, file: Waiting) -> tuple[list[Any], str, list[Any] | None, str]:
    """Return what is wrong with an article's file, its digest, its entry, and itself as JSON; packed, to travel."""
    _, path, digest = file
    reader = Reader(root)
    pair = reader.parse(path, read_article)
    told = list(map(pack_problem, reader.problems))
    if pair is None:
        return told, "", None, ""
    source, article = pair
    made_of = digest_as_read(root / path, source.text, digest)
    split = split_front_matter(source)
    has_body = bool(split and source.text[split.body :].strip())
    entry = pack_entry(make_entry(article, made_of, has_body))
    return told, made_of, entry, pack_json([pack(article), pack_outline(source.text), told])

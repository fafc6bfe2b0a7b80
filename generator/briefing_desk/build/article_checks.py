"""Check each article against everything that it names, once for as long as none of this changes."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from briefing_desk.analysis.identity import list_first_ids
from briefing_desk.analysis.order import Order, order_cells
from briefing_desk.build.entries import Cell, Entry
from briefing_desk.build.survey import WITH_TEXT, Survey, sort_ids
from briefing_desk.checks.assemble import AtHand, check_article
from briefing_desk.checks.references import Declared, declare
from briefing_desk.disk.read import Reader, find_text
from briefing_desk.disk.workers import spread
from briefing_desk.quotes.recognition import names_somebody
from briefing_desk.schema.model import Article, Receipt, Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.references import list_matters, list_references
from briefing_desk.store.database import hash_all, pack_json
from briefing_desk.store.facts import digest_as_read
from briefing_desk.store.file_states import TEXTS, Files
from briefing_desk.store.packing import pack, pack_problem, unpack_problem
from briefing_desk.syntax.errors import AGAIN, UsageError
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import ArticleText

ABSENT = "absent"
"""Stands for what is not there or cannot be read: what rests on it is found out again each time."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What articles are checked against, and the digest of each part of it."""

    declared: Declared
    ordered: Mapping[Cell, tuple[str, ...]]
    """The articles of each cell in which a position says what it precedes or follows."""
    nouns: Mapping[str, str]
    """The digest of each name that is declared, by kind and name; of a topic without its events and matters."""
    texts: Mapping[str, str]
    """The digest of each text in the texts' folder, by article."""
    actors: str
    """The digest of all actors."""


@dataclass(slots=True)
class Checked:
    """What came of the checks; filled in article by article."""

    keys: dict[str, str] = field(default_factory=dict)
    """The digest of everything that readers see of an article, by id."""
    with_text: set[str] = field(default_factory=set)
    """The articles whose text was at hand."""
    unread: set[str] = field(default_factory=set)
    """Receipts that could not be read."""
    problems: list[Problem] = field(default_factory=list)


def lay_grounds(survey: Survey) -> Grounds:
    """Return what the articles of a site are checked against."""
    seeds, entries = survey.seeds, survey.entries
    first = {id: survey.load_article(id).noun for id, entry in entries.items() if entry.first_id}
    renamed = list_first_ids(Seeds(seeds.actors, seeds.publishers, seeds.topics, first))
    declared = declare(seeds, entries.keys(), renamed)
    cells = {cell for entry in entries.values() if entry.is_ordered for cell in entry.cells}
    ordered: dict[Cell, list[str]] = {}
    for id, entry in entries.items() if cells else ():
        for cell in cells.intersection(entry.cells):
            ordered.setdefault(cell, []).append(id)
    nouns = {f"actor {id}": hash_all((repr(actor),)) for id, actor in seeds.actors.items()}
    nouns |= {f"publisher {id}": hash_all((repr(found),)) for id, found in seeds.publishers.items()}
    nouns |= {f"event {id}": hash_all((repr(event),)) for id, event in declared.events.items()}
    bare = {id: replace(topic, events=(), matters=()) for id, topic in seeds.topics.items()}
    nouns |= {f"topic {id}": hash_all((repr(topic),)) for id, topic in bare.items()}
    for reference, topic, question in list_references(seeds.topics):
        nouns[f"question {reference}"] = hash_all((str(topic.title), repr(question)))
    nouns |= {f"matter {reference}": hash_all((repr(matter),)) for reference, matter in list_matters(seeds.topics)}
    actors = hash_all(part for pair in nouns.items() if pair[0].startswith("actor ") for part in pair)
    return Grounds(declared, {cell: tuple(ids) for cell, ids in ordered.items()}, nouns, hash_texts(survey), actors)


def hash_texts(survey: Survey) -> dict[str, str]:
    """Return the digest of each text in the texts' folder, by article."""
    if survey.texts is None:
        return {}
    folder = hash_all((os.fsencode(survey.texts.resolve()).hex(),))
    files = Files(survey.texts, survey.store, prefix=f"{TEXTS}{folder} ")
    names = set(Reader(survey.texts).list_names("."))
    wanted = (id for id, entry in survey.entries.items() if not entry.has_body and f"{id}.txt" in names)
    return {id: files.hash(f"{id}.txt") or ABSENT for id in wanted}


def check_articles(survey: Survey, grounds: Grounds) -> Checked:
    """Return what is wrong with each article by itself, and against everything that it names."""
    checked = Checked()
    known = survey.store.list_all("checks")
    pending = []
    for id, entry in survey.entries.items():
        parts = list(list_grounds(id, entry, survey, grounds))
        checked.keys[id] = hash_all(parts)
        all_parts = (*parts, *list_own_grounds(id, entry, survey, grounds))
        key = hash_all(all_parts)
        row = known.get(name_check(id, grounds))
        if row and row[0] == key and ABSENT not in all_parts:
            add_result(survey, checked, id, row[1])
        else:
            pending.append((id, key))
    survey.store.rest()
    orders = order_known(survey, grounds)
    for (id, key), (result, evidence) in zip(
        pending, spread(partial(check_one, survey, grounds, orders), pending), strict=True
    ):
        name = name_check(id, grounds)
        survey.store.put("checks", name, key, result)
        survey.store.put_packed("evidence", name, checked.keys[id], evidence)
        add_result(survey, checked, id, result)
    gone = [name for name in known if name.removesuffix(WITH_TEXT) not in survey.entries]
    survey.store.forget("checks", gone)
    survey.store.forget("evidence", gone)
    return checked


def name_check(id: str, grounds: Grounds) -> str:
    """Return the key of what came of a check: runs with the texts and runs without let each other's stand."""
    return f"{id}{WITH_TEXT}" if id in grounds.texts else id


def list_grounds(id: str, entry: Entry, survey: Survey, grounds: Grounds) -> Iterator[str]:
    """Yield the digests of what readers see of an article, and of everything that it names."""
    yield entry.made_of
    yield survey.receipts.get(id, "")
    for kind, names in (
        ("actor", entry.actors),
        ("publisher", entry.publishers),
        ("event", entry.events),
        ("question", entry.questions),
        ("matter", entry.matters),
    ):
        for name in names:
            yield grounds.nouns.get(f"{kind} {name}", ABSENT)
    for name in entry.occasions:
        found = survey.entries.get(name)
        event = grounds.nouns.get(f"event {name}", "")
        yield event + found.made_of if found else event or ABSENT
    for cell in sorted(grounds.ordered.keys() & set(entry.cells)) if grounds.ordered else ():
        for other in grounds.ordered[cell]:
            found = survey.entries[other]
            yield f"{other} {found.made_of}"
            yield from (grounds.nouns.get(f"event {name}", "") for name in (*found.events, *found.occasions))


def list_own_grounds(id: str, entry: Entry, survey: Survey, grounds: Grounds) -> Iterator[str]:
    """Yield the digests of what the checks of an article rest on beside that: its text, the site's limits."""
    yield repr(survey.settings.limits)
    yield survey.settings.language
    if entry.has_body:
        yield "body"
    elif text := grounds.texts.get(id):
        yield text
        yield grounds.actors  # whose names stand in lines that say who speaks


def add_result(survey: Survey, checked: Checked, id: str, result: list[Any]) -> None:
    """Take in what came of the check of one article."""
    problems, has_text, unread = result
    if has_text:
        checked.with_text.add(id)
    checked.unread.update(unread)
    source = survey.load_article(id).source if problems and survey.entries[id].has_accepted else None
    checked.problems.extend(unpack_problem(problem, source) for problem in problems)


def check_one(
    survey: Survey, grounds: Grounds, orders: Mapping[Cell, Mapping[str, Order]], one: tuple[str, str]
) -> tuple[list[Any], str]:
    """Return what is wrong with an article, and what is known of its quotes; packed, to travel."""
    id, _ = one
    reader = Reader(survey.root)
    article = survey.load_article(id).noun
    found = AtHand(read_receipt_of(survey, reader, id), read_text_of(survey, reader, id, article))
    named = {name: survey.load_article(name).noun for name in survey.entries[id].occasions if name in survey.entries}
    evidence, problems = check_article(
        id, article, grounds.declared, {**named, id: article}, orders, found, survey.settings.limits
    )
    told = [pack_problem(problem) for problem in (*reader.problems, *problems)]
    return [told, found.text is not None, reader.unread], pack_json([pack(tuple(evidence.values()))])


def read_receipt_of(survey: Survey, reader: Reader, id: str) -> Receipt | None:
    """Return an article's receipt, or None, with what is wrong with it noted; raise UsageError as `check_same` does."""
    pair = reader.parse(f"seeds/receipts/{id}.yml", read_receipt) if id in survey.receipts else None
    if pair is None:
        return None
    check_same(survey.root, pair[0], survey.receipts[id])
    return pair[1]


def read_text_of(survey: Survey, reader: Reader, id: str, article: Article) -> tuple[str, ArticleText] | None:
    """Return where an article's text was found, and the text; raise UsageError as `check_same` does."""
    source = reader.read_source(f"seeds/articles/{id}.md") if has_text(survey, id) else None
    if source is None:
        return None
    check_same(survey.root, source, survey.entries[id].made_of)
    known = partial(names_somebody, actors=survey.seeds.actors)
    return find_text(reader, id, source, survey.texts, article.language, known)


def has_text(survey: Survey, id: str) -> bool:
    """Say whether an article's text may be at hand, below its front matter or in the folder of texts."""
    elsewhere = survey.texts is not None and os.path.lexists(survey.texts / f"{id}.txt")
    return survey.entries[id].has_body or elsewhere


def check_same(root: Path, source: Source, digest: str) -> None:
    """Raise UsageError for a file that is no longer what it was when the run began."""
    if digest != ABSENT and digest_as_read(root / source.path, source.text, digest) != digest:
        raise UsageError(f"cannot read {root / source.path}: {AGAIN}")


def order_known(survey: Survey, grounds: Grounds) -> dict[Cell, dict[str, Order]]:
    """Return the order of the occasions of each cell in which positions say anything of it."""
    return order_cells(load_seeds(survey, list_ordered(grounds)), grounds.declared.events)


def list_ordered(grounds: Grounds) -> set[str]:
    """Return the articles that report of a cell in which positions say anything of their order."""
    return {id for ids in grounds.ordered.values() for id in ids}


def load_seeds(survey: Survey, ids: Iterable[str]) -> Seeds:
    """Return the vocabulary with some of the articles, in the order of their files."""
    articles: dict[str, Article] = {id: survey.load_article(id).noun for id in sort_ids(ids)}
    seeds = survey.seeds
    return Seeds(seeds.actors, seeds.publishers, seeds.topics, articles, seeds.unread, seeds.language)

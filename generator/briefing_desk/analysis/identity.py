"""Which things of two states, or of a name's history, are the same although their ids differ. Pure.

An id is where a thing is found; it may be renamed. `first_id` keeps the one under which readers met it first, so that
feeds do not tell them everything again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing_desk.analysis.order import sort_key
from briefing_desk.analysis.position_changes import PositionChange
from briefing_desk.analysis.statements import Report, Statement, find_taken_in
from briefing_desk.quotes.evidence import get_id
from briefing_desk.schema.model import Actor, Publisher, Seeds
from briefing_desk.schema.references import get_topic_id, list_references, make_reference, split_reference
from briefing_desk.syntax.ids import make_id
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Text
from briefing_desk.text.normalise import normalise

KINDS = "actor", "publisher", "topic", "question", "event", "article"
"""Kinds of things whose ids may differ; topics come before what is declared in them."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Other ids of things, by kind, then by id; what is not there has the same."""

    by_kind: Mapping[str, Mapping[str, str]]

    def find(self, kind: str, id: str) -> str:
        """Return the other id of a thing."""
        return self.by_kind[kind].get(id, id)

    def trace(self, kind: str, other: str) -> str | None:
        """Return the thing that has an id as its other one, if one has."""
        return next((id for id, found in self.by_kind.get(kind, {}).items() if found == other), None)

    def find_cell(self, actor: str, question: str) -> tuple[str, str]:
        """Return the other ids of an actor and of a question."""
        return self.find("actor", actor), self.find("question", question)

    def name_report(self, report: Report) -> str:
        """Return the id that a report has under the other names."""
        actor, question = self.find_cell(report.actor, str(report.position.question))
        return make_id("e", question, actor, get_id(self.find("article", report.article_id), report.position.quotes[0]))

    def name_shift(self, shift: PositionChange) -> str:
        """Return the id that a change of position has under the other names."""
        first = min(shift.after, key=self.rank_statement)
        event = first.reports[0].position.event
        occasion = f"event {self.find('event', event)}" if event else self.name_report(first.reports[0])
        return make_id("h", *self.find_cell(shift.cell.actor, shift.cell.question), occasion)

    def rank_statement(self, statement: Statement) -> tuple[object, ...]:
        """Return what tells which of the statements of a change was known first, whatever its article is called now."""
        named = min((self.find("article", r.article_id), self.name_report(r)) for r in statement.reports)
        return find_taken_in(statement), sort_key(statement.date), named


def list_first_ids(seeds: Seeds) -> Ids:
    """Return the first id of everything that was renamed."""
    return Ids({kind: {id: first for id, first in find_first(kind, seeds) if id != first} for kind in KINDS})


def find_first(kind: str, seeds: Seeds) -> Iterator[tuple[str, str]]:
    """Yield each thing of a kind by its id, with the id that it had first; a question with that of its topic."""
    if kind == "question":
        for reference, topic, question in list_references(seeds.topics):
            first = topic.first_id or get_topic_id(reference)
            yield reference, make_reference(first, question.first_id or question.id)
    else:
        yield from ((id, str(first or id)) for id, first, _ in list_declared(kind, seeds))


def list_declared(kind: str, seeds: Seeds) -> Iterator[tuple[str, Text | None, Place]]:
    """Yield each thing of a kind but questions: its id, its first id if it is noted, and where it is declared."""
    if kind == "event":
        events = (event for topic in seeds.topics.values() for event in topic.events)
        yield from ((str(event.id), event.first_id, event.id.at) for event in events)
    elif kind == "publisher":
        yield from ((id, None, one.name.at) for id, one in seeds.publishers.items())
    elif kind == "actor":
        yield from ((id, actor.first_id, actor.name.at) for id, actor in seeds.actors.items())
    elif kind == "topic":
        yield from ((id, topic.first_id, topic.title.at) for id, topic in seeds.topics.items())
    else:
        yield from ((id, article.first_id, article.title.at) for id, article in seeds.articles.items())


def find_renames(before: Seeds, after: Seeds) -> Ids:
    """Return the ids that things of one state have in another, where they differ.

    The same thing has the same first id; without one, the same id; else, where each side has just one, the same name.
    """
    ids = Ids({kind: {} for kind in KINDS})
    for kind in KINDS:
        ids = Ids({**ids.by_kind, kind: match_things(kind, before, after, ids)})
    return ids


def match_things(kind: str, before: Seeds, after: Seeds, ids: Ids) -> dict[str, str]:
    """Return the ids that the things of a kind have in another state, where they differ."""
    old, new = dict(find_first(kind, before)), dict(find_first(kind, after))
    by_first = {first: id for id, first in new.items()}
    found = {id: by_first[first] for id, first in old.items() if first in by_first}
    taken = set(found.values())
    for id in old.keys() - found.keys():
        topic, question = split_reference(id)
        here = make_reference(ids.find("topic", topic), question) if question else id
        if here in new and here not in taken:
            found[id] = here
    taken = set(found.values())
    nothing = Ids({kind: {} for kind in KINDS})
    gone = name_things(kind, before, [id for id in old if id not in found], ids)
    come = name_things(kind, after, [id for id in new if id not in taken], nothing)
    found |= {gone[name]: come[name] for name in gone.keys() & come.keys()}
    return {id: found[id] for id in sorted(found) if found[id] != id}


def name_things(kind: str, seeds: Seeds, wanted: Iterable[str], ids: Ids) -> dict[tuple[str, ...], str]:
    """Return those of the wanted things whose name no other of them has, by the name; topics under their other ids."""
    names = list_names(kind, seeds, ids)
    by_name: dict[tuple[str, ...], list[str]] = {}
    for id in wanted:
        by_name.setdefault(names[id], []).append(id)
    return {name: found[0] for name, found in by_name.items() if len(found) == 1}


def list_names(kind: str, seeds: Seeds, ids: Ids) -> dict[str, tuple[str, ...]]:
    """Return by what each thing of a kind is known to readers, by id."""
    if kind in ("actor", "publisher"):
        nouns: Mapping[str, Actor | Publisher] = seeds.actors if kind == "actor" else seeds.publishers
        return {id: (normalise(noun.name), noun.kind) for id, noun in nouns.items()}
    if kind == "article":
        dates = {id: article.date.text if article.date else "" for id, article in seeds.articles.items()}
        return {id: (normalise(a.title), str(a.url or ""), dates[id]) for id, a in seeds.articles.items()}
    topics = {id: (ids.find("topic", id), topic) for id, topic in seeds.topics.items()}
    if kind == "topic":
        return {id: (normalise(topic.title),) for id, (_, topic) in topics.items()}
    if kind == "question":
        return {
            reference: (topics[get_topic_id(reference)][0], normalise(question.proposition))
            for reference, _, question in list_references(seeds.topics)
        }
    return {str(event.id): (name, normalise(event.title)) for name, topic in topics.values() for event in topic.events}


def check_first_ids(seeds: Seeds) -> Iterator[Problem]:
    """Yield a problem for each thing whose first id another thing has or had: feeds would take the two for one."""
    for kind in ("actor", "topic", "event", "article"):
        yield from check_distinct(kind, list_declared(kind, seeds))
    for topic in seeds.topics.values():
        yield from check_distinct("question", ((str(q.id), q.first_id, q.id.at) for q in topic.questions))


def check_distinct(kind: str, declared: Iterable[tuple[str, Text | None, Place]]) -> Iterator[Problem]:
    """Yield a problem for each thing of a kind whose first id is another's too; where it is written, if it is."""
    known: dict[str, tuple[str, Text | None, Place]] = {}
    for id, first, at in declared:
        name = str(first or id)
        if name not in known:
            known[name] = id, first, at
            continue
        other, written, there = known[name]
        if other == id:
            continue  # one id twice in a file or two is told where it is read
        place = first.at if first else written.at if written else at
        mine, its = (id, other) if first else (other, id)
        elsewhere = there if first else at
        message = (
            f"the {kind} `{mine}` has the first id `{name}`, and so has `{its}` ({elsewhere.path}:{elsewhere.line})"
        )
        help = f"give the newer of the two a `first_id` that no {kind} has or had, such as `{name}-2`"
        yield Problem(place, "duplicate-id", message, help)

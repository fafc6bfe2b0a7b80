"""Load what a page is made of: the articles about its subject alone, and what of the others it shows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing_desk.analysis.cells import Comparable, Stances
from briefing_desk.analysis.library import Library
from briefing_desk.build.subjects import Index
from briefing_desk.build.survey import NOWHERE, Survey, sort_ids
from briefing_desk.checks.assemble import make_library
from briefing_desk.disk.read import Pages
from briefing_desk.regions.merge import Wishes
from briefing_desk.schema.dates import UNKNOWN, Day, parse_interval
from briefing_desk.schema.model import Article, Freshness, Review, Seeds, Stance
from briefing_desk.schema.references import get_topic_id
from briefing_desk.store.packing import find_unpack, pack

CITES = re.compile(r"\[\^([a-z0-9-]+)")
"""May be a citation: of what prose may cite, the article's id."""
FRESHNESS = find_unpack(Freshness)


@dataclass(frozen=True, slots=True)
class Summary:
    """What others need of a topic."""

    freshness: Freshness
    held: Mapping[str, Mapping[str, str | None]]
    """By question, then by actor: the stance by which it can be compared, with its date."""
    changes: Mapping[str, str]
    """By year of record: the digest of everything that is known of the cells whose last change is of that year."""


def pack_summary(summary: Summary) -> Any:
    """Return a summary as what JSON can say."""
    return [pack(summary.freshness), summary.held, summary.changes]


def unpack_summary(packed: Any) -> Summary:
    """Return a summary again."""
    return Summary(FRESHNESS(packed[0], NOWHERE), *packed[1:])


def pack_comparable(found: Comparable | None) -> str | None:
    """Return the stance by which a cell can be compared with its date, as what JSON can say."""
    return f"{found.stance} {found.date.text}" if found else None


def unpack_comparable(packed: str | None) -> Comparable | None:
    """Return the same again."""
    if packed is None:
        return None
    stance, _, text = packed.partition(" ")
    return Comparable(Stance(stance), parse_interval(text) if text else UNKNOWN)


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that pages are made with."""

    survey: Survey
    keys: Mapping[str, str]
    """The digest of each article with all that it names, by id: under it stands what is known of its quotes."""
    index: Index
    pages: Pages
    citable: frozenset[str]
    wishes: Wishes
    since: Day
    ordered: Mapping[tuple[str, str], tuple[str, ...]]
    """The articles of each cell in which a position says what it precedes or follows."""
    held: Stances = field(default_factory=dict)


def load_library(job: Job, ids: Iterable[str], reviews: Mapping[str, Review], topics: Iterable[str] = ()) -> Library:
    """Return the library of some articles, which knows of the others what pages show of them."""
    survey, found = job.survey, sort_ids(ids)
    articles: dict[str, Article] = {id: survey.load_article(id).noun for id in found}
    evidence = {id: survey.load_evidence(id, job.keys[id]) for id in found}
    entries = [survey.entries[id] for id in found]
    questions = {question for entry in entries for question in entry.questions}
    events = {name for entry in entries for name in (*entry.events, *entry.occasions)}
    wanted = set(map(get_topic_id, questions)).union(topics)
    needed = {
        id: topic
        for id, topic in survey.seeds.topics.items()
        if id in wanted or not events.isdisjoint(map(str, (event.id for event in topic.events)))
    }
    seeds = Seeds(survey.seeds.actors, survey.seeds.publishers, needed, articles)
    library = make_library(seeds, evidence, reviews, job.held)
    return replace(library, holders=job.index.actors.keys(), split=job.index.split, cut=job.index.cut, since=job.since)


def add_cited(job: Job, library: Library, text: str) -> Library:
    """Return a library that knows the articles, too, that a page may cite."""
    named = CITES.findall(text)
    cited = {id: job.survey.load_article(id).noun for id in named if id in job.survey.entries}
    return replace(library, seeds=replace(library.seeds, articles={**library.seeds.articles, **cited}))


def list_citable_ids(survey: Survey) -> frozenset[str]:
    """Return what prose can cite: articles and `article:passage`; of an article that could not be read, anything."""
    passages = (f"{id}:{passage}" for id, entry in survey.entries.items() for passage in entry.passages)
    unread = [path.split("/")[-1].removesuffix(".md") for path in survey.seeds.unread if "/articles/" in path]
    return frozenset(passages).union(survey.entries, unread, (f"{id}:*" for id in unread))

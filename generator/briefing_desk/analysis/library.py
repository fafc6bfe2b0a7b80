"""A site, joined and derived, as a noun: what pages are made from."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from briefing_desk.analysis.cells import Cell, Cells, Stances
from briefing_desk.analysis.reliability import Reliability
from briefing_desk.analysis.statements import Report
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Event, Freshness, Question, Seeds, Topic
from briefing_desk.schema.references import get_topic_id

MAX_ENTRIES = 120
"""So many reports stand on the page of their topic; where there are more, each question has a page of its own."""
MOST_CELLS, MOST_SIDE = 1600, 40
"""A matrix has room for so many fields, or so many actors by so many questions; of more those with most positions."""


@dataclass(frozen=True, slots=True)
class Library:
    """A site, or the articles about one subject, joined and derived: what pages are made from."""

    seeds: Seeds
    evidence: Mapping[str, Mapping[str, Evidence]]
    """By article, then by quote id."""
    cells: Cells
    events: Mapping[str, Event]
    reports: Mapping[str, tuple[Report, ...]]
    """Every report of an article, by article, in the order of the cells."""
    by_topic: Mapping[str, Cells]
    questions: Mapping[str, tuple[Topic, Question]]
    """Every question with its topic, by `topic/question`."""
    by_actor: Mapping[str, Mapping[str, Cell]]
    """The cells of each actor that holds a position, by question."""
    holders: Collection[str]
    """The actors that have a page: those that hold a position, wherever."""
    held: Stances
    """What each of them holds on each question, as far as it can be compared."""
    split: frozenset[str]
    """The topics whose questions have pages of their own."""
    cut: frozenset[str]
    """The topics whose matrix has no room for all of its actors and questions."""
    since: Day
    """The day on which the first article was taken in; 1 January 1970 if there is none."""
    freshness: Mapping[str, Freshness]
    """How the prose of each topic, and of each other page that was reviewed, stands to the facts."""
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    """How far each second coder agrees with the first."""


def find_split(questions: Iterable[str]) -> frozenset[str]:
    """Return the topics on which there is too much for one page, given the question of each report."""
    reports = Counter(map(get_topic_id, questions))
    return frozenset(topic for topic, number in reports.items() if number > MAX_ENTRIES)


def find_cut(heard: Iterable[tuple[str, str]], topics: Mapping[str, Topic]) -> frozenset[str]:
    """Return the topics whose matrix has no room for all, given who holds a position on which question."""
    actors = Counter(topic for _, topic in {(actor, get_topic_id(question)) for actor, question in heard})
    return frozenset(id for id, topic in topics.items() if actors[id] * len(topic.questions) > MOST_CELLS)

"""The whole site, joined and derived, as a noun: what pages are made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell, Cells, Coverage
from briefing_desk.analysis.statements import Report
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.schema.model import Event, Freshness, Question, Seeds, Topic


@dataclass(frozen=True, slots=True)
class Library:
    """The whole site, joined and derived: what pages are rendered from."""

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
    coverage: Coverage
    """What was read for the whole site."""
    freshness: Mapping[str, Freshness]
    """How the prose of each topic, and of each other page that was reviewed, stands to the facts."""

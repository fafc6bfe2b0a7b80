"""Which feeds are watched, and what became of the articles that they brought, as files. Reads no disk.

`seeds/watch.yml` lists the feeds. Decisions are a file for each person, so that no two people write in the same one.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Places, Url
from briefing_desk.schema.seeds import read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source, Text

FEEDS = "seeds/watch.yml"
FOLDER = "seeds/watched"
HEADER = "# Written by `briefing desk`: what one person decided on articles that watched feeds brought.\n"


class Decided(StrEnum):
    """What somebody decided on an article that a feed brought."""

    DISMISSED = "dismissed"
    MINE = "mine"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is watched."""

    url: Url
    """Its address: RSS, Atom or JSON Feed."""
    name: Text | None = None
    """What the queue calls it; if absent, what it calls itself."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds that are watched."""

    feeds: tuple[Feed, ...]
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided on one article, on which day."""

    url: Url
    decided: Decided
    day: Day
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What one person decided."""

    decisions: tuple[Decision, ...] = ()
    """Oldest first; of two on one article the later counts."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


def locate_decisions(person: str) -> str:
    """Return the path of a person's decisions."""
    return f"{FOLDER}/{person}.yml"


def read_feeds(source: Source) -> tuple[Feeds | None, list[Problem]]:
    """Read the list of feeds."""
    return read_noun(Feeds, source)


def read_decisions(source: Source) -> tuple[Decisions | None, list[Problem]]:
    """Read a person's decisions."""
    return read_noun(Decisions, source)

"""Passages that somebody else has marked in an article, as files: candidates, and never positions. Reads no disk.

`candidates/ARTICLE.yml` stands beside `seeds/`. Nothing in it is shown to readers: what a person takes over from it is
written as a position of the article, in that person's own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256

from briefing_desk.editing.notation import Folded, Value
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Basis, Places, Quote, Stance, Verbatim
from briefing_desk.schema.seeds import read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source, Text
from briefing_desk.text.normalise import normalise

FOLDER = "candidates"
HEADER = (
    "# Written by `briefing import`: passages that others have marked, for a person to judge. None is a position.\n"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that somebody has marked, with what they said of it."""

    exact: Verbatim
    """The article's words."""
    prefix: Verbatim | None = None
    """The words right before it, if it stands in several places."""
    suffix: Verbatim | None = None
    """The words right behind it, if it stands in several places."""
    by: Text | None = None
    """Who marked it, as their program names them."""
    note: Text | None = None
    """What they wrote beside it."""
    tags: tuple[Text, ...] = ()
    """Their tags."""
    actor: Text | None = None
    """Who holds a position in it, as they say."""
    question: Text | None = None
    """`topic/question`, as they say."""
    stance: Stance | None = None
    """The stance, as they say."""
    condition: Text | None = None
    """With `conditional`: what it depends on, as they say."""
    basis: Basis | None = None
    """How one knows, as they say."""
    summary: Text | None = None
    """Their sentence on it."""
    date: Interval | None = None
    """Of the statement, as they say."""
    origin: Text | None = None
    """Its id in the program that it comes from."""
    dismissed: Day | None = None
    """When a person decided that it shows no position."""
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def quote(self) -> Quote:
        """The passage as a quote of an annotation."""
        return Quote(self.exact, self.prefix, self.suffix)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same one when it is imported again: its passage, who marked it, and what they said."""
        said = (self.by, self.note, *sorted(self.tags), self.actor, self.question, self.stance, self.summary)
        passage = (normalise(part or "") for part in (self.exact, self.prefix, self.suffix))
        return (*passage, *(str(word or "") for word in said), self.date.text if self.date else "")

    @property
    def name(self) -> str:
        """The same in a few characters."""
        return sha256(repr(self.key).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Proposals:
    """The passages that others have marked in one article."""

    candidates: tuple[Proposal, ...] = ()
    """In the order in which they came."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


def locate_proposals(article: str) -> str:
    """Return the path of what others have marked in an article."""
    return f"{FOLDER}/{article}.yml"


def read_proposals(source: Source) -> tuple[Proposals | None, list[Problem]]:
    """Read a file of candidates."""
    return read_noun(Proposals, source)


def write_proposal(proposal: Proposal) -> Mapping[str, Value]:
    """Return a candidate as it is written."""
    values: dict[str, Value] = {}
    for name in (one.name for one in fields(Proposal) if one.name != "places"):
        found = getattr(proposal, name)
        if name == "exact":
            values[name] = Folded(found)
        elif isinstance(found, tuple) and found:
            values[name] = list(map(str, found))
        elif found:
            values[name] = found.text if isinstance(found, Interval) else str(found)
    return values

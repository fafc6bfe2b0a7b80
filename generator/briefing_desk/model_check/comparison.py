"""What a person codes otherwise, or not, of what a language model has found, and its file. Pure.

`findings/PERSON/ARTICLE.yml` stands beside `seeds/`. Nothing in it is a position, or is shown to readers, until a
person has written one; then the position says who proposed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing_desk.exchange.proposals import Proposal
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Places, Position
from briefing_desk.schema.seeds import read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source, Text

Held = tuple[str, str]
FOLDER = "findings"
HEADER = "# Written by `briefing desk`: what a language model found in an article that a person had coded without it.\n"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a language model has found in one article."""

    model: Text
    """Which one, as the person calls it who has asked it."""
    done: Day
    """When the person said that the article was coded."""
    refused: tuple[Text, ...] = ()
    """How many findings were refused, and why."""
    candidates: tuple[Proposal, ...] = ()
    """What it found and what stands there."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


def locate_findings(person: str, article: str) -> str:
    """Return the path of what was found in an article, for the person who had coded it."""
    return f"{FOLDER}/{person}/{article}.yml"


def read_findings(source: Source) -> tuple[Findings | None, list[Problem]]:
    """Read a file of findings."""
    return read_noun(Findings, source)


def compare(findings: Findings, positions: Iterable[Position]) -> tuple[list[Proposal], list[Proposal]]:
    """Return what nobody has coded, and where the person who coded has another stance; the rest is agreed on."""
    held: dict[tuple[str, str], set[str]] = {}
    for position in positions:
        for holder in position.holders:
            held.setdefault((str(holder), str(position.question)), set()).add(position.stance.value)
    missing, differing = [], []
    for one in findings.candidates:
        stances = held.get((str(one.actor), str(one.question)))
        if stances is None:
            missing.append(one)
        elif one.stance and one.stance.value not in stances:
            differing.append(one)
    return missing, differing


def find_proposed(findings: Findings, positions: Iterable[Position], holders: Iterable[str], what: Held) -> str:
    """Return the model that proposed what a person writes now, and had not before; empty where it is theirs alone.

    `what` is a question and a stance.
    """
    others = compare(findings, positions)
    told = {(str(one.actor), (str(one.question), str(one.stance))) for found in others for one in found}
    return str(findings.model) if any((holder, what) in told for holder in holders) else ""

"""A second coder's positions as files, one an article; what the site shows is the first coder's. Reads no disk."""

from dataclasses import dataclass, field

from briefing_desk.schema.model import Places, Position
from briefing_desk.schema.records import read_record
from briefing_desk.schema.seeds import check_position, read_file
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

FOLDER = "seeds/codings"


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder has made of one article, without knowing what another has."""

    positions: tuple[Position, ...] = ()
    """Who holds which position; none: the article has been read, and shows none."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


def locate_coding(coder: str, article: str) -> str:
    """Return the path of a coder's file on an article."""
    return f"{FOLDER}/{coder}/{article}.yml"


def read_coding(source: Source) -> tuple[Coding | None, list[Problem]]:
    """Read a coder's file."""
    root, problems = read_file(source)
    coding = read_record(Coding, root, problems) if root is not None else None
    for position in coding.positions if coding else ():
        problems.extend(check_position(position))
    return coding, problems

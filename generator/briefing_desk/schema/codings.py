"""A second coder's positions as files, one an article, and how differences from the first were settled. Reads no disk.

What the site shows is the first coder's. `seeds/codings/CODER/ARTICLE.yml` holds positions, `seeds/codings/CODER.yml`
the log.
"""

from briefing_desk.schema.model import Coding, Settlements
from briefing_desk.schema.seeds import check_position, check_record, read_noun
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

FOLDER = "seeds/codings"
HEADER = "# Written by `briefing desk`: how differences between two codings were settled, and what each coder had.\n"


def locate_coding(coder: str, article: str) -> str:
    """Return the path of a coder's file on an article."""
    return f"{FOLDER}/{coder}/{article}.yml"


def locate_settlements(coder: str) -> str:
    """Return the path of the log of a second coder."""
    return f"{FOLDER}/{coder}.yml"


def read_coding(source: Source) -> tuple[Coding | None, list[Problem]]:
    """Read a coder's file."""
    coding, problems = read_noun(Coding, source)
    for position in coding.positions if coding else ():
        problems.extend(check_position(position))
    return coding, problems


def read_settlements(source: Source) -> tuple[Settlements | None, list[Problem]]:
    """Read the log of a second coder."""
    log, problems = read_noun(Settlements, source)
    for entry in log.settlements if log else ():
        if "settled" in entry.places:
            problems.extend(
                check_record(entry.settled, entry.places["settled"], "write the day on which it was settled")
            )
    return log, problems

"""Git's conflict markers: where a merge was left unresolved, and what that does to a region. Pure."""

import re
from dataclasses import dataclass, field

from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source


@dataclass(slots=True)
class Conflict:
    """Follows git's conflict markers inside one region.

    Two branches that regenerate a region change its closing marker too, so that the marker stands in both sides of the
    conflict; the region then ends with the conflict, provided that nothing follows the marker in either side.
    """

    is_open: bool = False
    was_seen: bool = False
    closes_region: bool = False
    spans_end: bool = False
    sides_ended: list[bool] = field(default_factory=list)
    is_clean: bool = True

    def feed(self, words: str, is_end: bool) -> None:
        """Take one more line; `is_end` says whether it closes the region."""
        found = MARKER.match(words)
        mark = found.group(1) if found else ""
        if not self.is_open:
            if mark == "<":
                self.is_open = self.was_seen = self.is_clean = True
                self.sides_ended = [False]
        elif mark in ("=", "|"):
            self.sides_ended.append(False)
        elif mark == ">":
            self.is_open = False
            self.closes_region = self.sides_ended[0] and self.sides_ended[-1] and self.is_clean
            self.spans_end = any(self.sides_ended) and not self.closes_region
        elif self.sides_ended[-1]:
            self.is_clean = False
        else:
            self.sides_ended[-1] = is_end


MARKER = re.compile(r"([<|=>])\1{6}(?: |$)")
"""Exactly seven: where git nests conflicts (diff3 of criss-cross merges), the inner ones have longer markers."""
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


def find_conflicts(source: Source) -> list[Problem]:
    """Return a problem for the first marker of an unresolved merge."""
    match = CONFLICT.search(source.text)
    if not match:
        return []
    message = "unresolved merge conflict"
    help = "keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>"
    return [Problem(Place(source, match.start()), "merge-conflict", message, help)]

"""Pages as the library wants them, before they meet the pages on disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing_desk.syntax.source import Source

FOLDER = "briefings"


CITATIONS = "citations"


DATA = "data"


SITE_PAGES = ("index.md", "changes.md", "topics/index.md", "actors/index.md", "sources/index.md", "method.md")
"""The pages about the whole site."""


REQUIRED = frozenset(("matrix", "evidence", "articles", "origins"))
"""Regions that other pages link into: they cannot be deleted."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One page as the library wants it, before it meets what is on disk."""

    path: str
    """Relative to the root."""
    template: str
    bodies: Mapping[str, str]
    """The body of each region, in the order of the template."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the template needs beside the regions."""
    templates: tuple[Source, ...] = ()
    """The site's own."""

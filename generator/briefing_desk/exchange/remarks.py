"""What a file of another program says of one passage, before it is looked for in the article. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing_desk.schema.model import Verbatim
from briefing_desk.syntax.source import Place, Text


@dataclass(frozen=True, slots=True)
class Remark:
    """One person's mark in one article; every word knows where in the file it stands."""

    at: Place
    source: Text | None
    """The article: its address or its id."""
    exact: Verbatim | None
    """The words that are marked; None: the remark is about the article as a whole."""
    prefix: str = ""
    suffix: str = ""
    """What stands around them, cut anywhere."""
    by: str = ""
    note: str = ""
    tags: tuple[Text, ...] = ()
    fields: Mapping[str, Text] = field(default_factory=dict)
    """What it says explicitly of a position: `actor`, `question`, `stance`, `summary`, `date`."""
    origin: str = ""
    """Its id in the program that it comes from."""


FIELDS = ("actor", "question", "stance", "summary", "date")
TAGGED = ("actor", "question", "stance")
"""What a tag may say, as our own export writes it: `stance:support`."""


def split_tags(tags: list[Text]) -> tuple[tuple[Text, ...], dict[str, Text]]:
    """Return the tags that are only tags, and what the others say explicitly of a position."""
    kept, fields = [], {}
    for tag in tags:
        name, colon, value = tag.partition(":")
        if colon and name in TAGGED and value.strip() and name not in fields:
            fields[name] = Text(value.strip(), tag.at)
        else:
            kept.append(tag)
    return tuple(kept), fields

"""What is known of the pages of a built site, kept in a file: never trusted, each part is compared before it is used.

The pages themselves are kept nowhere else than in the site that was built last.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from briefing_desk.mkdocs_site.kept_file import read_kept, tell_misshapen, write_kept

FILE = "site.json"
VERSION = 2
"""Another number for every change of what is written, and of what it means."""


@dataclass(frozen=True, slots=True)
class Built:
    """A page as it was built, and what its bytes depend on beside what those of all pages depend on."""

    source: str
    """The sum of its source's bytes."""
    output: str
    """The sum of the built page's bytes."""
    title: Any
    meta: dict[str, Any]
    asked: dict[str, bool]
    """Each file that was looked for while its links were made, and whether it was there."""
    ids: list[str]
    links: dict[str, dict[str, str]]
    """The anchors that it links to, by the source of the page that has them, each with the link as written."""
    found: str
    """Its entries in the search index."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a built site."""

    stamp: str = ""
    """The sum of what all pages depend on."""
    navigation: str = ""
    """The sum of what the navigation shows."""
    pages: Mapping[str, Built] = field(default_factory=dict)
    """By source."""


NOTHING = Known()
SO = "the whole site is built"
NAMES = [field.name for field in fields(Built)][:-1]
"""Of a page, all but its entries in the search index."""


def read_known(root: Path) -> tuple[Known, str]:
    """Return what is known of the site that was built last, and a note if it cannot be used."""
    body, note = read_kept(root, FILE, SO)
    head, *found = body.split(b"\n")
    try:
        version, *rest = json.loads(head or b"[0]")
        if version != VERSION:
            return NOTHING, note
        stamp, navigation, pages = rest
        built = {}
        for (uri, page), entries in zip(pages.items(), found, strict=True):
            built[uri] = check_built(Built(**dict(zip(NAMES, page, strict=True)), found=entries.decode()))
    except (AttributeError, RecursionError, TypeError, ValueError):
        return NOTHING, tell_misshapen(root, FILE, SO)
    return Known(stamp, navigation, built), ""


def check_built(page: Built) -> Built:
    """Return a page that has the types that it should have; raise TypeError for another."""
    texts = [page.source, page.output, *page.meta, *page.asked, *page.ids, *page.links]
    for links in page.links.values():
        texts += [*links, *links.values()]
    if type(page.ids) is not list or not all(isinstance(text, str) for text in texts):
        raise TypeError
    return page


def write_known(root: Path, known: Known) -> str:
    """Keep what is known for the next run; return a note if that cannot be done.

    The entries in the search index, which are most of it, are text already: a line for each page.
    """
    pages = {uri: [getattr(page, name) for name in NAMES] for uri, page in known.pages.items()}
    head = json.dumps([VERSION, known.stamp, known.navigation, pages], default=str, separators=(",", ":"))
    body = "\n".join([head, *(page.found for page in known.pages.values())])
    return write_kept(root, FILE, body.encode(), "the next run builds the whole site")

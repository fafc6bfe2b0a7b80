"""Every link within the built site leads somewhere, and every anchor is there once. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from briefing_desk.audit.tree import Element, Tree, list_names
from briefing_desk.regions.live_elements import ADDRESSES, HARMLESS, SCHEME, clean_address
from briefing_desk.syntax.hosts import check_host
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

SITE = "site"
FOREIGN = re.compile(r"(?:https?|wss?|ftp):|[/\\]{2}", re.IGNORECASE)
"""What leads to another host; to browsers a backslash is a slash, and after `https:` no slash is needed."""
MANY = ("ping", "attributionsrc")
"""The attributes that hold addresses with white space between them."""
SETS = ("srcset", "imagesrcset")
"""The attributes that hold addresses with commas between them."""
CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)")
SIZE = re.compile(r"(?:\([^)]*\)?|[^,(])*")
"""What stands behind an address in a `srcset`."""
NOT_FOUND = f"{SITE}/404.html"
"""A server shows it in place of any page, so its links begin at the server's root."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What has to be known of all pages before the links of one can be checked."""

    anchors: Mapping[str, Collection[str]]
    """Every name that a link can lead to, by page."""
    quotations: Mapping[str, Collection[str]]
    """Those of them that hold a quotation."""


def survey_pages(pages: Iterable[Source]) -> Survey:
    """Return what is known of pages, of which only one needs to be in memory."""
    names = {page.path: list_names(page) for page in pages}
    return Survey({path: found[0] for path, found in names.items()}, {path: found[1] for path, found in names.items()})


def list_links(tree: Tree) -> Iterator[tuple[Element, str, str]]:
    """Yield each address on a page with its element and attribute, as browsers read it."""
    for element in tree.elements:
        for name, value in element.attributes.items():
            if name in READERS:
                for url in READERS[name](value):
                    yield element, name, clean_address(url)


def split_set(text: str) -> Iterator[str]:
    """Yield the addresses of a `srcset`: a comma ends one only before white space or behind its size."""
    at = 0
    while match := CANDIDATE.match(text, at):
        url, at = match.group(1), match.end()
        if not url.endswith(","):
            size = SIZE.match(text, at)
            at = size.end() if size else at
        yield url.rstrip(",")


READERS: dict[str, Callable[[str], Iterable[str]]] = (
    {name: lambda value: (value,) for name in ADDRESSES}
    | dict.fromkeys(MANY, str.split)
    | dict.fromkeys(SETS, split_set)
)
"""How the addresses of each attribute are read."""


def check_links(tree: Tree, anchors: Mapping[str, Collection[str]], files: Collection[str]) -> Iterator[Problem]:
    """Yield every link of a page that leads nowhere within the site, and every anchor that is there twice."""
    yield from check_anchors(tree)
    for element, _, url in list_links(tree):
        problem = check_link(tree.source.path, url, anchors, files)
        if problem:
            yield Problem(tree.at(element), *problem)


def check_link(
    path: str, url: str, anchors: Mapping[str, Collection[str]], files: Collection[str]
) -> tuple[str, str, str] | None:
    """Return code, message and help for a link that is none; of one that leads off the site kind and host count."""
    scheme = SCHEME.match(url)
    if scheme and scheme.group().lower() not in HARMLESS:
        return "link-broken", f"`{url[:60]}` is no kind of link that a page may have", "link to https, http or mailto"
    if FOREIGN.match(url):
        why = check_host(url)
        return ("link-broken", f"`{url[:60]}` leads to no host: {why}", "mend the address") if why else None
    if scheme or (path == NOT_FOUND and url.startswith("/")):
        return None
    if url.startswith("/"):
        return "link-broken", f"`{url}` begins at the server's root", "link relative to the page"
    target, _, anchor = url.partition("#")
    found = find_target(path, target, files)
    if found is None:
        return "link-broken", f"`{url}` leads to no file of the site", "mend the link, or build again"
    if anchor and found in anchors and unquote(anchor) not in anchors[found] and anchor not in anchors[found]:
        return "anchor-missing", f"`{url}` leads to a place that its page does not have", "mend the link"
    return None


def find_target(path: str, target: str, files: Collection[str]) -> str | None:
    """Return the file that a relative link leads to."""
    target = unquote(target.partition("?")[0])
    full = normpath(join(dirname(path), target)) if target else path
    return next((found for found in (full, f"{full}/index.html") if found in files), None)


def check_anchors(tree: Tree) -> Iterator[Problem]:
    """Yield every id that stands on a page a second time."""
    seen: dict[str, Element] = {}
    for element in tree.elements:
        id = element.attributes.get("id")
        if id is None:
            continue
        if id in seen:
            message = f"the id `{id}` stands on line {tree.at(seen[id]).line} already"
            yield Problem(tree.at(element), "anchor-twice", message, "rename one of the two")
        seen.setdefault(id, element)

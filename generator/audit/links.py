"""Every link within the built site leads somewhere, and every anchor is there once. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from generator.audit.tree import Element, Tree
from generator.problems import Problem

SITE = "site"
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HARMLESS = ("http:", "https:", "mailto:", "tel:")
FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
LINKS = ("href", "src", "xlink:href", "action", "data", "poster")
"""The attributes that hold one address."""
NOT_FOUND = f"{SITE}/404.html"
"""A server shows it in place of any page, so its links begin at the server's root."""


def list_links(tree: Tree) -> Iterator[tuple[Element, str, str]]:
    """Yield each address on a page with its element and attribute; browsers strip the white space around it."""
    for element in tree.elements:
        for name in LINKS:
            if name in element.attributes:
                yield element, name, element.attributes[name].strip()
        for candidate in re.split(r",\s+", element.attributes.get("srcset", "")):
            if candidate.strip():
                yield element, "srcset", candidate.split()[0]


def check_links(trees: Mapping[str, Tree], files: Collection[str]) -> Iterator[Problem]:
    """Yield every link that leads nowhere within the site, every anchor that is missing or there twice."""
    anchors = {path: list_anchors(tree) for path, tree in trees.items()}
    for path, tree in trees.items():
        yield from check_anchors(tree)
        for element, _, url in list_links(tree):
            problem = check_link(path, url, anchors, files)
            if problem:
                yield Problem(tree.at(element.start), *problem)


def check_link(
    path: str, url: str, anchors: Mapping[str, Collection[str]], files: Collection[str]
) -> tuple[str, str, str] | None:
    """Return code, message and help for a link that is none; of those that lead off the site only the kind counts."""
    scheme = SCHEME.match(url)
    if scheme and scheme.group().lower() not in HARMLESS:
        return "link-broken", f"`{url[:60]}` is no kind of link that a page may have", "link to https, http or mailto"
    if scheme or FOREIGN.match(url) or (path == NOT_FOUND and url.startswith("/")):
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


def list_anchors(tree: Tree) -> set[str]:
    """Return every name that a link can lead to on a page."""
    named = {element.attributes["name"] for element in tree.select("a") if "name" in element.attributes}
    return named | {element.attributes["id"] for element in tree.elements if "id" in element.attributes}


def check_anchors(tree: Tree) -> Iterator[Problem]:
    """Yield every id that stands on a page a second time."""
    seen: dict[str, Element] = {}
    for element in tree.elements:
        id = element.attributes.get("id")
        if id is None:
            continue
        if id in seen:
            message = f"the id `{id}` stands on line {tree.at(seen[id].start).line} already"
            yield Problem(tree.at(element.start), "anchor-twice", message, "rename one of the two")
        seen.setdefault(id, element)

"""No script but ours and the theme's, and no request to anybody else. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.audit.links import FOREIGN, list_links
from generator.audit.tree import Element, Tree
from generator.problems import Problem
from generator.source import Place, Source

SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
MIN_FIXED = 20
"""Characters that a template must give itself for its script to be known again; else anything would be it."""
DATA = ("application/json", "application/ld+json")
"""Types of scripts that do not run."""
FORBIDDEN = ("iframe", "frame", "object", "embed", "applet", "base")
"""What shows or runs somebody else's page, or turns all links elsewhere."""
STAYS = {"canonical", "alternate", "author", "help", "license", "me", "next", "prev", "search"}
"""Relations for which a browser asks nothing of the address of a `<link>`."""
CSS_REQUEST = re.compile(r"""(?:url\(|@import)\s*(?:url\()?\s*["']?\s*((?:https?:)?//[^"')\s;]*)""", re.IGNORECASE)
SAFE_HELP = "find out what put it there; do not publish the site"


def make_matcher(templates: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that knows the scripts that templates write into pages.

    Where a template fills something in, it may be anything that cannot end the script.
    """
    bodies = {body.strip() for template in templates for body in SCRIPT.findall(template)}
    parts = [JINJA.split(body) for body in bodies]
    shapes = [
        re.compile("[^<]*".join(map(re.escape, fixed)), re.DOTALL)
        for fixed in parts
        if len("".join(fixed).strip()) >= (MIN_FIXED if len(fixed) > 1 else 1)
    ]
    return lambda script: any(shape.fullmatch(script.strip()) for shape in shapes)


def check_scripts(tree: Tree, is_known: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield everything on a page that runs, or could, and is not known; files of scripts are judged by their bytes."""
    for element in tree.elements:
        for message in complain(tree, element, is_known):
            yield Problem(tree.at(element.start), "foreign-script", message, SAFE_HELP)


def complain(tree: Tree, element: Element, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield what about one element could run."""
    given = element.attributes
    if element.tag in FORBIDDEN:
        yield f"`<{element.tag}>` has no place on our pages"
    if element.tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
        yield "the page sends its readers elsewhere"
    if is_inline(element) and not is_known(tree.read(element)):
        yield "the script stands in no template of the theme"
    for name in given:
        if name.startswith("on") or name == "srcdoc":
            yield f"the attribute `{name}` holds a script"


def is_inline(element: Element) -> bool:
    """Say whether an element is a script that stands on the page itself, and runs."""
    given = element.attributes
    return element.tag == "script" and "src" not in given and given.get("type", "").lower() not in DATA


def check_script_files(hashes: dict[str, str], known: Collection[str]) -> Iterator[Problem]:
    """Yield the files of scripts whose bytes are neither ours nor the theme's."""
    for path, found in sorted(hashes.items()):
        if found not in known:
            message = "the script is neither the theme's nor one of docs_dir"
            yield Problem(Place(Source(path, "")), "foreign-script", message, SAFE_HELP)


def check_requests(tree: Tree) -> Iterator[Problem]:
    """Yield everything that a page asks of another host without its reader's doing."""
    for element, attribute, url in list_links(tree):
        if FOREIGN.match(url) and loads(element, attribute):
            message = f"the page asks another host for `{url[:80]}`"
            yield Problem(tree.at(element.start), "outside-request", message, "keep the file in the site")
    for element in tree.elements:
        css = tree.read(element) if element.tag == "style" else element.attributes.get("style", "")
        for url in CSS_REQUEST.findall(css):
            message = f"the page asks another host for `{url[:80]}`"
            yield Problem(tree.at(element.start), "outside-request", message, "keep the file in the site")


def loads(element: Element, attribute: str) -> bool:
    """Say whether a browser follows an address by itself."""
    if element.tag == "link":
        return bool(set(element.attributes.get("rel", "").lower().split()) - STAYS)
    return not (element.tag in ("a", "area") and attribute in ("href", "xlink:href"))


def check_style_sheet(source: Source) -> Iterator[Problem]:
    """Yield what a style sheet asks of other hosts."""
    for match in CSS_REQUEST.finditer(source.text):
        message = f"the style sheet asks another host for `{match.group(1)[:80]}`"
        yield Problem(Place(source, match.start()), "outside-request", message, "keep the file in the site")

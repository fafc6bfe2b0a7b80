"""No script but ours and the theme's, and no request to anybody else. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from briefing_desk.audit.links import FOREIGN, list_links
from briefing_desk.audit.tree import Element, Tree
from briefing_desk.regions.live_elements import complain, is_inline_script
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source

SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
MIN_FIXED = 20
"""Characters that a template must give itself for its script to be known again; else anything would be it."""
STAYS = {"canonical", "alternate", "author", "help", "license", "me", "next", "prev", "search"}
"""Relations for which a browser asks nothing of the address of a `<link>`."""
PAINTED = (
    "style",
    "fill",
    "stroke",
    "filter",
    "mask",
    "clip-path",
    "cursor",
    "marker-start",
    "marker-mid",
    "marker-end",
)
"""Attributes that hold CSS: a style, and in drawings what may be a `url()`."""
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|([^\n]))", re.IGNORECASE)
CSS_REQUEST = re.compile(
    rf"""(?:(?:url|src|image|image-set)\(|@import|image-set\([^;{{}}]{{0,500}}?,)\s*(?:url\()?\s*["']?\s*"""
    rf"""((?:{FOREIGN.pattern})[^"')\s;]*)""",
    re.IGNORECASE,
)
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
        for message in complain_of(tree, element, is_known):
            yield Problem(tree.at(element), "foreign-script", message, SAFE_HELP)


def complain_of(tree: Tree, element: Element, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield what about one element could run."""
    yield from complain(element.tag, element.attributes)
    if is_inline(element) and not is_known(tree.read(element)):
        yield "the script stands in no template of the theme"


def is_inline(element: Element) -> bool:
    """Say whether an element is a script that stands on the page itself, and runs."""
    return is_inline_script(element.tag, element.attributes)


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
            yield Problem(tree.at(element), "outside-request", message, "keep the file in the site")
    for element in tree.elements:
        css = [value for name, value in element.attributes.items() if name in PAINTED]
        css += [tree.get_text(element)] if element.tag == "style" else []
        for url in (url for words in css for url in find_css_requests(words)):
            message = f"the page asks another host for `{url[:80]}`"
            yield Problem(tree.at(element), "outside-request", message, "keep the file in the site")


def loads(element: Element, attribute: str) -> bool:
    """Say whether a browser follows an address by itself."""
    if element.tag == "link":
        return bool(set(element.attributes.get("rel", "").lower().split()) - STAYS)
    return not (element.tag in ("a", "area") and attribute in ("href", "xlink:href"))


def check_style_sheet(source: Source) -> Iterator[Problem]:
    """Yield what a style sheet asks of other hosts."""
    for url, offset in find_css_requests(source.text).items():
        message = f"the style sheet asks another host for `{url[:80]}`"
        yield Problem(Place(source, offset), "outside-request", message, "keep the file in the site")


def find_css_requests(css: str) -> dict[str, int]:
    """Return what CSS asks of other hosts, each with the offset of the first place, as browsers read it."""
    bare = CSS_COMMENT.sub(lambda match: " " * len(match.group()), css)
    found: dict[str, int] = {}
    for match in CSS_REQUEST.finditer(bare):
        found.setdefault(match.group(1), match.start())
    if "\\" in bare:  # an escape may hide a name or an address; where it stands is then not told
        for match in CSS_REQUEST.finditer(CSS_ESCAPE.sub(resolve_escape, bare)):
            found.setdefault(match.group(1), 0)
    return found


def resolve_escape(match: re.Match[str]) -> str:
    """Return the character that an escape of CSS stands for."""
    code = int(match.group(1), 16) if match.group(1) else 0
    return match.group(2) or (chr(code) if 0 < code < 0x110000 else "\ufffd")

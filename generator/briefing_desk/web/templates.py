"""Fill templates: a region's, as blocks of raw HTML; a new page's, as Markdown. What a site's own do wrong is told."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefing_desk.syntax.problems import Problem
from briefing_desk.web.escape import Html
from briefing_desk.web.template_faults import Own, TemplateFault, find_complaint, place_complaint

if TYPE_CHECKING:
    from briefing_desk.web.environment import Templates

OUTSIDE = re.compile(r"\n(?!<|\n<[a-z])")
"""Where a line begins with no tag, or a block with none that opens. It begins with what is looked for fast."""


@lru_cache(maxsize=4)
def load_templates(own: Own) -> "Templates":
    """Return the environment in which a site's templates are compiled, each when it is first asked for."""
    from briefing_desk.web.environment import make_environment  # only what renders pays for it

    return make_environment(own)


def compile_templates(own: Own) -> None:
    """Compile every template now: copies of this process then find them, and need not each do it."""
    environment = load_templates(own)
    for name in environment.list_templates():
        environment.get_template(name)


def fill(own: Own, name: str, view: Mapping[str, Any]) -> str:
    """Return what a template makes of a view; raise TemplateFault for what a site's own does wrong."""
    return load_templates(own).fill(name, view)


def check_templates(own: Own) -> list[Problem]:
    """Return what is wrong with a site's own templates before any is filled: in their syntax and their names."""
    return load_templates(own).check() if own else []


def render_region(own: Own, name: str, view: Mapping[str, Any]) -> str:
    """Return what a region's template makes of a view: raw HTML blocks with blank lines between."""
    text = fill(own, f"regions/{name}.html", view)
    if own and text.strip("\n") and (complaint := find_complaint(text.strip("\n"))):
        raise TemplateFault(place_complaint(own, f"regions/{name}.html", *complaint))
    return make_blocks(text)


def make_blocks(text: str) -> str:
    """Return a template's lines as blocks of a Markdown page; raise ValueError where a line begins with no tag."""
    blocks = text.strip("\n")
    if "\n\n\n" in blocks:
        blocks = re.sub(r"\n{3,}", "\n\n", blocks)
    if blocks and (not re.match(r"<[a-z]", blocks) or OUTSIDE.search(blocks)):
        raise ValueError("a block begins with a tag on every line and holds no blank line")
    return blocks


def render_markdown(own: Own, name: str, view: Mapping[str, Any]) -> str:
    """Return what a region's template in Markdown makes of a view."""
    return fill(own, f"regions/{name}.md", view).rstrip("\n")


def render_page(
    own: Own, name: str, region: Callable[[str], str], words: Mapping[str, str], values: Mapping[str, Any]
) -> str:
    """Return a new page: a template in Markdown, in which `region(name)` puts a region and `words` are Markdown."""
    said = {key: Html(text) for key, text in words.items()}
    return fill(own, f"pages/{name}", {**values, "words": said, "region": lambda name: Html(region(name))})


def find_regions(own: Own, name: str) -> frozenset[str]:
    """Return the names of the regions that a new page has."""
    environment = load_templates(own)
    assert environment.loader
    source, _, _ = environment.loader.get_source(environment, f"pages/{name}")
    return frozenset(re.findall(r"region\(\"(\w+)\"\)", source))

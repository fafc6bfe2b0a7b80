"""New pages: a template with its regions."""

import re
from functools import cache
from typing import Any

from briefing_desk.messages.words import PAGES
from briefing_desk.regions.markers import format_region
from briefing_desk.web.drafts import Draft
from briefing_desk.web.headings import escape_heading


def fill_skeleton(draft: Draft) -> str:
    """Return a whole new page: the template with its regions."""

    def place_region(name: str) -> str:
        return format_region(name, draft.bodies[name])

    words = PAGES[draft.template.removesuffix(".md")]
    text: str = load_templates().get_template(draft.template).render(region=place_region, words=words, **draft.values)
    return text


def list_regions(template: str) -> frozenset[str]:
    """Return the names of the regions that a new page has."""
    environment = load_templates()
    source, _, _ = environment.loader.get_source(environment, template)
    return frozenset(re.findall(r"region\(\"(\w+)\"\)", source))


@cache
def load_templates() -> Any:
    """Return the templates' environment; an unknown name in a template is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only new pages pay for it

    environment = Environment(
        loader=PackageLoader("briefing_desk"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # a page is Markdown; headings go through `heading`
    )
    environment.filters["heading"] = escape_heading
    return environment

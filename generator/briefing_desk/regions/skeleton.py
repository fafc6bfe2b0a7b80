"""New pages: a template with its regions."""

from briefing_desk.messages.words import PAGES
from briefing_desk.regions.markers import format_region
from briefing_desk.web.drafts import Draft
from briefing_desk.web.templates import find_regions, render_page


def fill_skeleton(draft: Draft) -> str:
    """Return a whole new page: the template with its regions."""

    def place_region(name: str) -> str:
        if name not in draft.bodies:
            raise LookupError(f"this kind of page has no region `{name}`")
        return format_region(name, draft.bodies[name])

    words = PAGES[draft.template.removesuffix(".md")]
    return render_page(draft.templates, draft.template, place_region, words, draft.values)


def list_regions(template: str) -> frozenset[str]:
    """Return the names of the regions that a new page has."""
    return find_regions((), template)

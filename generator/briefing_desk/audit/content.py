"""What the pages promise is on the site: regions, the evidence of each cell, the words of each quote. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping

from briefing_desk.audit.links import Survey, find_target
from briefing_desk.audit.tree import Comment, Element, Tree
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.regions.markers import END, START, Page
from briefing_desk.schema.model import Seeds
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place
from briefing_desk.web.escape import UNSAFE
from briefing_desk.web.figures import show_words

HELP = "mend the HTML in the page's prose, then run `briefing build`"
EVIDENCE_HELP = "run `briefing build`; if it stays, the site's own template of the cell lacks it"
QUOTE_ID = re.compile(r"(?:e-[a-z2-7]{10}-)?(q-[a-z2-7]{10}|s-.+--.+)")
"""The id of a shown quote ends in the quote's own, or in that of a passage in the list of sources."""


def check_regions(page: Page, tree: Tree | None, path: str) -> Iterator[Problem]:
    """Yield the regions of a page that are not on its built page, once, whole, and around nothing but the page's body.

    Something around one marker of a region and not around the other has swallowed a part of it. A page that is not
    there, or was built from other regions, is told once.
    """
    if tree is None:
        if page.regions:
            message = f"the page did not reach the built site: there is no `{path}`"
            yield Problem(Place(page.source), "region-lost", message, "run `briefing build`")
        return
    sums = {match.group(1): match.group(2) for match in map(match_end, tree.comments) if match}
    old = [f"`{one.name}`" for one in page.regions if one.sum and (sums.get(one.name) or one.sum) != one.sum]
    if old:
        message = f"`{path}` was built before the page's regions changed: {', '.join(old)}"
        yield Problem(Place(page.source), "site-outdated", message, "run `briefing build`, then audit the new site")
        return
    for region in page.regions:
        if fault := find_fault(tree, region.name):
            message = f"the region `{region.name}` did not reach the built site: {fault}"
            yield Problem(page.source.at_line(page.source.locate(region.start)[0]), "region-lost", message, HELP)


def match_end(comment: Comment) -> re.Match[str] | None:
    """Return the match of a comment that is a region's closing marker."""
    return END.fullmatch(f"<!-- {comment.text} -->")


def find_fault(tree: Tree, name: str) -> str | None:
    """Return what is wrong with a region on a built page."""
    opening = find_markers(tree, START, name)
    closing = find_markers(tree, END, name)
    if len(opening) != 1 or len(closing) != 1:
        return f"its markers stand there {len(opening)} and {len(closing)} times, not once"
    around = opening[0].around
    if opening[0].order > closing[0].order or around is not closing[0].around:
        return "something in the page's prose closes inside it"
    if around is None or not is_body(around):
        return f"it lies within `<{around.tag}>`" if around else "it lies outside the page's body"
    return None


def find_markers(tree: Tree, shape: re.Pattern[str], name: str) -> list[Comment]:
    """Return the comments that are one marker of a region."""
    found = ((comment, shape.fullmatch(f"<!-- {comment.text} -->")) for comment in tree.comments)
    return [comment for comment, match in found if match and match.group(1) == name]


def is_body(element: Element) -> bool:
    """Say whether an element is what a theme puts around the whole of a page's own content."""
    return element.tag in ("article", "main", "body") or element.attributes.get("role") == "main"


def check_cells(tree: Tree, survey: Survey) -> Iterator[Problem]:
    """Yield every cell of a page's matrix from which no link leads to a quotation."""
    for cell in tree.select("td", "b-cell"):
        links = [found for found in tree.inside(cell) if "b-evidence-link" in found.classes]
        if not links:
            message = "the cell has no link to its evidence"
            yield Problem(tree.at(cell), "cell-without-evidence", message, EVIDENCE_HELP)
        for link in links:
            href = link.attributes.get("href", "")
            if not leads_to_quote(tree.source.path, href, survey.quotations):
                message = f"the evidence of the cell, `{href}`, shows no quotation"
                yield Problem(tree.at(link), "cell-without-evidence", message, EVIDENCE_HELP)


def leads_to_quote(path: str, href: str, quotations: Mapping[str, Collection[str]]) -> bool:
    """Say whether a link leads to something that holds a quotation."""
    target, _, anchor = href.partition("#")
    found = find_target(path, target, quotations)
    return found is not None and anchor in quotations[found]


def list_quotes(seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]]) -> dict[str, str]:
    """Return the words that must be shown for each quote and passage, by the id they are shown under."""
    shown = {}
    for id, article in seeds.articles.items():
        shown.update({key: fold_words(quote) for key, quote in evidence[id].items()})
        shown.update({f"s-{id}--{found.id}": shown[get_id(id, found)] for found in article.passages})
    return shown


def fold_words(quote: Evidence) -> str:
    """Return the words of a quote as readers see them, white space folded."""
    return " ".join(UNSAFE.sub("", show_words(quote)).split())


def check_quotes(tree: Tree, shown: Mapping[str, str]) -> Iterator[Problem]:
    """Yield every quote on a page whose words are not those that were checked."""
    for figure in tree.select("figure", "b-quote"):
        id = figure.attributes.get("id", "")
        match = QUOTE_ID.fullmatch(id)
        words = " ".join(tree.read(found) for found in tree.inside(figure) if found.tag == "blockquote")
        expected = shown.get(match.group(1)) if match else None
        if expected is None:
            message = f"no article has the quote `{id}`"
            yield Problem(tree.at(figure), "quote-differs", message, "run `briefing build`")
        elif words != expected:
            message = f"the words of `{id}` are not those that were checked"
            yield Problem(tree.at(figure), "quote-differs", message, "run `briefing build`")

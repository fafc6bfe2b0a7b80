"""Hold a built site against what it must be, one page at a time: of the others only ids are known. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefing_desk.audit.content import check_cells, check_quotes, check_regions, list_quotes
from briefing_desk.audit.links import FOREIGN, SITE, Survey, check_links, list_links, survey_pages
from briefing_desk.audit.policy import check_policy
from briefing_desk.audit.scripts import check_requests, check_script_files, check_scripts, check_style_sheet
from briefing_desk.audit.tree import Tree, parse_html
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.regions.markers import parse_page
from briefing_desk.schema.model import Seeds
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source


@dataclass(frozen=True, slots=True)
class Built:
    """The built site."""

    files: frozenset[str]
    """Every file below `site/`, relative to the root."""
    pages: tuple[str, ...]
    """The HTML pages among them."""
    read_page: Callable[[str], Source | None]
    """Reads one of them, if it can be read."""
    styles: tuple[Source, ...]
    """The style sheets."""
    scripts: dict[str, str]
    """The SHA-256 of every script's file, by path."""
    known: frozenset[str]
    """The SHA-256 of every script that may be there."""
    is_known: Callable[[str], bool]
    """Says whether a template writes such a script into pages."""
    problems: list[Problem]
    """What could not be read so far."""

    def read_pages(self) -> Iterator[Source]:
        """Yield every page that can be read, one after the other."""
        return (page for path in self.pages if (page := self.read_page(path)))


def examine(
    built: Built, seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]], pages: Mapping[str, Source]
) -> Iterator[Problem]:
    """Yield everything that is wrong with a built site; `evidence` is what is known of each article's quotes."""
    yield from check_script_files(built.scripts, built.known)
    for style in built.styles:
        yield from check_style_sheet(style)
    survey = survey_pages(built.read_pages())
    shown = list_quotes(seeds, evidence)
    written = {find_built(path, built): path for path in pages}
    for source in built.read_pages():
        markdown = pages[written[source.path]] if source.path in written else None
        yield from forget_page(source, examine_page(source, built, survey, shown, markdown))
    for path in sorted(written.keys() - survey.anchors.keys()):
        yield from check_markdown(pages[written[path]], None, path)
    yield from built.problems


def examine_page(
    source: Source, built: Built, survey: Survey, shown: Mapping[str, str], markdown: Source | None
) -> Iterator[Problem]:
    """Yield everything that is wrong with one built page."""
    tree = parse_html(source)
    yield from check_alive(tree, built, survey)
    if "<noscript" in source.text.lower():
        yield from check_alive(parse_html(source, scripting=False), built, survey)
    yield from check_policy(tree, built.is_known)
    yield from check_cells(tree, survey)
    yield from check_quotes(tree, shown)
    if markdown:
        yield from check_markdown(markdown, tree, source.path)


def check_alive(tree: Tree, built: Built, survey: Survey) -> Iterator[Problem]:
    """Yield what on a page leads elsewhere, runs or asks; without scripts readers also get what `<noscript>` holds."""
    yield from check_links(tree, survey.anchors, built.files)
    yield from check_scripts(tree, built.is_known)
    yield from check_requests(tree)


def check_markdown(source: Source, tree: Tree | None, path: str) -> Iterator[Problem]:
    """Yield the regions of a page that are not on its built page."""
    page, _ = parse_page(source)
    if page:
        yield from check_regions(page, tree, path)


def forget_page(source: Source, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a page at places of a blank text in which they have the same lines and columns.

    So that what is told of many pages does not keep their texts in memory.
    """
    found = list(problems)
    places = {(p.at.line, p.at.column) for p in found if p.at.source is source}
    widths = dict(sorted(places))  # the last, so the largest, column of each line
    starts, parts, at = {}, [], 0
    for line in range(1, max(widths, default=0) + 1):
        starts[line] = at
        parts.append(" " * (widths.get(line, 1) - 1))
        at += len(parts[-1]) + 1
    blank = Source(source.path, "\n".join(parts))
    return [
        replace(p, at=Place(blank, starts[p.at.line] + p.at.column - 1)) if p.at.source is source else p for p in found
    ]


def find_built(path: str, built: Built) -> str:
    """Return the path of a page's built page, in either of MkDocs' two ways to name it."""
    stem = path.removeprefix("briefings/").rpartition(".")[0]
    in_folder = f"{SITE}/{stem}/index.html"
    return in_folder if in_folder in built.files else f"{SITE}/{stem}.html"


def list_external(built: Built, seeds: Seeds) -> dict[str, Place]:
    """Return the addresses outside the site that readers are sent to, each with the place to mend it."""
    found: dict[str, Place] = {}
    for source in built.read_pages():
        tree = parse_html(source)
        for element, attribute, url in list_links(tree):
            url = url.partition("#")[0]
            if element.tag == "a" and attribute == "href" and is_external(url) and url not in found:
                found[url] = tree.at(element).forget_text()
    articles = seeds.articles.values()
    urls = [url for article in articles for url in (article.url, article.archived) if url]
    return found | {url.partition("#")[0]: url.at for url in urls}


def is_external(url: str) -> bool:
    """Say whether an address is one of another host that can be asked."""
    return bool(FOREIGN.match(url)) and url.lower().startswith(("http:", "https:"))

"""Hold a built site against what it must be. Pure."""

from collections.abc import Iterator, Mapping

from generator.audit.content import check_cells, check_quotes, check_regions, list_quotes
from generator.audit.gather import Built
from generator.audit.links import FOREIGN, SITE, check_links, list_links
from generator.audit.policy import check_policy
from generator.audit.scripts import check_requests, check_script_files, check_scripts, check_style_sheet
from generator.problems import Problem
from generator.read import Readings
from generator.regions import parse_page
from generator.source import Place, Source


def examine(built: Built, readings: Readings, pages: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield everything that is wrong with a built site."""
    yield from built.problems
    yield from check_links(built.trees, built.files)
    yield from check_script_files(built.scripts, built.known)
    yield from check_cells(built.trees)
    shown = list_quotes(readings.seeds, readings.receipts)
    for tree in built.trees.values():
        yield from check_scripts(tree, built.is_known)
        yield from check_policy(tree, built.is_known)
        yield from check_requests(tree)
        yield from check_quotes(tree, shown)
    for style in built.styles:
        yield from check_style_sheet(style)
    for path, source in pages.items():
        page, _ = parse_page(source)
        if page:
            target = find_built(path, built)
            yield from check_regions(page, built.trees.get(target), target)


def find_built(path: str, built: Built) -> str:
    """Return the path of a page's built page, in either of MkDocs' two ways to name it."""
    stem = path.removeprefix("briefings/").rpartition(".")[0]
    in_folder = f"{SITE}/{stem}/index.html"
    return in_folder if in_folder in built.files else f"{SITE}/{stem}.html"


def list_external(built: Built, readings: Readings) -> dict[str, Place]:
    """Return the addresses outside the site that readers are sent to, each with the place to mend it."""
    found = {
        url.partition("#")[0]: tree.at(element.start)
        for tree in built.trees.values()
        for element, attribute, url in list_links(tree)
        if element.tag == "a" and attribute == "href" and FOREIGN.match(url) and not url.startswith("//")
    }
    urls = (article.url for article in readings.seeds.articles.values() if article.url)
    return found | {url.partition("#")[0]: url.at for url in urls}

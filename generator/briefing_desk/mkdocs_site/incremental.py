"""The site by MkDocs, which renders only the pages that need it: the others are taken from the site before it.

A page is taken over if its source, all that every page depends on, what its links look for and its own built bytes are
what they were. MkDocs does the rest as always, so that links and anchors of all pages are checked each time.
`python -m briefing_desk.mkdocs_site.incremental PARENT TARGET [OLD]` runs in the site's folder.
"""

import gc
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from briefing_desk.disk.workers import end_with
from briefing_desk.mkdocs_site.bypass import AskedFiles, Bypass
from briefing_desk.mkdocs_site.kept_file import digest, digest_file
from briefing_desk.mkdocs_site.page_cache import NOTHING, Built, Known, read_known, write_known
from briefing_desk.mkdocs_site.site_stamp import stamp_overrides, stamp_site
from briefing_desk.syntax.errors import UsageError

SEARCH = "material/search"


class NavigationChanged(Exception):
    """What every page shows of other pages has changed: none can be taken over."""


class Collector(logging.Handler):
    """Collects what MkDocs warns of; used for one build and thrown away."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a complaint."""
        self.lines.append(" ".join(record.getMessage().split()))


class Keeper(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """Takes over the pages that need not be rendered, and notes what is known of all; for one build only."""

    def __init__(self, old: Path | None, known: Known, collector: Collector, is_simple: bool) -> None:
        """`is_simple` says that a page depends on nothing that is not known."""
        super().__init__()
        self.old, self.known, self.collector, self.is_simple = old, known, collector, is_simple
        self.sources: dict[str, str] = {}
        self.kept: dict[str, Built] = {}
        self.built: dict[str, Built] = {}
        self.asked: dict[str, dict[str, bool]] = {}
        """What the links of each page looked for."""
        self.doubtful: set[str] = set()
        """Pages that MkDocs complains of: it shall do so again."""
        self.navigation = ""
        self.is_begun = False

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Find the pages that are as they were; MkDocs asks each file whether it needs to be rendered."""
        self.bypass = Bypass(config, find_index(config)) if self.is_simple else None
        self.files = AskedFiles(files)
        for file in self.files.documentation_pages():
            uri = file.src_uri
            self.sources[uri] = digest(file.content_bytes)
            built = self.known.pages.get(uri)
            if built and self.is_current(file, built):
                self.kept[uri] = built
                file.is_modified = never  # type: ignore[method-assign]
        return self.files

    def is_current(self, file: File, built: Built) -> bool:
        """Say whether a page is what it would become if it were rendered."""
        return (
            built.source == self.sources[file.src_uri]
            and all((self.files.get_file_from_path(path) is not None) == was for path, was in built.asked.items())
            and self.old is not None
            and built.output == digest_file(self.old / file.dest_uri)
        )

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Give the pages that are taken over what others see of them; raise if the navigation has changed."""
        env.auto_reload = False  # the theme stays as it is while one site is built
        for uri, built in self.kept.items():
            page = find_page(self.files, uri)
            page.title, page.meta = built.title, built.meta
            page.present_anchor_ids = set(built.ids)
            page.links_to_anchors = {self.files.src_uris[target]: links for target, links in built.links.items()}
        self.navigation = digest(json.dumps([describe(item) for item in self.nav], default=str).encode())
        if self.kept and self.navigation != self.known.navigation:
            raise NavigationChanged

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Remember the navigation until the titles of all pages are known."""
        self.nav = nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page be rendered without what needs no rendering; the first is the moment to begin with all."""
        if self.bypass:
            if not self.is_begun:
                self.is_begun = True
                wanted = [file for file in self.files.documentation_pages() if file.src_uri not in self.kept]
                self.bypass.begin(wanted, self.files)
            self.bypass.attach(page)
        return page

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Begin to note what a page's links look for, and what is said of it."""
        self.files.asked, self.told = {}, len(self.collector.lines)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Note what a page's links looked for; a page that changed meanwhile, or has faults, is not for taking over."""
        uri = page.file.src_uri
        self.asked[uri] = self.files.asked
        if len(self.collector.lines) > self.told or digest(page.file.content_bytes) != self.sources[uri]:
            self.doubtful.add(uri)

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Let templates see the whole page."""
        if self.bypass:
            self.bypass.restore(page)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        """Note what is known of a page that was rendered."""
        uri = page.file.src_uri
        self.built[uri] = Built(
            source=self.sources[uri],
            output=digest(output.encode("utf-8", errors="xmlcharrefreplace")),
            title=page.title,
            meta=dict(page.meta),
            asked=self.asked[uri],
            ids=sorted(filter(None, page.present_anchor_ids or ())),
            links={target.src_uri: links for target, links in (page.links_to_anchors or {}).items()},
            found=take_entries(config),
        )

    @event_priority(100)  # before the search index is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Take over the pages that were not rendered, and their entries in the search index."""
        for uri in self.kept:
            file = self.files.src_uris[uri]
            assert self.old is not None
            take_over(self.old / file.dest_uri, Path(file.abs_dest_path))
        built = {**self.kept, **self.built}
        pages = [built[file.src_uri] for file in self.files.documentation_pages()]
        give_entries(config, [page.found for page in pages if page.found])

    def tell_known(self, stamp: str) -> Known:
        """Return what is known after the build."""
        built = {**self.kept, **self.built}
        return Known(stamp, self.navigation, {uri: page for uri, page in built.items() if uri not in self.doubtful})


def never() -> bool:
    """Say no."""
    return False


def find_page(files: Files, uri: str) -> Page:
    """Return the page of a source."""
    page = files.src_uris[uri].page
    assert page is not None
    return page


def describe(item: Any) -> dict[str, Any]:
    """Return everything that a template can show of an item of the navigation."""
    return {
        "title": item.title,
        "url": getattr(item, "url", None),
        "meta": getattr(item, "meta", None),
        "children": [describe(child) for child in item.children or ()],
    }


def take_over(old: Path, new: Path) -> None:
    """Give a built page a place in the new site too: no byte is copied, and none is ever changed in place."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:  # another disk, or one that knows no such links
        shutil.copyfile(old, new)


def find_index(config: MkDocsConfig) -> Any:
    """Return the search index, None where the site has none."""
    return getattr(config.plugins.get(SEARCH), "search_index", None)


def take_entries(config: MkDocsConfig) -> str:
    """Return the entries of the page that was just rendered, as they are written, and leave the search index empty."""
    index = find_index(config)
    entries = index.entries if index else []
    text = ",".join(json.dumps(entry, separators=(",", ":"), default=str) for entry in entries)
    entries.clear()
    return text


def give_entries(config: MkDocsConfig, entries: list[str]) -> None:
    """Let the search index be written with these entries."""
    index = find_index(config)
    if index:
        empty = index.generate_search_index(None)
        index.generate_search_index = lambda _: f"{empty.removesuffix(']}')}{','.join(entries)}]}}"


@contextmanager
def listen(collector: logging.Handler) -> Iterator[None]:
    """Let a handler hear MkDocs, but not what it always says of a build in which pages are left out."""
    log, steps = logging.getLogger("mkdocs"), logging.getLogger("mkdocs.commands.build")
    log.addHandler(collector)
    steps.addFilter(is_news)
    try:
        yield
    finally:
        steps.removeFilter(is_news)
        log.removeHandler(collector)


def is_news(record: logging.LogRecord) -> bool:
    """Say whether a record is worth telling."""
    return "'dirty' build" not in record.getMessage()


@dataclass(frozen=True, slots=True)
class Result:
    """What is known after a build, and how many of how many pages were rendered."""

    known: Known
    rendered: int
    pages: int


def build_site(root: Path, target: Path, old: Path | None, known: Known, collector: Collector, strict: bool) -> Result:
    """Build the site in an empty folder; take over from `old` what is known to be the same."""
    with listen(collector):
        try:
            return build_once(root, target, old, known, collector, strict)
        except NavigationChanged:
            collector.lines.clear()  # all of it will be told again
            return build_once(root, target, None, NOTHING, collector, strict)


def build_once(root: Path, target: Path, old: Path | None, known: Known, collector: Collector, strict: bool) -> Result:
    """Build the site; raise NavigationChanged if nothing can be taken over after all."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=strict)
    stamp, overrides = stamp_site(config), stamp_overrides(config)
    keeper = Keeper(old, known if stamp == known.stamp else NOTHING, collector, bool(stamp))
    config.plugins["briefing"] = keeper
    config.plugins.on_startup(command="build", dirty=False)
    build(config, dirty=True)  # the folder is empty, and each file answers for itself whether it is up to date
    is_lasting = stamp and overrides == stamp_overrides(config)
    return Result(keeper.tell_known(stamp) if is_lasting else NOTHING, len(keeper.built), len(keeper.sources))


def main() -> int:
    """Build the site of the working folder, strictly, for a process, in a folder; another one is the site before it."""
    end_with(int(sys.argv[1]))
    target, old = Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None
    gc.disable()  # what is made of a page is a million small things, and goes when they are no longer needed
    root, collector = Path.cwd(), Collector()
    known, note = read_known(root) if old else (NOTHING, "")
    try:
        result = build_site(root, target, old, known, collector, strict=True)
    except MkDocsException as error:
        collector.lines.append(str(error))
        return 1
    except UsageError as error:
        collector.lines.clear()
        print(error, file=sys.stderr)
        return 2
    finally:
        print(*(f"MkDocs: {line}" for line in dict.fromkeys(collector.lines)), sep="\n", file=sys.stderr)
    notes = [note, write_known(root, result.known)]
    print(*filter(None, notes), f"rendered {result.rendered} of {result.pages} pages", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Lets MkDocs render pages without the bodies that need no rendering, and puts them back in their places."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.meta import get_data

from briefing_desk.disk.workers import FEW, spread
from briefing_desk.mkdocs_site.region_bodies import STANDING_IN, find_places, put_back, take_bodies
from briefing_desk.mkdocs_site.search_sections import Section, is_known_parser, read_sections

LOG = logging.getLogger(Page.__module__)
"""Where MkDocs says what is wrong with a page."""
BEFORE = {"normalize_whitespace", "html_block", "fenced_code_block", "meta"}
AFTER = {"raw_html", "amp_substitute", "footnote"}
"""What reads a whole page before and after Markdown, and is known to leave a plain body alone."""


class AskedFiles(Files):
    """All files of a site; remembers which were looked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.asked: dict[str, bool] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, None if there is none."""
        found = super().get_file_from_path(path)
        self.asked[PurePath(path).as_posix()] = found is not None
        return found


@dataclass(frozen=True, slots=True)
class Rendered:
    """What MkDocs knows of a page that was rendered without its bodies; it can travel between processes."""

    markdown: str
    content: str
    title: str | None
    toc: TableOfContents
    ids: set[str]
    links: dict[str, dict[str, str]]
    """The anchors that it links to, by the source of the page that has them, each with the link as written."""
    asked: dict[str, bool]
    """Each file that was looked for, and whether it was there."""
    complaints: list[tuple[int, str]]
    """What MkDocs says of it, with how grave it is."""
    bodies: list[str]
    sections: list[Section]
    """For the search index."""


class Bypass:
    """Renders pages with their bodies left out, many of them on all cores; for one build only."""

    def __init__(self, config: MkDocsConfig, index: Any) -> None:
        """`index` is the search index, None where the site has none."""
        reader = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        is_plain = list_names(reader.preprocessors) <= BEFORE and list_names(reader.postprocessors) <= AFTER
        self.is_open = is_plain and (index is None or is_known_parser())
        self.is_block: Callable[[str], bool] = reader.is_block_level
        self.index, self.config = index, config
        self.ahead: Iterator[tuple[str, Rendered | None]] = iter(())
        """The pages, in MkDocs' order, as other processes render them."""
        self.bodies: dict[str, list[str]] = {}
        """What was left out of each page, by source."""
        self.sections: dict[str, list[Section]] = {}
        """For the search index, of those pages."""
        if self.is_open and index:
            index.add_entry_from_context = self.add_entries

    def begin(self, wanted: list[File], files: AskedFiles) -> None:
        """Begin to render pages, in the order in which MkDocs will ask for them; a few are not worth it."""
        if self.is_open and len(wanted) >= FEW:
            self.ahead = iter(spread(partial(self.render_ahead, files=files), wanted))

    def render_ahead(self, file: File, files: AskedFiles) -> tuple[str, Rendered | None]:
        """Render a page before it is asked for; leave one that cannot be read to whoever asks."""
        page = file.page or Page(None, file, self.config)
        try:
            page.markdown, _ = get_data(file.content_string)
        except (OSError, ValueError):
            return file.src_uri, None
        return file.src_uri, self.render_plain(page, files)

    def attach(self, page: Page) -> None:
        """Let a page be rendered here."""
        if self.is_open:
            page.render = partial(self.render, page)  # type: ignore[method-assign]

    def render(self, page: Page, config: MkDocsConfig, files: AskedFiles) -> None:
        """Render a page without its bodies; as a whole where there are none to leave out, or one has no place."""
        uri, rendered = next(self.ahead, ("", None))
        if uri != page.file.src_uri or rendered is None or rendered.markdown != page.markdown:
            rendered = self.render_plain(page, files)
        if rendered is None:
            Page.render(page, config, files)
        else:
            self.take(page, rendered, files)

    def render_plain(self, page: Page, files: AskedFiles) -> Rendered | None:
        """Render a page without its bodies, and say nothing of it; return None where that cannot be done."""
        markdown = page.markdown or ""
        taken = take_bodies(markdown, self.is_block)
        if taken is None:
            return None
        files.asked = {}
        with hold_back() as complaints:
            page.markdown = taken.markdown
            Page.render(page, self.config, files)
            page.markdown = markdown
        content, bodies = page.content or "", taken.bodies
        parts = find_places(content, bodies)
        sections = read_sections(parts, bodies) if parts and self.index else []
        if not parts or sections is None:
            return None
        return Rendered(
            markdown=markdown,
            content=content,
            title=page._title_from_render,
            toc=page.toc,
            ids=(page.present_anchor_ids or set()).union(*(body.ids for body in bodies)),
            links={target.src_uri: links for target, links in (page.links_to_anchors or {}).items()},
            asked=files.asked,
            complaints=[(record.levelno, record.getMessage()) for record in complaints],
            bodies=[body.html for body in bodies],
            sections=sections,
        )

    def take(self, page: Page, rendered: Rendered, files: AskedFiles) -> None:
        """Let MkDocs know of a page what it would know if it had rendered the whole, and say what is to be said."""
        page.content, page.toc, page._title_from_render = rendered.content, rendered.toc, rendered.title
        page.present_anchor_ids = rendered.ids
        page.links_to_anchors = {files.src_uris[target]: links for target, links in rendered.links.items()}
        files.asked = rendered.asked
        self.bodies[page.file.src_uri], self.sections[page.file.src_uri] = rendered.bodies, rendered.sections
        for level, complaint in rendered.complaints:
            LOG.log(level, complaint)

    def add_entries(self, page: Page) -> None:
        """Add a page to the search index."""
        sections = self.sections.pop(page.file.src_uri, None)
        if sections is None:
            type(self.index).add_entry_from_context(self.index, page)
        elif not (page.meta.get("search") or {}).get("exclude"):
            for section in sections:
                if not section.is_excluded():
                    self.index.create_entry_for_section(section, page.toc, page.url, page)

    def restore(self, page: Page) -> None:
        """Put what was left out of a page into it, behind everything that would look for something in it."""
        bodies = self.bodies.pop(page.file.src_uri, None)
        if bodies is not None:
            page.content = put_back(STANDING_IN.split(page.content or ""), bodies)


def list_names(registry: Any) -> set[str]:
    """Return the names of what reads a text."""
    return {item.name for item in registry._priority}


@contextmanager
def hold_back() -> Iterator[list[logging.LogRecord]]:
    """Keep what is said of a page from being heard: the page may be rendered once more."""
    records: list[logging.LogRecord] = []

    def keep(record: logging.LogRecord) -> bool:
        records.append(record)
        return False

    LOG.addFilter(keep)
    try:
        yield records
    finally:
        LOG.removeFilter(keep)

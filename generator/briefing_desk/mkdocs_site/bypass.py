"""Lets MkDocs render pages without the bodies that need no rendering, and puts them back in their places."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from briefing_desk.mkdocs_site.region_bodies import STANDING_IN, Body, find_places, put_back, take_bodies
from briefing_desk.mkdocs_site.search_sections import Section, is_known_parser, read_sections

BEFORE = {"normalize_whitespace", "html_block", "fenced_code_block", "meta"}
AFTER = {"raw_html", "amp_substitute", "footnote"}
"""What reads a whole page before and after Markdown, and is known to leave a plain body alone."""


class Bypass:
    """Renders pages with their bodies left out; for one build only."""

    def __init__(self, config: MkDocsConfig, index: Any) -> None:
        """`index` is the search index, None where the site has none."""
        reader = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        is_plain = list_names(reader.preprocessors) <= BEFORE and list_names(reader.postprocessors) <= AFTER
        self.is_open = is_plain and (index is None or is_known_parser())
        self.is_block: Callable[[str], bool] = reader.is_block_level
        self.index = index
        self.bodies: dict[str, list[str]] = {}
        """What was left out of each page, by source."""
        self.sections: dict[str, list[Section]] = {}
        """For the search index, of those pages."""
        if self.is_open and index:
            index.add_entry_from_context = self.add_entries

    def attach(self, page: Page) -> None:
        """Let a page be rendered here."""
        if self.is_open:
            page.render = partial(self.render, page)  # type: ignore[method-assign]

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Render a page without its bodies; as a whole where there are none to leave out, or one has no place."""
        markdown = page.markdown or ""
        taken = take_bodies(markdown, self.is_block)
        if taken:
            with hold_back() as complaints:
                page.markdown = taken.markdown
                Page.render(page, config, files)
                page.markdown = markdown
            if self.note(page, taken.bodies):
                for complaint in complaints:
                    logging.getLogger(complaint.name).handle(complaint)
                return
        Page.render(page, config, files)

    def note(self, page: Page, bodies: tuple[Body, ...]) -> bool:
        """Note what was left out of a page and say so; do neither if that has not gone well."""
        uri, parts = page.file.src_uri, find_places(page.content or "", bodies)
        sections = read_sections(parts, bodies) if parts and self.index else []
        if not parts or sections is None:
            return False
        page.present_anchor_ids = (page.present_anchor_ids or set()).union(*(body.ids for body in bodies))
        self.bodies[uri], self.sections[uri] = [body.html for body in bodies], sections
        return True

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

    log = logging.getLogger(Page.__module__)
    log.addFilter(keep)
    try:
        yield records
    finally:
        log.removeFilter(keep)

"""The site for a preview: built by MkDocs in this process, where a second build is fast; complaints are collected.

A quick build renders only the pages that changed. The whole one that follows puts navigation and search right.
"""

import logging
import shutil
import tempfile
from pathlib import Path

Stamps = dict[str, tuple[int, int]]
"""When each file that the site is built from was changed, and how long it is."""
SOURCES = ("briefings", "overrides", "mkdocs.yml")


class Collector(logging.Handler):
    """Collects what MkDocs warns of; used for one build and thrown away."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a complaint; that a quick build is a quick one is none."""
        if "'dirty' build" not in record.getMessage():
            self.lines.append(" ".join(record.getMessage().split()))


def stamp_sources(root: Path) -> Stamps:
    """Return what tells whether the site must be built again."""
    stamps: Stamps = {}
    for name in SOURCES:
        full = root / name
        for path in full.rglob("*") if full.is_dir() else [full]:
            try:
                if path.is_file() and not path.name.startswith("."):
                    stamps[path.relative_to(root).as_posix()] = path.stat().st_mtime_ns, path.stat().st_size
            except FileNotFoundError:  # gone since it was listed
                continue
    return stamps


def is_small_change(before: Stamps, after: Stamps) -> bool:
    """Say whether only the contents of pages changed, so that a quick build shows it."""
    changed = {path for path, stamp in after.items() if before.get(path) != stamp}
    return before.keys() == after.keys() and all(path.endswith(".md") for path in changed)


def build_whole(root: Path) -> tuple[Path | None, list[str]]:
    """Build the whole site in a new folder and return it, None if that failed, with what MkDocs complains of."""
    target = Path(tempfile.mkdtemp(prefix="briefing-preview-"))
    is_built, complaints = run_mkdocs(root, target, is_quick=False)
    if is_built:
        return target, complaints
    shutil.rmtree(target, ignore_errors=True)
    return None, complaints


def build_quickly(root: Path, target: Path) -> tuple[bool, list[str]]:
    """Render the pages that are newer than what is in `target`."""
    return run_mkdocs(root, target, is_quick=True)


def run_mkdocs(root: Path, target: Path, is_quick: bool) -> tuple[bool, list[str]]:
    """Build into `target`; return whether it went well, and what MkDocs complains of."""
    import yaml
    from jinja2 import TemplateError  # what somebody's template can raise
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    log, collector = logging.getLogger("mkdocs"), Collector()
    log.addHandler(collector)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
        config.plugins.on_startup(command="serve", dirty=is_quick)
        build(config, dirty=is_quick)
    except (MkDocsException, TemplateError, yaml.YAMLError, OSError) as error:
        return False, [*collector.lines, " ".join(str(error).split())]
    finally:
        log.removeHandler(collector)
    return True, list(dict.fromkeys(collector.lines))

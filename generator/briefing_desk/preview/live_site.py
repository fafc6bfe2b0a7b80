"""The site for a preview, built in this process, where a second build is fast; complaints are collected.

Each build is a whole site in a new folder: pages that are what they were are taken over from the one before it.
"""

import shutil
import tempfile
from pathlib import Path

from briefing_desk.mkdocs_site.page_cache import Known

Stamps = dict[str, tuple[int, int]]
"""When each file that the site is built from was changed, and how long it is."""
SOURCES = ("briefings", "overrides", "mkdocs.yml")


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


def build_live(root: Path, old: Path | None, known: Known) -> tuple[Path | None, Known, list[str]]:
    """Build the site in a new folder; return it, None if that failed, what is known of it, and the complaints."""
    from briefing_desk.mkdocs_site.incremental import Collector, build_site

    collector, target = Collector(), Path(tempfile.mkdtemp(prefix="briefing-preview-"))
    try:
        result = build_site(root, target, old, known, collector, strict=False)
    except (Exception, SystemExit) as error:  # templates, settings, names of files, extensions of others: anything
        shutil.rmtree(target, ignore_errors=True)
        return None, known, [*collector.lines, f"{type(error).__name__}: {' '.join(str(error).split())}"]
    return target, result.known, list(dict.fromkeys(collector.lines))

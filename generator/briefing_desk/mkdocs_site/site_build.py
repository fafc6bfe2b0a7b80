"""From the pages to the built site, with MkDocs: the old `site/` stays in place until the new one is whole."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from briefing_desk.disk.workers import KILLED
from briefing_desk.mkdocs_site.provenance import write_record
from briefing_desk.mkdocs_site.search_index import NO_WORDS, Words, split_index
from briefing_desk.mkdocs_site.word_cache import look_ahead, read_words, write_words
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.errors import UsageError

FOLDER = "site"
OLD = ".site-old"
PACKAGE = Path(__file__).parent.parent.absolute()
SEARCH = PACKAGE / "templates/search.js"
WORKERS = "assets/javascripts/workers"
TRACEBACK = re.compile(r"^Traceback .*\n(?:[ \t].*\n|\n)*", re.MULTILINE)


def build_site(root: Path, newest: Day, full: bool = False) -> tuple[bool, str]:
    """Build `site/` with MkDocs, strictly; return whether it went well, and what was said.

    The old site stays until the new one is whole; `.site-old` is the old one during the moment of the exchange. Pages
    of the old one that are what they would become are taken over, unless the site is to be built in `full`.
    """
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"no mkdocs.yml in {root}: a site needs one to be built")
    if not all(importlib.util.find_spec(name) for name in ("mkdocs", "material")):
        raise UsageError("MkDocs with Material is not installed: pip install -r requirements.txt")
    check_folder(root)
    recover_site(root)
    try:
        fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root.resolve()))
    except OSError as error:
        raise UsageError(f"cannot write in {root}: {error.strerror}") from error
    try:
        done = run_mkdocs(root, fresh, newest, None if full else root / FOLDER)
        said = cut_traceback(done.stderr + done.stdout)
        if done.returncode < 0 or done.returncode == 2:
            raise UsageError(f"{KILLED}; the old site/ is untouched" if done.returncode < 0 else said.strip())
        if done.returncode == 0:
            fresh.chmod(0o755)
            known, note = (NO_WORDS, "") if full else read_words(root)
            words = split_search(fresh, known)
            said = "\n".join(filter(None, [note, write_words(root, words), said]))
            write_record(root, fresh)
            exchange_site(root, fresh)
        return done.returncode == 0, said
    except OSError as error:
        raise UsageError(f"cannot write {root / FOLDER}: {error.strerror}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def run_mkdocs(root: Path, target: Path, newest: Day, old: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a process of its own: it changes global state, and must not be able to change ours."""
    epoch = int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())
    environment = {"SOURCE_DATE_EPOCH": str(epoch), **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")]))
    places = [str(folder.absolute()) for folder in (target, old) if folder]
    command = [sys.executable, "-m", "briefing_desk.mkdocs_site.incremental", str(os.getpid()), *places]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def split_search(site: Path, known: Words = NO_WORDS) -> dict[str, str]:
    """Let readers of a new site search it with our worker, which loads the index in parts.

    Return the words of its sections, for the next build; those that are `known` are not looked for.
    """
    index, workers = site / "search/search_index.json", list((site / WORKERS).glob("search.*.js"))
    if len(workers) != 1 or not index.is_file():
        return {}
    whole = json.loads(index.read_text(encoding="utf-8"))
    parts, words = split_index(whole, {**known, **look_ahead(whole["docs"], known)})
    for folder in {Path(name).parent for name in parts}:
        (site / "search" / folder).mkdir(exist_ok=True)
    for name, part in parts.items():
        (site / "search" / name).write_text(part, encoding="utf-8", newline="")
    workers[0].unlink()  # what pages call by this name
    shutil.copyfile(SEARCH, workers[0])
    return words


def cut_traceback(said: str) -> str:
    """Return what MkDocs said with each traceback cut down to its last line, which says what is wrong."""
    return TRACEBACK.sub("", said)


def check_folder(root: Path) -> None:
    """Raise UsageError where `site/` is something else than a folder, which we would not dare to replace."""
    for full in (root / FOLDER, root / OLD):
        if full.is_symlink() or (full.exists() and not full.is_dir()):
            raise UsageError(f"cannot build {full}: it is not a folder; move it away")


def recover_site(root: Path) -> None:
    """Put the old site back, if a run ended in the moment of the exchange."""
    if (root / OLD).is_dir() and not (root / FOLDER).exists():
        (root / OLD).rename(root / FOLDER)


def exchange_site(root: Path, fresh: Path) -> None:
    """Put a whole new site in the place of the old one, which is put back where that fails."""
    shutil.rmtree(root / OLD, ignore_errors=True)
    if (root / FOLDER).exists():
        (root / FOLDER).rename(root / OLD)
    try:
        fresh.rename(root / FOLDER)
    except OSError:
        recover_site(root)
        raise
    shutil.rmtree(root / OLD, ignore_errors=True)

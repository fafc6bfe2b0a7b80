"""The spine: read → parse → assemble → render → merge → write, then the site. Each command goes part of the way."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generator.assemble import assemble
from generator.dates import Day
from generator.matrix import find_newest_day
from generator.merge import NO_WISHES, Wishes, check_pages, merge_site
from generator.problems import Problem, has_errors
from generator.read import UsageError, read_pages, read_settings, read_site
from generator.render import render_site
from generator.verify import verify_articles
from generator.write import Change, plan_changes

FOLDER = "site"
OLD = ".site-old"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run found: the problems, and what would be written if there are no errors."""

    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict)
    """Bodies edited by hand, to be put aside."""
    newest: Day = Day.min
    """The newest day of record."""
    files: int = 0
    """How many files there are in all."""


def plan_pages(root: Path, texts: Path | None = None, wishes: Wishes = NO_WISHES) -> Plan:
    """Go the whole way from `seeds/` to the pages, without writing one."""
    readings, problems = read_site(root, texts)
    settings, found = read_settings(root)
    library, joined = assemble(readings, settings.limits)
    existing, unreadable = read_pages(root)
    problems += [*found, *joined, *unreadable]
    if library is None or has_errors(problems):
        return Plan((*problems, *check_pages(readings.seeds, existing, wishes)))
    drafts = render_site(library, settings)
    merged = merge_site(library, drafts, existing, wishes)
    problems += merged.problems
    if has_errors(problems):
        return Plan(tuple(problems))
    changes = plan_changes(root, merged.pages)
    newest = find_newest_day(library.seeds)
    return Plan(tuple(problems), tuple(changes), merged.saved, newest, len(merged.pages))


def plan_receipts(root: Path, texts: Path | None, today: Day) -> Plan:
    """Check every quote against the texts at hand and prepare the receipts, without writing one."""
    readings, problems = read_site(root, texts)
    settings, found = read_settings(root)
    files, wrong = verify_articles(readings, settings.limits, today)
    problems += [*found, *wrong]
    changes = () if has_errors(problems) else tuple(plan_changes(root, files))
    return Plan(tuple(problems), changes, files=len(files))


def build_site(root: Path, newest: Day) -> tuple[bool, str]:
    """Build `site/` with MkDocs, strictly; return whether it went well, and what MkDocs said.

    The old site stays until the new one is whole; `.site-old` is the old one during the moment of the exchange.
    """
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"no mkdocs.yml in {root}: a site needs one to be built")
    if not all(importlib.util.find_spec(name) for name in ("mkdocs", "material")):
        raise UsageError("MkDocs with Material is not installed: pip install -r requirements.txt")
    recover_site(root)
    try:
        fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    except OSError as error:
        raise UsageError(f"cannot write in {root}: {error.strerror}") from error
    try:
        done = run_mkdocs(root, fresh, newest)
        if done.returncode == 0:
            fresh.chmod(0o755)
            exchange_site(root, fresh)
        return done.returncode == 0, done.stderr + done.stdout
    except OSError as error:
        raise UsageError(f"cannot write {root / FOLDER}: {error.strerror}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def run_mkdocs(root: Path, target: Path, newest: Day) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a process of its own: it changes global state, and must not be able to change ours."""
    epoch = int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())
    environment = {"SOURCE_DATE_EPOCH": str(epoch), **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        "mkdocs.yml",
        "--site-dir",
        str(target),
    ]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def recover_site(root: Path) -> None:
    """Put the old site back, if a run ended in the moment of the exchange."""
    if (root / OLD).is_dir() and not (root / FOLDER).exists():
        (root / OLD).rename(root / FOLDER)


def exchange_site(root: Path, fresh: Path) -> None:
    """Put a whole new site in the place of the old one."""
    shutil.rmtree(root / OLD, ignore_errors=True)
    if (root / FOLDER).exists():
        (root / FOLDER).rename(root / OLD)
    fresh.rename(root / FOLDER)
    shutil.rmtree(root / OLD, ignore_errors=True)

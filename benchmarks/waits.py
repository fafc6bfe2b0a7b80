"""How long people wait: in the preview for the page that they have changed, in CI for the site with a new article."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, measure

PREVIEW = "`briefing serve`: from a saved quote to its page"
CLEAN = "CI, fresh clone, nothing restored: `briefing build`"
RESTORED = "CI, fresh clone, store and last site restored, one new article: `briefing build`"
PATIENCE = 1800
"""Seconds for a preview."""
QUIET = 3
"""Seconds after which a preview has nothing more to do."""
COMMITTED = ("mkdocs.yml", "seeds", "overrides", "briefings")
"""What a clone brings."""


def wait_for_page(root: Path, cache: Path, save: Callable[[], Path]) -> Cost:
    """Start a preview, save an article, and return what it took until the browser had the page of its first quote.

    The browser is asked to be: it waits for news, and loads the page when it is told of some.
    """
    command = [sys.executable, "-m", "briefing_desk", "serve", "--root", str(root), "--port", "0"]
    environment = {**os.environ, "BRIEFING_CACHE": str(cache), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as preview:
        try:
            assert preview.stdout, "it is a pipe"
            address = next(found[0] for line in preview.stdout if (found := re.search(r"http://[\d.:]+/", line)))
            time.sleep(QUIET)
            state = ask(address, -1)
            began = time.perf_counter()
            topic, words = find_quote(save())
            has_come = False
            while not has_come and time.perf_counter() - began < PATIENCE:
                state = ask(address, state["turn"])
                has_come = words in fetch(f"{address}{topic}.html")
            seconds = time.perf_counter() - began
        finally:
            preview.send_signal(signal.SIGINT)
            _, _, usage = os.wait4(preview.pid, 0)
            preview.returncode = 0
    return Cost(seconds, usage.ru_maxrss // 1024, "", has_come)


def ask(address: str, seen: int) -> dict[str, int]:
    """Return the state of a preview: at once if it is not the one that was seen, else when there is news."""
    return dict(json.loads(fetch(f"{address}.briefing/state?seen={seen}")))


def fetch(url: str) -> str:
    """Return what a server answers."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def find_quote(article: Path) -> tuple[str, str]:
    """Return the topic and the words of an article's first quote."""
    text = article.read_text(encoding="utf-8")
    topics, quotes = re.findall(r"question: ([^/\n]+)/", text), re.findall(r"exact: >-\n +(.+)", text)
    return topics[0], quotes[0]


def build_in_ci(root: Path, work: Path, write: Callable[[Path], object]) -> dict[str, Cost]:
    """Build a clone of a site from nothing, and a second one in its place, with a new article, with what that left."""
    clone, kept, cache = work / "clone", work / "kept", work / "ci-cache"
    costs = {}
    for name in (CLEAN, RESTORED):
        check_out(root, clone)
        if kept.is_dir():
            shutil.move(kept, clone / "site")
            write(clone)
        costs[name] = measure("briefing_desk", "build", "--root", clone, at=clone, cache=cache)
        shutil.move(clone / "site", kept)
        shutil.rmtree(clone)
    return costs


def check_out(root: Path, clone: Path) -> None:
    """Copy what git holds of a site; each file is new, as a checkout makes it."""
    clone.mkdir()
    for name in COMMITTED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, clone / name, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source, clone / name)

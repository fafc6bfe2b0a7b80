"""What all tests share: `--update` rewrites expected files; a small site to start from."""

import gc
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer

import pytest
from builders import ROOT, copy_demo
from click.testing import CliRunner
from copies import copy_builders
from filelock import FileLock
from hypothesis import HealthCheck, settings

from briefing_desk.cli import main
from briefing_desk.disk import workers
from briefing_desk.store import database
from briefing_desk.syntax.problems import Problem

QUAY = Path(__file__).parent / "cases/quay"
SITES = Path(__file__).parent / "sites"
"""Whole sites of our own invention, in other languages."""
PATIENCE = 120_000
"""The milliseconds after which what a browser should show will never come: a busy machine is no fault of the site's."""

SUMMARY = """\
The *City Council* voted to close the quay[^council-votes]. Residents want a museum.[^union-objects] Dr. Lee was
there. "Nobody" asked the port[^union-objects]!

- A list tells, too[^leaked-memo].
"""
NEW = """\
---
title: Council thinks again
publisher: harbour-gazette
date: 2025-05-01
retrieved: 2025-05-02
language: en
positions:
  - actor: city-council
    question: quay-closure/close-now
    stance: oppose
    summary: Now against it.
    basis: reported
    quotes:
      - exact: The council is against closing the old quay
---
The council is against closing the old quay now.
"""

# In CI the same inputs every time: a change is judged by what it changes. At home new ones, to find faults. `make fast`
# tries a quarter as many (`laws.tries`), and nowhere does a law fail because the machine is busy.
IS_CI = bool(os.environ.get("CI"))
settings.register_profile(
    "full", derandomize=IS_CI, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.register_profile("fast", settings.get_profile("full"), max_examples=25)
settings.load_profile("full")


MEASURED = 12

gc.disable()  # until all tests are there, below: whatever is made till then stays to the end


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose tests take long, so that no process is left with them at the end.

    Ordinary tests show which code is run; what goes over it again a hundred times is not measured, in half the time:
    neither laws nor more than `MEASURED` cases of one test.
    """
    slow = {item for item in items if item.get_closest_marker("slow")}
    cases: Counter[str] = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        cases[test] += 1
        is_law = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if item in slow or is_law or cases[test] > MEASURED:
            item.add_marker("no_cover")
    long = {item.path for item in slow}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Let no search for garbage go through thousands of tests and all that was imported, again and again."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that refreshes expected files."""
    parser.addoption("--update", action="store_true", help="rewrite expected files instead of comparing with them")


@pytest.fixture(autouse=True, scope="session")
def forget(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what runs remember out of the home of whoever runs the tests."""
    os.environ["BRIEFING_CACHE"] = str(tmp_path_factory.mktemp("memory"))


@pytest.fixture(autouse=True, scope="session")
def hurry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Do not wait until the disk has what is written, for no test outlives the power, nor for servers; be one process.

    Copies of this process cost more than such small sites; `test_workers` holds what they make against what one does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(database, "SYNCHRONOUS", "OFF")
        patch.setattr(
            BaseServer.serve_forever, "__defaults__", (0.02,)
        )  # seconds after which it sees that it is to end
        patch.setattr(workers, "count_cores", lambda: 1)
        copy_builders(patch, tmp_path_factory.mktemp("compiled"))
        yield


@pytest.fixture(autouse=True, scope="session")
def mend() -> Iterator[None]:
    """Let no test make a problem that does not say how to mend it."""
    real = Problem.__init__

    def make(self: Problem, *given: object, **named: object) -> None:
        real(self, *given, **named)  # type: ignore[arg-type]
        assert self.help.strip(), f"{self.code} does not say how to mend it: {self.message}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", make)
        yield


@pytest.fixture
def expect(request: pytest.FixtureRequest):
    """Return a function that compares a text with the expected file; a missing file is written, and fails once."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            pytest.fail(f"{path} was missing and has been written: read it, then run again")
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read()

    return compare


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with the seeds of the quay, and no pages yet."""
    shutil.copytree(QUAY / "seeds", tmp_path / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], object]], Path]:
    """Return a function that lets a folder be made once, for all tests that only look, in whichever process."""
    base = tmp_path_factory.getbasetemp()
    room = base if worker_id == "master" else base.parent

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        root, made = room / name, room / f"{name}.made"
        with FileLock(f"{root}.lock"):
            if not made.exists():
                shutil.rmtree(root, ignore_errors=True)  # of a process in which it failed
                make(root)
                made.touch()
        return root

    return make_once


def succeed(*command: str | Path) -> None:
    """Run a command of ours that does not fail."""
    done = CliRunner().invoke(main, [str(word) for word in command])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def made_quay(once: Callable[..., Path]) -> Path:
    """Return the quay with its pages, made once for all tests that begin with them."""

    def make(root: Path) -> None:
        shutil.copytree(QUAY / "seeds", root / "seeds")
        shutil.copy(QUAY / "mkdocs.yml", root)
        succeed("generate", "--root", root)

    return once("made-quay", make)


@pytest.fixture
def made_site(made_quay: Path, tmp_path: Path) -> Path:
    """Return a folder with the seeds of the quay and its pages."""
    return Path(shutil.copytree(made_quay, tmp_path, dirs_exist_ok=True))


def run_then(root, *arguments):
    """Run a command on 3 April 2025."""
    done = CliRunner(env={"SOURCE_DATE_EPOCH": "1743638400"}).invoke(main, [*arguments, "--root", str(root)])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def reviewed(made_quay, once):
    """Return the quay with prose that was reviewed on 3 April 2025."""

    def make(root):
        shutil.copytree(made_quay, root)
        text = (root / "briefings/quay-closure.md").read_text()
        head, mark, rest = text.partition("*No summary has been written yet.*")
        assert mark
        (root / "briefings/quay-closure.md").write_text(head + SUMMARY + rest)
        run_then(root, "generate")
        run_then(root, "review", "quay-closure")
        run_then(root, "generate")

    return once("reviewed", make)


@pytest.fixture
def overtaken(reviewed, tmp_path):
    """Return it when one cell has changed since."""
    root = shutil.copytree(reviewed, tmp_path / "site")
    (root / "seeds/articles/second-thoughts.md").write_text(NEW)
    return root


@pytest.fixture(scope="session")
def demo(once: Callable[..., Path]) -> Path:
    """Return the demo, built."""

    def make(root: Path) -> None:
        root.mkdir()
        succeed("build", "--root", copy_demo(root))

    return once("demo", make)


@pytest.fixture(scope="session")
def foreign(once: Callable[..., Path]) -> Callable[[str], Path]:
    """Return a function that builds a site of `tests/sites` in its own language."""

    def build(name: str) -> Path:
        def make(root: Path) -> None:
            shutil.copytree(SITES / name, root)
            shutil.copytree(ROOT / "overrides", root / "overrides")
            shutil.copytree(ROOT / "briefings/assets", root / "briefings/assets")
            command = [sys.executable, "-m", "briefing_desk", "build", "--root", str(root)]
            done = subprocess.run(command, cwd=ROOT, text=True, encoding="utf-8", capture_output=True, check=False)
            assert done.returncode == 0, done.stderr

        return once(name, make)

    return build


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address(demo):
    """Return the address at which the demo is served while the tests run."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=demo / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """Return the machine's Chromium; where there is none the tests are skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and not os.environ.get("CI"):
        pytest.skip("needs Chromium")
    from playwright.sync_api import sync_playwright  # only these tests pay for it

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    quiet += ["--renderer-process-limit=1"]  # pages of one context share a process: each of its own takes a second
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visits(chromium):
    """Return a context for pages of all tests, and a function that forgets what they have kept in the browser."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    protocol = context.new_cdp_session(context.new_page())  # a page that stays: its process waits for the others
    return context, partial(protocol.send, "Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})


@pytest.fixture
def open_page(chromium, visits):
    """Return a function that opens a page and fails the test where it complains or asks for another host."""
    opened, complaints = [], []
    shared, forget_all = visits

    def open_one(url, width=1300, scheme="light", **more):
        context = chromium.new_context(**more) if more else shared
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        opened.append(context if more else page)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if is_foreign(request.url) else None)
        page.goto(url)
        return page

    yield open_one
    for one in opened:
        one.close()
    forget_all()
    assert complaints == []


def wait_until(page, is_so):
    """Let a browser go on until something is so that its page cannot be asked for."""
    for _ in range(PATIENCE // 50):
        if is_so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came")


def is_foreign(url):
    """Say whether an address leads off this machine."""
    return not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))


@pytest.fixture(autouse=True, scope="session")
def clean_environment() -> Iterator[None]:
    """Keep what the person at the keyboard has set out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("BRIEFING_TEXTS", raising=False)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield

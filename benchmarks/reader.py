"""The bytes that a reader loads, as a server compresses them: asked of a real browser."""

import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PATIENCE = 120_000
"""Milliseconds for the first result of a search."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder while the block runs; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def count_bytes(site: Path, word: str) -> dict[str, int]:
    """Return how many bytes a topic's page needs with everything on it, and a search until its first result."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser_path:
        return {}
    from playwright.sync_api import sync_playwright

    largest = max(site.glob("topic-*.html"), key=lambda path: path.stat().st_size)
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])

        def load(name: str, sought: str = "") -> int:
            loaded: list[Path] = []
            context = browser.new_context(viewport={"width": 1300, "height": 900})
            context.on("request", lambda request: loaded.append(find_file(site, address, request.url)))
            page = context.new_page()
            page.goto(f"{address}/{name}", wait_until="networkidle")
            if sought:
                page.click("button.b-search")
                page.locator(".b-finder input").fill(sought)
                page.locator(".b-found a").first.wait_for(timeout=PATIENCE)
            context.close()
            return weigh(loaded)

        whole, home, found = load(largest.name), load("index.html"), load("index.html", word)
        browser.close()
    return {
        "the largest topic's page alone": len(gzip.compress(largest.read_bytes())),
        "the same with all that it loads": whole,
        "the home page with all that it loads": home,
        "the same, and a search until its first result": found,
    }


def find_file(site: Path, address: str, url: str) -> Path:
    """Return the file that an address of the site leads to."""
    return site / url.removeprefix(address).split("?")[0].split("#")[0].lstrip("/")


def weigh(paths: list[Path]) -> int:
    """Return the bytes of some files, each once, compressed one by one."""
    return sum(len(gzip.compress(path.read_bytes())) for path in set(paths) if path.is_file())

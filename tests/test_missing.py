"""What a server shows for what it does not find: at any depth, below any path, with a way on."""

import re
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from builders import FOUND, copy_demo
from click.testing import CliRunner
from conftest import Quiet

from briefing_desk.cli import main
from briefing_desk.messages.words import MISSING_TITLE

pytestmark = pytest.mark.slow
BELOW = "/desk/briefings"


class Server(Quiet):
    """Serves a site below a path, and its own page for what it does not find, as hosts of static files do."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(f"{BELOW}/") else "/none")

    def send_error(self, code, *_):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    """Return the address of the demo, built for a path on its host and served there."""
    root = copy_demo(tmp_path_factory.mktemp("below"))
    config = root / "mkdocs.yml"
    said = config.read_text(encoding="utf-8")
    config.write_text(re.sub("(?m)^site_url: .*", f"site_url: https://host.example{BELOW}/", said), encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 0, result.output
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=root / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_missing(chromium, below):
    """Return a function that opens an address where there is nothing; whatever the page itself asks for is there."""
    contexts, gone = [], []

    def open_one(path, **more):
        context = chromium.new_context(**more)
        contexts.append(context)
        page = context.new_page()
        page.on("response", lambda answer: gone.append(answer.url) if answer.status >= 400 else None)
        assert page.goto(f"{below}/{path}").status == 404
        assert gone == [f"{below}/{path}"]
        gone.clear()
        return page

    yield open_one
    assert gone == []
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["nothing", "nothing.html", "actors/nobody.html", "a/b/c/d/?e=f"])
def test_it_looks_like_the_site_at_any_depth(open_missing, path):
    page = open_missing(path)
    assert page.locator("h1").inner_text() == MISSING_TITLE
    assert MISSING_TITLE in page.title()
    assert page.locator(".md-header").evaluate("(head) => getComputedStyle(head).position") == "sticky"
    assert page.locator(".b-missing").evaluate("(form) => getComputedStyle(form).display") == "flex"


@pytest.mark.parametrize("scripts", [True, False])
def test_every_link_leads_on(open_missing, below, scripts):
    page = open_missing("actors/nobody.html", java_script_enabled=scripts)
    links = page.locator("article a").evaluate_all("(all) => all.map((link) => link.href)")
    assert {f"{below}/index.html", f"{below}/nato-bid.html", f"{below}/actors/index.html"} <= set(links)
    for link in links:
        assert page.request.get(link).status == 200, link
    page.get_by_role("link", name="Territory").last.click()
    page.wait_for_url(f"{below}/territory.html")


def test_a_search_begins_there(open_missing, below):
    page = open_missing("a/b/c")
    page.locator(".b-missing input").fill("longstanding objections eastward")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{below}/index.html?q=*")
    page.locator(FOUND).first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)

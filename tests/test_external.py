"""Other hosts are asked politely; here they are all on this machine."""

import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from briefing_desk.audit import external
from briefing_desk.audit.external import Asker
from briefing_desk.cli import main
from briefing_desk.mkdocs_site.provenance import write_record
from briefing_desk.network import MAX_REDIRECTS, is_public

NOT_PUBLIC = "a host that has no public address"


class Host(BaseHTTPRequestHandler):
    """Answers as its plan says: for a path, a list of statuses (with headers), the last one for ever."""

    def answer(self):
        self.server.asked.append(f"{self.command} {self.path}")
        if self.path == "/robots.txt":
            status, headers, body = self.server.robots
        else:
            plan = self.server.plan.get(self.path, [(200, {})])
            status, headers = plan.pop(0) if len(plan) > 1 else plan[0]
            body = b"words" if self.command == "GET" else b""
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def host():
    """Return a host that answers on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.plan, server.asked, server.robots = {}, [], (404, {}, b"")
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def ask(host, *paths, pause=0, retries=2, plan=None):
    """Return answers, and the time that went by."""
    host.plan = plan or {}
    time = Time()
    asker = Asker(pause, retries, lambda name: name == "127.0.0.1", time.sleep, lambda: time.now)
    return asker.ask_all(f"{host.address}{path}" for path in paths), time.slept


@pytest.mark.parametrize(
    ("plan", "fault", "asked", "slept"),
    [
        ([(200, {})], "", ["HEAD"], []),
        ([(404, {})], "404 Not Found", ["HEAD"], []),
        ([(410, {})], "410 Gone", ["HEAD"], []),
        ([(405, {}), (200, {})], "", ["HEAD", "GET"], []),
        ([(403, {}), (403, {})], "403 Forbidden", ["HEAD", "GET"], []),
        ([(503, {}), (200, {})], "", ["HEAD", "HEAD"], [1]),
        ([(503, {})], "503 Service Unavailable", ["HEAD"] * 3, [1, 2]),
        ([(429, {"Retry-After": "7"}), (200, {})], "", ["HEAD", "HEAD"], [7]),
        ([(429, {"Retry-After": "7200"})], "429 Too Many Requests", ["HEAD"], []),
        ([(429, {"Retry-After": "Fri, 31 Dec 2055 23:59:59 GMT"})], "429 Too Many Requests", ["HEAD"], []),
        (
            [(0, {})],
            "the site could not be reached, or broke off (Remote end closed connection without response)",
            ["HEAD"] * 3,
            [1, 2],
        ),
        ([(301, {"Location": "/there"})], "", ["HEAD", "HEAD there"], []),
        ([(308, {"Location": "?again"})], "", ["HEAD", "HEAD ?again"], []),
        ([(301, {"Location": "/größe".encode().decode("latin-1")})], "", ["HEAD", "HEAD gr%C3%B6%C3%9Fe"], []),
        (
            [(302, {"Location": "/here"})],
            f"redirected more than {MAX_REDIRECTS} times",
            ["HEAD"] * (MAX_REDIRECTS + 1),
            [],
        ),
        ([(302, {})], "302 Found", ["HEAD"], []),
        ([(302, {"Location": "http://10.0.0.1/"})], "it leads to a host that has no public address", ["HEAD"], []),
        ([(302, {"Location": "http://10.0.0.1:x/"})], "it leads to a host that has no public address", ["HEAD"], []),
        ([(302, {"Location": "file://127.0.0.1/passwd"})], "only http and https links are allowed", ["HEAD"], []),
    ],
)
def test_one_address(host, plan, fault, asked, slept):
    (answer,), waited = ask(host, "/here", plan={"/here": plan})
    assert answer.fault == fault
    assert [line.replace(" /here", "").replace("/", "") for line in host.asked[1:]] == [
        line.replace(" ?", "?") for line in asked
    ]
    assert waited == slept
    assert host.asked[0] == "GET /robots.txt"


def test_between_two_questions_to_a_host_there_is_a_pause(host):
    _, slept = ask(host, "/a", "/b", pause=2)
    assert host.asked == ["GET /robots.txt", "HEAD /a", "HEAD /b"]
    assert slept == [2, 2]


def test_what_a_host_does_not_want_is_not_asked(host):
    host.robots = (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 9\n\nUser-agent: other\nDisallow: /\n")
    answers, slept = ask(host, "/private/a", "/open", "/private/b", pause=1)
    assert [(answer.fault, answer.is_skipped) for answer in answers] == [("", True), ("", False), ("", True)]
    assert host.asked == ["GET /robots.txt", "HEAD /open"]
    assert slept == [9]


@pytest.mark.parametrize(
    ("rules", "path", "is_skipped"),
    [
        ("Disallow: /*.pdf$", "/report.pdf", True),
        ("Disallow: /*.pdf$", "/report.pdf?page=2", False),
        ("Disallow: /*session=", "/a?session=1", True),
        ("Disallow: /\nAllow: /open", "/open/a", False),
        ("Allow: /open\nDisallow: /open/closed", "/open/closed", True),
        ("Disallow: /größe", "/gr%C3%B6%C3%9Fe", True),
        ("Disallow: /gr%C3%B6%C3%9Fe", "/größe", True),
        ("Disallow:", "/a", False),
        ("Disallow: /a\n\nUser-agent: Briefing-Audit\nDisallow: /b", "/a", False),
        ("Allow: /\n\nUser-agent: briefing-audit\nUser-agent: other\nDisallow: /b", "/b", True),
    ],
)
def test_rules_are_read_by_the_standard(host, rules, path, is_skipped):
    """RFC 9309: a star is anything, a dollar the end; the longest rule counts; so does our own group, in any case."""
    host.robots = (200, {}, b"\xef\xbb\xbf" + f"User-agent: *\n{rules}\n".encode())
    (answer,), _ = ask(host, path)
    assert (answer.fault, answer.is_skipped) == ("", is_skipped)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://[::1", "not an address: Invalid IPv6 URL"),
        ("http://a..example/", "not an address: a part of the host's name is empty"),
        ("http://x y.example/", "not an address: no host can have this name"),
        ("http://a.example:99999/", "not an address: Port out of range 0-65535"),
        ("https:", "not an address: a part of the host's name is empty"),
    ],
)
def test_what_is_no_address_is_told_and_not_asked(url, fault):
    (answer,) = Asker(0, 0, is_public).ask_all([url])
    assert answer.fault == fault


def test_addresses_in_other_letters_are_asked(host):
    (answer,), _ = ask(host, "/größe?ä")
    assert (answer.fault, host.asked[1]) == ("", "HEAD /gr%C3%B6%C3%9Fe?%C3%A4")


def test_a_redirection_to_no_address_is_told(host):
    (answer,), _ = ask(host, "/a", plan={"/a": [(302, {"Location": "http://[::1"})]})
    assert answer.fault == "it leads to `http://[::1`, which is not an address: Invalid IPv6 URL"


@pytest.mark.parametrize(("status", "is_skipped"), [(500, True), (403, False), (404, False), (0, False)])
def test_a_host_without_robots_txt(host, status, is_skipped):
    """RFC 9309: what is not there forbids nothing, what is broken everything."""
    host.robots = (status, {}, b"")
    (answer,), _ = ask(host, "/a")
    assert (answer.fault, answer.is_skipped) == ("", is_skipped)


def test_a_host_that_is_not_there(host):
    host.server_close()
    (answer,), _ = ask(host, "/a", retries=0)
    assert answer.fault == "the site could not be reached (Connection refused)"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1", "192.168.0.1"])
def test_hosts_that_are_not_public_are_not_asked(name):
    assert not is_public(name)
    url = f"http://[{name}]/" if ":" in name else f"http://{name}/"
    (answer,) = Asker(0, 0, is_public).ask_all([url])
    assert answer.fault == "the host has no public address"


def test_hosts_that_are_public_or_unknown_are_asked():
    assert is_public("93.184.215.14")
    assert is_public("a..b")


@pytest.mark.slow
def test_the_command_says_which_source_is_gone_and_where_to_mend_it(demo, host, monkeypatch, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(demo, root)
    articles = sorted((root / "seeds/articles").iterdir())
    for number, article in enumerate(articles[:2]):
        words = re.sub(r"^url:.*\n", "", article.read_text(encoding="utf-8"), flags=re.MULTILINE)
        article.write_text(words.replace("---\n", f"---\nurl: {host.address}/{number}\n", 1), encoding="utf-8")
    write_record(root, root / "site")
    host.plan = {"/1": [(404, {})]}
    monkeypatch.setattr("briefing_desk.commands.audit.is_public", lambda name: name == "127.0.0.1")
    result = CliRunner().invoke(main, ["audit", "--root", str(root), "--external", "--pause", "0", "--retries", "0"])
    name = articles[1].name
    assert f"seeds/articles/{name}:2:6: warning[source-gone] 404 Not Found: `{host.address}/1`" in result.stderr
    assert result.exit_code == 0
    assert ", 0 not as their hosts wish" in result.stdout
    assert external.AGENT == "briefing-audit"

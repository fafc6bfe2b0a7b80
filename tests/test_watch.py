"""Watched feeds: what they bring, each article once; asked when somebody asks, and no more than need be."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner
from desks import open_desk, read_files
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.cli import main
from briefing_desk.desk.requests import Refusal
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.errors import UsageError
from briefing_desk.watch import brought
from briefing_desk.watch.brought import Fetched, list_waiting, pack_fetched, unpack_fetched
from briefing_desk.watch.feeds import Item, clean_address, read_feed, strip_tags
from briefing_desk.watch.queue import read_decided

HOME = "https://paper.example/feed"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>
<item><title>Council &amp;amp; &lt;b&gt;union&lt;/b&gt; at odds over the old quay</title><link>/a?utm_source=x</link>
<pubDate>Tue, 04 Mar 2025 10:00:00 +0000</pubDate></item>
<item><title>Again</title><link>https://paper.example/a</link></item>
<item><title>No link</title></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
<item><title>No day</title><link>https://paper.example/b</link><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - quay</title><entry>
<title type="html">The &lt;b&gt;quay&lt;/b&gt; closes</title><published>2025-03-05T22:00:00Z</published>
<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://wire.example/quay%3Fid%3D7&amp;ct=ga&amp;usg=x"/>
</entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [
            {"id": "1", "url": "https://j.example/1", "title": "One", "date_published": "2025-03-06T01:00:00+02:00"},
            {"id": "2", "external_url": "https://j.example/2", "date_published": "never"},
            {"id": "3"},
            "no item",
        ],
    }
)


def read(text, name=""):
    return read_feed(text.encode(), HOME, name)


def test_each_kind_of_feed_is_read():
    assert read(RSS) == [
        Item(f"{HOME[:-5]}/a?utm_source=x", "Council & union at odds over the old quay", "2025-03-04", "The Paper"),
        Item("https://paper.example/b", "No day", "", "The Paper"),
    ]  # fmt: skip
    alert = Item("https://wire.example/quay?id=7", "The quay closes", "2025-03-05", "Google Alert - quay")
    assert read(ATOM) == [alert]
    assert read(JSON, "Mine") == [
        Item("https://j.example/1", "One", "2025-03-06", "Mine"),
        Item("https://j.example/2", "", "", "Mine"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><p>Hello</p></html>", "neither RSS nor Atom nor JSON Feed"),
        ("", "neither RSS nor Atom nor JSON Feed"),
        ("{", "cannot be read as JSON"),
        ('{"items": []}', "no JSON Feed"),
        ("[" * 9000, "neither"),
        ("{" * 9000, "cannot be read"),
    ],
)
def test_what_is_no_feed_is_told(text, said):
    with pytest.raises(UsageError, match=said):
        read(text)


def test_an_entity_leads_to_no_file(tmp_path):
    (tmp_path / "secret").write_text("secret words")
    evil = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>' + RSS.replace("No day", "&x;")
    assert "secret words" not in str(read(evil))


@given(st.text())
def test_any_title_becomes_words_on_one_line(words):
    assert "\n" not in strip_tags(words)
    assert strip_tags("a < b <i>c</i> <3") == "a < b c <3"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("https://www.google.com/url?q=https://a.example/x&sa=U", "https://a.example/x"),
        ("https://www.google.de/url?url=https%3A%2F%2Fa.example%2F%C3%A4", "https://a.example/ä"),
        ("https://www.google.com/url?url=javascript:alert(1)", ""),
        ("https://www.google.com/url?nothing=1", "https://www.google.com/url?nothing=1"),
        ("https://paper.example/url?url=https://b.example", "https://paper.example/url?url=https://b.example"),
        ("ftp://a.example/x", ""),
        ("https://[", ""),
    ],
)
def test_links_of_alerts_lead_to_the_article(given, found):
    assert clean_address(given) == found


def make(url, title, day="2025-03-01"):
    return Item(url, title, day, "f")


def test_who_decides_again_writes_nothing_unless_it_is_something_else(site):
    path = site / "seeds/watched/desk.yml"
    with open_desk(site) as desk:
        desk.ask("decide", url="https://a.example/1", decided="mine")
        first, action = path.read_text(), desk.actions["undo"]["id"]
        for url in ("https://a.example/1", "http://www.a.example/1/?utm_source=x"):
            desk.ask("decide", url=url, decided="mine")
        assert (path.read_text(), desk.actions["undo"]["id"]) == (first, action)
        desk.workspace.today = Day(2026, 2, 4)
        desk.ask("decide", url="https://a.example/1", decided="dismissed")
    added = "  - url: https://a.example/1\n    decided: dismissed\n    day: 2026-02-04\n"
    assert path.read_text().replace('"', "") == first.replace('"', "") + added


@pytest.mark.parametrize("people", [("anna", "zoe"), ("zoe", "anna")])
@pytest.mark.parametrize(("day", "choice"), [("2026-02-02", "dismissed"), ("2026-02-03", "dismissed")])
def test_of_several_people_the_last_decision_counts(site, people, day, choice):
    first, last = people
    for person, on, decided in ((first, "2026-02-02", "mine"), (last, day, choice)):
        path = site / f"seeds/watched/{person}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"decisions:\n  - url: https://a.example/1\n    decided: {decided}\n    day: {on}\n")
    decisions, problems = read_decided(site)
    assert problems == []
    assert list_waiting([Fetched(0, items=(make("https://a.example/1", "A"),))], decisions, {}, {}) == []


def test_what_is_known_decided_or_told_twice_does_not_wait_twice(site):
    with open_desk(site) as desk:
        for url, choice in (("https://a.example/no", "dismissed"), ("http://www.a.example/mine/", "mine")):
            desk.workspace.person = "eva"
            desk.ask("decide", url=url, decided=choice)
        text = (site / "seeds/watched/eva.yml").read_text()
        assert text.endswith('  - url: "http://www.a.example/mine/"\n    decided: mine\n    day: 2026-02-03\n')
        decided, problems = read_decided(site)
        assert problems == []
    items = [
        make("https://a.example/no", "Dismissed by somebody long ago"),
        make("https://a.example/mine", "Somebody looks at this article"),
        make("https://b.example/same?utm_medium=x", "The council closes the old quay at last", "2025-03-02"),
        make("https://c.example/other", "At last the council closes the old quay", "2025-03-01"),
        make("https://news.example/quay", "Known by its address"),
        make("https://d.example/like", "Union objects to the quay plan"),
        make("https://e.example/short", "Quay"),
    ]
    found = list_waiting(
        [Fetched(0, items=tuple(items)), Fetched(0, items=tuple(items[:3]))],
        decided,
        {"news.example/quay": "council-votes"},
        {"union-objects": "Union objects to quay plan"},
    )
    told = {one.item.url: (one.like, one.whose) for one in found}
    assert told == {
        "https://a.example/mine": ("", "eva"),
        "https://b.example/same?utm_medium=x": ("", ""),
        "https://c.example/other": ("The council closes the old quay at last", ""),
        "https://d.example/like": ("union-objects", ""),
        "https://e.example/short": ("", ""),
    }
    assert found[0].item.day == "2025-03-02"


def test_what_is_kept_is_read_again_and_nonsense_is_nothing():
    kept = {"https://f.example": Fetched(1.5, "tag", "day", (make("https://a.example", "A"),))}
    assert unpack_fetched(json.loads(json.dumps(pack_fetched(kept)))) == kept
    for nonsense in (None, [], {"a": 1}, {"a": ["x", 1, 2, 3]}, {"a": [1, "", "", [[1]]]}):
        assert unpack_fetched(nonsense) == {}


class Feeds(BaseHTTPRequestHandler):
    """Serves feeds, and notes how it was asked."""

    asked: list = []  # noqa: RUF012 (of the class, as the server makes one for each request)

    def do_GET(self):
        self.asked.append((self.path, self.headers.get("If-None-Match"), self.headers.get("User-Agent")))
        body = {"/rss": RSS, "/atom": ATOM, "/json": JSON}.get(self.path, "").encode()
        status = 304 if self.headers.get("If-None-Match") == '"1"' else 200 if body else 429
        self.send_response(status)
        self.send_header("Retry-After", "60") if status == 429 else self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def feeds(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setattr(brought, "wait_for", lambda url, asked: None)  # the pause has a test of its own
    Feeds.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(site, *arguments):
    return CliRunner().invoke(main, ["watch", *arguments, "--root", str(site)])


def test_the_command_asks_once_tells_what_waits_and_the_desk_decides(site, feeds, monkeypatch):
    said = run(site)
    assert (said.exit_code, "no feed is watched" in said.output) == (2, True)
    watched = "".join(f"  - url: {feeds}/{name}\n" for name in ("rss", "atom", "json", "gone"))
    (site / "seeds/watch.yml").write_text(f"feeds:\n{watched}")
    before = read_files(site)
    said = run(site)
    assert said.exit_code == 1
    assert f"briefing: {feeds}/gone: 429 Too Many Requests, ask again in 60 s" in said.output
    assert "Council & union at odds over the old quay\n  2025-03-04, The Paper\n" in said.output
    assert "6 articles wait" in said.output
    run(site)
    assert [path for path, _, _ in Feeds.asked] == ["/rss", "/atom", "/json", "/gone", "/gone"]  # not so soon again
    assert all("briefing-desk" in agent for _, _, agent in Feeds.asked)
    monkeypatch.setattr(brought, "SOON", -1)
    assert "6 articles wait" in run(site).output
    assert [tag for _, tag, _ in Feeds.asked[-4:]] == ['"1"', '"1"', '"1"', None]
    assert read_files(site) == before  # what was fetched is no part of the site
    with open_desk(site) as desk:
        found = desk.ask("queue", wanted="")
        row = next(row for row in found["brought"] if "union" in row["title"])
        assert (row["day"], row["feed"], row["about"]) == ("2025-03-04", "The Paper", ["Close it now"])
        left = desk.ask("decide", url=row["url"], decided="dismissed")
        assert (left["kept"], found["kept"]) == (5, 6)
        for url, decided in ((row["url"], "perhaps"), ("javascript:x", "mine"), ("", "mine")):
            with pytest.raises(Refusal):
                desk.ask("decide", url=url, decided=decided)
        with pytest.raises(Refusal, match="--texts"):
            desk.ask("take", url=row["url"])
        taken = []
        desk.workspace.take_in = lambda url: taken.append(url) or "council-votes"
        assert desk.ask("take", url="https://wire.example/quay?id=7")["article"]["id"] == "council-votes"
        assert taken == ["https://wire.example/quay?id=7"]
        desk.ask("undo", action=desk.ask("queue", wanted="")["undo"]["id"])
        assert desk.ask("queue", wanted="")["kept"] == 6
    with open_desk(site, coder="eva") as desk:
        assert desk.ask("queue", wanted="")["brought"] == []


def test_a_list_that_cannot_be_read_is_told_with_its_place(site):
    (site / "seeds/watch.yml").write_text("feeds:\n  - url: paper.example\n")
    said = run(site)
    assert said.exit_code == 1
    assert "seeds/watch.yml:2:10: error[bad-url]" in said.output

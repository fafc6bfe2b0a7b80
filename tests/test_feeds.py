"""Feeds: what they tell, and that they are what the specifications ask for."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_article, make_event, make_position, make_seeds, text
from jsonschema import Draft202012Validator
from lxml import etree

from briefing_desk.checks.assemble import make_library
from briefing_desk.exports import feed_entries as entries
from briefing_desk.exports.atom import format_atom
from briefing_desk.exports.feed_entries import find_news, follow, list_entries
from briefing_desk.exports.json_feed import format_json_feed
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.settings import Settings
from briefing_desk.web.json_text import make_urn
from briefing_desk.web.outlet import Outlet

SCHEMAS = Path(__file__).parent / "schemas"
QUAY = Path(__file__).parent / "cases/quay/expected"
ATOM = etree.RelaxNG(etree.parse(str(SCHEMAS / "atom.rng")))
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "jsonfeed.json").read_text(encoding="utf-8")))
NAMES = {"a": "http://www.w3.org/2005/Atom"}
SITE = Settings(site_url="https://desk.example/quay/", site_name="The quay", site_description="Who wants what.")
OLD, NEW = make_position("oppose", date="2025-02"), make_position("support", quotes=["we agree at last"])
CORRECTED = make_article(make_position(question="quay/pay", actor="council"), status="corrected")


def load(*articles):
    seeds = make_seeds(articles, [make_event("vote", "2025-03-04")])
    return make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})


def make_feeds(library, settings=SITE, path="feeds/topics/quay", **about):
    """Return both feeds, parsed, after holding them against the specifications."""
    news = follow(library, find_news(library), **about) if about else find_news(library)
    outlets = [Outlet(library, settings, f"{path}.{ending}") for ending in ("json", "xml")]
    told = json.loads(format_json_feed(outlets[0], "The quay", "quay.md", list_entries(outlets[0], news)))
    atom = etree.fromstring(format_atom(outlets[1], "The quay", "quay.md", list_entries(outlets[1], news)).encode())
    JSON_FEED.validate(told)
    assert ATOM.validate(atom), ATOM.error_log
    return told, atom


def test_a_change_says_who_what_from_to_and_on_which_evidence():
    library = load(make_article(OLD), make_article(NEW))
    told, atom = make_feeds(library)
    (item,) = told["items"]
    cell = library.cells["dockers", "quay/close"]
    assert item["title"] == "Dockers on “Close”: from opposes to supports"
    assert item["_briefing"]["from"] == ["oppose"]
    assert item["_briefing"]["to"] == ["support"]
    assert item["_briefing"]["evidence"] == [cell.reports[0].id, cell.earlier[0].reports[0].id]
    assert item["url"] == f"https://desk.example/quay/quay.html#{item['_briefing']['cell']}"
    assert "we agree at last" in item["content_html"]
    assert "from opposes (February 2025) to supports (5 March 2025)." in item["content_html"]
    assert atom.findtext("a:entry/a:title", namespaces=NAMES) == item["title"]
    assert atom.findtext("a:entry/a:id", namespaces=NAMES) == item["id"]


def test_both_formats_hold_the_same():
    told, atom = make_feeds(load(make_article(OLD), make_article(NEW), CORRECTED))
    found = [
        (e.findtext("a:id", None, NAMES), e.findtext("a:published", None, NAMES), e.findtext("a:content", None, NAMES))
        for e in atom.iterfind("a:entry", NAMES)
    ]

    def squeeze(words):
        return " ".join(html.unescape(words).split())

    assert [(id, date, squeeze(content)) for id, date, content in found] == [
        (item["id"], item["date_published"], squeeze(item["content_html"])) for item in told["items"]
    ]
    assert len(found) == 2


def test_a_correction_is_dated_and_names_what_rests_on_it():
    told, _ = make_feeds(load(CORRECTED))
    (item,) = told["items"]
    assert item["title"] == "Corrected: Council votes to close the quay"
    assert item["date_published"] == "2025-03-06T00:00:00Z"
    assert "Corrected 6 March 2025: </strong>A figure was wrong." in item["content_html"]
    assert item["_briefing"]["cells"] == ["council quay/pay"]


def test_a_first_position_is_no_change():
    assert make_feeds(load(make_article(NEW)))[0]["items"] == []


def test_feeds_of_a_topic_and_an_actor_hold_only_theirs():
    library = load(make_article(OLD), make_article(NEW), CORRECTED)
    assert len(make_feeds(library, topic="quay")[0]["items"]) == 2
    assert make_feeds(library, topic="other")[0]["items"] == []
    assert [item["title"][:9] for item in make_feeds(library, actor="council")[0]["items"]] == ["Corrected"]
    assert [item["title"][:7] for item in make_feeds(library, actor="dockers")[0]["items"]] == ["Dockers"]


def test_addresses_are_absolute_only_where_the_site_s_own_is_known():
    library = load(make_article(OLD), make_article(NEW))
    told, atom = make_feeds(library, replace(SITE, site_url=""))
    assert not {"home_page_url", "feed_url"} & told.keys()
    assert "url" not in told["items"][0]
    links = [link.get("href") for link in atom.iter("{http://www.w3.org/2005/Atom}link")]
    assert links[:2] == ["quay.xml", "../../quay.html"]
    assert links[2].startswith("../../quay.html#c-")
    told, atom = make_feeds(library)
    assert told["feed_url"] == "https://desk.example/quay/feeds/topics/quay.json"
    assert {link.get("href")[:8] for link in atom.iter("{http://www.w3.org/2005/Atom}link")} == {"https://"}


def test_ids_do_not_depend_on_the_site_s_address():
    library = load(make_article(OLD), make_article(NEW), CORRECTED)
    here, there = (make_feeds(library, replace(SITE, site_url=url))[0] for url in ("", "https://moved.example/"))
    assert [item["id"] for item in here["items"]] == [item["id"] for item in there["items"]]


def test_a_new_article_elsewhere_changes_no_feed_of_others():
    before = load(make_article(OLD), make_article(NEW))
    other = replace(make_article(make_position(actor="council", question="quay/pay")), retrieved=OLD_DAY)
    after = load(make_article(OLD), make_article(NEW), other)
    outlets = [Outlet(library, SITE, "feeds/actors/dockers.xml") for library in (before, after)]
    first, second = (
        format_atom(o, "x", "y.md", list_entries(o, follow(o.library, find_news(o.library), actor="dockers")))
        for o in outlets
    )
    assert first == second


OLD_DAY = make_article().retrieved.replace(year=2026)


def test_the_newest_come_first_and_old_ones_drop_out(monkeypatch):
    monkeypatch.setattr(entries, "MOST", 2)
    later = [replace(make_article(at), retrieved=OLD_DAY.replace(day=n)) for n, at in enumerate((OLD, NEW, NEW), 1)]
    articles = [*later, make_article(make_position("mixed", date="2025-06"))]
    told, _ = make_feeds(load(*articles, CORRECTED))
    days = [item["date_published"] for item in told["items"]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 2


HOSTILE = "]]></content><script>alert(1)</script>&amp;\u202e\x0b “x” <!-- \ufffe"


def test_outsiders_words_are_words():
    old, new = (replace(make_article(at), title=text(HOSTILE)) for at in (OLD, make_position(quotes=[HOSTILE])))
    told, atom = make_feeds(load(old, new, replace(CORRECTED, title=text(HOSTILE))))
    for content in [item["content_html"] for item in told["items"]]:
        assert "<script" not in content
        assert "&lt;script&gt;" in content
    contents = [element.text for element in atom.iterfind("a:entry/a:content", NAMES)]
    assert not any("<script" in content for content in contents)
    assert any("]]></content><script>" in element.text for element in atom.iter("{http://www.w3.org/2005/Atom}title"))


@pytest.mark.parametrize("root", [QUAY, Path(__file__).parent.parent / "briefings"])
def test_every_feed_of_the_sites_is_valid(root):
    paths = [root / "feed.xml", *root.glob("feeds/*/*.xml")]
    assert len(paths) > 5
    for path in paths:
        assert ATOM.validate(etree.parse(str(path))), (path, ATOM.error_log)
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        JSON_FEED.validate(told)
        ids = [item["id"] for item in told["items"]]
        assert len(ids) == len(set(ids))


def test_urns_are_uuids_of_version_8():
    urn = make_urn("shift", "h-aaaaaaaaaa")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", urn)
    assert urn == make_urn("shift", "h-aaaaaaaaaa")
    assert urn != make_urn("shifth", "-aaaaaaaaaa")

"""Feeds: what they tell, and that they are what the specifications ask for."""

import html
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import make_article, make_event, make_position, make_seeds, text
from jsonschema import Draft202012Validator
from lxml import etree

from briefing_desk.analysis.position_changes import list_position_changes
from briefing_desk.checks.assemble import make_library
from briefing_desk.exports import feed_entries
from briefing_desk.exports.feed_entries import Feed, find_news_of
from briefing_desk.exports.files import write_feed
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
    """Return both feeds, parsed, after holding every document of them against the specifications."""
    files = {path: parse(text) for path, text in make_files(library, settings, path, **about).items()}
    return files[f"{path}.json"], files[f"{path}.xml"]


def make_files(library, settings=SITE, path="feeds/topics/quay", topic="", actor=""):
    """Return the documents of a feed, by path."""
    cells = library.by_topic.get(topic, {}) if topic else library.by_actor.get(actor, {})
    marked = [id for id, article in library.seeds.articles.items() if article.correction]
    everything = list_position_changes(library.cells.values()), marked
    news = find_news_of(cells.values()) if topic or actor else everything
    return write_feed(Outlet(library, settings, ""), Feed(path, "The quay", "quay.md"), news)


def parse(document):
    """Return a document of a feed, held against its specification."""
    if document.startswith("{"):
        told = json.loads(document)
        JSON_FEED.validate(told)
        return told
    atom = etree.fromstring(document.encode())
    assert ATOM.validate(atom), ATOM.error_log
    return atom


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
    assert "<strong>Corrected</strong> 6 March 2025: A figure was wrong." in item["content_html"]
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
    first, second = (make_files(one, path="feeds/actors/dockers", actor="dockers") for one in (before, after))
    assert first == second


OLD_DAY = make_article().retrieved.replace(year=2026)


def load_years(*numbers):
    """Return a library in which one actor changes its position so many times in 2025, in 2026 and so on."""
    articles, day = [], NEW_YEAR.replace(year=2024, month=12, day=31)
    for number in range(sum(numbers) + 1):
        year = next((y for y, _ in enumerate(numbers) if number <= sum(numbers[: y + 1])), 0)
        day = max(day + timedelta(1), NEW_YEAR.replace(year=2025 + year)) if number else day
        position = make_position("oppose" if number % 2 else "support", date=str(day), quotes=[f"words {number}"])
        articles.append(replace(make_article(position), retrieved=day))
    return load(*articles)


NEW_YEAR = OLD_DAY.replace(month=1, day=1)
FEED = "feeds/topics/quay"


@pytest.mark.parametrize(
    ("numbers", "held", "archives"),
    [
        ((), 0, {}),
        ((3,), 3, {}),
        ((4, 1), 5, {}),  # whole years until there are enough
        ((3, 2, 3), 5, {2025: 3}),
        ((2, 1, 9), 6, {2027: 9, 2026: 1, 2025: 2}),  # more than fit: the newest stand in two documents
        ((2, 5, 1), 6, {2025: 2}),
        ((2, 6, 1), 6, {2026: 6, 2025: 2}),
    ],
)
def test_each_entry_stands_in_the_feed_or_in_the_archive_of_its_year(monkeypatch, numbers, held, archives):
    monkeypatch.setattr(feed_entries, "ENOUGH", 4)
    monkeypatch.setattr(feed_entries, "MOST", 6)
    files = make_files(load_years(*numbers))
    paths = [FEED, *(f"{FEED}.{year}" for year in archives)]
    assert files.keys() == {f"{path}.{ending}" for path in paths for ending in ("json", "xml")}
    told = {path: parse(files[f"{path}.json"]) for path in paths}
    assert [len(one["items"]) for one in told.values()] == [held, *archives.values()]
    for path, document in told.items():
        days = [item["date_published"] for item in document["items"]]
        assert days == sorted(days, reverse=True)
        assert path == FEED or {day[:4] for day in days} == {path[-4:]}
        atom = parse(files[f"{path}.xml"])
        assert atom.xpath("a:entry/a:id/text()", namespaces=NAMES) == [item["id"] for item in document["items"]]
    ids = {item["id"] for document in told.values() for item in document["items"]}
    assert len(ids) == sum(numbers)


def test_each_document_leads_to_the_next(monkeypatch):
    """Followed from the feed, `prev-archive` and `next_url` lead through all archives; `next-archive` leads back."""
    monkeypatch.setattr(feed_entries, "ENOUGH", 1)
    files = make_files(load_years(2, 1, 2, 1))
    atom = {path[:-4]: parse(text) for path, text in files.items() if path.endswith(".xml")}
    told = {path[:-5]: parse(text) for path, text in files.items() if path.endswith(".json")}
    links = {path: {a.get("rel"): a.get("href") for a in one.iterfind("a:link", NAMES)} for path, one in atom.items()}
    base, order = "https://desk.example/quay/", [FEED, f"{FEED}.2027", f"{FEED}.2026", f"{FEED}.2025"]
    assert list(atom) == list(told) == order
    for path, older in zip(order, [*order[1:], None], strict=True):
        assert links[path].get("prev-archive") == (older and f"{base}{older}.xml")
        assert told[path].get("next_url") == (older and f"{base}{older}.json")
        assert told[path]["feed_url"] == f"{base}{path}.json"
        assert links[path]["self"] == f"{base}{path}.xml"
    for path, newer in zip(order[2:], order[1:], strict=False):
        assert links[path]["next-archive"] == f"{base}{newer}.xml"
    assert "next-archive" not in links[order[1]]
    for path, one in atom.items():
        is_archive = one.find("{http://purl.org/syndication/history/1.0}archive") is not None
        assert is_archive is (path != FEED)
        assert links[path].get("current") == (f"{base}{FEED}.xml" if is_archive else None)
        assert one.findtext("a:id", namespaces=NAMES) == atom[FEED].findtext("a:id", namespaces=NAMES)


def test_an_archive_stays_as_it_is_when_something_new_happens(monkeypatch):
    monkeypatch.setattr(feed_entries, "ENOUGH", 1)
    before, after = make_files(load_years(2, 2, 1)), make_files(load_years(2, 2, 2))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {f"{FEED}.json", f"{FEED}.xml"}


def test_an_entry_shows_one_quote_and_says_of_how_many_reports():
    told, _ = make_feeds(load(make_article(OLD), make_article(NEW), make_article(NEW)))
    (item,) = told["items"]
    assert item["content_html"].count("<blockquote ") == 1
    assert item["content_html"].endswith("(one of 3 reports)</p>")
    assert len(item["_briefing"]["evidence"]) == 3


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

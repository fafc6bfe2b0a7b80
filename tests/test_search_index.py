"""A search index in parts: what is in the whole one is found, however it is typed, and little of it is loaded."""

import json
import shutil
import subprocess
import sys
from functools import partial
from html import escape
from http.server import ThreadingHTTPServer
from itertools import accumulate
from threading import Thread

import pytest
from builders import ROOT, copy_demo
from click.testing import CliRunner
from conftest import Quiet
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.audit.gather import hash_file, hash_search
from briefing_desk.cli import main
from briefing_desk.mkdocs_site import search_index as searchindex
from briefing_desk.mkdocs_site import word_cache
from briefing_desk.mkdocs_site.search_index import is_part, list_forms, split_index, split_words
from briefing_desk.mkdocs_site.site_build import SEARCH
from briefing_desk.mkdocs_site.word_cache import look_ahead, read_words, write_words

STRINGS = ROOT / "tests/data/hostile_strings.jsonl"
CONFIG = {"lang": ["en"], "separator": r"\s+"}
WORDS = st.text(st.sampled_from("abcàéÅß中😀＜ &;_-"), max_size=12)


def make_index(texts, lang="en"):
    docs = [{"location": f"p.html#{n}", "title": title, "text": text} for n, (title, text) in enumerate(texts)]
    return {"config": {**CONFIG, "lang": [lang]}, "docs": docs}


def read_parts(files):
    """Return what each script tells, as a browser would read it."""
    told = {}
    for path, text in files.items():
        if not path.startswith("search_index"):
            assert is_part(text)
            name, _, data = text.removeprefix("briefing(").removesuffix(")\n").partition(",")
            told[json.loads(name)] = json.loads(data)
    return told


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12), st.integers(1, 200))
def test_every_word_leads_to_every_section_that_has_it(texts, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searchindex, "PART", size)
        parts = read_parts(split_index(make_index(texts))[0])
    start = parts["start"]
    assert start["count"] == len(texts)
    found = {}
    for number, first in enumerate(start["words"]):
        entries = parts[f"words/{number}"]
        assert entries[0][0] == first
        found |= {word: [set(accumulate(steps)) for steps in lists] for word, *lists in entries}
    order = [word for number in range(len(start["words"])) for word, *_ in parts[f"words/{number}"]]
    assert order == sorted(found, key=lambda word: word.encode("utf-16-be"))
    for place in (0, 1):
        having = {word: lists[place] for word, lists in found.items() if lists[place]}
        wanted = {}
        for number, text in enumerate(texts):
            for word in list_forms(text[place]):
                wanted.setdefault(word, set()).add(number)
        assert having == wanted
    shown = [section for number in range(len(start["sections"])) for section in parts[f"sections/{number}"]]
    assert [tuple(section[1:3]) for section in shown] == texts


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8), st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_words_that_are_known_are_those_that_would_be_found(texts, before):
    _, known = split_index(make_index(before))
    parts, words = split_index(make_index(texts))
    assert split_index(make_index(texts), known) == (parts, words)
    assert known | look_ahead(make_index(texts)["docs"], known) == known | words
    assert [len(line.split("\t")) for line in words.values()] == [2] * len(set(texts))


def test_words_come_back_as_they_were(tmp_path, monkeypatch):
    _, words = split_index(make_index([("A title", "and words"), ("", "wörter 中文"), ("", "")]))
    assert read_words(tmp_path) == ({}, "")
    assert write_words(tmp_path, words) == ""
    assert read_words(tmp_path) == (words, "")
    monkeypatch.setattr(word_cache, "unidata_version", "another")
    assert read_words(tmp_path) == ({}, "")


def test_a_word_of_too_many_texts_is_found_in_titles(monkeypatch):
    monkeypatch.setattr(searchindex, "COMMON", 3)
    parts = read_parts(split_index(make_index([("war", "war"), ("", "war"), ("", "war peace")]))[0])
    assert parts["words/0"] == [["peace", [], [2]], ["war", [0], 0]]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Kyiv’s <em>NATO</em> bid", ["kyiv", "s", "nato", "bid"]),
        ("Zoé &amp; Ångström", ["zoe", "angstrom"]),
        ("a<code>b</code>c", ["a", "b", "c"]),
        ("x" * 60, ["x" * 40]),
        ("under_score 2025–26", ["under_score", "2025", "26"]),
        ("Kyiv's Kyivʼs Kyiv‘s", ["kyiv", "s"] * 3),
        ("l'Île l’île l＇île", ["l", "ile"] * 3),
        ("п'ятий пʼятий п’ятий", ["п", "ятии"] * 3),
        ("Hawaiʻi", ["hawai", "i"]),
        ("co-operation co‐operation co‑operation co−operation", ["co", "operation"] * 4),
        ("“Łódź” «Tromsø» „Đurić“ Straße ﬁne", ["lodz", "tromso", "duric", "strasse", "fine"]),
        ("im\u00adpos\u200bsible", ["impossible"]),
        ("港を閉鎖", ["港を", "を閉", "閉鎖"]),
        ("关闭港口！", ["关闭", "闭港", "港口"]),
        ("第1回G7", ["第", "1", "回", "g7"]),
        ("ท่าเรือ", ["ท่", "่า", "าเ", "เร", "รื", "ือ"]),
        ("ميناء", ["ميناء"]),
        ("المِيناء والميناء بالميناء للميناء", ["ميناء"] * 4),
        ("الم", ["الم"]),
        ("हिन्दी", ["हिन्दी"]),
        ("צה״ל", ["צה", "ל"]),
    ],
)
def test_words_have_neither_accents_nor_capitals(html, words):
    assert split_words(html) == words


@pytest.mark.slow
def test_the_script_splits_words_as_we_do(open_page, tmp_path):
    shutil.copy(SEARCH, tmp_path)
    (tmp_path / "page.html").write_text('<meta charset="utf-8"><script src="search.js"></script>')
    page = open_page((tmp_path / "page.html").as_uri())

    @given(TEXTS)
    @tries(300)
    def hold(text):
        assert page.evaluate("(text) => split(text)", text) == split_words(escape(text))

    hold()


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Co"]) | st.sampled_from("aé'’ʼ港を閉ไท่าالمو  "), max_size=30
)


@given(TEXTS)
def test_a_search_for_a_text_asks_for_forms_that_its_index_has(text):
    assert set(split_words(escape(text))) <= list_forms(escape(text))


@pytest.mark.parametrize("beginning", ["閉", "鎖しな", "ميناء", "المي", "والم", "zo", "ท่าเ"])
def test_what_is_being_typed_begins_a_form_that_the_index_has(beginning):
    forms = list_forms("港を閉鎖しない Zoé والميناء ท่าเรือ")
    assert all(any(form.startswith(word) for form in forms) for word in split_words(beginning))


@pytest.mark.parametrize("script", ["alert(1)", 'briefing("start",alert(1))\n', 'briefing("a",[]);alert("1")\n', ""])
def test_a_part_is_nothing_but_data(script, tmp_path):
    assert not is_part(script)
    (tmp_path / "start.js").write_text(script)
    assert not set(hash_search(tmp_path))
    (tmp_path / "start.js").write_text('briefing("start",[1])\n')
    assert set(hash_search(tmp_path)) == {hash_file(tmp_path / "start.js")}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return the demo with an index in many parts."""
    root = copy_demo(tmp_path_factory.mktemp("large"))
    shutil.copytree(ROOT / "overrides", root / "overrides", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searchindex, "PART", 4000)
        patch.setattr(searchindex, "COMMON", 100)
        patch.chdir(root)
        done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture(scope="module", params=["http", "file"])
def place(request, large):
    """Return where the pages are: at a server, and on a file system."""
    if request.param == "file":
        yield (large / "site").as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=large / "site"))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def search(page, words):
    """Type words into the search and wait for its answer."""
    page.click("input.md-search__input")
    page.keyboard.insert_text(words)
    page.keyboard.press("End")  # the theme looks when a key is let go
    page.locator(".md-search-result__meta", has_text="document").or_(
        page.locator(".md-search-result__meta", has_text="No matching")
    ).wait_for()


def list_links(page):
    """Return where the results of a search lead, once they are there."""
    results = page.locator(".md-search-result__item a")
    results.first.wait_for()
    return results.evaluate_all("(all) => all.map((one) => one.href.split('?')[0])")


@pytest.mark.slow
def test_a_quote_is_found_by_its_words_and_landed_on(open_page, place):
    page = open_page(f"{place}/actors/italy.html")
    search(page, "longstanding objections eastward")
    result = page.locator(".md-search-result__item a", has_text="eastward expansion").first
    result.wait_for()
    assert set(result.locator("mark").all_inner_texts()) == {"longstanding", "objections", "eastward"}
    result.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("zelensk", "Zelenskyy"),  # the beginning of a word
        ("ukraine", "Ukraine"),  # in too many texts: titles
        ("Ukraine NATO qqqq", "Missing: qqqq"),
        ("REQUEST  „FOR guarantees", "guarantees"),
        ("qqqq", "No matching documents"),
    ],
)
def test_what_is_asked_is_answered(open_page, place, question, says):
    page = open_page(f"{place}/index.html")
    search(page, question)
    page.locator(".md-search-result", has_text=says).wait_for()


@pytest.mark.slow
def test_a_search_loads_little(open_page, large, place):
    loaded = []
    page = open_page(f"{place}/index.html")
    page.on("request", lambda request: loaded.append(request.url))
    search(page, "longstanding objections eastward")
    page.locator(".md-search-result__item a", has_text="eastward expansion").first.wait_for()
    parts = [url for url in loaded if "/words/" in url or "/sections/" in url]
    all_parts = [*(large / "site/search/words").iterdir(), *(large / "site/search/sections").iterdir()]
    assert 0 < len(set(parts)) < len(all_parts) / 2


@pytest.mark.slow
def test_the_audit_knows_the_parts(large, monkeypatch):
    monkeypatch.chdir(large)
    done = CliRunner().invoke(main, ["audit", "--strict"])
    assert done.exit_code == 0, done.output
    worker = next((large / "site/assets/javascripts/workers").glob("search.*.js"))
    worker.write_text(worker.read_text(encoding="utf-8") + "alert(1)", encoding="utf-8")
    done = CliRunner().invoke(main, ["audit"])
    assert "neither the theme's nor one of docs_dir" in done.output


SAID = {
    "said": "It is Ukraine’s port, and Ukrainians’ too",
    "p": "Це п’ятий порт",
    "ile": "Le port de l’Île est fermé",
    "lodz": "The mayor of Łódź, Zoé Straße",
    "jp": "市は港を閉鎖しないと言った。" * 60,
    "cn": "我们今年关闭港口。",
    "th": "จะไม่ปิดท่าเรือในปีนี้",
    "ar": "قالت إن الميناء لن يُغلق",
    "who": "CAN and the WHO",
    "soft": "It is im\u00adpossible to co‑operate",
}


@pytest.fixture(scope="module")
def small(large, tmp_path_factory):
    """Return a site on which there is one page for each text, and many others."""
    site = shutil.copytree(large / "site", tmp_path_factory.mktemp("small") / "site")
    noise = [("Noise", f"Nobody can say who was here in year {number}, nor s, nor l") for number in range(150)]
    texts = [*noise, *((f"Page {id}", escape(text, quote=False)) for id, text in SAID.items())]
    index = make_index(texts)
    for section, id in zip(index["docs"], [None] * len(noise) + list(SAID), strict=True):
        section["location"] = f"{id}.html" if id else section["location"]
    index["docs"] += [{"location": "can.html", "title": "CAN", "text": ""}]
    for name, part in split_index(index)[0].items():
        (site / "search" / name).write_text(part, encoding="utf-8")
    return site


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "first", "marked"),
    [
        ("Ukraine's", "said", {"Ukraine"}),
        ("Ukraine’s port", "said", {"Ukraine", "port"}),
        ("п'ятий", "p", {"ятий"}),
        ("П’ЯТИЙ", "p", {"ятий"}),
        ("l'Île", "ile", {"Île"}),
        ('"l’ile"', "ile", {"Île"}),
        ("Lodz zoe strasse", "lodz", {"Łódź", "Zoé", "Straße"}),
        ("ŁÓDŹ", "lodz", {"Łódź"}),
        ("港を閉鎖", "jp", {"港を閉鎖"}),
        ("閉鎖しない", "jp", {"閉鎖しない"}),
        ("鎖", "jp", {"鎖"}),
        ("关闭港口", "cn", {"关闭港口"}),
        ("今年", "cn", {"今年"}),
        ("ท่าเรือ", "th", {"ท่าเรือ"}),
        ("ميناء", "ar", {"الميناء"}),
        ("المِيناء", "ar", {"الميناء"}),
        ("WHO", "who", {"WHO"}),
        ("can", "can", {"CAN"}),
        ("impossible co-operate", "soft", {"im\u00adpossible", "co", "operate"}),
    ],
)
def test_what_is_typed_is_found_however_it_is_written(open_page, small, question, first, marked):
    page = open_page((small / "index.html").as_uri())
    search(page, question)
    found = page.locator(".md-search-result__item").first
    assert found.locator("a").first.get_attribute("href").partition("?")[0].endswith(f"/{first}.html")
    assert set(found.locator("article").first.locator("mark").all_inner_texts()) >= marked


@pytest.mark.slow
def test_names_that_are_stop_words_lead_to_their_page_and_then_to_their_cells(open_page, tmp_path):
    """As the starter's site, with an actor of such a name."""
    run = CliRunner().invoke
    assert run(main, ["init", str(tmp_path / "desk")]).exit_code == 0
    actors = tmp_path / "desk/seeds/actors.yml"
    actors.write_text(actors.read_text("utf-8").replace("name: City Council", "name: CAN"), encoding="utf-8")
    done = run(main, ["build", "--root", str(tmp_path / "desk")])
    assert done.exit_code == 0, done.output
    page = open_page((tmp_path / "desk/site/index.html").as_uri())
    search(page, "CAN")
    links = list_links(page)
    assert links[0].endswith("/actors/city-council.html")
    assert "/quay-closure.html" in links[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "first"), [("Russia", "actors/russia"), ("italy", "actors/italy"), ("peace plans", "peace-plans")]
)
def test_the_page_of_a_name_comes_first(open_page, place, question, first):
    page = open_page(f"{place}/index.html")
    search(page, question)
    links = list_links(page)
    assert links[0].endswith(f"/{first}.html")


@pytest.mark.slow
def test_the_themes_own_search_finds_apostrophes_and_stop_words(open_page, large, tmp_path):
    """Where MkDocs builds the site without us."""
    config = str(large / "mkdocs.yml")
    built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", tmp_path], check=False)
    assert built.returncode == 0
    counts = {}
    for question in ("Ukraine's", "Ukraine’s", "Ukraineʼs", "can", "qqqq"):
        page = open_page((tmp_path / "index.html").as_uri())
        search(page, question)
        counts[question] = page.locator(".md-search-result__meta").inner_text()
    assert counts["Ukraine's"] == counts["Ukraine’s"] == counts["Ukraineʼs"] != counts["qqqq"]
    assert counts["can"] != counts["qqqq"]


@pytest.mark.slow
def test_what_is_found_is_words_and_nothing_else(open_page, large, tmp_path):
    strings = [json.loads(line)["value"] for line in STRINGS.read_text(encoding="utf-8").splitlines()]
    site = shutil.copytree(large / "site", tmp_path / "site")
    index = make_index([(f"trap {escape(text, quote=False)}", escape(text, quote=False)) for text in strings])
    for name, part in split_index(index)[0].items():
        (site / "search" / name).write_text(part, encoding="utf-8")
    page = open_page((site / "index.html").as_uri())
    search(page, "trap")
    found = page.locator(".md-search-result__item")
    found.first.wait_for()
    assert found.locator("h1, h2").count() >= len(strings)
    shown = set(found.locator("*").evaluate_all("(all) => all.map((one) => one.tagName)"))
    assert shown <= {"A", "ARTICLE", "DETAILS", "DIV", "H1", "H2", "LI", "MARK", "P", "SUMMARY"}

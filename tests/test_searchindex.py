"""A large search index in parts: what is in the whole one is found, and little of it is loaded."""

import json
import shutil
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

from generator import searchindex
from generator.audit.gather import hash_file, hash_search
from generator.cli import main
from generator.searchindex import is_large, is_part, split_index, split_words

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
        parts = read_parts(split_index(make_index(texts)))
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
            for word in split_words(text[place]):
                wanted.setdefault(word, set()).add(number)
        assert having == wanted
    shown = [section for number in range(len(start["sections"])) for section in parts[f"sections/{number}"]]
    assert [tuple(section[1:3]) for section in shown] == texts


def test_a_word_of_too_many_texts_is_found_in_titles(monkeypatch):
    monkeypatch.setattr(searchindex, "COMMON", 3)
    parts = read_parts(split_index(make_index([("war", "war"), ("", "war"), ("", "war peace")])))
    assert parts["words/0"] == [["peace", [], [2]], ["war", [0], 0]]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Kyiv’s <em>NATO</em> bid", ["kyiv", "s", "nato", "bid"]),
        ("Zoé &amp; Ångström", ["zoe", "angstrom"]),
        ("a<code>b</code>c", ["a", "b", "c"]),
        ("x" * 60, ["x" * 40]),
        ("under_score 2025–26", ["under_score", "2025", "26"]),
    ],
)
def test_words_have_neither_accents_nor_capitals(html, words):
    assert split_words(html) == words


def test_languages_without_spaces_keep_the_whole_index(monkeypatch):
    monkeypatch.setattr(searchindex, "LARGE", 10)
    assert is_large(json.dumps(make_index([], "de")))
    assert not is_large(json.dumps(make_index([], "zh-TW")))


def test_an_index_of_the_usual_size_stays_whole():
    assert not is_large(json.dumps(make_index([("a", "b")])))


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
        patch.setattr(searchindex, "LARGE", 0)
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
    page.keyboard.type(words)
    page.locator(".md-search-result__meta", has_text="document").or_(
        page.locator(".md-search-result__meta", has_text="No matching")
    ).wait_for()


@pytest.mark.slow
def test_a_quote_is_found_by_its_words_and_landed_on(open_page, place):
    page = open_page(f"{place}/actors/italy.html")
    search(page, "longstanding objections eastward")
    result = page.locator(".md-search-result__item a", has_text="eastward expansion").first
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


@pytest.mark.slow
def test_what_is_found_is_words_and_nothing_else(open_page, large, tmp_path):
    strings = [json.loads(line)["value"] for line in STRINGS.read_text(encoding="utf-8").splitlines()]
    site = shutil.copytree(large / "site", tmp_path / "site")
    index = make_index([(f"trap {escape(text, quote=False)}", escape(text, quote=False)) for text in strings])
    for name, part in split_index(index).items():
        (site / "search" / name).write_text(part, encoding="utf-8")
    page = open_page((site / "index.html").as_uri())
    search(page, "trap")
    found = page.locator(".md-search-result__item")
    found.first.wait_for()
    assert found.locator("h1, h2").count() >= len(strings)
    shown = set(found.locator("*").evaluate_all("(all) => all.map((one) => one.tagName)"))
    assert shown <= {"A", "ARTICLE", "DETAILS", "DIV", "H1", "H2", "LI", "MARK", "P", "SUMMARY"}

"""A search index in parts: what is in the whole one is found, however it is typed, and little of it is loaded."""

import json
import re
import shutil
import subprocess
import sys
from functools import partial
from html import escape
from http.server import ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path
from threading import Thread

import pytest
from builders import FOUND, ROOT, ask, copy_demo
from click.testing import CliRunner
from conftest import Quiet
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.audit.gather import hash_file, hash_search
from briefing_desk.cli import main
from briefing_desk.mkdocs_site import search_index as searchindex
from briefing_desk.mkdocs_site import word_cache
from briefing_desk.mkdocs_site.search_index import is_part, list_forms, read_text, show_text, split_index, split_words
from briefing_desk.mkdocs_site.word_cache import look_ahead, read_words, write_words

SEARCH = ROOT / "briefings/assets/search.js"
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
        assert is_part(text), path
        name, _, data = text.removeprefix("briefing(").removesuffix(")\n").partition(",")
        told[json.loads(name)] = json.loads(data)
    return told


def is_kept(text):
    """Say whether a section has words to find under its heading."""
    return bool(read_text(text[1]))


@given(st.lists(st.tuples(WORDS, WORDS).filter(is_kept), max_size=12), st.integers(1, 200))
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
    assert [tuple(section[1:3]) for section in shown] == [(read_text(title), show_text(text)) for title, text in texts]


def test_a_heading_with_nothing_under_it_is_not_found_and_a_page_is():
    index = make_index([("Timeline", "<ul> </ul>"), ("Kept", "words")])
    index["docs"].append({"location": "p.html", "title": "Page", "text": ""})
    parts = read_parts(split_index(index)[0])
    assert [location for location, *_ in parts["sections/0"]] == ["p.html#1", "p.html"]
    assert parts["spellings"] == ["kept", "page", "words"]


def test_paragraphs_are_told_apart_and_footnotes_say_nothing():
    html = "<p>It is so.<sup>1</sup> And so.</p>  <ul> <li>One</li> <li>1 &lt; 2</li></ul>"
    assert show_text(html) == "It is so. And so. · One · 1 < 2"


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8), st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_words_that_are_known_are_those_that_would_be_found(texts, before):
    _, known = split_index(make_index(before))
    parts, words = split_index(make_index(texts))
    assert split_index(make_index(texts), known) == (parts, words)
    kept = make_index(filter(is_kept, texts))["docs"]
    assert known | look_ahead(kept, known) == known | words
    assert [len(line.split("\t")) for line in words.values()] == [2] * len(set(filter(is_kept, texts)))


def test_words_come_back_as_they_were(tmp_path, monkeypatch):
    _, words = split_index(make_index([("A title", "and words"), ("", "wörter 中文")]))
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
        ("0\ufe0f 0\U000e0100 葛\U000e0100城", ["0", "0", "葛城"]),
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
    (tmp_path / "assets").mkdir()
    for name in ("search.js", "search.css"):
        shutil.copy(SEARCH.with_name(name), tmp_path / "assets")
    (tmp_path / "page.html").write_text('<meta charset="utf-8"><script src="assets/search.js"></script>')
    page = open_page((tmp_path / "page.html").as_uri())

    @given(TEXTS)
    @tries(300)
    def hold(text):
        assert page.evaluate("(text) => openSearch.split(text)", text) == split_words(escape(text))

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


def list_links(page):
    """Return where the results of a search lead."""
    return page.locator(FOUND).evaluate_all("(all) => all.map((one) => one.href)")


@pytest.mark.slow
def test_a_quote_is_found_by_its_words_and_landed_on(open_page, place):
    page = open_page(f"{place}/actors/italy.html")
    ask(page, "longstanding objections eastward")
    result = page.locator(".b-found", has_text="eastward expansion").first
    assert set(result.locator("mark").all_inner_texts()) == {"longstanding", "objections", "eastward"}
    result.locator("a").click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)


ANSWERS = {
    "zelensk": "Zelenskyy",  # the beginning of a word
    "ukraine": "Ukraine",  # in too many texts: titles
    "Ukraine NATO qqqq": "Nothing is found for “qqqq”; this is for the other words.",
    "REQUEST  „FOR guarantees": "guarantees",
    "qqqq": "Nothing is found for “qqqq”.",
}


@pytest.mark.slow
def test_what_is_asked_is_answered(open_page, place):
    page = open_page(f"{place}/index.html")
    said = {}
    for question in ANSWERS:
        ask(page, question)
        said[question] = page.locator(".b-finder").inner_text()
        page.keyboard.press("Escape")
    assert [question for question, says in ANSWERS.items() if says not in said[question]] == []


@pytest.mark.slow
def test_a_search_loads_little(open_page, large, place):
    loaded = []
    page = open_page("about:blank")
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{place}/index.html", wait_until="networkidle")
    assert not any("search" in url or "names" in url for url in loaded)
    ask(page, "longstanding objections eastward")
    parts = [url for url in loaded if "/words/" in url or "/sections/" in url]
    all_parts = [*(large / "site/search/words").iterdir(), *(large / "site/search/sections").iterdir()]
    assert 0 < len(set(parts)) < len(all_parts) / 2


@pytest.mark.slow
def test_the_audit_knows_the_parts(large, monkeypatch):
    monkeypatch.chdir(large)
    done = CliRunner().invoke(main, ["audit", "--strict"])
    assert done.exit_code == 0, done.output
    script = large / "site/assets/search.js"
    script.write_text(script.read_text(encoding="utf-8") + "alert(1)", encoding="utf-8")
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
    "de": "Die Größe der Übergrößenabteilung",
    "pl": "Cały Świat się zmienia",
    "gate": "門は夜に関閉された。",
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
    forget_names(site)
    return site


def forget_names(site):
    """Let a search find by words alone."""
    path = site / "data/names.js"
    told = json.loads(path.read_text("utf-8").partition(",")[2].removesuffix(")\n"))
    path.write_text(f'briefing("names",{json.dumps(told | {"entries": []})})\n', encoding="utf-8")


TYPED = {
    "Ukraine's": ("said", {"Ukraine"}),
    "Ukraine’s port": ("said", {"Ukraine", "port"}),
    "п'ятий": ("p", {"ятий"}),
    "П’ЯТИЙ": ("p", {"ятий"}),
    "l'Île": ("ile", {"Île"}),
    '"l’ile"': ("ile", {"Île"}),
    "Lodz zoe strasse": ("lodz", {"Łódź", "Zoé", "Straße"}),
    "ŁÓDŹ": ("lodz", {"Łódź"}),
    "港を閉鎖": ("jp", {"港を閉鎖"}),
    "閉鎖しない": ("jp", {"閉鎖しない"}),
    "鎖": ("jp", {"鎖"}),
    "关闭港口": ("cn", {"关闭港口"}),
    "今年": ("cn", {"今年"}),
    "ท่าเรือ": ("th", {"ท่าเรือ"}),
    "ميناء": ("ar", {"الميناء"}),
    "المِيناء": ("ar", {"الميناء"}),
    "groesse": ("de", {"Größe"}),
    "Uebergroessenabteilung": ("de", {"Übergrößenabteilung"}),
    "swiat": ("pl", {"Świat"}),
    "関閉": ("gate", {"関閉"}),
    "WHO": ("who", {"WHO"}),
    "can": ("can", {"CAN"}),
    "impossible co-operate": ("soft", {"im\u00adpossible", "co", "operate"}),
}
"""What is typed, the page that comes first, and the words that are marked there."""


@pytest.mark.slow
def test_what_is_typed_is_found_however_it_is_written(open_page, small):
    page = open_page((small / "index.html").as_uri())
    found = {}
    for question, (_, marked) in TYPED.items():
        ask(page, question)
        first = page.locator(".b-found").first
        words = set(first.locator("mark").all_inner_texts())
        found[question] = Path(first.locator("a").get_attribute("href")).stem, words & marked
        page.keyboard.press("Escape")
    assert found == TYPED


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
    ask(page, "CAN")
    links = list_links(page)
    assert links[0].endswith("/actors/city-council.html")
    assert "/quay-closure.html" in links[1]


ASKED = {
    "Russia": "actors/russia.html",
    "Kiev": "actors/ukraine.html",
    "USA": "actors/united-states.html",
    "Zelensky": "actors/ukraine.html",
    "sovreignty": "territory.html#b-question-parties-decide",
    "Article 5": "security-guarantees.html#b-question-article-5-like",
    "Ukraine’s NATO bid": "nato-bid.html",
    "peace plan": "peace-plans.html",
    "EU assets": "economy.html#b-evidence-c-nqz7wb7jpc",
    "usa territory": "territory.html#b-evidence-c-7wdcduodm3",
    "Where does Russia stand on a free economic zone?": "territory.html#b-evidence-c-xrsnt57diz",
    "legally binding": "security-guarantees.html#b-question-legally-binding",
    "LITUANIA": "actors/lithuania.html",
    "envoy Witkof": "actors/united-states.html",
    "guarantees for Kiev": "security-guarantees.html",
    "who said “ready to drop”?": "nato-bid.html#b-evidence-c-ym4pacsaqg",
    "Kiew": "actors/ukraine.html",
    "free economic zone Russia": "territory.html#b-evidence-c-xrsnt57diz",
    "NATO article 5": "security-guarantees.html#b-question-article-5-like",
    "frozen asset": "economy.html",
    "russian asets": "economy.html#b-question-immobilise-assets",
    "“might abandon its NATO aspirations”": "nato-bid.html#b-evidence-c-ym4pacsaqg",
    "“so far have different positions, to be honest”": "territory.html#bottom-line",
    "Witkoff": "actors/united-states.html",
    "Ushakov": "actors/russia.html",
    "Selenskyj": "actors/ukraine.html",
    "britain": "actors/united-kingdom.html",
    "EU": "actors/european-union.html",
    "20 point plan": "peace-plans.html#b-question-twenty-point-plan",
    "donbass": "territory.html#b-question-leave-donbas",
    "demilitarized zone": "territory.html#b-question-demilitarised-zone",
    "does Russia want a demilitarised zone?": "territory.html#b-evidence-c-tewuuzxy5k",
    "germany ceasefire": "peace-plans.html#b-evidence-c-ngdgmpssox",
    "minerals deal": "economy.html#b-evidence-c-oqhlvz2mzl",
    "poll Ukrainians": "peace-plans.html#b-evidence-c-u7yia6iahx",
    "security gaurantees": "security-guarantees.html",
    "who supports NATO membership": "nato-bid.html#b-evidence-c-u4l66qkzxk",
}
"""What readers type, and the place that must come first."""


@pytest.mark.slow
def test_what_readers_ask_for_comes_first(open_page, address):
    page = open_page(f"{address}/sources/index.html")
    first = {}
    for question in ASKED:
        ask(page, question)
        first[question] = list_links(page)[0].removeprefix(f"{address}/")
        page.keyboard.press("Escape")
    assert first == ASKED


@pytest.mark.slow
def test_words_that_are_pasted_or_dictated_are_looked_for(open_page, place):
    """No key is pressed."""
    page = open_page(f"{place}/index.html")
    page.click("button.b-search")
    page.locator(".b-finder input").evaluate(
        "(input) => { input.value = 'Italy'; input.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    page.locator(".b-found a", has_text="Italy").first.wait_for()


@pytest.mark.slow
def test_the_count_tells_what_is_not_shown_and_the_rest_can_be_had(open_page, place):
    page = open_page(f"{place}/index.html")
    ask(page, "reported")
    said = re.search(r"([0-9]+) places, of which the first 10 are shown", page.locator(".b-finder-status").inner_text())
    everything = int(said[1])
    assert page.locator(".b-found").count() == 10 < everything
    page.get_by_role("button", name="Show more").click()
    assert page.locator(".b-found").count() == min(20, everything)


FURNITURE = (
    "back to the matrix", "Data and feeds", "Newest article taken in", "What the signs and marks mean", "Verbatim",
)  # fmt: skip
EXPLAINS = "a[href*='/method.html#']"
"""What leads to the page that says what "Verbatim" stands for."""


@pytest.mark.slow
def test_nothing_that_every_page_says_is_found(open_page, place):
    page = open_page(f"{place}/index.html")
    for question in FURNITURE:
        ask(page, f"zzzz {question}")
        found = page.locator(".b-finder-list > *").filter(has_not=page.locator(EXPLAINS))
        assert not any(question in words for words in found.all_inner_texts()), question
        page.keyboard.press("Escape")


@pytest.mark.slow
def test_a_site_that_mkdocs_alone_has_built_is_searched_too(chromium, large, tmp_path):
    config = str(large / "mkdocs.yml")
    built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", tmp_path], check=False)
    assert built.returncode == 0
    assert not (tmp_path / "search/start.js").exists()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()  # whose console tells of the parts that are not there
    page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
    first = {}
    for question in ("Ukraine's objections eastward", "sovreignty", "Kiev"):
        ask(page, question)
        first[question] = page.locator(FOUND).first.get_attribute("href").rpartition("/")[2]
        page.keyboard.press("Escape")
    assert first["Kiev"] == "ukraine.html"
    assert first["sovreignty"].startswith("territory.html#")
    page.close()
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_what_is_found_is_words_and_nothing_else(open_page, large, tmp_path):
    strings = [json.loads(line)["value"] for line in STRINGS.read_text(encoding="utf-8").splitlines()]
    site = shutil.copytree(large / "site", tmp_path / "site")
    index = make_index([(f"trap {escape(text, quote=False)}", escape(text, quote=False)) for text in strings])
    for name, part in split_index(index)[0].items():
        (site / "search" / name).write_text(part, encoding="utf-8")
    forget_names(site)
    page = open_page((site / "index.html").as_uri())
    ask(page, "trap")
    while page.locator(".b-finder-more").is_visible():
        page.locator(".b-finder-more").click()
    found = page.locator(".b-found")
    said = [" ".join(words.split()) for words in found.all_inner_texts()]
    assert len(said) == min(len(strings), 100)
    shown = set(found.locator("*").evaluate_all("(all) => all.map((one) => one.tagName)"))
    assert shown <= {"A", "MARK", "P", "SPAN"}

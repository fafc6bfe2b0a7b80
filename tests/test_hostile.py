"""Nothing that an article says can run, break a page or leave its place.

The oracle: a page with a harmless word and the same page with a hostile string in the word's places. The tree outside
these places is equal, and in them stands the string, exactly, but for white space and characters that cannot be shown.
"""

import json
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from functools import cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import markdown
import pytest
from builders import FOUND, ask
from conftest import wait_until
from laws import thin
from markdown_it import MarkdownIt
from mkdocs.utils.yaml import yaml_load

from briefing_desk.checks import assemble
from briefing_desk.exports import search_names
from briefing_desk.mkdocs_site.site_build import run_mkdocs, split_search
from briefing_desk.pages.site_pages import render_site
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.dates import parse_interval
from briefing_desk.schema.model import (
    Actor,
    ActorKind,
    Article,
    Basis,
    Checked,
    Correction,
    Event,
    Id,
    Language,
    Passage,
    Position,
    Question,
    Quote,
    Seeds,
    Stance,
    Status,
    Topic,
    Url,
)
from briefing_desk.schema.settings import Settings
from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web import escape as escaping
from briefing_desk.web.escape import UNSAFE
from briefing_desk.web.views import list_whole

ROOT = Path(__file__).parent.parent
STRINGS = [json.loads(line) for line in (ROOT / "tests/data/hostile_strings.jsonl").read_text("utf-8").splitlines()]
WORDS = {entry["id"]: entry["value"] for entry in STRINGS if entry["kind"] == "text"}
URLS = {entry["id"]: entry["value"] for entry in STRINGS if entry["kind"] == "url"}
HARMLESS, ADDRESS = "Zebra", "https://news.example/quay"
DAY = date(2025, 3, 6)
AT = Place(Source("seeds/test", ""))
CONFIG = (ROOT / "mkdocs.yml").read_text("utf-8")
EXTENSIONS = yaml_load(re.search(r"^markdown_extensions:\n((?:  .*\n)+)", CONFIG, re.MULTILINE).group(1))
"""The Markdown extensions of the site; the rest of the file has tags that only MkDocs reads."""


def text(words):
    """Return words as if they stood in a file."""
    return Text(words, AT)


def make_topic(title="Closing the quay"):
    """Return a topic with two questions."""
    questions = tuple(Question(Id(id, AT), text(f"Label {id}"), text(f"Proposition {id}")) for id in ("close", "pay"))
    events = (Event(Id("hearing", AT), text("Hearing"), parse_interval("2025-03-04")),)
    return Topic(text(title), text("Whether it closes."), questions, events)


def make_position(actor, question, stance, words, basis=Basis.STATED, **more):
    """Return a position; what it quotes is its own."""
    quote = Quote(text(f"{actor} {question} {stance} {more.get('date', '')}"), speakers=(text("speaker"),))
    if stance is Stance.CONDITIONAL:
        more["condition"] = text(words)
    return Position(text(f"quay/{question}"), stance, text(words), basis, (quote,), actor=text(actor), **more)


def make_article(words, status, positions, **more):
    """Return an article that has the words in every field that takes free text."""
    return Article(
        text(words),
        DAY,
        Language("en", AT),
        abstract=text(words),
        authors=(text(words), text("B. Name")),
        date_note=text(words),
        status=status,
        correction=Correction(DAY, text(words)),
        positions=positions,
        passages=(Passage(Id("cost", AT), text(f"passage {status}"), text(words), text(words)),),
        **more,
    )


def make_articles(words, url=ADDRESS):
    """Return articles that make every kind of cell, mark and page show the words."""
    march, april = (parse_interval(date) for date in ("2025-03-04", "2025-04-05"))
    usable = (
        make_position("union", "close", Stance.CONDITIONAL, words),
        make_position("union", "close", Stance.OPPOSE, words, date=parse_interval("2024-01")),
        make_position("council", "close", Stance.SUPPORT, words, event=text("hearing")),
        make_position("council", "pay", Stance.MIXED, words, Basis.INFERRED),
    )
    corrected = (
        make_position("council", "close", Stance.NEUTRAL, words, event=text("hearing")),
        make_position("union", "close", Stance.NO_COMMENT, words, Basis.REPORTED, according_to=text("council")),
    )
    withdrawn = (make_position("union", "pay", Stance.SUPPORT, words),)
    return {
        "first": make_article(words, Status.USABLE, usable, url=Url(url, AT), date=march),
        "second": make_article(words, Status.CORRECTED, corrected, url=Url(url, AT), date=april),
        "third": make_article(words, Status.WITHDRAWN, withdrawn),
    }


def make_library(articles, title="Closing the quay", quoted=None):
    """Return a library of articles, each with a receipt that has the quoted words, else its title's."""
    actors = {id: Actor(text(id.title()), ActorKind.ORGANISATION) for id in ("union", "council", "speaker")}
    seeds = Seeds(actors, {}, {"quay": make_topic(title)}, articles)
    evidence = {
        id: collect_evidence(id, article, check(id, article, quoted or article.title))
        for id, article in articles.items()
    }
    return assemble.make_library(seeds, evidence, {})


def check(id, article, quoted):
    """Yield a receipt's entry for everything that an article quotes; every other is direct speech."""
    for index, quote in enumerate(list_quotes(article)):
        yield Checked(text(get_id(id, quote)), text(quoted), 0, 1, Direct.NO if index % 2 else Direct.YES, DAY)


def render_library(library):
    """Return every page of a library as Markdown, by path."""
    drafts = render_site(library, Settings(report_url="https://report.example/?{title}&{place}"))
    return {draft.path: fill_skeleton(draft) for draft in drafts}


@cache
def render(words, url=ADDRESS):
    """Return every page of a library that shows the words, by path."""
    return render_library(make_library(make_articles(words, url)))


CUT = ("blockquote", ("class", "b-cut"))
"""What is told of words that begin with a small letter: it goes with the words, and with nothing else of them."""


class Reader(HTMLParser):
    """Reads a page as the sequence of its tags, attributes and words."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.is_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = [attr for attr in attrs if (tag, attr) != CUT]
        self.found.append((tag, *((name, tidy_attribute(value or "")) for name, value in attrs)))
        self.is_data = ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")
        self.is_data = False

    def handle_data(self, data):
        if self.is_data:
            self.found.extend(
                ("words", normalise(tidy_ids(UNSAFE.sub("", words)))) for words in list_leaves(json.loads(data))
            )
        elif data.strip():
            self.found.append(("words", normalise(data)))

    def handle_comment(self, data):
        self.found.append(("comment", normalise(re.sub("sum: .*?[)]", "sum", data))))

    def handle_decl(self, decl):
        self.found.append(("declaration", decl))

    def unknown_decl(self, data):
        self.found.append(("declaration", data))

    def handle_pi(self, data):
        self.found.append(("instruction", data))


def list_leaves(data):
    """Yield every key and every text of JSON."""
    if isinstance(data, dict):
        yield from data
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, str):
            yield value
        else:
            yield from list_leaves(value)


@cache
def normalise(words):
    """Return words with white space folded."""
    return " ".join(words.split())


def tidy_ids(value):
    """Return words without the ids that are computed from the words of quotes."""
    return re.sub(r"\b([ceq])-[a-z2-7]{10}\b", r"\1-id", value)


@cache
def tidy_attribute(value):
    """Return an attribute's value without what is computed from the words: ids, and encoded parts of addresses."""
    value = tidy_ids(value)
    for mark in (":~:text=", "https://report.example/", "mailto:"):
        value, mark, encoded = value.partition(mark)
        assert not mark or re.fullmatch("[A-Za-z0-9%._~,@?&=/+-]*", encoded)
        value += mark
    return normalise(value)


def convert(page, engine):
    """Return the HTML that an engine makes of a page, its front matter apart."""
    split = split_front_matter(Source("page", page))
    return engine(page[split.body if split else 0 :])


def make_engine():
    """Return Python-Markdown with the site's extensions."""
    names = [name for entry in EXTENSIONS for name in ([entry] if isinstance(entry, str) else entry)]
    configs = {name: config for entry in EXTENSIONS if isinstance(entry, dict) for name, config in entry.items()}
    return markdown.Markdown(extensions=names, extension_configs=configs)


SITE = make_engine()
ENGINES = {
    "python-markdown": lambda page: SITE.reset().convert(page),
    "commonmark": MarkdownIt("commonmark", {"html": True}).render,
}


@cache
def read(engine, path):
    """Return what a reader finds on a page with the harmless word, and where that word is."""
    found = Reader(convert(render(HARMLESS)[path], ENGINES[engine])).found
    return found, [at for at, part in enumerate(found) if HARMLESS in repr(part)]


def expect_words(words, engine, path):
    """Return what a reader should find on a page with other words in place of the harmless one."""
    found, places = read(engine, path)
    found = found.copy()
    for at in places:
        found[at] = put(words, found[at])
    return found


def put(words, found):
    """Return what a reader finds with other words in place of the harmless one."""
    if isinstance(found, str):
        return normalise(found.replace(HARMLESS, UNSAFE.sub("", words))) if HARMLESS in found else found
    return tuple(put(words, part) for part in found)


def compare(words, engine):
    """Hold the oracle against every page that the words change, as an engine shows it; return how many there are."""
    changed = [path for path, page in render(words).items() if page != render(HARMLESS)[path]]
    for path in changed:
        found = Reader(convert(render(words)[path], ENGINES[engine])).found
        assert found == expect_words(words, engine, path), path
    return len(changed)


def change_positions(article, **values):
    """Return an article with other values in the positions that have them."""
    changed = (
        replace(p, **{key: value for key, value in values.items() if getattr(p, key)}) for p in article.positions
    )
    return replace(article, positions=tuple(changed))


FIELDS = {
    "title": lambda article, words: replace(article, title=words),
    "abstract": lambda article, words: replace(article, abstract=words),
    "authors": lambda article, words: replace(article, authors=(words,)),
    "date_note": lambda article, words: replace(article, date_note=words),
    "correction": lambda article, words: replace(article, correction=Correction(DAY, words)),
    "summary": lambda article, words: change_positions(article, summary=words),
    "condition": lambda article, words: change_positions(article, condition=words),
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_shown_somewhere(field):
    """What is compared below is not compared in vain."""
    articles = {id: FIELDS[field](article, text("Giraffe")) for id, article in make_articles(HARMLESS).items()}
    assert "Giraffe" in "".join(render_library(make_library(articles, quoted=HARMLESS)).values())


def test_quotes_and_passages_are_shown():
    pages = render_library(make_library(make_articles(HARMLESS), quoted="Giraffe"))
    assert [path for path, page in pages.items() if "Giraffe" in page] == [
        "briefings/actors/council.md",
        "briefings/actors/union.md",
        "briefings/changes.md",
        "briefings/index.md",
        "briefings/quay.md",
        "briefings/sources/2025-03.md",
        "briefings/sources/2025-04.md",
        "briefings/sources/undated.md",
    ]


def test_words_that_begin_within_a_sentence_are_marked():
    for words, is_cut in (("giraffes graze", True), ("Giraffes graze", False)):
        page = render_library(make_library(make_articles(HARMLESS), quoted=words))["briefings/quay.md"]
        assert ('class="b-cut"' in page) == is_cut


@pytest.mark.no_cover  # many times the same
@pytest.mark.parametrize("id", thin(WORDS, 3))
@pytest.mark.parametrize("engine", ["commonmark", pytest.param("python-markdown", marks=pytest.mark.slow)])
def test_words_stay_in_their_place(id, engine):
    if WORDS[id] != WORDS["plain"]:
        assert compare(WORDS[id], engine) >= 7


def is_address(url):
    """Say whether an annotation may have this address."""
    try:
        return bool(convert_url(text(url)))
    except Wrong:
        return False


@pytest.mark.parametrize("id", [id for id in URLS if is_address(URLS[id])])
def test_addresses_stay_in_their_place(id):
    for path, page in render(HARMLESS, url=URLS[id]).items():
        for name, engine in ENGINES.items():
            assert Reader(convert(page, engine)).found == [put_address(URLS[id], part) for part in read(name, path)[0]]


def put_address(url, found):
    """Return what a reader finds with another address in place of the usual one."""
    if isinstance(found, str):
        found = found if "#" not in url else found.replace(f"{ADDRESS}#", url)
        return found.replace(ADDRESS, url)
    return tuple(put_address(url, part) for part in found)


def test_only_links_that_are_safe_can_be_addresses():
    assert [id for id in URLS if is_address(URLS[id])] == ["plain", "u09_paren", "u18_idn"]


@pytest.mark.parametrize("id", ["h01_script", "h05_closing_tags", "h06_unclosed_div", "h08_comment", "h36_blank_lines"])
def test_the_oracle_sees_what_is_not_escaped(id, monkeypatch):
    """Without the escaping, the comparison fails: it can."""
    monkeypatch.setattr(escaping, "escape_words", escaping.Html)
    render.cache_clear()
    read.cache_clear()
    try:
        with pytest.raises((AssertionError, ValueError)):
            [compare(WORDS[id], engine) for engine in ENGINES]
    finally:
        render.cache_clear()
        read.cache_clear()


TITLE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
SHOWN = {
    "harmless": {id: f"{HARMLESS}-{id}" for id in (*WORDS, "title")},
    "hostile": {**WORDS, "title": TITLE},
}


def copy_overrides(root):
    """Copy the theme's overrides without the policy: nothing may get so far that only the policy stops it."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    path = root / "overrides/main.html"
    bare, found = re.subn('<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text(encoding="utf-8"))
    assert found == 1
    path.write_text(bare, encoding="utf-8")


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return two sites that MkDocs built: all hostile strings with a hostile topic's title, and harmless words."""
    built = {}
    for kind, shown in SHOWN.items():
        root = tmp_path_factory.mktemp(kind)
        config = re.sub(r"^(?:nav|not_in_nav):.*\n(?: .*\n)+", "", CONFIG, flags=re.MULTILINE)
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
        copy_overrides(root)
        shutil.copytree(ROOT / "briefings/assets", root / "briefings/assets")
        articles = {
            f"{name}-{id.replace('_', '-')}": article
            for id in WORDS
            for name, article in make_articles(shown[id]).items()
        }
        library = make_library(articles, shown["title"])
        names = {f"briefings/{search_names.PATH}": search_names.format_names(library, list_whole(library), "en")}
        for path, page in (render_library(library) | names).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(page, encoding="utf-8", newline="")
        done = run_mkdocs(root, root / "site", DAY)
        assert done.returncode == 0, done.stderr
        built[kind] = root / "site"
    return built


@pytest.mark.slow
def test_nothing_runs_on_a_real_site(sites):
    """Every page of the hostile site, titles and navigation included, is that of the harmless one but for the words."""
    pages = sorted(path.relative_to(sites["harmless"]) for path in sites["harmless"].rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        harmless, hostile = (read_page(site / path) for site in sites.values())
        assert list_dangers(hostile) == list_dangers(harmless), path
        assert hostile == [put_all(part) for part in harmless], path
    name = re.search(r"site_name: (.*)", CONFIG).group(1)
    found = read_page(sites["hostile"] / "quay.html")
    assert found[found.index(("title",)) + 1 :][:2] == [("words", f"{TITLE} - {name}"), "/title"]


@pytest.mark.slow
def test_nothing_runs_on_a_site_of_another_builder(sites, tmp_path):
    """Zensical has a Markdown parser and templates of its own."""
    built = {}
    for kind, site in sites.items():
        root = tmp_path / kind
        shutil.copytree(site.parent, root, ignore=shutil.ignore_patterns("site"))
        done = subprocess.run([sys.executable, "-m", "zensical", "build"], cwd=root, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        built[kind] = root / "site"
    pages = sorted(path.relative_to(built["harmless"]) for path in built["harmless"].rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        harmless, hostile = (read_page(site / path) for site in built.values())
        assert list_dangers(hostile) == list_dangers(harmless), path
        assert hostile == [put_all(part) for part in harmless], path


@pytest.mark.slow
def test_search_shows_words_and_nothing_else(sites):
    """The theme puts what search finds into the page as HTML."""
    indexes = [json.loads((site / "search/search_index.json").read_text(encoding="utf-8")) for site in sites.values()]
    harmless, hostile = ([(doc["title"], doc["text"]) for doc in index["docs"]] for index in indexes)
    assert len(harmless) == len(hostile) > 20
    for expected, found in zip(harmless, hostile, strict=True):
        for part, words in zip(expected, found, strict=True):
            assert Reader(words).found == [put_all(piece) for piece in Reader(part).found]


# In a real browser.


@pytest.fixture(scope="module")
def hostile_address(sites, tmp_path_factory):
    """Return the address of the hostile site, and the list of what was asked for and is not there."""
    missing = []
    site = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(sites["hostile"], site)
    split_search(site)  # as readers get it

    class Server(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def log_request(self, code="-", size="-"):
            if str(int(code)) not in ("200", "304"):
                missing.append(f"{int(code)} {self.path}")

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", missing
    server.shutdown()
    server.server_close()


@pytest.fixture
def canary(chromium, hostile_address):
    """Return a page of a browser that gives away whatever runs or is fetched."""
    address, missing = hostile_address
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    sung = []
    context.on("request", lambda request: None if request.url.startswith(address) else sung.append(request.url))
    context.on("page", lambda opened: sung.append(f"opened {opened.url}") if context.pages[1:] else None)
    page = context.new_page()
    page.on("dialog", lambda dialog: (sung.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: sung.append(str(error)))
    page.on("download", lambda download: sung.append(download.url))
    page.on("framenavigated", lambda frame: frame.parent_frame and sung.append(f"frame {frame.url}"))
    page.add_init_script(WATCH)
    yield page, address, sung
    assert page.evaluate("window.sung") == []
    context.close()
    assert sung == []
    assert missing == []


WATCH = """
window.sung = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"])
  window[name] = (...given) => { window.sung.push(name + " " + given.join()) };
document.addEventListener("securitypolicyviolation", (event) => window.sung.push(event.blockedURI));
addEventListener("DOMContentLoaded", () => {
  for (const found of document.querySelectorAll("iframe, object, embed, base, [srcdoc], meta[http-equiv]"))
    window.sung.push(found.outerHTML);
  for (const found of document.querySelectorAll("*"))
    for (const name of found.getAttributeNames()) if (name.startsWith("on")) window.sung.push(found.outerHTML);
});
"""
"""Notes calls that hostile strings make, and elements that could make some later."""


@pytest.mark.slow
def test_nothing_sings_on_any_page(sites, canary):
    """Nothing runs, loads or is fetched: on the screen, in print, with everything unfolded and looked at."""
    page, address, _ = canary
    paths = sorted(path.relative_to(sites["hostile"]).as_posix() for path in sites["hostile"].rglob("*.html"))
    assert len(paths) > 10
    for path in paths:
        page.goto(f"{address}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true })")
        page.emulate_media(media="print")
        if path == "quay.html":
            assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("window.sung") == [], path


@pytest.mark.slow
def test_nothing_sings_in_search(canary):
    """What is found is shown as text, with the words marked."""
    page, address, _ = canary
    page.goto(f"{address}/index.html")
    ask(page, "alert script onerror")
    assert page.locator(FOUND).count()
    shown = page.evaluate("[...document.querySelectorAll('.b-finder *')].map((found) => found.tagName)")
    assert set(shown) <= {"A", "BUTTON", "FORM", "INPUT", "LI", "MARK", "OL", "P", "SPAN"}


@pytest.mark.slow
def test_the_canary_can_sing(canary, hostile_address):
    """Each kind of thing that may not happen is noticed: else the silence above would say nothing."""
    page, address, sung = canary
    page.goto(f"{address}/index.html")
    for html in ("<img src=x onerror=alert(1)>", "<iframe srcdoc='<script>parent.alert(2)</script>'></iframe>"):
        page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", html)
    page.wait_for_function("() => window.sung.length > 1")
    assert sorted(page.evaluate("window.sung.splice(0)")) == ["alert 1", "alert 2"]
    assert sung == ["frame about:srcdoc"]
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    wait_until(page, lambda: len(sung) > 1 and hostile_address[1])
    assert sung.pop() == "http://127.0.0.1:9/"
    assert hostile_address[1] == ["404 /x"]
    sung.clear()
    hostile_address[1].clear()


def read_page(path):
    """Return what a reader finds on a page, with one name for the anchor that is made of the topic's title."""
    found = Reader(path.read_text(encoding="utf-8")).found
    made = next((dict(tag[1:]).get("id", "") for tag in found if isinstance(tag, tuple) and tag[0] == "h1"), "")
    return [rename_anchor(made, part) for part in found]


def rename_anchor(made, found):
    """Return a part of a page with `made` in no attribute's value."""
    if isinstance(found, tuple) and len(found) == 2 and found[1] in (made, f"#{made}"):
        return (found[0], "anchor")
    return tuple(rename_anchor(made, part) for part in found) if isinstance(found, tuple) else found


def put_all(found):
    """Return what a reader finds with each hostile string, and the hostile title, in place of its harmless stand-in."""
    if not isinstance(found, str):
        return tuple(put_all(part) for part in found)
    for id in sorted(SHOWN["hostile"], key=len, reverse=True) if HARMLESS in found else ():
        found = found.replace(f"{HARMLESS}-{id}", UNSAFE.sub("", SHOWN["hostile"][id]))
    return normalise(found)


def list_dangers(found):
    """Return what can run or lead away: scripts, handlers, frames, `javascript:` links, refreshing."""
    tags = [part for part in found if isinstance(part, tuple) and part[0] not in ("words", "comment", "declaration")]
    attributes = [(tag[0], *pair) for tag in tags for pair in tag[1:]]
    return (
        [tag for tag in tags if tag[0] in ("script", "iframe", "object", "embed", "base", "form")],
        [pair for pair in attributes if pair[1].startswith("on") or pair[1] == "http-equiv"],
        [pair for pair in attributes if re.match(r"(?i)\s*(?:javascript|data|vbscript):", pair[2])],
    )

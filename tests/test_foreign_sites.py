"""Whole sites in other languages, of our own invention: one in German, and a small one from right to left."""

import json
import re
from html.parser import HTMLParser

import pytest
import yaml
from builders import FOUND, ask
from conftest import SITES
from test_browser import run_axe
from test_translation import list_texts
from test_words import Reader

from briefing_desk.localisation import CATALOGUES
from briefing_desk.messages import words
from briefing_desk.messages.catalogue import read_catalogue

pytestmark = pytest.mark.slow
PAGES = [("german", "papiermuehle"), ("german", "sources/2026-05"), ("arabic", "rasif"), ("arabic", "index")]
WORD = re.compile(r"[^\W\d_]+")
UNREAD = re.compile(r"\]\([^)]*\)|<!--.*?-->|\S+[./:]\S+|^## Optional$|\{\w+\}", re.MULTILINE)
"""Addresses, ids, names of places, and the one heading that a standard prescribes."""
READ = ("title", "content_html", "description", "note", "label")
"""Keys of published JSON under which readers' words stand; the title of an article is not ours."""


@pytest.mark.parametrize(("site", "page"), PAGES)
def test_axe_finds_nothing_in_another_language(open_page, foreign, site, page):
    opened = open_page((foreign(site) / f"site/{page}.html").as_uri())
    assert opened.evaluate("document.documentElement.lang") == {"german": "de", "arabic": "ar"}[site]
    assert run_axe(opened, widths=(1300, 390)) == []


@pytest.mark.parametrize("page", ["rasif", "index", "actors/niqaba", "sources/2026-05", "changes", "topics/index"])
def test_no_page_from_right_to_left_scrolls_sideways(open_page, foreign, page):
    opened = open_page((foreign("arabic") / f"site/{page}.html").as_uri())
    for width in (1300, 1024, 640, 390, 320):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.evaluate("Math.round(document.body.getBoundingClientRect().left)") == 0


class Described(HTMLParser):
    """Collects what a page says of itself to those who link to it."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "meta" and ("description" in given.get("name", "") or given.get("property") in ("og:title",)):
            self.words.append(given.get("content") or "")


def read_page(text):
    """Return what readers of a page see or hear, with its description and the words of its scripts."""
    reader, described = Reader(), Described()
    for one in (reader, described):
        one.feed(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL))
    return " ".join([*reader.words, *described.words])


def read_site(site):
    """Yield the path of every file of a site that has words for readers, with these."""
    for path in sorted(site.rglob("*")):
        kind = path.suffix
        if kind in (".html", ".xml", ".txt", ".json", ".js") and "assets" not in path.parts:
            text = path.read_text(encoding="utf-8")
            name = str(path.relative_to(site))
            if kind == ".html":
                yield name, read_page(text)
            elif kind == ".txt" or name in ("data/names.js",):
                yield name, text
            elif kind == ".xml" and "feed" in name:
                yield name, read_page(re.sub(r"&lt;.*?&gt;", " ", text))
            elif kind == ".json" and name != "built-from.json":
                yield name, " ".join(map(read_page, list_texts(json.loads(text), keys=READ)))


def list_words(message):
    """Return the words of a message, in all its forms."""
    texts = [message] if isinstance(message, str) else message.values()
    return {word.lower() for text in texts for word in WORD.findall(UNREAD.sub(" ", text))}


def read_seeds():
    """Yield the annotations and the vocabulary of the German site."""
    for path in sorted((SITES / "german/seeds").rglob("*")):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if path.suffix == ".md" or (path.suffix == ".yml" and path.parent.name in ("seeds", "topics")):
            yield yaml.safe_load(text.split("---\n")[1] if path.suffix == ".md" else text)


def list_quotes(node):
    """Yield every quote in an article's annotations."""
    if isinstance(node, dict):
        yield from (node["exact"],) if "exact" in node else ()
        for value in node.values():
            yield from list_quotes(value)
    elif isinstance(node, list):
        for value in node:
            yield from list_quotes(value)


def test_no_english_word_of_ours_is_on_any_page_of_a_german_site(foreign):
    """Pages, feeds, plain text, descriptions of tables, the words of scripts; but for quotes and titles from abroad."""
    said = read_catalogue((CATALOGUES / "de.po").read_bytes(), "de", "de")
    english = {word for message in words.ENGLISH.values() for word in list_words(message)} | {"permanent", "jump"}
    german = {word for _, message in said.values() for word in list_words(message)}
    seeds = list(read_seeds())
    abroad = [one for one in seeds if one.get("language", "de") != "de"]
    strange = [" ".join(text.split()) for one in abroad for text in (one["title"], *list_quotes(one))]
    strange += [" ".join(text.split()[:at]) for text in strange for at in range(len(text.split()) - 1, 1, -1)]
    home = [text for one in seeds if one not in abroad for text in list_texts(one)]
    ours = {word.lower() for text in home for word in WORD.findall(text)}
    foreign_words = english - german - ours
    assert len(foreign_words) > 400
    left = {}
    for name, text in read_site(foreign("german") / "site"):
        text = " ".join(UNREAD.sub(" ", text).split())
        for one in (*strange, "The Lakeland Courier"):
            text = text.replace(one, " ")
        if found := {word for word in WORD.findall(text) if word.lower() in foreign_words}:
            left[name] = sorted(found)
    assert left == {}


def test_readers_find_a_word_without_the_keys_for_it(open_page, foreign):
    page = open_page((foreign("german") / "site/index.html").as_uri())
    for asked, found in (("groesse", "Größe"), ("uebergabe", "Übergabe"), ("Aerzteverein", "Ärzteverein")):
        ask(page, asked)
        assert page.locator(FOUND).count() >= 1, asked
        assert found in page.locator(".b-finder-list").inner_text()
        page.keyboard.press("Escape")


def test_readers_find_a_word_in_another_form_than_the_page_has(open_page, foreign):
    """A beginning finds all that begins so; a form that stands nowhere finds those of another ending, and says so."""
    page = open_page((foreign("german") / "site/index.html").as_uri())
    for asked, found in (("Papiermühlen", "Papiermühle"), ("Abstimmungen", "abstimmung"), ("Bauausschusses", "bauaus")):
        ask(page, asked)
        assert page.locator(FOUND).count() >= 1, asked
        assert f"Statt „{asked}“ wird gezeigt: „{found}" in page.locator(".b-finder").inner_text()
        page.keyboard.press("Escape")
    forms = [
        ("sankcjami", "sankcje"), ("sankcji", "sankcje"), ("negocjacjach", "negocjacje"), ("санкціями", "санкція"),
        ("переговорами", "переговори"), ("украіною", "украіна"), ("verhandlungen", "verhandlung"),
        ("negociaciones", "negociacion"), ("sanctionnees", "sanctionner"),
    ]  # fmt: skip
    words = [*dict.fromkeys(word for _, word in forms), "haus", "rat", "sand"]
    for asked, word in forms:
        assert page.evaluate("([asked, words]) => openSearch.findLike(asked, words)", [asked, words]) == [word]
    assert page.evaluate("(words) => openSearch.findLike('ratshaus', words)", words) == []


def test_a_quote_from_abroad_says_in_which_language_it_is(open_page, foreign):
    page = open_page((foreign("german") / "site/strassenbahn.html").as_uri())
    figure = page.locator("figure.b-quote:has(blockquote[lang=en])").first
    assert "auf Englisch" in figure.inner_text()
    assert figure.locator("cite").get_attribute("lang") == "en"
    assert page.locator("figure.b-quote:has(blockquote[lang=de])").first.inner_text().count("auf Deutsch") == 0
    page = open_page((foreign("arabic") / "site/rasif.html").as_uri())
    quote = page.locator("blockquote[lang=en] bdi").first
    assert quote.get_attribute("dir") == "ltr"
    sides = (
        "(one) => [one, one.closest('figure').querySelector('.b-said')].map((two) => two.getBoundingClientRect().right)"
    )
    first, second = quote.evaluate(sides)
    assert abs(first - second) < 60  # it stands at the page's side, where what is said of it stands


def test_time_runs_from_right_to_left(open_page, foreign):
    page = open_page((foreign("arabic") / "site/rasif.html").as_uri())
    places = [tick.bounding_box()["x"] for tick in page.locator(".b-axis text").all()]
    assert len(places) > 1
    assert places == sorted(places, reverse=True)
    arrow = page.locator(".b-step + .b-step").first
    assert arrow.evaluate("(one) => getComputedStyle(one, '::before').transform").startswith("matrix(-1")

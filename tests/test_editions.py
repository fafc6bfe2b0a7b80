"""One set of seeds as a site in each of several languages: texts by language, prose by the page's ending."""

import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import jinja2
import pytest
import yaml
from builders import ROOT

from briefing_desk.desk.changes import change_value
from briefing_desk.disk.new_site import collect_files, read_example
from briefing_desk.editing.documents import open_document
from briefing_desk.editions import folder
from briefing_desk.editions.configuration import translate_settings
from briefing_desk.editions.folder import open_edition
from briefing_desk.editions.wording import Languages, translate_file
from briefing_desk.schema.seeds import read_actors, read_article, read_topic
from briefing_desk.schema.settings import Edition, parse_settings
from briefing_desk.syntax.source import Source

TO_GERMAN = Languages("en", "de")
TOPIC = """\
title: {en: The quay, de: Der Kai}
summary:
  en: Whether it closes.
  de: >-
    Ob er
    schließt.
questions:
  - id: close  # the only one
    label: Close
    proposition: {uk: Закрити., en: It should close.}
"""


def translate(path, text, languages=TO_GERMAN):
    return translate_file(Source(path, text), languages)


def test_the_first_text_is_that_of_the_site():
    topic, problems = read_topic(Source("seeds/topics/quay.yml", TOPIC))
    assert problems == []
    assert (topic.title, topic.summary) == ("The quay", "Whether it closes.")


def test_every_text_becomes_that_of_the_language_and_every_line_stays():
    german = translate("seeds/topics/quay.yml", TOPIC)
    topic, problems = read_topic(Source("seeds/topics/quay.yml", german))
    assert problems == []
    assert (topic.title, topic.summary) == ("Der Kai", "Ob er schließt.")
    assert german.count("\n") == TOPIC.count("\n")
    assert german.splitlines()[7] == TOPIC.splitlines()[7]
    assert topic.questions[0].places["label"].line == 9


def test_what_is_not_translated_says_so_but_for_names():
    topic, _ = read_topic(Source("t", translate("seeds/topics/quay.yml", TOPIC)))
    assert topic.questions[0].label == "Close [English]"
    assert topic.questions[0].proposition == "Закрити. [Ukrainian]"
    actors = "ann: {name: Ann Lee, kind: person, role: mayor}\nbob: {name: {en: Bob}, kind: person}\n"
    german, _ = read_actors(Source("a", translate("seeds/actors.yml", actors)))
    assert (german["ann"].name, german["ann"].role) == ("Ann Lee", "mayor [English]")
    assert german["bob"].name == "Bob [English]"


ARTICLE = """\
---
title: Der Rat stimmt ab
retrieved: 2025-03-06
language: de
positions:
  - actor: union
    question: quay/close
    stance: conditional
    condition: if paid
    summary: {en: Accepts it., de: Nimmt es hin.}
    basis: stated
    quotes:
      - exact: wir gehen
        translation:
          text: we go
          by: desk
      - {exact: wir bleiben, translation: {text: we stay, by: desk}}
passages:
  - {id: a, translation: {text: it costs, by: machine}, exact: es kostet}
---
Text: wir gehen, wir bleiben, es kostet.
"""


def test_an_article_in_the_readers_language_needs_no_translation_of_its_quotes():
    german = translate("seeds/articles/a.md", ARTICLE)
    article, problems = read_article(Source("seeds/articles/a.md", german))
    assert problems == []
    (position,) = article.positions
    assert (position.summary, position.condition) == ("Nimmt es hin.", "if paid [English]")
    assert [str(quote.exact) for quote in position.quotes] == ["wir gehen", "wir bleiben"]
    assert [quote.translation for quote in (*position.quotes, *article.passages)] == [None, None, None]
    assert german.count("\n") == ARTICLE.count("\n")
    assert german.endswith("---\nText: wir gehen, wir bleiben, es kostet.\n")
    ukrainian, _ = read_article(Source("a", translate("seeds/articles/a.md", ARTICLE, Languages("en", "uk"))))
    assert ukrainian.positions[0].quotes[0].translation.text == "we go [English]"


@pytest.mark.parametrize(
    "text", ["title: [", "a: 1\na: 2\n", "", "- x\n", "title: {de: }\n", "questions: {a: {b: c}}\n"]
)
def test_what_cannot_be_read_stays_for_the_check_to_tell(text):
    assert translate("seeds/topics/quay.yml", text).count("\n") == text.count("\n")


def test_a_key_that_is_no_language_is_told():
    _, problems = read_topic(Source("t.yml", TOPIC.replace("{en: The quay, de: Der Kai}", "{english: The quay}")))
    (found,) = problems
    assert (found.code, found.at.line, found.at.column) == ("bad-language", 1, 9)
    assert found.message == "`english` below `title` is not a language tag"


def test_the_desk_changes_the_text_of_the_site_and_leaves_its_translations():
    source = Source("seeds/articles/a.md", ARTICLE)
    path = ("positions", 0, "summary")
    document = change_value(open_document(source), path, "Agrees.", ("summary",))
    assert "summary: {en: Agrees., de: Nimmt es hin.}" in document.source.text
    assert change_value(document, path, "Agrees.", ("summary",)) is document


LANGUAGES = """\
site_name: The quay
theme: {language: en}
exclude_docs: |
  *.de.md
nav:
  - Home: index.md
  - Our home: about.md
extra:
  languages:
    en: {url: "https://quay.example"}
    de: {url: "https://quay.example/de/", site_name: "Der „Kai“"}
"""


def test_a_configuration_says_what_it_says_in_the_language():
    settings, problems = parse_settings(Source("mkdocs.yml", LANGUAGES))
    assert problems == []
    assert settings.editions[0] == Edition("en", "https://quay.example/")
    german = yaml.safe_load(translate_settings(Source("", LANGUAGES), settings.editions[1], {"Home": "Startseite"}))
    assert (german["site_name"], german["site_url"]) == ("Der „Kai“", "https://quay.example/de/")
    assert (german["theme"]["language"], german["nav"]) == (
        "de",
        [{"Startseite": "index.md"}, {"Our home": "about.md"}],
    )
    assert german["extra"] == yaml.safe_load(LANGUAGES)["extra"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"https://quay.example/de/"', "javascript:x", "11:5 bad-url: `de` needs a `url`, an http or https address"),
        ("    de:", "    german:", "11:5 bad-language: `german` is not a language tag"),
        ("  *.de.md", "  x.md", "10:5 setting-missing: pages in `de` would be published among those in `en`"),
        ("    en:", "    uk:", "10:5 setting-missing: `languages` does not name the site's own, `en`"),
    ],
)
def test_what_is_wrong_with_languages_is_told(old, new, said):
    _, problems = parse_settings(Source("mkdocs.yml", LANGUAGES.replace(old, new)))
    told = [f"{it.at.line}:{it.at.column} {it.code}: {it.message}" for it in problems]
    assert said in told


def run(root, *arguments):
    """Run a command in a process of its own: it speaks one language."""
    command = [sys.executable, "-m", "briefing_desk", *arguments, "--root", str(root)]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)


def list_tree(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def make_site(root):
    """Write a site in two languages, with pages and prose in the second."""
    for path, data in collect_files(read_example("en")).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("extra:\n", "extra:\n" + LANGUAGES.split("extra:\n")[1]), encoding="utf-8"
    )
    (root / "briefings").mkdir(exist_ok=True)
    for name in ("about.md", "new.md", "index.de.md"):
        (root / f"briefings/{name}").write_text(f"# {name}\n", encoding="utf-8")


class Ended(BaseException):
    """Stands for the end of a process, which nothing catches."""


def test_a_run_that_was_ended_is_mended_by_the_next(tmp_path, monkeypatch):
    """Ended before each file that it writes: then a page goes, and the next run leaves what a first one would make."""
    make_site(tmp_path)
    there = tmp_path / ".briefing-de"
    open_edition(tmp_path, "de")
    number, whole = len(list_tree(there)), folder.write_file
    (tmp_path / "briefings/new.md").unlink()
    shutil.rmtree(there)
    open_edition(tmp_path, "de")
    wanted = list_tree(there)
    for ended in range(number):
        shutil.rmtree(there)
        (tmp_path / "briefings/new.md").write_text("# new.md\n", encoding="utf-8")
        left = iter([True] * ended + [False])

        def write(*given, left=left):
            if not next(left):
                raise Ended
            whole(*given)

        monkeypatch.setattr(folder, "write_file", write)
        with pytest.raises(Ended):
            open_edition(tmp_path, "de")
        monkeypatch.setattr(folder, "write_file", whole)
        (tmp_path / "briefings/new.md").unlink()
        open_edition(tmp_path, "de")
        assert list_tree(there) == wanted, ended


def test_a_site_that_was_half_published_is_published_by_the_next_run(tmp_path):
    make_site(tmp_path)
    found = open_edition(tmp_path, "de")
    (found.path / "site").mkdir()
    (found.path / "site/index.html").write_text("new")
    (tmp_path / ".site-de").mkdir()
    (tmp_path / ".site-de/old.html").write_text("half")
    found.publish()
    assert list_tree(found.site) == {"index.html": b"new"}
    assert not (tmp_path / ".site-de").exists()


def test_a_page_names_itself_in_every_language_and_for_those_who_read_none():
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"), autoescape=False)
    environment.filters["url"] = str
    editions = {"en": {"url": "https://a.example/"}, "de": {"url": "https://a.example/de/"}}
    page = SimpleNamespace(url="quay.html", content="", meta={}, canonical_url="")
    config = SimpleNamespace(site_name="A", site_url="", extra=SimpleNamespace(languages=editions))
    html = environment.get_template("partials/discovery.html").render(page=page, config=config)
    assert re.findall(r'hreflang="(\S+)" href="(\S+)"', html) == [
        ("en", "https://a.example/quay.html"),
        ("x-default", "https://a.example/quay.html"),
        ("de", "https://a.example/de/quay.html"),
    ]


@pytest.mark.slow
def test_people_write_in_each_language_and_no_byte_is_lost(tmp_path):
    root = tmp_path / "site"
    for path, data in collect_files(read_example("en")).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    own, rest = LANGUAGES.split("extra:\n")[1], settings.replace("extra:\n", "exclude_docs: |\n  *.de.md\nextra:\nLANG")
    (root / "mkdocs.yml").write_text(rest.replace("LANG", own), encoding="utf-8")
    about = root / "briefings/about.md"
    assert run(root, "generate").returncode == 0
    about.write_text("# About\n\nWe are a desk.\n")
    english = (root / "briefings/quay-closure.md").read_bytes()
    assert run(root, "generate", "--language", "fr").stderr.startswith("briefing: `languages` below `extra` in")
    assert run(root, "generate", "--language", "de").returncode == 0
    page = root / "briefings/quay-closure.de.md"
    text = page.read_text(encoding="utf-8")
    words = "Der Rat will ihn schließen[^council-votes], sagt er.  \n\n\tEingerückt\u00a0– é"
    page.write_text(text.replace("*Noch ist keine Zusammenfassung geschrieben.*", words), encoding="utf-8")
    wrong = page.read_text(encoding="utf-8").replace("[^council-votes]", "[^council-vote]")
    kept = page.read_bytes()
    page.write_text(wrong, encoding="utf-8")
    told = run(root, "generate", "--language", "de")
    assert "briefings/quay-closure.de.md:24:" in told.stderr
    assert page.read_text(encoding="utf-8") == wrong
    page.write_bytes(kept)
    assert run(root, "generate", "--language", "de", "--check").returncode == 1
    assert run(root, "generate", "--language", "de").returncode == 0
    assert words in page.read_text(encoding="utf-8")
    assert run(root, "generate", "--language", "de", "--check").returncode == 0
    assert (
        (root / ".briefing-de/briefings/about.md")
        .read_text(encoding="utf-8")
        .startswith("*Diese Seite ist noch nicht übersetzt.*\n\n# About\n")
    )
    assert run(root, "review", "quay-closure", "--language", "de").returncode == 0
    assert [path.name for path in (root / "seeds/reviews").iterdir()] == ["quay-closure.de.yml"]
    assert run(root, "generate", "--check").returncode == 0
    assert (root / "briefings/quay-closure.md").read_bytes() == english
    page.unlink()
    assert run(root, "generate", "--language", "de").returncode == 0
    assert words not in page.read_text(encoding="utf-8")

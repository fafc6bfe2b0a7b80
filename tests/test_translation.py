"""In other words: the demo is generated in a language that nobody speaks, and no English is left but what people wrote.

The letters of every word of the interface are replaced by their wide forms (`pseudo`), wherever the words end up.
"""

import json
import re
import shutil
import subprocess
import sys

import pseudo
import pytest
import yaml
from babel.dates import get_month_names
from builders import ROOT
from test_words import Reader, has_letters

from briefing_desk.messages.phrases import ENGLISH

pytestmark = pytest.mark.slow

TEXTS = ("name", "role", "owner", "aliases", "title", "summary", "label", "proposition", "background", "authors")
TEXTS += ("exact", "condition", "abstract", "date_note", "note", "wikidata", "says")
"""The keys under which people's own words stand."""
UNREAD = re.compile(r"\]\([^)]*\)|<!--.*?-->|\S+\.html\S*|^\[\^\S+:|\\|^## Optional$", re.MULTILINE)
"""Addresses, ids, escapes in plain text, and the one heading that a standard prescribes."""


def list_texts(node, key="", keys=TEXTS):
    """Yield every text that people wrote in a file of annotations."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from list_texts(value, name, keys)
    elif isinstance(node, list):
        for value in node:
            yield from list_texts(value, key, keys)
    elif key in keys:
        yield " ".join(str(node).split())


def run(*arguments):
    """Run `briefing` in other words."""
    command = [sys.executable, "-m", "pseudo", *arguments]
    done = subprocess.run(command, cwd=ROOT / "tests", text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the demo as generated with other words, from nothing but its seeds."""
    root = tmp_path_factory.mktemp("pseudo")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", root)
    run("generate", "--root", root)
    return root / "briefings"


@pytest.fixture(scope="module")
def vocabulary():
    """Return a pattern of everything that people wrote, the longest first."""
    found = set()
    for path in (ROOT / "seeds").rglob("*.yml"):
        found.update(list_texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)))
    for path in (ROOT / "seeds/articles").glob("*.md"):
        found.update(list_texts(yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.BaseLoader)))
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    found.update((settings["site_name"], settings["site_description"]))
    months = get_month_names("wide", locale=ENGLISH), get_month_names("abbreviated", locale=ENGLISH)
    found.update(name for names in months for name in names.values())  # Unicode CLDR's, by the language of the words
    found |= {f"{text[: limit - 1].rstrip()}…" for text in found for limit in (34, 40) if len(text) > limit}
    few = [words[: max(2, min(6, len(words) // 2))] for text in found if len(words := text.split(" ")) > 1]
    found |= {f"{' '.join(words)} …" for words in few}  # how a quote begins, where the whole stands near
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def find_english(text, vocabulary):
    """Return what is left of a text without what people wrote."""
    line = vocabulary.sub("", " ".join(text.split())) if has_letters(text) else ""
    return re.findall(r"[A-Za-z][A-Za-z' -]*", line)


def test_pages_show_no_word_that_is_not_in_words(site, vocabulary):
    left = {}
    for path in site.rglob("*.md"):
        reader = Reader()
        reader.feed(re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        for said in reader.words:
            if english := find_english(said, vocabulary):
                left.setdefault(path.name, []).append(english)
    assert left == {}


def test_files_for_others_hold_none_either(site, vocabulary):
    left = {}
    for path in [*site.rglob("feed*/**/*.json"), site / "feed.json"]:
        feed = json.loads(path.read_text(encoding="utf-8"))
        assert feed["language"] == "en"
        reader = Reader()
        for item in feed["items"]:
            reader.feed(item["content_html"])
        said = [feed["title"], *(item["title"] for item in feed["items"]), *reader.words]
        left[path.name] = [english for words in said if (english := find_english(words, vocabulary))]
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    left["package"] = [
        english
        for table in package["resources"]
        for words in (table["title"], *(field["description"] for field in table["schema"]["fields"]))
        if (english := find_english(words, vocabulary))
    ]
    for path in [*site.rglob("data/topics/*.txt"), site / "llms.txt"]:
        lines = UNREAD.sub("", path.read_text(encoding="utf-8")).splitlines()
        left[path.name] = [english for line in lines if (english := find_english(line, vocabulary))]
    assert {name: found for name, found in left.items() if found} == {}


def test_a_new_site_speaks_the_language_of_the_interface(tmp_path):
    run("init", tmp_path / "new", "--name", "12")
    run("generate", "--root", tmp_path / "new")
    settings = yaml.load((tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert settings["theme"]["language"] == pseudo.LANGUAGE
    assert json.loads((tmp_path / "new/briefings/feed.json").read_text())["language"] == pseudo.LANGUAGE
    names = [name for entry in settings["nav"] for name in entry if name != "The old quay"]
    toggles = [palette["toggle"]["name"] for palette in settings["theme"]["palette"]]
    keys = ("report_words", "report_title", "missing_title", "missing_words")
    words = [settings["extra"][key] for key in keys]
    said = [*names, *toggles, settings["site_description"], *words]
    assert len(said) == 13
    assert [one for one in said if has_letters(one.replace("{page}", ""))] == []

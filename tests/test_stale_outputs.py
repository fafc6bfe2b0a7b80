"""What nothing makes any more goes if the generator wrote it alone; a word of a person's is never removed."""

import re
import shutil

import pytest
from builders import ROOT
from click.testing import CliRunner
from test_cli import run, snapshot

from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.cli import main
from briefing_desk.disk.new_site import collect_files, read_example

PAGES = ("briefings/quay-closure.md", "briefings/actors/city-council.md", "briefings/sources/2025-03.md")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the starter's site, generated."""
    root = tmp_path_factory.mktemp("made")
    for path, data in collect_files(read_example("en"), "The 'quay' <b>").items():
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
    topic = root / "seeds/topics/quay-closure.yml"
    topic.write_text(
        topic.read_text().replace("title: Closing", "title: '1. *Closing* </script>").replace(" quay\n", " quay'\n", 1)
    )
    assert run("generate", "--root", root).exit_code == 0
    return root


@pytest.fixture
def site(made, tmp_path):
    """Return a copy of it."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def orphaned(site):
    """Return the same without what it was made of."""
    for path in ("articles", "receipts", "topics"):
        shutil.rmtree(site / "seeds" / path)
    return site


def test_a_site_without_seeds_is_left_with_nothing_to_remove(orphaned):
    result = run("generate", "--root", orphaned, "--allow-empty", "--prune", "--yes")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    assert "nothing makes it any more: briefings/data/topics/quay-closure.csv\n" in result.stdout
    assert result.stdout.endswith("removed: 19 files\n")
    assert not any((orphaned / page).exists() for page in PAGES)
    assert run("check", "--root", orphaned, "--strict").stderr == ""
    assert "remove" not in run("generate", "--root", orphaned, "--allow-empty", "--prune").output


def test_it_asks_first(orphaned):
    result = CliRunner().invoke(main, ["generate", "--root", str(orphaned), "--allow-empty", "--prune"], input="n\n")
    assert result.exit_code == 1
    assert "remove these 19 files? [y/N]: " in result.stderr
    assert "nothing was removed" in result.stderr
    assert all((orphaned / page).exists() for page in PAGES)


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_what_writes_nothing_removes_nothing(orphaned, option):
    assert run("generate", "--root", orphaned, "--allow-empty").exit_code == 0
    before = snapshot(orphaned / "briefings")
    run("generate", "--root", orphaned, "--allow-empty", "--prune", "--yes", option)
    assert snapshot(orphaned / "briefings") == before


def test_a_fault_in_the_seeds_removes_nothing(orphaned):
    (orphaned / "seeds/topics").mkdir()
    (orphaned / "seeds/topics/quay-closure.yml").write_text("titel: x\n")
    before = snapshot(orphaned / "briefings")
    assert run("generate", "--root", orphaned, "--allow-empty", "--prune", "--yes").exit_code == 1
    assert snapshot(orphaned / "briefings") == before


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.replace("\n# ", "\n# My ", 1),
        lambda text: text.replace("\n<!-- generated: data", "\nA word.\n\n<!-- generated: data"),
        lambda text: f"{text}\nmine\n",
        lambda text: text.replace("hide:", "title: x\nhide:"),
        lambda text: text.replace("<dl", "<dl class=x", 1).replace("<section", "<section class=x", 1),
        lambda text: text.replace("<!-- generated: data -->", "", 1),
        lambda text: f"{text[: text.index('<!-- generated: data')]}{text[text.index('<!-- generated: citations') :]}",
    ],
)
def test_a_page_that_somebody_touched_is_not_ours(site, page, write):
    text = (site / page).read_text(encoding="utf-8")
    assert is_ours(page, text)
    assert is_ours(page, text.replace("\n", "\r\n"))
    assert write(text) != text
    assert not is_ours(page, write(text))


def test_every_page_and_file_of_the_demo_that_could_be_left_over_is_known():
    """Of its topics' pages none is ours: people wrote in them."""
    for path in (ROOT / "briefings").rglob("*.*"):
        name = path.relative_to(ROOT).as_posix()
        folder = name.rpartition("/")[0].removeprefix("briefings").lstrip("/")
        may_go = folder in ("actors", "sources") or re.fullmatch("(?:data|feeds)/[a-z]+", folder) is not None
        if path.is_file() and path.stem != "index":
            assert is_ours(name, path.read_text(encoding="utf-8")) is may_go, name


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "data/cells.csv",
            "cell,actor,question,stances,conditions,changed_from,marks,date,first_day,last_day,articles,origins\n",
        ),
        ("data/quotes.csv", "quote,article,exact,prefix,suffix,direct,checked,passage\nq-a,a,x,,,,,\n"),
        ("data/evidence.csv", "report,quote,speakers\n"),
        ("data/sources.csl.json", '[\n{"id": "a", "type": "webpage"}\n]\n'),
        ("data/sources.csl.json", "[]\n"),
        ("data/topics/gone.json", '{\n"version": 1,\n"topic": "gone",\n"cells": []\n}\n'),
        ("feeds/actors/gone.json", '{\n"version": "https://jsonfeed.org/version/1.1",\n"items": []\n}\n'),
        ("feed.2024.json", '{\n"version":"https://jsonfeed.org/version/1.1",\n"items":[]\n}\n'),
        ("feed.2024.xml", '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'),
    ],
)
def test_files_of_the_layout_before_and_archives_are_known(path, text):
    assert is_ours(f"briefings/{path}", text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/topics/mine.csv", "a,b\n1,2\n"),
        ("data/topics/mine.json", '{"topic": "mine"}'),
        ("data/topics/mine.json", '{\n"topic": "other"\n}\n'),
        ("data/topics/mine.json", "[" * 100000),
        ("data/topics/mine.txt", "From me\n"),
        ("data/topics/mine", "From mine.html\n"),
        ("data/mine.csv", "actor,actor_name\n"),
        ("data/reports/mine.csv", "report,quote,speakers\n"),
        ("data/evidence.txt", "report,quote,speakers\n"),
        ("data/sources/mine.csl.json", '[{"id":"a"}]\n'),
        ("data/sources/mine.csl.json", '[\n"a"\n]\n'),
        ("data/sources/mine.json", '[\n{"id":"a"}\n]\n'),
        ("data/annotations/mine.json", '{\n"type":"Annotation"\n}\n'),
        ("feed.mine.xml", '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'),
        ("feeds/actors/mine.xml", "<feed/>"),
        ("feeds/actors/mine.json", '{"version": "https://jsonfeed.org/version/1.1"}'),
        (
            "feeds/topics/mine.html",
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        ),
        ("about.md", "# About us\n"),
        ("sources/notes.md", "# Notes\n"),
        ("actors/index.md", "# Actors\n"),
    ],
)
def test_what_looks_like_a_persons_file_is_one(path, text):
    assert not is_ours(f"briefings/{path}", text)

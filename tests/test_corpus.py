"""The synthetic corpus is a sound site, and the same numbers give the same one."""

import filecmp
import re

import pytest

from benchmarks import corpus
from benchmarks.corpus import write_elections, write_site
from benchmarks.weight import name_kind, weigh
from briefing_desk.build.pages import plan_pages
from briefing_desk.syntax.problems import Severity


def list_files(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_the_same_numbers_give_the_same_site(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_site(tmp_path / name, 20, 7)
    names = list_files(tmp_path / "one")
    assert names == list_files(tmp_path / "two")
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)[1:] == ([], [])


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a site of sixty articles, which no test changes."""
    root = tmp_path_factory.mktemp("corpus")
    write_site(root, 60, 1)
    return root


@pytest.fixture(scope="module")
def plan(root):
    """Return the plan of its pages."""
    return plan_pages(root)


def test_the_corpus_is_sound_and_has_what_a_desk_has(plan):
    assert [problem.message for problem in plan.problems if problem.severity is Severity.ERROR] == []
    pages = {change.path: change.new.decode() for change in plan.changes}
    everything = "".join(pages.values())
    assert len(pages) > 30
    assert all(
        mark in everything for mark in ("b-mark--changed", "b-mark--contested", "b-mark--one-origin", "Corrected")
    )


def test_in_the_dense_corpus_every_party_answers_every_question(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "DENSE", 4)
    write_elections(tmp_path, 2, 1)
    plan = plan_pages(tmp_path)
    assert {problem.code for problem in plan.problems} == {"unused-event"}
    cells = {
        change.path: change.new.decode() for change in plan.changes if change.path.startswith("briefings/data/topics/")
    }
    tables = [text.splitlines()[1:] for path, text in cells.items() if path.endswith(".csv")]
    assert [len(rows) for rows in tables] == [16, 16]


def test_a_quote_stands_once_in_each_form_of_the_data(root, plan):
    """Once more is a copy that has to be written, kept and fetched; feeds tell some quotes to three audiences."""
    texts = {change.path: change.new.decode() for change in plan.changes}
    quotes = [
        quote
        for path in sorted((root / "seeds/articles").glob("*.md"))
        for quote in re.findall(r"exact: >-\n +(.*)\n", path.read_text(encoding="utf-8"))[:-1]
    ]
    assert len(quotes) == 360
    for quote in quotes:
        found = {path.removeprefix("briefings/"): text.count(quote) for path, text in texts.items() if quote in text}
        kinds = {name_kind(path): number for path, number in found.items() if not path.startswith("feed")}
        beside = {kinds.pop(kind, 1) for kind in ("*.md", "questions/*.md", "actors/*.md", "changes/*.md")}
        assert beside <= {1, 2}  # the newest words of a position and of a change stand beside them
        assert kinds == {
            "data/topics/*.json": 1,
            "data/topics/*.txt": 1,
            "data/quotes/*.csv": 1,
            "data/annotations/*.json": 1,
        }


def test_a_site_is_weighed_by_kind(tmp_path):
    sizes = {
        "seeds/articles/a.md": 1,
        "seeds/articles/b.md": 1,
        "briefings/feed.xml": 30,
        "briefings/feed.2024.xml": 10,
        "briefings/topic.md": 4,
        "briefings/data/sources/2024.csl.json": 2,
        "briefings/assets/briefing.css": 99,
    }
    for path, size in sizes.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x" * size)
    assert weigh(tmp_path) == {"*.xml": 20, "*.md": 2, "data/sources/*.csl.json": 1}

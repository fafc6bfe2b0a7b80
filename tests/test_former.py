"""What a cell changed from is told alike wherever it is told: every stance that was held together then."""

import json
import re

import pytest
from builders import make_article, make_position
from click.testing import CliRunner
from test_compare import compare

from briefing_desk.analysis.compare import Kind
from briefing_desk.answers.changes_text import format_plain
from briefing_desk.cli import main

ARTICLE = """\
---
title: Minutes of {id}
publisher: minutes
date: {date}
retrieved: 2021-06-01
language: en
positions:
  - actor: ferrymen
    question: lock/widen
    stance: {stance}
    summary: Is said to {stance} it.
    basis: reported
    quotes:
      - exact: the ferrymen {stance} the wider lock
---
In {id}, the ferrymen {stance} the wider lock. The clerk wrote down who was in the room, what the water stood at on the
gauge by the mill, and that the next meeting would be held as soon as the harvest was in and the roads were dry again.
"""
FILES = {
    "seeds/actors.yml": "ferrymen: {name: The ferrymen, kind: organisation}\n",
    "seeds/publishers.yml": "minutes: {name: The minutes, kind: website}\n",
    "seeds/topics/lock.yml": (
        "title: The lock\nsummary: Whether it is widened.\n"
        "questions: [{id: widen, label: Wider, proposition: The lock should be widened.}]\n"
    ),
}
SAID = [("morning", "2020-05-04", "support"), ("noon", "2020-05-04", "oppose"), ("autumn", "2021-05-06", "oppose")]
BOTH = ["support", "oppose"]


@pytest.fixture(scope="module")
def lock(tmp_path_factory):
    """Return a site in which an actor held two stances on one day, and one of them later."""
    root = tmp_path_factory.mktemp("lock")
    assert CliRunner().invoke(main, ["init", str(root / "site")]).exit_code == 0
    (root / "seeds/topics").mkdir(parents=True)  # beside it, to have its settings and none of its seeds
    (root / "seeds/articles").mkdir()
    (root / "mkdocs.yml").write_bytes((root / "site/mkdocs.yml").read_bytes())
    articles = {f"seeds/articles/{id}.md": ARTICLE.format(id=id, date=date, stance=how) for id, date, how in SAID}
    for path, text in {**FILES, **articles}.items():
        (root / path).write_text(text, encoding="utf-8")
    for command in ("verify", "generate"):
        result = CliRunner().invoke(main, [command, "--root", str(root)])
        assert result.exit_code == 0, result.output
    return root


def read(root, path):
    return (root / "briefings" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("lock.md", "<strong>Changed</strong>: was “supports and opposes” (4 May 2020)"),
        ("actors/ferrymen.md", "<strong>Changed</strong>: was “supports and opposes” (4 May 2020)"),
        ("data/topics/lock.txt", "from Supports and Opposes (4 May 2020) to Opposes (6 May 2021)"),
        ("data/topics/lock.csv", ",oppose,,support; oppose,changed; one-origin,"),
        ("feed.xml", "from supports and opposes to opposes"),
    ],
)
def test_in_words(lock, path, words):
    assert words in read(lock, path)


@pytest.mark.parametrize("path", ["lock.md", "index.md"])
def test_on_the_cards_of_changes(lock, path):
    former, now = list_steps(read(lock, path))
    assert former == "Before: Supports and Opposes 4 May 2020 · 2 reports, The minutes"
    assert now == "Now: Opposes 6 May 2021 · 1 report, The minutes"


def list_steps(page):
    """Return what is told of each step of the first change on a page."""
    steps = page.split('<div class="b-steps">')[1].split("</div></div>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", step).split()) for step in steps.split('<div class="b-step">')[1:]]


def test_in_data(lock):
    cell = json.loads(read(lock, "data/topics/lock.json"))["cells"][0]
    assert cell["changed_from"] == {
        "stances": BOTH,
        "date": "2020-05-04",
    }
    for path in ("feed.json", "feeds/topics/lock.json", "feeds/actors/ferrymen.json"):
        (item,) = json.loads(read(lock, path))["items"]
        assert (item["_briefing"]["from"], item["_briefing"]["to"]) == (BOTH, ["oppose"])


def test_in_explanations(lock):
    result = CliRunner().invoke(main, ["explain", "--root", str(lock), "lock/widen", "ferrymen"])
    assert "(was Supports, Opposes, 4 May 2020)" in result.stdout


def test_in_comparisons():
    """An earlier day comes to light on which both were held."""
    now = make_article(make_position("oppose", date="2021"))
    then = [make_article(make_position(stance, date="2020-05-04")) for stance in BOTH]
    changes = compare([now], [now, *then])
    assert changes.cells[0].kinds == (Kind.EARLIER,)
    assert "opposes; before: supports and opposes" in format_plain(changes)

"""Malformed input of every kind: the expected outcome at the expected place, in bounded time.

`data/bad_inputs.tsv` lists the kinds and says where each is tested: a file of `errors/`, or a test.
"""

import csv
import re
import time
from pathlib import Path

import pytest
from builders import measure_slowness
from test_assemble import check as check_article
from test_verify import quoting, verify

from generator.articletext import from_markdown
from generator.read import read_site

TESTS = Path(__file__).parent
ROWS = list(csv.DictReader((TESTS / "data/bad_inputs.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
OUTCOMES = {"error": "error[", "warn": "warning["}


def read_said(row):
    """Return what is said about a case that is a file, or None."""
    path = TESTS / f"errors/{row['where']}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_every_kind_of_bad_input_is_tested(row):
    """As a file with its exact messages, or as a test; where there can be no such case, the table says why."""
    said = read_said(row)
    if said is not None:
        found = {outcome for outcome, mark in OUTCOMES.items() if mark in said} or {"ok"}
        assert row["decided otherwise"] or row["expected"] in found
    elif row["where"] == "-":
        assert row["decided otherwise"]
    else:
        module, _, name = row["where"].partition(".")
        assert re.search(rf"^def {name}\(", (TESTS / f"{module}.py").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_table_is_whole():
    assert len(ROWS) == len({row["case"] for row in ROWS}) == 155


@pytest.mark.parametrize(
    ("actor", "help"),
    [
        ("dock\u200bers", "contains U+200B ZERO WIDTH SPACE"),
        ("d\u043eckers", "contains U+043E CYRILLIC SMALL LETTER O"),
    ],
)
def test_look_alikes_of_an_actor_are_explained(actor, help):
    said = check_article(("actor: dockers", f"actor: {actor}"))[0]
    assert help in said
    assert "did you mean `dockers`?" in said


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        ("We support the act.", True),
        ("We “support” the act.", False),
        ("We support the açt.", False),
        ("Example title", False),
        ("x <!-- end generated: matrix --> y", False),
    ],
)
def test_quotes_that_are_not_the_articles(quote, is_found):
    """What counts are the words that readers of the article see, not its markup and not its annotation."""
    article = "---\ntitle: Example title\n---\n\nWe **support** the [act](https://e.example).\n"
    _, problems = verify(quoting(quote), from_markdown(article.split("---\n")[2]))
    assert [line.split(":")[0] for line in problems] == ([] if is_found else ["quote-not-found"])


def test_what_reads_files_or_runs_code_stays_off():
    """Extensions that would act on words of an article, in the demo's configuration."""
    names = "snippets macros critic smartsymbols smarty emoji magiclink wikilinks arithmatex abbr b64 inlinehilite keys"
    config = (TESTS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    entries = re.findall(r"^  - (?:\w+\.)*(\w+)", config, re.MULTILINE)
    assert "superfences" in entries
    assert not set(entries) & set(names.split())
    assert "hooks:" not in config


# A megabyte of anything.

PIECES = (
    "[",
    "![",
    "[a](",
    "**a",
    "<",
    "<!--",
    "&",
    "\n",
    "\r",
    "'",
    "“",
    "---\n",
    "> ",
    "- a\n",
    "[^a]: b\n",
    ": b\n",
)
"""The slowest of sixty that were tried."""
VALID = (TESTS / "errors/valid.md").read_text(encoding="utf-8")
KINDS = {
    "an article": ("seeds/articles/a.md", ""),
    "an article's text": ("seeds/articles/a.md", VALID),
    "a topic": ("seeds/topics/a.yml", ""),
    "a plain text": ("texts/a.txt", ""),
}


def read_one(root):
    """Read the one file of a site, as every command does."""
    _, problems = read_site(root, root / "texts")
    return problems


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_megabyte_of_anything_ends_soon(tmp_path, kind):
    """In about a second of work on an idle machine, without a traceback; the limit is for one that is not."""
    path, start = KINDS[kind]
    for folder in ("seeds/articles", "seeds/topics", "texts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/actors.yml").write_text("")
    (tmp_path / "seeds/articles/a.md").write_text(VALID.partition("\nWe support")[0])
    slow = {}
    for piece in PIECES:
        times = (999_000 - len(start)) // len(piece.encode())
        (tmp_path / path).write_bytes((start + piece * times).encode())
        began = time.process_time()
        read_one(tmp_path)
        if (took := time.process_time() - began) > 5 * measure_slowness():
            slow[piece] = round(took, 1)
    assert slow == {}

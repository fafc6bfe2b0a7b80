"""The worked example of change: one more article, one withdrawal, and exactly what the pages say then.

The sixth article is invented. It changes one position (Russia on the demilitarised zone) and contests another (the
European Union on the frozen assets). At the same time one of the five is withdrawn, so that eight cells lose evidence
and two of them have nothing left.
"""

import html
import re
import shutil
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from builders import copy_demo

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.pages import plan_pages
from briefing_desk.build.spine import load_library, plan_receipts
from briefing_desk.disk.write import write_changes
from briefing_desk.syntax.problems import sort_problems

DATA = Path(__file__).parent / "data/change"
CHECKED = date(2026, 11, 24)
"""The day on which the sixth article was taken in."""
WITHDRAWN = "zelenskyy-open-to-dropping-nato-bid"
NOTE = """
status: withdrawn
correction:
  date: 2026-11-24
  note: Withdrawn by its publisher, for the sake of this test.
"""
PUBLISHER = "\nimaginary-wire:\n  name: The Imaginary Wire\n  kind: wire\n"


def generate(root):
    """Write all pages; return those that changed, and the problems told."""
    plan = plan_pages(root)
    write_changes(root, list(plan.changes))
    pages = [change.path for change in plan.changes if change.path.endswith(".md")]
    return pages, [format_text(problem) for problem in sort_problems(plan.problems)]


@pytest.fixture(scope="module")
def change(tmp_path_factory):
    """Return the folders before and after the change."""
    before = copy_demo(tmp_path_factory.mktemp("before"))
    shutil.rmtree(before / "seeds/reviews", ignore_errors=True)
    generate(before)
    after = shutil.copytree(before, tmp_path_factory.mktemp("after"), dirs_exist_ok=True)
    with (after / "seeds/publishers.yml").open("a", encoding="utf-8") as file:
        file.write(PUBLISHER)
    article = after / f"seeds/articles/{WITHDRAWN}.md"
    words = article.read_text(encoding="utf-8")
    article.write_text(words.replace("\nabstract:", f"{NOTE}abstract:", 1), encoding="utf-8")
    shutil.copy(DATA / "zone-talks-resume.md", after / "seeds/articles")
    write_changes(after, list(plan_receipts(after, None, CHECKED).changes))
    changed, problems = generate(after)
    return before, after, changed, problems


def read_cells(root):
    library, *_ = load_library(root)
    return {key: (tuple(map(str, cell.stances)), cell.marks) for key, cell in library.cells.items()}


def test_exactly_these_cells_change(change):
    before, after = (read_cells(root) for root in change[:2])
    assert before.keys() == after.keys()
    ukraine, public = "ukraine", "ukrainian-public"
    assert {key: after[key] for key in after if after[key] != before[key]} == {
        ("russia", "territory/demilitarised-zone"): (("support",), ("changed", "one-origin")),
        ("european-union", "economy/immobilise-assets"): (("support", "oppose"), ("contested",)),
        ("russia", "nato-bid/admit"): (("oppose",), ("lost", "unknown-origin")),
        (public, "nato-bid/admit"): ((), ("lost",)),
        (ukraine, "economy/reconstruction-plans"): ((), ("lost",)),
        (ukraine, "nato-bid/give-up"): (("conditional",), ("lost", "changed", "condition", "unknown-origin")),
        (ukraine, "nato-bid/admit"): (("support",), ("lost", "unknown-origin")),
        (ukraine, "security-guarantees/article-5-like"): (("support",), ("lost", "unknown-origin")),
        (ukraine, "security-guarantees/other-partners"): (("support",), ("lost", "unknown-origin")),
        (ukraine, "security-guarantees/european-commitment"): (("support",), ("lost", "unknown-origin")),
    }


def test_the_only_problems_are_citations_of_the_withdrawn_article(change):
    *_, problems = change
    heads = [line.splitlines()[0] for line in problems]
    assert len(heads) > 3
    assert [head for head in heads if "warning[withdrawn-citation]" not in head or WITHDRAWN not in head] == []


def list_words(page):
    """Return what a reader sees of a page, line by line."""
    unseen = r"<!--.*?-->|<(svg|template|form|button|script).*?</\1>|^---\n.*?\n---\n"
    text = re.sub(unseen, "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = (html.unescape(re.sub(r"<[^>]+>", " ", line)) for line in text.splitlines())
    return [" ".join(line.split()) for line in lines if line.split()]


def test_every_page_says_exactly_what_changed(change, expect):
    """The whole difference, in the words that readers see; pages that are not in it are unchanged to the byte."""
    before, after, changed, _ = change
    told = []
    for path in changed:
        old = list_words(before / path) if (before / path).exists() else []
        told += [f"=== {path}", *list(unified_diff(old, list_words(after / path), lineterm="", n=0))[2:]]
    expect(DATA / "expected.diff", "\n".join(line for line in told if not line.startswith("@@")) + "\n")
    pages = {path.relative_to(after).as_posix() for path in (after / "briefings").rglob("*.md")}
    differing = {path for path in pages if not is_same(before / path, after / path)}
    assert differing == set(changed)
    assert {"briefings/actors/poland.md", "briefings/sources/2025-04.md"} <= pages - differing


def is_same(old, new):
    return old.exists() and old.read_bytes() == new.read_bytes()

"""The benchmark suite runs, and puts what it measured in its place."""

import re
from importlib.util import find_spec

import pytest

from benchmarks import __main__ as bench
from benchmarks import corpus
from benchmarks.measure import Cost
from benchmarks.rivals import RIVALS
from benchmarks.stages import FLOORS, REST, STAGES
from benchmarks.waits import CLEAN, PREVIEW, RESTORED, find_quote


def test_a_sizes_part_replaces_its_own_and_no_other():
    first = bench.put_in(bench.put_in("", 1000, "## 1,000 articles, a\n"), 5, "## 5 articles, b\n")
    assert first == f"{bench.OPENING}\n## 5 articles, b\n\n## 1,000 articles, a\n"
    assert bench.put_in(first, 1000, "## 1,000 articles, c\n") == first.replace("articles, a", "articles, c")
    dense = bench.put_in(first, 0, "## Dense: d\n")
    assert dense == first.replace(bench.OPENING, f"{bench.OPENING}\n## Dense: d\n")
    assert bench.put_in(dense, 0, "## Dense: e\n") == dense.replace(": d", ": e")


def test_a_gain_is_what_stock_takes_for_what_we_take():
    seconds = {bench.STOCK: 60, bench.BUILDS[0]: 14, bench.BUILDS[1]: 6, bench.GENERATES[1]: 4, bench.GENERATES[2]: 8}
    runs = {name: Cost(took, 1, "") for name, took in seconds.items()}
    assert [gain for _, gain in bench.list_gains(runs)] == ["6.0", "6.0"]
    assert bench.list_gains({}) == []


def test_ci_gains_what_its_last_run_left():
    runs = {CLEAN: Cost(60, 1, ""), RESTORED: Cost(20, 1, "")}
    assert [gain for _, gain in bench.list_restored(runs)] == ["3.0"]
    assert bench.list_restored({}) == []


def test_the_first_quote_of_an_article_is_found_with_its_topic(tmp_path):
    """It stands in the article as it is saved, and the preview must show it on that topic's page."""
    for folder in ("articles", "receipts"):
        (tmp_path / "seeds" / folder).mkdir(parents=True)
    article = corpus.write_article(tmp_path, corpus.make_world(40, 1), 7)
    topic, words = find_quote(article)
    text = article.read_text(encoding="utf-8")
    assert topic in ("topic-0", "topic-1")
    assert text.index(topic) < text.index(words)
    assert words.endswith(" 7 0")


@pytest.mark.slow
def test_the_dense_site_is_measured(monkeypatch):
    monkeypatch.setattr(bench, "ELECTIONS", 1)
    monkeypatch.setattr(corpus, "DENSE", 3)
    said = bench.measure_dense()
    assert said.startswith("## Dense: 1 elections")
    assert {*STAGES, REST, "all stages"} <= set(re.findall(r"^\| (.+?) \| [\d.]+ \| [\d.]+ \|$", said, re.MULTILINE))


@pytest.mark.slow
def test_the_suite_measures_everything(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "RESULTS.md")
    bench.main(["5"])
    said = bench.RESULTS.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| ([\d.]+)", said, re.MULTILINE))
    assert rows["compose the same front matter"] == "1.00"
    assert {*STAGES, REST} <= set(rows)
    assert all(float(value) > 0 for name, value in rows.items() if name not in (*STAGES, REST, *FLOORS))
    assert {*RIVALS, PREVIEW, CLEAN, RESTORED, "all stages", "`briefing generate` after one new article"} <= set(rows)
    failed = [line for line in said.splitlines() if "failed" in line]
    assert failed == [] or (find_spec("mkdocs_macros") is None and len(failed) == 1)

"""The digests of all that is made tell every change, and nothing else."""

import json

import pytest

from benchmarks import digests


def test_each_kind_of_difference_is_told():
    before = {"a": "1", "b": "2", "c": "3"}
    assert digests.list_differences(before, before) == []
    found = digests.list_differences(before, {"b": "2", "c": "4", "d": "5"})
    assert found == ["gone: a", "different: c", "new: d"]


@pytest.mark.slow
def test_the_same_case_gives_the_same_digests_and_another_word_others(tmp_path):
    case = digests.ROOT / "tests/cases/quay"
    one, two = (digests.make_site(digests.lay_out_case(case, tmp_path / name), "generate") for name in ("1", "2"))
    assert one == two
    assert {"said", "mkdocs.yml", "briefings/index.md", "briefings/feed.xml"} <= one.keys()
    actors = tmp_path / "2/seeds/actors.yml"
    actors.write_text(actors.read_text(encoding="utf-8") + "# Mended.\n", encoding="utf-8")
    assert digests.list_differences(one, dict(digests.hash_files(tmp_path / "2")) | {"said": one["said"]}) == [
        "different: seeds/actors.yml"
    ]


@pytest.mark.slow
def test_what_was_kept_is_what_is_compared(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(digests, "list_cases", lambda: [digests.ROOT / "tests/cases/quay"])
    monkeypatch.setattr(digests, "SIZE", 10)
    kept = tmp_path / "kept.json"
    assert digests.main(["keep", str(kept)]) == 0
    assert digests.main(["compare", str(kept)]) == 0
    assert "0 differences" in capsys.readouterr().out
    made = json.loads(kept.read_text(encoding="utf-8"))  # as was just made again
    monkeypatch.setattr(digests, "make_all", lambda _: made)
    kept.write_text(kept.read_text(encoding="utf-8").replace('"demo/site/index.html"', '"demo/site/other.html"'))
    assert digests.main(["compare", str(kept)]) == 1
    assert "new: demo/site/index.html" in capsys.readouterr().out


def test_other_words_are_told_how_to_use_it(capsys):
    assert digests.main(["keep"]) == 2
    assert "keep|compare FILE" in capsys.readouterr().err

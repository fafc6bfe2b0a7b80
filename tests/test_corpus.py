"""The synthetic corpus is a sound site, and the same numbers give the same one."""

import filecmp

from benchmarks.corpus import write_site
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


def test_the_corpus_is_sound_and_has_what_a_desk_has(tmp_path):
    write_site(tmp_path, 60, 1)
    plan = plan_pages(tmp_path)
    assert [problem.message for problem in plan.problems if problem.severity is Severity.ERROR] == []
    pages = {change.path: change.new.decode() for change in plan.changes}
    everything = "".join(pages.values())
    assert len(pages) > 30
    assert all(
        mark in everything for mark in ("b-mark--changed", "b-mark--contested", "b-mark--one-origin", "Corrected")
    )

"""Whole sites as files: seeds and pages before, pages expected after."""

import shutil
from pathlib import Path

import pytest

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.pages import plan_pages
from briefing_desk.disk.write import write_changes
from briefing_desk.syntax.problems import has_errors, sort_problems

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def lay_out(name: str, root: Path) -> Path:
    """Copy a case to a folder of its own; a case without seeds takes those of `quay`."""
    case = CASES / name
    seeds = case / "seeds" if (case / "seeds").is_dir() else CASES / "quay/seeds"
    shutil.copytree(seeds, root / "seeds")
    shutil.copy(CASES / "quay/mkdocs.yml", root)
    if (case / "before").is_dir():
        shutil.copytree(case / "before", root / "briefings")
    return root


def list_files(root: Path) -> list[str]:
    """Return the files below a folder, as paths relative to it."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", NAMES)
def test_case(name, tmp_path, expect):
    root = lay_out(name, tmp_path)
    plan = plan_pages(root)
    expect(CASES / name / "problems.txt", "".join(format_text(p) + "\n" for p in sort_problems(plan.problems)))
    if has_errors(plan.problems):
        assert not plan.changes
        return
    write_changes(root, list(plan.changes))
    for path in list_files(root / "briefings"):
        if (CASES / name / "before").is_dir() and path not in list_files(CASES / name / "expected"):
            continue
        with (root / "briefings" / path).open(encoding="utf-8", newline="") as file:
            expect(CASES / name / "expected" / path, file.read())
    assert set(list_files(CASES / name / "expected")) <= set(list_files(root / "briefings"))


@pytest.mark.parametrize("name", NAMES)
def test_generating_again_changes_nothing(name, tmp_path):
    root = lay_out(name, tmp_path)
    write_changes(root, list(plan_pages(root).changes))
    assert plan_pages(root).changes == ()

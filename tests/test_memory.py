"""What earlier runs made is left alone only where making it again would give the same."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import copy_demo
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.memory import CODE, Memory, describe_code, find_memory, recall, remember
from briefing_desk.build.spine import plan_pages
from briefing_desk.cli import main
from briefing_desk.disk.cache_folder import VARIABLE
from briefing_desk.disk.write import write_changes
from briefing_desk.syntax.source import make_digest

TOPIC, OTHER = "briefings/nato-bid.md", "briefings/economy.md"
ARTICLE = "seeds/articles/zelenskyy-drops-nato-bid.md"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """Return a copy of the demo's seeds and pages."""
    return copy_demo(tmp_path_factory.mktemp("demo"))


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that exchanges words, or exchanges them back."""

    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text or new in text
        file.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")

    return edit


def remove(path: str) -> Callable[[Path], None]:
    """Return an edit that deletes a file; a page comes back with the next run."""
    return lambda root: (root / path).unlink(missing_ok=True)


def withdraw(root: Path) -> None:
    """Withdraw an article, or take that back."""
    note = "status: withdrawn\ncorrection: {date: 2026-01-02, note: Not so.}\n"
    replace("seeds/articles/ukraine-signals-nato-exit.md", "\nretrieved:", f"\n{note}retrieved:")(root)


def copy_article(root: Path) -> None:
    """Add an article like another one, or take it away."""
    copy = root / "seeds/articles/one-more.md"
    if copy.exists():
        copy.unlink()
    else:
        shutil.copy(root / "seeds/articles/kyivs-nato-dream-at-risk.md", copy)


EDITS = {
    "article's title": replace(ARTICLE, "title: ", "title: New "),
    "article's day": replace(ARTICLE, "retrieved: 2026", "retrieved: 2027"),
    "withdrawal": withdraw,
    "new article": copy_article,
    "actor's name": replace("seeds/actors.yml", "name: Ukraine", "name: The Ukraine"),
    "topic's title": replace("seeds/topics/economy.yml", "title: ", "title: Also "),
    "review": remove("seeds/reviews/nato-bid.yml"),
    "limit": replace("mkdocs.yml", "max_share: 0.31", "max_share: 0.5"),
    "address": replace("mkdocs.yml", "https://briefings.example.org/", "https://elsewhere.example.org/"),
    "prose": replace(TOPIC, "## Bottom line", "Words.\n\n## Bottom line"),
    "citation": replace(OTHER, "## Bottom line", "Words.[^kyivs-nato-dream-at-risk]\n\n## Bottom line"),
    "deleted region": replace(TOPIC, "<!-- generated: timeline", "<!-- generated: timelin"),
    "deleted page": remove(OTHER),
    "deleted data": remove("briefings/data/topics/economy.csv"),
    "edited feed": replace("briefings/feeds/topics/economy.xml", "<feed", "<feed "),
    "corrected citation": replace(
        "seeds/articles/kyivs-nato-dream-at-risk.md",
        "\nretrieved:",
        "\nstatus: corrected\ncorrection: {date: 2026-01-02, note: A name.}\nretrieved:",
    ),
    "deleted table": remove("briefings/data/quotes/2025-12.csv"),
    "edited package": replace("briefings/data/datapackage.json", '"name"', '"named"'),
    "home's prose": replace("briefings/index.md", "\n## Topics", "\nWords.\n\n## Topics"),
    "edited region": replace(TOPIC, "<table", "<table "),
    "deleted sources": remove("briefings/sources/2025-12.md"),
}


def plan_both(root: Path, known: Memory):
    """Return the plan with memory, held against the plan without."""
    quick, whole = plan_pages(root, memory=known), plan_pages(root)
    assert list(map(format_text, quick.problems)) == list(map(format_text, whole.problems))
    assert [(change.path, change.new) for change in quick.changes] == [(c.path, c.new) for c in whole.changes]
    assert (quick.changes, quick.files, quick.newest) == (whole.changes, whole.files, whole.newest)
    assert quick.made == whole.made
    return quick


@pytest.mark.slow
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5))
def test_memory_changes_no_byte_and_no_problem(demo, tmp_path_factory, names):
    root = tmp_path_factory.mktemp("edited")
    shutil.copytree(demo, root, dirs_exist_ok=True)
    known = Memory(plan_both(root, Memory()).made)
    for name in names:
        EDITS[name](root)
        plan = plan_both(root, known)
        write_changes(root, list(plan.changes))
        known = Memory(plan.made) if plan.made else known


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_noticed(demo, tmp_path, name):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    known = Memory(plan_pages(tmp_path).made)
    EDITS[name](tmp_path)
    plan = plan_both(tmp_path, known)
    assert plan.changes or plan.problems or plan.made != known.pages


def test_only_pages_about_an_article_are_made_again(demo, monkeypatch, tmp_path):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    known = Memory(plan_pages(tmp_path).made)
    made = []

    def note(page, bodies):
        made.append(page.source.path)
        return page.source.text

    monkeypatch.setattr("briefing_desk.regions.merge.replace_bodies", note)
    plan_pages(tmp_path, memory=known)
    assert made == []
    made.clear()
    replace("seeds/articles/kyivs-nato-dream-at-risk.md", "abstract: ", "abstract: Also ")(tmp_path)
    plan_pages(tmp_path, memory=known)
    assert "briefings/sources/2025-04.md" in made
    assert "briefings/sources/2025-12.md" not in made


def test_new_pages_are_remembered_like_others(demo, monkeypatch, tmp_path):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "briefings")
    shutil.rmtree(tmp_path / "seeds/reviews")
    plan = plan_pages(tmp_path)
    write_changes(tmp_path, list(plan.changes))
    monkeypatch.setattr("briefing_desk.regions.merge.fill_skeleton", None)
    monkeypatch.setattr("briefing_desk.regions.merge.replace_bodies", None)
    assert plan_pages(tmp_path, memory=Memory(plan.made)).changes == ()


def test_of_a_file_that_stays_only_a_digest_is_kept_and_of_a_new_one_little(demo, tmp_path):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    assert not plan_pages(tmp_path).changes
    (tmp_path / TOPIC).unlink()
    change = next(change for change in plan_pages(tmp_path).changes if change.path == TOPIC)
    assert change.packed_old is None
    assert len(change.packed_new) * 5 < len(change.new)


def run(*arguments):
    """Run a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def site(demo, tmp_path, monkeypatch) -> Path:
    """Return a copy of the demo with a memory of its own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "memory"))
    return Path(shutil.copytree(demo, tmp_path / "site"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a.md": 1}', '{"a.md": {"of": 1, "cites": 2}}', "\0", "[" * 100000])
def test_a_broken_memory_is_ignored_with_a_note(site, text):
    assert run("generate", "--root", str(site)).exit_code == 0
    find_memory(site).write_text(text)
    result = run("generate", "--root", str(site))
    assert result.exit_code == 0
    assert f"briefing: ignored {find_memory(site)}: it does not read as" in result.output
    assert "it does not read as" not in run("generate", "--root", str(site)).output


def test_a_memory_may_be_deleted_and_a_place_for_it_may_lack(site, monkeypatch):
    run("generate", "--root", str(site))
    find_memory(site).unlink()
    assert "112 unchanged" in run("generate", "--root", str(site)).output
    assert find_memory(site).exists()
    blocked = site.parent / "file"
    blocked.write_text("")
    monkeypatch.setenv(VARIABLE, str(blocked))
    result = run("generate", "--root", str(site))
    assert result.exit_code == 0
    assert "the next run will make every page anew" in result.output


def test_another_version_of_the_code_makes_everything_anew(site, monkeypatch):
    before = plan_pages(site).made
    monkeypatch.setattr("briefing_desk.build.spine.describe_code", lambda: "another")
    after = plan_pages(site).made
    assert all(after[page].digest != before[page].digest for page in before)


def test_a_check_does_not_trust_memory(site):
    """A memory that lies, as one could that came with a commit."""
    run("generate", "--root", str(site))
    page = site / TOPIC
    page.write_text(page.read_text().replace("<table", "<table "))
    assert run("generate", "--root", str(site)).exit_code == 1
    known = json.loads(find_memory(site).read_text())
    known["nato-bid.md"]["files"][TOPIC] = make_digest(page.read_text()).sha256
    find_memory(site).write_text(json.dumps(known))
    assert run("generate", "--root", str(site)).exit_code == 0
    assert run("generate", "--check", "--root", str(site)).exit_code == 1
    assert run("check", "--root", str(site)).exit_code == 1


def test_memory_is_kept_as_it_was_made(site):
    made = plan_pages(site).made
    remember(site, made)
    assert recall(site).pages == made


def test_each_file_of_the_package_is_part_of_its_code():
    told = describe_code()
    files = [path for path in CODE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 100
    assert [path for path in files if f"{path} " not in told] == []

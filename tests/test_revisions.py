"""States of a site: folders, and revisions laid out from git without touching the work tree."""

import json
import subprocess

import pytest
from test_cli import run, snapshot, spoil

from briefing_desk.disk.revisions import open_state
from briefing_desk.syntax.errors import UsageError


def git(root, *arguments):
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(site):
    """Return the quay as a repository: an empty commit, then everything."""
    git(site, "init", "--quiet")
    git(site, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message", "Add the quay")
    return site


def test_a_revision_is_laid_out_elsewhere_and_the_work_tree_stays(repository):
    spoil(repository, "seeds/actors.yml", "name: Residents", "name: Somebody else")
    before = snapshot(repository)
    with open_state(repository, "HEAD") as folder:
        assert "name: Residents" in (folder / "seeds/actors.yml").read_text(encoding="utf-8")
    assert not folder.exists()
    assert snapshot(repository) == before


def test_a_site_below_the_repository_s_root(repository):
    (repository / "sub").mkdir()
    git(repository, "mv", "seeds", "mkdocs.yml", "sub")
    git(repository, "commit", "--quiet", "--message", "Move")
    with open_state(repository / "sub", "HEAD") as folder:
        assert (folder / "seeds/actors.yml").is_file()


def test_a_folder_is_taken_as_it_is(site):
    with open_state(site, str(site)) as folder:
        assert folder == site


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD~99"])
def test_what_is_no_state_is_told_in_one_line(repository, name):
    with pytest.raises(UsageError, match="there is no such revision"), open_state(repository, name):
        pass


def test_without_a_repository_it_is_told(site, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    result = run("changes", "main", "--root", site)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_without_git_it_is_told(site, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in run("changes", "main", "--root", site).stderr


def test_everything_is_new_after_a_commit_without_seeds(repository):
    told = json.loads(run("changes", "HEAD~1", "HEAD", "--root", repository, "--format", "json").stdout)
    kinds = {(cell["actor"], cell["question"].split("/")[1]): cell["kinds"] for cell in told["cells"]}
    withdrawn = kinds.pop(("harbour-authority", "museum"), None)
    assert (withdrawn, set(map(tuple, kinds.values()))) == (["details"], {("added",)})
    assert len(told["articles"]) == 5


def test_without_a_second_state_it_is_the_folder(repository):
    assert run("changes", "HEAD", "--root", repository).stdout == "No position, quote or source changes.\n"
    spoil(repository, "seeds/articles/union-objects.md", "stance: oppose", "stance: mixed")
    result = run("changes", "HEAD", "--root", repository, "--format", "markdown")
    assert result.stdout.startswith("### What this changes\n\n**1 cell changed**\n")


def test_a_state_with_errors_is_named(repository):
    spoil(repository, "seeds/articles/union-objects.md", "stance: oppose", "stance: oppsoe")
    git(repository, "commit", "--quiet", "--all", "--message", "Spoil")
    result = run("changes", "HEAD~1", "HEAD", "--root", repository)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("HEAD:seeds/articles/union-objects.md:")

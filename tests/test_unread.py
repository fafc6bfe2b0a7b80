"""A run whose words nobody takes any more (`| head -3`, a full disk) finishes its work, and says so by its exit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import CASES, run

from briefing_desk.terminal import CUT_OFF


@pytest.fixture
def new_site(tmp_path):
    assert run("init", "--root", tmp_path, "site").exit_code == 0
    return tmp_path / "site"


def run_unread(root, *arguments, closed="stdout"):
    """Run a command, of which one stream goes into a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, closed: writing}
    done = run_apart(root, *arguments, **streams)
    os.close(writing)
    return done


def run_apart(root, *arguments, **streams):
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "briefing_desk", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(CASES.parent.parent / "generator")}
    return subprocess.run(command, cwd=root, env=environment, text=True, check=False, **streams)


def test_generate_removes_what_it_was_to_remove(new_site):
    assert run("generate", "--root", new_site).exit_code == 0
    for path in ("articles", "receipts", "topics"):
        shutil.rmtree(new_site / "seeds" / path)
    done = run_unread(new_site, "generate", "--prune", "--yes", "--allow-empty")
    assert (done.returncode, done.stderr) == (CUT_OFF, "")
    assert not (new_site / "briefings/quay-closure.md").exists()


def test_rename_renames(new_site):
    done = run_unread(new_site, "rename", "actor", "city-council", "the-council", "--yes")
    assert (done.returncode, done.stderr) == (CUT_OFF, "")
    assert "\nthe-council:\n" in (new_site / "seeds/actors.yml").read_text()
    assert "actor: the-council\n" in (new_site / "seeds/articles/council-votes.md").read_text()


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_check_ends_by_what_it_found(new_site, closed):
    """An error outweighs a closed pipe: whoever asks for the exit is told of the content."""
    assert run_unread(new_site, "check").returncode == CUT_OFF
    actors = new_site / "seeds/actors.yml"
    actors.write_text(actors.read_text().replace("kind: person", "kind: nobody"))
    assert run_unread(new_site, "check", closed=closed).returncode == 1


@pytest.mark.slow
def test_build_builds(new_site):
    done = run_unread(new_site, "build")
    assert done.returncode == CUT_OFF
    assert (new_site / "site/index.html").is_file()
    assert "5 warnings in 3 files" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told(new_site):
    with Path("/dev/full").open("w") as full:
        done = run_apart(new_site, "generate", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.endswith("briefing: done, but what it prints could not be written: No space left on device\n")
    assert (new_site / "briefings/quay-closure.md").is_file()

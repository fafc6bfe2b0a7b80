"""The desk is killed between any two of its writes: all of an action is there, or nothing, and it can be taken back."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk_kills import ACTIONS
from kills import TEXT
from test_settling import EVA

from briefing_desk.cli import main

pytestmark = pytest.mark.slow


@pytest.fixture
def base(overtaken, tmp_path):
    """Return a folder with a site in which there is something for each action to do, and with texts beside it."""
    folder = tmp_path / "base"
    root = folder / "site"
    shutil.copytree(overtaken, root)
    (folder / "texts").mkdir()
    (folder / "new.txt").write_text(TEXT)
    (root / "seeds/codings/eva").mkdir(parents=True)
    (root / "seeds/codings/eva/council-votes.yml").write_text(EVA)
    table = folder / "t.csv"
    table.write_text("article,quote\ncouncil-votes,no money for this\n")
    done = CliRunner().invoke(main, ["import", "--root", str(root), str(table)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are copied here as only POSIX can")
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_that_is_killed_is_whole_or_has_not_been(base, name):
    script = Path(__file__).parent / "desk_kills.py"
    done = subprocess.run([sys.executable, script, base, name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    calls = int(done.stdout.split()[-4])
    assert calls > 4

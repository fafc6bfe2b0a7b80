"""The desk is killed between any two of its writes: all of an action is there, or nothing, and it can be taken back."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk_actions import ACTIONS
from kills import MARKED, TEXT
from test_settling import EVA

from briefing_desk.cli import main
from briefing_desk.desk.actions import WRITING

pytestmark = pytest.mark.slow
APART = ("write", "dismiss", "decide", "take", "settle", "review")
"""What goes its own way to the disk; the others go that of `write`, and are killed by chance (`kills.py`)."""


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
    (root / "seeds/receipts/union-objects.yml").unlink(missing_ok=True)
    table = folder / "t.csv"
    table.write_text(MARKED)
    done = CliRunner().invoke(main, ["import", "--root", str(root), str(table)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are copied here as only POSIX can")
@pytest.mark.parametrize("name", APART)
def test_an_action_that_is_killed_is_whole_or_has_not_been(base, name):
    script = Path(__file__).parent / "desk_kills.py"
    done = subprocess.run([sys.executable, script, base, name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    calls = int(done.stdout.split()[-4])
    assert calls > 4


def test_everything_that_the_desk_writes_is_tried():
    assert ACTIONS.keys() == WRITING.keys()

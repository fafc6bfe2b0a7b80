"""The copies of a process end with it, and one that is killed is one line, not a fault of ours."""

import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from briefing_desk.cli import main
from briefing_desk.disk import workers
from briefing_desk.disk.lock import hold
from briefing_desk.disk.workers import KILLED, share_out, spread
from briefing_desk.syntax.errors import UsageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="work is shared out on Linux alone")
WORKING = """
import os, sys, time
from pathlib import Path
from briefing_desk.disk.lock import hold
from briefing_desk.disk.workers import share_out
def work(pipe):
    os.write(pipe, b"%9d" % os.getpid())
    time.sleep(600)
with hold(Path(sys.argv[1]), lambda line: sys.exit(line)):
    list(share_out(work, [int(sys.argv[2])] * 16, 2))
"""


def die(_):
    """Be killed as the system kills when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_work_is_shared_out_in_order(monkeypatch):
    monkeypatch.setattr(workers, "count_cores", lambda: 2)
    assert list(spread(str, range(250))) == [str(number) for number in range(250)]


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_copies_end_with_their_process_and_hold_nothing(tmp_path, sent):
    ours, theirs = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", WORKING, str(tmp_path), str(theirs)], pass_fds=[theirs])
    os.close(theirs)
    for _ in range(2):  # both copies are at work
        assert os.read(ours, 9)
    process.send_signal(sent)
    assert process.wait() == -sent
    assert os.read(ours, 9) == b""  # nobody is left who could write: the copies held the pipe open
    os.close(ours)
    with hold(tmp_path, pytest.fail):
        pass


def test_a_copy_that_is_killed_is_a_usage_error():
    with pytest.raises(UsageError, match="a part of this run was killed"):
        list(share_out(die, list(range(10)), 2))


def test_a_run_whose_copy_is_killed_ends_with_one_line(site, monkeypatch):
    monkeypatch.setattr("briefing_desk.build.pages.spread", lambda work, things, few: share_out(die, list(things), 2))
    result = CliRunner().invoke(main, ["generate", "--root", str(site)])
    assert (result.exit_code, result.stderr) == (2, f"briefing: {KILLED}\n")
    assert not (site / "briefings").exists()

"""Work shared out over the machine's cores gives what one process would have made."""

import os
import subprocess
import sys

import pytest

from briefing_desk.disk import workers as spread

MANY = range(3 * spread.FEW)
SCRIPT = f"""
import os
from briefing_desk.disk.workers import spread
made = list(spread(lambda thing: (thing * thing, os.getpid()), {MANY!r}))
assert [square for square, _ in made] == [thing * thing for thing in {MANY!r}]
print(len({{pid for _, pid in made}} | {{os.getpid()}}))
"""


def count_processes(cores: set[int]) -> int:
    """Return in how many processes work is done, this one included, when it may run on these cores."""
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores)
    )
    assert done.stderr == ""
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all is done in one process")
def test_every_core_works_and_order_is_kept():
    cores = os.sched_getaffinity(0)
    assert count_processes({min(cores)}) == 1
    # a busy core may do nothing
    assert count_processes(cores) in ({1} if len(cores) == 1 else range(2, 2 + len(cores)))


def test_few_things_are_done_here():
    assert set(spread.spread(lambda _: os.getpid(), range(spread.FEW - 1))) == {os.getpid()}


def test_processes_share_out_what_they_are_given():
    assert list(spread.share_out(lambda thing: -thing, list(MANY), 2)) == [-thing for thing in MANY]


def test_what_goes_wrong_is_not_lost():
    with pytest.raises(ZeroDivisionError):
        list(spread.share_out(lambda thing: 1 // thing, list(MANY), 2))


def test_a_process_that_has_threads_is_not_copied(monkeypatch):
    monkeypatch.setattr(spread.threading, "active_count", lambda: 2)
    assert spread.count_cores() == 1

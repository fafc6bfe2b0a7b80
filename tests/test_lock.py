"""One run at a time writes in a site's folder."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from briefing_desk.cli import main
from briefing_desk.disk import lock
from briefing_desk.disk.lock import hold


class Waits(Exception):
    """Another run holds the folder."""


def refuse(_):
    pytest.fail("nobody holds the folder")


def wait(_):
    raise Waits


@pytest.fixture(params=["folder", "file"])
def place(request, monkeypatch, tmp_path):
    """Return a folder that is locked itself, or by a file in it where the system opens no folders."""
    monkeypatch.setattr(lock, "OPENS_FOLDERS", request.param == "folder")
    return tmp_path


def test_two_runs_write_one_after_the_other(place):
    """The second says that it waits, and goes on when the first is done."""
    order, waits = [], threading.Event()

    def run_second():
        with hold(place, lambda _: (order.append("waits"), waits.set())):
            order.append("second")

    with hold(place, refuse):
        second = threading.Thread(target=run_second)
        second.start()
        assert waits.wait(10)
        order.append("first")
    second.join(10)
    assert order == ["waits", "first", "second"]


def test_the_lock_ends_with_the_run(place):
    with pytest.raises(KeyboardInterrupt), hold(place, refuse):
        raise KeyboardInterrupt
    with hold(place, refuse):
        assert set(os.listdir(place)) <= {lock.FILE}
    assert not lock.HELD


def test_the_lock_leaves_nothing(tmp_path):
    with hold(tmp_path, refuse):
        pass
    assert os.listdir(tmp_path) == []


KILLED = """
import os, sys, time
from pathlib import Path
from briefing_desk.disk.lock import hold
with hold(Path(sys.argv[1]), lambda _: sys.exit("held")):
    if copy := os.fork():
        time.sleep(600)
    print(os.getpid(), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process has copies")
def test_a_copy_does_not_hold_what_its_process_held(place):
    """The process that the copy worked for is killed, and the copy lives on: the next run need not wait for it."""
    opens = f"import briefing_desk.disk.lock as lock; lock.OPENS_FOLDERS = {lock.OPENS_FOLDERS}"
    run = subprocess.Popen([sys.executable, "-c", opens + KILLED, str(place)], stdout=subprocess.PIPE, text=True)
    copy = int(run.stdout.readline())
    try:
        with pytest.raises(Waits), hold(place, wait):
            pytest.fail("the copy has let go of it for its process too")
        run.kill()
        run.wait()
        with hold(place, refuse):
            os.kill(copy, 0)
    finally:
        run.kill()
        os.kill(copy, signal.SIGKILL)
        run.stdout.close()
        run.wait()


def test_what_an_interrupted_run_left_is_swept_away_and_nothing_else(tmp_path):
    left = (
        "seeds/receipts/.briefing-abc_1234",
        "briefings/.briefing-abcdefgh",
        "messages/.briefing-abcdefgh",
        ".briefing-abcdefgh",
        ".site-abcdefgh/index.html",
    )
    kept = (
        "briefings/.briefing-mine",
        "briefings/a.md",
        ".site-old/index.html",
        ".site-of-mine/a",
    )
    for name in (*left, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    with hold(tmp_path, refuse):
        pass
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(kept)


def test_a_folder_that_is_not_there_is_told_by_whoever_reads_it(tmp_path):
    result = CliRunner().invoke(main, ["generate", "--root", str(tmp_path / "nowhere")])
    assert (result.exit_code, result.stderr[:29]) == (2, "briefing: no folder `seeds` i")


def test_a_file_system_without_locks_gives_none(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError("no locks here")

    monkeypatch.setattr("filelock.lock_descriptor", fail)
    with hold(tmp_path, refuse):
        assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("command", ["build", "generate", "verify", "review quay"])
def test_every_command_that_writes_waits(site, monkeypatch, command):
    """What it reads is read when its turn has come."""
    taken = []

    class Taken(Exception):
        pass

    def take(descriptor, _):
        taken.append(os.fstat(descriptor).st_ino)
        raise Taken

    monkeypatch.setattr("briefing_desk.disk.lock.acquire", take)
    result = CliRunner().invoke(main, [*command.split(), "--root", str(site)])
    assert isinstance(result.exception, Taken)
    assert taken == [site.stat().st_ino]

"""One run at a time writes in a site's folder."""

import fcntl
import os
import threading

import pytest
from click.testing import CliRunner

from briefing_desk.cli import main
from briefing_desk.disk.lock import hold


def refuse():
    pytest.fail("nobody holds the folder")


def test_two_runs_write_one_after_the_other(tmp_path):
    """The second says that it waits, and goes on when the first is done."""
    order, waits = [], threading.Event()

    def run_second():
        with hold(tmp_path, lambda: (order.append("waits"), waits.set())):
            order.append("second")

    with hold(tmp_path, refuse):
        second = threading.Thread(target=run_second)
        second.start()
        assert waits.wait(10)
        order.append("first")
    second.join(10)
    assert order == ["waits", "first", "second"]


def test_the_lock_ends_with_the_run_and_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), hold(tmp_path, refuse):
        raise KeyboardInterrupt
    with hold(tmp_path, refuse):
        assert list(tmp_path.iterdir()) == []


def test_what_an_interrupted_run_left_is_swept_away_and_nothing_else(tmp_path):
    left = ("seeds/receipts/.briefing-abc_1234", "briefings/.briefing-abcdefgh", ".site-abcdefgh/index.html")
    kept = (
        "briefings/.briefing-mine",
        "briefings/a.md",
        ".site-old/index.html",
        ".site-of-mine/a",
        ".briefing-abcdefgh",
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
    def fail(*_):
        raise OSError("no locks here")

    monkeypatch.setattr(fcntl, "flock", fail)
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

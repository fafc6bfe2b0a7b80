"""What a person who waits is told, and that nobody else is."""

import sys

import pytest

from briefing_desk import terminal
from briefing_desk.build.pages import plan_pages
from briefing_desk.terminal import say_if_slow


@pytest.fixture
def wait(monkeypatch, capsys):
    """Return a function that goes through a site as a command does, and returns what is said meanwhile."""

    def run(root, patience, is_seen):
        monkeypatch.setattr(terminal, "PATIENCE", patience)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: is_seen)
        with say_if_slow("generating the pages") as waiting:
            plan = plan_pages(root, follow=waiting.count)
        assert plan.changes
        return capsys.readouterr().err.splitlines()

    return run


def test_who_waits_is_told_how_many_articles_were_read(site, wait):
    said = wait(site, 0, True)
    total = len(list((site / "seeds/articles").iterdir()))
    assert f"reading {total - 1} of {total} articles …" in said


def test_nobody_is_told_where_it_is_quick(site, wait):
    assert wait(site, 100, True) == []


def test_nothing_is_said_to_a_file_or_a_pipe(site, wait):
    assert wait(site, 0, False) == []

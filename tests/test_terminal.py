"""What a person who waits is told, and that nobody else is."""

import ast
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk import terminal
from briefing_desk.build.pages import plan_pages
from briefing_desk.terminal import echo, escape_controls, say_if_slow

PACKAGE = Path(terminal.__file__).parent


def list_printing(path):
    """Yield what a module prints with."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name) and node.id == "print":
            yield "print"
        if isinstance(node, ast.Attribute) and node.attr in ("echo", "secho", "echo_via_pager", "stdout", "stderr"):
            yield ast.unparse(node)


def test_all_words_reach_a_terminal_by_one_way():
    found = {path.relative_to(PACKAGE).as_posix(): set(list_printing(path)) for path in PACKAGE.rglob("*.py")}
    assert found.pop("terminal.py") == {"click.echo", "sys.stderr", "sys.stdout"}
    assert found.pop("mkdocs_site/incremental.py") == {"print", "sys.stderr"}  # what builds takes it from there
    assert found.pop("cli.py") == {"click.echo"}  # what help says is ours
    assert found.pop("mkdocs_site/site_build.py", set()) <= {"done.stdout", "done.stderr"}
    assert found.pop("disk/revisions.py", set()) <= {"done.stdout", "done.stderr"}
    assert found.pop("model_check/running.py") == {"process.stdout", "process.stderr"}  # what is heard, not said
    assert {path: what for path, what in found.items() if what} == {}


@given(st.text(st.characters(exclude_categories=())))
@tries(200)
def test_nothing_commands_a_terminal(text):
    said = escape_controls(text)
    assert all(c.isprintable() or c in "\n\t" or not (c < " " or "\x7f" <= c <= "\x9f") for c in said)
    said.encode()  # a name that is no UTF-8 can be told
    assert escape_controls(said) == said
    assert said == text or any(c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" for c in text)


def test_only_we_colour(capsys):
    @click.command()
    def show():
        echo("\x1b]0;title\x07red\udcff", dress=lambda text: click.style(text, fg="red"))

    assert CliRunner().invoke(show, color=True).output == "\x1b[31m\\u001b]0;title\\u0007red\\udcff\x1b[0m\n"


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

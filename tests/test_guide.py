"""What the guide and the recipes tell people to do is done, and what they say comes out comes out.

A block `console` holds commands and their output. A comment before a block says what a person does with it:
`write: FILE` puts it there, `replace in FILE: WORDS` puts it in the place of WORDS (`⏎`: a line's end).
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT

pytestmark = pytest.mark.slow
BLOCK = re.compile(
    r"(?:<!-- (?P<deed>write|replace in) ?:? ?(?P<what>[^\n]*?) -->\n+)?```(?P<language>\w*)\n(?P<text>.*?)```\n",
    re.DOTALL,
)
DAY = "1743638400"


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs a command where the last one ended, with `briefing` installed."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/briefing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing_desk "$@"\n')
    program.chmod(0o755)
    place = tmp_path / "work"
    place.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "generator"),
        "SOURCE_DATE_EPOCH": DAY,
    }

    def run(command=None):
        nonlocal place
        if command is None:
            return place
        if export := re.fullmatch(r"export (\w+)=(\S+)", command):
            environment[export[1]] = export[2]  # each command has a shell of its own
        script = f"{command}\npwd >&3"
        read, write = os.pipe()
        done = subprocess.run(
            ["bash", "-c", f"exec 3>&{write}; {script}"], cwd=place, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[write],
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as pipe:
            place = Path(pipe.read().strip())
        return re.sub(r" in \d+\.\d s", " in 1.6 s", done.stdout.replace(str(tmp_path / "work"), "~"))

    return run


def follow(text, run):
    """Do what a document says; return it with the outputs that there were."""
    parts, at = [], 0
    for match in BLOCK.finditer(text):
        parts.append(text[at : match.start("text")])
        at = match.start("text")
        if match["language"] == "console":
            commands = re.findall(r"^\$ (.*)$", match["text"], re.MULTILINE)
            parts.append("".join(f"$ {command}\n{run(command)}" for command in commands))
            at = match.end("text")
        elif match["deed"]:
            act(match["deed"], match["what"], match["text"], run())
    return "".join([*parts, text[at:]])


def act(deed, what, content, place):
    """Write a file, or replace some words in one."""
    if deed == "write":
        (place / what).write_text(content, encoding="utf-8")
        return
    path, _, words = what.partition(": ")
    words = words.replace("⏎", "\n")
    before = (place / path).read_text(encoding="utf-8")
    assert before.count(words) == 1, (path, words)
    (place / path).write_text(before.replace(words, content.removesuffix("\n")), encoding="utf-8")


@pytest.mark.parametrize("name", ["guide", "guide.de", "guide.uk", "recipes", "templates"])
def test_what_the_document_says_happens(name, shell, expect):
    path = ROOT / f"docs/{name}.md"
    expect(path, follow(path.read_text(encoding="utf-8"), shell))


def test_a_document_that_says_something_else_is_found(shell):
    text = "```console\n$ echo one\ntwo\n```\n"
    assert follow(text, shell) == "```console\n$ echo one\none\n```\n"

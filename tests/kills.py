"""Commands that are killed at their n-th call that changes the disk, in processes of their own.

`python tests/kills.py 200 [SEED]` tries so many: each command, each signal, the process alone or its whole group.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent
QUAY = TESTS / "cases/quay"
SIGNALS = tuple(getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name))
TEXT = "The quay stays open\n\nThe mayor said: “Nobody will be left behind.” The port agreed with her on Monday.\n"
ELSEWHERE = ["--texts", "../texts"]
COMMANDS = {
    "rename an actor": ["rename", "actor", "harbour-authority", "port-office", "--yes"],
    "rename an article": ["rename", "article", "leaked-memo", "memo", "--yes", *ELSEWHERE],
    "rename a topic": ["rename", "topic", "quay-closure", "old-quay", "--yes"],
    "replace": ["generate", "--replace", "quay-closure.md"],
    "prune": ["generate", "--prune", "--yes"],
    "add": ["add", "../new.txt", *ELSEWHERE],
    "store": ["add", "../new.txt", "--store-text", "--id", "stored"],
    "refresh": ["add", "../new.txt", "--refresh", "leaked-memo", *ELSEWHERE],
    "verify": ["verify", *ELSEWHERE],
    "review": ["review", "quay-closure"],
    "init": ["init", "../made"],
    "build": ["build"],
}
RUNNER = """
import os, sys
from pathlib import Path
number, sent, whole, note, *arguments = sys.argv[1:]
done = []
def count(name, real):
    def call(*given, **named):
        if str(given[:1]).find("cache") < 0 and (name != "open" or given[1] & (os.O_WRONLY | os.O_RDWR)):
            if len(done) == int(number):
                (os.killpg if int(whole) else os.kill)(os.getpid(), int(sent))
            done.append(name)
        return real(*given, **named)
    return call
from briefing_desk.cli import main
for name in ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "chmod", "fsync"):
    setattr(os, name, count(name, getattr(os, name)))
try:
    main(arguments)
finally:
    Path(note).write_text(str(len(done)))
"""


def run(root, arguments, number=-1, sent=signal.SIGKILL, is_whole=False):
    """Run a command in a site's folder and return its process, and how often it changed the disk."""
    note = root.parent / "count"
    settings = {**os.environ, "BRIEFING_CACHE": str(root.parent / "cache"), "SOURCE_DATE_EPOCH": "1750000000"}
    given = [str(number), str(int(sent)), str(int(is_whole)), str(note), *arguments]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, *given],
        cwd=root,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    return done, int(note.read_text()) if number < 0 else number


def prepare(folder):
    """Lay out a site with its pages, of which two are nobody's, with a text that is kept beside it."""
    root = folder / "site"
    shutil.copytree(QUAY / "seeds", root / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", root)
    shutil.copytree(TESTS.parent / "overrides", root / "overrides")
    shutil.copytree(TESTS.parent / "briefings/assets", root / "briefings/assets")
    (folder / "texts").mkdir()
    (folder / "new.txt").write_text(TEXT)
    memo = root / "seeds/articles/leaked-memo.md"
    head, _, body = memo.read_text().rpartition("---\n")
    memo.write_text(f"{head}---\n")
    (folder / "texts/leaked-memo.txt").write_text(body)
    succeed(root, ["verify", *ELSEWHERE])
    succeed(root, ["generate"])
    for name in ("a", "b"):
        shutil.copy(root / "briefings/actors/residents.md", root / f"briefings/actors/{name}.md")
    for name in ("union-objects", "hearing-report"):
        (root / f"seeds/receipts/{name}.yml").unlink()
    return root


def succeed(root, arguments):
    """Run a command that does not fail, and return how often it changed the disk."""
    done, calls = run(root, arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return calls


def spoil(root, name):
    """Do what a command mends."""
    if name == "replace":
        page = root / "briefings/quay-closure.md"
        text, mark, rest = page.read_text().partition("</table>")
        assert mark
        page.write_text(f"{text}<!-- mine -->{mark}{rest}")


def get_state(folder):
    """Return all that people and runs wrote, but not what is built; the names of what the next run would sweep away."""
    found, left = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("cache/", "count", "site/site/")):
            if path.name.startswith((".briefing-", ".site-")):
                left.append(name)
            else:
                found[name] = path.read_bytes()
    return found, left


def try_kill(base, folder, name, number, sent, is_whole):
    """Kill a command and look what the next one makes of it; return what is wrong, if anything is."""
    root = Path(shutil.copytree(base, folder)) / "site"
    spoil(root, name)
    before, _ = get_state(folder)
    killed, _ = run(root, COMMANDS[name], number, sent, is_whole)
    if killed.returncode != -sent:
        return f"ended with {killed.returncode}: {killed.stderr}"
    second = ["init", "../other"] if name == "init" else ["check"]
    next_one, _ = run(root, second)  # `check` holds nothing and writes nothing: it finishes what it finds all the same
    if name == "init":
        run(folder / "made", ["check"]) if (folder / "made").is_dir() else None
    after, _ = get_state(folder)
    again, _ = run(root, COMMANDS[name])
    final, left = get_state(folder)
    return before, after, final, left, next_one, again


def look(base, folder, name):
    """Return the state before a command and the one after it, and how often it changes the disk."""
    root = Path(shutil.copytree(base, folder)) / "site"
    spoil(root, name)
    before, _ = get_state(folder)
    calls = succeed(root, COMMANDS[name])
    return before, get_state(folder)[0], calls

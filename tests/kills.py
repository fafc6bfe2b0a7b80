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
os.fsync = lambda _: None  # no power is lost here
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
            if any(part.startswith((".briefing-", ".site-")) for part in path.parts):
                left.append(name)
            else:
                found[name] = path.read_bytes()
    return found, left


def look(base, folder, name):
    """Return the states that a command may leave, before it and after it, and how often it changes the disk."""
    root = Path(shutil.copytree(base, folder)) / "site"
    spoil(root, name)
    states = [get_state(folder)[0]]
    if name == "prune":  # what it writes and what it removes are two questions, and two answers
        succeed(root, ["generate"])
        states.append(get_state(folder)[0])
        shutil.rmtree(folder)
        root = Path(shutil.copytree(base, folder)) / "site"
    calls = succeed(root, COMMANDS[name])
    return [*states, get_state(folder)[0]], calls


def try_kill(base, folder, name, states, number, sent, is_whole):
    """Kill a command, let the next one look, and try again; return what is wrong, or nothing."""
    root = Path(shutil.copytree(base, folder)) / "site"
    spoil(root, name)
    killed, _ = run(root, COMMANDS[name], number, sent, is_whole)
    if killed.returncode != -sent:
        return f"ended with {killed.returncode}: {killed.stderr}"
    found = None
    if name != "init":  # its folder is another command's only when it is whole
        check, _ = run(root, ["check"])  # holds nothing and writes nothing: it finishes what it finds all the same
        found, _ = get_state(folder)
        if check.returncode not in (0, 1) or "Traceback" in check.stderr:
            return f"check ended with {check.returncode}: {check.stderr}"
        if found not in states:
            return f"half of it is there: {tell(found, states)}"
    again, _ = run(root, COMMANDS[name])
    final, left = get_state(folder)
    if final != states[-1]:
        return f"again ended with {again.returncode}, {tell(final, states[-1:])}: {again.stderr}"
    if "Traceback" in again.stderr or (again.returncode and found in states[:-1]):
        return f"again ended with {again.returncode}: {again.stderr}"
    return f"left behind: {left}" if left else ""


def tell(found, states):
    """Return which files differ from each state."""
    return [[path for path in {**found, **state} if found.get(path) != state.get(path)][:9] for state in states]


def main():
    """Kill so many commands at random calls; print each that a person would have to mend, and the count."""
    tries, chance = int(sys.argv[1]), random.Random(sys.argv[2] if sys.argv[2:] else 1)
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        base, known, wrong = Path(place) / "base", {}, 0
        base.mkdir()
        prepare(base)
        for at in range(tries):
            name = list(COMMANDS)[at % len(COMMANDS)]
            if name not in known:
                known[name] = look(base, Path(place) / "look", name)
                shutil.rmtree(Path(place) / "look")
            states, calls = known[name]
            number, sent, is_whole = chance.randrange(calls), chance.choice(SIGNALS), chance.random() < 0.5
            fault = try_kill(base, Path(place) / "tried", name, states, number, sent, is_whole)
            shutil.rmtree(Path(place) / "tried")
            wrong += bool(fault)
            if fault:
                print(
                    at,
                    f"{name}, {sent.name} at {number} of {calls}, {'group' if is_whole else 'process'}: {fault}",
                    flush=True,
                )
    print(f"{tries - wrong} of {tries} runs that were killed needed nobody")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())

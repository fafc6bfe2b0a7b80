"""Commands that are killed at their n-th call that changes the disk, in processes of their own.

`python tests/kills.py 200 [SEED [COMMAND …]]` tries so many: each command, each request that writes at the desk, each
signal, the process alone or its group.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from conftest import NEW, SUMMARY
from desk_actions import ACTIONS
from desks import open_desk
from test_settling import EVA

from briefing_desk.cli import main as briefing
from briefing_desk.desk.journal import Journal
from briefing_desk.desk.requests import Refusal
from briefing_desk.syntax.errors import UsageError

TESTS = Path(__file__).parent
QUAY = TESTS / "cases/quay"
SIGNALS = tuple(getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name))
TEXT = "The quay stays open\n\nThe mayor said: “Nobody will be left behind.” The port agreed with her on Monday.\n"
MARKED = "article,quote\ncouncil-votes,no money for this\n"
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
    "messages": ["messages", "init", "nl"],
    "build": ["build"],
}
COMMANDS |= {f"desk: {name}": ["desk", name] for name in ACTIONS}
CHANGES = ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "chmod", "fsync")
"""What a process asks of the disk that changes it."""


def run(root, arguments, number=-1, sent=signal.SIGKILL, is_whole=False):
    """Run a command in a site's folder, in a copy of this process, a group of its own.

    Return how it ended, what it complained of, and how often it changed the disk.
    """
    note, said = root.parent / "count", root.parent / "said"
    child = os.fork()
    if not child:
        os.setsid()
        os.chdir(root)
        os.environ |= {"BRIEFING_CACHE": str(root.parent / "cache"), "SOURCE_DATE_EPOCH": "1750000000"}
        for end in (1, 2):
            os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), end)
        os._exit(obey(arguments, note, number, os.killpg if is_whole else os.kill, sent))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended, said.read_text(), int(note.read_text()) if number < 0 else number


def obey(arguments, note, number, kill, sent):
    """Run a command or a function, and be killed at the call of this number that changes the disk; return how it ended.

    What the desk notes of its own counts too, although it lies in the cache.
    """
    done = []

    def count(name, real):
        def call(*given, **named):
            is_cache = "cache" in str(given[:1])  # which may always be lost
            if not is_cache and (name != "open" or given[1] & (os.O_WRONLY | os.O_RDWR)):
                if len(done) == number:
                    kill(os.getpid(), sent)
                done.append(name)
            return real(*given, **named)

        return call

    os.fsync = lambda _: None  # no power is lost here
    for name in CHANGES:
        setattr(os, name, count(name, getattr(os, name)))
    Journal.ask = count("ask", Journal.ask)
    try:
        if callable(arguments):
            return arguments()
        if arguments[0] == "desk":
            with open_desk(Path.cwd(), Path("../texts").absolute()) as desk:
                ACTIONS[arguments[1]](desk)
        else:
            briefing(arguments)
    except (Refusal, UsageError, StopIteration) as error:  # what was to be done is done
        print(error)
        return 2
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else bool(error.code)
    except BaseException:
        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if number < 0:
            note.write_text(str(len(done)))
    return 0


def prepare(folder):
    """Lay out a site with its pages, of which two are nobody's, with a text that is kept beside it."""
    root = folder / "site"
    shutil.copytree(QUAY / "seeds", root / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", root)
    shutil.copytree(TESTS.parent / "overrides", root / "overrides")
    shutil.copytree(TESTS.parent / "briefings/assets", root / "briefings/assets")
    (root / "seeds/codings/eva").mkdir(parents=True)
    (root / "seeds/codings/eva/council-votes.yml").write_text(EVA)
    (folder / "texts").mkdir()
    (folder / "new.txt").write_text(TEXT)
    (folder / "marked.csv").write_text(MARKED)
    memo = root / "seeds/articles/leaked-memo.md"
    head, _, body = memo.read_text().rpartition("---\n")
    memo.write_text(f"{head}---\n")
    (folder / "texts/leaked-memo.txt").write_text(body)
    succeed(root, ["verify", *ELSEWHERE])
    succeed(root, ["import", "../marked.csv"])
    succeed(root, ["generate"])
    for name in ("a", "b"):
        shutil.copy(root / "briefings/actors/residents.md", root / f"briefings/actors/{name}.md")
    for name in ("union-objects", "hearing-report"):
        (root / f"seeds/receipts/{name}.yml").unlink()
    return root


def succeed(root, arguments):
    """Run a command that does not fail, and return how often it changed the disk."""
    ended, said, calls = run(root, arguments)
    assert ended == 0, said
    return calls


def spoil(root, name):
    """Do what a command mends."""
    if name == "replace":
        page = root / "briefings/quay-closure.md"
        text, mark, rest = page.read_text().partition("</table>")
        assert mark
        page.write_text(f"{text}<!-- mine -->{mark}{rest}")
    elif name == "desk: review":
        page = root / "briefings/quay-closure.md"
        page.write_text(page.read_text().replace("*No summary has been written yet.*", SUMMARY))
        for command in (["generate"], ["review", "quay-closure"], ["generate"]):
            succeed(root, command)
        (root / "seeds/articles/second-thoughts.md").write_text(NEW)
    elif name in ("desk: undo", "desk: redo"):
        for request in ("write", "undo")[: 1 + (name == "desk: redo")]:
            succeed(root, ["desk", request])


def get_state(folder):
    """Return all that people and runs wrote, but not what is built; the names of what the next run would sweep away."""
    found, left = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("cache/", "count", "said", "site/site/")):
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
    states.append(get_state(folder)[0])
    assert len(states) == len({tuple(state.items()) for state in states}) or name == "build", f"{name} changes nothing"
    return states, calls


def try_kill(base, folder, name, states, number, sent, is_whole):
    """Kill a command, let the next one look, and try again; return what is wrong, or nothing."""
    root = Path(shutil.copytree(base, folder)) / "site"
    spoil(root, name)
    ended, said, _ = run(root, COMMANDS[name], number, sent, is_whole)
    if ended != -sent:
        return f"ended with {ended}: {said}"
    found = None
    if name != "init":  # its folder is another command's only when it is whole
        ended, said, _ = run(
            root, ["check"]
        )  # holds nothing and writes nothing: it finishes what it finds all the same
        found, _ = get_state(folder)
        if ended not in (0, 1) or "Traceback" in said:
            return f"check ended with {ended}: {said}"
        if found not in states:
            return f"half of it is there: {tell(found, states)}"
    ended, said, _ = run(root, COMMANDS[name])
    final, left = get_state(folder)
    if final != states[-1]:
        return f"again ended with {ended}, {tell(final, states[-1:])}: {said}"
    if "Traceback" in said or (ended and found in states[:-1]):
        return f"again ended with {ended}: {said}"
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
        names = sys.argv[3:] or list(COMMANDS)
        for at in range(tries):
            name = names[at % len(names)]
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

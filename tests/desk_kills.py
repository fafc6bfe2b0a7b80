"""What the desk writes, killed at each call that changes the disk, in processes of their own.

`python tests/desk_kills.py SITE ACTION` tries all of one action on copies of a site, and prints what is wrong.
"""

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from desk_actions import ACTIONS
from desks import open_desk
from kills import get_state, run

TEXTS = Path("../texts")


def act(does):
    """Open the desk of the site in this folder, and do something there."""
    with open_desk(Path(), TEXTS) as desk:
        does(desk)
    return 0


def try_all(base, folder, name):
    """Yield what is wrong when an action is killed at each of its calls; at last how often it was."""
    does = partial(act, ACTIONS[name])
    root = Path(shutil.copytree(base, folder)) / "site"
    before = get_state(folder)[0]
    ended, said, calls = run(root, does)
    after = get_state(folder)[0]
    if ended or before == after:
        yield f"it ended with {ended}, and changed {before != after}: {said}"
    for number in range(calls):
        shutil.rmtree(folder)
        root = Path(shutil.copytree(base, folder)) / "site"
        ended, said, _ = run(root, does, number)
        if ended != -9:
            yield f"{number} of {calls}: ended with {ended}: {said}"
        run(root, partial(act, bool))  # whoever opens the desk next finishes what it finds
        found = get_state(folder)[0]
        if found not in (before, after):
            yield f"{number} of {calls}: half of it is there"
        elif found == before:
            ended, said, _ = run(root, does)
            if get_state(folder) != (after, []):
                yield f"{number} of {calls}: done again it ended with {ended}: {said}"
        elif name != "take":  # what `add` has taken in is an article of its own: nothing takes that back
            ended, said, _ = run(root, partial(act, ACTIONS["undo"]))
            if get_state(folder) != (before, []):
                yield f"{number} of {calls}: taken back it ended with {ended}: {said}"
    yield calls


def main():
    """Try one action on copies of a site, whose folder has its texts beside it."""
    base = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="desk-kills-") as place:
        *wrong, calls = try_all(base, Path(place) / "tried", sys.argv[2])
    print(*wrong, sep="\n")
    print(f"killed {calls} times, {len(wrong)} wrong")
    return min(len(wrong), 1)


if __name__ == "__main__":
    sys.exit(main())

"""What a built site was made from, kept in it: so that an audit can tell when the site has been overtaken.

Contents are compared, not times, which a checkout changes. Only hashes are kept: no name of a file is published by it.
Another builder leaves no such record, and then nothing is known.
"""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from briefing_desk.disk.read import Recall
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source

RECORD = "built-from.json"
"""Without a dot, so that MkDocs, which leaves hidden files where they are, removes it when somebody builds with it."""
SOURCES = ("seeds", "briefings", "overrides", "mkdocs.yml")
"""What a site is made from; people's own files first."""
LENGTH = 20
"""Characters of a hash: enough that no two files of a site share one."""
MOST = 3
"""How many files are named."""


def ask(_: str, work: Callable[[], str]) -> str:
    """Return what work finds out, of which nothing is remembered."""
    return work()


def hash_sources(root: Path, recall: Recall = ask) -> dict[str, str]:
    """Return a hash of the path and the content of each file that the site is made from, by path."""
    return {path: recall(path, partial(hash_source, root, path)) for path in list_sources(root)}


def hash_source(root: Path, path: str) -> str:
    """Return a hash of the path and the content of one file."""
    with open(f"{root}/{path}", "rb") as file:
        content = file.read().replace(b"\r\n", b"\n")  # a checkout may change line ends
    return sha256(path.encode(errors="surrogateescape") + b"\n" + content).hexdigest()[:LENGTH]


def list_sources(root: Path) -> list[str]:
    """Return the paths of the files that the site is made from, in order of their parts."""
    return [path for name in SOURCES for path in sorted(walk_files(f"{root}/", name), key=lambda path: path.split("/"))]


def walk_files(root: str, path: str) -> Iterator[str]:
    """Yield a file, or all below a folder; names with a dot are temporary, or put aside."""
    if not os.path.isdir(root + path):
        yield from [path] if os.path.isfile(root + path) else []
        return
    with os.scandir(root + path) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from walk_files(root, f"{path}/{entry.name}")
        elif entry.is_file():
            yield f"{path}/{entry.name}"


def write_record(root: Path, site: Path) -> None:
    """Write into a new site what it was made from."""
    hashes = sorted(hash_sources(root).values())
    (site / RECORD).write_text(json.dumps(hashes, indent=0) + "\n", encoding="utf-8", newline="\n")


def check_record(root: Path, site: Path, recall: Recall = ask) -> list[Problem]:
    """Return one error where the files that a site was made from are others by now."""
    if not (site / RECORD).is_file():
        return []
    try:
        recorded = set(json.loads((site / RECORD).read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        return []
    now = hash_sources(root, recall)
    changed = [path for path, hash in now.items() if hash not in recorded]
    gone = len(recorded - set(now.values())) - len(changed)
    if not changed and gone <= 0:
        return []
    place = Place(Source(changed[0] if changed else site.relative_to(root).as_posix(), ""))
    message = f"{site.name}/ was built before {describe_changes(changed, gone)}"
    return [Problem(place, "site-outdated", message, "run `briefing build`, then audit the new site")]


def describe_changes(changed: list[str], gone: int) -> str:
    """Return which files are new or others by now, and how many are gone."""
    shown = ", ".join(f"`{path}`" for path in changed[:MOST])
    more = f" and {len(changed) - MOST} more" if len(changed) > MOST else ""
    if changed:
        return f"{len(changed)} file{'' if len(changed) == 1 else 's'} changed: {shown}{more}"
    return f"{gone} of the files that it was made from {'was' if gone == 1 else 'were'} removed"

"""What was written at the desk, so that it can be taken back and done again, also another day.

Kept in the cache folder: each action with its files as they were and as they are. It is noted before the first file is
written; what became of an action that was cut off is seen from the files, which change all or none.
"""

import base64
import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing_desk.desk.requests import Refusal
from briefing_desk.disk.cache_folder import find_cache
from briefing_desk.disk.read import Reader
from briefing_desk.disk.write import Change, make_change, write_changes
from briefing_desk.syntax.errors import UsageError

FILE = "desk.sqlite"
MOST = 500
"""Actions that are kept."""
MADE = """CREATE TABLE IF NOT EXISTS actions (
  id INTEGER PRIMARY KEY, coder TEXT, label TEXT, article TEXT, state TEXT, changes TEXT)"""
WAIT = 5.0
UNDER_WAY = {"doing": ("", "done"), "redoing": ("undone", "done"), "undoing": ("done", "undone")}
"""Of each state of an action that is under way: which one it is if nothing has happened, and which one if all has."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was written in one go."""

    id: int
    label: str
    article: str
    """The article that it is about; empty for the vocabulary."""
    changes: tuple[Change, ...]

    def turn_round(self) -> list[Change]:
        """Return the way back."""
        return [make_change(change.path, change.new, change.old) for change in self.changes]


class Journal:
    """The actions of one coder on one site; none outlives the process where there is no place to keep them."""

    def __init__(self, root: Path, coder: str) -> None:
        self.root, self.coder = root, coder
        folder = find_cache(root)
        self.path = folder / FILE if folder and can_make(folder) else None
        self.held: sqlite3.Connection | None = None
        if self.path is None:
            self.held = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.ask(MADE)

    def ask(self, question: str, *values: Any) -> list[Any]:
        """Return the rows that answer a question, which is asked in a transaction of its own."""
        if self.held:
            return self.held.execute(question, values).fetchall()
        try:
            with closing(sqlite3.connect(self.path or "", timeout=WAIT, isolation_level=None)) as connection:
                return connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            lost = "delete it: only what can be taken back is lost"
            raise UsageError(f"cannot use {self.path}: {error}; {lost}") from error

    def write(self, label: str, article: str, changes: Sequence[Change]) -> None:
        """Write files and note it; what had been taken back can no longer be done again."""
        self.ask("DELETE FROM actions WHERE coder = ? AND state = 'undone'", self.coder)
        packed = json.dumps([[change.path, pack(change.old), pack(change.new)] for change in changes])
        (row,) = self.ask(
            "INSERT INTO actions (coder, label, article, state, changes) VALUES (?, ?, ?, 'doing', ?) RETURNING id",
            *(self.coder, label, article, packed),
        )
        try:
            write_changes(self.root, changes)
        except UsageError:
            self.ask("DELETE FROM actions WHERE id = ?", row[0])
            raise
        self.ask("UPDATE actions SET state = 'done' WHERE id = ?", row[0])
        self.ask("DELETE FROM actions WHERE id <= ?", row[0] - MOST)

    def find(self, state: str, newest: bool) -> Action | None:
        """Return the newest, or the oldest, action in a state."""
        order = "DESC" if newest else "ASC"
        question = f"SELECT id, label, article, changes FROM actions WHERE coder = ? AND state = ? ORDER BY id {order}"
        rows = self.ask(f"{question} LIMIT 1", self.coder, state)
        return read_action(rows[0]) if rows else None

    def find_undo(self) -> Action | None:
        """Return what would be taken back."""
        return self.find("done", newest=True)

    def find_redo(self) -> Action | None:
        """Return what would be done again."""
        return self.find("undone", newest=False)

    def undo(self, id: int) -> Action:
        """Take back the last action, if it is the one that is meant; raise Refusal where a file has changed since."""
        return self.go(id, self.find_undo(), "undoing", Action.turn_round)

    def redo(self, id: int) -> Action:
        """Do again what was taken back last, if it is the one that is meant; refuse as `undo` does."""
        return self.go(id, self.find_redo(), "redoing", lambda action: list(action.changes))

    def go(self, id: int, action: Action | None, state: str, way: Callable[[Action], list[Change]]) -> Action:
        """Move an action to another state, and its files with it."""
        if action is None or action.id != id:
            raise Refusal(409, "this is no longer the last thing that was done: look again")
        before, after = UNDER_WAY[state]
        self.ask("UPDATE actions SET state = ? WHERE id = ?", state, action.id)
        try:
            write_changes(self.root, way(action))
        except UsageError as error:
            self.ask("UPDATE actions SET state = ? WHERE id = ?", before, action.id)
            raise Refusal(409, f"it is left as it is: {error}") from error
        self.ask("UPDATE actions SET state = ? WHERE id = ?", after, action.id)
        return action

    def recover(self) -> None:
        """See what became of what was cut off; whoever calls this has held the site's folder, so that it is decided.

        Where a file is neither what it was nor what it was to be, somebody has mended it: the action is forgotten.
        """
        columns = "id, label, article, changes, state"
        for row in self.ask(f"SELECT {columns} FROM actions WHERE state IN ('doing', 'redoing', 'undoing')"):
            action = read_action(row[:4])
            changes = action.turn_round() if row[4] == "undoing" else action.changes
            now = [self.look(change.path) for change in changes]
            before, after = UNDER_WAY[row[4]]
            if all(data == change.new for data, change in zip(now, changes, strict=True)):
                self.ask("UPDATE actions SET state = ? WHERE id = ?", after, action.id)
            elif before and all(data == change.old for data, change in zip(now, changes, strict=True)):
                self.ask("UPDATE actions SET state = ? WHERE id = ?", before, action.id)
            else:
                self.ask("DELETE FROM actions WHERE id = ?", action.id)

    def look(self, path: str) -> bytes | None:
        """Return the bytes of a file, None if there is none."""
        return Reader(self.root).read_bytes(path) if (self.root / path).is_file() else None


def can_make(folder: Path) -> bool:
    """Make a folder that only its owner reads, and say whether it is there now: a home may be none, or be full."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return True


def pack(data: bytes | None) -> str | None:
    """Return bytes as JSON has them."""
    return None if data is None else base64.b85encode(zlib.compress(data)).decode()


def unpack(packed: str | None) -> bytes | None:
    """Return the bytes again."""
    return None if packed is None else zlib.decompress(base64.b85decode(packed))


def read_action(row: Sequence[Any]) -> Action:
    """Return an action as it was noted."""
    changes = (make_change(path, unpack(old), unpack(new)) for path, old, new in json.loads(row[3]))
    return Action(row[0], row[1], row[2], tuple(changes))

"""What was written at the desk, so that it can be taken back and done again, also another day.

Kept in the cache folder: each action with its files as they were and as they are. It is noted before the first file is
written, so that an action that was cut off is finished when the desk is opened again.
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
from briefing_desk.disk.journal import find_file
from briefing_desk.disk.write import Change, make_change, write_changes
from briefing_desk.syntax.errors import UsageError

FILE = "desk.sqlite"
MOST = 500
"""Actions that are kept."""
MADE = """CREATE TABLE IF NOT EXISTS actions (
  id INTEGER PRIMARY KEY, coder TEXT, label TEXT, article TEXT, state TEXT, changes TEXT)"""
WAIT = 5.0
AFTER = {"doing": "done", "undoing": "undone"}
"""What becomes of an action that is under way."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was written in one go."""

    id: int
    label: str
    article: str
    """The article that it is about; empty for the vocabulary."""
    changes: tuple[Change, ...]

    def turn_round(self) -> tuple["Step", ...]:
        """Return the way back."""
        return tuple(Step(change.path, change.new, change.old) for change in self.changes)

    def go_on(self) -> tuple["Step", ...]:
        """Return the way there."""
        return tuple(Step(change.path, change.old, change.new) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Step:
    """One file that becomes what it was, or is to be; None: there is none."""

    path: str
    old: bytes | None
    new: bytes | None


class Journal:
    """The actions of one coder on one site; none outlives the process where there is no place to keep them."""

    def __init__(self, root: Path, coder: str) -> None:
        self.root, self.coder = root, coder
        folder = find_cache(root)
        self.path = folder / FILE if folder else None
        self.held: sqlite3.Connection | None = None
        if self.path is None:
            self.held = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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
            write_changes(self.root, list(changes))
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
        return self.go(id, self.find_undo(), "undoing", "undone", Action.turn_round)

    def redo(self, id: int) -> Action:
        """Do again what was taken back last, if it is the one that is meant; refuse as `undo` does."""
        return self.go(id, self.find_redo(), "doing", "done", Action.go_on)

    def go(
        self, id: int, action: Action | None, between: str, after: str, way: Callable[[Action], tuple[Step, ...]]
    ) -> Action:
        """Move an action to another state, and its files with it."""
        if action is None or action.id != id:
            raise Refusal(409, "this is no longer the last thing that was done: look again")
        steps = way(action)
        for step in steps:
            if self.look(step.path) != step.old:
                raise Refusal(409, f"{step.path} has changed since: it is left as it is")
        self.ask("UPDATE actions SET state = ? WHERE id = ?", between, action.id)
        try:
            self.put(steps)
        except UsageError:
            before = "done" if between == "undoing" else "undone"
            self.ask("UPDATE actions SET state = ? WHERE id = ?", before, action.id)
            raise
        self.ask("UPDATE actions SET state = ? WHERE id = ?", after, action.id)
        return action

    def put(self, steps: Sequence[Step]) -> None:
        """Make all files what they are to be, or none."""
        write_changes(self.root, [make_change(step.path, step.old, step.new) for step in steps])

    def recover(self) -> None:
        """Finish what was cut off; whoever calls this holds the site's folder, so that nobody is writing.

        Where a file is neither what it was nor what it was to be, somebody has mended it: the action is forgotten.
        """
        columns = "id, label, article, changes, state"
        for row in self.ask(f"SELECT {columns} FROM actions WHERE state IN ('doing', 'undoing')"):
            action = read_action(row[:4])
            steps = action.go_on() if row[4] == "doing" else action.turn_round()
            now = [self.look(step.path) for step in steps]
            if all(data in (step.old, step.new) for data, step in zip(now, steps, strict=True)):
                self.put([step for data, step in zip(now, steps, strict=True) if data != step.new])
                self.ask("UPDATE actions SET state = ? WHERE id = ?", AFTER[row[4]], action.id)
            else:
                self.ask("DELETE FROM actions WHERE id = ?", action.id)

    def look(self, path: str) -> bytes | None:
        """Return the bytes of a file, None if there is none."""
        full = find_file(self.root, path)
        return full.read_bytes() if full.is_file() else None


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

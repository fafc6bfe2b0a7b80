"""The one file that is kept between runs: SQLite in the cache folder, which may be deleted at any time.

A row is used only where the digest of everything it was made from is what it is now, and its own sum is right: a bit
that has turned over never reaches a page. A file that cannot be used is told of once, and begun anew. Nothing in it is
code.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from briefing_desk.disk.cache_folder import examine, find_cache
from briefing_desk.store.code_version import describe_code

T = TypeVar("T")
FILE = "store.sqlite"
FORMAT = "3"
"""Another one for every change of the tables."""
MAX_BYTES = 8_000_000_000
"""A larger file is none of ours."""
WAIT = 5.0
"""Seconds for which another run's writing is waited for."""
SYNCHRONOUS = "NORMAL"
"""What a run wrote last may be lost with the power, and nothing more: how often the disk is waited for."""
TABLES = ("files", "sources", "nouns", "articles", "checks", "evidence", "receipts", "subjects", "parts", "pages")
"""Each maps a key (a path, an id) to what something was made of, as a digest, and to what it is, as JSON."""
MADE = "".join(
    f"CREATE TABLE {name} (key TEXT PRIMARY KEY, made_of TEXT, value TEXT) WITHOUT ROWID;" for name in TABLES
)


def pack_json(value: Any) -> str:
    """Return a value as JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def unpack_row(row: Any) -> Any:
    """Return what a row says behind its sum; raise DamagedError if that is another one."""
    if not isinstance(row, str) or f"{crc32(row[8:].encode()):08x}" != row[:8]:
        raise DamagedError("a row is not what was written")
    return json.loads(row[8:])


def hash_all(parts: Iterable[str]) -> str:
    """Return the digest of texts, none of which can pass for another or for two."""
    state = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data) + data)
    return state.hexdigest()


DAMAGED = "what earlier runs found out was damaged: it was found out anew"
MISSHAPEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of a row that has its right sum and another shape than we write."""


class DamagedError(Exception):
    """Says that what is kept is not what was written; whoever asked begins anew."""


class Store:
    """What earlier runs found out, and what this one adds; a mutable thing that is open during one run."""

    def __init__(self, path: Path, complaint: str = "") -> None:
        self.path, self.complaint = path, complaint
        self.opened: sqlite3.Connection | None = None
        self.added: dict[str, dict[str, tuple[str, str] | None]] = {name: {} for name in TABLES}

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file."""
        if self.opened is None:
            self.opened = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            self.opened.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        return self.opened

    def close(self) -> None:
        """Close the file; whoever asks opens it again."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def rest(self) -> None:
        """Write what was noted and close the file, before copies of this process are made that read from it.

        None of them may have a file that its parent opened: https://www.sqlite.org/howtocorrupt.html, 2.6.
        """
        self.save()
        self.close()

    def ask(self, question: str, *values: str) -> list[tuple[str, ...]]:
        """Return the rows that answer a question; raise DamagedError where the file does not read as one."""
        try:
            return self.connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from error

    def find(self, table: str, key: str, made_of: str) -> Any:
        """Return what is known under a key, if it was made of this; else None."""
        if key in self.added[table]:
            row = self.added[table][key]
        else:
            found = self.ask(f"SELECT made_of, value FROM {table} WHERE key = ?", key)
            row = (found[0][0], found[0][1]) if found else None
        return unpack_row(row[1]) if row and row[0] == made_of else None

    def load(self, table: str, key: str, made_of: str) -> Any:
        """Return what must be known under a key; raise DamagedError where it is not."""
        found = self.find(table, key, made_of)
        if found is None:
            raise DamagedError(f"a row of {table} is gone")
        return found

    def has(self, table: str, key: str, made_of: str) -> bool:
        """Say whether something is known under a key that was made of this."""
        if key in self.added[table]:
            row = self.added[table][key]
            return row is not None and row[0] == made_of
        return bool(self.ask(f"SELECT 1 FROM {table} WHERE key = ? AND made_of = ?", key, made_of))

    def list_all(self, table: str) -> dict[str, tuple[str, Any]]:
        """Return everything of a table by key: what it was made of, and what it is."""
        rows = {key: (made_of, value) for key, made_of, value in self.ask(f"SELECT * FROM {table}")}
        for key, row in self.added[table].items():
            rows.pop(key, None)
            if row:
                rows[key] = row
        return {key: (made_of, unpack_row(value)) for key, (made_of, value) in rows.items() if key}

    def list_keys(self, table: str) -> list[str]:
        """Return the keys of a table, without what was noted since it was saved."""
        return [key for (key,) in self.ask(f"SELECT key FROM {table}")]

    def put(self, table: str, key: str, made_of: str, value: Any) -> None:
        """Note what something is."""
        self.put_packed(table, key, made_of, pack_json(value))

    def put_packed(self, table: str, key: str, made_of: str, value: str) -> None:
        """Note what something is, as JSON already."""
        self.added[table][key] = made_of, f"{crc32(value.encode()):08x}{value}"

    def forget(self, table: str, keys: Iterable[str]) -> None:
        """Note that there is no such thing any more."""
        self.added[table].update(dict.fromkeys(keys))

    def save(self) -> None:
        """Write what was noted, all of it or nothing; nothing where another run keeps the file busy."""
        if not any(self.added.values()):
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            for table, rows in self.added.items():
                gone = [(key,) for key, row in rows.items() if row is None]
                self.connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)
                kept = [(key, *row) for key, row in rows.items() if row]
                self.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", kept)
            self.connection.execute("COMMIT")
            for rows in self.added.values():
                rows.clear()
        except sqlite3.OperationalError:
            with suppress(sqlite3.OperationalError):
                self.connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            raise DamagedError(str(error)) from error


@contextmanager
def open_store(root: Path, full: bool = False, is_kept: bool = True) -> Iterator[Store]:
    """Give the store of a site, begun anew if it is to be `full`; one for this run alone where there is no place."""
    with ExitStack() as stack:
        folder = find_cache(root) if is_kept else None
        if full:
            drop_store(root)
        store = open_kept(folder / FILE) if folder else None
        if store is None:
            aside = stack.enter_context(tempfile.TemporaryDirectory(prefix="briefing-"))
            store = begin(Path(aside) / FILE)
        stack.callback(store.close)
        yield store
        store.save()


def use_store(root: Path, work: Callable[[Store], T], full: bool = False) -> T:
    """Return what comes of work with the store of a site, begun anew if it is to be `full`.

    Whatever fails with it is tried without it, so that only what is wrong with the site, or with us, comes through.
    """
    try:
        with open_store(root, full) as store:
            return work(store)
    except (DamagedError, *MISSHAPEN):
        drop_store(root)
        with open_store(root, is_kept=False) as store:
            store.complaint = DAMAGED
            return work(store)


def drop_store(root: Path) -> None:
    """Remove the store of a site."""
    if folder := find_cache(root):
        with suppress(OSError):
            remove(folder / FILE)


def open_kept(path: Path) -> Store | None:
    """Return the store in a file, which is begun anew if it is not what a run of this code left there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        complaint = next(filter(None, (examine(name, MAX_BYTES) for name in list_files(path))), "")
        if not complaint and path.exists():
            store = Store(path)
            complaint = find_fault(store)
            if not complaint:
                return store
            store.close()
        is_told = bool(complaint) and complaint != OTHER
        remove(path)
        return begin(path, f"ignored {path}: {complaint}" if is_told else "")
    except (OSError, sqlite3.Error):
        return None


OTHER = "it is of another version"


def find_fault(store: Store) -> str:
    """Return why a file is not what a run of this code left."""
    try:
        rows = store.connection.execute("SELECT value FROM files WHERE key = ''").fetchall()
        if rows != [(describe(),)]:
            return OTHER
        return ""
    except sqlite3.Error:
        return "it does not read as what an earlier run left there"


def remove(path: Path) -> None:
    """Remove a file with what SQLite puts beside it."""
    for name in list_files(path):
        with suppress(FileNotFoundError):
            name.unlink()


def list_files(path: Path) -> list[Path]:
    """Return the path of a store and of what SQLite puts beside it."""
    return [path, *(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))]


def begin(path: Path, complaint: str = "") -> Store:
    """Return an empty store in a new file."""
    store = Store(path, complaint)
    store.connection.executescript(f"PRAGMA journal_mode = WAL; BEGIN; {MADE} COMMIT;")
    store.connection.execute("INSERT INTO files VALUES ('', '', ?)", (describe(),))
    return store


def describe() -> str:
    """Return what must be the same for anything kept to be used."""
    return json.dumps([FORMAT, describe_code()])

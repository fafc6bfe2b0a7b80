"""The queue on disk: which feeds are watched, what they brought last (in the cache), and what people decided on it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefing_desk.disk.cache_folder import examine, find_cache
from briefing_desk.disk.read import Reader
from briefing_desk.disk.write import BOM, Change, make_change, write_file
from briefing_desk.editing.documents import open_document
from briefing_desk.editing.operations import append
from briefing_desk.schema.dates import Day
from briefing_desk.schema.watching import (
    FEEDS,
    FOLDER,
    HEADER,
    Decided,
    Decision,
    Feed,
    locate_decisions,
    read_decisions,
    read_feeds,
)
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.text.resemblance import simplify_address
from briefing_desk.watch.brought import Fetched, pack_fetched, unpack_fetched

FILE = "watch.json"
MAX_BYTES = 50_000_000


def read_watched(root: Path) -> tuple[list[Feed], list[Problem]]:
    """Return the feeds that are watched, and what is wrong with the list; none where there is no list."""
    reader = Reader(root)
    found = reader.parse(FEEDS, read_feeds) if (root / FEEDS).exists() else None
    return (list(found[1].feeds) if found else []), reader.problems


def read_decided(root: Path) -> tuple[dict[str, tuple[Decision, ...]], list[Problem]]:
    """Return what each person decided, and what is wrong with their files."""
    reader = Reader(root)
    files = list(reader.list_files(FOLDER, ".yml"))
    pairs = {person: reader.parse(path, read_decisions) for person, path in files}
    return {person: pair[1].decisions for person, pair in pairs.items() if pair}, reader.problems


def load_fetched(root: Path) -> dict[str, Fetched]:
    """Return what the feeds brought last; nothing where that is not known any more."""
    folder = find_cache(root)
    if folder is None or examine(folder / FILE, MAX_BYTES):
        return {}
    try:
        packed: Any = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return unpack_fetched(packed)


def save_fetched(root: Path, fetched: Mapping[str, Fetched]) -> None:
    """Keep what the feeds brought; where there is no place for it, they are asked again."""
    if folder := find_cache(root):
        with suppress(OSError, UsageError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_file(folder / FILE, json.dumps(pack_fetched(fetched)).encode())


def plan_decision(root: Path, person: str, url: str, decided: Decided, day: Day) -> Change:
    """Return the change that puts a decision into a person's file; raise CannotEdit where that cannot be changed.

    A line is only ever added, and the last one on an article counts: who decides the same again adds none.
    """
    path = locate_decisions(person)
    full = root / path
    data = full.read_bytes() if full.is_file() else None
    source = Reader(root).read_source(path) if data is not None else Source(path, HEADER)
    if source is None:
        raise UsageError(f"{path} cannot be read")
    decisions, _ = read_decisions(source)
    page = simplify_address(url)
    about = [it.decided for it in decisions.decisions if simplify_address(it.url) == page] if decisions else []
    if about[-1:] == [decided]:
        return make_change(path, data, data)
    entry = {"url": url, "decided": decided.value, "day": day.isoformat()}
    text = append(open_document(source), ("decisions",), entry).source.text
    return make_change(path, data, (BOM if data and data.startswith(BOM) else b"") + text.encode())

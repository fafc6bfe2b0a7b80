"""Read the folders of a site: the only module that reads files. Each file is read once."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator.annotations import read_actors, read_article, read_publishers, read_topic
from generator.articletext import ArticleText, from_markdown, from_plain
from generator.decode import MAX_BYTES, decode
from generator.frontmatter import split_front_matter
from generator.model import Seeds
from generator.problems import Problem
from generator.receipts import Receipt, read_receipt
from generator.settings import Settings, parse_settings
from generator.source import Place, Source
from generator.values import Wrong, check_id

T = TypeVar("T")


class UsageError(Exception):
    """Something outside the content is missing or forbidden; said in one line, exit 2."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read, before anything is joined."""

    seeds: Seeds
    receipts: Mapping[str, Receipt]
    texts: Mapping[str, tuple[str, ArticleText]]
    """The texts at hand, by article: where each was found, and the text."""


@dataclass(slots=True)
class Reader:
    """Reads files below one root and collects what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def read_source(self, path: str) -> Source | None:
        """Return the text of one file, or None with the problem noted."""
        data = self.read_bytes(path)
        if data is None:
            return None
        source, problems = decode(path, data)
        self.problems.extend(problems)
        return source

    def read_bytes(self, path: str) -> bytes | None:
        """Return a file's bytes (one more than allowed at most), or None with the problem noted."""
        full = self.root / path
        complaint = self.examine(full)
        if complaint:
            self.note(path, *complaint)
            return None
        try:
            with full.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            self.note(path, "unreadable", f"the file cannot be read: {error.strerror}")
            return None

    def examine(self, full: Path) -> tuple[str, str] | None:
        """Return why a path is no file to read, if so; links must stay inside the root."""
        if full.is_symlink() or full.parent.is_symlink():
            try:
                inside = full.resolve(strict=True).is_relative_to(self.root.resolve())
            except (OSError, RuntimeError):
                return "symlink", "the symbolic link leads nowhere"
            if not inside:
                return "symlink", "the symbolic link leads out of the site's folder"
        if not full.is_file():
            return "not-a-file", "this is not a file"
        return None

    def note(self, path: str, code: str, message: str, help: str = "") -> None:
        """Note a problem of a whole file."""
        self.problems.append(Problem(Place(Source(path, "")), code, message, help))

    def parse(self, path: str, parser: Callable[[Source], tuple[T | None, list[Problem]]]) -> tuple[Source, T] | None:
        """Return a file and what a parser makes of it, or None with the problems noted."""
        source = self.read_source(path)
        if source is None:
            return None
        value, problems = parser(source)
        self.problems.extend(problems)
        return None if value is None else (source, value)

    def list_files(self, folder: str, suffix: str) -> Iterator[tuple[str, str]]:
        """Yield id and path of each file of a folder, sorted; others than `suffix` are told, dot-files skipped."""
        full = self.root / folder
        names = sorted(os.listdir(full)) if full.is_dir() else []
        for name in names:
            path = f"{folder}/{name}".encode("utf-8", "replace").decode("utf-8")
            if name.startswith("."):
                continue
            if not name.endswith(suffix):
                self.note(path, "extension", f"ignored: files here end in `{suffix}`")
                continue
            stem = name.removesuffix(suffix)
            try:
                check_id(stem)
                yield stem, path
            except Wrong as wrong:
                self.note(path, wrong.code, f"file name: {wrong.message}", wrong.help)


def read_site(root: Path, texts: Path | None = None) -> tuple[Readings, list[Problem]]:
    """Read `seeds/` and the texts at hand; raise UsageError where there is nothing to read."""
    if not (root / "seeds").is_dir():
        raise UsageError(f"no folder `seeds` in {root}: run this in a site's folder, or name it with --root")
    if texts is not None and not texts.is_dir():
        raise UsageError(f"the texts' folder {texts} does not exist")
    reader = Reader(root)
    actors = reader.parse("seeds/actors.yml", read_actors)
    has_publishers = (root / "seeds/publishers.yml").exists()
    publishers = reader.parse("seeds/publishers.yml", read_publishers) if has_publishers else None
    topics = read_all(reader, "seeds/topics", ".yml", read_topic)
    articles = read_all(reader, "seeds/articles", ".md", read_article)
    receipts = read_all(reader, "seeds/receipts", ".yml", read_receipt)
    seeds = Seeds(
        actors[1] if actors else {},
        publishers[1] if publishers else {},
        {id: topic for id, (_, topic) in topics.items()},
        {id: article for id, (_, article) in articles.items()},
    )
    found = {id: text for id, (source, _) in articles.items() if (text := find_text(reader, id, source, texts))}
    return Readings(seeds, {id: receipt for id, (_, receipt) in receipts.items()}, found), reader.problems


def read_all(
    reader: Reader, folder: str, suffix: str, parser: Callable[[Source], tuple[T | None, list[Problem]]]
) -> dict[str, tuple[Source, T]]:
    """Return what a parser makes of every file of a folder, by id."""
    parsed = ((id, reader.parse(path, parser)) for id, path in reader.list_files(folder, suffix))
    return {id: pair for id, pair in parsed if pair is not None}


def find_text(reader: Reader, article_id: str, source: Source, folder: Path | None) -> tuple[str, ArticleText] | None:
    """Return an article's text: its own body, else the file in the texts' folder, else None."""
    split = split_front_matter(source)
    if split and source.text[split.body :].strip():
        return source.path, from_markdown(source.text[split.body :], source.locate(split.body)[0])
    if folder is None or not (folder / f"{article_id}.txt").exists():
        return None
    texts = Reader(folder)
    text = texts.read_source(f"{article_id}.txt")
    reader.problems.extend(texts.problems)
    return (f"{article_id}.txt", from_plain(text.text)) if text else None


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """Return what `mkdocs.yml` sets for us; the defaults where there is no such file."""
    reader = Reader(root)
    parsed = reader.parse("mkdocs.yml", parse_settings) if (root / "mkdocs.yml").exists() else None
    return (parsed[1] if parsed else Settings()), reader.problems


def read_pages(root: Path) -> tuple[dict[str, Source], list[Problem]]:
    """Return the text of every page on disk, by path."""
    reader = Reader(root)
    pages = {path: source for path in list_pages(root) if (source := reader.read_source(path))}
    return pages, reader.problems


def list_pages(root: Path) -> list[str]:
    """Return the paths of all Markdown pages below `briefings/`, sorted; dot-files and folders are skipped."""
    found: list[str] = []
    for folder, folders, names in os.walk(root / "briefings"):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = Path(folder).relative_to(root).as_posix()
        found.extend(f"{shown}/{name}" for name in names if name.endswith(".md") and not name.startswith("."))
    return sorted(found)

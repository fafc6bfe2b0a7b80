"""Read the folders of a site: the only module that reads files. Each file is read once."""

# Long for a reason: the only module that reads a site: one reader, with each kind of file as a few lines.

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import TypeVar

from briefing_desk.messages import translation, words
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.recognition import names_somebody
from briefing_desk.schema.codings import FOLDER as CODINGS
from briefing_desk.schema.codings import locate_coding, locate_settlements, read_coding, read_settlements
from briefing_desk.schema.model import Coder, Coders, Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.reviews import read_review
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.schema.settings import TEMPLATES, Settings, parse_settings
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.decode import MAX_BYTES, MAX_PAGE_BYTES, check_marks, decode
from briefing_desk.syntax.errors import AGAIN, UsageError
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Digest, Place, Source
from briefing_desk.text.article_text import ArticleText, from_markdown, from_plain

T = TypeVar("T")
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs makes pages of."""
TEMPLATE_SUFFIXES = (".html", ".md")
REVIEWS = "seeds/reviews"
HOME_REVIEW = f"{REVIEWS}/index.yml"
OTHER_LANGUAGE = re.compile(r"[^.]+\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What a page was reviewed against whose prose is in another language of the site: `nato-bid.de`."""
"""The home page can be reviewed, though no id may be `index`."""
MAX_READ_BYTES = 2 * MAX_PAGE_BYTES
"""Of a page: what was written must stay readable, also when it has been built or somebody has put something in."""
UNLINK = "put the file itself here, or delete the link"
Progress = Callable[[int, int], None]
"""Is told how many are done, of how many."""
Recall = Callable[[str, Callable[[], str]], str]
"""Returns what work finds out of the file at a path, from memory if it holds the same bytes as then."""


def ignore(done: int, total: int) -> None:
    """Follow nothing."""


def complain(error: OSError, what: str = "file") -> tuple[str, str, str]:
    """Return the problem of what the system does not let us read."""
    return "unreadable", f"the {what} cannot be read: {error.strerror}", "see who may read it"


@dataclass(slots=True)
class Reader:
    """Reads files below one root and collects what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Paths that nothing could be made of."""
    limit: int = MAX_BYTES
    """Bytes that a file may have."""
    real_root: Path = field(init=False)
    """The root behind all links."""

    def __post_init__(self) -> None:
        """Look up the root once, and not for each file."""
        self.real_root = self.root.resolve()

    def read_source(self, path: str) -> Source | None:
        """Return the text of one file, or None with the problem noted."""
        data = self.read_bytes(path)
        if data is None:
            return None
        source, problems = decode(path, data, self.limit)
        self.problems.extend(problems)
        return source

    def read_bytes(self, path: str) -> bytes | None:
        """Return a file's bytes (one more than allowed at most), or None with the problem noted."""
        full = self.root / path
        try:
            complaint = self.examine(full)
            if not complaint:
                with full.open("rb") as file:
                    # as many bytes as are asked for are set aside, however few there are
                    return file.read(min(self.limit, os.fstat(file.fileno()).st_size) + 1)
        except OSError as error:
            complaint = complain(error)
        self.note(path, *complaint)
        return None

    def examine(self, full: Path) -> tuple[str, str, str] | None:
        """Return why a path is no file to read, if so, and how to mend it; links must stay inside the root."""
        try:
            real = full.resolve(strict=True)
        except (FileNotFoundError, RuntimeError):  # RuntimeError: a loop, up to Python 3.12
            if os.path.islink(full):
                return "symlink", "the symbolic link leads nowhere", UNLINK
            return "not-a-file", "there is no such file", "write it, or bring it back from git"
        if not real.is_relative_to(self.real_root):
            return "symlink", "the symbolic link leads out of the site's folder", UNLINK
        if not real.is_file():
            message = "this is a folder, not a file" if real.is_dir() else "this is not a file"
            return "not-a-file", message, "give it another name, or move it away"
        return None

    def note(self, path: str, code: str, message: str, help: str) -> None:
        """Note a problem of a whole file."""
        self.problems.append(Problem(Place(Source(path, "")), code, message, help))

    def note_namesake(self, path: str, other: str) -> None:
        """Note that a file's name is another's but for case: where case does not count one would replace the other."""
        message = f"the name differs from `{other}` in case only, and many systems take the two for one file"
        self.note(path, "duplicate-id", message, "give one of them another name, or delete it")

    def parse(self, path: str, parser: Callable[[Source], tuple[T | None, list[Problem]]]) -> tuple[Source, T] | None:
        """Return a file and what a parser makes of it, or None with the problems noted."""
        source = self.read_source(path)
        value, problems = parser(source) if source else (None, [])
        self.problems.extend(problems)
        if source and value is not None:
            return source, value
        self.unread.append(path)
        return None

    def list_names(self, folder: str) -> list[str]:
        """Return the names in a folder, sorted; none if there is no such folder."""
        try:
            return sorted(os.listdir(self.root / folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            self.note(folder, *complain(error, "folder"))
            return []

    def list_files(self, folder: str, suffix: str) -> Iterator[tuple[str, str]]:
        """Yield id and path of each file of a folder, sorted; others than `suffix` are told, dot-files skipped."""
        names = self.list_names(folder)
        for name in names:
            path = f"{folder}/{name}"
            if name.startswith("."):
                continue
            if name != name.lower() and name.lower() in names:
                self.note_namesake(path, name.lower())
                continue
            if not name.endswith(suffix):
                help = f"let its name end so if it belongs here, or move it out of `{folder}`"
                self.note(path, "extension", f"ignored: files here end in `{suffix}`", help)
                continue
            stem = name.removesuffix(suffix)
            if folder == REVIEWS and OTHER_LANGUAGE.fullmatch(stem):
                continue
            try:
                if path != HOME_REVIEW:
                    check_id(stem)
                yield stem, path
            except Wrong as wrong:
                self.note(path, wrong.code, f"file name: {wrong.message}", wrong.help)


def read_site(
    root: Path, texts: Path | None = None, follow: Progress = ignore, only: Container[str] | None = None
) -> tuple[Readings, list[Problem]]:
    """Read `seeds/` and the texts at hand; raise UsageError where there is nothing to read.

    `follow` is told how many of the articles have been read; of these `only` some are, if it says which.
    """
    if not (root / "seeds").is_dir():
        raise UsageError(f"no folder `seeds` in {root}: run this in a site's folder, or name it with --root")
    if texts is not None and not texts.is_dir():
        raise UsageError(f"the folder {texts} that --texts or BRIEFING_TEXTS names does not exist")
    reader = Reader(root)
    actors = reader.parse("seeds/actors.yml", read_actors)
    has_publishers = os.path.lexists(root / "seeds/publishers.yml")
    publishers = reader.parse("seeds/publishers.yml", read_publishers) if has_publishers else None
    topics = read_all(reader, "seeds/topics", ".yml", read_topic)
    articles = read_all(reader, "seeds/articles", ".md", read_article, follow, only)
    receipts = read_all(reader, "seeds/receipts", ".yml", read_receipt, only=only)
    reviews = read_all(reader, "seeds/reviews", ".yml", read_review)
    seeds = Seeds(
        actors[1] if actors else {},
        publishers[1] if publishers else {},
        {id: topic for id, (_, topic) in topics.items()},
        {id: article for id, (_, article) in articles.items()},
        frozenset(reader.unread),
    )
    known = partial(names_somebody, actors=seeds.actors)
    found = {
        id: text
        for id, (source, article) in articles.items()
        if (text := find_text(reader, id, source, texts, article.language, known))
    }
    vouched = {id: receipt for id, (_, receipt) in receipts.items()}
    reviewed = {id: review for id, (_, review) in reviews.items()}
    return Readings(seeds, vouched, found, reviewed, read_coders(reader)), reader.problems


def read_coders(reader: Reader) -> Coders:
    """Return what others have coded a second time."""
    found = {}
    for coder, articles in list_coders(reader):
        codings = {id: pair[1] for id in articles if (pair := reader.parse(locate_coding(coder, id), read_coding))}
        path = locate_settlements(coder)
        log = reader.parse(path, read_settlements) if os.path.lexists(reader.root / path) else None
        found[coder] = Coder(codings, log[1].settlements if log else ())
    return found


def list_coders(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    """Yield each second coder with the articles that they have coded."""
    names = {name.removesuffix(".yml"): name for name in reader.list_names(CODINGS) if not name.startswith(".")}
    for coder, name in names.items():
        try:
            check_id(coder)
        except Wrong as wrong:
            reader.note(f"{CODINGS}/{name}", wrong.code, f"name of a coder: {wrong.message}", wrong.help)
            continue
        yield coder, [id for id, _ in reader.list_files(f"{CODINGS}/{coder}", ".yml")]


def read_all(
    reader: Reader,
    folder: str,
    suffix: str,
    parser: Callable[[Source], tuple[T | None, list[Problem]]],
    follow: Progress = ignore,
    only: Container[str] | None = None,
) -> dict[str, tuple[Source, T]]:
    """Return what a parser makes of every file of a folder, or of some, by id."""
    found, files = {}, [file for file in reader.list_files(folder, suffix) if only is None or file[0] in only]
    for done, (id, path) in enumerate(files):
        follow(done, len(files))
        if pair := reader.parse(path, parser):
            found[id] = pair
    return found


def find_text(
    reader: Reader,
    article_id: str,
    source: Source,
    folder: Path | None,
    language: str,
    names: Callable[[str], bool],
) -> tuple[str, ArticleText] | None:
    """Return an article's text: its own body, else the file in the texts' folder, else None.

    `names` says whether a line names an actor.
    """
    split = split_front_matter(source)
    if split and source.text[split.body :].strip():
        if has_too_many_marks(reader, source, split.body):
            return None
        return source.path, from_markdown(source.text[split.body :], source.locate(split.body)[0], language)
    if folder is None or not os.path.lexists(folder / f"{article_id}.txt"):
        return None
    texts = Reader(folder)
    text = texts.read_source(f"{article_id}.txt")
    reader.problems.extend(texts.problems)
    if text is None or has_too_many_marks(reader, text):
        return None
    return f"{article_id}.txt", from_plain(text.text, language, names)


def has_too_many_marks(reader: Reader, source: Source, start: int = 0) -> bool:
    """Note a text that is mostly marks."""
    problems = check_marks(source.text[start:], Place(source, start))
    reader.problems.extend(problems)
    return bool(problems)


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """Return what `mkdocs.yml` sets for us, or the defaults where there is none, and the site's own templates."""
    reader = Reader(root)
    parsed = reader.parse("mkdocs.yml", parse_settings) if os.path.lexists(root / "mkdocs.yml") else None
    own = tuple(filter(None, map(reader.read_source, list_below(reader, TEMPLATES, TEMPLATE_SUFFIXES))))
    settings = replace(parsed[1] if parsed else Settings(), templates=own)
    return settings, [*reader.problems, *check_words(settings)]


def check_words(settings: Settings) -> Iterator[Problem]:
    """Yield a warning where the words of the pages are not those of the site's language."""
    said, place = translation.chosen, settings.language_at
    if place is None or settings.language.split("-")[0] == translation.SOURCE:
        return
    if not said.messages:
        message = f"there are no words in `{settings.language}`: the pages speak English"
        yield Problem(place, "untranslated", message, f"`briefing messages init {settings.language}` lists them all")
    elif missing := translation.list_missing(words.ENGLISH, said):
        message = f"{len(missing)} of {len(words.ENGLISH)} words are not translated into `{settings.language}`"
        help = f"`briefing messages update {settings.language}`, then translate `{missing[0]}` and the like"
        yield Problem(place, "untranslated", message, help)


def list_below(reader: Reader, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of all files of some kinds in and below a folder, sorted; skip dot-files."""
    for name in reader.list_names(folder):
        path = f"{folder}/{name}"
        if name.startswith("."):
            continue
        if os.path.isdir(reader.root / path) and not os.path.islink(reader.root / path):
            yield from list_below(reader, path, suffixes)
        elif name.endswith(suffixes):
            yield path


class Pages(Mapping[str, Source]):
    """The pages on disk by path; each is read when it is asked for, so that a large site's are never all in memory."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.root, self.paths = root, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> Source:
        """Return a page as it is now; raise UsageError if it can no longer be read."""
        if path not in self.paths:
            raise KeyError(path)
        source = Reader(self.root, limit=MAX_READ_BYTES).read_source(path)
        if source is None:
            raise UsageError(f"cannot read {self.root / path}: {AGAIN}")
        return source

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, sorted."""
        return iter(self.paths)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.paths)


def read_pages(root: Path, is_known: Callable[[str], bool] = lambda _: False) -> tuple[Pages, list[Problem]]:
    """Look at every page on disk but those known; pages that cannot be read are among the problems instead."""
    reader = Reader(root, limit=MAX_READ_BYTES)
    endings = list_endings(root)
    paths = sorted(path for path in list_pages(reader, "briefings") if not path.endswith(endings))
    first: dict[str, str] = {}
    for path in paths:
        if first.setdefault(path.lower(), path) != path:
            reader.note_namesake(path, first[path.lower()])
    return Pages(root, [path for path in paths if is_known(path) or reader.read_source(path)]), reader.problems


def list_endings(root: Path) -> tuple[str, ...]:
    """Return how the pages in other languages of a site end, which are none of its own."""
    settings = read_settings(root)[0]
    return tuple(f".{one.language}.md" for one in settings.editions if one.language != settings.language)


def list_pages(reader: Reader, folder: str) -> Iterator[str]:
    """Yield the paths of all Markdown pages in and below a folder; skip dot-files, tell links that must not be."""
    for name in reader.list_names(folder):
        path = f"{folder}/{name}"
        full = reader.root / path
        if name.startswith("."):
            continue
        if name.encode(errors="replace") != os.fsencode(name):
            reader.note(path, "encoding", "the name is not UTF-8, and can be no address", "give it another name")
        elif os.path.islink(full) and not is_page(name):
            check_link(reader, path)
        elif os.path.isdir(full):
            yield from list_pages(reader, path)
        elif is_page(name):
            yield path


def is_page(name: str) -> bool:
    """Say whether MkDocs makes a page of a file."""
    return name.lower().endswith(PAGE_SUFFIXES)


def check_link(reader: Reader, path: str) -> None:
    """Note a linked folder or file that would be published with the site: MkDocs follows links wherever they lead."""
    full = reader.root / path
    try:
        complaint = reader.examine(full)
    except OSError as error:
        complaint = complain(error)
    if complaint and complaint[0] == "not-a-file" and full.is_dir():
        reader.note(path, "symlink", "MkDocs would publish this linked folder unchecked", "put the folder itself here")
    elif complaint:
        reader.note(path, *complaint)


def read_text(root: Path, path: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Return the text of one file, None if there is none."""
    reader = Reader(root, limit=limit)
    source = reader.read_source(path) if os.path.lexists(root / path) else None
    return (source.text if source else None), reader.problems


def read_digest(root: Path, path: str) -> Digest | None:
    """Return the digest of a file's bytes, of which no more than a part is ever held; None if it cannot be read."""
    full = root / path
    try:
        if Reader(root).examine(full):
            return None
        with full.open("rb") as file:
            return Digest(full.stat().st_size, file_digest(file, "sha256").hexdigest())
    except OSError:
        return None


def list_paths(root: Path, folder: str) -> list[str]:
    """Return the paths of the files in a folder, not of those below it; skip dot-files."""
    names = (name for name in Reader(root).list_names(folder) if not name.startswith("."))
    return [f"{folder}/{name}" for name in names if (root / folder / name).is_file()]

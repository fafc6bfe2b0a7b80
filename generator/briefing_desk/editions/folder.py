"""The folder of a site in one more language: filled from the site's, and what people write there brought back.

It holds nothing of its own: it may be deleted at any time, and the next run fills it again.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefing_desk.disk.read import Reader, read_settings
from briefing_desk.disk.write import Change, make_change, write_file
from briefing_desk.editions.configuration import pair_words, translate_settings
from briefing_desk.editions.wording import Languages, is_same, translate_file
from briefing_desk.localisation import OWN, read_translation
from briefing_desk.messages.translation import Message, Translation, chosen
from briefing_desk.messages.words import ENGLISH, NOT_TRANSLATED
from briefing_desk.regions.markers import parse_page
from briefing_desk.schema.settings import Edition, Settings
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.web.drafts import CITATIONS, FOLDER

BROUGHT = ".brought"
"""Lists the pages that came from the site's folder: what came and is gone there must go here, too."""
MADE = ("data", "feeds", "feed.", "llms.txt")
"""What `generate` writes beside the pages."""
REVIEWS = "seeds/reviews"
COPIED = ("overrides", OWN)


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """A site in one more language, and where it is derived."""

    root: Path
    """The site's folder."""
    edition: Edition
    topics: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The folder in which it is derived."""
        return self.root / f".briefing-{self.edition.language}"

    @property
    def site(self) -> Path:
        """The folder in which it is built."""
        return self.root / f"site-{self.edition.language}"

    def name_here(self, path: str) -> str:
        """Return where in the site's folder stands what people write of a file of this one."""
        language = self.edition.language
        for folder, ending in ((FOLDER, ".md"), (REVIEWS, ".yml")):
            if path.startswith(f"{folder}/") and path.endswith(ending):
                return f"{path.removesuffix(ending)}.{language}{ending}"
        return path

    def tell(self, problem: Problem) -> Problem:
        """Return a problem of a page where a person finds it."""
        path = self.name_here(problem.at.path)
        is_there = (self.root / path).is_file() or problem.at.path in self.list_prose()
        if not problem.at.path.startswith(f"{FOLDER}/") or not is_there:
            return problem
        return replace(problem, at=replace(problem.at, source=replace(problem.at.source, path=path)))

    def tell_all(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems where a person finds them."""
        is_ours = {"setting-missing"}  # told of the site itself
        return [self.tell(problem) for problem in problems if problem.code not in is_ours]

    def list_prose(self) -> list[str]:
        """Return the pages on which people are to write in this language."""
        return [f"{FOLDER}/{name}.md" for name in ("index", *self.topics)]

    def list_changes(self) -> list[Change]:
        """Return what changes in the site's folder, once the pages of this one are written."""
        brought = {path for path, _ in list_pages(self.root, self.edition.language)}
        changes = []
        for path in sorted({*brought, *self.list_prose()}):
            here, there = self.root / self.name_here(path), self.path / path
            old = here.read_bytes() if here.is_file() else None
            if there.is_file() and there.read_bytes() != old:
                changes.append(make_change(self.name_here(path), old, there.read_bytes()))
        return changes

    def move(self, changes: tuple[Change, ...]) -> list[Change]:
        """Return changes of reviews as those of the site's folder."""
        return [replace(change, path=self.name_here(change.path)) for change in changes]

    def publish(self) -> None:
        """Put the site that was built in the place of the one before."""
        fresh = self.site.with_name(f".{self.site.name}")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.path / "site", fresh)
        shutil.rmtree(self.site, ignore_errors=True)
        fresh.rename(self.site)


def open_edition(root: Path, language: str | None) -> EditionFolder | None:
    """Return the folder of a site in one more language, filled; None for the language of the site itself."""
    settings, _ = read_settings(root)
    if language is None or is_same(language, settings.language):
        return None
    edition = next((one for one in settings.editions if one.language == language), None)
    if edition is None:
        named = ", ".join(one.language for one in settings.editions)
        help = f"there are {named}" if named else "docs/languages.md says how to name it there"
        raise UsageError(f"`languages` below `extra` in mkdocs.yml does not name `{language}`: {help}")
    topics = tuple(sorted(path.stem for path in (root / "seeds/topics").glob("*.yml")))
    found = EditionFolder(root, edition, topics)
    try:
        fill(found, settings)
    except OSError as error:
        raise UsageError(f"cannot write {found.path}: {error.strerror}") from error
    return found


def fill(found: EditionFolder, settings: Settings) -> None:
    """Bring the folder up to date; what is as it was is not written."""
    root, language = found.root, found.edition.language
    files = dict(list_seeds(root, settings, language))
    files |= dict(list_others(root))
    files["mkdocs.yml"] = configure(root, found.edition, settings)
    for folder in ("seeds", *COPIED):
        for path in list_below(found.path / folder):
            if (name := path.relative_to(found.path).as_posix()) not in files:
                path.unlink()
    pages = dict(list_pages(root, language))
    own = {path: data for path, data in list_own_pages(root, settings) if path not in pages}
    came, comes = read_brought(found.path), {*pages, *own}
    put(found.path, BROUGHT, list_brought(came | comes))  # so that what comes can go, wherever a run is ended
    for name in came - comes:
        (found.path / name).unlink(missing_ok=True)
    files |= pages | own
    for name, data in files.items():
        put(found.path, name, data)
    put(found.path, BROUGHT, list_brought(comes))


def read_brought(folder: Path) -> set[str]:
    """Return the pages that have come from the site's folder, or were about to when a run was ended."""
    path = folder / BROUGHT
    return set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()


def list_brought(pages: Iterable[str]) -> bytes:
    """Return the names of pages as a file lists them."""
    return "".join(f"{path}\n" for path in sorted(pages)).encode()


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a file, unless it is as it should be."""
    full = folder / name
    if not full.is_file() or full.read_bytes() != data:
        full.parent.mkdir(parents=True, exist_ok=True)
        write_file(full, data)


def list_seeds(root: Path, settings: Settings, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of `seeds/` in the language; of reviews those of its own prose."""
    languages = Languages(settings.language, language)
    for full in list_below(root / "seeds"):
        path, data = full.relative_to(root).as_posix(), full.read_bytes()
        if path.startswith(f"{REVIEWS}/"):
            if path.endswith(ending := f".{language}.yml"):
                yield f"{path.removesuffix(ending)}.yml", data
            continue
        source, _ = decode(path, data)
        yield path, translate_file(source, languages).encode() if source else data


def list_others(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the site has beside seeds and pages: templates, words, style sheets, pictures."""
    for folder in COPIED:
        for full in list_below(root / folder):
            yield full.relative_to(root).as_posix(), full.read_bytes()
    for full in list_below(root / FOLDER):
        name = full.relative_to(root / FOLDER).as_posix()
        if not name.endswith(".md") and not name.startswith(MADE):
            yield f"{FOLDER}/{name}", full.read_bytes()


def list_pages(root: Path, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages on which people have written in a language, under the names of the pages."""
    for full in list_below(root / FOLDER):
        path = full.relative_to(root).as_posix()
        if path.endswith(ending := f".{language}.md"):
            yield f"{path.removesuffix(ending)}.md", full.read_bytes()


def list_own_pages(root: Path, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that a person made, for those who have not translated them: they say so."""
    endings = tuple(f".{one.language}.md" for one in settings.editions)
    for full in list_below(root / FOLDER):
        path = full.relative_to(root).as_posix()
        if not path.endswith(".md") or path.endswith(endings):
            continue
        source = Reader(root).read_source(path)
        page = parse_page(source)[0] if source else None
        if source and page and {region.name for region in page.regions} <= {CITATIONS}:
            split = split_front_matter(source)
            at = split.body if split else 0
            yield path, f"{source.text[:at]}*{NOT_TRANSLATED}*\n\n{source.text[at:]}".encode()


def configure(root: Path, edition: Edition, settings: Settings) -> bytes:
    """Return the site's configuration in the language of an edition."""
    source = Reader(root).read_source("mkdocs.yml") or Source("mkdocs.yml", "")
    pairs = pair_words(say_all(read_translation(settings.language, root)), say_all(chosen))
    return translate_settings(source, edition, pairs).encode()


def say_all(translation: Translation) -> dict[str, Message]:
    """Return every message as it is said in a language, else in English."""
    said = translation.messages
    return {path: said[path][1] if path in said else english for path, english in ENGLISH.items()}


def list_below(folder: Path) -> list[Path]:
    """Return the files in and below a folder, but for hidden ones."""
    if not folder.is_dir():
        return []
    inside = (full for full in sorted(folder.rglob("*")) if full.is_file())
    return [full for full in inside if not any(part.startswith(".") for part in full.relative_to(folder).parts)]

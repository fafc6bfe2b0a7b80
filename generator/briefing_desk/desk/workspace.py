"""A site while somebody codes: its vocabulary, its articles one at a time, and what the desk has found out of them."""

# Long for a reason: one state that requests share, with its lock: nothing else may touch what is in it.

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

from briefing_desk.build.entries import make_entry
from briefing_desk.build.survey import Survey, read_waiting, renew_articles, survey_coders, survey_site
from briefing_desk.desk.journal import Journal
from briefing_desk.desk.requests import Changed, Refusal
from briefing_desk.disk.lock import hold
from briefing_desk.disk.read import Reader, find_text
from briefing_desk.exchange.proposals import Proposal, locate_proposals, read_proposals
from briefing_desk.model_check.comparison import Findings, locate_findings, read_findings
from briefing_desk.quotes.recognition import names_somebody
from briefing_desk.schema.codings import locate_coding, read_coding
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Receipt, Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.store.database import Store, open_store
from briefing_desk.store.facts import ARTICLE, read_fact
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import ArticleText

MOST_AT_ONCE = 50
"""Articles that are read before the desk is open, in a fifth of a second."""
A_FEW = 20
"""Articles that are read while a request waits."""
VOCABULARY = ("seeds/actors.yml", "seeds/publishers.yml")


@dataclass(frozen=True, slots=True)
class Opened:
    """One article as it is on the disk now."""

    id: str
    path: str
    """Of the file into which positions are written: its own, or a second coder's."""
    data: bytes | None
    """That file's bytes; None: a second coder has written nothing yet."""
    digest: str
    """Of all bytes: what the page was shown, and what a change is a change of."""
    source: Source | None
    article: Article | None
    """With a second coder's positions in the place of the first's; None: the file cannot be read."""
    text_path: str
    text: ArticleText | None
    receipt: Receipt | None
    problems: tuple[Problem, ...]


Found = tuple[str, ArticleText] | None
"""Where an article's text was found, and the text."""


def ignore_path(path: Path) -> None:
    """Open nothing."""


def refuse_address(url: str) -> str:
    """Take nothing in."""
    raise Refusal(422, "start the desk with --texts DIR, so that articles' texts have a place")


@dataclass(slots=True)
class Workspace:
    """One site at the desk; requests come one after the other, each under the lock."""

    root: Path
    texts: Path | None
    store: Store
    journal: Journal
    today: Day
    edit: Callable[[Path], object] = ignore_path
    """Opens a file in the person's editor."""
    person: str = "desk"
    """Who decides on what feeds brought."""
    take_in: Callable[[str], str] = refuse_address
    """Makes an article of a page, and returns its id."""
    survey: Survey = field(init=False)
    lock: RLock = field(default_factory=RLock)
    vocabulary: tuple[object, ...] = ()
    """What the system said of the vocabulary's files when they were read."""
    last: tuple[object, Found, tuple[Problem, ...]] = (None, None, ())
    """The text that was looked for last, and of what: a request follows another about the same article."""

    def __post_init__(self) -> None:
        """Look at the site once: as much as one waits for; the rest is read while somebody works."""
        self.refresh(MOST_AT_ONCE)

    def refresh(self, most: int | None = None) -> None:
        """Look again at every file; those that have not changed are known, of others so many are read."""
        self.vocabulary = self.read_states()
        self.survey = survey_site(self.root, self.texts, self.store, most=most)
        self.store.rest()

    def renew(self) -> None:
        """Look again at vocabulary, articles and second codings."""
        self.refresh_vocabulary()
        renew_articles(self.survey)
        self.survey.coders.clear()
        survey_coders(self.survey, Reader(self.root))

    def read_on(self) -> bool:
        """Read a few of the articles that wait; return whether others do."""
        with self.lock:
            read_waiting(self.survey, list(self.survey.waiting)[:A_FEW])
            self.store.rest()
            return bool(self.survey.waiting)

    def require(self, ids: Iterable[str]) -> None:
        """Read those of some articles that wait."""
        read_waiting(self.survey, [id for id in ids if id in self.survey.waiting])

    @property
    def seeds(self) -> Seeds:
        """The vocabulary."""
        return self.survey.seeds

    def read_states(self) -> tuple[object, ...]:
        """Return what the system says of the vocabulary's files."""
        topics = sorted((self.root / "seeds/topics").glob("*.yml"))
        return tuple(map(read_state, (*(self.root / path for path in VOCABULARY), *topics)))

    def refresh_vocabulary(self) -> None:
        """Read the vocabulary again where it has changed: somebody else may write in it too."""
        states = self.read_states()
        if states == self.vocabulary:
            return
        self.vocabulary = states
        reader = Reader(self.root)
        actors = reader.parse(VOCABULARY[0], read_actors)
        publishers = reader.parse(VOCABULARY[1], read_publishers)
        topics = {id: reader.parse(path, read_topic) for id, path in reader.list_files("seeds/topics", ".yml")}
        self.survey.seeds = replace(
            self.seeds,
            actors=actors[1] if actors else self.seeds.actors,
            publishers=publishers[1] if publishers else self.seeds.publishers,
            topics={id: pair[1] for id, pair in topics.items() if pair},
        )

    def open(self, id: str) -> Opened:
        """Return an article as it is now; raise Refusal where there is none."""
        try:
            check_id(id)
        except Wrong as wrong:
            raise Refusal(404, "there is no such article") from wrong
        path = f"seeds/articles/{id}.md"
        reader = Reader(self.root)
        data = reader.read_bytes(path) if (self.root / path).is_file() else None
        if data is None:
            raise Refusal(404, f"there is no article {path}")
        source = reader.read_source(path)
        article, problems = read_article(source) if source else (None, [])
        digest = sha256(data).hexdigest()
        found, told = self.find_text(id, digest, source, article) if source and article else (None, ())
        text_path, text = found or ("", None)
        if self.coder and article:
            return self.open_coding(id, digest, article, (text_path, text))
        receipt = None
        if (self.root / f"seeds/receipts/{id}.yml").is_file():
            pair = Reader(self.root).parse(f"seeds/receipts/{id}.yml", read_receipt)
            receipt = pair[1] if pair else None
        told = (*reader.problems, *problems, *told)
        return Opened(id, path, data, digest, source, article, text_path, text, receipt, told)

    def open_coding(self, id: str, digest: str, article: Article, found: tuple[str, ArticleText | None]) -> Opened:
        """Return an article as a second coder has coded it: nothing that the first has written."""
        path, reader = locate_coding(self.coder, id), Reader(self.root)
        is_there = (self.root / path).is_file()
        data = reader.read_bytes(path) if is_there else None
        source = reader.read_source(path) if is_there else Source(path, "")
        own, problems = read_coded(replace(article, passages=(), accepted=()), source) if source else (None, [])
        told = (*reader.problems, *problems)
        both = sha256(digest.encode() + (data or b"")).hexdigest()
        return Opened(id, path, data, both, source, own, *found, None, told)

    def find_text(self, id: str, digest: str, source: Source, article: Article) -> tuple[Found, tuple[Problem, ...]]:
        """Return an article's text, and what is wrong with it."""
        state = read_state(self.texts / f"{id}.txt") if self.texts else None
        key = (id, digest, state, self.vocabulary)
        if self.last[0] != key:
            reader = Reader(self.root)
            known = partial(names_somebody, actors=self.seeds.actors)
            found = find_text(reader, id, source, self.texts, article.language, known)
            self.last = (key, found, tuple(reader.problems))
        return self.last[1:]

    def open_unchanged(self, id: str, digest: str) -> Opened:
        """Return an article that is what the page was shown of it; raise Changed where it is not."""
        opened = self.open(id)
        if opened.digest != digest:
            raise Changed(opened.path)
        return opened

    def note(self, id: str) -> None:
        """Take in what an article says now, so that other articles are shown beside it."""
        path = f"seeds/articles/{id}.md"
        reader = Reader(self.root)
        fact = read_fact(reader, self.survey.files, ARTICLE, path)
        source = reader.read_source(path)
        split = split_front_matter(source) if source else None
        if fact and source and split:
            has_body = bool(source.text[split.body :].strip())
            self.survey.entries[id] = make_entry(fact.noun, fact.made_of, has_body)
            self.survey.loaded[id] = fact
            self.survey.waiting.pop(id, None)
        self.survey.receipts.pop(id, None)
        if digest := self.survey.files.hash(f"seeds/receipts/{id}.yml"):
            self.survey.receipts[id] = digest

    def count_positions(self, id: str) -> int:
        """Return how many positions a second coder has written on an article."""
        path = locate_coding(self.coder, id)
        pair = Reader(self.root).parse(path, read_coding) if (self.root / path).is_file() else None
        return len(pair[1].positions) if pair else 0

    def read_proposals(self, id: str) -> tuple[Source | None, tuple[Proposal, ...], list[Problem]]:
        """Return what others have marked in an article, with its file, and what is wrong with that.

        A second coder is shown none of it.
        """
        path, reader = locate_proposals(id), Reader(self.root)
        if self.coder or not (self.root / path).exists():
            return None, (), []
        pair = reader.parse(path, read_proposals)
        return (pair[0], pair[1].candidates, reader.problems) if pair else (None, (), reader.problems)

    def read_findings(self, id: str) -> tuple[Findings | None, list[Problem]]:
        """Return what a language model has found in an article, once this person has coded it.

        A second coder is shown none of it.
        """
        path, reader = locate_findings(self.person, id), Reader(self.root)
        if self.coder or not (self.root / path).exists():
            return None, []
        pair = reader.parse(path, read_findings)
        return (pair[1] if pair else None), reader.problems

    def load_others(self, question: str, but: str) -> Mapping[str, Article]:
        """Return the other articles with a position on a question."""
        entries = self.survey.entries
        ids = [id for id, entry in entries.items() if question in entry.questions and id != but]
        return {id: self.survey.load_article(id).noun for id in ids}

    @property
    def coder(self) -> str:
        """Who codes; empty: the first coder, whose positions the site shows."""
        return self.journal.coder

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let no other request look meanwhile; what is kept between runs is put down behind it."""
        with self.lock:
            try:
                yield
            finally:
                self.store.rest()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the site's folder: no other run, and no other desk, writes in it meanwhile."""
        with hold(self.root, ignore_line):
            yield


def ignore_line(line: str) -> None:
    """Say nothing: whoever codes is told by the page."""


def read_coded(article: Article, source: Source) -> tuple[Article | None, list[Problem]]:
    """Return an article with the positions of a file: its own, or a second coder's."""
    if source.path.endswith(".md"):
        return read_article(source)
    coding, problems = read_coding(source)
    return (replace(article, positions=coding.positions) if coding else None), problems


def read_state(path: Path) -> object:
    """Return what tells that a file is another one, or has been written."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_size, found.st_mtime_ns, found.st_ino


@contextmanager
def open_workspace(root: Path, texts: Path | None, today: Day, coder: str = "", **given: Any) -> Iterator[Workspace]:
    """Give a site's desk; what an earlier one was about to write when it was cut off is finished first.

    `given` are other fields of the workspace.
    """
    journal = Journal(root, coder)
    with hold(root, ignore_line):
        journal.recover()
    with open_store(root) as store:
        workspace = Workspace(root, texts, store, journal, today, **given)
        try:
            yield workspace
        finally:
            workspace.lock.acquire()  # for good: what is being answered is finished, and nothing else is begun

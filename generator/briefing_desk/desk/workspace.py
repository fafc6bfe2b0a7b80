"""A site while somebody codes: its vocabulary, its articles one at a time, and what the desk has found out of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import RLock

from briefing_desk.build.entries import make_entry
from briefing_desk.build.survey import Survey, survey_site
from briefing_desk.desk.journal import Journal
from briefing_desk.desk.requests import Changed, Refusal
from briefing_desk.disk.read import Reader, find_text
from briefing_desk.quotes.recognition import names_somebody
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Receipt, Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.store.database import DamagedError, Store, drop_store, open_store
from briefing_desk.store.facts import ARTICLE, read_fact
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import ArticleText

VOCABULARY = ("seeds/actors.yml", "seeds/publishers.yml")


@dataclass(frozen=True, slots=True)
class Opened:
    """One article as it is on the disk now."""

    id: str
    path: str
    digest: str
    """Of its bytes: what the page was shown, and what a change is a change of."""
    source: Source | None
    article: Article | None
    """None: the file cannot be read."""
    text_path: str
    text: ArticleText | None
    receipt: Receipt | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Workspace:
    """One site at the desk; requests come one after the other, each under the lock."""

    root: Path
    texts: Path | None
    store: Store
    journal: Journal
    today: Day
    coder: str = ""
    survey: Survey = field(init=False)
    lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Look at the whole site once."""
        self.refresh()

    def refresh(self) -> None:
        """Look again at every file; those that have not changed are known."""
        self.survey = survey_site(self.root, self.texts, self.store)
        self.store.rest()

    @property
    def seeds(self) -> Seeds:
        """The vocabulary."""
        return self.survey.seeds

    def refresh_vocabulary(self) -> None:
        """Read the vocabulary again: somebody else may write in it too."""
        reader = Reader(self.root)
        actors = reader.parse("seeds/actors.yml", read_actors)
        publishers = reader.parse("seeds/publishers.yml", read_publishers)
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
        reader.problems.clear()
        source = reader.read_source(path)
        article, problems = read_article(source) if source else (None, [])
        known = partial(names_somebody, actors=self.seeds.actors)
        found = find_text(reader, id, source, self.texts, article.language, known) if source and article else None
        receipt = None
        if (self.root / f"seeds/receipts/{id}.yml").is_file():
            pair = Reader(self.root).parse(f"seeds/receipts/{id}.yml", read_receipt)
            receipt = pair[1] if pair else None
        text_path, text = found or ("", None)
        told = (*reader.problems, *problems)
        return Opened(id, path, sha256(data).hexdigest(), source, article, text_path, text, receipt, told)

    def open_unchanged(self, id: str, digest: str) -> Opened:
        """Return an article that is what the page was shown of it; raise Changed where it is not."""
        opened = self.open(id)
        if opened.digest != digest:
            raise Changed(opened.path)
        return opened

    def note(self, opened: Opened) -> None:
        """Take in what an article says now, so that other articles are shown beside it."""
        split = split_front_matter(opened.source) if opened.source else None
        fact = read_fact(Reader(self.root), self.survey.files, ARTICLE, opened.path)
        if fact and split and opened.source:
            has_body = bool(opened.source.text[split.body :].strip())
            self.survey.entries[opened.id] = make_entry(fact.noun, fact.made_of, has_body)
            self.survey.loaded[opened.id] = fact

    def load_others(self, question: str, but: str) -> Mapping[str, Article]:
        """Return the other articles with a position on a question."""
        entries = self.survey.entries
        ids = [id for id, entry in entries.items() if question in entry.questions and id != but]
        return {id: self.survey.load_article(id).noun for id in ids}


@contextmanager
def open_workspace(root: Path, texts: Path | None, today: Day, coder: str = "") -> Iterator[Workspace]:
    """Give a site's desk; what earlier runs found out is begun anew where it is damaged."""
    try:
        with open_store(root) as store:
            workspace = Workspace(root, texts, store, Journal(root, coder), today, coder)
            yield workspace
    except DamagedError:
        drop_store(root)
        raise

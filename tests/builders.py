"""Nouns of the model with sensible defaults, for tests that care about one or two of their values."""

import json
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from laws import share

from briefing_desk.analysis.cells import Cell, derive_cells
from briefing_desk.analysis.library import Library
from briefing_desk.checks.assemble import assemble
from briefing_desk.exports.feed_entries import Entry, sort_entries
from briefing_desk.exports.files import list_month_entries, list_topic_entries
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_article
from briefing_desk.regions.citations import list_citable
from briefing_desk.regions.merge import NO_WISHES, Merged, check_page, check_wishes, forget, keep_text, merge_page
from briefing_desk.schema.dates import Day, parse_interval
from briefing_desk.schema.model import (
    Actor,
    ActorKind,
    Article,
    Basis,
    Correction,
    Event,
    Id,
    Language,
    Limits,
    Passage,
    Position,
    Publisher,
    PublisherKind,
    Question,
    Quote,
    Seeds,
    Stance,
    Status,
    Topic,
    Url,
)
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.reviews import read_review
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.syntax.problems import leave_notes
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.text.article_text import from_plain
from briefing_desk.web.drafts import CITATIONS, Draft
from briefing_desk.web.links import Context
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import SiteView, list_whole

ROOT = Path(__file__).parent.parent
CONTENT = ("mkdocs.yml", "briefings", "overrides", "seeds")
"""What the demo site is made of; nothing else is needed to build it."""
PLACE = Place(Source("seeds/articles/test.md", ""))
DAY = Day(2025, 3, 6)


def verify_articles(readings, limits, today, accepted=()):
    """Return the receipts' files by path, and what is wrong with the quotes, of all articles that were read."""
    files, problems = {}, []
    for id, article in readings.seeds.articles.items():
        content, found = verify_article(id, article, readings, limits, today, id in accepted)
        problems += found
        if content:
            files[f"seeds/receipts/{id}.yml"] = content
    return files, problems


def measure_slowness() -> float:
    """Return how many times slower this machine is just now than a quick one: what a time limit is multiplied by.

    For promises in seconds; work that grows with the square of its input is told by `grows_linearly`.
    """
    began = time.process_time()
    sum(number * number for number in range(500_000))
    return max(1.0, (time.process_time() - began) / 0.035)


def grows_linearly(run: Callable[[int], object], size: int) -> bool:
    """Say whether four times the work takes about four times as long, not sixteen, as the square does.

    Whatever the speed of the machine; the best of some attempts, each of another size so that no cache can help. Of the
    size the profile's share.
    """
    size = share(size)
    return any(measure(run, 4 * size + more) < 8 * measure(run, size + more) for more in range(5))


def measure(run: Callable[[int], object], size: int) -> float:
    """Return the processor's seconds that a run takes."""
    began = time.process_time()
    run(size)
    return time.process_time() - began


def copy_demo(target: Path) -> Path:
    """Copy the demo site, not yet built."""
    for name in CONTENT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target / name)
    return target


def read_index(site: Path) -> list[dict[str, str]]:
    """Return what a search on a built site can find, in order."""
    parts = sorted((site / "search/sections").iterdir(), key=lambda path: int(path.stem))
    rows = [row for path in parts for row in json.loads(path.read_text("utf-8").partition(",")[2].rstrip(")\n"))]
    return [{"location": location, "title": title, "text": text} for location, title, text, _ in rows]


FOUND = ".b-found a"
"""What a search found: the links, the best first."""


def ask(page: Any, words: str) -> None:
    """Put words into the search of a page and wait for its answer."""
    page.click("button.b-search")
    page.locator(".b-finder input").fill(words)
    page.wait_for_function(
        "(words) => document.querySelector('.b-finder')?.dataset.answered === words", arg=words.strip()
    )


def text(words: str) -> Text:
    """Return words from nowhere in particular."""
    return Text(words, PLACE)


def texts(words: str | Iterable[str]) -> tuple[Text, ...]:
    """Return a list of words, given as one text with spaces or one by one."""
    return tuple(text(word) for word in (words.split() if isinstance(words, str) else words))


def maybe(words: str | None) -> Text | None:
    return text(words) if words else None


def make_quote(exact: str, prefix: str | None = None, suffix: str | None = None, speakers: str | None = None) -> Quote:
    own = None if speakers is None else texts(speakers)
    return Quote(text(exact), maybe(prefix), maybe(suffix), own)


def make_passage(exact: str, id: str = "cost", **context: str) -> Passage:
    return Passage(Id(id, PLACE), text(exact), **{key: text(words) for key, words in context.items()})


def make_position(
    stance: str = "support",
    actor: str = "dockers",
    question: str = "quay/close",
    *,
    quotes: Iterable[str | Quote] | None = None,
    basis: str = "reported",
    summary: str | None = None,
    condition: str | None = None,
    speakers: str = "",
    according_to: str | None = None,
    event: str | None = None,
    date: str | None = None,
    precedes: str | None = None,
    follows: str | None = None,
) -> Position:
    """Return a position; several actors are given with spaces. Its own quote tells it from every other."""
    told_apart = f"{stance} {date or ''} {event or ''} {speakers} {condition or ''} {according_to or ''}"
    found = [f"words for {question} {told_apart}"] if quotes is None else quotes
    one, *others = texts(actor)
    return Position(
        question=text(question),
        stance=Stance(stance),
        summary=text(summary or f"Takes the stance {stance}."),
        basis=Basis(basis),
        quotes=tuple(quote if isinstance(quote, Quote) else make_quote(quote) for quote in found),
        actor=None if others else one,
        actors=(one, *others) if others else (),
        condition=maybe(condition),
        speakers=texts(speakers),
        according_to=maybe(according_to),
        event=maybe(event),
        date=parse_interval(date) if date else None,
        precedes=maybe(precedes),
        follows=maybe(follows),
        places={"": PLACE, "basis": PLACE, "stance": PLACE},
    )


def make_article(
    *positions: Position,
    date: str | None = "2025-03-05",
    publisher: str | None = "gazette",
    based_on: str = "",
    status: str = "usable",
    passages: Iterable[Passage] = (),
    url: str | None = None,
) -> Article:
    return Article(
        title=text("Council votes to close the quay"),
        retrieved=DAY,
        language=Language("en", PLACE),
        url=Url(url, PLACE) if url else None,
        publisher=maybe(publisher),
        date=parse_interval(date) if date else None,
        based_on=texts(based_on),
        status=Status(status),
        correction=None if status == "usable" else Correction(DAY, text("A figure was wrong.")),
        positions=positions,
        passages=tuple(passages),
        places={"": PLACE},
    )


def make_event(id: str, date: str | None = None) -> Event:
    return Event(Id(id, PLACE), text(f"The {id}"), parse_interval(date) if date else None)


def make_seeds(articles: dict[str, Article] | Iterable[Article], events: Iterable[Event] = ()) -> Seeds:
    """Return seeds with the harbour's actors, publishers and questions; articles without ids are a, b, c …"""
    named = articles if isinstance(articles, dict) else dict(zip("abcdefghijklmnop", articles, strict=False))
    questions = [
        Question(Id(id, PLACE), text(id.capitalize()), text(f"The city should {id}.")) for id in ("close", "pay")
    ]
    return Seeds(
        actors={id: make_actor(id, *rest) for id, *rest in ACTORS},
        publishers={
            "gazette": make_publisher("Harbour Gazette"),
            "morning": make_publisher("Morning Paper", "Paper House"),
            "evening": make_publisher("Evening Paper", "Paper House"),
            "wire": make_publisher("National Wire"),
        },
        topics={"quay": Topic(text("The quay"), text("Whether it closes."), tuple(questions), tuple(events))},
        articles=named,
    )


ACTORS = [
    ("dockers", "organisation"),
    ("council", "organisation"),
    ("residents", "group"),
    ("jo", "person", "dockers"),
    ("kim", "person", "dockers"),
    ("ida", "person", "council"),
]


def make_actor(id: str, kind: str = "organisation", on_behalf_of: str | None = None) -> Actor:
    return Actor(text(id.capitalize()), ActorKind(kind), on_behalf_of=maybe(on_behalf_of))


def make_publisher(name: str, owner: str | None = None) -> Publisher:
    return Publisher(text(name), PublisherKind("newspaper"), maybe(owner))


def derive(articles: dict[str, Article] | Iterable[Article], events: Iterable[Event] = ()) -> dict:
    """Return the cells of articles whose quotes are not yet checked."""
    seeds = make_seeds(articles, events)
    return dict(derive_cells(seeds, {id: collect_evidence(id, seeds.articles[id], ()) for id in seeds.articles}))


def derive_one(*positions: Position, events: Iterable[Event] = (), **article: str) -> Cell:
    """Return the cell of the dockers on closing the quay, each position from an article of its own."""
    return derive([make_article(position, **article) for position in positions], events)["dockers", "quay/close"]


def read_seeds(files: dict[str, str]) -> Readings:
    """Return what is read from faultless files, given by path: those of `seeds/`, and texts (`ARTICLE.txt`)."""

    def read(path, reader):
        value, problems = reader(Source(path, files[path]))
        assert not problems, [problem.message for problem in problems]
        return value

    def read_all(folder, reader):
        paths = [path for path in files if path.startswith(folder)]
        return {path.rsplit("/", 1)[1].split(".")[0]: read(path, reader) for path in paths}

    seeds = Seeds(
        read("seeds/actors.yml", read_actors),
        read("seeds/publishers.yml", read_publishers),
        read_all("seeds/topics/", read_topic),
        read_all("seeds/articles/", read_article),
    )
    plain = {path: content for path, content in files.items() if path.endswith(".txt")}
    return Readings(
        seeds,
        read_all("seeds/receipts/", read_receipt),
        {path.removesuffix(".txt"): (path, from_plain(content)) for path, content in plain.items()},
        read_all("seeds/reviews/", read_review),
    )


def check_seeds(files: dict[str, str], limits: Limits | None = None) -> list[str]:
    """Return the problems of files, but for notes, as lines: place, code, message, help."""
    return [show(problem) for problem in leave_notes(assemble_seeds(files, limits)[1])]


def assemble_seeds(files: dict[str, str], limits: Limits | None = None) -> tuple[Library | None, list]:
    return assemble(read_seeds(files), limits or Limits(max_share=1))


def show(problem) -> str:
    """Return a problem as one line."""
    tail = f" ({problem.help})" if problem.help else ""
    return f"{problem.at.path}:{problem.at.line}:{problem.at.column} {problem.code}: {problem.message}{tail}"


def check_pages(seeds, pages):
    """Return what is wrong with pages by themselves."""
    return [problem for source in pages.values() for problem in check_page(list_citable(seeds), NO_WISHES, source)]


def merge_site(library, drafts, existing, wishes=NO_WISHES, recall=forget):
    """Return drafts merged with the pages that are there, as text, and those pages that nothing makes."""
    chosen = {path: Draft(path, "", {CITATIONS: ""}) for path in existing} | {draft.path: draft for draft in drafts}
    check_wishes({path: tuple(draft.bodies) for path, draft in chosen.items()}, wishes)
    merged, citable = Merged(), list_citable(library.seeds)
    for path, draft in sorted(chosen.items()):
        merged.add(merge_page(library, citable, wishes, keep_text, draft, existing.get(path), recall))
    return merged


def view_site(library: Library, page: str = "index.md") -> SiteView:
    """Return the whole site of a library that has all articles, as a page shows it."""
    return SiteView(Context(library, page), list_whole(library))


def list_site_entries(outlet: Outlet) -> list[Entry]:
    """Return the entries of the feed of the whole site, of a library that has all articles."""
    library = outlet.library
    return sort_entries(
        [*list_topic_entries(outlet, library.cells.values()), *list_month_entries(outlet, library.seeds.articles)]
    )


def write_election(root: Path, actors: int, questions: int) -> Path:
    """Turn a new site into an election: so many parties answer so many questions, each in words of its own."""
    names = {f"party-{n:02}": f"Party {n:02} of the Long Harbour" for n in range(actors)}
    vocabulary = "".join(f"{id}:\n  name: {name}\n  kind: organisation\n" for id, name in names.items())
    (root / "seeds/actors.yml").write_text(vocabulary, encoding="utf-8")
    asked = "".join(
        f"  - id: question-{n:02}\n    label: Thing {n:02} is done\n    proposition: Thing {n:02} should be done.\n"
        for n in range(questions)
    )
    topic = "title: The election\nsummary: What the parties want.\nquestions:\n"
    (root / "seeds/topics/quay-closure.yml").unlink()
    (root / "seeds/topics/election.yml").write_text(topic + asked, encoding="utf-8")
    for path in root.glob("seeds/*/council-votes.*"):
        path.unlink()
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("quay-closure.md", "election.md"), encoding="utf-8")
    stances = ("support", "oppose", "conditional", "mixed", "support", "oppose", "neutral")
    for at, id in enumerate(names):
        told, said = "", ""
        for n in range(questions):
            stance, words = stances[(at * 3 + n * n) % len(stances)], f"party {at} would do thing {n}"
            condition = "    condition: if it pays\n" if stance == "conditional" else ""
            told += (
                f"  - actor: {id}\n    question: election/question-{n:02}\n    stance: {stance}\n{condition}"
                f"    summary: Says it of thing {n}.\n    basis: reported\n    quotes:\n      - exact: {words}\n"
            )
            said += f"It is told that {words} if it could, and nobody in the harbour knows yet what it comes to.\n\n"
        head = f"title: What party {at} wants\npublisher: harbour-gazette\ndate: 2025-03-{1 + at % 28:02}\n"
        head += "retrieved: 2025-04-01\nlanguage: en\n"
        path = root / f"seeds/articles/party-{at:02}.md"
        path.write_text(f"---\n{head}positions:\n{told}---\n{said}", encoding="utf-8")
    return root

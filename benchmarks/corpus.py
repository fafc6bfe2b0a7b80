"""Write a synthetic site of N articles: `python -m benchmarks.corpus N SEED DIR`. The same numbers give the same bytes.

With `--dense` it is a site of N elections, in each of which 40 parties answer the same 40 questions.

Articles are like a desk's: about 3 KB of front matter, six positions on one or two topics, a sixth of them wire copies
that share an event, some corrected, few withdrawn. Their texts are not stored; receipts vouch for their quotes.
"""

import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import Random

from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_article
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Limits, Seeds
from briefing_desk.schema.seeds import read_article
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_plain

ROOT = Path(__file__).parent.parent
FIRST_DAY = Day(2019, 1, 1)
DAYS = 6 * 365
WORDS = (
    "harbour", "council", "vote", "delay", "budget", "treaty", "border", "river", "ferry", "union", "quarter",
    "mayor", "plan", "grain", "price", "quay", "tax", "winter", "school", "bridge", "levy", "port", "talks", "deal",
    "offer", "terms", "pledge", "fund", "repair", "tunnel", "visa", "quota", "tariff", "fleet", "wage", "strike",
    "reform", "review", "audit", "court", "claim", "appeal", "lease", "permit", "water", "power", "storm", "dike",
    "canal", "rail", "depot", "market", "export", "import", "credit", "loan", "bond", "debt", "pension", "clinic",
    "nurse", "teacher", "farmer", "driver", "docker", "engineer", "minister", "envoy", "clerk", "judge", "panel",
    "draft", "clause", "annex", "deadline", "pause", "return", "promise", "refusal", "warning", "demand",
    "concession", "guarantee", "ceiling", "floor", "margin", "share",
)  # fmt: skip
STANCES = ("support", "support", "oppose", "oppose", "conditional", "mixed", "neutral", "undecided")
KINDS = ("state", "organisation", "person", "public", "group")
QUESTIONS = 5
DENSE = 40
"""Parties, and questions, of an election."""
SIZE_OF_TOPIC = 20
"""Articles for each topic."""


@dataclass(frozen=True, slots=True)
class World:
    """The vocabulary that articles draw from."""

    random: Random
    topics: tuple[str, ...]
    actors: tuple[str, ...]
    publishers: tuple[str, ...]

    def say(self, length: int) -> str:
        """Return some words."""
        return " ".join(self.random.choices(WORDS, k=length))


def make_world(size: int, seed: int) -> World:
    """Return a vocabulary for so many articles."""
    topics = tuple(f"topic-{number}" for number in range(max(1, size // SIZE_OF_TOPIC)))
    actors = tuple(f"actor-{number}" for number in range(min(400, 20 + size // 20)))
    return World(Random(seed), topics, actors, tuple(f"paper-{number}" for number in range(30)))


def write_site(root: Path, size: int, seed: int) -> None:
    """Write a site of `size` articles into an empty folder, without pages."""
    world = make_world(size, seed)
    write_vocabulary(root, world, QUESTIONS)
    for number in range(size):
        write_article(root, world, number)


def write_elections(root: Path, elections: int, seed: int) -> None:
    """Write a site of so many elections into an empty folder, without pages; each party's answers are an article."""
    topics = tuple(f"election-{number}" for number in range(elections))
    world = World(Random(seed), topics, tuple(f"actor-{number}" for number in range(DENSE)), ("paper-0",))
    write_vocabulary(root, world, DENSE)
    for number, (topic, actor) in enumerate(product(world.topics, world.actors)):
        write_checked(root, number, *make_answers(world, topic, actor, number))


def write_vocabulary(root: Path, world: World, questions: int) -> None:
    """Write everything but the articles into an empty folder; each topic has so many questions."""
    for folder in ("articles", "topics", "receipts"):
        (root / "seeds" / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(make_configuration(), encoding="utf-8")
    for name in ("overrides", "briefings/assets"):
        shutil.copytree(ROOT / name, root / name)
    write(
        root,
        "actors",
        "".join(
            f"{id}:\n  name: {name_actor(id)}\n  kind: {world.random.choice(KINDS)}\n  aliases: [{id.upper()}]\n"
            for id in world.actors
        ),
    )
    write(
        root,
        "publishers",
        "".join(
            f"{id}:\n  name: {id.title()}\n  kind: newspaper\n  owner: House {number % 12}\n"
            for number, id in enumerate(world.publishers)
        )
        + "wire:\n  name: Wire\n  kind: wire\n",
    )
    for topic in world.topics:
        write(root, f"topics/{topic}", make_topic(world, topic, questions))


def write(root: Path, name: str, text: str) -> None:
    """Write one YAML file of the seeds."""
    (root / f"seeds/{name}.yml").write_text(text, encoding="utf-8")


def make_configuration() -> str:
    """Return the demo's configuration without its navigation."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, _, after = text.partition("\nnav:\n")
    nav = "\nnav:\n  - Home: index.md\n  - Topics: topics/index.md\n"
    rest = after[after.index("not_in_nav:") :].replace("not_in_nav: |\n", "not_in_nav: |\n  /*.md\n")
    return f"{before}{nav}{rest}"


def name_actor(id: str) -> str:
    """Return an actor's name."""
    return f"Actor {id.split('-')[1]}"


def make_topic(world: World, topic: str, questions: int) -> str:
    """Return a topic's file."""
    lines = [f"title: Topic {topic.split('-')[1]} {world.say(2)}", f"summary: {world.say(9)}.", "questions:"]
    for number in range(questions):
        lines += [
            f"  - id: q-{number}",
            f"    label: {world.say(2)} {number}",
            f"    proposition: {world.say(7)}.",
            f"    background: {world.say(20)}.",
        ]
    lines.append("events:")
    for number in range(2):
        day = FIRST_DAY + timedelta(world.random.randrange(DAYS))
        lines += [f"  - id: {topic}-event-{number}", f"    title: {world.say(3)}", f"    date: {day}"]
    return "\n".join(lines) + "\n"


def write_article(root: Path, world: World, number: int) -> Path:
    """Write one article and its receipt; return its file."""
    return write_checked(root, number, *make_article(world, number))


def write_checked(root: Path, number: int, front: str, text: str) -> Path:
    """Write an article with the receipt that a check of its text gives; return its file."""
    id = f"article-{number}"
    file = root / f"seeds/articles/{id}.md"
    file.write_text(front, encoding="utf-8")
    article, problems = read_article(Source(f"seeds/articles/{id}.md", front))
    assert article is not None, problems
    readings = Readings(Seeds(), {}, {id: (f"{id}.txt", from_plain(text))})
    receipt, problems = verify_article(id, article, readings, Limits(max_share=1), article.retrieved)
    assert receipt is not None, problems
    (root / f"seeds/receipts/{id}.yml").write_text(receipt, encoding="utf-8")
    return file


def write_newcomer(root: Path, world: World, number: int) -> None:
    """Write one more article that also brings an actor and an event: what the vocabulary says changes for all."""
    actor, event, topic = f"actor-{number}-new", f"event-{number}-new", world.topics[0]
    with (root / "seeds/actors.yml").open("a", encoding="utf-8") as file:
        file.write(f"{actor}:\n  name: Newcomer {number}\n  kind: group\n")
    with (root / f"seeds/topics/{topic}.yml").open("a", encoding="utf-8") as file:
        file.write(f"  - id: {event}\n    title: {world.say(3)} {number}\n    date: 2024-05-01\n")
    front, text = make_article(world, number)
    head, first, *others = front.split("  - actor: ")
    lines = [line for line in first.splitlines()[2:] if not line.startswith("    event: ")]
    told = "\n".join([actor, f"    question: {topic}/q-0", f"    event: {event}", *lines, ""])
    write_checked(root, number, "  - actor: ".join([head, told, *others]), text)


def make_article(world: World, number: int) -> tuple[str, str]:
    """Return an article's front matter and its text."""
    random = world.random
    day = FIRST_DAY + timedelta(random.randrange(DAYS))
    is_copy = random.random() < 1 / 6
    topics = (random.choice(world.topics), random.choice(world.topics))
    lines = ["---", f"title: {world.say(7)} {number}", f"url: https://news.example/{number}"]
    lines += [
        f"publisher: {random.choice(world.publishers)}",
        f"authors: [{world.say(1)} {world.say(1)}]",
        f"date: {day}",
    ]
    lines += [f"retrieved: {day + timedelta(1)}", "language: en", f"abstract: >-\n  {world.say(24)}."]
    lines += ["based_on: [wire]"] if is_copy else []
    if (status := random.random()) < 0.025:
        word = "withdrawn" if status < 0.005 else "corrected"
        lines += [f"status: {word}", "correction:", f"  date: {day + timedelta(3)}", f"  note: {world.say(6)}."]
    lines.append("positions:")
    sentences = []
    actors = random.sample(world.actors, 6)
    for index, actor in enumerate(actors):
        quote = f"{world.say(12)} {number} {index}"
        stance = random.choice(STANCES)
        sentences.append(f"“{quote}” {world.say(8)}.")
        topic = topics[index > 3]
        question = f"{topic}/q-{random.randrange(QUESTIONS)}"
        lines += list_position(world, actor, question, stance, quote, topic if is_copy else "")
    passage = f"{world.say(9)} {number}"
    lines += ["passages:", "  - id: figure", f"    exact: >-\n      {passage}", "---", ""]
    return "\n".join(lines), " ".join([*sentences, f"{passage}, {world.say(200)}."])


def make_answers(world: World, topic: str, party: str, number: int) -> tuple[str, str]:
    """Return the front matter and the text of what a party answers to each question of an election."""
    quotes = [f"{world.say(12)} {number} {question}" for question in range(DENSE)]
    day = FIRST_DAY + timedelta(world.topics.index(topic) * 30)
    lines = ["---", f"title: {name_actor(party)} answers {number}", f"url: https://news.example/{number}"]
    lines += [f"publisher: {world.publishers[0]}", f"date: {day}", f"retrieved: {day + timedelta(1)}", "language: en"]
    lines += [f"abstract: >-\n  {world.say(24)}.", "positions:"]
    for question, quote in enumerate(quotes):
        lines += list_position(world, party, f"{topic}/q-{question}", world.random.choice(STANCES), quote)
    return "\n".join([*lines, "---", ""]), " ".join(f"“{quote}” {world.say(8)}." for quote in quotes)


def list_position(
    world: World, actor: str, question: str, stance: str, quote: str, topic_of_event: str = ""
) -> list[str]:
    """Return the lines of a position; on the occasion of one of a topic's events, if one is named."""
    return [
        f"  - actor: {actor}",
        f"    question: {question}",
        f"    stance: {stance}",
        *([f"    condition: if {world.say(5)}"] if stance == "conditional" else []),
        f"    summary: {world.say(10)}.",
        "    basis: stated",
        *([f"    event: {topic_of_event}-event-{world.random.randrange(2)}"] if topic_of_event else []),
        f"    quotes:\n      - exact: >-\n          {quote}",
    ]


def main() -> None:
    """Write the site that the command line asks for."""
    is_dense, words = "--dense" in sys.argv, [word for word in sys.argv[1:] if word != "--dense"]
    size, seed, folder = int(words[0]), int(words[1]), Path(words[2])
    folder.mkdir(parents=True)
    (write_elections if is_dense else write_site)(folder, size, seed)


if __name__ == "__main__":
    main()

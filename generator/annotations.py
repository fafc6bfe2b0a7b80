"""The four kinds of file in `seeds/` that people write, from text to nouns. Never reads the disk."""

from collections.abc import Iterator
from typing import TypeVar

from generator.conflicts import find_conflicts
from generator.frontmatter import require_front_matter
from generator.model import Actor, Article, Basis, Id, Position, Publisher, Stance, Status, Topic
from generator.problems import Problem
from generator.records import read_record
from generator.source import Place, Source
from generator.values import Wrong, convert_id
from generator.yamltree import read_yaml

T = TypeVar("T")


def read_article(source: Source) -> tuple[Article | None, list[Problem]]:
    """Read an article's front matter; the body stays where it is."""
    problems = find_conflicts(source)
    if problems:
        return None, problems
    split, problems = require_front_matter(source)
    if not split:
        return None, problems
    root, problems = read_yaml(source, split.start, split.end)
    if root is None:
        return None, problems
    article = read_record(Article, root, problems)
    if article:
        problems.extend(check_article(article))
    return article, problems


def read_topic(source: Source) -> tuple[Topic | None, list[Problem]]:
    """Read a topic's file."""
    root, problems = read_yaml(source) if not (found := find_conflicts(source)) else (None, found)
    if root is None:
        return None, problems
    topic = read_record(Topic, root, problems)
    if topic:
        problems.extend(check_unique([question.id for question in topic.questions]))
        problems.extend(check_unique([event.id for event in topic.events]))
    return topic, problems


def read_actors(source: Source) -> tuple[dict[str, Actor] | None, list[Problem]]:
    """Read `actors.yml`."""
    return read_vocabulary(Actor, source)


def read_publishers(source: Source) -> tuple[dict[str, Publisher] | None, list[Problem]]:
    """Read `publishers.yml`."""
    return read_vocabulary(Publisher, source)


def read_vocabulary(kind: type[T], source: Source) -> tuple[dict[str, T] | None, list[Problem]]:
    """Read a file that maps ids to nouns of one kind."""
    root, problems = read_yaml(source) if not (found := find_conflicts(source)) else (None, found)
    if root is None:
        return None, problems
    nouns: dict[str, T] = {}
    for key, node in root.entries.items():
        try:
            convert_id(key)
        except Wrong as wrong:
            problems.append(Problem(key.at, wrong.code, wrong.message, wrong.help))
        noun = read_record(kind, node, problems)
        if noun:
            nouns[key] = noun
    return nouns, problems


def check_article(article: Article) -> Iterator[Problem]:
    """Yield what is wrong with an article by itself."""
    yield from check_unique([passage.id for passage in article.passages])
    place = article.places[""]
    if article.status is not Status.USABLE and article.correction is None:
        message = f"a {article.status} article needs a correction"
        help = "add `correction:` with `date` and `note`"
        yield Problem(article.places.get("status", place), "correction-missing", message, help)
    if article.date and article.date.first and "retrieved" in article.places and article.date.first > article.retrieved:
        message = f"the article is dated {article.date.text}, after it was retrieved"
        yield Problem(article.places["date"], "date-after-retrieved", message)
    for position in article.positions:
        yield from check_position(position)


def check_position(position: Position) -> Iterator[Problem]:
    """Yield what is wrong with a position by itself; what could not be read is not judged again."""
    place = position.places[""]
    if bool(position.actor) == bool(position.actors):
        message = "a position needs either `actor` or `actors`"
        yield Problem(place, "one-of-actor-actors", message, "`actors: [a, b]` is for a joint position")
    is_conditional = position.stance is Stance.CONDITIONAL
    if "stance" in position.places and is_conditional and not position.condition:
        help = "add `condition: if …`, or choose another stance"
        yield Problem(position.places["stance"], "condition-missing", "a conditional stance needs a `condition`", help)
    if "stance" in position.places and position.condition and not is_conditional:
        message = f"`condition` goes with the stance `conditional`, not with `{position.stance}`"
        yield Problem(position.places["condition"], "condition-unused", message)
    if position.according_to and position.basis is Basis.STATED:
        message = "what another actor reports is not `stated`"
        yield Problem(position.places["basis"], "according-to-stated", message, "write `basis: reported`")


def check_unique(ids: list[Id]) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice in one list."""
    first: dict[str, Place] = {}
    for id in ids:
        if id in first and id:
            yield Problem(id.at, "duplicate-id", f"the id `{id}` is used twice (first on line {first[id].line})")
        first.setdefault(id, id.at)

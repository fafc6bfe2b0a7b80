"""Every name in an article, or in the vocabulary, leads somewhere. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing_desk.analysis.identity import Ids
from briefing_desk.analysis.order import list_positions
from briefing_desk.analysis.statements import list_events
from briefing_desk.schema.model import Article, Event, Position, Seeds
from briefing_desk.schema.names import list_names
from briefing_desk.schema.references import get_topic_id, list_matters, list_references
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.syntax.suggest import describe_odd_characters, suggest_name

OTHER_PAGES = ("index", "actors", "sources", "changes", "method", "assets", "data", "feeds")
"""What a site has beside its topics."""
DECLARE = {
    "actor": "declare it in seeds/actors.yml, or mend the spelling",
    "event": "declare it below `events` in the topic's file, or mend the spelling",
    "matter": "write `topic/matter`, as declared below `matters` in seeds/topics/",
    "publisher": "declare it in seeds/publishers.yml; if it is not known, leave `publisher` out",
    "question": "write `topic/question`, as declared below `questions` in seeds/topics/",
}
"""What to do about a name of each kind that resembles none."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What names can lead to."""

    seeds: Seeds
    """The vocabulary; articles are no part of it."""
    articles: Collection[str]
    """The ids of all articles."""
    questions: frozenset[str]
    events: Mapping[str, Event]
    matters: frozenset[str]
    renamed: Ids

    def list_known(self, kind: str) -> Collection[str]:
        """Return the names of a kind."""
        if kind == "question":
            return self.questions
        if kind == "event":
            return self.events.keys()
        if kind == "matter":
            return self.matters
        return self.seeds.actors.keys() if kind == "actor" else self.seeds.publishers.keys()


def declare(seeds: Seeds, articles: Collection[str], renamed: Ids) -> Declared:
    """Return what names can lead to."""
    questions = frozenset(reference for reference, _, _ in list_references(seeds.topics))
    matters = frozenset(reference for reference, _ in list_matters(seeds.topics))
    return Declared(seeds, articles, questions, list_events(seeds), matters, renamed)


def check_article_names(article: Article, declared: Declared, named: Mapping[str, Article]) -> Iterator[Problem]:
    """Yield a problem for each name in an article that leads nowhere, as far as that is known.

    `named` has the articles that it names, and itself, by id.
    """
    yield from check_names(list_names(article), declared)
    for position in article.positions:
        for name in (position.precedes, position.follows):
            yield from check_occasion(name, position, declared, named) if name else ()
        yield from check_speakers(position, declared.seeds)


def check_names(named: Iterable[tuple[str, Text]], declared: Declared) -> Iterator[Problem]:
    """Yield a problem for each name that is not declared, with its kind, unless an unread file may declare it."""
    for kind, name in named:
        known = declared.list_known(kind)
        if name not in known and not may_be_declared(name, kind, declared.seeds.unread):
            message = f"{kind} `{name}`{describe_odd_characters(name)} is not declared"
            now = declared.renamed.trace(kind, name)
            help = f"it was renamed: write `{now}`" if now else suggest_name(name, known) or DECLARE[kind]
            yield Problem(name.at, f"unknown-{kind}", message, help)


def check_occasion(
    name: Text, position: Position, declared: Declared, named: Mapping[str, Article]
) -> Iterator[Problem]:
    """Yield an error where what a position precedes or follows is nothing, or could be two things."""
    events, articles, unread = declared.events, declared.articles, declared.seeds.unread
    if name in events and name in articles:
        message = f"`{name}` is an event and an article"
        yield Problem(name.at, "ambiguous-occasion", message, "give one of them another id: `briefing rename`")
    elif name not in events and name not in articles:
        if not any(path.startswith(("seeds/topics/", "seeds/articles/")) for path in unread):
            message = f"`{name}`{describe_odd_characters(name)} is neither an event nor an article"
            help = suggest_name(name, [*events, *articles]) or "write the id of an event or of an article"
            yield Problem(name.at, "unknown-occasion", message, help)
    elif name in articles:
        cells = [(str(holder), str(position.question)) for holder in position.holders]
        others = (other for cell in cells for other in list_positions(name, cell, named))
        if cells and all(other is position for other in others):
            message = f"the article `{name}` has no other position of this actor on `{position.question}`"
            yield Problem(name.at, "unknown-occasion", message, "name an event, or the article that has the other one")


def may_be_declared(name: str, kind: str, unread: Collection[str]) -> bool:
    """Say whether a file that could not be read may declare a name: then only that file's own fault is told."""
    if kind in ("question", "matter"):
        return f"seeds/topics/{get_topic_id(name)}.yml" in unread
    if kind == "event":
        return any(path.startswith("seeds/topics/") for path in unread)
    return f"seeds/{kind}s.yml" in unread


def check_speakers(position: Position, seeds: Seeds) -> Iterator[Problem]:
    """Yield a warning where a speaker speaks for another actor, or a speaker is given as the actor."""
    for holder in position.holders:
        actor = seeds.actors.get(holder)
        if actor and actor.on_behalf_of:
            message = f"`{holder}` speaks on behalf of `{actor.on_behalf_of}`, and stands here as the actor"
            help = f"write `actor: {actor.on_behalf_of}` and `speakers: [{holder}]`"
            yield Problem(holder.at, "speaker-as-actor", message, help)
    for speaker in position.voices:
        known = seeds.actors.get(speaker)
        speaks_for = (known.on_behalf_of or speaker) if known else None
        if known and position.holders and speaks_for not in (*position.holders, position.according_to):
            message = f"`{speaker}` does not speak for {' or '.join(f'`{holder}`' for holder in position.holders)}"
            help = "correct `speakers`, or `on_behalf_of` in actors.yml; add `according_to` if they report it of others"
            yield Problem(speaker.at, "speaker-of-other", message, help)


def check_vocabulary(seeds: Seeds, used: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each event that is declared twice, each event and matter that nothing uses.

    `used` names all events and matters that are.
    """
    first: dict[str, Text] = {}
    for id, topic in seeds.topics.items():
        if id in OTHER_PAGES:
            message = f"a topic cannot be called `{id}`: another page has this name"
            yield Problem(topic.places[""], "bad-id", message, "rename the file")
        for event in topic.events:
            if event.id in first and first[event.id].at.path != event.id.at.path:
                message = f"the event `{event.id}` is declared in {first[event.id].at.path} too"
                help = "give one of them another id, here and wherever an article means it"
                yield Problem(event.id.at, "duplicate-id", message, help)
            first.setdefault(event.id, event.id)
            if event.id not in used and not any(path.startswith("seeds/articles/") for path in seeds.unread):
                message = f"no article tells of the event `{event.id}`"
                help = "name it below `event` of the positions and passages that do, or delete it"
                yield Problem(event.id.at, "unused-event", message, help)
    for reference, matter in list_matters(seeds.topics):
        if reference not in used and not any(path.startswith("seeds/articles/") for path in seeds.unread):
            message = f"no passage tells of the matter `{reference}`"
            help = "name it below `matter` of the passages that do, in two articles or more"
            yield Problem(matter.id.at, "unused-matter", message, help)


def check_actors(seeds: Seeds, named: Collection[str]) -> Iterator[Problem]:
    """Yield a note for each actor of whom no article says anything; speakers may be known before they are quoted."""
    for id, actor in seeds.actors.items():
        if named and id not in named and not actor.on_behalf_of:
            message = f"no article gives the actor `{id}` a position"
            help = "delete it, or mend the id that was meant; one that you still expect may stay"
            yield Problem(actor.name.at, "unused-actor", message, help)

"""Which actors and publishers of the vocabulary a text speaks of. Never reads the disk.

Names count as whole words. Capitals must be the vocabulary's ("US" is not "us"); a name that begins with a small letter
("the Port Union") may begin with a capital. The longest name at a place is the one that is meant.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from briefing_desk.languages import list_languages, load_language
from briefing_desk.schema.model import Actor, ActorKind, Article, Publisher
from briefing_desk.syntax.hosts import get_host
from briefing_desk.text.normalise import normalise, normalise_with_origins
from briefing_desk.text.reporting import list_words


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an actor."""

    actor: str
    start: int
    end: int


def find_mentions(text: str, actors: Mapping[str, Actor]) -> list[Mention]:
    """Return every place where the text names one of the actors, in order."""
    names = dict(list_names(actors))
    if not names:
        return []
    folded = normalise_with_origins(text)
    alternatives = "|".join(map(allow_capital, sorted(names, key=len, reverse=True)))
    found = re.finditer(rf"(?<![\w-])(?:{alternatives})(?![\w-])", folded.text)
    return [Mention(get_actor(names, match.group()), *folded.to_original(*match.span())) for match in found]


def names_somebody(line: str, actors: Mapping[str, Actor]) -> bool:
    """Say whether a line with a dash is an actor's name, and what the actor is behind a comma or in brackets."""
    words = line.strip().lstrip("–—―- ")
    mentions = find_mentions(words, actors)
    return (
        bool(mentions)
        and mentions[0].start == 0
        and compile_attribution().fullmatch(words, mentions[0].end) is not None
    )


@cache
def compile_attribution() -> re.Pattern[str]:
    """Return a pattern for what may follow the name in such a line, in any language: none that make it a heading."""
    words = tuple(word for code in list_languages() for word in load_language(code).attributions)
    return re.compile(rf"(?:['’]s?)?(?:\s(?:{list_words(words)}))?\s*(?:[,(].*)?", re.IGNORECASE)


def list_names(actors: Mapping[str, Actor]) -> Iterator[tuple[str, str]]:
    """Yield each name with its actor; a person's last name too, unless another person has it.

    A name of which nothing is left, for it has no letter that anybody sees, would be found everywhere.
    """
    return ((name, id) for name, id in list_all_names(actors) if name.strip())


def list_all_names(actors: Mapping[str, Actor]) -> Iterator[tuple[str, str]]:
    """Yield what `list_names` chooses from."""
    surnames = Counter(actor.name.split()[-1] for actor in actors.values() if is_full_name(actor))
    for id, actor in actors.items():
        if is_full_name(actor) and surnames[actor.name.split()[-1]] == 1:
            yield normalise(actor.name.split()[-1]), id
    for id, actor in actors.items():
        for name in (actor.name, *actor.aliases):
            yield normalise(name), id


def is_full_name(actor: Actor) -> bool:
    """Say whether an actor is a person with first and last name."""
    return actor.kind is ActorKind.PERSON and len(actor.name.split()) > 1 and actor.name.split()[-1].istitle()


def allow_capital(name: str) -> str:
    """Return a pattern for a name: one that begins with a small letter begins with a capital in front of a sentence."""
    if not name[:1].islower() or len(name[0].upper()) > 1:  # ß has no capital that is one letter
        return re.escape(name)
    return f"[{re.escape(name[0])}{re.escape(name[0].upper())}]{re.escape(name[1:])}"


def get_actor(names: Mapping[str, str], found: str) -> str:
    """Return whose name was found."""
    if found in names:
        return names[found]
    return next(actor for name, actor in names.items() if name[0].upper() + name[1:] == found)  # ı and i have one


def find_publisher(name: str, url: str, publishers: Mapping[str, Publisher], articles: Iterable[Article]) -> str | None:
    """Return the publisher that a page names itself, else the one whose other articles have the same host."""
    wanted = squeeze(name)
    for id, publisher in publishers.items():
        if wanted and wanted in (squeeze(publisher.name), squeeze(id)):
            return id
    hosts = {get_site(article.url): str(article.publisher) for article in articles if article.url and article.publisher}
    return hosts.get(get_site(url)) if url else None


def squeeze(name: str) -> str:
    """Return a name without what publishers write differently from page to page: spaces, case, article, domain."""
    words = re.sub(r"^the\s+|\.(?:com|org|net)$", "", normalise(name).casefold())
    return re.sub(r"[\W_]+", "", words)


def get_site(url: str) -> str:
    """Return the host of an address without `www.`."""
    return get_host(url).removeprefix("www.")

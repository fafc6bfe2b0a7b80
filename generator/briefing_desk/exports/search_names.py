"""`data/names.js`: what the search finds by name, before it looks for words: topics, questions, actors, people."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from briefing_desk.analysis.library import Library
from briefing_desk.analysis.lists import Whole
from briefing_desk.languages import load_language
from briefing_desk.messages.words import ACTOR_KINDS, HEADS, LIST, QUESTION_OF, SEARCH, SEARCH_COUNTS
from briefing_desk.pages.actor import say_for
from briefing_desk.schema.references import make_reference
from briefing_desk.web.links import actor_page, evidence_page, question_anchor
from briefing_desk.web.views import list_heard

PATH = "data/names.js"


class Name(NamedTuple):
    """One thing by name."""

    name: str
    others: tuple[str, ...]
    """What else it is called; a question is called by its proposition."""
    about: str
    """What readers see beside the name."""
    href: str
    """Relative to the home page."""
    calls_somebody: bool
    """Whether each of the other names stands for the name itself, as those of actors do."""


def format_names(library: Library, whole: Whole, language: str) -> str:
    """Return the names, and the words of the search, as a script: pages may come from a file system.

    With them go the small words of the site's language: a question is about its other words.
    """
    known = load_language(language)
    small = sorted({*known.common, *known.querying})
    entries = list(list_names(library, whole))
    told = {"words": SEARCH | SEARCH_COUNTS | {"list": LIST}, "small": small, "entries": entries}
    return f'briefing("names",{json.dumps(told, ensure_ascii=False, separators=(",", ":"))})\n'


def list_names(library: Library, whole: Whole) -> Iterator[Name]:
    """Yield topics, actors that have a page, those who speak for them, and questions."""
    seeds = library.seeds
    for id, topic in seeds.topics.items():
        yield Name(topic.title, (), HEADS["topic"], f"{id}.html", False)
    for id, actor in seeds.actors.items():
        if id in library.holders:
            yield Name(actor.name, tuple(actor.aliases), ACTOR_KINDS[actor.kind], locate_actor(id), True)
    yield from list_speakers(library, whole)
    for id, topic in seeds.topics.items():
        for question in topic.questions:
            about = QUESTION_OF.format(topic=topic.title)
            page = evidence_page(library, make_reference(id, question.id)).removesuffix(".md")
            href = f"{page}.html#{question_anchor(question)}"
            yield Name(question.label, (question.proposition,), about, href, False)


def list_speakers(library: Library, whole: Whole) -> Iterator[Name]:
    """Yield those without a page of their own who are heard for an actor that has one."""
    actors = library.seeds.actors
    for speaker, actor in list_heard(library, whole):
        found = actors[speaker]
        others = (*found.aliases, *filter(None, [found.role]))
        yield Name(found.name, others, say_for(actors, speaker, actor), locate_actor(actor), True)


def locate_actor(actor: str) -> str:
    """Return the address of an actor's page, relative to the home page."""
    return actor_page(actor).removesuffix(".md") + ".html"

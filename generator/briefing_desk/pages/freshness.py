"""How fresh the prose of a topic's page is: reviewed against the evidence, or overtaken by it."""

from collections.abc import Iterable

from briefing_desk.messages.phrases import show_day
from briefing_desk.messages.words import (
    CHANGED_SINCE,
    HAPPENED,
    LIST,
    NEVER_REVIEWED,
    NEW_EVIDENCE,
    REVIEWED,
    WHO_ON_WHAT,
)
from briefing_desk.schema.model import Freshness, Overtaken
from briefing_desk.schema.references import get_question_id
from briefing_desk.web.links import Link
from briefing_desk.web.views import TopicView


def render_review(view: TopicView) -> str:
    """Return when the prose was last reviewed, and which cells have changed since."""
    found = view.context.library.freshness[view.id]
    cells = [view_overtaken(view, one, is_only_new(found)) for one in found.overtaken]
    day = show_day(found.reviewed) if found.reviewed else ""
    return view.context.render("review", sentence=choose_sentence(found), day=day, cells=cells)


def choose_sentence(found: Freshness) -> str:
    """Return what is said of a review of the prose, with places for its `day` and the `cells` changed since."""
    if found.reviewed is None:
        return NEVER_REVIEWED
    return REVIEWED if not found.overtaken else NEW_EVIDENCE if is_only_new(found) else CHANGED_SINCE


def is_only_new(found: Freshness) -> bool:
    """Say whether nothing but new evidence has come since."""
    return all(one.happened == ("new",) for one in found.overtaken)


def describe_happened(happened: Iterable[str]) -> str:
    """Return what has happened to a cell, gravest first."""
    known = set(happened)
    return LIST.join(words for key, words in HAPPENED.items() if key in known)


def name_overtaken(view: TopicView, found: Overtaken) -> str:
    """Return a changed cell by actor and question, as they are called, if they still are."""
    library, question_id = view.context.library, get_question_id(found.question)
    labels = {str(question.id): question.label for question in view.topic.questions}
    name = library.seeds.actors[found.actor].name if found.actor in library.seeds.actors else found.actor
    return WHO_ON_WHAT.format(actor=name, question=labels.get(question_id, question_id))


def view_overtaken(view: TopicView, found: Overtaken, is_plain: bool) -> tuple[Link, str]:
    """Return a changed cell, linked to it if there is one left, with what has happened to it if that differs."""
    cell, words = view.cells.get((found.actor, get_question_id(found.question))), name_overtaken(view, found)
    link = view.context.link_cell(cell, words) if cell else Link(words)
    return link, "" if is_plain else describe_happened(found.happened)

"""How fresh the prose of a topic's page is: reviewed against the evidence, or overtaken by it."""

from generator.escape import Html, element, fill, join, make_block
from generator.pages.parts import show_day
from generator.pages.view import TopicView
from generator.words import NEVER_REVIEWED, NEW_EVIDENCE, NO_LONGER, REVIEWED, WHO_ON_WHAT


def render_review(view: TopicView) -> str:
    """Return when the prose was last reviewed, and which cells have changed since."""
    found = view.context.library.freshness[view.id]
    if found.reviewed is None:
        return make_block(element("p", NEVER_REVIEWED, class_="b-fresh"))
    if not found.stale:
        return make_block(element("p", REVIEWED.format(day=show_day(found.reviewed)), class_="b-fresh"))
    told = join((name_stale(view, *key) for key in found.stale), "; ")
    head = element("strong", NEW_EVIDENCE.format(day=show_day(found.reviewed)))
    return make_block(element("p", join((head, " ", told, ".")), class_="b-fresh b-fresh--stale"))


def name_stale(view: TopicView, actor: str, reference: str) -> Html:
    """Return a changed cell by actor and question, linked to it if there is one left."""
    library, question_id = view.context.library, reference.split("/")[1]
    labels = {str(question.id): question.label for question in view.topic.questions}
    name = library.seeds.actors[actor].name if actor in library.seeds.actors else actor
    words = fill(WHO_ON_WHAT, actor=name, question=labels.get(question_id, question_id))
    cell = view.cells.get((actor, question_id))
    return view.context.link_cell(cell, words) if cell else join((words, NO_LONGER), " ")

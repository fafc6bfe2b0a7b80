"""The controls of a matrix: hidden until the script is there that they need. All of their words come from here."""

from typing import NamedTuple

from briefing_desk.messages.phrases import show_interval
from briefing_desk.messages.words import EARLIER_DAYS, MARKS
from briefing_desk.schema.model import Stance
from briefing_desk.web.signs import stance_word
from briefing_desk.web.views import TopicView

MANY = 16
"""So many actors are not shown all, but typed: a name ticks its box."""


class Option(NamedTuple):
    """One thing to choose; without a value it is there to be read only."""

    value: object
    words: str


class Choice(NamedTuple):
    """A list to choose one from; its first choice is everything."""

    id: str
    name: str
    """Of a control of `words.TOOLS`, and in the page's address."""
    options: list[Option]


class Tools(NamedTuple):
    """The controls: as of, question, stance, mark; the actors to compare."""

    choices: list[Choice]
    actors: list[Option]
    names: str
    """The id of the list of their names, where they are typed."""


def view_tools(view: TopicView) -> Tools:
    """Return the controls of a topic's matrix."""
    names = view.context.library.seeds.actors
    options = {
        "on": name_days(view),
        "question": [Option(question.id, question.label) for question in view.topic.questions],
        "stance": [Option(stance, stance_word(stance)) for stance in list_stances(view)],
        "mark": [Option(mark, MARKS[mark][0]) for mark in list_marks(view)],
    }
    choices = [Choice(f"b-{name}-{view.id}", name, offered) for name, offered in options.items()]
    actors = [Option(id, names[id].name) for id in view.actors]
    return Tools(choices, actors, f"b-names-{view.id}" if len(actors) >= MANY else "")


def name_days(view: TopicView) -> list[Option]:
    """Return the days as of which the matrix can be shown, newest first, each by the shortest date that begins then.

    Behind them it is said, for nobody to choose, where statements began on days before.
    """
    offered = [Option(day, show_interval(view.days[day][0])) for day in reversed(view.days)]
    first = min(view.days, default=None)
    left_out = any(first and report.begins and report.begins < first for report in view.reports)
    return [*offered, Option(None, EARLIER_DAYS)] if left_out else offered


def list_stances(view: TopicView) -> list[Stance]:
    """Return the stances that were ever held on the topic, in the order of the vocabulary."""
    held = {report.position.stance for report in view.reports}
    return [stance for stance in Stance if stance in held]


def list_marks(view: TopicView) -> list[str]:
    """Return the marks that a cell carries, in the order of the vocabulary; to look for others would find nothing."""
    used = {mark for cell in view.cells.values() for mark in cell.marks}
    return [mark for mark in MARKS if mark in used]

"""The controls of a matrix: hidden until the script is there that they need. All of their words come from here."""

from collections.abc import Iterable

from briefing_desk.messages.phrases import describe_interval
from briefing_desk.messages.words import (
    AS_OF,
    COMPARED,
    COMPARED_LISTS,
    COMPARED_NONE,
    EARLIER_DAYS,
    MARKS,
    MATRIX_CONTROLS,
    SHOW_ALL,
    SHOWN,
    TOOLS,
)
from briefing_desk.schema.model import Stance
from briefing_desk.web.escape import Html, element
from briefing_desk.web.signs import stance_word
from briefing_desk.web.views import TopicView

ALWAYS = ("changed", "contested")
"""The marks that readers can always ask for; the others where a cell carries them."""


def show_tools(view: TopicView) -> Html:
    """Return the controls: as of, question, stance, mark, actors; what is shown; the way back to everything."""
    questions = [(question.id, question.label) for question in view.topic.questions]
    stances = [(stance, stance_word(stance)) for stance in list_stances(view)]
    marks = [(mark, MARKS[mark][0]) for mark in list_marks(view)]
    return element(
        "form",
        element(
            "div",
            *(
                show_choice(view.id, name, options)
                for name, options in (
                    ("on", name_days(view)),
                    ("question", questions),
                    ("stance", stances),
                    ("mark", marks),
                )
            ),
            class_="b-choices",
        ),
        show_actors(view),
        element("p", element("span", role="status"), " ", element("button", SHOW_ALL, type="button"), hidden=True),
        element("div", role="status", class_="b-compared"),
        class_="b-tools",
        aria_label=MATRIX_CONTROLS,
        autocomplete="off",
        hidden=True,
        data_search_exclude=True,
        data_as_of=AS_OF,
        data_shown=SHOWN,
        data_compared=COMPARED["other"],
        **{f"data_compared_{form}": words for form, words in COMPARED.items() if form != "other"},
        data_compared_none=COMPARED_NONE,
        **{f"data_{name}": words for name, words in COMPARED_LISTS.items()},
    )


def show_choice(topic: str, name: str, options: Iterable[tuple[object, object]]) -> Html:
    """Return a list to choose one from; the first choice is everything."""
    words, everything = TOOLS[name]
    id = f"b-{name}-{topic}"
    shown = [element("option", label, value=value, disabled=value is None) for value, label in options]
    choice = element("select", element("option", everything, value=""), *shown, id=id, name=name)
    return element("div", element("label", words, for_=id), choice)


def show_actors(view: TopicView) -> Html:
    """Return the actors to choose from."""
    names = view.context.library.seeds.actors
    boxes = [
        element("label", element("input", type="checkbox", name="actors", value=id), " ", names[id].name)
        for id in view.actors
    ]
    return element("details", element("summary", TOOLS["actors"][0]), element("div", *boxes, class_="b-picks"))


def name_days(view: TopicView) -> list[tuple[object, object]]:
    """Return the days as of which the matrix can be shown, newest first, each by the shortest date that begins then.

    Behind them it is said, for nobody to choose, where statements began on days before.
    """
    offered: list[tuple[object, object]] = [(day, describe_interval(view.days[day][0])) for day in reversed(view.days)]
    left_out = any(report.begins and report.begins < min(view.days) for report in view.reports)
    return [*offered, (None, EARLIER_DAYS)] if left_out else offered


def list_stances(view: TopicView) -> list[Stance]:
    """Return the stances that were ever held on the topic, in the order of the vocabulary."""
    held = {report.position.stance for report in view.reports}
    return [stance for stance in Stance if stance in held]


def list_marks(view: TopicView) -> list[str]:
    """Return the marks to choose from, in the order of the vocabulary."""
    used = {mark for cell in view.cells.values() for mark in cell.marks}
    return [mark for mark in MARKS if mark in used.union(ALWAYS)]

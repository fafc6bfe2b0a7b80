"""How far actors agree: on the page of an actor with each other one, on that of a topic all pairs."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from briefing_desk.analysis.agreement import Agreement, compare_pairs, list_stances_held
from briefing_desk.analysis.library import Library
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import (
    AGREEMENT,
    AGREEMENT_NOTE,
    AGREEMENT_SHOWN,
    AGREEMENT_SHOWN_ALIKE,
    AGREEMENT_SHOWN_TIED,
    AGREES,
    BUT_FOR_CONDITION,
    LIST_APART,
    NOT_COMPARED,
    NOT_COMPARED_ON_TOPIC,
    find_plural,
)
from briefing_desk.web.links import Context, Link
from briefing_desk.web.views import TopicView

MOST = 50
"""Rows of a table: with n actors there are n(n-1)/2 pairs, which nobody reads."""


class Compared(NamedTuple):
    """One row: "agree on k of n compared questions", never a share."""

    actors: tuple[Link, ...]
    told: str
    same: str
    """The short labels of the questions on which they take the same stance."""
    different: str


def render_actor_agreement(context: Context, actor: str) -> str:
    """Return how far the actor agrees with each other actor that is heard on the same questions."""
    compared = compare_with_others(context.library, actor)
    rows = [view_agreement(context, found, (context.link_actor(found.second),)) for found in choose_rows(compared)]
    return render_table(context, rows, compared, AGREEMENT["actor"], AGREEMENT["with_others"], NOT_COMPARED)


def compare_with_others(library: Library, actor: str) -> list[Agreement]:
    """Return the comparisons of an actor with every other one that it can be compared with, by name."""
    held, actors = library.held, library.seeds.actors
    others = sorted(held.keys() - {actor}, key=lambda id: (actors[id].name.casefold(), id))
    return compare_pairs(held, ((actor, other) for other in others))


def render_topic_agreement(view: TopicView) -> str:
    """Return how far every two actors agree on the topic's questions."""
    compared = compare_all(view)
    rows = [view_pair(view.context, found) for found in choose_rows(compared)]
    return render_table(view.context, rows, compared, AGREEMENT["actors"], AGREEMENT["on_topic"], NOT_COMPARED_ON_TOPIC)


def compare_all(view: TopicView) -> list[Agreement]:
    """Return the comparisons of every two actors that can be compared on the topic."""
    return compare_pairs(list_stances_held(view.cells.values()), combinations(view.actors, 2))


def choose_rows(compared: list[Agreement]) -> list[Agreement]:
    """Return the comparisons that a table shows, in their order: those on most questions, if there are too many."""
    chosen = sorted(range(len(compared)), key=lambda index: -compared[index].compared)[:MOST]
    return [compared[index] for index in sorted(chosen)]


def describe_rest(compared: list[Agreement]) -> str:
    """Return which comparisons are shown, if there are more; where equals are left out, that the alphabet chose."""
    if len(compared) <= MOST:
        return ""
    counts = sorted((found.compared for found in compared), reverse=True)
    least, shown = counts[MOST - 1], {"shown": MOST, "compared": len(compared)}
    questions, tied = count(least, "question"), counts.count(least)
    if counts[MOST] < least:
        return AGREEMENT_SHOWN.format(**shown)
    if tied == len(counts):
        return AGREEMENT_SHOWN_ALIKE.format(questions=questions, **shown)
    first = MOST - counts.index(least)
    return AGREEMENT_SHOWN_TIED.format(questions=questions, first=first, tied=tied, **shown)


def render_table(
    context: Context, rows: list[Compared], compared: list[Agreement], first: str, caption: str, otherwise: str
) -> str:
    """Return comparisons as a table with the ground on which they stand; a sentence if there are none."""
    note = AGREEMENT_NOTE + describe_rest(compared)
    return context.render("agreement", rows=rows, first=first, caption=caption, note=note, otherwise=otherwise)


def view_pair(context: Context, found: Agreement) -> Compared:
    """Return one row of a topic's table."""
    return view_agreement(context, found, (context.link_actor(found.first), context.link_actor(found.second)))


def view_agreement(context: Context, found: Agreement, actors: tuple[Link, ...]) -> Compared:
    """Return one row, of the actors that it names."""
    told = AGREES[find_plural(found.compared)].format(same=len(found.same), compared=found.compared)
    near = found.but_for_condition
    return Compared(actors, told, name_all(context, found.same), name_all(context, found.different, near))


def name_all(context: Context, references: Iterable[str], near: Iterable[str] = ()) -> str:
    """Return the short labels of questions; of those near, that the actors differ by a condition only."""
    labels = ((reference, context.find_question(reference)[1].label) for reference in references)
    return LIST_APART.join(BUT_FOR_CONDITION.format(label=label) if one in near else label for one, label in labels)

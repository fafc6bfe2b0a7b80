"""How far actors agree: on the page of an actor with each other one, on that of a topic all pairs."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from briefing_desk.analysis.agreement import Agreement, compare_pairs, list_stances_held
from briefing_desk.analysis.library import Library
from briefing_desk.messages.phrases import count, show_month, sort_name
from briefing_desk.messages.words import (
    AGREEMENT,
    AGREEMENT_NOTE,
    AGREEMENT_SHOWN,
    AGREEMENT_SHOWN_ALIKE,
    AGREEMENT_SHOWN_TIED,
    AGREES,
    BUT_FOR_CONDITION,
    GROUP_NOT_COMPARED,
    NOT_COMPARED,
    NOT_COMPARED_ON_TOPIC,
    WITH_DATES,
    find_plural,
)
from briefing_desk.schema.model import ActorKind
from briefing_desk.web.links import Context, Link
from briefing_desk.web.views import TopicView

MOST = 50
"""Rows of a table: with n actors there are n(n-1)/2 pairs, which nobody reads."""


class Compared(NamedTuple):
    """One row: "agree on k of n compared questions", never a share."""

    actors: tuple[Link, ...]
    told: str
    same: list[str]
    """The short labels of the questions on which they take the same stance."""
    different: list[str]


def render_actor_agreement(context: Context, actor: str) -> str:
    """Return how far the actor agrees with each other actor that is heard on the same questions."""
    compared = compare_with_others(context.library, actor)
    rows = [view_agreement(context, found, (context.link_actor(found.second),)) for found in choose_rows(compared)]
    otherwise = NOT_COMPARED if is_named(context.library, actor) else GROUP_NOT_COMPARED
    return render_table(context, rows, compared, AGREEMENT["actor"], AGREEMENT["with_others"], otherwise)


def is_named(library: Library, actor: str) -> bool:
    """Say whether an actor can be compared: anybody may belong to a group that is not named."""
    return library.seeds.actors[actor].kind is not ActorKind.GROUP


def compare_with_others(library: Library, actor: str) -> list[Agreement]:
    """Return the comparisons of an actor with every other one that it can be compared with, by name."""
    held, actors = library.held, library.seeds.actors
    if not is_named(library, actor):
        return []
    named = (id for id in held.keys() - {actor} if is_named(library, id))
    others = sorted(named, key=lambda id: (sort_name(actors[id].name), id))
    return compare_pairs(held, ((actor, other) for other in others))


def render_topic_agreement(view: TopicView) -> str:
    """Return how far every two actors agree on the topic's questions."""
    compared = compare_all(view)
    rows = [view_pair(view.context, found) for found in choose_rows(compared)]
    return render_table(view.context, rows, compared, AGREEMENT["actors"], AGREEMENT["on_topic"], NOT_COMPARED_ON_TOPIC)


def compare_all(view: TopicView) -> list[Agreement]:
    """Return the comparisons of every two actors that can be compared on the topic."""
    named = [actor for actor in view.actors if is_named(view.context.library, actor)]
    return compare_pairs(list_stances_held(view.cells.values()), combinations(named, 2))


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
    note = " ".join(filter(None, [AGREEMENT_NOTE, describe_rest(compared)]))
    return context.render("agreement", rows=rows, first=first, caption=caption, note=note, otherwise=otherwise)


def view_pair(context: Context, found: Agreement) -> Compared:
    """Return one row of a topic's table."""
    return view_agreement(context, found, (context.link_actor(found.first), context.link_actor(found.second)))


def view_agreement(context: Context, found: Agreement, actors: tuple[Link, ...]) -> Compared:
    """Return one row, of the actors that it names."""
    told = AGREES[find_plural(found.compared)].format(same=len(found.same), compared=found.compared)
    return Compared(actors, told, name_all(context, found.same, found), name_all(context, found.different, found))


def name_all(context: Context, references: Iterable[str], found: Agreement) -> list[str]:
    """Return the short labels of questions, with what readers must know of the comparison."""
    return [name_compared(context, context.find_question(one)[1].label, one, found) for one in references]


def name_compared(context: Context, label: str, reference: str, found: Agreement) -> str:
    """Return a label; of stances that differ by a condition alone, or that are months apart, it says so."""
    if reference in found.but_for_condition:
        label = BUT_FOR_CONDITION.format(label=label)
    if reference in found.apart:
        first, second = (context.library.seeds.actors[id].name for id in (found.first, found.second))
        month, other = map(show_month, found.apart[reference])
        label = WITH_DATES.format(label=label, first=first, month=month, second=second, other=other)
    return label

"""The signs of the matrix: a word for each stance, words for each mark. Told apart without colour."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.lists import ListedCell
from briefing_desk.analysis.order import cover
from briefing_desk.messages.phrases import count, join_all, show_month
from briefing_desk.messages.words import LIST, MARKED, MARKS, STANCES, WHO_ON_WHAT, put_inside
from briefing_desk.schema.model import Actor, Stance
from briefing_desk.web.links import Context
from briefing_desk.web.parts import show_when

GRAVE = ("lost", "divided", "contested", "changed", "inferred", "second-hand", "told-otherwise", "corrected")
"""The marks without which a stance would be misread: they are said wherever one stands alone."""


NOTHING: Mapping[str, str] = MappingProxyType({})
OF_ORIGINS = ("one-origin", "unknown-origin")
"""The marks that pages tell with the number of reports, and not once more."""


class Mark(NamedTuple):
    """A mark of a cell, with what it says of this cell."""

    name: str
    words: str
    sentence: str = ""
    """In which the words stand with the parts, if the mark says more of the cell."""
    parts: Mapping[str, str] = NOTHING


def stance_word(stance: Stance) -> str:
    """Return a stance as readers see it."""
    return STANCES[stance][0]


class Sign(NamedTuple):
    """A cell in a picture: the signs of what is held, and where they lead."""

    stances: tuple[Stance, ...]
    href: str
    said: str
    """Who, on what, when: for a mouse that rests on it, and for those who do not see where it stands."""
    is_changed: bool
    is_old: bool
    """Whether it was last heard long before the newest."""
    is_inferred: bool
    """Whether it is our reading."""


def view_sign(context: Context, cell: ListedCell, is_old: bool) -> Sign:
    """Return a cell as a sign that leads to its evidence."""
    question = context.find_question(cell.question)[1]
    who = WHO_ON_WHAT.format(actor=context.library.seeds.actors[cell.actor].name, question=question.label)
    told = [who, show_month(cover(cell.dates))] if cell.dates else [who]
    told += [put_inside(MARKS[mark][0]) for mark in cell.marks if mark in GRAVE]
    href = context.link_evidence(cell, "").href
    return Sign(cell.stances, href, LIST.join(told), "changed" in cell.marks, is_old, "inferred" in cell.marks)


def view_marks(cell: Cell, actors: Mapping[str, Actor]) -> list[Mark]:
    """Return what stands out of a cell: the change with what it was and when, what others report with who they are."""
    parts: dict[str, dict[str, str]] = {}
    tellers = join_all(actors[id].name for id in cell.tellers)
    if cell.is_second_hand:
        parts["second-hand"] = {"actors": tellers}
    if cell.changed_from:
        parts["changed"] = {"stance": list_inside(cell.former), "date": show_when(cell.changed_from)}
    if cell.told_otherwise:
        parts["told-otherwise"] = {"stance": list_inside(cell.told_otherwise), "actors": tellers}
    if cell.lost:
        parts["lost"] = {"reports": count(len(cell.lost), "report")}
    return [
        Mark(mark, MARKS[mark][0], MARKED[mark], parts[mark]) if mark in parts else Mark(mark, MARKS[mark][0])
        for mark in cell.marks
        if mark not in OF_ORIGINS
    ]


def list_inside(stances: Iterable[Stance]) -> str:
    """Return stances as they stand inside a sentence."""
    return join_all(put_inside(stance_word(stance)) for stance in stances)

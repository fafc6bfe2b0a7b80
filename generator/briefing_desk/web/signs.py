"""The signs of the matrix: a word for each stance, words for each mark. Told apart without colour."""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import AND, MARKS, N_LOST, STANCES, TOLD, TOLD_BY, WAS, put_inside
from briefing_desk.schema.model import Actor, Stance
from briefing_desk.web.parts import say_when


class Mark(NamedTuple):
    """A mark of a cell, with what it says of this cell."""

    name: str
    words: str
    detail: str = ""


def stance_word(stance: Stance) -> str:
    """Return a stance as readers see it."""
    return STANCES[stance][0]


def view_marks(cell: Cell, actors: Mapping[str, Actor]) -> list[Mark]:
    """Return a cell's marks: the change with what it was and when, what others report with who they are."""
    details: dict[str, str] = {}
    tellers = AND.join(actors[id].name for id in cell.tellers)
    if cell.is_second_hand:
        details["second-hand"] = TOLD_BY.format(actors=tellers)
    if cell.changed_from:
        was = AND.join(put_inside(stance_word(stance)) for stance in cell.former)
        details["changed"] = WAS.format(stance=was, date=say_when(cell.changed_from))
    if cell.told_otherwise:
        told = AND.join(put_inside(stance_word(stance)) for stance in cell.told_otherwise)
        details["told-otherwise"] = TOLD.format(stance=told, actors=tellers)
    if cell.lost:
        details["lost"] = N_LOST.format(reports=count(len(cell.lost), "report"))
    return [Mark(mark, MARKS[mark][0], details.get(mark, "")) for mark in cell.marks]

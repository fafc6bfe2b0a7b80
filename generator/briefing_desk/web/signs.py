"""The signs of the matrix: a word and a shape for each stance, words for each mark. Told apart without colour."""

from collections.abc import Mapping

from briefing_desk.analysis.cells import Cell
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import AND, MARKS, N_LOST, STANCES, TOLD, TOLD_BY, WAS, put_inside
from briefing_desk.schema.model import Actor, Stance
from briefing_desk.web.escape import Html, element
from briefing_desk.web.parts import say_when


def stance_word(stance: Stance) -> str:
    """Return a stance as readers see it."""
    return STANCES[stance][0]


def show_stance(stance: Stance) -> Html:
    """Return a stance as a word; its sign comes from the style sheet, a shape of its own for each stance."""
    return element("span", stance_word(stance), class_=f"b-stance b-stance--{stance}")


def show_mark(mark: str, detail: object = None) -> Html:
    """Return a mark as its words, with what it says of this cell."""
    return element("li", element("strong", MARKS[mark][0]), detail, class_=f"b-mark b-mark--{mark}")


def show_marks(cell: Cell, actors: Mapping[str, Actor]) -> Html | None:
    """Return a cell's marks: the change with what it was and when, what others report with who they are."""
    details: dict[str, object] = {}
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
    return (
        element("ul", *(show_mark(mark, details.get(mark)) for mark in cell.marks), class_="b-marks")
        if cell.marks
        else None
    )

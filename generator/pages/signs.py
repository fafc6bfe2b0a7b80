"""The signs of the matrix: a shape for each stance, words for each mark. Told apart without colour."""

from generator.dates import describe_interval
from generator.escape import Html, element, join
from generator.matrix import Cell
from generator.model import Stance
from generator.pages.parts import count
from generator.statements import UNKNOWN_ORIGIN
from generator.words import MARKS, STANCES

RING = '<circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'


DISC = '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'


STROKE = 'fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'


ICONS = {
    Stance.SUPPORT: (DISC, f'<path d="M4.6 8.3 7 10.7l4.5-5" stroke="var(--b-paper)" {STROKE}/>'),
    Stance.OPPOSE: (DISC, f'<path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke="var(--b-paper)" {STROKE}/>'),
    Stance.CONDITIONAL: (
        '<circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 2"/>',
        f'<path d="M4.9 8.3 7.1 10.5l4.1-4.6" stroke="currentColor" {STROKE}/>',
    ),
    Stance.MIXED: (RING, '<path d="M8 1.25a6.75 6.75 0 0 0 0 13.5z" fill="currentColor"/>'),
    Stance.NEUTRAL: (RING, f'<path d="M4.8 8h6.4" stroke="currentColor" {STROKE}/>'),
    Stance.UNDECIDED: (
        RING,
        f'<path d="M6.2 6.2a1.9 1.9 0 1 1 2.6 1.9c-.5.2-.8.5-.8 1.1m0 2v.1" stroke="currentColor" {STROKE}/>',
    ),
    Stance.NO_COMMENT: (RING, f'<path d="M4.9 8h.1m3 0h.1m3 0h.1" stroke="currentColor" {STROKE}/>'),
}


def icon(stance: Stance) -> Html:
    """Return a stance's sign, told apart by shape alone; drawn for 16 by 16 units, in the colour of the text."""
    shape = Html("".join(ICONS[stance]))
    return element("svg", shape, class_="b-icon", viewBox="0 0 16 16", width=16, height=16, aria_hidden="true")


def stance_word(stance: Stance) -> str:
    """Return a stance as readers see it."""
    return STANCES[stance][0]


def show_stance(stance: Stance) -> Html:
    """Return a stance as sign and word."""
    word = element("span", stance_word(stance), class_="b-word")
    return element("span", icon(stance), " ", word, class_=f"b-stance b-stance--{stance}")


def list_marks(cell: Cell) -> list[str]:
    """Return the marks that a cell carries, as keys of `MARKS`, gravest first."""
    given = {
        "lost": bool(cell.lost),
        "divided": cell.is_divided,
        "contested": cell.is_contested and not cell.is_divided,
        "changed": cell.changed_from is not None,
        "condition": cell.condition_differs,
        "inferred": cell.is_inferred,
        "second-hand": bool(cell.current) and all(statement.is_second_hand for statement in cell.current),
        "corrected": cell.is_corrected,
        "unchecked": not cell.is_checked,
        "one-origin": len(cell.origins) == 1 and len(cell.articles) > 1,
    }
    return [mark for mark, holds in given.items() if holds]


def show_mark(mark: str, detail: object = None) -> Html:
    """Return a mark as its words, with what it says of this cell."""
    return element("li", element("strong", MARKS[mark][0]), detail, class_=f"b-mark b-mark--{mark}")


def show_marks(cell: Cell) -> Html | None:
    """Return a cell's marks, the change with what it was and when."""
    details: dict[str, object] = {}
    if cell.changed_from:
        was = " and ".join(stance_word(stance).lower() for stance in cell.changed_from.stances)
        details["changed"] = join((": was “", was, "” (", describe_interval(cell.changed_from.date), ")"))
    if cell.lost:
        details["lost"] = f": {count(len(cell.lost), 'report')}"
    if cell.origins == {UNKNOWN_ORIGIN}:
        details["one-origin"] = ": publishers not known"
    marks = list_marks(cell)
    return element("ul", *(show_mark(mark, details.get(mark)) for mark in marks), class_="b-marks") if marks else None

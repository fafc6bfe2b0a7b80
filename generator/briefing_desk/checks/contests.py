"""Where one article contests itself: it gives an actor two stances on a question, and neither is surely later. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from briefing_desk.analysis.order import Order, date_position, name_occasion
from briefing_desk.quotes.evidence import get_id
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import Article, Basis, Event, Position, Status
from briefing_desk.syntax.problems import Problem

Orders = Mapping[tuple[str, str], Mapping[str, Order]]
"""What positions say of their order, by actor and question, then by occasion: `order.order_cells`."""


@dataclass(frozen=True, slots=True)
class Told:
    """One position that an article reports, with what is known of its time."""

    position: Position
    occasion: str
    date: Interval
    follows: frozenset[str]


def check_contests(id: str, article: Article, orders: Orders, events: Mapping[str, Event]) -> Iterator[Problem]:
    """Yield an error where an article gives one position twice, a warning where it gives an actor two at once."""
    cells: dict[tuple[str, str], list[Position]] = {}
    for position in article.positions:
        for holder in position.holders if position.quotes else ():
            cells.setdefault((str(holder), str(position.question)), []).append(position)
    for (actor, question), positions in cells.items():
        yield from check_twice(id, positions, f"`{actor}` has this position on `{question}` twice, from the same quote")
        order = orders.get((actor, question), {})
        told = list(tell_positions(id, article, positions, order, events))
        for index, one in enumerate(told):
            clashes = ((other, code) for other in told[:index] if (code := find_clash(other, one)))
            for first, code in islice(clashes, 1):
                yield tell_clash(id, actor, code, first, one)


def check_twice(id: str, positions: list[Position], message: str) -> Iterator[Problem]:
    """Yield an error for each position that shows the same as one before it, from the same quote."""
    seen = set()
    for position in positions:
        quote = get_id(id, position.quotes[0])
        if quote in seen:
            yield Problem(position.places[""], "duplicate-position", message, "delete one of them")
        seen.add(quote)


def tell_positions(
    id: str, article: Article, positions: list[Position], order: Mapping[str, Order], events: Mapping[str, Event]
) -> Iterator[Told]:
    """Yield the positions that can contest each other: our readings do not, nor what a withdrawn article says."""
    stances = {position.stance for position in positions}
    for position in positions if len(stances) > 1 and article.status is not Status.WITHDRAWN else ():
        if position.basis is not Basis.INFERRED:
            name = name_occasion(id, position)
            follows = order[name].follows if name in order else frozenset[str]()
            yield Told(position, name, date_position(position, article, events), follows)


def find_clash(one: Told, other: Told) -> str | None:
    """Return the code of the warning that two positions of a cell deserve, if they contest each other."""
    mine, theirs = one.position, other.position
    if mine.stance is theirs.stance or mine.according_to != theirs.according_to:
        return None
    voices = list_voices(mine), list_voices(theirs)
    if all(voices) and not voices[0] & voices[1]:
        return None  # two voices inside one actor: divided
    if one.occasion == other.occasion:
        return "conflicting-positions"
    if one.occasion in other.follows or other.occasion in one.follows:
        return None
    if one.date.is_later_than(other.date) or other.date.is_later_than(one.date):
        return None
    if voices[0] == voices[1] and (mine.date, mine.event) == (theirs.date, theirs.event):
        return "conflicting-positions"
    return "dates-overlap"


def list_voices(position: Position) -> set[str]:
    """Return who is quoted: each quote's own speakers, else the position's."""
    speakers = (position.speakers if quote.speakers is None else quote.speakers for quote in position.quotes)
    return {str(name) for names in speakers for name in names}


def tell_clash(id: str, actor: str, code: str, first: Told, last: Told) -> Problem:
    """Return the warning of two positions that contest each other, at the one that stands below the other."""
    position = last.position
    message = f"`{actor}` both `{first.position.stance}` and `{position.stance}` on `{position.question}`"
    if code == "dates-overlap":
        message += f", and the dates do not tell which is the later: {say_date(first)}, {say_date(last)}"
        help = f"if this one came later, add `follows: {id}` to it, if it came first, `precedes: {id}`"
    elif position.event and first.occasion == last.occasion:
        help = "reports of one event are one statement: if they were said at different times, delete one's `event`"
    else:
        help = f"if the two were said at different times, give each its `date`, or the later one `follows: {id}`"
    place = position.places.get("stance", position.places[""])
    return Problem(place, code, message, f"{help}; if by two voices, its `speakers`")


def say_date(told: Told) -> str:
    """Return the date of a position as annotated."""
    return f"`{told.date.text}`" if told.date.text else "no date"

"""When positions were taken, and in which order: by their dates, and by what positions themselves say. Pure.

A is later than B if A begins after B ends, if one of them says so (`precedes`, `follows`), or by way of a third.
"""

# Long for a reason: one relation, its closure and its contradictions: apart they would hand the same graph back and
# forth.

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from briefing_desk.quotes.evidence import get_id
from briefing_desk.schema.dates import UNKNOWN, Day, Interval
from briefing_desk.schema.model import Article, Event, Position, Seeds, Status
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.text.normalise import normalise

Rank = tuple[Day, Day, int]
"""What occasions sort by: their first day, their last, and how many they are said to follow."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is known of one occasion's place among those of its cell, beyond its own date."""

    follows: frozenset[str] = frozenset()
    """The occasions that it is later than, though its date does not say so."""
    rank: Rank | None = None
    """Given where it follows another: behind that one, whatever the dates say."""
    facts: tuple[str, ...] = ()
    """What it follows, by stances and words, not by ids: renaming changes none."""


BY_DATE = Order()
"""Nothing is known but the date."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that a position says: that one occasion came before another."""

    before: str
    after: str
    said: Text
    """The name behind the key."""
    key: str
    """precedes or follows."""


@dataclass(slots=True)
class Sequence:
    """What is known of the occasions of one actor's positions on one question; filled in article by article."""

    dates: dict[str, list[Interval]] = field(default_factory=dict)
    positions: dict[str, list[Position]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def name_occasion(article_id: str, position: Position) -> str:
    """Return what tells an occasion from every other of its cell: the event, else the first quote's id."""
    return f"event {position.event}" if position.event else get_id(article_id, position.quotes[0])


def date_position(position: Position, article: Article, events: Mapping[str, Event]) -> Interval:
    """Return when a position was taken: its own date, else its event's, else its article's."""
    event = events.get(position.event) if position.event else None
    return position.date or (event.date if event else None) or article.date or UNKNOWN


def date_occasion(dates: Iterable[Interval], event: Event | None) -> Interval:
    """Return the date of an occasion: what its reports give, or its event's where they differ."""
    found = set(dates)
    return event.date if len(found) > 1 and event and event.date else span(found)


def span(dates: Iterable[Interval]) -> Interval:
    """Return the shortest interval that covers all the dates, one of them if possible.

    An open end stays open; what is approximate or inferred in one of them is so in the whole.
    """
    known = sorted(dates, key=lambda date: date.text)
    if len(known) == 1:
        return known[0]
    firsts, lasts = [date.first for date in known], [date.last for date in known]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    if first is None and last is None:
        return UNKNOWN
    mark = "".join(sign for sign in "~?" if any(sign in date.text.replace("%", "~?") for date in known))
    mark = "%" if mark == "~?" else mark
    ends = (f"{day}{mark}" if day else ".." for day in (first, last))
    whole = Interval("/".join(ends), first, last)
    return next((date for date in known if (date.first, date.last) == (first, last)), whole)


def cover(dates: Iterable[Interval]) -> Interval:
    """Return the time that dates cover together; where that is all time, about when they meet."""
    known = tuple(dates)
    whole = span(known)
    return find_shared(known) if whole == UNKNOWN else whole


def find_shared(dates: Iterable[Interval]) -> Interval:
    """Return the days that all known dates have in common, as approximate ones; UNKNOWN if there are none."""
    known = [date for date in dates if date != UNKNOWN]
    first = max((date.first for date in known if date.first), default=None)
    last = min((date.last for date in known if date.last), default=None)
    if first is None or last is None or first > last:
        return UNKNOWN
    text = f"{first}~" if first == last else f"{first}~/{last}~"
    return Interval(text, first, last)


def sort_key(date: Interval) -> tuple[Day, Day]:
    """Return what dates sort by: their first day, then their last; unknown ends come first."""
    return date.first or Day.min, date.last or Day.min


def place_in_list(rank: Rank) -> Rank:
    """Return what a list by time sorts by: where only the end is known, as in "15 March or earlier", that end."""
    return rank if rank[0] > Day.min else (rank[1], *rank[1:])


def list_sequences(seeds: Seeds, events: Mapping[str, Event]) -> dict[tuple[str, str], Sequence]:
    """Return every cell, by actor and question, in which a position says what it precedes or follows.

    What withdrawn articles say counts for nothing.
    """
    positions = [
        (id, article, position)
        for id, article in seeds.articles.items()
        if article.status is not Status.WITHDRAWN
        for position in article.positions
        if position.quotes  # else the annotation was not readable
    ]
    said = {
        (str(holder), str(position.question)): Sequence()
        for _, _, position in positions
        if position.precedes or position.follows
        for holder in position.holders
    }
    for id, article, position in positions if said else ():
        for holder in position.holders:
            if sequence := said.get((str(holder), str(position.question))):
                name = name_occasion(id, position)
                sequence.dates.setdefault(name, []).append(date_position(position, article, events))
                sequence.positions.setdefault(name, []).append(position)
    for id, _, position in positions if said else ():
        for holder in position.holders:
            key = str(holder), str(position.question)
            if key in said:
                said[key].links.extend(list_links(id, position, key, seeds, events))
    return said


def list_links(
    article_id: str, position: Position, cell: tuple[str, str], seeds: Seeds, events: Mapping[str, Event]
) -> Iterator[Link]:
    """Yield what a position says of its place among those of a cell."""
    own = name_occasion(article_id, position)
    if precedes := position.precedes:
        for other in find_named(precedes, own, cell, seeds.articles, events):
            yield Link(own, other, precedes, "precedes")
    if follows := position.follows:
        for other in find_named(follows, own, cell, seeds.articles, events):
            yield Link(other, own, follows, "follows")


def find_named(
    name: Text, own: str, cell: tuple[str, str], articles: Mapping[str, Article], events: Mapping[str, Event]
) -> Iterator[str]:
    """Yield the occasions that a name means: an event, or the other positions of a cell in an article."""
    if name in events:
        yield f"event {name}"
        return
    for position in list_positions(name, cell, articles):
        occasion = name_occasion(name, position)
        if occasion != own:
            yield occasion


def list_positions(article_id: str, cell: tuple[str, str], articles: Mapping[str, Article]) -> Iterator[Position]:
    """Yield the positions that an article reports of one actor on one question."""
    article = articles.get(article_id)
    for position in article.positions if article else ():
        if position.quotes and cell[0] in position.holders and cell[1] == position.question:
            yield position


def connect(sequence: Sequence, events: Mapping[str, Event]) -> tuple[dict[str, Interval], dict[str, dict[str, None]]]:
    """Return the date of every occasion, with the events that are named, and those that each is later than by date."""
    named = [name for link in sequence.links for name in (link.before, link.after)]
    dates = {
        name: date_occasion(sequence.dates.get(name, []), events.get(name.removeprefix("event ")))
        if name in sequence.dates
        else date_event(name, events)
        for name in dict.fromkeys([*sequence.dates, *named])
    }
    before = {
        name: {other: None for other in dates if date.is_later_than(dates[other])} for name, date in dates.items()
    }
    return dates, before


def date_event(name: str, events: Mapping[str, Event]) -> Interval:
    """Return the date of an event that nobody in a cell reports."""
    event = events.get(name.removeprefix("event "))
    return (event.date if event else None) or UNKNOWN


def find_contradictions(sequence: Sequence, events: Mapping[str, Event]) -> tuple[list[Link], list[Link]]:
    """Return the links that can all hold together with the dates, and those that go round in a circle."""
    _, by_date = connect(sequence, events)
    kept, wrong = list(sequence.links), []
    while True:
        before = {name: dict(others) for name, others in by_date.items()}
        for link in kept:
            before[link.after][link.before] = None
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            circle = error.args[1]  # each is before the next
            steps = set(pairwise(circle))
            found = [
                link for link in kept if (link.before, link.after) in steps and link.before not in by_date[link.after]
            ]
            wrong += found
            kept = [link for link in kept if link not in found]
        else:
            return kept, wrong


def settle(sequence: Sequence, events: Mapping[str, Event]) -> dict[str, Order]:
    """Return the order of the occasions of a cell, as far as it is known otherwise than by their own dates."""
    dates, by_date = connect(sequence, events)
    kept, _ = find_contradictions(sequence, events)
    before = {name: dict(others) for name, others in by_date.items()}
    for link in kept:
        before[link.after][link.before] = None
    ranks: dict[str, Rank] = {}
    past: dict[str, frozenset[str]] = {}
    for name in TopologicalSorter(before).static_order():
        others = before[name]
        past[name] = frozenset(others).union(*(past[other] for other in others))
        behind = [(*ranks[other][:2], ranks[other][2] + 1) for other in others]
        ranks[name] = max([(*sort_key(dates[name]), 0), *behind])
    return {name: make_order(name, ranks[name], past[name] - by_date[name].keys(), sequence, dates) for name in dates}


def make_order(
    name: str, rank: Rank, follows: frozenset[str], sequence: Sequence, dates: Mapping[str, Interval]
) -> Order:
    """Return the order of one occasion."""
    if not follows:
        return BY_DATE
    facts = [
        f"{position.stance} {normalise(quote.exact)}"
        for other in follows
        for position in sequence.positions.get(other, ())
        for quote in position.quotes[:1]
    ]
    facts += [dates[other].text for other in follows if other not in sequence.positions]
    return Order(follows, rank if rank[:2] != sort_key(dates[name]) or rank[2] else None, tuple(sorted(facts)))


def order_cells(seeds: Seeds, events: Mapping[str, Event]) -> dict[tuple[str, str], dict[str, Order]]:
    """Return the order of the occasions of each cell in which positions say anything of it."""
    return {cell: settle(sequence, events) for cell, sequence in list_sequences(seeds, events).items()}


def check_order(seeds: Seeds, events: Mapping[str, Event]) -> Iterator[Problem]:
    """Yield an error for each `precedes` or `follows` that dates, or other positions, contradict."""
    for sequence in list_sequences(seeds, events).values():
        dates, _ = connect(sequence, events)
        for link in find_contradictions(sequence, events)[1]:
            message, help = explain_contradiction(link, dates)
            yield Problem(link.said.at, "contradictory-order", f"`{link.key}: {link.said}` contradicts {message}", help)


def explain_contradiction(link: Link, dates: Mapping[str, Interval]) -> tuple[str, str]:
    """Return what speaks against a link, and how to mend it."""
    before, after = dates[link.before], dates[link.after]
    if link.before == link.after:
        return f"`event: {link.said}`: the position was taken on this occasion", "delete one of the two"
    if before.is_later_than(after):
        dated = f"the dates: then `{before.text}` would come before `{after.text}`"
        return dated, "correct a `date`: the position's own counts first, then its event's, then its article's"
    circle = "what is said of other positions on this question: together it goes round in a circle"
    return circle, "look at `precedes`, `follows` and the dates of this actor's other positions on it"

"""On which day an article appeared: where a page's sources agree, or only one speaks. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing_desk.schema.dates import Day
from briefing_desk.webpage.claims import Claim
from briefing_desk.webpage.days import Reading, read_days, show_days
from briefing_desk.webpage.head import Seen

ADDRESS = re.compile(r"/((?:19|20)\d\d)(?:[/-]?(\d\d)[/-]?(\d\d)|/(\d\d?)/(\d\d?))(?=[/_-]|\Z)")

FIRST_YEAR = 1991
"""In which the first page of the web appeared: an earlier day is somebody's birthday."""
FAR = timedelta(days=300)
"""Two days of publication that are farther apart are no matter of clocks or editions: one of them is wrong."""
GENERAL = re.compile(r"<meta> (?:dc|dcterms)?[.:]?(?:date|created|last-published)\Z")
"""Names that also stand for the day of a change, or of the page."""
CREATED = re.compile(rf"{GENERAL.pattern}|dateCreated\Z")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a value: the value with its origin, or in which readings it is doubted."""

    value: str = ""
    origin: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A day that a page gives, with all its readings."""

    reading: Reading
    origin: str


def date_article(claims: Sequence[Claim], seen: Sequence[Seen], url: str) -> Verdict:
    """Return the day on which an article appeared.

    Written for programs and seen by readers, a day is taken where both agree, or where only one speaks. A time in UTC
    may belong to a neighbouring day: what readers see settles it, and also which of two readings is meant.
    """
    told = [Source(reading, claim.origin) for claim in claims for reading in read_days(claim.value)[:1]]
    shown = sorted(seen, key=lambda one: -one.rank)
    address = ADDRESS.search(url)
    if address:
        day = "-".join(part.zfill(2) for part in address.groups() if part)
        shown += [Seen(reading, "the address", 2) for reading in read_days(day)]
    if told:
        return weigh(told, shown)
    shown = [one for one in shown if min(one.reading.days).year >= FIRST_YEAR]
    best = max((one.rank for one in shown), default=0)
    return settle([Source(one.reading, one.origin) for one in shown if one.rank == best]) if best > 1 else Verdict()


def weigh(told: Sequence[Source], shown: Sequence[Seen]) -> Verdict:
    """Return the day that programs are told, if readers see it too or see none that is surely another."""
    if any(other.rank > 2 for other in shown):
        shown = [other for other in shown if other.rank]
    for is_settled in (True, False):
        for source in told:
            for other in shown:
                days = source.reading.days & other.reading.days
                if len(days) == 1 and bool(other.reading.near) != is_settled:
                    rivals = list_rivals(days, told, shown)
                    agreed = Verdict(show_days(days), f"{source.origin} and {other.origin}")
                    return doubt((source, Source(other.reading, other.origin), *rivals)) if rivals else agreed
        if is_settled and (verdict := move(told, shown)):
            return verdict
    least = 0 if GENERAL.search(told[0].origin) else 2
    sure = [other for other in shown if other.rank > 2] or [other for other in shown if other.rank >= least]
    if sure and (len({other.reading.days for other in sure}) == 1 or sure[0].rank > 2 or not least):
        return doubt((told[0], *(Source(other.reading, other.origin) for other in sure)))
    return settle(told)


def list_rivals(days: frozenset[Day], told: Sequence[Source], shown: Sequence[Seen]) -> list[Source]:
    """Return what also calls itself the day of publication, and is about a year or more away."""
    named = [one for one in told if not CREATED.search(one.origin)]
    named += [Source(one.reading, one.origin) for one in shown if one.rank > 2]
    return [one for one in named if all(abs(a - b) > FAR for a in days for b in one.reading.days)]


def move(told: Sequence[Source], shown: Sequence[Seen]) -> Verdict | None:
    """Return the neighbouring day that readers see where programs are told a time in UTC."""
    for source in told:
        for other in shown:
            days = source.reading.near & other.reading.days
            if len(days) == 1 and other.rank > 1 and not other.reading.near:
                return Verdict(show_days(days), f"{other.origin}; {source.origin} gives it in UTC")
    return None


def settle(sources: Sequence[Source]) -> Verdict:
    """Return the one day that all of some sources allow, or all their readings as doubts."""
    if not sources:
        return Verdict()
    days = sources[0].reading.days
    for source in sources[1:]:
        days = days & (source.reading.days | source.reading.near)
    if len(days) == 1 and not sources[0].reading.near:
        return Verdict(show_days(days), sources[0].origin)
    return doubt(sources)


def doubt(sources: Sequence[Source]) -> Verdict:
    """Return the readings of sources that contradict each other, or are not clear."""
    lines = dict.fromkeys(f"{show_days(one.reading.days | one.reading.near)}: {one.origin}" for one in sources)
    return Verdict(doubts=tuple(list(lines)[:4]))

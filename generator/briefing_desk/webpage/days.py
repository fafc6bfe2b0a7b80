"""Days as pages write them, each with all its readings: 11/01/2023 is two days until something tells which. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from briefing_desk.schema.dates import Day
from briefing_desk.webpage.tree import fold_spaces

YEAR = r"(?:19|20)\d\d"
STAMP = re.compile(
    rf"(?<![\d.])({YEAR})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)"
    r"(?:[T ]\s*(\d{1,2}):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(Z|[+-]00:?00|GMT|UTC)?)?"
)
"""2025-09-25, 2025/09/25, with or without a time; a time of no zone of its own is remembered as such."""
COMPACT = re.compile(rf"(?<!\d)({YEAR})(\d\d)(\d\d)(?=T|\Z|\s|\d{{6}}\b)")
NUMERIC = re.compile(rf"(?<![\d./-])(\d{{1,2}})(\.\s?|[/-])(\d{{1,2}})(\.\s?|[/-])({YEAR}|\d\d)(?![\d/-]|\.\d)")
IDEOGRAPHIC = re.compile(rf"({YEAR})\s*[年년]\s*(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日일]")
UNIX = re.compile(rf"([A-Z][a-z]{{2}})\s+(\d{{1,2}})\s+\d\d:\d\d:\d\d\s+(?:[A-Z]{{2,4}}\s+)?({YEAR})")
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(r",?\s*(\d\d):(\d\d)(?::\d\d)?\s*(?:GMT|UTC|Z|[+-]00:?00)(?![\w+-])")
"""Behind a day, a time of no zone of its own, as the headers of mails write it."""
DAY = r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|°|ª)?"
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A day as written, and which days it may be."""

    days: frozenset[Day]
    """Several where the writing allows several."""
    near: frozenset[Day] = frozenset()
    """Which day it may be where the page is read: a time in UTC may belong to the day before or after."""
    start: int = 0
    end: int = 0


def read_days(words: str, language: str = "") -> list[Reading]:
    """Return the days that a text writes, in order, each with its readings."""
    found: list[Reading] = []
    for reading in (
        *read_stamps(words),
        *read_numbers(words, language),
        *read_names(words, language),
    ):
        if reading.days and not any(reading.start < other.end and other.start < reading.end for other in found):
            found.append(reading)
    return sorted(found, key=lambda reading: reading.start)


def read_stamps(words: str) -> Iterator[Reading]:
    """Yield the days that begin with their year."""
    for match in STAMP.finditer(words):
        year, _, month, day, hour, minute, zone = match.groups()
        days = make_days((year, month, day))
        yield Reading(days, list_near(days, f"{hour:0>2}:{minute}") if zone else frozenset(), *match.span())
    for match in UNIX.finditer(words):
        if match.group(1).lower() in ENGLISH:
            month = str(ENGLISH.index(match.group(1).lower()) + 1)
            yield Reading(make_days((match.group(3), month, match.group(2))), frozenset(), *match.span())
    for pattern in (COMPACT, IDEOGRAPHIC):
        for match in pattern.finditer(words):
            yield Reading(make_days(match.groups()), frozenset(), *match.span())


def list_near(days: frozenset[Day], clock: str) -> frozenset[Day]:
    """Return which other days it is where people read, at an hour of UTC; midnight sharp is no hour but only a day."""
    steps = (timedelta(days=1),) * (clock >= "20:00") + (timedelta(days=-1),) * ("00:00" < clock < "08:00")
    return frozenset(day + step for day in days for step in steps)


def read_numbers(words: str, language: str) -> Iterator[Reading]:
    """Yield the days that end with their year; day and month stand in either order unless the numbers tell.

    Behind points the day comes first in every language that writes them; English, and who does not say which it is,
    may mean either.
    """
    for match in NUMERIC.finditer(words):
        first, mark, second, other, year = match.groups()
        if mark.strip() != other.strip() or (len(year) == 2 and mark.strip() != "."):
            continue
        long = year if len(year) == 4 else str(CENTURY + int(year))
        orders = [(long, second, first)]
        if mark.strip() != "." or language.split("-")[0].lower() in ("", "en"):
            orders.append((long, first, second))
        yield Reading(make_days(*orders), frozenset(), *match.span())


def make_days(*parts: Sequence[str | None]) -> frozenset[Day]:
    """Return those of some years, months and days that there are."""
    found = set()
    for year, month, day in parts:
        try:
            found.add(Day(int(year or 0), int(month or 0), int(day or 0)))
        except ValueError:
            continue
    return frozenset(found)


@cache
def name_months(language: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Return a pattern for the months of a language and of English, and their numbers, by the CLDR."""
    from babel import UnknownLocaleError  # only `add` pays for it
    from babel.dates import get_month_names

    numbers = {"sept": 9}  # which the CLDR has for Britain only
    for code in (language.split("-")[0].lower() or "en", "en"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                try:
                    names = get_month_names(width, context, code)
                except (UnknownLocaleError, ValueError):
                    continue
                for number, name in names.items():
                    if not name[:1].isdigit():
                        numbers.setdefault(name.casefold().rstrip("."), number)
                        numbers.setdefault(name.casefold().rstrip(".")[:3], number) if code in ("en", "de") else None
    alternatives = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({alternatives})(?!\w)\.?", re.IGNORECASE), numbers


@cache
def name_days(language: str) -> frozenset[str]:
    """Return how a language calls the days of the week, by the CLDR."""
    from babel import UnknownLocaleError  # only `add` pays for it
    from babel.dates import get_day_names

    try:
        return frozenset(name.casefold() for name in get_day_names("wide", locale=language).values())
    except (UnknownLocaleError, ValueError):
        return frozenset()


def read_names(words: str, language: str) -> Iterator[Reading]:
    """Yield the days whose month is named: 25 September 2025, September 25, 2025, 25 de septiembre de 2025."""
    months, numbers = name_months(language)
    for match in months.finditer(words):
        month = str(numbers[match.group(1).casefold()])
        before = re.compile(rf"(?<![\d.,:]){DAY}\s*(?:de|di|d[’']|of|-|/)?\s*\Z").search(words[: match.start()])
        after = re.compile(rf"\s*(?:del?|of|-|/|,|[’'])?\s*({YEAR})(?!\d)").match(words, match.end())
        if before and after:
            days = make_days((after.group(1), month, before.group(1)))
            clock = CLOCK.match(words, after.end())
            near = list_near(days, ":".join(clock.groups())) if clock else frozenset()
            yield Reading(days, near, before.start(), after.end())
            continue
        american = re.compile(rf"\s*{DAY}\s*,?\s*(?:at \S+ \S+,? )?({YEAR})(?!\d)").match(words, match.end())
        if american:
            days = make_days((american.group(2), month, american.group(1)))
            yield Reading(days, frozenset(), match.start(), american.end())


def show_days(days: frozenset[Day]) -> str:
    """Return readings of a day: 2023-01-11 or 2023-11-01."""
    return fold_spaces(" or ".join(sorted(day.isoformat() for day in days)))

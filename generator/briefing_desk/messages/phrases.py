"""Dates and numbers in words."""

from functools import lru_cache

from briefing_desk.messages.words import (
    ABOUT,
    BETWEEN,
    DAY,
    FROM_TO,
    INFERRED,
    MONTH,
    MONTHS,
    NO_DATE,
    NOUNS,
    OR_EARLIER,
    OR_LATER,
    find_plural,
)
from briefing_desk.schema.dates import UNKNOWN, Day, Interval


@lru_cache(maxsize=4096)
def describe_interval(interval: Interval) -> str:
    """Return the date for readers: "4 March 2025", "about 2024", "14–15 December 2025, inferred"."""
    if interval == UNKNOWN:
        return NO_DATE
    begin, slash, end = interval.text.partition("/")
    if not slash:
        words = describe_point(begin)
    elif interval.first is None:
        words = OR_EARLIER.format(date=describe_point(end))
    elif interval.last is None:
        words = OR_LATER.format(date=describe_point(begin))
    else:
        words = join_points(describe_point(begin), describe_point(end))
    words = ABOUT.format(date=words) if "~" in interval.text or "%" in interval.text else words
    return INFERRED.format(date=words) if interval.is_inferred else words


def describe_point(text: str) -> str:
    """Return a day, month or year in words, without its qualifier."""
    year, *rest = (int(part) for part in text.rstrip("~?%").split("-"))
    if not rest:
        return str(year)
    pattern = DAY if len(rest) > 1 else MONTH
    return pattern.format(day=rest[-1], month=MONTHS[rest[0] - 1], year=year)


def join_points(begin: str, end: str) -> str:
    """Join two described dates, saying a shared month and year once: "14–15 December 2025"."""
    if begin == end:
        return begin
    first, last = begin.split(), end.split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    if not shared:
        return BETWEEN.format(begin=begin, end=end)
    dash = "–" if len(first) - shared == len(last) - shared == 1 else " – "
    return dash.join((" ".join(first[:-shared]), end))


def show_day(day: Day) -> str:
    """Return one day in words."""
    return DAY.format(day=day.day, month=MONTHS[day.month - 1], year=day.year)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, one of `words.NOUNS`: "1 report", "3 reports"."""
    return NOUNS[noun][find_plural(number)].format(number=number)


def count_between(least: int, most: int, noun: str) -> str:
    """Return a number of which only the bounds are known, with its noun: "1 to 3 statements"."""
    if least == most:
        return count(most, noun)
    return NOUNS[noun][find_plural(most)].format(number=FROM_TO.format(least=least, most=most))

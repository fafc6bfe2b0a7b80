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
    NOT_GIVEN,
    NOUNS,
    OR_EARLIER,
    OR_LATER,
    SHORT_MONTHS,
    find_plural,
)
from briefing_desk.schema.dates import UNKNOWN, Day, Interval


@lru_cache(maxsize=4096)
def describe_interval(interval: Interval, inferred: str = INFERRED) -> str:
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
    return inferred.format(date=words) if interval.is_inferred else words


@lru_cache(maxsize=4096)
def show_interval(interval: Interval) -> str:
    """Return the date as pages show it, with a sign where the source does not give it: "≈ 14 December 2025"."""
    return describe_interval(interval, NOT_GIVEN)


@lru_cache(maxsize=4096)
def show_month(interval: Interval) -> str:
    """Return the date in as few words as a field has room for: "Dec 2025", "≈ Apr–Dec 2025".

    The sign stands before whatever is not known for certain; the whole date stands beside the evidence.
    """
    begin, end = interval.first or interval.last, interval.last or interval.first
    if begin is None or end is None:
        return NO_DATE
    is_known = interval.first and interval.last and not set(interval.text).intersection("~?%")
    first, last = (MONTH.format(month=SHORT_MONTHS[day.month - 1], year=day.year) for day in (begin, end))
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        first, last = str(begin.year), str(end.year)
    words = join_points(first, last)
    return words if is_known else NOT_GIVEN.format(date=words)


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

"""Dates and numbers in words: dates as Unicode CLDR has them in the language of the words."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from briefing_desk.languages.collation import Place, find_place
from briefing_desk.messages.words import (
    ABOUT,
    BETWEEN,
    FROM_TO,
    IN_LANGUAGE,
    INFERRED,
    LANGUAGE,
    NO_DATE,
    NOT_GIVEN,
    NOUNS,
    OR_EARLIER,
    OR_LATER,
    find_plural,
)
from briefing_desk.schema.dates import UNKNOWN, Day, Interval

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en_GB"
"""The English of these pages, also where Unicode CLDR does not know a language."""
YEAR, MONTH, DAY = 4, 7, 10
"""How many characters a year, a month and a day have, as annotated."""
ABBREVIATED = re.compile("MMM+|LLL+")
PLAIN = 1000
"""Smaller whole numbers are written alike everywhere."""
FIRST = {"fr": "1er"}
"""How a language writes the first day of a month, where Unicode CLDR has a bare 1."""
GAP = re.compile(r"\s*[–—]\s*")


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
        words = join_points(begin.rstrip("~?%"), end.rstrip("~?%"))
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
    is_year = (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31)
    first, last = (day.isoformat()[: YEAR if is_year else MONTH] for day in (begin, end))
    words = join_briefly(first, last)
    return words if is_known else NOT_GIVEN.format(date=words)


def describe_briefly(text: str) -> str:
    """Return a day, month or year in as few words as an axis has room for: "Dec 2025"."""
    return describe_point(text, "MMM")


def join_briefly(begin: str, end: str) -> str:
    """Return two months in as few words as an axis has room for: "May–Nov 2025"."""
    return join_points(begin, end, "MMM")


def describe_point(text: str, month: str = "MMMM") -> str:
    """Return a day, month or year in words, without its qualifier; `month` is how Unicode CLDR writes its length."""
    from babel.dates import format_skeleton

    text = text.rstrip("~?%")
    day, locale = parse_day(text), find_locale()
    if len(text) == YEAR:
        return str(day.year)
    if len(text) == DAY:
        return format_day(day, str(locale.date_formats["long"].pattern), locale)
    return format_skeleton(f"y{month}", day, locale=locale)


def join_points(begin: str, end: str, month: str = "MMMM") -> str:
    """Return two points in time in words, a shared month and year once: "14–15 December 2025"."""
    if begin == end:
        return describe_point(begin, month)
    first, last, locale = parse_day(begin), parse_day(end), find_locale()
    skeletons = {YEAR: ["y"], MONTH: [f"y{month}", "yMMM"], DAY: [f"y{month}d", "yMMMd"]}[len(begin)]
    known = (locale.interval_formats.get(skeleton) for skeleton in skeletons)
    patterns: Mapping[str, list[str]] = next(filter(None, known), {})
    changing = "M" if first.month != last.month else "d"
    if first.year != last.year or len(begin) != len(end) or changing not in patterns:
        return BETWEEN.format(begin=describe_point(begin, month), end=describe_point(end, month))
    whole = "".join(
        format_day(day, ABBREVIATED.sub(lambda found: widen(found[0], month), pattern), locale)
        for day, pattern in zip((first, last), patterns[changing], strict=True)
    )
    is_day_by_day = len(begin) == DAY and changing == "M"
    return GAP.sub(" – " if is_day_by_day else "–", whole)


def format_day(day: Day, pattern: str, locale: "Locale") -> str:
    """Return a day by a pattern of Unicode CLDR, the first of a month as the language writes it."""
    from babel.dates import format_date

    first = FIRST.get(locale.language) if day.day == 1 else None
    return format_date(day, re.sub("d+", f"'{first}'", pattern) if first else pattern, locale)


def widen(pattern: str, month: str) -> str:
    """Return the pattern of a month in that length, standing alone (`L`) or in a date (`M`) as it was."""
    return pattern[0] * len(month)


def parse_day(text: str) -> Day:
    """Return the first day of a day, month or year."""
    year, *rest = (int(part) for part in text.split("-"))
    month, day = (*rest, 1, 1)[:2]
    return Day(year, month, day)


@cache
def find_locale() -> "Locale":
    """Return what Unicode CLDR says of the language of the words."""
    from babel import Locale

    return parse_locale(LANGUAGE) or Locale.parse(ENGLISH)


def parse_locale(language: str) -> "Locale | None":
    """Return what Unicode CLDR says of a language, or of the one that it is a kind of."""
    from babel import Locale, UnknownLocaleError

    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        tag = "_".join(parts[:length])
        try:
            return Locale.parse(ENGLISH if tag == "en" else tag)
        except (UnknownLocaleError, ValueError):
            continue
    return None


@cache
def find_direction(language: str) -> str:
    """Return from which side a language is written, as HTML says it."""
    locale = parse_locale(language)
    return str(locale.text_direction) if locale else "auto"


@cache
def tell_language(tag: str) -> str:
    """Return that words are in another language than those around them: "in German"; nothing where they are not."""
    is_ours = get_code(tag) == get_code(LANGUAGE)
    return "" if is_ours else IN_LANGUAGE.format(language=name_language(tag))


def name_language(tag: str) -> str:
    """Return the name of a language (BCP 47) in the language of the words; its tag, where Unicode CLDR knows none."""
    return str(find_locale().languages.get(get_code(tag), tag))


def get_code(tag: str) -> str:
    """Return the language that a tag of BCP 47 names, without region and script."""
    return tag.split("-")[0].lower()


@cache
def list_joints(number: int) -> tuple[str, ...]:
    """Return what stands between so many parts of a list that ends there, as Unicode CLDR has it: ", ", " and "."""
    patterns = find_locale().list_patterns["standard"]
    last = patterns["end" if number > 2 else "2"]
    whole = [patterns["start"], *[patterns["middle"]] * (number - 3), last] if number > 2 else [last] * (number - 1)
    return tuple(pattern.removeprefix("{0}").removesuffix("{1}") for pattern in whole)


def join_all(parts: Iterable[str]) -> str:
    """Return the parts of a list that ends there: "a, b and c"."""
    listed = list(parts)
    return "".join(chain.from_iterable(zip(listed, (*list_joints(len(listed)), ""), strict=False)))


def show_day(day: Day) -> str:
    """Return one day in words."""
    return describe_point(day.isoformat())


def show_share(share: float) -> str:
    """Return a part of a whole: "25%"."""
    from babel.numbers import format_percent

    return format_percent(share, locale=find_locale())


def sort_name(name: str) -> tuple[tuple[Place, ...], str, str]:
    """Return by what a name is sorted among others, in the language of the words."""
    return find_place(name, LANGUAGE)


def show_number(number: float, places: int = 0) -> str:
    """Return a number, rounded to so many places: "1,234", "0.82"."""
    from babel.numbers import format_decimal

    if number == int(number) and 0 <= number < PLAIN and not places:
        return str(int(number))
    return format_decimal(number, f"#,##0.{'0' * places}" if places else None, locale=find_locale())


def choose(forms: Mapping[str, str], number: int, **places: object) -> str:
    """Return what is said of a number, in the form that goes with it, with other things in their places."""
    return forms[find_plural(number)].format(number=show_number(number), **places)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, one of `words.NOUNS`: "1 report", "3 reports"."""
    return choose(NOUNS[noun], number)


def count_between(least: int, most: int, noun: str) -> str:
    """Return a number of which only the bounds are known, with its noun: "1 to 3 statements"."""
    if least == most:
        return count(most, noun)
    bounds = FROM_TO.format(least=show_number(least), most=show_number(most))
    return NOUNS[noun][find_plural(most)].format(number=bounds)

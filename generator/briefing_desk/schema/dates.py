"""Dates as intervals of days, in the part of EDTF (ISO 8601-2:2019) that annotations use. Reads no clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

Day = date
"""A day of the calendar; the name keeps fields called `date` apart from their type."""
SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
FIRST_RECORD, LAST_RECORD = Day(1980, 1, 1), Day(2099, 12, 31)
"""A day of record is one on which somebody sat at a computer: builders pack it into archives, which know no others."""
HELP = "write 2025-03-04, 2025-03, 2025 or an interval such as 2025-01/2025-03; `~` approximate, `?` inferred"

NORTH, SOUTH = ((3, 5), (6, 8), (9, 11), (12, 2)), ((9, 11), (12, 2), (3, 5), (6, 8))
NAMES = "spring", "summer", "autumn", "winter"
EXACT = "a quarter", "a third of a year", "a half-year"
SEASONS = {
    **{21 + n: (NAMES[n], *NORTH[n]) for n in range(4)},  # EDTF leaves the hemisphere open; most sources are northern
    **{25 + n: (f"{NAMES[n]} in the north", *NORTH[n]) for n in range(4)},
    **{29 + n: (f"{NAMES[n]} in the south", *SOUTH[n]) for n in range(4)},
    **{33 + n: (EXACT[0], 3 * n + 1, 3 * n + 3) for n in range(4)},
    **{37 + n: (EXACT[1], 4 * n + 1, 4 * n + 4) for n in range(3)},
    **{40 + n: (EXACT[2], 6 * n + 1, 6 * n + 6) for n in range(2)},
}
"""What EDTF writes in the place of a month: its name, and the months from which to which it lasts."""
SHAPES = tuple(
    (re.compile(shape, re.ASCII), tail)
    for shape, tail in (
        (r"\d{1,2}[/.]\d{1,2}[/.]\d{4}\Z", ": day and month cannot be told apart"),
        (r"\d{4}-\d{2}-\d{2}[T ]", ": leave out the time"),
        (r"\d{8}\Z", ": write hyphens, as in 2025-03-04"),
        (r"[+-]?\d{5}|[+-]\d|Y", ": a year has four digits, from 0001 to 9999"),
        (r"\d{0,3}X", ": write the years that are meant, such as 2020/2029"),
        (r"\d{4}-(?:\d\d-)?\d?X", ": leave out what is not known, as in 2025 or 2025-03"),
        (r"[~?%]\d|\d{4}[~?%]-|\d{4}-[~?%]|\d{4}-\d\d[~?%]-|\d{4}-\d\d-[~?%]", ": `~`, `?` and `%` stand at the end"),
        (r"\d{4}-?[Qq][1-4]\Z", ": write the months of the quarter, such as 2025-01/2025-03"),
        (r"[\[{]|.+\.\..", ": write an interval, such as 2025-01/2025-03"),
        (r"(?i:open|unknown|now|today|present)\Z", ": leave an open end open, as in 2025-01/.."),
        (r"(?s:(?=.*(?u:\d))(?=.*[^\x00-\x7f]))", ": use the digits 0-9 and hyphens"),
    )
)
"""What is written where a date is meant, and how to mend it: the first that fits is told."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first day to the last day that are meant; `None` is an end left open or unknown."""

    text: str
    """As annotated."""
    first: Day | None
    last: Day | None

    @property
    def is_inferred(self) -> bool:
        """Say whether the source does not give the date itself (EDTF: uncertain)."""
        return "?" in self.text or "%" in self.text

    def is_later_than(self, other: "Interval") -> bool:
        """Say whether this begins after `other` has ended; open ends decide nothing."""
        return self.first is not None and other.last is not None and self.first > other.last


UNKNOWN = Interval("", None, None)
"""The date of something that carries no date: neither earlier nor later than anything."""


def parse_interval(text: str) -> Interval:
    """Read an EDTF day, month, year or interval; raise ValueError with what is wrong."""
    text = str(text)  # without its place in a file: intervals outlive that, and travel between processes
    begin, slash, end = text.partition("/")
    if not slash or "/" in end:
        return Interval(text, *parse_point(text))
    first = None if begin in ("", "..") else parse_point(begin)[0]
    last = None if end in ("", "..") else parse_point(end)[1]
    if first is None and last is None:
        raise ValueError("an interval needs a date at one end at least")
    if first and last and first > last:
        raise ValueError(f"the interval ends ({end}) before it begins ({begin})")
    return Interval(text, first, last)


def parse_point(text: str) -> tuple[Day, Day]:
    """Return the first and last day of a day, month or year; raise ValueError with what is wrong."""
    match = SHAPE.fullmatch(text)
    if not match:
        raise ValueError(f"`{text}` is not a date{explain_shape(text)}")
    year, month, day = (int(part or 1) for part in match.groups()[:3])
    if year == 0:
        raise ValueError("the year 0 is out of range")
    if match[2] is None:
        return Day(year, 1, 1), Day(year, 12, 31)
    if month in SEASONS and match[3] is None:
        raise ValueError(explain_season(text, year, month))
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}` does not exist: there is no month {month}")
    length = calendar.monthrange(year, month)[1]
    if match[3] is None:
        return Day(year, month, 1), Day(year, month, length)
    if not 1 <= day <= length:
        raise ValueError(f"`{text}` does not exist: {calendar.month_name[month]} {year} has {length} days")
    return Day(year, month, day), Day(year, month, day)


def explain_season(text: str, year: int, code: int) -> str:
    """Say which months to write for what EDTF numbers beyond the twelve: it names no days, so that nothing is later."""
    name, begin, end = SEASONS[code]
    months = f"{year:04}-{begin:02}/{year + (end < begin):04}-{end:02}"
    if name in EXACT:
        return f"`{text}` is {name}, not a month: write {months}"
    return f"`{text}` is {name}, not a month: write the months that are meant, such as {months}"


def explain_shape(text: str) -> str:
    """Say what the writer of a malformed date probably meant, as the tail of a message."""
    return next((tail for shape, tail in SHAPES if shape.match(text)), "")


def is_day_of_record(day: Day) -> bool:
    """Say whether somebody can have taken in, checked or reviewed something on a day."""
    return FIRST_RECORD <= day <= LAST_RECORD

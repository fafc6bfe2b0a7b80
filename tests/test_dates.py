"""Dates are intervals of days; what cannot be ordered is not ordered."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.messages.phrases import describe_interval
from briefing_desk.schema.dates import SEASONS, UNKNOWN, Interval, is_day_of_record, parse_interval

MEANT, FOUR = "write the months that are meant, such as ", ": a year has four digits, from 0001 to 9999"


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2025-03-04", date(2025, 3, 4), date(2025, 3, 4), "4 March 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2025-04?", date(2025, 4, 1), date(2025, 4, 30), "April 2025, inferred"),
        ("2024~", date(2024, 1, 1), date(2024, 12, 31), "about 2024"),
        ("2024%", date(2024, 1, 1), date(2024, 12, 31), "about 2024, inferred"),
        ("2025-01/2025-03", date(2025, 1, 1), date(2025, 3, 31), "January–March 2025"),
        ("2025-12-14/2025-12-15", date(2025, 12, 14), date(2025, 12, 15), "14–15 December 2025"),
        ("2025-02-28/2025-03-03", date(2025, 2, 28), date(2025, 3, 3), "28 February – 3 March 2025"),
        ("2024-12/2025-01~", date(2024, 12, 1), date(2025, 1, 31), "about December 2024 to January 2025"),
        ("2025-03/2025-03", date(2025, 3, 1), date(2025, 3, 31), "March 2025"),
        ("2025-01/..", date(2025, 1, 1), None, "January 2025 or later"),
        ("2025-01/", date(2025, 1, 1), None, "January 2025 or later"),
        ("../2025-01-15", None, date(2025, 1, 15), "15 January 2025 or earlier"),
        ("/2025", None, date(2025, 12, 31), "2025 or earlier"),
        ("1914-08-01", date(1914, 8, 1), date(1914, 8, 1), "1 August 1914"),
        ("0205-03-06", date(205, 3, 6), date(205, 3, 6), "6 March 205"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "December 9999"),
    ],
)
def test_edtf(text, first, last, words):
    interval = parse_interval(text)
    assert (interval.text, interval.first, interval.last) == (text, first, last)
    assert interval.is_inferred is ("inferred" in words)
    assert describe_interval(interval) == words


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2025-02-29", "`2025-02-29` does not exist: February 2025 has 28 days"),
        ("2025-03-00", "`2025-03-00` does not exist: March 2025 has 31 days"),
        ("2025-00", "`2025-00` does not exist: there is no month 0"),
        ("0000", "the year 0 is out of range"),
        ("2025-3-4", "`2025-3-4` is not a date"),
        ("2025-21", f"`2025-21` is spring, not a month: {MEANT}2025-03/2025-05"),
        ("2025-24~", f"`2025-24~` is winter, not a month: {MEANT}2025-12/2026-02"),
        ("2025-26", f"`2025-26` is summer in the north, not a month: {MEANT}2025-06/2025-08"),
        ("2025-30", f"`2025-30` is summer in the south, not a month: {MEANT}2025-12/2026-02"),
        ("2025-36", "`2025-36` is a quarter, not a month: write 2025-10/2025-12"),
        ("2025-38", "`2025-38` is a third of a year, not a month: write 2025-05/2025-08"),
        ("2025-41", "`2025-41` is a half-year, not a month: write 2025-07/2025-12"),
        ("2025-01/2025-22", f"`2025-22` is summer, not a month: {MEANT}2025-06/2025-08"),
        ("2025-20", "`2025-20` does not exist: there is no month 20"),
        ("2025-42", "`2025-42` does not exist: there is no month 42"),
        ("2025-21-01", "`2025-21-01` does not exist: there is no month 21"),
        ("20250304", "`20250304` is not a date: write hyphens, as in 2025-03-04"),
        ("12025", f"`12025` is not a date{FOUR}"),
        ("Y120250", f"`Y120250` is not a date{FOUR}"),
        ("-0044-03-15", f"`-0044-03-15` is not a date{FOUR}"),
        ("202X", "`202X` is not a date: write the years that are meant, such as 2020/2029"),
        ("2025-XX", "`2025-XX` is not a date: leave out what is not known, as in 2025 or 2025-03"),
        ("2025-03-XX", "`2025-03-XX` is not a date: leave out what is not known, as in 2025 or 2025-03"),
        ("2025?-03", "`2025?-03` is not a date: `~`, `?` and `%` stand at the end"),
        ("2025-03-~04", "`2025-03-~04` is not a date: `~`, `?` and `%` stand at the end"),
        ("2025-Q1", "`2025-Q1` is not a date: write the months of the quarter, such as 2025-01/2025-03"),
        ("[2025,2026]", "`[2025,2026]` is not a date: write an interval, such as 2025-01/2025-03"),
        ("2025..2026", "`2025..2026` is not a date: write an interval, such as 2025-01/2025-03"),
        ("2025-01/open", "`open` is not a date: leave an open end open, as in 2025-01/.."),
        ("04.03.2025", "`04.03.2025` is not a date: day and month cannot be told apart"),
        ("04/03/2025", "`04/03/2025` is not a date: day and month cannot be told apart"),
        ("2025-03-04 23:30", "`2025-03-04 23:30` is not a date: leave out the time"),
        ("２０２５", "`２０２５` is not a date: use the digits 0-9 and hyphens"),
        ("2025–03", "`2025–03` is not a date: use the digits 0-9 and hyphens"),
        ("2025\n", "`2025\n` is not a date"),
        ("", "`` is not a date"),
        ("..", "`..` is not a date"),
        ("../..", "an interval needs a date at one end at least"),
        ("2025-03/2025-01", "the interval ends (2025-01) before it begins (2025-03)"),
        ("2025/2025-13", "`2025-13` does not exist: there is no month 13"),
    ],
)
def test_what_is_no_date_says_why(text, complaint):
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}$"):
        parse_interval(text)


@pytest.mark.parametrize("code", range(21, 42))
def test_what_a_season_s_message_says_to_write_is_a_date_of_so_many_months(code):
    with pytest.raises(ValueError, match="not a month: write ") as caught:
        parse_interval(f"2025-{code}")
    written = parse_interval(str(caught.value).rsplit(" ", 1)[1])
    length = 3 if code < 37 else 4 if code < 40 else 6
    months = (written.last.year - written.first.year) * 12 + written.last.month - written.first.month + 1
    assert (months, written.first.year) == (length, 2025)
    assert code in SEASONS


@pytest.mark.parametrize(
    ("day", "believable"),
    [
        (date(1979, 12, 31), False),
        (date(1980, 1, 1), True),
        (date(2025, 3, 6), True),
        (date(2099, 12, 31), True),
        (date(2100, 1, 1), False),
        (date(205, 3, 6), False),
    ],
)
def test_a_day_of_record_is_one_on_which_somebody_can_have_worked(day, believable):
    assert is_day_of_record(day) is believable


def test_no_date_is_neither_earlier_nor_later():
    day = parse_interval("2025-03-04")
    assert not UNKNOWN.is_later_than(day)
    assert not day.is_later_than(UNKNOWN)
    assert describe_interval(UNKNOWN) == "no date"


def test_later_means_after_the_end():
    month = parse_interval("2025-03")
    assert parse_interval("2025-04-01").is_later_than(month)
    assert not parse_interval("2025-03-31").is_later_than(month)
    assert not parse_interval("2025-04-01").is_later_than(parse_interval("2025-03/.."))
    assert not parse_interval("2025-04~").is_later_than(parse_interval("2025-04?"))


def try_interval(text: str) -> Interval | None:
    try:
        return parse_interval(text)
    except ValueError:
        return None


def make_point(day: date, length: int, mark: str) -> str:
    return day.isoformat()[:length] + mark


def make_interval(begin: str, end: str) -> Interval:
    return try_interval(f"{begin}/{end}") or parse_interval(f"{end}/{begin}")


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
points = st.builds(make_point, days, st.sampled_from((4, 7, 10)), st.sampled_from(("", "~", "?", "%")))
ends = points | st.just("..")
intervals = points.map(parse_interval) | st.builds(make_interval, points, ends) | st.builds(make_interval, ends, points)


@given(intervals, intervals, intervals)
def test_later_is_a_strict_partial_order(a, b, c):
    assert not a.is_later_than(a)
    assert not (a.is_later_than(b) and b.is_later_than(a))
    assert not (a.is_later_than(b) and b.is_later_than(c)) or a.is_later_than(c)


@given(intervals)
def test_every_interval_has_words(interval):
    words = describe_interval(interval)
    assert words.strip() == words != ""
    assert not set("~?%/") & set(words)


@given(st.text() | st.text(alphabet="0123456789-/.~?% T:", max_size=24))
def test_no_text_raises_anything_but_value_error(text):
    interval = try_interval(text)
    assert interval is None or interval.text == text

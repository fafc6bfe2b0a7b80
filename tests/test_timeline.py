"""The timeline: where a day stands on its axis, where that is broken, what it names, where its signs lead."""

import re
from itertools import pairwise

from builders import DAY, make_article, make_position, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.checks.assemble import make_library
from briefing_desk.pages import timeline
from briefing_desk.pages.timeline import APART, FAR_APART, find_axis, list_ticks, render_timeline, view_drawing
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.dates import Day, parse_interval
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic

DAYS = st.dates(Day(1, 1, 1), Day(9999, 12, 31)) | st.dates(Day(2019, 1, 1), Day(2025, 12, 31))


def view(*articles):
    seeds = make_seeds(articles)
    library = make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})
    return view_topic(Context(library, "quay.md"), "quay")


def axis_of(*dates):
    return find_axis(map(parse_interval, dates))


def show_breaks(*dates):
    found = view(*(make_article(make_position(date=date), date=date) for date in dates))
    return [one.words for one in view_drawing(found, axis_of(*dates)).breaks]


def test_empty_months_are_left_out_and_named():
    assert show_breaks("2025-04", "2025-12-14") == ["// May–Nov 2025: no statement, left out."]
    assert show_breaks("2023-12", "2024-04-02") == ["// Jan–Mar 2024: no statement, left out."]
    assert len(show_breaks("2020-01", "2022-01", "2024-01")) == 2


def test_few_empty_months_and_months_that_a_date_spans_are_drawn():
    assert show_breaks("2025-04", "2025-07") == []
    assert show_breaks("2025", "2025-12-14") == []


def test_an_open_end_reaches_the_edge_and_draws_no_months():
    axis = axis_of("2025-04/..", "2025-12")
    assert len(axis.pieces) == 2
    opened = view(make_article(make_position(date="2025-04/.."), date="2025-04/.."))
    [lane] = view_drawing(opened, axis).lanes
    assert (lane.spans[0].left, lane.spans[0].width) == ("0%", "100%")


def test_nothing_dated_has_no_axis():
    assert axis_of() is None
    assert find_axis([parse_interval("2025-04"), parse_interval("2025-05")]) is not None


@given(st.lists(DAYS, min_size=1, max_size=12))
@tries(200)
def test_days_keep_their_order_and_breaks_their_room(days):
    axis = axis_of(*(f"{day.year:04}-{day.month:02}-{day.day:02}" for day in days))
    places = [axis.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 100.001
    assert all(after.left > before.left + before.width for before, after in pairwise(axis.pieces))
    end = axis.pieces[-1]
    assert abs(end.left + end.width - 100) < 0.001


@given(st.lists(DAYS, min_size=1, max_size=12))
@tries(100)
def test_names_on_the_axis_do_not_run_into_each_other(days):
    ticks = list_ticks(axis_of(*(f"{day.year:04}-{day.month:02}-{day.day:02}" for day in days)))
    places, longest = [float(tick.place[:-1]) for tick in ticks], max(len(tick.words) for tick in ticks)
    assert all(after - before > APART * longest - 0.2 for before, after in pairwise(places))
    phone = [place for place, tick in zip(places, ticks, strict=True) if not tick.is_minor]
    assert phone
    assert all(after - before > FAR_APART * longest - 0.2 for before, after in pairwise(phone))
    assert len({tick.words for tick in ticks}) == len(ticks)


def test_a_phone_has_room_for_long_names_of_months(monkeypatch):
    """Of three months side by side, as on the Arabic site: the one between goes where names are long."""
    axis = axis_of("2026-03-10", "2026-04-10", "2026-05-10")
    assert [tick.is_minor for tick in list_ticks(axis)] == [False, False, False]
    monkeypatch.setattr(timeline, "name_year", lambda month, is_year: f"{month % 12 + 1:02}.2026 р.")
    assert [tick.is_minor for tick in list_ticks(axis)] == [False, True, False]


def test_each_sign_leads_to_a_report_of_its_own_stance():
    both = [make_position("support"), make_position("oppose")]
    found = view(make_article(*both), make_article(make_position("mixed", date="2020-02"), date="2020-02"))
    html = render_timeline(found)
    signs = re.findall(r'<a href="#([^"]+)" aria-label="(\w+), [^"]+"', html)
    stances = {report.id: report.position.stance.value for report in found.reports}
    words = {"Supports": "support", "Opposes": "oppose", "Mixed": "mixed"}
    assert len(signs) == 3
    assert [stances[id] for id, _ in signs] == [words[word] for _, word in signs]


def test_statements_of_one_day_do_not_cover_each_other():
    day = str(DAY)
    articles = [make_article(make_position(date=day, event=f"e{n}"), date=day) for n in range(3)]
    [lane] = view_drawing(view(*articles), axis_of(day)).lanes
    levels = [span.level for span in lane.spans]
    assert len(set(levels)) == len(levels) == 3
    assert lane.height > max(levels)

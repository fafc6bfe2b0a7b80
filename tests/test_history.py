"""How cells stood on earlier days."""

import pytest
from builders import derive, derive_one, make_article, make_event, make_position, make_seeds
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.history import MAX_DAYS, list_days, list_states
from briefing_desk.checks.assemble import make_library
from briefing_desk.messages.words import EARLIER_DAYS
from briefing_desk.pages.table import render_matrix
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.dates import Day
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic


def tell(cell, events=()):
    """Return what a cell said, state by state: since when, which stances, whether changed."""
    found = list_states(cell, list_days([cell]), {event.id: event for event in events})
    return [
        (str(state.since or ""), *(state.cell.stances if state.cell else ()), *(state.cell.marks if state.cell else ()))
        for state in found
    ]


def at(stance, date, **more):
    return make_position(stance, date=date, **more)


def test_a_change_is_one_only_when_it_has_happened():
    cell = derive_one(at("support", "2025-03-01"), at("oppose", "2025-06-01"))
    assert tell(cell) == [
        ("",),
        ("2025-03-01", "support", "unchecked", "one-origin"),
        ("2025-06-01", "oppose", "changed", "unchecked", "one-origin"),
    ]


def test_a_date_counts_from_its_first_day():
    cell = derive_one(at("support", "2025"), at("oppose", "2025-06"))
    assert [state[:2] for state in tell(cell)][1:] == [("2025-01-01", "support"), ("2025-06-01", "support")]


def test_what_has_no_date_counts_on_every_day():
    cell = derive([make_article(at("neutral", None), date=None), make_article(at("support", "2025-03-01"))])
    found = tell(cell["dockers", "quay/close"])
    assert found[0] == ("", "neutral", "unchecked", "one-origin")
    assert found[1][:3] == ("2025-03-01", "support", "neutral")


def test_reports_of_one_event_are_one_statement_on_each_day():
    events = [make_event("vote", "2025-03-04/2025-03-06")]
    first, second = at("support", "2025-03-04", event="vote"), at("support", "2025-03-06", event="vote")
    cell = derive_one(first, second, events=events)
    states = list_states(cell, list_days([cell]), {event.id: event for event in events})
    assert [len(state.cell.current) for state in states[1:]] == [1, 1]
    assert [len(state.cell.reports) for state in states[1:]] == [1, 2]


def test_a_withdrawn_article_supports_nothing_on_any_day():
    cell = derive_one(at("support", "2025-03-01"), status="withdrawn")
    assert tell(cell) == [("",), ("2025-03-01", "lost")]


def test_days_that_are_too_many_fall_together_into_the_first_state():
    cell = derive_one(*(at("support", f"2025-01-{day:02}") for day in range(1, 16)))
    later = derive_one(at("oppose", "2025-03-01"), at("oppose", "2025-03-02"), at("oppose", "2025-03-03"))
    days = list_days([cell, later])
    assert len(days) == MAX_DAYS
    states = list_states(cell, days, {})
    assert states[0].since is None
    assert len(states[0].cell.reports) == 1
    assert states[-1].cell == cell
    assert list_days([]) == {}


dates = st.sampled_from(
    [None, "2025", "2025-03", "2025-03-01", "2025-03-09", "2025-03~", "2025-02/..", "../2025-03-05"]
)
positions = st.builds(at, st.sampled_from(["support", "oppose", "mixed"]), dates, event=st.sampled_from([None, "vote"]))


@given(st.lists(positions, min_size=1, max_size=6))
def test_the_last_state_is_how_the_cell_stands(found):
    """Law: nothing is missing from the last state, and each state holds what began until its day."""
    cell = derive_one(*found, events=[make_event("vote", "2025-03-04")])
    days = list_days([cell])
    states = list_states(cell, days, {"vote": make_event("vote", "2025-03-04")})
    assert states[-1].cell == cell
    assert [state.since for state in states] == [None, *days]
    for state in states:
        known = state.cell.all_reports if state.cell else ()
        begun = [r for r in cell.all_reports if (r.date.first or Day.min) <= (state.since or Day.min)]
        assert sorted(r.article_id for r in known) == sorted(r.article_id for r in begun)


@pytest.mark.parametrize(("days", "is_said"), [(MAX_DAYS, False), (MAX_DAYS + 1, True)])
def test_a_choice_of_days_says_whether_there_are_others(days, is_said):
    articles = {f"a{day}": make_article(at("support", f"2025-01-{day + 1:02}")) for day in range(days)}
    seeds = make_seeds(articles)
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    shown = render_matrix(view_topic(Context(make_library(seeds, evidence, {}), "quay.md"), "quay"))
    assert shown.count('<option value="2025-01-') == MAX_DAYS
    assert (f"<option disabled>{EARLIER_DAYS}</option>" in shown) is is_said

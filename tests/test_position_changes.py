"""Changes of positions over time: which statements make one, and what its id depends on."""

from dataclasses import replace

import pytest
from builders import DAY, derive, derive_one, make_article, make_event, make_position, text
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.position_changes import find_shifts, list_position_changes, list_stances
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Correction, Status

MONTHS = [f"2025-{month:02}" for month in range(1, 9)]


def tell(cell):
    """Return the changes of a cell as pairs of stances."""
    return [("+".join(list_stances(shift.before)), "+".join(list_stances(shift.after))) for shift in find_shifts(cell)]


def at(month, stance="support", **more):
    return make_position(stance, date=MONTHS[month], **more)


CASES = {
    "one statement": ([at(0)], []),
    "the same again": ([at(0), at(1)], []),
    "to and fro, all kept": (
        [at(0, "oppose"), at(1), at(2), at(3, "oppose")],
        [("oppose", "support"), ("support", "oppose")],
    ),
    "one change, told three times": ([at(0, "oppose"), at(1), at(1), at(1)], [("oppose", "support")]),
    "at the same time": ([at(0), at(0, "oppose")], []),
    "two at once after one": ([at(0), at(1), at(1, "oppose")], [("support", "oppose")]),
    "one after two at once": ([at(0), at(0, "oppose"), at(1)], [("support+oppose", "support")]),
    "two at once, then the same two": ([at(0), at(0, "oppose"), at(1), at(1, "oppose")], []),
    "another condition": (
        [at(0, "conditional", condition="if paid"), at(1, "conditional", condition="if moved")],
        [("conditional", "conditional")],
    ),
    "the same condition": (
        [at(0, "conditional", condition="if paid"), at(1, "conditional", condition="If paid")],
        [],
    ),
    "our reading makes none": ([at(0, "oppose"), at(1, basis="inferred")], []),
    "nor do our readings alone": ([at(0, "oppose", basis="inferred"), at(1, basis="inferred")], []),
    "nor what another reports": ([at(0, "oppose"), at(1, according_to="council")], []),
    "unless only others report": (
        [at(0, "oppose", according_to="council"), at(1, according_to="council")],
        [("oppose", "support")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_shifts(name):
    positions, expected = CASES[name]
    assert tell(derive_one(*positions)) == expected


POSITIONS = st.builds(
    make_position,
    st.sampled_from(["support", "oppose", "mixed"]),
    date=st.sampled_from([*MONTHS, "2025", "2025-02/2025-04", "2025-03/.."]),
    according_to=st.sampled_from([None, None, "council"]),
    basis=st.sampled_from(["reported", "reported", "inferred"]),
)


def test_the_matrix_tells_what_the_next_statement_put_an_end_to():
    """Where a vague date reaches into the next one, that next one does not end it."""
    dates = {"support": "2025-02/2025-04", "oppose": "2025-03", "mixed": "2025-04"}
    told = [make_position(stance, date=date) for stance, date in dates.items()]
    cell = derive_one(*told, make_position("mixed", date="2025-05"))
    assert cell.former == ("oppose",)
    assert tell(cell) == [("oppose", "mixed"), ("support+mixed", "mixed")]


@given(st.lists(POSITIONS, min_size=1, max_size=7))
def test_what_the_matrix_marks_as_changed_is_told(positions):
    cell = derive_one(*positions)
    if cell.changed_from:
        assert "+".join(cell.former) in [before for before, _ in tell(cell)]


@given(st.lists(POSITIONS, min_size=1, max_size=6))
def test_ids_are_unique_and_do_not_depend_on_order(positions):
    articles = {f"a{index}": make_article(position) for index, position in enumerate(positions)}
    ids = [shift.id for shift in list_position_changes(derive(articles).values())]
    assert len(ids) == len(set(ids))
    assert ids == [shift.id for shift in list_position_changes(derive(dict(reversed(articles.items()))).values())]


def test_an_id_stays_when_more_comes_to_light():
    event = make_event("vote", "2025-03-04")
    new = make_article(make_position(event="vote"))
    first = {"m": make_article(at(1, "oppose")), "n": new}
    more = {**first, "l": new, "a": make_article(at(0, "mixed")), "z": make_article(at(6, "oppose"))}
    (only,) = list_position_changes(derive(first, [event]).values())
    later = {shift.id: shift for shift in list_position_changes(derive(more, [event]).values())}
    assert {"+".join(list_stances(shift.before)) for shift in later.values()} == {"mixed", "oppose", "support"}
    assert [len(statement.reports) for statement in later[only.id].after] == [2]


def test_a_change_told_once_more_stays_the_same_change():
    articles = [make_article(at(0, "oppose")), make_article(at(1))]
    again = replace(make_article(make_position(date="2025-02-03")), retrieved=Day(2025, 9, 1))
    (before,) = list_position_changes(derive(articles).values())
    (after,) = list_position_changes(derive([*articles, again]).values())
    assert (after.id, after.recorded, after.updated) == (before.id, before.recorded, Day(2025, 9, 1))
    assert len(after.after) == 2


def test_days():
    """A change is on record when both sides are; it is updated when its evidence grows or is corrected."""
    old = replace(make_article(at(0, "oppose")), retrieved=Day(2025, 9, 1))
    new = make_article(at(1))
    (shift,) = list_position_changes(derive([old, new]).values())
    assert (shift.recorded, shift.updated) == (Day(2025, 9, 1), Day(2025, 9, 1))
    note = Correction(Day(2025, 9, 9), text("A name was wrong."))
    corrected = replace(old, status=Status.CORRECTED, correction=note, retrieved=DAY)
    (shift,) = list_position_changes(derive([corrected, new]).values())
    assert (shift.recorded, shift.updated) == (DAY, Day(2025, 9, 9))


def test_what_a_withdrawn_article_said_never_happened():
    assert (
        list_position_changes(derive([make_article(at(0, "oppose"), status="withdrawn"), make_article(at(1))]).values())
        == []
    )

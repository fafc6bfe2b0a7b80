"""What positions say of their order: it counts with the dates, over several steps, and never against them."""

from dataclasses import replace

import pytest
from builders import check_seeds, derive, derive_one, make_article, make_event, make_position, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from test_assemble import AT, FILES, POSITION, alter, change, set_values

from briefing_desk.analysis.compare import Kind, compare_cells
from briefing_desk.analysis.history import list_days, list_states
from briefing_desk.analysis.identity import KINDS, Ids
from briefing_desk.analysis.order import BY_DATE, check_order, place_in_list
from briefing_desk.analysis.position_changes import find_shifts, list_stances
from briefing_desk.analysis.reviews import hash_facts
from briefing_desk.analysis.statements import list_events
from briefing_desk.schema.dates import Day

CELL = "dockers", "quay/close"
SAME_IDS = Ids({kind: {} for kind in KINDS})
EVENTS = [make_event("hearing", "2022-10-10"), make_event("strike"), make_event("vote", "2022-11")]


def hold(*positions, events=EVENTS):
    """Return what is current and what was earlier, each position from an article of its own: a, b, c …"""
    cell = derive_one(*positions, events=events)
    return ["/".join(s.stances) for s in cell.current], ["/".join(s.stances) for s in cell.earlier]


def before(stance="oppose", **more):
    return make_position(stance, **{"date": "../2022-10", **more})


def after(stance="support", **more):
    return make_position(stance, **{"date": "2022-10", **more})


@pytest.mark.parametrize(
    ("positions", "current", "earlier"),
    [
        ([before(), after()], ["oppose", "support"], []),
        ([before(precedes="b"), after()], ["support"], ["oppose"]),
        ([before(), after(follows="a")], ["support"], ["oppose"]),
        ([before(precedes="strike"), after(event="strike")], ["support"], ["oppose"]),
        ([before(precedes="hearing"), after(date="2022-10-12")], ["support"], ["oppose"]),
        ([before(precedes="hearing"), after(date="2022-10-10")], ["oppose", "support"], []),
        ([before(precedes="strike"), after(follows="strike")], ["support"], ["oppose"]),
        ([before(precedes="b"), after("mixed", precedes="c"), after()], ["support"], ["oppose", "mixed"]),
        ([before(precedes="b"), after("mixed"), after(date="2022-11")], ["support"], ["oppose", "mixed"]),
        ([after(date="2022-10", follows="b"), before(date="2022-10-20/2022-11-03")], ["support"], ["oppose"]),
        ([before(date=None), after(date=None, follows="a")], ["support"], ["oppose"]),
    ],
)  # fmt: skip
def test_what_is_said_decides_where_dates_do_not(positions, current, earlier):
    assert hold(*positions) == (current, earlier)


def test_an_article_may_name_itself():
    first, second, third = before(precedes="a"), after("mixed"), after(follows="a")
    cell = derive([make_article(first, second, third)])[CELL]
    assert (cell.stances, cell.former, len(cell.earlier)) == (("support",), ("mixed",), 2)


def test_what_a_withdrawn_article_says_of_the_order_counts_for_nothing():
    articles = [make_article(before()), make_article(after()), make_article(after("mixed", follows="a", precedes="b"))]
    assert derive(articles)[CELL].stances == ("support",)
    articles[2] = make_article(after("mixed", follows="a", precedes="b"), status="withdrawn")
    assert derive(articles)[CELL].stances == ("support", "oppose")


def test_it_is_the_order_everywhere():
    """In the history, in feeds, and as of earlier days: the first day is that of what came before."""
    cell = derive_one(before(date="2022-10", precedes="b"), after(date="2022-09/2022-10"))
    assert [report.position.stance for report in cell.all_reports] == ["support", "oppose"]
    assert [(list_stances(s.before), list_stances(s.after)) for s in find_shifts(cell)] == [(("oppose",), ("support",))]
    states = list_states(cell, list_days([cell]), {})
    assert [(str(state.since), state.cell and state.cell.stances) for state in states] == [
        ("None", None),
        ("2022-10-01", ("support",)),
    ]


def test_what_follows_stands_behind_what_has_the_same_date_whatever_the_names_of_files():
    told = after("mixed", follows="b"), before(date="2022-10"), after(date="2022-11")
    cell = derive_one(*told)
    assert [report.article_id for report in cell.all_reports] == ["c", "a", "b"]
    assert [statement.stances for statement in cell.earlier] == [("oppose",), ("mixed",)]
    assert [report.begins for report in cell.all_reports] == [Day(2022, 11, 1), Day(2022, 10, 1), Day(2022, 10, 1)]
    assert derive_one(before()).reports[0].begins is None


def test_it_is_a_fact_that_reviews_and_comparisons_know():
    open_order, settled = derive_one(before(), after()), derive_one(before(precedes="b"), after())
    assert hash_facts(open_order) != hash_facts(settled)
    assert Kind.SETTLED in compare_cells(*CELL, open_order, settled, SAME_IDS).kinds
    other = derive({"x": make_article(before(precedes="y")), "y": make_article(after())})[CELL]
    assert hash_facts(other) == hash_facts(settled)


def test_what_others_tell_is_set_aside_by_it_too():
    told = make_position("oppose", according_to="council", date="2022-10", precedes="b")
    assert derive_one(told, after()).told_otherwise == ()
    assert derive_one(replace(told, precedes=None), after()).told_otherwise == ("oppose",)


dates = st.sampled_from([None, "2022-09", "2022-10", "2022-10-10", "2022-10/2022-12", "../2022-11", "2022-08/.."])
names = st.sampled_from([None, None, "a", "b", "c", "d", "hearing", "strike"])
positions = st.builds(
    make_position, st.sampled_from(["support", "oppose", "mixed"]), date=dates, precedes=names, follows=names
)


@given(st.lists(positions, min_size=1, max_size=5))
def test_later_is_an_order_that_keeps_the_dates(found):
    """Law: nothing is later than itself, what is later than a later one is later, dates always count, ranks agree."""
    cell = derive_one(*found, events=EVENTS)
    known = (*cell.earlier, *cell.current)
    later = {(id(one), id(other)) for one in known for other in known if one.is_later_than(other)}
    assert not any((other, one) in later for one, other in later)
    assert {(a, d) for a, b in later for c, d in later if b == c} <= later
    for one in known:
        for other in known:
            if one.date.is_later_than(other.date):
                assert (id(one), id(other)) in later
            if (id(one), id(other)) in later:
                assert one.rank > other.rank
    assert {id(one) for one in cell.current} == {id(one) for one in known} - {earlier for _, earlier in later}


@given(st.lists(positions, min_size=1, max_size=4))
def test_what_is_said_holds_unless_it_is_told_to_contradict(found):
    seeds = make_seeds([make_article(position, date=None) for position in found], EVENTS)
    wrong = {(problem.at.path, problem.message) for problem in check_order(seeds, list_events(seeds))}
    cell = derive([make_article(position, date=None) for position in found], EVENTS)[CELL]
    statements = {one.reports[0].article_id: one for one in (*cell.earlier, *cell.current)}
    for name, position in zip("abcd", found, strict=False):
        other = statements.get(position.precedes or "")
        if other and position.precedes != name and not wrong:
            assert other.is_later_than(statements[name])


def check(first, *others, files=FILES):
    """Return what is wrong with positions of an article, in a word."""
    words = iter(["leave one person", "not leave one", "We will not"])
    more = "".join(set_values(POSITION.replace("leave one person behind", next(words)), values) for values in others)
    for old, new in (*alter(first), ("behind\n---\n", f"behind\n{more}---\n")):
        files = change(old, new, files=files)
    return [line for line in check_seeds(files) if "receipt-missing" not in line and "unused-event" not in line]


FREE = {"event": None, "stance": "oppose"}
HERE = {**FREE, "precedes": "a"}
AGAINST = "contradictory-order: `precedes: {}` contradicts {}"
DATES = (
    "the dates: then `{}` would come before `{}`"
    " (correct a `date`: the position's own counts first, then its event's, then its article's)"
)
CIRCLE = (
    "what is said of other positions on this question: together it goes round in a circle"
    " (look at `precedes`, `follows` and the dates of this actor's other positions on it)"
)
ITSELF = "`event: hearing`: the position was taken on this occasion (delete one of the two)"
NO_OTHER = (
    "the article `a` has no other position of this actor on `quay/close`"
    " (name an event, or the article that has the other one)"
)


@pytest.mark.parametrize(
    ("positions", "told"),
    [
        ([{"precedes": "hearign"}],
         ["unknown-occasion: `hearign` is neither an event nor an article (did you mean `hearing`?)"]),
        ([{"event": None, "follows": "a"}], [f"unknown-occasion: {NO_OTHER}"]),
        ([{"precedes": "hearing"}], [AGAINST.format("hearing", ITSELF)]),
        ([{"event": None, "date": "2025-03-05", "precedes": "hearing"}],
         [AGAINST.format("hearing", DATES.format("2025-03-05", "2025-03-04"))]),
        ([{"precedes": "a"}, {**FREE, "date": "2025-01"}],
         [AGAINST.format("a", DATES.format("2025-03-04", "2025-01"))]),
        ([HERE, {**HERE, "stance": "support"}], [AGAINST.format("a", CIRCLE)] * 2),
        ([HERE, {**FREE, "stance": "support", "follows": "a"}], []),
        ([{}, {**FREE, "follows": "hearing"}], []),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_place(positions, told):
    found = [line.split(" ", 1)[1] for line in check(*positions)]
    assert [line for line in found if not line.startswith("conflicting-positions")] == told


def test_a_name_of_two_things_is_told():
    files = change("id: hearing", "id: a", "seeds/topics/quay.yml", files=FILES)
    assert check({"event": None, "precedes": "a"}, files=files) == [
        f"{AT}:15:15 ambiguous-occasion: `a` is an event and an article"
        " (give one of them another id: `briefing rename`)"
    ]


def tell(*positions, events=EVENTS):
    """Return what cannot be of the order that positions of one cell say, each from an article of its own."""
    seeds = make_seeds([make_article(position) for position in positions], events)
    return [problem.message for problem in check_order(seeds, list_events(seeds))]


def test_an_event_that_is_reported_with_several_dates_has_its_own():
    told = [after(event="hearing", date=day) for day in ("2022-10-01", "2022-10-20")]
    assert tell(*told, before(date="2022-10-12", precedes="hearing")) == [
        "`precedes: hearing` contradicts the dates: then `2022-10-12` would come before `2022-10-10`"
    ]
    assert tell(*told, before(date="2022-10-10", precedes="hearing")) == []


def test_each_contradiction_is_told_and_nothing_beside():
    positions = [
        after("oppose", date="2022-12", precedes="b"),  # what dates contradict
        after("support", date="2022-10"),
        after("mixed", date="2022-11", follows="d"),  # each behind the other
        after("neutral", date="2022-11", follows="c"),
        after("undecided", date="2022-11-05", precedes="f"),  # nothing against it
        after("support", date="2022-11"),
    ]
    assert [message.partition(" contradicts")[0] for message in tell(*positions)] == [
        "`precedes: b`", "`follows: d`", "`follows: c`",
    ]  # fmt: skip


def test_who_names_an_article_means_its_positions_of_the_same_cell():
    """Not another actor's there, nor on another question; and what it follows is told by stances, words and dates."""
    words = make_position("oppose", date="2022-10", quotes=["We stay", "They go"])
    other = make_article(words, before("mixed", actor="council"), before("neutral", question="quay/pay"))
    cell = derive({"a": make_article(after(follows="b")), "b": other}, EVENTS)[CELL]
    assert {report.article_id: report.order.facts for report in cell.all_reports} == {"a": ("oppose We stay",), "b": ()}


@pytest.mark.parametrize(("event", "fact"), [("hearing", "2022-10-10"), ("strike", "")])
def test_an_event_that_nobody_in_the_cell_reports_is_told_by_its_date(event, fact):
    cell = derive_one(after(follows=event), events=EVENTS)
    assert [report.order.facts for report in cell.reports] == [(fact,)]


def test_what_was_withdrawn_can_be_named():
    articles = [make_article(after(follows="b")), make_article(before(), status="withdrawn")]
    assert derive(articles)[CELL].stances == ("support",)
    articles = [make_article(after(follows="b")), make_article(before()), make_article(after(), status="withdrawn")]
    assert [report.order for report in derive(articles)[CELL].lost] == [BY_DATE]  # and need not be


def test_in_a_list_by_time_what_is_known_to_be_no_later_stands_at_its_end():
    dates = ["2022-10-01", "../2022-10-12", "2022-10-20"]
    ranks = {date: derive_one(make_position(date=date)).current[0].rank for date in dates}
    assert sorted(dates[1:] + dates[:1], key=lambda date: place_in_list(ranks[date])) == dates
    assert sorted(dates, key=ranks.__getitem__)[0] == "../2022-10-12"

"""Reports of one event are one statement; what is current is what no other statement is later than."""

import pytest
from builders import derive_one, make_article, make_event, make_position, make_quote, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.analysis.order import find_shared
from briefing_desk.analysis.statements import (
    UNKNOWN_ORIGIN,
    count_occasions,
    find_newest,
    find_origins,
    group_statements,
    list_conditions,
    list_events,
    list_told,
    sort_key,
    span,
    split_current,
)
from briefing_desk.quotes.evidence import collect_evidence, get_id
from briefing_desk.schema.dates import UNKNOWN, Day, Interval, parse_interval
from briefing_desk.schema.model import Stance
from briefing_desk.syntax.ids import make_id


def report(articles, events=()):
    """Return the reports of articles, quotes not yet checked."""
    seeds = make_seeds(articles, events)
    evidence = {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}
    return [told.make() for told in list_told(seeds, evidence)]


def list_stances(statements):
    return ["/".join(statement.stances) for statement in statements]


def split(*positions, events=(), **article):
    """Return the stances of the current and the earlier statements, each position from an article of its own."""
    cell = derive_one(*positions, events=events, **article)
    return list_stances(cell.current), list_stances(cell.earlier)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (["2025-04"], (1, 1)),
        (["2025-04", None, None], (1, 3)),
        (["2025-04-02", "2025-04-02"], (1, 2)),
        (["2025-04-02", "2025-04-03"], (2, 2)),
        (["2025", "2025-04", "2025-12"], (2, 3)),
        (["2025-03/..", "2024", "../2024-06"], (2, 3)),
        ([], (0, 0)),
    ],
)
def test_statements_whose_dates_overlap_may_be_one(dates, told):
    positions = [make_position(date=date, quotes=[f"Words {n}"]) for n, date in enumerate(dates)]
    reports = report([make_article(position, date=None) for position in positions])
    statements = group_statements(reports, {})
    assert count_occasions(statements) == told


@pytest.mark.parametrize(
    ("dates", "shared"),
    [
        (["../2025-12-14", "2025-12-14", "2025-12-14/.."], "2025-12-14~"),
        (["../2025-12-20", "2025-12-14/.."], "2025-12-14~/2025-12-20~"),
        (["../2025-12-10", "2025-12-14/.."], ""),
        (["2025-12-14/.."], ""),
        ([], ""),
    ],
)
def test_dates_that_cover_all_time_are_told_by_where_they_meet(dates, shared):
    assert find_shared([UNKNOWN, *map(parse_interval, dates)]).text == shared


def test_statements_of_several_events_are_several_whatever_their_dates():
    events = [make_event(id="talks", date="2025"), make_event(id="vote", date="2025")]
    positions = [make_position(event=event, quotes=[f"Words {event}"]) for event in ("talks", "vote")]
    positions.append(make_position(quotes=["Words at one of them"], date="2025"))
    reports = report([make_article(position) for position in positions], events)
    known = {event.id: event for event in events}
    assert count_occasions(group_statements(reports, known)) == (2, 3)


def test_a_position_of_several_actors_is_a_report_for_each():
    joint = make_position(actor="dockers council", speakers="jo ida")
    assert [(r.actor, sorted(r.voices)) for r in report([make_article(joint)])] == [
        ("dockers", ["jo"]),
        ("council", ["ida"]),
    ]


def test_an_id_comes_from_question_actor_and_quote():
    position = make_position(quotes=["We stay", "until the end"])
    (found,) = report([make_article(position)])
    assert found.id == make_id("e", "quay/close", "dockers", get_id("a", position.quotes[0]))
    same = make_position("oppose", quotes=["We  stay"], date="2024")
    assert report([make_article(same)])[0].id == found.id
    for other in (
        make_position(quotes=["until the end", "We stay"]),
        make_position(quotes=["We stay"], question="quay/pay"),
    ):
        assert report([make_article(other)])[0].id != found.id


def test_a_position_whose_quotes_could_not_be_read_is_no_report():
    assert report([make_article(make_position(quotes=[]))]) == []


def test_a_quote_has_its_own_speakers_or_the_positions():
    quotes = [make_quote("We stay"), make_quote("They go", speakers="kim"), make_quote("It rains", speakers="")]
    (found,) = report([make_article(make_position(quotes=quotes, speakers="jo ida"))])
    assert [quote.speakers for quote in found.quotes] == [("jo", "ida"), ("kim",), ()]
    assert found.voices == {"jo", "kim"}


@pytest.mark.parametrize(
    ("speakers", "voices"),
    [("dockers", {"dockers"}), ("ida", set()), ("", set()), ("nobody", set()), ("jo ida", {"jo"})],
)
def test_voices_speak_for_the_actor(speakers, voices):
    assert report([make_article(make_position(speakers=speakers))])[0].voices == voices


@pytest.mark.parametrize(
    ("own", "event", "article", "date"),
    [
        ("2025-01-01", "2025-02-02", "2025-03-03", "2025-01-01"),
        (None, "2025-02-02", "2025-03-03", "2025-02-02"),
        (None, None, "2025-03-03", "2025-03-03"),
        (None, None, None, ""),
        ("2025-01-01", None, None, "2025-01-01"),
    ],
)
def test_the_date_is_the_positions_then_the_events_then_the_articles(own, event, article, date):
    position = make_position(date=own, event="hearing")
    (found,) = report([make_article(position, date=article)], [make_event("hearing", event)])
    assert found.date.text == date


@pytest.mark.parametrize(
    ("publisher", "based_on", "origins"),
    [
        ("gazette", "", {"Harbour Gazette"}),
        ("morning", "", {"Paper House"}),
        ("gazette", "wire", {"National Wire"}),
        ("gazette", "wire evening", {"National Wire", "Paper House"}),
        (None, "wire", {"National Wire"}),
        (None, "", {UNKNOWN_ORIGIN}),
    ],
)
def test_the_origin_is_what_an_article_is_based_on_then_its_publishers_owner_then_the_publisher(
    publisher, based_on, origins
):
    article = make_article(publisher=publisher, based_on=based_on)
    assert find_origins(article, make_seeds([]).publishers) == origins


def test_events_of_all_topics_are_listed_by_id():
    assert list(list_events(make_seeds([], [make_event("hearing"), make_event("vote")]))) == ["hearing", "vote"]


def test_reports_of_one_event_are_one_statement():
    told = [make_position(event="hearing", quotes=[words]) for words in ("We stay", "They stay")]
    cell = derive_one(*told, make_position(date="2025-03-05"), events=[make_event("hearing", "2025-03-04")])
    assert [len(statement.reports) for statement in (*cell.earlier, *cell.current)] == [2, 1]


def test_other_reports_are_statements_of_their_own():
    cell = derive_one(make_position(), make_position(event="hearing"), events=[make_event("hearing")])
    assert len(cell.current) == 2


@pytest.mark.parametrize(
    ("dates", "event", "date"),
    [
        (["2025-03-04", "2025-03-04"], "2025-03-01", "2025-03-04"),
        (["2025-03-04", None], "2025-03-01", "2025-03-01"),
        (["2025-03-04", "2025-03-06"], None, "2025-03-04/2025-03-06"),
        (["2025-03", "2025-03-06"], None, "2025-03"),
        ([None, None], "2025-03-01", "2025-03-01"),
        ([None, None], None, ""),
        (["2025-03-04", None], None, ""),
    ],
)
def test_a_statement_is_dated_by_its_reports_or_its_event(dates, event, date):
    told = [make_position(event="hearing", date=day, quotes=[f"We stay {i}"]) for i, day in enumerate(dates)]
    (statement,) = derive_one(*told, events=[make_event("hearing", event)], date=None).current
    assert statement.date.text == date


@pytest.mark.parametrize(
    ("dates", "covered"),
    [
        (["2025-03-04"], "2025-03-04"),
        (["2025-03-04", "2025-03-04~"], "2025-03-04"),
        (["2025-03-04", "2025-03-06"], "2025-03-04/2025-03-06"),
        (["2025-03-04", "2025"], "2025"),
        (["2025-03-04", "2025-02/.."], "2025-02/.."),
        (["2025-03-04/..", "2025-02"], "2025-02-01/.."),
        (["../2025-03", "2025-04-01"], "../2025-04-01"),
        (["../2025-03", "2025-04/.."], ""),
        (["2025-03-04?", "2025-03-06"], "2025-03-04?/2025-03-06?"),
        (["2025-03-04~", "2025-03-06%"], "2025-03-04%/2025-03-06%"),
    ],
)
def test_a_span_covers_all_its_dates(dates, covered):
    whole = parse_interval(covered) if covered else UNKNOWN
    assert span([parse_interval(date) for date in dates]) == whole
    assert span([parse_interval(date) for date in reversed(dates)]).text == covered


days = st.one_of(st.none(), st.dates(Day(2025, 1, 1), Day(2025, 1, 31)))
intervals = st.tuples(days, days).map(
    lambda pair: Interval("x", *(sorted(pair) if None not in pair else pair)) if pair != (None, None) else UNKNOWN
)


@given(st.lists(intervals, min_size=1, max_size=5))
@tries(80)
def test_nothing_is_later_than_a_span_unless_it_is_later_than_all_it_covers(dates):
    whole = span(dates)
    for day in (Day(2025, 1, 15), Day(2024, 12, 1), Day(2025, 2, 1)):
        other = Interval("", day, day)
        assert other.is_later_than(whole) == all(other.is_later_than(date) for date in dates)
        assert whole.is_later_than(other) == all(date.is_later_than(other) for date in dates)


@pytest.mark.parametrize(
    ("first", "second", "current"),
    [
        ("2025-03-04", "2025-03-05", ["oppose"]),
        ("2025-03-05", "2025-03-05", ["support", "oppose"]),
        ("2025-03", "2025-03-31", ["support", "oppose"]),
        ("2025-03", "2025-04-01", ["oppose"]),
        ("2025", "2025-12", ["support", "oppose"]),
        ("2025-03~", "2025-04", ["oppose"]),
        ("2025-03-04?", "2025-03-05?", ["oppose"]),
        ("2025-03/..", "2025-12", ["support", "oppose"]),
        ("../2025-03", "2025-04", ["oppose"]),
        ("2025-01/2025-04", "2025-03/2025-05", ["support", "oppose"]),
    ],
)
def test_current_is_what_no_other_statement_is_later_than(first, second, current):
    one, two = make_position("support", date=first), make_position("oppose", date=second)
    assert split(one, two)[0] == current
    assert sorted(split(two, one)[0]) == sorted(current)


def test_an_undated_statement_is_neither_earlier_nor_later():
    found = split(
        make_position("oppose"),
        make_position("support", date="2025-03"),
        make_position("mixed", date="2025-04"),
        date=None,
    )
    assert found == (["oppose", "mixed"], ["support"])


def test_what_overlaps_the_latest_is_current_and_in_order():
    dates = {"support": "2025-01", "oppose": "2025-03/2025-05", "mixed": "2025-03", "neutral": "2025-05-31"}
    positions = [make_position(stance, date=date) for stance, date in dates.items()]
    assert split(*positions) == (["oppose", "neutral"], ["support", "mixed"])


def test_a_statement_reported_with_two_stances_has_both():
    told = [make_position(stance, event="hearing") for stance in ("oppose", "support")]
    assert split(*told, events=[make_event("hearing")]) == (["support/oppose"], [])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "council", (["support"], [])),
        ("council", "", (["oppose"], [])),
        ("council", "council", (["oppose"], ["support"])),
    ],
)
def test_what_another_actor_reports_is_no_statement_beside_the_actors_own(first, second, expected):
    positions = [
        make_position("support", date="2025-01", according_to=first),
        make_position("oppose", date="2025-02", according_to=second),
    ]
    assert split(*positions) == expected


def test_a_statement_that_one_article_reports_first_hand_is_first_hand():
    told = [make_position(event="hearing"), make_position(event="hearing", according_to="council")]
    (statement,) = derive_one(*told, events=[make_event("hearing")]).current
    assert not statement.is_second_hand


chosen = st.builds(
    make_position,
    st.sampled_from(["support", "oppose", "mixed"]),
    date=st.one_of(
        st.none(), st.sampled_from(["2025-01", "2025-01-05", "2025-02", "2025/..", "../2025-01", "2025-02-03"])
    ),
    according_to=st.sampled_from([None, "council"]),
    event=st.sampled_from([None, "hearing"]),
)


@given(st.lists(chosen, min_size=1, max_size=6))
@tries(80)
def test_current_and_earlier_follow_the_rule(positions):
    """The rule of "What is derived", spelled out for every pair."""
    cell = derive_one(*positions, events=[make_event("hearing")], date=None)
    statements = [*cell.earlier, *cell.current]
    assert cell.current
    for statement in statements:
        is_past = any(other.date.is_later_than(statement.date) for other in statements)
        assert (statement in cell.earlier) == is_past
    assert len({statement.is_second_hand for statement in statements}) == 1
    assert all(report.is_second_hand for report in cell.hearsay)
    assert not (cell.hearsay and cell.is_second_hand)
    assert split_current(statements) == (cell.current, cell.earlier)
    for found in (cell.current, cell.earlier):
        assert [sort_key(statement.date) for statement in found] == sorted(
            sort_key(statement.date) for statement in found
        )
    assert sum(len(statement.reports) for statement in statements) + len(cell.hearsay) == len(positions)


def test_dates_sort_by_their_first_day_then_their_last_and_unknown_ends_come_first():
    ordered = ["../2025-02", "2025-01", "2025-02/..", "2025-02-01", "2025-02", "2025-02/2025-03", "2025-02-02"]
    dates = [UNKNOWN, *(parse_interval(date) for date in ordered)]
    backwards = dates[::-1]
    assert sorted(backwards, key=sort_key) == dates


def test_conditions_are_compared_without_typesetting_and_case():
    told = [
        make_position("conditional", condition=words, date=f"2025-01-0{day}")
        for day, words in enumerate(("if “all” jobs stay", 'If "all" jobs  stay', "if some stay"), 1)
    ]
    cell = derive_one(*told, make_position("support"))
    assert list(list_conditions((*cell.earlier, *cell.current)).values()) == ['If "all" jobs  stay', "if some stay"]


def test_the_newest_report_is_one_that_counts():
    articles = [
        make_article(make_position(), date="2025-01"),
        make_article(make_position(), date="2025-03"),
        make_article(make_position(), date="2025-05", status="withdrawn"),
    ]
    assert find_newest(report(articles)).text == "2025-03"
    assert find_newest(report(articles[2:])) is None
    assert [found.is_withdrawn for found in report(articles)] == [False, False, True]


def test_stances_are_in_the_order_of_the_vocabulary():
    told = [make_position(stance, event="hearing") for stance in reversed([stance.value for stance in Stance])]
    (statement,) = derive_one(*told, events=[make_event("hearing")]).current
    assert statement.stances == tuple(Stance)


@pytest.mark.parametrize(
    ("dates", "newest"),
    [
        (["2025-03-14/..", "2025-03-15"], "2025-03-14/.."),  # either may be the newest
        (["2025-03-13/2025-03-14", "2025-03-14?/2025-03-15"], "2025-03-13?/2025-03-15?"),
        (["2025-03-14/2025-03-15", "2025-03-16"], "2025-03-16"),
        (["../2025-03-14", "2025-03-15"], "2025-03-15"),
        (["../2025-03-15", "2025-03-14/.."], "2025-03-14/.."),  # "by the 15th" is no news beside it
        (["../2025-03-14"], "../2025-03-14"),
        (["../2025-03-14", "../2025-03-15"], "../2025-03-15"),
        (["2025-03-15", None], "2025-03-15"),
        ([None], ""),
    ],
)
def test_the_newest_evidence_is_all_than_which_none_is_later(dates, newest):
    articles = [make_article(make_position(), date=date) for date in dates]
    assert find_newest(report(articles)).text == newest

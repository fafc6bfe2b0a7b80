"""What a cell says: the stances held now, and whether they changed, are contested, divided, inferred or lost."""

import pytest
from builders import DAY, derive, derive_one, make_article, make_event, make_position, make_quote, make_seeds
from hypothesis import assume, given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.analysis.cells import derive_cells, group_by_actor, group_by_topic, measure_coverage
from briefing_desk.quotes.evidence import collect_evidence, get_id
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Checked
from briefing_desk.web.parts import describe_coverage

CLOSE = ("dockers", "quay/close")
EARLY, LATE = "2025-01", "2025-02"


def summarise(cell):
    """Return everything that a cell shows, with what it stands on by ids."""
    return {
        "current": [(s.stances, s.date, [r.id for r in s.reports]) for s in cell.current],
        "earlier": [(s.stances, s.date, [r.id for r in s.reports]) for s in cell.earlier],
        "inferred": [r.id for r in cell.inferred],
        "reports": [r.id for r in cell.reports],
        "all": [r.id for r in cell.all_reports],
        "marks": (cell.is_contested, cell.is_divided, cell.is_inferred, cell.is_second_hand, cell.condition_differs),
        "changed": [(statement.stances, statement.date) for statement in cell.changed_from],
        "support": (cell.articles, cell.origins, cell.is_checked, cell.is_corrected),
    }


positions = st.builds(
    make_position,
    st.sampled_from(["support", "oppose", "mixed"]),
    st.sampled_from(["dockers", "council", "dockers council"]),
    st.sampled_from(["quay/close", "quay/pay"]),
    basis=st.sampled_from(["reported", "inferred"]),
    date=st.sampled_from([None, EARLY, LATE]),
    event=st.sampled_from([None, "hearing"]),
    speakers=st.sampled_from(["", "jo", "ida", "jo kim"]),
    according_to=st.sampled_from([None, "residents"]),
)
articles = st.builds(
    lambda positions, **article: make_article(*positions, **article),
    st.lists(positions, max_size=3),
    date=st.sampled_from([None, "2025-01-15", "2025-02-15"]),
    publisher=st.sampled_from([None, "morning", "evening"]),
    status=st.sampled_from(["usable", "corrected", "withdrawn"]),
)
libraries = st.dictionaries(st.sampled_from("abcdef"), articles, max_size=4)
EVENTS = [make_event("hearing", "2025-01-20")]


@given(libraries, st.randoms(use_true_random=False))
@tries(50)
def test_the_order_of_articles_and_positions_does_not_matter(library, random):
    shuffled = [
        (id, make_article(*random.sample(a.positions, len(a.positions)), date=a.date and a.date.text,
                          publisher=a.publisher, status=a.status))
        for id, a in random.sample(sorted(library.items()), len(library))
    ]  # fmt: skip
    before, after = derive(library, EVENTS), derive(dict(shuffled), EVENTS)
    assert list(before) == list(after) == sorted(before)
    assert {key: summarise(cell) for key, cell in before.items()} == {
        key: summarise(cell) for key, cell in after.items()
    }


@given(libraries, articles)
@tries(50)
def test_a_report_changes_no_cell_of_another_actor_or_question(library, article):
    before, after = derive(library, EVENTS), derive({**library, "z": article}, EVENTS)
    touched = {(holder, position.question) for position in article.positions for holder in position.holders}
    for key in set(before) - touched:
        assert summarise(after[key]) == summarise(before[key])
    assert set(after) == set(before) | touched


@given(libraries, st.lists(positions, max_size=3))
@tries(50)
def test_a_withdrawn_article_changes_nothing_but_what_is_lost(library, told):
    before = derive(library, EVENTS)
    after = derive({**library, "z": make_article(*told, status="withdrawn")}, EVENTS)
    for key, cell in after.items():
        lost = [report for report in cell.lost if report.article_id == "z"]
        told_here = [p for p in told if key[0] in p.holders and p.question == key[1]]
        assert len(lost) == len(told_here)
        if key in before:
            gained = {report.id for report in lost}
            assert {**summarise(cell), "all": [id for id in summarise(cell)["all"] if id not in gained]} == summarise(
                before[key]
            )
        else:
            assert not cell.current
            assert not cell.stances


@given(libraries, st.lists(positions, max_size=3))
@tries(50)
def test_what_is_inferred_overrides_and_contests_nothing(library, told):
    readings = [
        make_position(p.stance, " ".join(p.holders), p.question, basis="inferred", date=p.date and p.date.text)
        for p in told
    ]
    before = derive(library, EVENTS)
    after = derive({**library, "z": make_article(*readings, date="2025-03-05")}, EVENTS)
    for key, cell in after.items():
        is_known = key in before and bool(before[key].current) and not before[key].is_inferred
        if is_known:
            kept = {"inferred", "all"}
            assert {k: v for k, v in summarise(cell).items() if k not in kept} == {
                k: v for k, v in summarise(before[key]).items() if k not in kept
            }
        else:
            assert not any((cell.is_contested, cell.is_divided, cell.changed_from, cell.condition_differs))


@given(libraries)
@tries(50)
def test_every_report_is_somewhere_and_none_is_shown_twice(library):
    for key, cell in derive(library, EVENTS).items():
        shown = [(report.article_id, report.id) for report in cell.all_reports]
        told = [
            (id, get_id(id, position.quotes[0]))
            for id, article in library.items()
            for position in article.positions
            if key[0] in position.holders and position.question == key[1]
        ]
        assume(len(told) == len(set(told)))  # the same position twice is an error before it comes here
        assert len(shown) == len(set(shown)) == len(told)
        assert set(cell.reports) <= set(cell.all_reports)
        assert cell.is_contested >= cell.is_divided


def test_agreeing_positions_are_one_stance_and_no_contest():
    cell = derive_one(make_position(), make_position(quotes=["We stay"]))
    assert (cell.stances, cell.is_contested, cell.changed_from) == (("support",), False, ())


def test_current_positions_that_differ_are_contested():
    cell = derive_one(make_position("oppose"), make_position("support"))
    assert (cell.stances, cell.is_contested, cell.is_divided) == (("support", "oppose"), True, False)


def test_reports_of_one_event_that_differ_are_contested_not_changed():
    told = [make_position("oppose", event="hearing"), make_position("support", event="hearing")]
    cell = derive(
        [make_article(told[0], date="2025-01"), make_article(told[1], date="2025-02")], [make_event("hearing")]
    )[CLOSE]
    assert (cell.is_contested, cell.changed_from, len(cell.current)) == (True, (), 1)


def test_a_later_different_stance_is_a_change():
    cell = derive_one(make_position("oppose", date=EARLY), make_position("support", date=LATE))
    assert (cell.stances, cell.is_contested) == (("support",), False)
    assert (cell.former, [statement.date.text for statement in cell.changed_from]) == (("oppose",), [EARLY])


@pytest.mark.parametrize(
    ("earlier", "current", "changed_from"),
    [
        ([("oppose", "2025-01"), ("mixed", "2025-02")], ["support"], "mixed"),
        ([("oppose", "2025-01"), ("support", "2025-02")], ["support"], "oppose"),
        ([("support", "2025-01")], ["support"], None),
        ([("support", "2025-01")], ["support", "oppose"], None),
        ([("mixed", "2025-01")], ["support", "oppose"], "mixed"),
    ],
)  # fmt: skip
def test_changed_is_told_from_the_latest_stance_that_is_not_held_now(earlier, current, changed_from):
    cell = derive_one(
        *(make_position(stance, date=date) for stance, date in earlier),
        *(make_position(stance, date="2025-03") for stance in current),
    )
    assert cell.former == ((changed_from,) if changed_from else ())


@pytest.mark.parametrize(
    ("earlier", "current", "former"),
    [
        ([("support", "2025-01"), ("oppose", "2025-01")], ["oppose"], "support oppose"),
        ([("support", "2025-01"), ("oppose", "2025-01")], ["support", "oppose"], ""),
        ([("support", "2025-01"), ("oppose", "2025"), ("mixed", "2025-02")], ["oppose"], "oppose mixed"),
        ([("support", "2025-01"), ("oppose", "2025-01"), ("oppose", "2025-02")], ["oppose"], "support oppose"),
        ([("support", "2025-01"), ("oppose", "2025-02")], ["oppose"], "support"),
        ([("support", "2024-12/2025-01"), ("neutral", "2025-01-09"), ("mixed", "2024")], ["oppose"], "support neutral"),
    ],
)  # fmt: skip
def test_changed_is_told_from_all_that_was_held_together(earlier, current, former):
    cell = derive_one(
        *(make_position(stance, date=date) for stance, date in earlier),
        *(make_position(stance, date="2026-03") for stance in current),
    )
    assert cell.former == tuple(former.split())


@pytest.mark.parametrize(
    ("earlier", "current", "is_changed", "told"),
    [
        (None, None, True, ()),
        ("council", None, False, ()),
        ("council", "council", True, ()),
        (None, "council", False, ("support",)),
    ],
)
def test_another_actors_report_neither_overrides_nor_contests_the_actors_own(earlier, current, is_changed, told):
    cell = derive_one(
        make_position("oppose", date=EARLY, according_to=earlier),
        make_position("support", date=LATE, according_to=current),
    )
    assert (bool(cell.changed_from), cell.is_contested) == (is_changed, False)
    assert (cell.told_otherwise, "told-otherwise" in cell.marks) == (told, bool(told))
    assert cell.is_second_hand == (earlier == current == "council")
    assert cell.tellers == (("council",) if told or cell.is_second_hand else ())


@pytest.mark.parametrize(
    ("stance", "date", "told"), [("oppose", LATE, ()), ("support", EARLY, ()), ("support", None, ("support",))]
)
def test_only_another_stance_of_the_same_time_or_later_is_told_otherwise(stance, date, told):
    own = make_position("oppose", date=LATE)
    hearsay = make_position(stance, date=date, according_to="council")
    cell = derive([make_article(own), make_article(hearsay, date=None)])[CLOSE]
    assert cell.told_otherwise == told
    assert [report.position for report in cell.hearsay] == [hearsay]
    assert {report.position for report in cell.all_reports} == {own, hearsay}
    assert (cell.stances, cell.articles) == (("oppose",), {"a"})


@pytest.mark.parametrize(
    ("first", "second", "is_divided"),
    [
        ("jo", "kim", True),
        ("jo", "jo", False),
        ("jo", "", False),
        ("", "", False),
        ("jo", "jo kim", False),
        ("dockers", "kim", True),
        ("jo", "ida", False),
    ],
)
def test_divided_are_two_voices_inside_one_actor(first, second, is_divided):
    cell = derive_one(make_position("support", speakers=first), make_position("oppose", speakers=second))
    assert cell.is_contested
    assert cell.is_divided is is_divided


@pytest.mark.parametrize(("third", "is_divided"), [("dockers", True), ("jo", False), ("", False)])
def test_each_stance_of_a_divided_actor_has_voices_of_its_own(third, is_divided):
    voices = {"support": "jo", "oppose": "kim", "neutral": third}
    assert derive_one(*(make_position(stance, speakers=who) for stance, who in voices.items())).is_divided is is_divided


def test_the_voices_may_stand_at_the_quotes():
    told = [
        make_position(stance, quotes=[make_quote(f"We {who}", speakers=who)])
        for stance, who in (("support", "jo"), ("oppose", "kim"))
    ]
    assert derive_one(*told).is_divided


def test_another_actor_that_reports_a_stance_is_no_voice_inside():
    told = [make_position("support", speakers="jo"), make_position("oppose", speakers="ida", according_to="council")]
    cell = derive_one(*told)
    assert (cell.is_contested, cell.is_divided, cell.told_otherwise) == (False, False, ("oppose",))


def test_a_partners_speaker_is_no_voice_of_the_actor():
    joint = make_position("support", "dockers council", speakers="ida")
    cell = derive([make_article(joint), make_article(make_position("oppose", speakers="jo"))])[CLOSE]
    assert (cell.is_contested, cell.is_divided) == (True, False)


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        ([("if paid", EARLY), ("if asked", LATE)], True),
        ([("if paid", EARLY), ("IF  paid", LATE)], False),
        ([("if paid", LATE), ("if asked", LATE)], True),
        ([("if paid", EARLY), ("if asked", LATE), ("if paid", LATE)], True),
        ([("if paid", LATE)], False),
    ],
)
def test_a_new_condition_under_the_same_stance(told, differs):
    cell = derive_one(
        *(
            make_position("conditional", condition=words, date=date, quotes=[f"q{i}"])
            for i, (words, date) in enumerate(told)
        )
    )
    assert (cell.condition_differs, cell.changed_from, cell.is_contested) == (differs, (), False)


def test_a_condition_that_was_added_is_a_change_of_stance():
    cell = derive_one(make_position(date=EARLY), make_position("conditional", condition="if paid", date=LATE))
    assert (cell.condition_differs, cell.former) == (False, ("support",))


def test_a_condition_that_was_dropped_is_a_change_of_stance():
    cell = derive_one(make_position("conditional", condition="if paid", date=EARLY), make_position(date=LATE))
    assert (cell.condition_differs, cell.former) == (False, ("conditional",))


def test_another_actors_condition_differs_from_nothing():
    cell = derive_one(
        make_position("conditional", condition="if asked", date=EARLY, according_to="council"),
        make_position("conditional", condition="if paid", date=LATE),
    )
    assert not cell.condition_differs


def test_a_cell_with_our_reading_alone_says_so_and_is_neither_contested_nor_changed():
    told = [
        make_position("conditional", basis="inferred", condition="if paid", date=EARLY),
        make_position("oppose", basis="inferred", date=LATE),
        make_position("conditional", basis="inferred", condition="if asked", date=LATE),
    ]
    cell = derive_one(*told)
    assert (cell.is_inferred, cell.stances) == (True, ("oppose", "conditional"))
    assert not any((cell.is_contested, cell.is_divided, cell.changed_from, cell.condition_differs))


def test_our_reading_beside_what_is_reported_is_kept_apart():
    cell = derive_one(make_position("oppose", basis="inferred", date=LATE), make_position("support", date=EARLY))
    assert (cell.stances, cell.is_inferred, len(cell.inferred), len(cell.all_reports)) == (("support",), False, 1, 2)


def test_a_cell_says_what_it_lost():
    cells = derive([make_article(make_position(), status="withdrawn"), make_article(make_position("oppose"))])
    assert (cells[CLOSE].stances, len(cells[CLOSE].lost), cells[CLOSE].changed_from) == (("oppose",), 1, ())
    cell = derive_one(make_position(), status="withdrawn")
    assert (cell.current, cell.reports, len(cell.lost), cell.origins, cell.is_inferred) == (
        (),
        (),
        1,
        frozenset(),
        False,
    )
    assert not cell.is_second_hand


def test_a_corrected_article_marks_what_rests_on_it():
    corrected = make_article(make_position(date=EARLY), status="corrected")
    assert derive([corrected])[CLOSE].is_corrected
    assert not derive([corrected, make_article(make_position(date=LATE))])[CLOSE].is_corrected


@pytest.mark.parametrize(
    ("articles", "origins"),
    [
        ([{"publisher": "gazette"}, {"publisher": "wire"}], 2),
        ([{"publisher": "morning"}, {"publisher": "evening"}], 1),
        ([{"publisher": "gazette", "based_on": "wire"}, {"publisher": "wire"}], 1),
        ([{"publisher": None}, {"publisher": None}], 1),
        ([{"publisher": None}, {"publisher": "gazette"}], 2),
        ([{"publisher": "gazette", "based_on": "wire evening"}], 2),
    ],
)
def test_reports_are_counted_by_article_and_by_origin(articles, origins):
    cell = derive([make_article(make_position(), **article) for article in articles])[CLOSE]
    assert (len(cell.articles), len(cell.origins)) == (len(articles), origins)


def test_only_what_is_current_is_counted():
    cell = derive([make_article(make_position(date=EARLY)), make_article(make_position(date=LATE), publisher="wire")])[
        CLOSE
    ]
    assert (cell.articles, cell.origins) == ({"b"}, {"National Wire"})


def test_a_position_of_several_actors_fills_the_cell_of_each():
    cells = derive([make_article(make_position("oppose", "dockers council"))])
    assert {key: cell.stances for key, cell in cells.items()} == {
        CLOSE: ("oppose",),
        ("council", "quay/close"): ("oppose",),
    }


def test_a_quote_may_serve_two_positions():
    cells = derive(
        [
            make_article(
                *(make_position(question=question, quotes=["We stay"]) for question in ("quay/close", "quay/pay"))
            )
        ]
    )
    reports = [cell.reports[0] for cell in cells.values()]
    assert reports[0].quotes == reports[1].quotes
    assert reports[0].id != reports[1].id


def test_a_cell_is_checked_when_all_its_current_quotes_are():
    article = make_article(make_position(quotes=["We stay", "They go"]))
    entries = [Checked(get_id("a", quote), quote.exact, 0, 7, True, DAY) for quote in article.positions[0].quotes]

    def derive_with(entries):
        return derive_cells(make_seeds([article]), {"a": collect_evidence("a", article, entries)})[CLOSE]

    assert derive_with(entries).is_checked
    assert not derive_with(entries[:1]).is_checked


def test_reports_are_newest_first():
    dates = ["2025-01", "2025-03", "2025-02", "2025-03"]
    cell = derive([make_article(make_position(date=date), date="2025-04") for date in dates])[CLOSE]
    assert [(report.date.text, report.article_id) for report in cell.all_reports] == [
        ("2025-03", "d"), ("2025-03", "b"), ("2025-02", "c"), ("2025-01", "a"),
    ]  # fmt: skip
    assert [report.article_id for report in cell.reports] == ["d", "b"]


def test_what_was_read_is_counted():
    articles = [
        make_article(date="2025-01-20?", publisher="morning"),
        make_article(date="2025-03/2025-04", publisher="evening"),
        make_article(date="2024-12/..", publisher=None),
        make_article(date=None, publisher="gazette", based_on="wire"),
        make_article(date="2020", status="withdrawn"),
    ]
    seeds = make_seeds(articles)
    coverage = measure_coverage(seeds)
    assert (coverage.articles, len(coverage.origins), coverage.undated, coverage.inferred) == (4, 3, 1, 1)
    assert coverage.dates.text == "2024-12/2025-04"
    assert (coverage.dates.first, coverage.dates.last) == (Day(2024, 12, 1), Day(2025, 4, 30))
    assert coverage.is_open
    assert not measure_coverage(seeds, ["a", "b"]).is_open
    said = "4 articles, dated December 2024 to April 2025 or later (1 date inferred); 2 known origins"
    assert describe_coverage(coverage) == f"{said}, 1 article of unknown origin"
    some = measure_coverage(seeds, ["d", "e"])
    assert (some.articles, len(some.origins), some.dates.text, some.undated) == (1, 1, "", 1)
    assert measure_coverage(make_seeds([])).articles == 0


def test_a_change_that_rests_on_a_corrected_article_is_marked():
    """Not only the source of what is held now: also that of what it changed from."""
    old, new = make_position("oppose", date="2025-01"), make_position("support", date="2025-03")
    cells = derive([make_article(old, status="corrected"), make_article(new)])
    assert cells["dockers", "quay/close"].marks == ("changed", "corrected", "unchecked", "one-origin")
    same = derive([make_article(make_position("support", date="2025-01"), status="corrected"), make_article(new)])
    assert same["dockers", "quay/close"].marks == ("unchecked", "one-origin")


WIRE, PAPER, NOBODY = {"publisher": "wire"}, {"publisher": "gazette"}, {"publisher": None}


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ([({}, WIRE)], ("one-origin",)),
        ([({}, WIRE), ({}, PAPER)], ()),
        ([({}, WIRE), ({}, WIRE)], ("one-origin",)),
        ([({}, WIRE), ({}, {**PAPER, "based_on": "wire"})], ("one-origin",)),
        ([({}, WIRE), ({}, WIRE), ({}, WIRE)], ("one-origin",)),
        ([({}, WIRE), ({}, WIRE), ({}, PAPER)], ()),
        ([({}, NOBODY)], ("unknown-origin",)),
        ([({}, NOBODY), ({}, NOBODY)], ("unknown-origin",)),
        ([({}, NOBODY), ({}, NOBODY), ({}, NOBODY)], ("unknown-origin",)),
        ([({}, NOBODY), ({}, PAPER)], ()),
        ([({}, {**WIRE, "status": "withdrawn"}), ({}, PAPER)], ("lost", "one-origin")),
        ([({}, {**WIRE, "status": "withdrawn"})], ("lost",)),
        ([({"speakers": "jo"}, WIRE), ({"stance": "oppose", "speakers": "kim"}, PAPER)], ("divided",)),
        ([({}, WIRE), ({"stance": "oppose"}, PAPER)], ("contested",)),
        ([({"stance": "oppose", "date": EARLY}, WIRE), ({"date": LATE}, WIRE)], ("changed", "one-origin")),
        (
            [
                ({"stance": "conditional", "condition": words, "date": date}, PAPER)
                for words, date in (("if asked", EARLY), ("if paid", LATE))
            ],
            ("condition", "one-origin"),
        ),
        ([({"basis": "inferred"}, WIRE)], ("inferred", "one-origin")),
        ([({"according_to": "council"}, WIRE)], ("second-hand", "one-origin")),
        ([({}, WIRE), ({"stance": "oppose", "according_to": "council"}, PAPER)], ("told-otherwise", "one-origin")),
        ([({}, {**WIRE, "status": "corrected"})], ("corrected", "one-origin")),
        (
            [
                ({"stance": "oppose", "date": EARLY, "according_to": "council"}, {**WIRE, "status": "corrected"}),
                ({"date": LATE, "according_to": "council"}, {**WIRE, "status": "corrected"}),
                ({"date": LATE, "according_to": "council"}, {**WIRE, "status": "withdrawn"}),
                ({"stance": "mixed", "date": LATE, "according_to": "council"}, WIRE),
            ],
            ("lost", "contested", "changed", "second-hand", "corrected", "one-origin"),
        ),
    ],
)
def test_a_cell_carries_its_marks_and_no_other(told, marks):
    """Each mark with the least that brings it on, and its nearest neighbours that do not; here no quote is checked."""
    cell = derive([make_article(make_position(**position), **article) for position, article in told])[CLOSE]
    counted = [mark for mark in marks if mark.endswith("-origin")]  # these are the least grave
    assert cell.marks == (*marks[: len(marks) - len(counted)], *(["unchecked"] if cell.current else []), *counted)
    assert (cell.actor, cell.question) == CLOSE


@pytest.mark.parametrize(
    ("told", "stance"),
    [
        ([("support", {})], "support"),
        ([("support", {}), ("support", {"date": "2025-03"})], "support"),
        ([("support", {}), ("oppose", {})], None),
        ([("support", {"basis": "inferred"})], None),
        ([("mixed", {})], None),
        ([("undecided", {})], None),
        ([("no-comment", {})], None),
        ([("neutral", {})], "neutral"),
        ([("conditional", {"condition": "if paid"})], "conditional"),
    ],
)
def test_a_cell_is_compared_by_the_one_stance_that_it_holds(told, stance):
    assert derive_one(*(make_position(name, **more) for name, more in told)).one_stance == stance


def test_a_cell_that_lost_all_is_compared_by_none():
    assert derive_one(make_position(), status="withdrawn").one_stance is None


def test_the_newest_report_of_each_stance_is_found():
    dates = [("support", "2025-01"), ("oppose", "2025-01/.."), ("support", "2025-01/..")]
    cell = derive([make_article(make_position(stance, date=date)) for stance, date in dates])[CLOSE]
    assert {stance: report.article_id for stance, report in cell.newest.items()} == {"support": "a", "oppose": "b"}
    assert cell.newest["support"].date.text == "2025-01"


@pytest.mark.parametrize(
    ("dates", "held"),
    [
        (["2025-03"], "2025-03"),
        (["2025-03-05", "2025-03"], "2025-03-05"),
        (["2025-03", "2025-03-05"], "2025-03-05"),
        (["2025-03", "2025"], "2025-03"),
        (["2025-03/..", "2025-03"], "2025-03"),
        (["2025-03/..", "2025-02/.."], "2025-02/.."),
    ],
)
def test_a_stance_was_held_by_the_time_that_ends_first(dates, held):
    other = make_position("oppose", date="2025-03-01/2025-03-04")
    cell = derive_one(*(make_position(date=date) for date in dates), other)
    assert cell.date_stance("support").text == held


def test_all_statements_are_what_is_shown_and_what_was_set_aside():
    told = [
        (make_position("oppose", date=EARLY), "usable"),
        (make_position(date=LATE), "usable"),
        (make_position("mixed", date=LATE, basis="inferred"), "usable"),
        (make_position("neutral", date=LATE, according_to="council"), "usable"),
        (make_position("undecided", date=LATE), "withdrawn"),
    ]
    cell = derive([make_article(position, status=status) for position, status in told])[CLOSE]
    assert cell.all_statements[:2] == (*cell.earlier, *cell.current)
    assert {report.position.stance for statement in cell.all_statements[2:] for report in statement.reports} == {
        "mixed", "neutral", "undecided",
    }  # fmt: skip
    assert [len(statement.reports) for statement in cell.all_statements] == [1] * 5
    alone = derive_one(make_position(basis="inferred"))
    assert alone.all_statements == alone.current  # and not once more, as our reading


def test_cells_are_grouped_by_topic_and_by_actor():
    cells = derive([make_article(make_position(actor="dockers council"), make_position(question="quay/pay"))])
    moved = {(actor, question.replace("quay/pay", "port/pay")): cell for (actor, question), cell in cells.items()}
    assert group_by_topic(moved) == {
        "quay": {key: cell for key, cell in moved.items() if key[1] == "quay/close"},
        "port": {("dockers", "port/pay"): moved["dockers", "port/pay"]},
    }
    assert group_by_actor(moved) == {
        "council": {"quay/close": moved["council", "quay/close"]},
        "dockers": {"quay/close": moved[CLOSE], "port/pay": moved["dockers", "port/pay"]},
    }

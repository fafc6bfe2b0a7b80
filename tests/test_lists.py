"""What lists of the whole site tell: the same whether parts were made together or apart, kept or not."""

import json
from dataclasses import replace

from builders import DAY, make_article, make_passage, make_position, make_seeds
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.analysis.cells import join_coverages, measure_coverage
from briefing_desk.analysis.lists import MonthPart, TopicPart, Whole, list_month, list_topic
from briefing_desk.analysis.statements import find_newest, list_newest
from briefing_desk.build.making import pack_entry, unpack_entry
from briefing_desk.checks.assemble import make_library
from briefing_desk.exports.files import list_month_entries, list_topic_entries
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.dates import Day, parse_interval
from briefing_desk.schema.settings import Settings
from briefing_desk.store.packing import find_unpack, pack
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import list_whole

DATES = ("2025", "2025-03", "2025-03-05", "2025-03-05?", "../2025-02", "2025-01/..", "2024-12-01~/2025-01", None)
POSITIONS = st.builds(
    make_position,
    st.sampled_from(("support", "oppose", "conditional")),
    st.sampled_from(("dockers", "council", "dockers residents")),
    st.sampled_from(("quay/close", "quay/pay", "tolls/close", "tolls/pay")),
    date=st.sampled_from(DATES),
    speakers=st.sampled_from(("", "jo", "kim")),
    condition=st.sampled_from((None, "if paid")),
)
ARTICLES = st.lists(
    st.builds(
        lambda positions, date, publisher, status, year: replace(
            make_article(*positions, date=date, publisher=publisher, status=status), retrieved=Day(year, 5, 6)
        ),
        st.lists(POSITIONS, max_size=3, unique_by=lambda one: (one.question, tuple(one.holders), one.stance)),
        st.sampled_from(DATES),
        st.sampled_from(("gazette", "morning", "evening", "wire", None)),
        st.sampled_from(("usable", "usable", "corrected", "withdrawn")),
        st.sampled_from((2024, 2025)),
    ),
    max_size=7,
)


def load(seeds, ids):
    """Return the library of some articles."""
    some = replace(seeds, articles={id: seeds.articles[id] for id in ids})
    return make_library(some, {id: collect_evidence(id, found, ()) for id, found in some.articles.items()}, {})


def make_two_topics(articles):
    """Return seeds with two topics, which have the same questions."""
    seeds = make_seeds(articles)
    return replace(seeds, topics={"quay": seeds.topics["quay"], "tolls": seeds.topics["quay"]})


def list_some(seeds, ids):
    """Return what some articles bring."""
    library = load(seeds, ids)
    return list_month(library.seeds, library.evidence, library.reports, ids)


def keep(kind, part):
    """Return a part as it comes back from where it was kept."""
    return find_unpack(kind)(json.loads(json.dumps(pack(part))), None)


@tries(120)
@given(ARTICLES, st.integers(0, 7))
def test_parts_that_were_made_apart_and_kept_are_the_whole(articles, cut):
    seeds = make_two_topics(articles)
    library = load(seeds, seeds.articles)
    parts = {}
    for topic in seeds.topics:
        about = [id for id, one in seeds.articles.items() if any(p.question.startswith(topic) for p in one.positions)]
        parts[topic] = keep(TopicPart, list_topic(load(seeds, about).by_topic.get(topic, {}).values()))
    ids = list(seeds.articles)
    months = [keep(MonthPart, list_some(seeds, some)) for some in (ids[cut:], ids[:cut])]
    whole, expected = Whole(parts, months), list_whole(library)
    assert (whole.topics, whole.cells, whole.changes) == (expected.topics, expected.cells, expected.changes)
    assert (whole.articles, whole.newest_day) == (expected.articles, expected.newest_day)
    assert whole.coverage == expected.coverage == measure_coverage(seeds)
    assert whole.newest == find_newest(report for reports in library.reports.values() for report in reports)
    assert sum(part.quotes for part in months) == expected.months[0].quotes


@tries(120)
@given(ARTICLES)
def test_entries_of_a_feed_that_were_kept_are_the_same(articles):
    library = load(seeds := make_two_topics(articles), seeds.articles)
    outlet = Outlet(library, Settings(), "")
    entries = [*list_topic_entries(outlet, library.cells.values()), *list_month_entries(outlet, seeds.articles)]
    assert [unpack_entry(json.loads(json.dumps(pack_entry(entry)))) for entry in entries] == entries


@tries(200)
@given(*[st.lists(st.sampled_from([one for one in DATES if one]).map(parse_interval), max_size=5)] * 2)
def test_what_is_newest_of_two_lists_is_what_is_newest_of_the_newest_of_each(one, other):
    assert list_newest([*list_newest(one), *list_newest(other)]) == list_newest([*one, *other])


def test_nothing_was_read_where_there_is_no_article():
    whole = list_whole(load(make_seeds([]), ()))
    assert whole.coverage == measure_coverage(make_seeds([])) == join_coverages(())
    assert (whole.newest, whole.newest_day, whole.cells, whole.changes) == (None, Day(1970, 1, 1), (), ())


def test_the_newest_day_is_that_of_the_last_article_taken_in():
    seeds = make_seeds([make_article(date="2030"), replace(make_article(), retrieved=Day(2020, 1, 1))])
    assert list_whole(load(seeds, seeds.articles)).newest_day == DAY


def test_a_list_of_articles_counts_what_each_brings():
    twice = make_position(quotes=["we will not leave", "we stay"])
    article = make_article(
        twice, make_position(actor="council", quotes=["we stay"]), passages=[make_passage("it cost")]
    )
    seeds = make_seeds([article])
    part = list_some(seeds, ["a"])
    assert [(one.id, one.title, one.reports) for one in part.articles] == [("a", str(article.title), 2)]
    assert (part.quotes, part.positions, part.proposed) == (4, 2, ())

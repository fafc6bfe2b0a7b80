"""Changes by year of record: each thing is told in one year, and an old year stays while something new is taken in."""

import json
import re
from dataclasses import replace

import pytest
from builders import make_article, make_position, make_seeds

from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.checks.assemble import make_library
from briefing_desk.pages.site_pages import render_site
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.dates import Day
from briefing_desk.schema.settings import Settings
from briefing_desk.web.views import list_whole, view_years

OLD, NEW = make_position("oppose", date="2020-02"), make_position("support", date="2021-03", quotes=["we agree"])
COUNCIL = make_position(question="quay/pay", actor="council")


def take_in(year, *positions, **facts):
    """Return an article that was taken in in a year."""
    return replace(make_article(*positions, **facts), retrieved=Day(year, 5, 6))


def load(*articles):
    seeds = make_seeds(articles)
    return make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})


def read_pages(*articles):
    """Return the pages about changes, by path."""
    drafts = render_site(load(*articles), Settings())
    return {draft.path[10:]: fill_skeleton(draft) for draft in drafts if draft.path.startswith("briefings/changes")}


FIRST, SECOND = take_in(2022, OLD), take_in(2023, NEW)
CORRECTED = take_in(2022, COUNCIL, status="corrected")  # its correction is of 2025
THIRD = take_in(2026, COUNCIL)


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ((), []),
        ((FIRST,), [(2022, 0, 0, 1)]),
        ((FIRST, SECOND), [(2023, 1, 0, 1), (2022, 0, 0, 1)]),
        ((SECOND, FIRST), [(2023, 1, 0, 1), (2022, 0, 0, 1)]),
        ((take_in(2024, OLD), SECOND), [(2024, 1, 0, 1), (2023, 0, 0, 1)]),  # an old statement that came to light
        ((FIRST, SECOND, take_in(2025, NEW)), [(2025, 0, 0, 1), (2023, 1, 0, 1), (2022, 0, 0, 1)]),
        ((CORRECTED,), [(2025, 0, 1, 0), (2022, 0, 0, 1)]),
        ((take_in(2022, OLD, status="withdrawn"), SECOND), [(2025, 0, 1, 0), (2023, 0, 0, 1), (2022, 0, 0, 1)]),
    ],
)
def test_each_thing_is_told_in_the_year_of_its_record(articles, expected):
    years = view_years(list_whole(load(*articles)))
    found = [(one.year, len(one.changes), len(one.corrections), len(one.additions)) for one in years]
    assert found == expected


def test_the_page_that_was_always_there_has_the_newest_year_and_leads_to_the_others():
    pages = read_pages(FIRST, SECOND, CORRECTED, THIRD)
    assert list(pages) == ["changes.md", "changes/2022.md", "changes/2023.md", "changes/2025.md"]
    newest = pages["changes.md"]
    assert re.findall(r'<a href="changes/(\d{4})\.html">\1</a>', newest) == ["2025", "2023", "2022"]
    assert "<p>Recorded in 2026. Earlier years: " in newest.replace(' class="b-ground" data-search-exclude', "")
    assert "No change of position was recorded in 2026." in newest
    assert "No article was corrected or withdrawn in 2026." in newest
    assert 'id="b-day-2026-05-06"' in newest
    assert "Dockers" not in newest
    assert "# Changes: 2023\n" in pages["changes/2023.md"]
    assert "Dockers" in pages["changes/2023.md"]
    assert 'id="b-day-2023-05-06"' in pages["changes/2023.md"]
    assert "No article was added in 2025." in pages["changes/2025.md"]
    assert "Corrected" in pages["changes/2025.md"]
    for year in ("2022", "2023", "2025"):
        page = pages[f"changes/{year}.md"]
        assert f"Recorded in {year}." in page
        assert '<a href="../changes.html">' in page
        said = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])["@graph"]
        assert [(part["headline"], part["dateModified"][:4]) for part in said] == [(f"Changes: {year}", year)]


@pytest.mark.parametrize("articles", [(), (FIRST,)])
def test_one_year_needs_no_page_of_its_own(articles):
    pages = read_pages(*articles)
    assert list(pages) == ["changes.md"]
    assert "No change of position is on record." in pages["changes.md"]
    assert "Recorded in" not in pages["changes.md"]


def test_an_old_year_stays_when_a_new_one_begins():
    before, after = read_pages(FIRST, SECOND, CORRECTED), read_pages(FIRST, SECOND, CORRECTED, THIRD)
    assert after.keys() - before.keys() == {"changes/2025.md"}
    assert {path for path in before if before[path] != after[path]} == {"changes.md"}


def test_a_year_that_nothing_makes_any_more_is_ours_until_somebody_writes_in_it():
    page = read_pages(FIRST, SECOND)["changes/2022.md"]
    assert is_ours("briefings/changes/2022.md", page)
    assert not is_ours("briefings/changes/2022.md", page.replace("# Changes", "# What changed"))
    assert not is_ours("briefings/changes/notes.md", page)

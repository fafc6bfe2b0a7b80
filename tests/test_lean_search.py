"""What a search can find: each quote and each sentence that people wrote where it stands, and no table of them."""

import re

import pytest
from builders import read_index


@pytest.fixture(scope="module")
def found(demo) -> dict[str, str]:
    """Return the words of each place that a search on the demo can lead to, by address."""
    return {entry["location"]: re.sub(r"<[^>]+>", " ", entry["text"]) for entry in read_index(demo / "site")}


@pytest.mark.slow
def test_a_quote_is_found_once_for_each_position_that_it_shows(found):
    places = [address for address, words in found.items() if "commitments must be legally binding" in words]
    assert [place.partition("#b-evidence-")[0] for place in places] == ["security-guarantees.html"]


@pytest.mark.slow
def test_prose_is_found_and_tables_drawings_and_lists_of_links_are_not(found):
    assert "Kyiv wants them legally binding" in found["security-guarantees.html#bottom-line"]
    for part in ("positions", "timeline", "agreement-in-stance", "sources"):
        assert "Ukraine" not in found.get(f"security-guarantees.html#{part}", ""), part
    assert "Legally binding" not in found["index.html#topics"]

"""Whole sites in other languages, of our own invention: one in German, and a small one from right to left."""

import pytest
from test_browser import run_axe

pytestmark = pytest.mark.slow
PAGES = [("german", "papiermuehle"), ("german", "sources/2026-05"), ("arabic", "rasif"), ("arabic", "index")]


@pytest.mark.parametrize(("site", "page"), PAGES)
def test_axe_finds_nothing_in_another_language(open_page, foreign, site, page):
    opened = open_page((foreign(site) / f"site/{page}.html").as_uri())
    assert opened.evaluate("document.documentElement.lang") == {"german": "de", "arabic": "ar"}[site]
    assert run_axe(opened, widths=(1300, 390)) == []


@pytest.mark.parametrize("page", ["rasif", "index", "actors/niqaba", "sources/2026-05", "changes", "topics/index"])
def test_no_page_from_right_to_left_scrolls_sideways(open_page, foreign, page):
    opened = open_page((foreign("arabic") / f"site/{page}.html").as_uri())
    for width in (1300, 1024, 640, 390, 320):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.evaluate("Math.round(document.body.getBoundingClientRect().left)") == 0

"""The site in a real browser: what readers see, find and can reach."""

import pytest

pytestmark = pytest.mark.slow
PAGES = ("index", "nato-bid", "actors/ukraine", "sources/2025-12", "changes", "method")
WIDE, MIDDLE, NARROW = 1300, 390, 320


def test_search_finds_a_quote_by_its_words_and_lands_on_it(open_page, address):
    page = open_page(f"{address}/index.html")
    page.click("input.md-search__input")
    page.keyboard.type("longstanding objections eastward")
    page.locator(".md-search-result__item a", has_text="eastward expansion").first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)
    place = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert "Russia" in place.inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(open_page, address, name):
    page = open_page(f"{address}/{name}.html")
    for width in (WIDE, MIDDLE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

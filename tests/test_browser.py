"""The site in a real browser: what readers see, find and can reach."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow
PAGES = ("index", "nato-bid", "actors/ukraine", "actors/index", "sources/2025-12", "sources/index", "changes", "method")
WIDE, MIDDLE, NARROW = 1300, 390, 320
WIDTHS = (WIDE, MIDDLE, NARROW)
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules of axe that a colour scheme can break; every other one is run once."""
IS_VISIBLE = """() => {
  const stop = document.activeElement
  if (!stop || stop === document.body) return null
  const box = stop.getClientRects()[0] ?? { left: 0, top: 0, width: 0, height: 0 }
  const tops = [box.top + Math.min(box.height, 40) / 2, box.top + 2]
    .map((y) => document.elementFromPoint(box.left + box.width / 2, y))
  const seen = tops.some((top) => top && (stop.contains(top) || top === stop.parentElement))
  return [seen || Boolean(stop.closest(".md-search, .md-header__option")), stop.outerHTML.slice(0, 200)]
}"""
"""Whether the element with the focus can be seen (the theme's search opens under the focus; its switch is a label)."""


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
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, address, name):
    page = open_page(f"{address}/{name}.html")
    for scheme, options in (("light", {}), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options={"resultTypes": ["violations"], **options})
            assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [WIDE, MIDDLE])
def test_every_stop_of_the_keyboard_can_be_seen(open_page, address, width):
    """Nothing takes the focus under a sticky head or in a closed drawer (WCAG 2.4.11)."""
    page = open_page(f"{address}/nato-bid.html", width)
    stops = 0
    while True:
        page.keyboard.press("Tab")
        found = page.evaluate(IS_VISIBLE)
        if found is None:
            break
        stops += 1
        assert found[0], found[1]
    assert stops > 60


def test_search_works_from_a_file_system(open_page, demo):
    page = open_page((demo / "site/index.html").as_uri())
    page.click("input.md-search__input")
    page.keyboard.type("longstanding objections eastward")
    page.locator(".md-search-result__item a", has_text="eastward expansion").first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)


TOPICS = ("nato-bid", "territory", "security-guarantees", "peace-plans", "economy")
A4 = 703
"""The width of a sheet between its margins, in CSS pixels."""


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_prints_on_few_sheets_with_nothing_cut(open_page, address, name):
    page = open_page(f"{address}/{name}.html", A4)
    page.emulate_media(media="print", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    cut = "(all) => all.filter((box) => box.scrollWidth > box.clientWidth + 1).length"
    assert page.locator(".b-scroll").evaluate_all(cut) == 0
    hidden = "(all) => all.filter((element) => !element.checkVisibility()).length"
    for seen in (".b-matrix td p", "blockquote", "figcaption", ".b-legend dd", ".b-drawing"):
        assert page.locator(f".md-content {seen}").evaluate_all(hidden) == 0, seen
    assert not page.locator(".b-tools").is_visible()
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 7

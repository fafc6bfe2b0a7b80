"""What readers reach without a mouse, in a narrow window or at a high zoom, without scripts, and what it costs them."""

import gzip

import pytest
from builders import ask

pytestmark = pytest.mark.slow
NARROW = (640, 1024, 1219)
"""Half of a common screen, as at 200 %, a tablet, and where the theme would close its menu."""
WIRE = 200_000
"""The bytes that the home page may cost, compressed as servers do."""


def press_until(page, target, key="Tab"):
    """Press a key until an element has the focus."""
    for _ in range(40):
        if page.locator(target).first.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(target)


@pytest.mark.parametrize("width", [*NARROW, 390])
def test_menu_and_search_by_keyboard_alone(open_page, address, width):
    page = open_page(f"{address}/territory.html", width)
    press_until(page, ".md-tabs a[href$='actors/index.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/index.html")
    press_until(page, "button.b-search")
    page.keyboard.press("Enter")
    page.locator(".b-finder input").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("button.b-search").evaluate("(one) => one === document.activeElement")
    page.keyboard.press("/")
    page.keyboard.type("sovreignty")
    page.locator(".b-found a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/territory.html#b-question-parties-decide")


@pytest.mark.parametrize(
    "name", ["index", "territory", "actors/ukraine", "sources/2025-12", "changes", "method", "404"]
)
def test_a_stroke_opens_the_search_on_every_page_but_where_somebody_types(open_page, address, name):
    page = open_page(f"{address}/{name}.html", 640)
    page.keyboard.press("/")
    page.locator(".b-finder input").wait_for()
    page.keyboard.type("a/b")
    assert page.locator(".b-finder input").input_value() == "a/b"


@pytest.mark.parametrize("width", [*NARROW, 390, 320])
def test_the_menu_needs_no_script(chromium, address, width):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/territory.html")
    ways = page.locator(".md-tabs a")
    assert ways.count() >= 6
    assert all(way.is_visible() for way in ways.all())
    assert page.locator("button:visible, [tabindex='0']:visible:not(.b-scroll)").count() == 0
    ways.filter(has_text="Sources").click()
    page.wait_for_url("**/sources/index.html")
    context.close()


@pytest.mark.parametrize("width", [*NARROW, 390, 1300])
def test_what_is_touched_is_large_enough(open_page, address, width):
    """24 pixels each way (WCAG 2.5.8)."""
    page = open_page(f"{address}/territory.html", width)
    ask(page, "Ukraine")
    page.locator(".b-found a").first.wait_for()
    small = """(all) => all.map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
      .filter(([{ width, height }]) => width && (width < 24 || height < 24)).map(([, html]) => html)"""
    targets = (
        ".md-header :is(a, button), .md-tabs a, .b-contents a, .b-beside a, .md-nav__link, a.b-chip, .b-evidence-link,"
        ".b-finder :is(a, button, input), .b-copy, .b-tools :is(button, select, summary, label:has(input)), summary"
    )
    assert page.locator(targets).evaluate_all(small) == []


COVERED = """(all) => all.filter((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect()
  const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return right > innerWidth || !one.contains(met)
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", ["index", "territory", "actors/ukraine", "topics/index", "changes"])
def test_letters_twice_as_large_widen_no_page_and_cover_nothing(open_page, address, name):
    """As a browser is told to draw them, and as a style sheet of the reader's own may (WCAG 1.4.4)."""
    page = open_page("about:blank")
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.goto(f"{address}/{name}.html")
    for root in ("", "40px"):  # of 20, where nothing is said
        if root:
            page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
            page.evaluate("(size) => { document.documentElement.style.fontSize = size }", root)
        for width in (1300, 640):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator(".md-header :is(button, .b-home), .md-tabs a, h1").evaluate_all(COVERED) == []


def test_colours_are_chosen_by_keyboard_and_kept(open_page, address):
    page = open_page(f"{address}/index.html", 640)
    press_until(page, "button.b-colours")
    page.keyboard.press("Enter")
    page.goto(f"{address}/actors/ukraine.html")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.get_by_role("button", name="Switch to light mode").click()
    assert page.get_attribute("body", "data-md-color-scheme") == "default"


@pytest.mark.parametrize("name", ["index", "territory", "actors/ukraine"])
def test_a_first_visit_costs_little_and_loads_nothing_before_it_is_used(open_page, demo, address, name):
    loaded = set()
    page = open_page("about:blank")
    page.on("request", lambda request: loaded.add(request.url.removeprefix(f"{address}/").partition("#")[0]))
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    page.mouse.wheel(0, 3000)
    page.wait_for_load_state("networkidle")
    assert not [path for path in loaded if path.startswith(("search/", "data/", "assets/search", "assets/javascripts"))]
    assert sum(len(gzip.compress((demo / "site" / path).read_bytes())) for path in loaded) <= WIRE


def test_the_name_of_the_site_is_whole_in_a_narrow_window(open_page, address):
    page = open_page(f"{address}/index.html", 390)
    name = page.locator(".md-header .b-home span")
    assert name.evaluate("(one) => [one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth]") == [0, 0]

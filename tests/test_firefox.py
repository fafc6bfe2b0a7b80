"""What readers do most, in Firefox too: the pictures, the search, filters, folds, the menu by keyboard."""

import pytest
from firefox import find_firefox, run_firefox

pytestmark = pytest.mark.slow
MATCHED = "return [...document.querySelectorAll('td.b-match')].filter((cell) => cell.checkVisibility()).length"
SIGNS = """return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => {
  const { mask, width, height } = getComputedStyle(one, "::before")
  return mask.includes("svg") && parseFloat(width) > 7 && parseFloat(height) > 7
})"""
SEEN = """const one = document.querySelector(arguments[0])
const { top, bottom, left } = (one ?? document.head).getBoundingClientRect()
return one && top >= 0 && bottom <= innerHeight && one.contains(document.elementFromPoint(left + 5, top + 5))"""
FOUND = "return document.querySelector('.b-finder')?.dataset.answered === arguments[0]"
WIDTHS = (1300, 1024, 640)
"""A window of Firefox is never as narrow as a phone."""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """Return the machine's Firefox; where there is none the tests are skipped: Chromium is what judges everywhere."""
    program = find_firefox()
    if program is None:
        pytest.skip("needs Firefox (Debian: firefox-esr)")
    with run_firefox(program, tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.mark.parametrize("name", ["index", "territory", "actors/ukraine"])
def test_pages_fit_and_their_signs_are_drawn(firefox, address, name):
    for width in WIDTHS:
        firefox.open(f"{address}/{name}.html", width)
        assert firefox.run("return document.documentElement.scrollWidth <= innerWidth"), width
        signs = firefox.run(SIGNS, ".md-content .b-stance")
        assert len(signs) > 5
        assert all(signs)


def test_a_sign_leads_to_its_words_and_back(firefox, address):
    firefox.open(f"{address}/index.html")
    firefox.click(".b-everyone--wide tbody .b-stance")
    place = firefox.wait("return location.hash && CSS.escape(decodeURIComponent(location.hash.slice(1)))")
    firefox.wait(SEEN, f"#{place}")
    firefox.run("history.back()")
    firefox.wait("return location.pathname.endsWith('index.html')")


def test_the_search_answers_and_opens_what_is_found(firefox, address):
    firefox.open(f"{address}/actors/ukraine.html", 640)
    firefox.press("/")
    firefox.wait("return document.querySelector('.b-finder[open] input')")
    firefox.press("sovreignty")
    firefox.wait(FOUND, "sovreignty")
    firefox.press("ArrowDown", "Enter")
    firefox.wait("return location.href.endsWith('territory.html#b-question-parties-decide')")
    firefox.wait(SEEN, "#b-question-parties-decide")


def test_filters_folds_and_what_is_behind_a_cell(firefox, address):
    firefox.open(f"{address}/nato-bid.html?stance=oppose&on=2025-04-01")
    matched = firefox.run(MATCHED)
    assert matched > 0
    firefox.click(".b-tools p button")
    assert firefox.run(MATCHED) == 0
    assert firefox.run("return location.search") == ""
    firefox.click(".b-more summary")
    assert firefox.run("return document.querySelector('.b-more[open] .b-behind').checkVisibility()")
    firefox.press("Escape")
    assert firefox.run("return document.querySelectorAll('.b-more[open]').length") == 0
    firefox.run("document.querySelector('.b-fold').open = false")
    target = firefox.run("return document.querySelector('.b-fold .b-entry').id")
    firefox.run("location.hash = arguments[0]", target)
    firefox.wait("return document.querySelector('.b-fold').open")


@pytest.mark.parametrize("width", [640, 1024])
def test_menu_and_colours_by_keyboard_alone(firefox, address, width):
    firefox.open(f"{address}/territory.html", width)
    firefox.press_until("button.b-colours")
    before = firefox.run("return document.body.dataset.mdColorScheme")
    firefox.press("Enter")
    assert firefox.run("return document.body.dataset.mdColorScheme") != before
    firefox.press("Enter")
    firefox.press_until(".md-tabs a[href$='actors/index.html']")
    firefox.press("Enter")
    firefox.wait("return location.pathname.endsWith('actors/index.html') && document.readyState === 'complete'")

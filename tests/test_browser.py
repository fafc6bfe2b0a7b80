"""The site in a real browser: what readers see, find and can reach."""

import os
import re
import shutil
from io import BytesIO
from pathlib import Path
from subprocess import run

import axe_playwright_python
import pytest
from builders import FOUND, ask
from conftest import succeed
from pypdf import PdfReader

pytestmark = pytest.mark.slow
PAGES = ("index", "nato-bid", "actors/ukraine", "actors/index", "sources/2025-12", "sources/index", "changes", "method")
WIDE, MIDDLE, NARROW = 1300, 390, 320
WIDTHS = (WIDE, MIDDLE, NARROW)
SCHEMES = ("light", "dark")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async (include) => {
  const { violations } = await axe.run(include ?? document, { resultTypes: ["violations"], preload: false })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
}"""
"""Every rule of axe that is on by default."""
THIN = """() => {
  const seen = new Set()
  for (const one of document.querySelectorAll(".b-entry, .b-table tr, .b-timeline > li")) {
    const shape = [one, ...one.querySelectorAll("*")].map(({ tagName, className }) => `${tagName}.${className}`)
    const kind = [...new Set(shape)].sort().join()
    if (seen.has(kind)) one.remove()
    seen.add(kind)
  }
}"""
"""Leaves one of each kind of entry, row and moment: axe takes seconds for a hundred that differ only in their words."""
IS_VISIBLE = """() => {
  const stop = document.activeElement
  if (!stop || stop === document.body) return null
  const box = stop.getClientRects()[0] ?? { left: 0, top: 0, width: 0, height: 0 }
  const tops = [box.top + Math.min(box.height, 40) / 2, box.top + 2]
    .map((y) => document.elementFromPoint(box.left + box.width / 2, y))
  const seen = tops.some((top) => top && (stop.contains(top) || top === stop.parentElement))
  return [seen, stop.outerHTML.slice(0, 200)]
}"""
"""Whether the element with the focus can be seen."""


def test_search_finds_a_quote_by_its_words_and_lands_on_it(open_page, address):
    page = open_page(f"{address}/index.html")
    ask(page, "longstanding objections eastward")
    page.locator(FOUND).first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)
    place = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert "Russia" in place.inner_text()


@pytest.mark.parametrize("name", [*PAGES, "404"])
def test_no_page_scrolls_sideways(open_page, address, name):
    page = open_page(f"{address}/{name}.html")
    for width in (*WIDTHS, 1024, 640):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="session")
def wide(once):
    """Return a small site whose topic has more questions than fit beside each other."""

    def make(root):
        succeed("init", root)
        topic = root / "seeds/topics/quay-closure.yml"
        more = "".join(f"  - id: more-{n}\n    label: Question {n}\n    proposition: More of it.\n" for n in range(14))
        topic.write_text(topic.read_text("utf-8").replace("questions:\n", f"questions:\n{more}"), encoding="utf-8")
        article = root / "seeds/articles/council-votes.md"
        head, positions, rest = article.read_text("utf-8").partition("positions:\n")
        first = re.match(r"  - (?:.*\n(?:    .*\n)*)", rest).group()
        added = "".join(re.sub(r"quay-closure/[\w-]+", f"quay-closure/more-{n}", first) for n in range(14))
        article.write_text(head + positions + added + rest, encoding="utf-8")
        succeed("verify", "--root", root)
        succeed("build", "--root", root)

    return once("wide", make) / "site/quay-closure.html"


@pytest.mark.parametrize("width", [1300, 1024, 640, 390])
def test_what_is_hidden_in_a_wide_matrix_widens_no_page(open_page, wide, width):
    """Hidden words that are placed by the page, not by the box that scrolls, made it as wide as the matrix."""
    page = open_page(wide.as_uri(), width)
    assert page.locator(".b-matrix thead th").count() > 12
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.body.scrollWidth") <= width


def run_axe(page, include=None, widths=WIDTHS):
    """Run axe on a page at each width in both colour schemes; return what it finds."""
    page.evaluate(THIN)
    page.evaluate(AXE)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{width} {scheme} {line}" for line in page.evaluate(RUN_AXE, include)]
    return found


@pytest.mark.parametrize("name", [*PAGES, "404"])
def test_axe_finds_nothing(open_page, address, name):
    assert run_axe(open_page(f"{address}/{name}.html")) == []


STATES = {
    "filtered": ("?stance=oppose&question=admit", "td.b-match"),
    "as of": ("?on=2025-04-01", ".b-tools [role=status]:not(:empty)"),
    "compared": ("?actors=russia,ukraine", ".b-compared dl"),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_a_control_that_is_used(open_page, address, state):
    query, sign = STATES[state]
    page = open_page(f"{address}/nato-bid.html{query}")
    assert page.locator(sign).first.is_visible()
    page.locator(".b-legend-box summary").first.click()
    assert run_axe(page, [[".b-tools"], [".b-scroll:has(.b-matrix)"], [".b-legend-box"]]) == []


def test_axe_finds_nothing_in_the_results_of_a_search(open_page, address):
    page = open_page(f"{address}/index.html")
    ask(page, "guarantees for Kiev")
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert page.evaluate(RUN_AXE, [[".b-finder"]]) == [], scheme


WATCH = f"""() => {{
  window.stops = []
  addEventListener("keydown", () => {{
    const found = ({IS_VISIBLE})()
    window.isRound ||= !found && stops.length > 0
    if (found && !isRound) stops.push(found)
  }}, true)
}}"""
"""Looks at the element with the focus whenever the next key is pressed: that costs no way between browser and test."""


@pytest.mark.parametrize("width", [WIDE, MIDDLE])
def test_every_stop_of_the_keyboard_can_be_seen(open_page, address, width):
    """Nothing takes the focus under a sticky head or in a closed drawer (WCAG 2.4.11)."""
    page = open_page(f"{address}/nato-bid.html", width)
    page.evaluate(WATCH)
    while not page.evaluate("window.isRound"):
        for _ in range(20):
            page.keyboard.press("Tab")
        assert page.evaluate("stops.length") < 1000
    stops = page.evaluate("stops")
    assert [html for is_seen, html in stops if not is_seen] == []
    for part in ("b-evidence-link", "#c-", "b-copy", "b-scroll", "actors/russia.html", "footnote-ref"):
        assert any(part in html for _, html in stops), part


def test_search_works_from_a_file_system(open_page, demo):
    page = open_page((demo / "site/index.html").as_uri())
    ask(page, "longstanding objections eastward")
    page.locator(FOUND).first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)


TOPICS = ("nato-bid", "territory", "security-guarantees", "peace-plans", "economy")
A4 = 703
"""The width of a sheet between its margins, in CSS pixels."""


@pytest.mark.parametrize("name", [name for name in PAGES if name not in TOPICS])
def test_nothing_is_cut_when_a_page_is_printed(open_page, address, name):
    page = open_page(f"{address}/{name}.html", A4)
    page.emulate_media(media="print", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    cut = """(all) => all
      .filter((box) => getComputedStyle(box).overflowX !== "visible" && box.scrollWidth > box.clientWidth)
      .map((box) => box.outerHTML.slice(0, 80))"""
    assert page.locator(".md-content :not(.b-hidden, caption, svg, svg *)").evaluate_all(cut) == []
    folded = "(all) => all.filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length"
    assert page.locator(".md-content details li").evaluate_all(folded) == 0


@pytest.fixture(scope="session")
def print_sheets():
    """Return a function that prints a page; without the fonts that its sheets are counted with, skip."""
    fonts = run(["fc-match", "Helvetica"], capture_output=True, text=True).stdout if shutil.which("fc-match") else ""
    if "Liberation" not in fonts and not os.environ.get("CI"):
        pytest.skip("counts sheets in the Liberation fonts")
    return lambda page: PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages


SHEETS = {
    "index": 2, "changes": 1, "method": 2, "404": 1, "topics/index": 1,
    "actors/index": 1, "actors/italy": 1, "actors/russia": 1, "actors/ukraine": 2, "actors/united-states": 2,
    "sources/index": 1, "sources/2025-04": 1, "sources/2025-12": 2,
}  # fmt: skip
"""The sheets that a page's words need; a blank one behind them was once printed with each short page."""
FOOT = 40
"""The points of a sheet that are kept for its address and its number."""


def read_sheet(sheet):
    """Return how full a sheet is, from 0 to 1, and what stands at its foot."""
    above, foot = [], []

    def place(words, seen, text, *_):
        height = seen[5] + seen[3] * text[5]
        if words.strip():
            (above if height > FOOT else foot).append((height, words.strip()))

    sheet.extract_text(visitor_text=place)
    return 1 - min(above)[0] / float(sheet.mediabox.height), " ".join(words for _, words in foot)


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_prints_on_no_more_sheets_than_its_words_need(open_page, address, print_sheets, name):
    """No sheet ends early, the last holds more than a few lines, and each says where it is from."""
    sheets = [read_sheet(sheet) for sheet in print_sheets(open_page(f"{address}/{name}.html"))]
    assert len(sheets) == SHEETS[name]
    *others, last = [full for full, _ in sheets]
    assert all(full > 0.85 for full in others)
    assert last > 0.2 or not others
    for number, (_, foot) in enumerate(sheets, 1):
        assert f"https://briefings.example.org/{name}.html" in foot or name == "404"  # which stands at any
        assert f"{number} / {len(sheets)}" in foot


@pytest.mark.parametrize("name", ["nato-bid", "actors/ukraine", "method"])
def test_paper_is_white_whatever_the_screen_is(open_page, address, name):
    page = open_page(f"{address}/{name}.html", A4, "dark")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    inks = """(all) => all.map((one) => getComputedStyle(one).color.match(/[0-9]+/g).map(Number))
      .filter(([red, green, blue]) => red + green + blue > 450).length"""
    assert page.locator(".md-content :is(h1, h2, p, a, td, dd, blockquote)").evaluate_all(inks) == 0


def test_paper_says_of_which_site_it_is_and_has_nothing_to_click(open_page, address):
    page = open_page(f"{address}/nato-bid.html", A4)
    assert not page.locator(".b-imprint").is_visible()
    page.emulate_media(media="print", reduced_motion="reduce")
    said = page.locator(".b-imprint").inner_text()
    assert said == "Ukraine, NATO and security guarantees · https://briefings.example.org/nato-bid.html"
    for gone in (".b-back", ".b-report", ".b-tools", ".b-copy", ".footnote-backref", ".md-header"):
        assert page.locator(gone).first.is_hidden(), gone


def test_paper_keeps_a_questions_heading_with_its_evidence(open_page, address):
    """Browsers heed `break-after` before columns, not before what spans them."""
    page = open_page(f"{address}/security-guarantees.html", A4)
    page.emulate_media(media="print", reduced_motion="reduce")
    style = "(all, name) => [...new Set(all.map((one) => getComputedStyle(one)[name]))]"
    heads = page.locator("details:has(> .b-actors) > :is(summary, .b-prop, .b-background)")
    assert heads.evaluate_all(style, "breakAfter") == ["avoid"]
    assert heads.evaluate_all(style, "columnSpan") == ["none"]
    assert page.locator(".b-actors").evaluate_all(style, "columnCount") == ["2"]


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_prints_on_few_sheets_with_nothing_cut(open_page, address, print_sheets, name):
    page = open_page(f"{address}/{name}.html", A4)
    page.emulate_media(media="print", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    cut = "(all) => all.filter((box) => box.scrollWidth > box.clientWidth + 1).length"
    assert page.locator(".b-scroll").evaluate_all(cut) == 0
    hidden = "(all) => all.filter((element) => !element.checkVisibility()).length"
    for seen in (".b-matrix td .b-when", "blockquote", "figcaption", ".b-legend dd", ".b-lanes"):
        assert page.locator(f".md-content {seen}").evaluate_all(hidden) == 0, seen
    assert not page.locator(".b-tools").is_visible()
    assert 1 <= len(print_sheets(page)) <= (4 if name in ("nato-bid", "economy") else 6)


def follow(page, within, name):
    """Click the link of a name that can be seen, in a part of the page that a heading names, as a reader would."""
    part = page.locator("xpath=//*[self::h1 or self::h2]", has_text=within) if within else None
    start = part.locator("xpath=following::a") if part else page.locator("a")
    start.filter(has_text=name, visible=True).first.click()


def see(page, words):
    """Wait until words are in the window, and not only on the page."""
    page.wait_for_function(
        """(words) => {
          if (!document.querySelector("article")) return false // the page is still on its way
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_ELEMENT)
          while (walker.nextNode()) {
            const { top, bottom } = walker.currentNode.getBoundingClientRect()
            const said = walker.currentNode.innerText?.replace(/\\s+/g, " ") ?? ""
            const isShort = said.length < words.length + 120
            if (isShort && said.includes(words) && top >= 0 && bottom <= innerHeight) return true
          }
          return false
        }""",
        arg=words,
    )


def test_where_russia_stands_on_an_economic_zone_and_who_says_so(open_page, address):
    page = open_page(f"{address}/index.html")
    follow(page, "Topics", "Economic zone in the Donbas")
    russia = page.locator("details:has(#b-question-economic-zone) .b-actor", has=page.locator("h4", has_text="Russia"))
    see(page, "Economic zone in the Donbas")
    assert "Opposes" in russia.locator(".b-entry-head").first.inner_text()
    assert russia.locator("blockquote").first.inner_text()
    assert "December 2025" in russia.locator(".b-from").first.inner_text()


def test_the_same_by_way_of_the_actor(open_page, address):
    page = open_page(f"{address}/index.html")
    follow(page, "", "Actors")
    follow(page, "Actors", re.compile(r"^\s*Russia\s*$"))
    row = page.locator("tr", has_text="Economic zone in the Donbas")
    row.get_by_role("link", name="Opposes").click()
    see(page, "Opposes")


def test_what_ukraine_changed_its_mind_about_and_when(open_page, address):
    page = open_page(f"{address}/index.html")
    change = page.locator(".b-changes > li", has_text="Ukraine gives up the bid").first
    change.get_by_role("link", name="evidence").last.click()
    see(page, "Ukraine on “Ukraine gives up the bid”")
    page.go_back()
    card = change.inner_text()
    for said in (
        "Ukraine on “Ukraine gives up the bid”",
        "Opposes",
        "≈ April 2025",
        "Conditional",
        "4 reports",
        "assurances",
    ):
        assert said in card


def test_where_sources_disagree(open_page, address):
    page = open_page(f"{address}/index.html")
    assert "one that the White House backs" in page.locator("article").inner_text()
    follow(page, "Where sources disagree", "Whose plan the 20-point plan is")
    see(page, "Backed by the White House")


def test_which_claims_rest_on_one_origin(open_page, address):
    page = open_page(f"{address}/index.html")
    follow(page, "", "Which positions rest on one origin")
    page.get_by_text("Territory and the ceasefire line: 15 positions, 3 on one origin, 12 on unknown origins").click()
    follow(page, "Positions that rest on one origin", "Russia on “Economic zone in the Donbas”")
    see(page, "Opposes")


@pytest.mark.parametrize("place", ["served", "filed"])
def test_every_feature_by_keyboard_alone(open_page, address, demo, place):
    base = address if place == "served" else (demo / "site").as_uri()
    page = open_page(f"{base}/nato-bid.html")
    has_focus = "(one) => one === document.activeElement"

    def reach(target, key="Tab"):
        for _ in range(120):
            if page.locator(target).first.evaluate(has_focus):
                return
            page.keyboard.press(key)
        raise AssertionError(target)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    assert page.url.endswith("#ukraines-bid-to-join-nato")
    reach("select[name=on]")
    page.keyboard.press("ArrowDown")
    assert "?on=" in page.url
    reach("select[name=mark]")
    page.keyboard.type("Changed")
    assert "mark=changed" in page.url
    reach(".b-tools summary")
    reach(".b-tools p button")
    page.keyboard.press("Enter")
    assert "?" not in page.url
    reach(".b-evidence-link")
    page.keyboard.press("Enter")
    entry = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert entry.locator("blockquote").first.is_visible()
    reach("section.b-actor .b-copy")
    page.keyboard.press("Enter")
    page.get_by_text("copied").first.wait_for()
    reach("section.b-actor .b-back a", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"td[id='{page.url.split('#')[1]}']").is_visible()

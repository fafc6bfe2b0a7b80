"""Where links land: the target whole, the names of its row and column in view, at every width."""

import re

import pytest

pytestmark = pytest.mark.slow
WIDTHS = (1300, 1024, 390)
LINK = re.compile(r'href="(?:\.\./)?([a-z0-9-]+)\.html#([^"]+)"')
HERE = re.compile(r'href="#([^"]+)"')
LAND = """async (ids) => {
  const frame = () => new Promise(requestAnimationFrame)
  const shows = (one, box) => {
    const places = [[box.left + 3, box.top + 3], [box.right - 3, box.top + 3], [box.left + 3, box.bottom - 3]]
    return places.every(([x, y]) => one.contains(document.elementFromPoint(x, y)))
  }
  const line = (one) => {
    const range = document.createRange()
    range.selectNodeContents(one)
    return range.getClientRects()[0]
  }
  const halves = () => {
    const under = document.querySelector(".md-header").getBoundingClientRect().bottom
    const cut = (one) => [line(one)].some((box) => box && box.top < under - 1 && box.bottom > under + 1)
    const shown = [...document.querySelectorAll("h2, h3, h4")].filter((one) => one.checkVisibility())
    return shown.filter(cut).map((one) => `half of "${one.textContent}" is under the head of the page`)
  }
  const check = (target) => {
    const faults = halves()
    const see = (one, what) => { if (!one || !shows(one, line(one))) faults.push(what) }
    if (target.matches("td")) {
      if (!shows(target, target.getBoundingClientRect())) faults.push("the cell is covered")
      see(target.parentElement.cells[0], "no name of the row")
      const head = target.closest("table").tHead
      const label = getComputedStyle(target, "::after").content
      if (label === "none") see(head.rows[0].cells[target.cellIndex].querySelector(".b-label"), "no name of the column")
      else if (label !== JSON.stringify(target.dataset.label)) faults.push("another name of the column")
      return faults
    }
    const name = target.matches("h3, h4") ? target : target.closest(".b-actor").querySelector("h4")
    see(name, "no name of actor and question")
    const question = target.closest(".b-fold").querySelector("h3").textContent
    if (!name.textContent.includes(question)) faults.push("the question is not repeated")
    const { top, bottom } = target.getBoundingClientRect()
    if (target !== name && top < name.getBoundingClientRect().bottom - 1) faults.push("its beginning is covered")
    if (bottom > innerHeight && bottom - top < innerHeight - 150) faults.push("it is cut below")
    return faults
  }
  const found = []
  for (const id of ids) {
    const target = document.getElementById(id)
    if (!target) { found.push(`${id}: nothing`); continue }
    location.hash = id
    let faults = ["not yet looked at"]
    for (let at = 0; at < 40 && faults.length; at += 1) {
      await frame()
      faults = check(target)
    }
    for (const fault of faults) found.push(`${id} (${target.className || target.tagName}): ${fault}`)
  }
  return found
}"""


def list_landings(site, topic):
    """Return the ids on a topic's page that any page of the site links to, but for headings of prose."""
    page = (site / f"{topic}.html").read_text(encoding="utf-8")
    found = set(HERE.findall(page))
    for path in site.rglob("*.html"):
        found |= {id for name, id in LINK.findall(path.read_text(encoding="utf-8")) if name == topic}
    return sorted(id for id in found if re.match(r"c-|e-|b-evidence-|b-question-", id))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("topic", ["nato-bid", "territory", "peace-plans"])
def test_every_link_to_a_cell_a_quote_an_entry_shows_it_whole_with_its_names(open_page, demo, address, topic, width):
    page = open_page(f"{address}/{topic}.html", width)
    ids = list_landings(demo / "site", topic)
    assert len([id for id in ids if id.startswith("c-")]) > 5
    assert len([id for id in ids if "-q-" in id]) > 5
    assert page.evaluate(LAND, ids) == []


@pytest.mark.parametrize("width", [1300, 1024, 768, 390])
def test_every_sign_of_the_picture_of_all_shows_no_half_of_a_heading(open_page, demo, address, width):
    home = (demo / "site" / "index.html").read_text(encoding="utf-8")
    signs = sorted(set(LINK.findall(home)))
    assert len(signs) > 50
    for topic in sorted({topic for topic, _ in signs}):
        page = open_page(f"{address}/{topic}.html", width)
        ids = [id for name, id in signs if name == topic and id.startswith("b-evidence-")]
        assert page.evaluate(LAND, ids) == []

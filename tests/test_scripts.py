"""What scripts add to a topic's page, driven as a person would: as of, filters, comparing, copying a citation."""

import gzip
from dataclasses import replace
from itertools import combinations

import pytest
from builders import ROOT, make_article, make_event, make_position, make_seeds, text

from briefing_desk.analysis.agreement import compare_actors, list_stances_held
from briefing_desk.analysis.cells import derive_cells
from briefing_desk.analysis.statements import date_position
from briefing_desk.build.spine import load_library
from briefing_desk.checks.assemble import make_library
from briefing_desk.messages.phrases import show_month
from briefing_desk.pages.table import render_matrix, view_content
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.web.links import Context, cell_anchor
from briefing_desk.web.templates import load_templates
from briefing_desk.web.views import view_topic

pytestmark = pytest.mark.slow
ASSETS = ROOT / "briefings/assets"
LIVE = "() => Object.fromEntries([...document.querySelectorAll('td.b-cell')].map((cell) => [cell.id, cell.innerHTML]))"
PARSE = "(html) => { const place = document.createElement('td'); place.innerHTML = html; return place.innerHTML }"
ROWS = "() => [...document.querySelectorAll('.b-matrix tbody tr')].filter((row) => row.checkVisibility())"
NAMES = f"() => ({ROWS})().map((row) => row.cells[0].textContent)"


@pytest.fixture(scope="module")
def library(demo):
    return load_library(demo)[0]


def derive_until(library, day):
    """Return the cells that the generator derives when no article says anything that begins after a day."""
    seeds = library.seeds

    def has_begun(article, position):
        first = date_position(position, article, library.events).first
        return first is None or first <= day

    articles = {
        id: replace(article, positions=tuple(p for p in article.positions if has_begun(article, p)))
        for id, article in seeds.articles.items()
    }
    evidence = {
        id: {name: library.evidence[id][name] for name in (get_id(id, quote) for quote in list_quotes(article))}
        for id, article in articles.items()
    }
    return derive_cells(replace(seeds, articles=articles), evidence)


def check_days(page, library, topic):
    """Choose every day that the page offers, and compare every cell with what the generator says of that day."""
    view = view_topic(Context(library, f"{topic}.md"), topic)
    questions = {question.id: question for question in view.topic.questions}
    macros = load_templates(()).get_template("macros/cell.html").module
    assert view.days
    for day in (*view.days, None):
        page.select_option("select[name=on]", str(day or ""))
        cells = derive_until(library, day) if day else library.cells
        live = page.evaluate(LIVE)
        assert len(live) == len(view.cells)
        for (actor, question), now in view.cells.items():
            cell = cells.get((actor, now.question))
            content = macros.content(view_content(view, questions[question], cell)) if cell else macros.silence()
            assert live[cell_anchor(now)] == page.evaluate(PARSE, content)
        heard = {library.seeds.actors[actor].name for actor, question in cells if question.split("/")[0] == topic}
        assert set(page.evaluate(NAMES)) == heard
    assert "?" not in page.url


@pytest.mark.parametrize("topic", ["nato-bid", "territory", "security-guarantees", "peace-plans", "economy"])
def test_as_of_shows_what_the_generator_says_of_that_day(open_page, demo, library, topic):
    check_days(open_page((demo / f"site/{topic}.html").as_uri()), library, topic)


def test_as_of_holds_for_events_withdrawals_and_vague_dates(open_page, tmp_path):
    """A page made by hand of the region alone, opened from a file system."""
    at = make_position
    positions = [
        at("support", date="2025-01"),
        at("oppose", date="2025-01-20"),
        at("conditional", date="2025-02/..", condition="if it pays"),
        at("mixed", "council", event="vote"),
        at("support", "council", date="2025-03-05", event="vote"),
        at("neutral", "council", "quay/pay", date="2025-03-07", according_to="dockers"),
        at("oppose", "council", "quay/pay", date="2025-02-01", basis="inferred"),
        at("support", "residents", "quay/pay", date="../2025-01-15"),
    ]
    found = [make_article(position, publisher="wire") for position in positions]
    found.append(make_article(at("oppose", "residents", "quay/pay", date="2025-04"), status="withdrawn"))
    found.append(make_article(at("undecided", "residents"), date=None))
    seeds = make_seeds(found, [make_event("vote", "2025-03-04/2025-03-06")])
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    library = make_library(seeds, evidence, {})
    view = view_topic(Context(library, "quay.md"), "quay")
    page = tmp_path / "quay.html"
    page.write_text(show_alone(render_matrix(view)), "utf-8")
    check_days(open_page(page.as_uri()), library, "quay")


def show_alone(matrix):
    """Return a page of a matrix with its script and its looks, in one file."""
    style, script = ((ASSETS / name).read_text(encoding="utf-8") for name in ("briefing.css", "briefing.js"))
    head = f"<!doctype html><meta charset=utf-8><style>{style}</style>"
    return f"{head}<body class=md-typeset>{matrix}<script>{script}</script>"


@pytest.mark.parametrize("topic", ["nato-bid", "peace-plans"])
def test_comparing_counts_as_the_generator_does(open_page, address, library, topic):
    page = open_page(f"{address}/{topic}.html")
    view = view_topic(Context(library, f"{topic}.md"), topic)
    page.click("text=Compare actors")
    tick = """(ids) => {
      const form = document.querySelector(".b-tools")
      for (const box of form.querySelectorAll("[name=actors]")) box.checked = ids.includes(box.value)
      form.dispatchEvent(new Event("change"))
      return form.querySelector(".b-compared").innerText
    }"""
    held = list_stances_held(view.cells.values())
    for first, second in combinations(view.actors, 2):
        found = compare_actors(held, first, second)
        told = page.evaluate(tick, [first, second])
        if found.compared:
            assert f"agree on {len(found.same)} of {found.compared} compared question" in told
        else:
            assert "no question on which they can be compared" in told
        for label, references in (("Same stance", found.same), ("Not the same stance", found.different)):
            names = "; ".join(
                tell_question(view, q, (first, second)) for q in view.topic.questions if f"{topic}/{q.id}" in references
            )
            if names:
                assert f"{label}:{names}".replace(": ", ":") in told.replace(": ", ":")
            else:
                assert f"{label}:" not in told


def tell_question(view, question, actors):
    """Return the label of a question, with the months in which two were last heard, if these are not the same."""
    cells = [view.cells[actor, question.id] for actor in actors]
    months = [show_month(cell.comparable.date) for cell in cells]
    if months[0] == months[1]:
        return question.label
    known = view.context.library.seeds.actors
    told = (f"{known[actor].name}: {month}" for actor, month in zip(actors, months, strict=True))
    return f"{question.label} ({', '.join(told)})"


def test_comparing_by_keyboard_and_back(open_page, address):
    page = open_page(f"{address}/nato-bid.html")
    everyone = page.evaluate(NAMES)
    page.focus("text=Compare actors")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.focus("[name=actors][value=ukraine]")
    page.keyboard.press("Space")
    assert page.evaluate(NAMES) == ["Russia", "Ukraine"]
    assert "Russia, Ukraine: agree on 0 of 1 compared question." in page.inner_text(".b-compared")
    assert page.url.endswith("?actors=russia,ukraine")
    page.focus("text=Show all")
    page.keyboard.press("Enter")
    assert page.evaluate(NAMES) == everyone
    assert page.url.endswith("nato-bid.html")


def test_many_actors_are_typed_to_compare_them(open_page, tmp_path):
    """However they are written; those that nobody compares are not listed."""
    names = [f"Zoé {number} of the Île" for number in range(10, 26)]
    found = [make_article(make_position(actor=f"one-{at}", question="quay/close")) for at in range(16)]
    seeds = make_seeds(found)
    known = seeds.actors["dockers"]
    seeds = replace(
        seeds, actors=seeds.actors | {f"one-{at}": replace(known, name=text(name)) for at, name in enumerate(names)}
    )
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    library = make_library(seeds, evidence, {})
    page = tmp_path / "quay.html"
    page.write_text(show_alone(render_matrix(view_topic(Context(library, "quay.md"), "quay"))), "utf-8")
    page = open_page(page.as_uri())
    page.click("text=Compare actors")
    assert page.locator(".b-picks label:visible").count() == 0
    field = page.get_by_role("combobox", name="Compare actors")
    for typed in ("Zoé 13 of the Île", "zoe 22 of the ile"):
        field.fill(typed)
        field.press("Enter")
        assert field.input_value() == ""
    assert page.locator(".b-picks label:visible").all_inner_texts() == [names[3], names[12]]
    assert page.url.endswith("?actors=one-3,one-12")
    assert page.evaluate(NAMES) == [names[3], names[12]]
    field.fill("Nobody")
    field.press("Enter")
    assert page.evaluate(NAMES) == [names[3], names[12]]
    page.get_by_label(names[3]).uncheck()
    assert page.evaluate(NAMES) == [names[12]]


@pytest.mark.parametrize("place", ["served", "filed"])
def test_a_filtered_view_can_be_shared(open_page, address, demo, place):
    url = f"{address}/territory.html" if place == "served" else (demo / "site/territory.html").as_uri()
    page = open_page(url)
    everyone = page.evaluate(NAMES)
    page.select_option("select[name=stance]", "oppose")
    page.select_option("select[name=question]", "demilitarised-zone")
    assert page.evaluate(NAMES) == ["Russia"]
    again = open_page(page.url)
    assert again.url.endswith("?question=demilitarised-zone&stance=oppose")
    assert again.evaluate(NAMES) == ["Russia"]
    assert again.locator("th[data-question]:visible").count() == 1
    assert "Actors shown: 1 of 4. Questions shown: 1 of 7." in again.inner_text(".b-tools")
    again.click("text=Show all")
    assert again.evaluate(NAMES) == everyone


def test_the_way_back_from_the_evidence_shows_a_hidden_cell_again(open_page, address):
    page = open_page(f"{address}/nato-bid.html?actors=russia")
    assert page.evaluate(NAMES) == ["Russia"]
    page.locator(".b-actor", has=page.locator("h4", has_text="Ukraine on “Ukraine gives up")).get_by_text(
        "back to the matrix"
    ).click()
    cell = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert cell.is_visible()
    assert "Conditional" in cell.inner_text()


def test_only_what_changed(open_page, address):
    page = open_page(f"{address}/nato-bid.html?mark=changed")
    assert page.evaluate(NAMES) == ["Ukraine"]
    assert page.locator("td.b-match:visible").count() == 1
    everyone = open_page(f"{address}/nato-bid.html").evaluate(NAMES)
    page = open_page(f"{address}/nato-bid.html?mark=contested&stance=nonsense&on=1999-01-01")
    assert page.locator("option[value=contested]").count() == 0  # nothing carries the mark: it is not offered
    assert page.evaluate(NAMES) == everyone
    page = open_page(f"{address}/nato-bid.html?stance=conditional&question=admit")
    assert page.evaluate(NAMES) == []
    assert "Actors shown: 0 of 5" in page.inner_text(".b-tools")


def test_actors_that_are_compared_leave_only_the_questions_on_which_one_is_heard(open_page, address):
    page = open_page(f"{address}/territory.html?actors=russia")
    assert page.locator("th[data-question]:visible").count() == 3
    assert page.evaluate(NAMES) == ["Russia"]


def test_what_is_behind_a_cell_opens_and_closes(open_page, address):
    page = open_page(f"{address}/territory.html")
    first, second = page.locator(".b-more").nth(0), page.locator(".b-more").nth(1)
    first.locator("summary").click()
    assert "demands all of it" in first.locator(".b-behind").inner_text()
    second.locator("summary").click()
    assert second.locator(".b-behind").is_visible()
    assert not first.locator(".b-behind").is_visible()
    page.keyboard.press("Escape")
    assert not second.locator(".b-behind").is_visible()


@pytest.mark.parametrize("name", ["nato-bid", "sources/2025-12"])
def test_a_citation_is_copied_with_a_link_that_leads_to_the_quote(open_page, address, name):
    page = open_page(f"{address}/{name}.html?on=2025-04-01", permissions=["clipboard-read", "clipboard-write"])
    figure = page.locator("figure.b-quote").first
    figure.get_by_role("button", name="copy citation").click()
    figure.get_by_text("copied").wait_for()
    told = page.evaluate("navigator.clipboard.readText()")
    words = figure.locator("blockquote").inner_text()
    assert told.startswith(f"{words} (")
    assert told.endswith(f"/{name}.html#{figure.get_attribute('id')}")
    assert "2025" in told.removeprefix(words)
    assert "undefined" not in told


def test_without_scripts_nothing_is_missing(open_page, address):
    page = open_page(f"{address}/nato-bid.html", java_script_enabled=False)
    assert not page.locator(".b-tools").is_visible()
    assert page.locator(".b-copy:visible").count() == 0
    page.locator(".b-evidence-link").first.click()
    entry = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert entry.locator("blockquote").first.is_visible()
    entry.locator("xpath=..").get_by_text("back to the matrix").click()
    assert page.locator(f"td[id='{page.url.split('#')[1]}']").is_visible()


def test_scripts_and_pages_stay_small(demo):
    scripts = [path.read_bytes() for path in ASSETS.glob("*.js")]
    assert len(gzip.compress(b"".join(scripts))) < 12_000
    for topic in (demo / "seeds/topics").iterdir():
        assert len(gzip.compress((demo / f"site/{topic.stem}.html").read_bytes())) < 250_000

"""The desk in a real browser: by keyboard alone, by mouse and by touch but for the summary, and as it is read aloud."""

import re

import pytest
from click.testing import CliRunner
from desks import TOKEN, read_files, serve_desk
from test_browser import AXE, RUN_AXE
from test_model_check import set_up
from test_settling import EVA

from briefing_desk.cli import main
from briefing_desk.watch.brought import Fetched
from briefing_desk.watch.feeds import Item
from briefing_desk.watch.queue import save_fetched

pytestmark = pytest.mark.slow
ARTICLE = "council-votes"
PATH = f"seeds/articles/{ARTICLE}.md"
QUOTE = "every job moved to the new terminal"
GERMAN = """---
title: Der Rat stimmt ab
retrieved: 2025-03-06
language: de
---
Der Rat stimmte ab. „Wir zahlen nicht“, sagte Jo Marsh. Die Stadt würde zahlen, wenn das Land hilft.
"""
HEBREW = """---
title: המועצה
retrieved: 2025-03-06
language: he
---
העירייה תסגור את הרציף הישן. האיגוד מתנגד לכך.
"""


@pytest.fixture
def served(site):
    (site / "seeds/articles/german.md").write_text(GERMAN, encoding="utf-8")
    (site / "seeds/articles/hebrew.md").write_text(HEBREW, encoding="utf-8")
    with serve_desk(site) as port:
        yield site, f"http://127.0.0.1:{port}/#{TOKEN}"


LISTEN = """() => {
  const live = document.getElementById("live");
  window.said = [];
  const note = new MutationObserver(() => window.said.push(live.textContent));
  note.observe(live, { childList: true, characterData: true, subtree: true });
}"""


class Keys:
    """Presses keys as a person does: having seen what the last one did; and counts them."""

    def __init__(self, page):
        self.page, self.count = page, 0
        page.evaluate(LISTEN)

    def press(self, *names):
        self.page.evaluate("window.said = []")
        for name in names:
            self.page.keyboard.press(name)
            self.count += 1

    def write(self, words):
        self.page.keyboard.type(words)
        self.count += len(words)


def wait_for_verdict(page, words):
    page.locator("#quotes .told", has_text=words).first.wait_for()


def wait_for_live(page, words):
    """Wait until something has been said since keys were pressed; what is said next may take its place at once."""
    said = "words => [...(window.said ?? []), document.getElementById('live').textContent].join('\\n').includes(words)"
    page.wait_for_function(said, arg=words)


def test_by_keyboard_alone(served, open_page):
    site, address = served
    before = read_files(site)
    page = open_page(address)
    page.locator("#rows tr").first.wait_for()
    keys = Keys(page)
    keys.press("/")
    keys.write("council votes")
    page.wait_for_function("() => document.querySelectorAll('#rows tr').length === 1")
    keys.press("Tab", "Enter")
    page.locator("#text p").first.wait_for()

    keys.count = 0  # a position with the article's own words, its beginning cut off
    keys.press("j", "j", "j", "j")
    page.locator("#quotes blockquote", has_text="The Dockers' Union would accept").wait_for()
    wait_for_verdict(page, "15 words · the article’s words")
    keys.press("[", *["ArrowRight"] * 3)
    wait_for_verdict(page, "12 words")
    keys.press("/")
    keys.write("mus")
    keys.press("Enter", "c")
    keys.write("if every job is moved")
    keys.press("Enter", "a")
    keys.write("dock")
    keys.press("Enter", "Enter")
    keys.write("Would have a museum.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 5 positions")
    text = (site / PATH).read_text()
    assert "    condition: if every job is moved\n    summary: Would have a museum.\n    basis: reported\n" in text
    assert "would accept the closure if every job moved to the new terminal\n" in text

    # direct speech, of which words are left out, said by somebody new; actor and event stay chosen
    keys.press("j")
    page.locator("#quotes blockquote", has_text="I told the council").wait_for()
    wait_for_verdict(page, "the article’s words")  # it runs over the end of the speech
    keys.press("k", "k")
    keys.press("Control+z")
    wait_for_live(page, "taken back: dockers-union on quay-closure/museum")
    assert read_files(site) == before
    keys.press("Control+y")
    wait_for_live(page, "done again")
    assert (site / PATH).read_text() == text

    keys.press("y")
    wait_for_live(page, "checked: the receipt is written")
    keys.press("f")
    keys.write("terminal")
    keys.press("Enter")
    wait_for_live(page, "filed as a passage")
    assert "- id: terminal\n" in (site / PATH).read_text()
    keys.press("?")
    page.get_by_text("next, previous sentence").wait_for()
    keys.press("Escape", "q")
    page.locator("#rows tr").first.wait_for()


def test_the_next_position_is_not_given_to_the_actor_of_the_last_as_well(served, open_page):
    site, address = served
    page = open_page(f"{address}/german")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)

    def choose(key, words):
        keys.press(key)
        keys.write(words)
        keys.press("Enter")

    keys.press("j")
    wait_for_verdict(page, "the article’s words")
    choose("/", "pays")
    keys.press("o")
    choose("a", "dock")
    choose("p", "jo m")
    keys.press("Enter")
    keys.write("Nein.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 1 position,")
    assert tell_names(page) == ["Dockers' Union (kept)", "Jo Marsh (kept)"]

    choose("a", "city c")  # another actor takes both places
    assert tell_names(page) == ["City Council", ""]
    choose("a", "dock")  # a second one stands beside the first that was chosen
    assert page.locator("#holders .chip").count() == 2
    keys.press("a", "Backspace")
    assert page.locator("#holders .chip").count() == 1
    keys.press("Escape", "Escape")
    choose("p", "ida")
    assert page.locator("#speakers .chip").all_inner_texts()[0].startswith("Ida Quist")
    text = (site / "seeds/articles/german.md").read_text(encoding="utf-8")
    assert "  - actor: dockers-union\n" in text
    assert "speakers: [jo-marsh]\n" in text


def test_an_article_is_found_and_opened_by_keys(served, open_page):
    _, address = served
    page = open_page(address)
    page.locator("#rows tr").nth(1).wait_for()
    keys = Keys(page)
    titles = page.locator("#rows button").all_inner_texts()

    def tell_focus():
        return page.evaluate("document.activeElement.textContent")

    for key, wanted in (("j", 0), ("k", 0), ("ArrowDown", 1), ("j", 2), ("ArrowUp", 1), ("k", 0), ("j", 1)):
        keys.press(key)
        assert tell_focus() == titles[wanted]
    keys.press("Enter")
    page.locator("#text p").first.wait_for()
    assert page.locator("#article-title").inner_text() == titles[1]
    keys.press("q")
    page.wait_for_function("title => document.activeElement.textContent === title", arg=titles[1])
    keys.press("k")
    assert tell_focus() == titles[0]
    keys.press("/")
    keys.write("council")
    page.wait_for_function("() => document.querySelectorAll('#rows tr').length === 1")
    keys.press("Enter")
    assert tell_focus() == "Council votes to close the quay"
    keys.press("Enter")
    page.locator("#text p").first.wait_for()


CLAUSES = """---
title: Riders
retrieved: 2025-03-06
language: en
---
Ellerby Wheelers, a club of 40 riders, wants 12,000 cones - for the years 2010–2012 - here: "No cars. None," it said.
"""


def test_an_edge_jumps_to_the_next_clause_and_a_gap_leaves_no_comma_alone(served, open_page):
    site, address = served
    (site / "seeds/articles/clauses.md").write_text(CLAUSES)
    page = open_page(f"{address}/clauses")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)

    def is_marked(words):
        page.locator("#quotes blockquote", has_text=re.compile(f"^{re.escape(words)}$")).wait_for()

    keys.press("j", "Shift+ArrowLeft")
    is_marked("Ellerby Wheelers, a club of 40 riders, wants 12,000 cones - for the years 2010–2012 - here")
    keys.press("Shift+ArrowLeft")
    is_marked("Ellerby Wheelers, a club of 40 riders, wants 12,000 cones - for the years 2010–2012")
    keys.press("Shift+ArrowLeft", "[", "Shift+ArrowRight")
    is_marked("a club of 40 riders, wants 12,000 cones")
    keys.press("Shift+ArrowLeft")
    is_marked("Ellerby Wheelers, a club of 40 riders, wants 12,000 cones")
    keys.press("e", "]", "Shift+ArrowRight", "[", "ArrowRight", "e")  # from “Wheelers” on, as far as “riders”
    is_marked("Ellerby Wheelers, […] wants 12,000 cones")
    page.locator("#quotes .told", has_text="verbatim").wait_for()
    assert page.evaluate("getSelection().toString()") == ""


def test_a_clause_is_jumped_over_from_right_to_left(served, open_page):
    site, address = served
    text = HEBREW.replace("האיגוד מתנגד לכך", "האיגוד, כך נמסר, מתנגד לכך")
    (site / "seeds/articles/hebrew.md").write_text(text, encoding="utf-8")
    page = open_page(f"{address}/hebrew")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("j", "j", "[", "Shift+ArrowLeft")
    page.locator("#quotes blockquote", has_text=re.compile("^כך נמסר, מתנגד לכך")).wait_for()
    keys.press("Shift+ArrowRight", "]", "Shift+ArrowRight")
    page.locator("#quotes blockquote", has_text=re.compile("^האיגוד, כך נמסר$")).wait_for()


def test_whatever_is_left_out_the_pieces_are_the_words_that_were_marked(served, open_page):
    """Each gap in each paragraph: pieces lie in the mark, outside the gap, and lose at most a comma behind it."""
    site, address = served
    (site / "seeds/articles/clauses.md").write_text(CLAUSES)
    for article in (ARTICLE, "clauses", "hebrew"):
        page = open_page(f"{address}/{article}")
        page.locator("#text p").first.wait_for()
        tried, wrong = page.evaluate(
            """async () => {
              const { cutOut, read } = await import("/text.js")
              const whole = [...document.querySelectorAll("#text p")].map((p) => p.textContent)
              const wrong = []
              let tried = 0
              let last = 0
              for (const text of whole) {
                const start = [...Array(2000).keys()].find((at) => at >= last && read([at, at + text.length]) === text)
                last = start + text.length
                const mark = [start, last]
                const words = [/\\S+/gu, /[\\p{L}\\p{N}]+/gu].flatMap((form) => [...text.matchAll(form)])
                const found = words.flatMap(({ index, 0: word }) => [start + index, start + index + word.length])
                const ends = [...new Set(found)]
                for (const from of ends) for (const to of ends) {
                  if (from >= to) continue
                  tried += 1
                  const pieces = cutOut([mark], [from, to])
                  const isIn = pieces.every(([a, b]) => mark[0] <= a && a < b && b <= mark[1] && (b <= from || a >= to))
                  const isTrimmed = pieces.every((piece) => read(piece) === read(piece).trim())
                  const left = [[mark[0], from], [to, mark[1]]].map(read).join("").replace(/\\s/g, "")
                  const kept = pieces.map(read).join("").replace(/\\s/g, "")
                  const behind = read([to, mark[1]]).trimStart()
                  const isStranded = (words) => /^[,;:](?!\\p{N})/u.test(words)
                  const isAlone = pieces.some((piece) => piece[0] >= to && isStranded(read(piece)))
                  const isWhole = left.length - kept.length === Number(isStranded(behind))
                  if (!isIn || !isTrimmed || !isWhole || isAlone) wrong.push([read([from, to]), pieces.map(read)])
                }
              }
              return [tried, wrong.slice(0, 5)]
            }"""
        )
        assert wrong == []
        assert tried > 30


SPOKEN = """---
title: Who pays
retrieved: 2025-03-06
language: en
---
"We will never pay for the closing of this quay," said Jo Marsh. The harbour was empty for most of the week.

"We will not pay for anything else either," Jo Marsh said. "The city has enough money for all of it," said Ida Quist.

"Nobody asked the people who live here," said Petra Lind.
"""


def tell_names(page):
    """Return what stands on the card for actor and speaker."""
    names = page.locator("#holders"), page.locator("#speakers")
    return [" ".join(one.inner_text().replace("×", " ").split()) for one in names]


def test_who_is_meant_is_kept_or_proposed_as_the_passage_tells(served, open_page):
    """Kept names are marked, a kept speaker holds for speech alone; what is proposed is written once it is taken."""
    site, address = served
    (site / "seeds/articles/spoken.md").write_text(SPOKEN)
    page = open_page(f"{address}/spoken")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press(".")
    wait_for_verdict(page, "direct speech")
    wait_for_live(page, "proposed actor: Dockers' Union, speaker: Jo Marsh; l takes it")
    assert tell_names(page) == ["Dockers' Union (proposed) l", "Jo Marsh (proposed) l"]
    keys.press("1", "o", "Enter")
    keys.write("Does not pay.")
    keys.press("Control+Enter")
    page.locator("#notice", has_text="choose an actor, or take the one who is proposed (l)").wait_for()
    keys.press("Enter")  # the likeliest, in a list that was opened and is empty
    assert tell_names(page) == ["Dockers' Union", "Jo Marsh (proposed) l"]
    keys.press("p", "Enter", "v")
    keys.write("hearing")
    keys.press("Enter", "Control+Enter")
    wait_for_live(page, "written; 1 position,")
    assert tell_names(page) == ["Dockers' Union (kept)", "Jo Marsh (kept)"]
    assert "(kept)" in page.locator("#event .chip").inner_text()

    keys.press("j")  # words of the article, which name nobody: whoever spoke before does not say them
    page.locator("#quotes blockquote", has_text="The harbour was empty").wait_for()
    assert tell_names(page) == ["Dockers' Union (kept)", ""]
    keys.press(".")
    page.locator("#quotes blockquote", has_text="We will not pay").wait_for()
    assert tell_names(page) == ["Dockers' Union (kept)", "Jo Marsh (kept)"]
    keys.press("a", "Enter")  # nobody is proposed: nobody is taken
    assert tell_names(page) == ["Dockers' Union (kept)", "Jo Marsh (kept)"]
    keys.press(".")  # somebody else says this
    page.locator("#quotes blockquote", has_text="The city has enough").wait_for()
    assert tell_names(page) == ["City Council (proposed) l", "Ida Quist (proposed) l"]
    keys.press("l")
    assert tell_names(page) == ["City Council", "Ida Quist"]
    keys.press("1", "s", "Enter")
    keys.write("Pays.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 2 positions,")
    keys.press(".")  # nor does she say what somebody unknown says
    page.locator("#quotes blockquote", has_text="Nobody asked").wait_for()
    assert tell_names(page) == ["City Council (kept)", ""]

    keys.press("k", "k", "k")
    page.locator("#quotes blockquote", has_text="The harbour was empty").wait_for()
    keys.press("1", "n", "Enter")
    keys.write("Was empty.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 3 positions,")
    positions = (site / "seeds/articles/spoken.md").read_text().split("  - actor: ")[1:]
    assert [one.split()[0] for one in positions] == ["dockers-union", "city-council", "city-council"]
    assert ["speakers: [" in one for one in positions] == [True, True, False]
    assert all("    event: council-hearing\n" in one for one in positions)


def test_answers_that_come_late_take_neither_the_focus_nor_the_screen(served, open_page):
    _, address = served
    page = open_page(address)
    page.locator("#rows tr").first.wait_for()
    page.locator("#wanted").fill("council")
    page.wait_for_function("() => document.querySelectorAll('#rows tr').length === 1")
    held = []
    page.route("**/api/queue", lambda route: held.append(route))

    def type_and_hold(words):
        page.locator("#wanted").fill(words)
        while not held:
            page.wait_for_timeout(10)
        return held.pop()

    late = type_and_hold("council v")
    page.keyboard.press("Tab")
    title = page.evaluate("document.activeElement.textContent")
    page.evaluate("document.activeElement.closest('tr').dataset.old = 'yes'")
    late.continue_()
    page.wait_for_function("() => !document.querySelector('tr[data-old]')")
    assert page.evaluate("document.activeElement.textContent") == title == "Council votes to close the quay"

    late = type_and_hold("council vo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#text p").first.wait_for()
    with page.expect_event("requestfinished"):
        late.continue_()
    page.evaluate("new Promise(done => setTimeout(done))")
    assert page.locator("#text p").first.is_visible()


@pytest.mark.parametrize("question", [["/", *"mus", "Enter"], ["1"]], ids=["by name", "by rank"])
def test_a_position_is_written_before_the_desk_has_said_what_its_quote_is(served, open_page, question):
    site, address = served
    page = open_page(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    held, is_late = [], [True]
    page.route("**/api/judge", lambda route: held.append(route) if is_late[0] else route.continue_())
    keys = Keys(page)
    keys.press("j", *question, "o", "a")
    keys.write("dock")
    keys.press("Enter", "Enter")
    keys.write("Would have no museum.")
    while not held:
        page.wait_for_timeout(10)
    keys.press("Control+Enter")
    is_late[0] = False
    for route in held:
        route.continue_()
    wait_for_live(page, "written; 5 positions")
    assert "    summary: Would have no museum.\n    basis: reported\n" in (site / PATH).read_text()


def test_a_new_actor_two_quotes_and_a_gap_in_a_german_article_by_keyboard(served, open_page):
    site, address = served
    page = open_page(f"{address}/german")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("j", "j", "j")
    wait_for_verdict(page, "8 words · the article’s words")
    keys.press("e", "ArrowRight", "e")
    page.locator("#quotes blockquote", has_text="Die […] zahlen, wenn das Land hilft").wait_for()
    keys.press("+", "k")
    page.locator("#quotes blockquote", has_text="sagte Jo Marsh").wait_for()
    keys.press("]", *["ArrowLeft"] * 3)
    wait_for_verdict(page, "direct speech")
    keys.press("/")
    keys.write("pays")
    keys.press("Enter", "o", "a")
    keys.write("Bürgermeister")
    keys.press("+")
    page.get_by_role("dialog").get_by_text("A new actor").wait_for()
    assert page.locator("dialog [name=id]").input_value() == "burgermeister"
    keys.press("Enter")
    page.locator("#holders", has_text="Bürgermeister").wait_for()
    keys.press("Enter")
    keys.write("Zahlt nicht.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 1 position,")
    text = (site / "seeds/articles/german.md").read_text(encoding="utf-8")
    assert "actor: burgermeister\n" in text
    assert "Die […] zahlen, wenn das Land hilft\n" in text
    assert (
        (site / "seeds/actors.yml")
        .read_text(encoding="utf-8")
        .endswith("burgermeister:\n  name: Bürgermeister\n  kind: organisation\n")
    )


def hold(page, name):
    """Hold back what the page asks for by a name; return what is held, and a function that lets all of it go."""
    held = []
    page.route(f"**/api/{name}", lambda route: held.append(route))

    def let_go():
        while not held:
            page.wait_for_timeout(10)
        for route in held:
            route.continue_()
        page.unroute(f"**/api/{name}")

    return held, let_go


def fill_card(keys):
    keys.press("j", "/")
    keys.write("mus")
    keys.press("Enter", "o", "a")
    keys.write("dock")
    keys.press("Enter", "Enter")
    keys.write("Would have no museum.")


def test_keys_that_come_while_a_position_is_written_wait_for_it(served, open_page):
    site, address = served
    before = read_files(site)
    page = open_page(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    fill_card(keys)
    held, let_go = hold(page, "write")
    keys.press("Control+Enter", "Control+Enter")
    keys.write(" No more of this")  # what is being written is not changed any more
    page.locator("#text").focus()
    keys.press("j", "s", "Control+Enter")
    page.get_by_role("button", name="Write Ctrl Enter").click(force=True)
    let_go()
    wait_for_live(page, "stance: Support")
    assert len(held) == 1
    assert (site / PATH).read_text().count("summary: Would have no museum.\n") == 1
    assert page.get_by_role("radio", name="Supports").get_attribute("aria-checked") == "true"
    assert page.locator("#quotes blockquote").count() == 1
    assert page.locator("#notice").is_hidden()

    page.get_by_role("button", name="Empty the card").click()
    fill_card(keys)
    held, let_go = hold(page, "write")
    keys.press("Control+Enter")
    page.locator("#text").focus()
    keys.press("Control+z", "Control+z")  # it is this one that is meant, and then the one before
    let_go()
    page.wait_for_function("() => document.getElementById('undo').disabled")
    assert read_files(site) == before
    assert page.locator("#notice").is_hidden()


def test_keys_that_come_while_an_article_is_opened_are_for_it(served, open_page):
    site, address = served
    page = open_page(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    fill_card(keys)
    _, let_go = hold(page, "write")
    keys.press("Control+Enter")
    page.get_by_role("button", name="Articles q").click()  # whoever leaves meanwhile is not fetched back
    page.locator("#rows tr").first.wait_for()
    let_go()
    wait_for_live(page, "written")
    assert page.locator("#queue").is_visible()
    assert "summary: Would have no museum.\n" in (site / PATH).read_text()
    _, let_go = hold(page, "article")
    page.get_by_role("button", name="Der Rat stimmt ab").focus()
    keys.press("Enter")
    page.locator("h1").focus()
    keys.press("j")
    let_go()
    page.locator("#quotes blockquote", has_text="Der Rat stimmte ab").wait_for()
    page.get_by_role("button", name="Articles q").click()
    page.get_by_role("button", name="Council votes to close the quay").click()
    page.locator("#text p", has_text="The City Council").first.wait_for()
    assert page.locator("#summary").input_value() == ""


def test_the_focus_stays_where_it_was_and_choices_are_one_stop(served, open_page):
    _, address = served
    page = open_page(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("j")
    wait_for_verdict(page, "words")

    def tell_focus():
        return page.evaluate("document.activeElement.dataset.id ?? document.activeElement.id")

    page.locator("#stances button").first.focus()
    keys.press("Enter")
    assert tell_focus() == "support"
    with page.expect_response("**/api/judge"):
        keys.press("ArrowRight", "ArrowRight")
    assert tell_focus() == "conditional"
    assert page.locator("#condition").is_visible()
    keys.press("x")
    assert tell_focus() == "no-comment"
    keys.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#stances')")
    keys.press("Shift+Tab", "Enter")
    assert tell_focus() == "summary"
    left = page.get_by_role("button", name="end of the quote a word to the left")
    left.focus()
    with page.expect_response("**/api/judge"):
        keys.press("Enter", "Enter")
    page.wait_for_function("() => !document.querySelector('#quotes .told').textContent.includes('…')")
    assert tell_focus() == "end -1"


def test_a_translation_is_written_by_keyboard_and_changed(served, open_page):
    site, address = served
    page = open_page(f"{address}/german")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("t")
    wait_for_live(page, "mark a quote first")
    keys.press("j")
    wait_for_verdict(page, "4 words")
    keys.press("/")
    keys.write("pays")
    keys.press("Enter", "n", "a")
    keys.write("council")
    keys.press("Enter", "t")
    field = page.get_by_label("Translation into English, if it needs one")
    assert field.evaluate("one => one === document.activeElement")
    keys.write("The council")
    wait_for_verdict(page, "4 words")
    keys.write(" voted")  # what the desk says meanwhile takes nothing from who types
    keys.press("Tab")
    keys.write("m")
    keys.press("Escape", "Enter")
    keys.write("Voted.")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 1 position,")
    path = site / "seeds/articles/german.md"
    assert (
        "        translation:\n          text: >-\n            The council voted\n          by: machine\n"
        in path.read_text()
    )
    page.locator("#coded").get_by_text("The council voted (Machine translation, mended by nobody)").wait_for()

    page.get_by_role("button", name="edit City Council").click()
    field.fill("The council has voted")
    page.get_by_label("Whose translation it is").select_option("Ours")
    keys.press("Control+Enter")
    wait_for_live(page, "written; 1 position,")
    assert "          text: >-\n            The council has voted\n          by: desk\n" in path.read_text()
    keys.press("Control+z")
    wait_for_live(page, "taken back")
    assert "by: machine" in path.read_text()

    keys.press("j", "f")
    keys.write("ballot")
    keys.press("Tab", "Tab")
    keys.write("The council voted")
    keys.press("Tab")
    keys.write("m")
    keys.press("Control+Enter")
    wait_for_live(page, "filed as a passage")
    assert path.read_text().count("by: machine") == 2
    page.get_by_role("button", name="edit the passage ballot").click()
    page.get_by_label("What it says, in a few words of your own").fill("That it voted.")
    keys.press("Enter")
    page.locator("#passages").get_by_text("That it voted.").wait_for()
    page.goto(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    keys.press("j")
    wait_for_verdict(page, "words")
    assert not field.count()


def select(page, words):
    """Drag over words with the mouse."""
    box = page.evaluate(
        """words => {
          for (const p of document.querySelectorAll("#text p")) {
            const at = p.textContent.indexOf(words)
            if (at < 0) continue
            p.scrollIntoView({ block: "center" })
            const range = new Range()
            range.setStart(p.firstChild, at)
            range.setEnd(p.firstChild, at + words.length)
            const boxes = [...range.getClientRects()]
            return [boxes[0].left, boxes[0].top + 8, boxes.at(-1).right, boxes.at(-1).bottom - 8]
          }
        }""",
        words,
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 1, box[3], steps=8)
    page.mouse.up()


def test_by_mouse_but_for_the_summary(served, open_page):
    site, address = served
    page = open_page(address)
    page.get_by_role("button", name="Council votes to close the quay").click()
    page.locator("#text p").first.wait_for()
    select(page, QUOTE)
    page.locator("#quotes blockquote", has_text=QUOTE).wait_for()
    wait_for_verdict(page, "7 words")
    page.get_by_role("button", name="end of the quote a word to the left").click()
    wait_for_verdict(page, "6 words")
    page.get_by_role("button", name="end of the quote a word to the right").click()
    wait_for_verdict(page, "7 words")
    select(page, "job moved to")
    page.get_by_role("button", name="Leave the selected words out").click()
    page.locator("#quotes blockquote", has_text="every […] the new terminal").wait_for()
    page.get_by_role("combobox", name="Any question").click()
    page.get_by_role("option", name="Make it a museum").click()
    page.get_by_role("radio", name="Opposes").click()
    page.get_by_role("combobox", name="Actor").click()
    page.get_by_role("option", name="Residents").click()
    page.get_by_label("Summary").click()
    page.keyboard.type("Are against it.")
    page.get_by_role("button", name="Write", exact=False).first.click()
    wait_for_live(page, "written; 5 positions")
    assert "actor: residents\n" in (site / PATH).read_text()
    page.get_by_role("button", name="edit Residents: Make it a museum, Opposes").click()
    page.get_by_role("radio", name="Mixed").click()
    page.get_by_role("button", name="Write the change").click()
    wait_for_live(page, "written; 5 positions")
    assert "stance: mixed\n" in (site / PATH).read_text()
    page.get_by_role("button", name="take out Residents: Make it a museum, Mixed").click()
    wait_for_live(page, "taken out; 4 positions")
    page.get_by_role("button", name="Undo").click()
    wait_for_live(page, "taken back")
    assert "stance: mixed\n" in (site / PATH).read_text()


def test_by_touch_on_a_phone(served, open_page):
    site, address = served
    page = open_page(address, width=390, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Council votes to close the quay").tap()
    page.locator("#text p").nth(2).tap()
    wait_for_verdict(page, "verbatim")
    page.get_by_role("radio", name="Supports").tap()
    page.get_by_role("radio", name=re.compile("Make it a museum|The city pays|Close it now")).first.tap()
    page.get_by_role("combobox", name="Actor").tap()
    page.get_by_role("option", name="Harbour Authority").tap()
    page.get_by_label("Summary").fill("Names the cost.")
    page.get_by_role("button", name="Write", exact=False).first.tap()
    wait_for_live(page, "written; 5 positions")
    assert "actor: harbour-authority\n" in (site / PATH).read_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hebrew_words_are_gone_through_from_right_to_left(served, open_page):
    _, address = served
    page = open_page(f"{address}/hebrew")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("j", "j")
    wait_for_verdict(page, "3 words")
    keys.press("ArrowRight")
    page.locator("#quotes blockquote", has_text=re.compile("^האיגוד מתנגד$")).wait_for()
    keys.press("[", "ArrowLeft")
    page.locator("#quotes blockquote", has_text=re.compile("^מתנגד$")).wait_for()


def test_what_was_changed_elsewhere_is_told_and_the_card_is_kept(served, chromium):
    site, address = served
    page = chromium.new_context().new_page()
    page.goto(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    page.keyboard.press("j")
    wait_for_verdict(page, "verbatim")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.keyboard.type("Kept.")
    theirs = (site / PATH).read_text().replace("abstract: The", "abstract: Theirs. The")
    (site / PATH).write_text(theirs)
    page.get_by_role("combobox", name="Any question").fill("mus")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Actor").fill("resid")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.get_by_text("was changed elsewhere meanwhile").wait_for()
    assert (site / PATH).read_text() == theirs
    page.get_by_role("button", name="Show it as it is now").click()
    page.locator("#notice").wait_for(state="hidden")
    page.keyboard.press("Control+Enter")
    wait_for_live(page, "written; 5 positions")
    assert "abstract: Theirs. The" in (site / PATH).read_text()
    assert "summary: Kept." in (site / PATH).read_text()
    page.context.close()


def test_a_card_follows_the_position_and_the_words_that_it_is_about(served, chromium):
    site, address = served
    page = chromium.new_context().new_page()
    page.goto(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    page.get_by_role("button", name="edit City Council: The city pays, Opposes").click()
    page.get_by_label("Summary").fill("Changed.")
    text = (site / PATH).read_text()
    first = text[text.index("  - actor: dockers-union") : text.index("  - actor: city-council")]
    (site / PATH).write_text(text.replace(first, "").replace("By the authority", "Then, by the authority"))
    page.get_by_role("button", name="Write the change").click()
    page.get_by_role("button", name="Show it as it is now").click()
    page.locator("#notice").wait_for(state="hidden")
    page.get_by_role("button", name="Write the change").click()
    wait_for_live(page, "written; 3 positions")
    written = (site / PATH).read_text()
    assert written.count("summary: Changed.") == 1
    assert "summary: Changed." in written[written.rindex("  - actor: city-council") :]
    page.get_by_text("Then, by the authority").click()
    wait_for_verdict(page, "verbatim")
    (site / PATH).write_text(written.replace("The City Council voted", "On Tuesday the City Council voted"))
    page.get_by_role("radio", name="Supports").click()
    page.get_by_role("button", name="Show it as it is now").click()
    page.get_by_text("the text has changed: mark the passage again").wait_for()
    assert page.locator("#quotes blockquote").count() == 0
    page.context.close()


def test_a_card_that_was_begun_outlives_the_page(served, open_page):
    _, address = served
    page = open_page(f"{address}/{ARTICLE}")
    page.locator("#text p").first.wait_for()
    page.keyboard.press("j")
    wait_for_verdict(page, "verbatim")
    page.keyboard.press("o")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    wait_for_verdict(page, "verbatim")
    assert page.get_by_role("radio", name="Opposes").get_attribute("aria-checked") == "true"
    assert TOKEN not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible(served, open_page, scheme):
    _, address = served
    page = open_page(address, scheme=scheme)
    page.locator("#rows tr").first.wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    page.get_by_role("button", name="Council votes to close the quay").click()
    page.locator("#text p").first.wait_for()
    page.keyboard.press("j")
    wait_for_verdict(page, "verbatim")
    page.locator("#question button").first.wait_for()
    assert page.evaluate(RUN_AXE) == []
    page.get_by_role("combobox", name="Actor").focus()
    page.get_by_role("option").first.wait_for()
    assert page.evaluate(RUN_AXE) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert page.evaluate(RUN_AXE) == []


def test_two_codings_are_settled_by_keyboard(served, open_page):
    site, address = served
    (site / "seeds/codings/eva").mkdir(parents=True)
    (site / f"seeds/codings/eva/{ARTICLE}.yml").write_text(EVA)
    page = open_page(address)
    page.locator("#rows tr").first.wait_for()
    page.keyboard.press("s")
    page.get_by_text("4 differences to settle; 0 settled").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    for key in ("j", "j", "2"):
        page.keyboard.press(key)
    wait_for_live(page, "settled; 3 differences left")
    assert "Accepts it." in (site / PATH).read_text()
    page.keyboard.press("Control+z")
    page.get_by_text("4 differences to settle; 0 settled").wait_for()
    assert "Accepts it." not in (site / PATH).read_text()
    page.get_by_label("Rule by which").first.fill("A deputy speaks for himself.")
    page.get_by_role("button", name="The first stands").first.click()
    wait_for_live(page, "settled; 3 differences left")
    assert "rule: A deputy speaks for himself." in (site / "seeds/codings/eva.yml").read_text()
    page.get_by_role("button", name="Neither").first.click()
    page.locator("#text p").first.wait_for()


def test_overtaken_prose_is_read_again_by_mouse(overtaken, open_page):
    with serve_desk(overtaken) as port:
        page = open_page(f"http://127.0.0.1:{port}/#{TOKEN}")
        page.get_by_role("button", name="Overtaken prose").click()
        page.get_by_role("button", name="Closing the old quay").click()
        page.get_by_text("The City Council voted to close the quay.").wait_for()
        page.get_by_text("Supports, March 2025").or_(page.get_by_text("Supports, 4 March 2025")).first.wait_for()
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        review = page.get_by_role("button", name="Write the review")
        assert review.is_disabled()
        while page.locator("#prose [aria-pressed=false]").count():
            page.locator("#prose [aria-pressed=false]").first.click()
        review.click()
        page.get_by_text("No prose is overtaken").wait_for()
    assert "reviewed: 2026-02-03" in (overtaken / "seeds/reviews/quay-closure.yml").read_text()


def test_another_page_of_this_machine_can_write_nothing(served, address, chromium):
    """The preview runs the site's scripts at another port: every port of a machine is the same site."""
    site, desk = served
    before = read_files(site)
    page = chromium.new_context().new_page()
    page.goto(f"{address}/index.html")
    target = desk.partition("#")[0]
    tried = page.evaluate(
        """async ([target, token]) => {
          const results = []
          const body = JSON.stringify({ id: "council-votes", position: 0 })
          for (const headers of [{}, { "Content-Type": "application/json", "X-Desk-Token": token }])
            for (const mode of ["cors", "no-cors"])
              try {
                const answer = await fetch(`${target}api/remove`, { method: "POST", mode, headers, body })
                results.push(answer.type === "opaque" ? "opaque" : answer.status)
              } catch { results.push("refused") }
          const frame = document.createElement("iframe")
          frame.src = target
          document.body.append(frame)
          await new Promise((done) => setTimeout(done, 500))
          try { results.push(frame.contentDocument?.title ?? "closed") } catch { results.push("closed") }
          return results
        }""",
        [target, TOKEN],
    )
    assert set(tried) <= {"refused", "opaque", "closed", ""}
    assert read_files(site) == before
    page.context.close()


def test_what_feeds_brought_is_decided_on_by_mouse(served, open_page):
    site, address = served
    titles = ("Union fights the closing of the old quay", "<b>Tags</b> are words", "")
    items = tuple(Item(f"https://a.example/{at}", title, "2025-03-05", "The Paper") for at, title in enumerate(titles))
    save_fetched(site, {"https://a.example/feed": Fetched(0, items=items)})
    page = open_page(address)
    page.get_by_role("heading", name="From the watched feeds").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    assert page.get_by_role("link", name="<b>Tags</b> are words").get_attribute("rel") == "noopener noreferrer"
    page.get_by_role("button", name="dismiss Union").click()
    wait_for_live(page, "dismissed")
    page.get_by_role("link", name="Union fights").wait_for(state="detached")
    page.get_by_role("button", name="mine: <b>Tags</b>").click()
    page.get_by_text("desk looks at it").wait_for()
    assert "decided: mine\n" in (site / "seeds/watched/desk.yml").read_text()
    page.keyboard.press("Control+z")
    page.get_by_text("desk looks at it").wait_for(state="detached")
    page.get_by_role("button", name="take in https://a.example/2").wait_for()


def test_a_long_article_is_as_quick_by_keys(served, open_page):
    site, address = served
    words = " ".join(f"The council said in its report number {at} that it would pay for the quay." for at in range(720))
    (site / "seeds/articles/long.md").write_text(
        f"---\ntitle: Long\nretrieved: 2025-03-06\nlanguage: en\n---\n{words}\n\nThe last words are here.\n"
    )
    page = open_page(f"{address}/long")
    page.locator("#text p").first.wait_for()
    keys = Keys(page)
    keys.press("j", "j")
    page.locator("#quotes blockquote", has_text="report number 1 that").wait_for()
    wait_for_verdict(page, "verbatim")
    page.get_by_text("The last words are here.").click()
    page.locator("#quotes blockquote", has_text="The last words are here").wait_for()
    wait_for_verdict(page, "5 words")


def test_what_others_marked_and_a_model_found_is_judged_by_keyboard(served, open_page, monkeypatch, tmp_path_factory):
    """A candidate tells who marked it; a check is shown when the person is done, and fills in no stance."""
    site, address = served
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    set_up(home, "good")
    table = "article;annotator;quote;note\ncouncil-votes;ada;no money for this;<i>weighty</i>\n"
    (site / "t.csv").write_text(table, encoding="utf-8")
    assert CliRunner().invoke(main, ["import", "--root", str(site), str(site / "t.csv")]).exit_code == 0
    with open_page(address) as page:
        keys = Keys(page)
        page.get_by_role("button", name="Council votes").first.click()
        page.locator("#text p").first.wait_for()
        page.locator("#candidates-list summary").click()
        page.get_by_role("button", name="dismiss what ada has marked").wait_for()
        for _ in range(12):
            keys.press(".")
            if page.get_by_text("ada has marked this: <i>weighty</i>").count():
                break
        page.get_by_text("ada has marked this: <i>weighty</i>").wait_for()
        page.get_by_role("button", name="dismiss what ada has marked").click()
        wait_for_live(page, "dismissed")
        assert not page.locator("#check li").count()
        keys.press("z")
        page.get_by_text("model-1: 1 passage that you did not code; 1 stance differs").wait_for()
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        page.get_by_role("button", name="put Harbour Authority on").click()
        assert page.locator("#stances [aria-checked=true]").count() == 0
        assert page.locator("#summary").input_value() == ""
        keys.press("o", "Enter")
        keys.write("Says what it costs.")
        keys.press("Control+Enter")
        page.get_by_text("model-1: 0 passages that you did not code; 1 stance differs").wait_for()
    text = (site / PATH).read_text(encoding="utf-8")
    assert "    proposed_by: model-1\n" in text
    assert "    dismissed: 2026-02-03\n" in (site / "candidates/council-votes.yml").read_text(encoding="utf-8")

"""What lives in a browser, the audit sees, and the check of people's prose too; Chromium is the judge."""

import re
from random import Random

import pytest
from hostile_html import AWAY, LIVE, NESTING, PIECES, QUIET
from hypothesis import example, given
from hypothesis import strategies as st
from laws import tries
from test_hostile import make_engine

from briefing_desk.audit.links import check_links
from briefing_desk.audit.scripts import check_requests, check_scripts
from briefing_desk.audit.tree import parse_html
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import check_prose, find_prose
from briefing_desk.syntax.source import Source

FRAME = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><article>\n{}\n</article></body></html>"
HOST = "http://here.example"
FILES = {"site/page.html", "site/gone", "site/x", "site/a.png"}
SOUP = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


def check(text):
    """Return what is wrong with a page of prose."""
    page, problems = parse_page(Source("page.md", text))
    return [*problems, *check_prose(find_prose(page), ())]


def examine(html):
    """Return what the audit says of a page of which only scripts and requests count."""
    source = Source("site/page.html", html)
    trees = [parse_html(source), parse_html(source, scripting=False)]
    found = [p for tree in trees for p in (*check_scripts(tree, lambda _: False), *check_requests(tree))]
    links = [p for p in check_links(trees[0], {}, FILES) if "no kind of link" in p.message]
    return [problem.message for problem in (*found, *links)]


@pytest.mark.parametrize("html", LIVE)
def test_what_lives_is_seen_by_the_audit(html):
    assert examine(FRAME.format(html))


@pytest.mark.parametrize("html", QUIET)
def test_what_is_quiet_is_let_pass(html):
    assert examine(FRAME.format(html)) == []


def runs(html):
    """Say whether the audit finds something in a page that runs, not only asks."""
    return any("asks another host" not in message for message in examine(html))


@pytest.mark.parametrize("html", [html for html in LIVE if AWAY not in html and runs(FRAME.format(html))])
def test_what_lives_is_seen_in_prose(html):
    """At the line on which it stands."""
    problems = check(f"# Title\n\nWords.\n\n{html}\n")
    assert {"live-html", "misread-html", "unclosed-html"} & {problem.code for problem in problems}
    assert any(problem.at.line >= 5 for problem in problems)


@pytest.mark.parametrize("html", [html for html in QUIET if "</p onclick" not in html and "a <b" not in html])
def test_what_is_quiet_is_let_pass_in_prose(html):
    assert [problem.message for problem in check(f"# Title\n\nWords.\n\n{html}\n")] == []


@pytest.mark.parametrize("code", ["`` {} ``", "```\n{}\n```", "~~~ html\n{}\n~~~", "- a\n\n    ```\n    {}\n    ```"])
def test_code_is_words(code):
    lines = {html: re.sub(r"[\n\x0c\x00`]", " ", html) for html in LIVE}
    told = {html: check(f"# Title\n\n{code.format(line)}\n") for html, line in lines.items()}
    assert {html: found for html, found in told.items() if found} == {}


@given(SOUP)
@example("<a/onmouseover=sing(1)>x</a>")
@example("<!x<script>")
@example("<!ELEMENT a <img src=x onerror=sing(1)>")
@example("\\<img src=gone onerror=sing(1)>")
@example("[x](javascript:sing(1))")
@example("</ <img src=gone onerror=sing(1)>")
@tries(150)
def test_prose_without_problems_makes_pages_without_life(html):
    """The law behind the check of prose: whatever Markdown made of it, nothing in what it passes runs."""
    text = f"# Title\n\nWords.\n\n{html}\n"
    if not check(text):
        assert not runs(FRAME.format(make_engine().convert(text)))


# In a real browser.

WATCH = """
window.songs = 0;
window.sing = () => { window.songs += 1 };
"""
LOOK = """() => {
  const found = [], roots = [document];
  while (roots.length) {
    for (const one of roots.pop().querySelectorAll("*")) {
      if (one.shadowRoot) roots.push(one.shadowRoot);
      if (one.getAttributeNames().some((name) => name.startsWith("on"))) found.push(one.outerHTML);
      const to = [one.href?.animVal ?? one.href, one.formAction, one.localName === "form" ? one.action : ""];
      if (to.some((url) => { try { return new URL(url).protocol === "javascript:" } catch { return false } }))
        found.push(one.outerHTML);
      if (/^(iframe|object|embed|base)$/.test(one.localName)) found.push(one.outerHTML);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def watch_pages(chromium):
    """Return a function that says what lives in each of some pages of HTML, which are open at the same time."""
    from playwright.sync_api import Error  # only these tests pay for it

    context = chromium.new_context()
    shown, away = {}, {}

    def answer(route):
        url = route.request.url
        if url in shown:
            route.fulfill(body=shown[url], content_type="text/html; charset=utf-8")
        else:
            if not url.startswith((HOST, "data:")):
                page = route.request.frame.page
                away[page.opener() or page] = url
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
    context.add_init_script(WATCH)

    def watch(htmls, moment=40):
        shown.update({f"{HOST}/{number}/page.html": html for number, html in enumerate(htmls)})
        pages = [context.new_page() for _ in htmls]
        errors = {}
        for number, page in enumerate(pages):
            try:
                page.goto(f"{HOST}/{number}/page.html", wait_until="load")
            except Error as error:  # the page led its reader away
                errors[page] = str(error)
        pages[-1].wait_for_timeout(moment)
        for page in pages:
            try:
                found = [*["sung"] * page.evaluate("window.songs"), *page.evaluate(LOOK)]
            except Error as error:
                found = [str(error)]
            yield [*filter(None, (away.pop(page, None), errors.get(page))), *found]
        for page in context.pages:
            page.close()

    yield watch
    context.close()


AT_ONCE = 10
"""Pages: more would wait for each other."""


@pytest.mark.slow
def test_chromium_agrees_on_what_lives_and_what_is_quiet(watch_pages):
    """Else the tables would say nothing about browsers."""

    def find(htmls, moment=40):
        for some in (htmls[at : at + AT_ONCE] for at in range(0, len(htmls), AT_ONCE)):
            yield from watch_pages([FRAME.format(html) for html in some], moment)

    silent = [html for html, found in zip(LIVE, find(LIVE), strict=True) if not found]
    assert [html for html, found in zip(silent, find(silent, 5000), strict=True) if not found] == []
    assert {html: found for html, found in zip(QUIET, find(QUIET), strict=True) if found} == {}


LIST = """(pages) => pages.map((html) => {
  const found = [], waiting = [new DOMParser().parseFromString(html, "text/html")];
  const walk = (node) => {
    for (const one of node.children ?? []) {
      found.push([one.localName, one.getAttributeNames()]);
      walk(one.localName === "template" && one.content ? one.content : one);
    }
  };
  walk(waiting[0]);
  return found;
})"""


@pytest.mark.slow
@pytest.mark.parametrize(("pieces", "count"), [(PIECES, 1500), (NESTING, 1500), (PIECES + NESTING, 3000)])
def test_random_html_is_the_same_elements_to_chromium_and_to_the_audit(chromium, pieces, count):
    """The same each time. A page that only a parser sees is read without scripts."""
    random = Random(16)
    pages = [FRAME.format("".join(random.choices(pieces, k=random.randint(2, 9)))) for _ in range(count)]
    page = chromium.new_page()
    found = page.evaluate(LIST, pages)
    page.close()
    for html, elements in zip(pages, found, strict=True):
        tree = parse_html(Source("site/page.html", html), scripting=False)
        assert [[one.tag, list(one.attributes)] for one in tree.elements] == elements, html

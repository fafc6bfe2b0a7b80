"""A built site is held against its promises: one fault at a time, each told at its place."""

import re
import shutil
import tracemalloc
import weakref

import pytest
from builders import DAY, make_article, make_passage, make_position, make_seeds, text
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from laws import tries
from mkdocs.utils import clean_directory

from briefing_desk.audit.content import check_cells, check_quotes, check_regions, list_quotes
from briefing_desk.audit.examine import Built, examine
from briefing_desk.audit.gather import hash_file, hash_search
from briefing_desk.audit.links import check_links, survey_pages
from briefing_desk.audit.scripts import (
    check_requests,
    check_script_files,
    check_scripts,
    check_style_sheet,
    make_matcher,
)
from briefing_desk.audit.tree import parse_html
from briefing_desk.cli import main
from briefing_desk.mkdocs_site.provenance import RECORD, check_record, write_record
from briefing_desk.quotes.evidence import collect_evidence, get_id
from briefing_desk.regions.markers import format_region, parse_page
from briefing_desk.schema.model import Checked
from briefing_desk.syntax.source import Source
from briefing_desk.text.quotation_marks import Direct

PATH = "site/page.html"


def tree(html, path=PATH):
    return parse_html(Source(path, html))


def say(problems):
    """Return problems as lines: line, column, code, message."""
    return [f"{p.at.line}:{p.at.column} {p.code}: {p.message}" for p in problems]


def test_elements_know_their_place_and_their_words():
    found = tree('<p>a\n <b class="x y">b&amp;c</b><br>d</p>\n<i id=q>e</i>')
    assert [(e.tag, found.at(e).line, found.at(e).column) for e in found.elements] == [
        ("html", 1, 1),
        ("head", 1, 1),
        ("body", 1, 1),
        ("p", 1, 1),
        ("b", 2, 2),
        ("br", 2, 28),
        ("i", 3, 1),
    ]
    paragraph, bold, *_ = found.elements[3:]
    assert (found.read(paragraph), found.read(bold), bold.classes) == ("a b&cd", "b&c", ["x", "y"])
    assert [e.tag for e in found.inside(paragraph)] == ["b", "br"]
    assert list(found.select("b", "y")) == [bold]


@given(st.text(alphabet="<>/!-&;'\"= \n\rabpx", max_size=80))
@tries(60)
def test_any_page_is_read(html):
    found = tree(html)
    assert all(0 <= found.at(e).offset <= len(html) for e in found.elements)
    for element in found.elements:
        assert all(inner.parent is element or inner.parent in found.inside(element) for inner in found.inside(element))
        assert found.read(element) in found.read(found.elements[0])


# Links and anchors.

FILES = {"site/page.html", "site/index.html", "site/deep/index.html", "site/a b.css", "site/404.html"}


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<a href="index.html">', ""),
        ('<a href="deep/">', ""),
        ('<a href="deep">', ""),
        ('<a href="#here">', ""),
        ('<a href="page.html#here">', ""),
        ('<a href="#caf%C3%A9">', ""),
        ('<a href="#old">', ""),
        ('<a href="?q=1#here">', ""),
        ('<link href="a%20b.css">', ""),
        ('<a href="https://news.example/#gone">', ""),
        ('<a href="mailto:a@b.example">', ""),
        ('<a href="Index.html">', "link-broken: `Index.html` leads to no file of the site"),
        ('<a href="../other.html">', "link-broken: `../other.html` leads to no file of the site"),
        ('<img srcset="deep/ 1x, b.png 2x">', "link-broken: `b.png` leads to no file of the site"),
        ('<a href="/index.html">', "link-broken: `/index.html` begins at the server's root"),
        ('<a href="#gone">', "anchor-missing: `#gone` leads to a place that its page does not have"),
        ('<a href="deep/#here">', "anchor-missing: `deep/#here` leads to a place that its page does not have"),
        ('<a href=" JavaScript:x">', "link-broken: `JavaScript:x` is no kind of link that a page may have"),
        ('<img src="data:,x">', "link-broken: `data:,x` is no kind of link that a page may have"),
        ('<i id="here">', "anchor-twice: the id `here` stands on line 1 already"),
    ],
)
def test_links(html, problem):
    page = tree(f'<p id="here"></p><p id="café"></p><a name="old"></a>\n{html}')
    survey = survey_pages([page.source, Source("site/deep/index.html", "")])
    assert say(check_links(page, survey.anchors, FILES)) == ([f"2:1 {problem}"] if problem else [])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://[::1", "Invalid IPv6 URL"),
        ("https://a..example/", "a part of the host's name is empty"),
        ("//a b.example/", "no host can have this name"),
        ("https:/", "a part of the host's name is empty"),
        ("https://straße.example/", ""),
        ("https://💩.example/", ""),
        ("\\\\news.example\\x", ""),
    ],
)
def test_links_lead_to_hosts_that_there_can_be(url, why):
    found = say(check_links(tree(f'<a href="{url}">'), {}, FILES))
    assert found == ([f"1:1 link-broken: `{url}` leads to no host: {why}"] if why else [])


TREES = weakref.WeakSet()


@pytest.fixture
def counted(monkeypatch):
    """Keep the trees that are in memory in a set; return how many were made, in a list."""
    numbers = []

    def parse(*arguments, **options):
        made = parse_html(*arguments, **options)
        TREES.add(made)
        numbers.append(len(numbers))
        return made

    monkeypatch.setattr("briefing_desk.audit.examine.parse_html", parse)
    return numbers


def make_built(count):
    """Return a site of pages that all have faults, and how many trees are in memory at each reading."""
    alive, page = [], "\n".join(f'<p id="p{n}">words <a href="gone.html">link</a></p>' for n in range(40))

    def read(path):
        alive.append(len(TREES))
        return Source(path, f"<!-- {path} -->\n{page}\n<b onclick=x>b</b>")

    paths = tuple(f"site/{n}.html" for n in range(count))
    return Built(frozenset(paths), paths, read, (), {}, frozenset(), bool, []), alive


def test_one_page_is_in_memory_at_a_time(counted):
    built, alive = make_built(12)
    problems = list(examine(built, make_seeds({}), {}, {}))
    assert len(alive) == 24  # each is read for its ids, and for all else
    assert max(alive) <= 1
    assert len(counted) >= 12
    assert len([p for p in problems if p.code == "foreign-script"]) == 12
    assert {(p.at.line, p.at.column) for p in problems if p.code == "foreign-script"} == {(42, 1)}
    assert all(not p.at.source.text.strip() for p in problems)


def test_memory_does_not_grow_with_the_pages():
    """What is kept of each page is a small part of it."""
    peaks = []
    for count in (8, 32):
        built, _ = make_built(count)
        tracemalloc.start()
        for _ in examine(built, make_seeds({}), {}, {}):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def test_links_of_the_page_for_what_is_not_found_begin_at_the_root():
    path = "site/404.html"
    assert say(check_links(tree('<a href="/anything">', path), {}, FILES)) == []


# Scripts and requests.

TEMPLATES = (
    '<script>document.opens("{{ base }}",1)</script>\n<script src="x.js"></script>',
    "<script>b()</script>",
    "<script>{{ all }};</script>",
)
IS_KNOWN = make_matcher(TEMPLATES)
SAID = "foreign-script: "


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<script>document.opens("../..",1)</script>', ""),
        ("<script> b() </script>", ""),
        ('<script src="x.js"></script>', ""),
        ('<script type="application/json">{"a": 1}</script>', ""),
        ('<script type="module">b()</script>', ""),
        ("<p>onclick=x</p>", ""),
        ("<script>alert(1)</script>", "the script stands in no template of the theme"),
        ("<script>b();alert(1)</script>", "the script stands in no template of the theme"),
        ('<script>document.opens("<x",1)</script>', "the script stands in no template of the theme"),
        ('<script type="speculationrules">{}</script>', "the script stands in no template of the theme"),
        ("<script></script>", "the script stands in no template of the theme"),
        ("<img src=x onerror=alert(1)>", "the attribute `onerror` holds a script"),
        ("<iframe></iframe>", "`<iframe>` has no place on our pages"),
        ("<base href=x>", "`<base>` has no place on our pages"),
        ("<object></object>", "`<object>` has no place on our pages"),
        ('<meta http-equiv="Refresh" content="0;url=x">', "the page sends its readers elsewhere"),
    ],
)
def test_scripts(html, problem):
    assert say(check_scripts(tree(f"\n{html}"), IS_KNOWN)) == ([f"2:1 {SAID}{problem}"] if problem else [])


def test_files_of_scripts_are_known_by_their_bytes():
    problems = say(check_script_files({"site/b.js": "2", "site/a.js": "1", "site/c.js": "3"}, {"1"}))
    assert problems == [f"1:1 {SAID}the script is neither the theme's nor one of docs_dir"] * 2


def test_the_index_as_a_script_is_known_while_it_is_nothing_but_the_index(tmp_path):
    (index := tmp_path / "search_index.json").write_text('{"docs": []}')
    (script := tmp_path / "search_index.js").write_text('var __index = {"docs": []}')
    assert hash_file(script) in set(hash_search(tmp_path))
    script.write_text('var __index = {"docs": []};alert(1)')
    assert hash_file(script) not in set(hash_search(tmp_path))
    index.write_text("alert(1)")
    assert not set(hash_search(tmp_path))


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="https://e.example">', ""),
        ('<svg><a xlink:href="https://e.example"></svg>', ""),
        ('<link rel="canonical" href="https://e.example">', ""),
        ('<link rel="stylesheet" href="a.css">', ""),
        ('<img src="a.png">', ""),
        ("<style>p{background:url(a.png)}</style>", ""),
        ("<p>url(https://e.example)</p>", ""),
        ('<link rel="next stylesheet" href="https://e.example/a.css">', "https://e.example/a.css"),
        ('<link rel="preconnect" href="https://e.example">', "https://e.example"),
        ('<link href="//e.example">', ""),
        ('<script src="//e.example/x.js"></script>', "//e.example/x.js"),
        ('<img src="HTTP://e.example/x.png">', "HTTP://e.example/x.png"),
        ('<img srcset="a.png 1x, https://e.example/b.png 2x">', "https://e.example/b.png"),
        ('<form action="https://e.example/f">', "https://e.example/f"),
        ('<video poster="https://e.example/f">', "https://e.example/f"),
        ('<svg><image href="https://e.example/i"/></svg>', ""),
        ('<p style="background:url( &quot;https://e.example/i&quot; )">', "https://e.example/i"),
        ("<style>@import 'https://e.example/c.css';</style>", "https://e.example/c.css"),
    ],
)
def test_requests(html, url):
    found = [p.message for p in check_requests(tree(html))]
    if html.startswith("<svg><image"):
        url = "https://e.example/i"
    assert found == ([f"the page asks another host for `{url}`"] if url else [])


def test_style_sheets_ask_nobody():
    source = Source("site/a.css", "p{}\n@font-face{src:url(//e.example/f.woff)}\nq{background:url(a.png)}")
    assert say(check_style_sheet(source)) == [
        "2:16 outside-request: the style sheet asks another host for `//e.example/f.woff`"
    ]


# Regions, cells, quotes.

MARKDOWN = Source("briefings/a.md", "# A\n\n" + format_region("matrix", "<p>x</p>"))
BODY = format_region("matrix", "<p>x</p>")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (f"<body><article><h1>A</h1>{BODY}</article></body>", ""),
        (f"<div role=main>{BODY}</div>", ""),
        ("<article></article>", "its markers stand there 0 and 0 times, not once"),
        (f"<article>{BODY}{BODY}</article>", "its markers stand there 2 and 2 times, not once"),
        (f"<article><div>{BODY}</div></article>", "it lies within `<div>`"),
        (f"<article><details>{BODY}</article>", "it lies within `<details>`"),
        (f"<article><script>{BODY}</script></article>", "its markers stand there 0 and 0 times, not once"),
        (f"<article><textarea>{BODY}</textarea></article>", "its markers stand there 0 and 0 times, not once"),
        (f"<article>{BODY.replace('</p>', '</p></article><article>')}</article>", "something in the page's prose"),
        (f"<article>{BODY.replace('<p>', '<div><p>')}</article>", "something in the page's prose closes inside it"),
        (f"{BODY}</body>", "something in the page's prose closes inside it"),
        (f"{BODY.split('<p>')[0]}<!-- x -->{BODY.split('</p>')[1]}", "it lies outside the page's body"),
        (f"<article><table>{BODY}</table></article>", "it lies within `<table>`"),
        (f"<article><!--><div>-->{BODY}</article>", "it lies within `<div>`"),
    ],
)
def test_regions_reach_the_site(html, fault):
    page, _ = parse_page(MARKDOWN)
    found = say(check_regions(page, tree(html) if html is not None else None, "site/a.html"))
    said = f"3:1 region-lost: the region `matrix` did not reach the built site: {fault}"
    assert [line[: len(said)] for line in found] == ([said] if fault else [])


def test_a_page_that_was_never_built_is_told_once():
    page, _ = parse_page(Source("briefings/a.md", MARKDOWN.text + "\n" + format_region("glance", "<p>y</p>")))
    assert say(check_regions(page, None, "site/a.html")) == [
        "1:1 region-lost: the page did not reach the built site: there is no `site/a.html`"
    ]


def test_a_page_that_was_built_from_other_regions_is_told_once():
    """Whoever built it: the sums in the markers say so."""
    page, _ = parse_page(MARKDOWN)
    html = f"<article><div>{format_region('matrix', '<p>an earlier one</p>')}</div></article>"
    assert say(check_regions(page, tree(html), "site/a.html")) == [
        "1:1 site-outdated: `site/a.html` was built before the page's regions changed: `matrix`"
    ]


CELL = '<table><tr><td class="b-cell">{}</td></table>'
LINK = '<a class="b-evidence-link" href="{}">x</a>'


@pytest.mark.parametrize(
    ("href", "is_sound"),
    [
        ("#e-a", True),
        ("other.html#e-b", True),
        ("#e-empty", False),
        ("#nowhere", False),
        ("#", False),
        ("gone.html#e-b", False),
    ],
)
def test_cells_lead_to_quotations(href, is_sound):
    here = CELL.format(LINK.format(href)) + '<div id="e-a"><blockquote>x</blockquote></div><p id="e-empty">x</p>'
    other = "site/other.html"
    page = tree(here)
    survey = survey_pages([page.source, Source(other, '<blockquote id="e-b">x</blockquote>')])
    said = f"1:31 cell-without-evidence: the evidence of the cell, `{href}`, shows no quotation"
    assert say(check_cells(page, survey)) == ([] if is_sound else [said])


def test_a_cell_without_a_link():
    page = tree(CELL.format('<a href="#x">x</a>'))
    said = "1:12 cell-without-evidence: the cell has no link to its evidence"
    assert say(check_cells(page, survey_pages([page.source]))) == [said]


PASSAGE = make_passage("closing costs 12 million")
ARTICLE = make_article(make_position(quotes=["we  will\u200e not"]), passages=[PASSAGE])
QUOTE = get_id("a", ARTICLE.positions[0].quotes[0])
SHOWN = list_quotes(make_seeds({"a": ARTICLE}), {"a": collect_evidence("a", ARTICLE, ())})


def test_what_must_be_shown():
    """What was checked is shown in the article's own characters, direct speech in quotation marks."""
    assert SHOWN[QUOTE] == "we will not"
    assert SHOWN["s-a--cost"] == "closing costs 12 million"
    entries = tuple(
        Checked(text(get_id("a", quote)), text(words), 0, 1, is_direct, DAY)
        for quote, words, is_direct in (
            (ARTICLE.positions[0].quotes[0], "We will", Direct.YES),
            (PASSAGE, "12m", Direct.NO),
        )
    )
    shown = list_quotes(make_seeds({"a": ARTICLE}), {"a": collect_evidence("a", ARTICLE, entries)})
    assert (shown[QUOTE], shown["s-a--cost"]) == ("“We will”", "12m")


FIGURE = (
    '<figure class="b-quote" id="{}"><blockquote><p><bdi>{}</bdi></p></blockquote><figcaption>c</figcaption></figure>'
)


@pytest.mark.parametrize(
    ("id", "words", "problem"),
    [
        (f"e-abcdefghij-{QUOTE}", "we will not", ""),
        (QUOTE, "we will\nnot", ""),
        ("s-a--cost", "closing costs 12 million", ""),
        (QUOTE, "we will", f"the words of `{QUOTE}` are not those that were checked"),
        (QUOTE, "“we will not”", f"the words of `{QUOTE}` are not those that were checked"),
        ("q-aaaaaaaaaa", "we will not", "no article has the quote `q-aaaaaaaaaa`"),
        ("", "we will not", "no article has the quote ``"),
    ],
)
def test_quotes_are_those_that_were_checked(id, words, problem):
    found = say(check_quotes(tree(FIGURE.format(id, words)), SHOWN))
    assert found == ([f"1:1 quote-differs: {problem}"] if problem else [])


# The command, on the demo.


def audit(root, *options):
    return CliRunner().invoke(main, ["audit", "--root", str(root), *options])


@pytest.mark.slow
def test_the_demo_keeps_its_promises(demo):
    result = audit(demo, "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("audited: ")


SPOILT = [
    ("</article>", "<script>alert(1)</script></article>", "foreign-script"),
    ("</article>", "<img src=https://e.example/x.png alt=x></article>", "outside-request"),
    ("</article>", "<a href=nowhere.html>x</a></article>", "link-broken"),
    ("</article>", "<a href=#nowhere>x</a></article>", "anchor-missing"),
    ("</article>", '<p id="__search"></p></article>', "anchor-twice"),
    ('<meta http-equiv="Content-Security-Policy"', "<meta", "policy-missing"),
    ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "policy-unfit"),
    ("<!-- generated: matrix -->", "", "region-lost"),
    ("<!-- generated: matrix -->", "<div><!-- generated: matrix -->", "region-lost"),
    ('class="b-evidence-link"', "", "cell-without-evidence"),
    ("<blockquote", "<blockquote><p>never said</p></blockquote><blockquote", "quote-differs"),
]


@pytest.fixture(scope="module")
def spoilt(demo, tmp_path_factory):
    """Return a copy of the demo to spoil."""
    root = tmp_path_factory.mktemp("spoilt")
    return shutil.copytree(demo, root, dirs_exist_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "code"), SPOILT, ids=[f"{code}-{i}" for i, (*_, code) in enumerate(SPOILT)])
def test_a_fault_of_the_site_is_found(spoilt, old, new, code):
    page = spoilt / "site/nato-bid.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace(old, new, 1), encoding="utf-8")
    result = audit(spoilt)
    page.write_text(html, encoding="utf-8")
    assert result.exit_code == 1
    assert set(re.findall(r" error\[([a-z-]+)\] ", result.stderr)) == {code}


@pytest.mark.slow
def test_a_changed_script_is_found(spoilt):
    (bundle,) = (spoilt / "site/assets/javascripts").glob("bundle.*.js")
    code = bundle.read_text(encoding="utf-8")
    bundle.write_text(f"{code};fetch('https://e.example')", encoding="utf-8")
    result = audit(spoilt)
    bundle.write_text(code, encoding="utf-8")
    assert (result.exit_code, result.stderr.count("error[foreign-script]")) == (1, 1)


@pytest.mark.slow
def test_faults_of_the_seeds_come_first(spoilt):
    article = next((spoilt / "seeds/articles").iterdir())
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    result = audit(spoilt)
    article.write_text(text, encoding="utf-8")
    assert result.exit_code == 1
    assert "quote-differs" not in result.stderr


@pytest.mark.slow
def test_a_site_that_was_overtaken_is_told_in_one_line(demo, tmp_path):
    """Its own faults are those of an earlier state; times alone tell nothing, and line ends neither."""
    root = shutil.copytree(demo, tmp_path / "copy")
    page, article = root / "briefings/nato-bid.md", next((root / "seeds/articles").iterdir())
    html = root / "site/nato-bid.html"
    html.write_text(html.read_text(encoding="utf-8").replace("<blockquote", "<p", 1), encoding="utf-8")
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert "site-outdated" not in audit(root).stderr
    page.write_bytes(page.read_bytes() + b"\r\nOne sentence more.\r\n")
    article.write_text(article.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (root / "briefings/fresh.md").write_text("# Fresh\n")
    told = audit(root)
    path = f"seeds/articles/{article.name}"
    assert (told.exit_code, told.stderr) == (
        1,
        f"{path}:1:1: error[site-outdated] site/ was built before 3 files changed: "
        f"`{path}`, `briefings/fresh.md`, `briefings/nato-bid.md`\n"
        "  help: run `briefing build`, then audit the new site\n1 error in 1 file\n",
    )
    (root / "site" / RECORD).unlink()
    assert "site-outdated" not in audit(root).stderr


def test_a_site_that_mkdocs_builds_anew_has_no_record_of_the_old_one(tmp_path):
    """It empties the folder first, but for hidden files."""
    (tmp_path / "site").mkdir()
    write_record(tmp_path, tmp_path / "site")
    clean_directory(str(tmp_path / "site"))
    assert check_record(tmp_path, tmp_path / "site") == []
    assert not list((tmp_path / "site").iterdir())


def test_a_file_that_is_gone_makes_a_site_old(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/own.md").write_text("# Own\n")
    (tmp_path / "briefings/.own.matrix.1.edited").write_text("put aside")
    write_record(tmp_path, tmp_path / "site")
    (tmp_path / "briefings/.own.matrix.1.edited").unlink()
    assert check_record(tmp_path, tmp_path / "site") == []
    (tmp_path / "briefings/own.md").unlink()
    assert say(check_record(tmp_path, tmp_path / "site")) == [
        "1:1 site-outdated: site/ was built before 1 of the files that it was made from was removed"
    ]


def test_without_a_site_there_is_nothing_to_audit(site):
    result = audit(site)
    assert (result.exit_code, result.stderr.count("run `briefing build` first")) == (2, 1)

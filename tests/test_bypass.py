"""Pages whose generated bodies went around Markdown are those that MkDocs makes of the whole, whatever people write."""

import logging
import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import thin, tries
from material.plugins.search.plugin import Parser, SearchIndex
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from briefing_desk.mkdocs_site import bypass
from briefing_desk.mkdocs_site.bypass import AskedFiles, Bypass
from briefing_desk.mkdocs_site.region_bodies import find_bodies, read_tokens, take_bodies
from briefing_desk.mkdocs_site.search_sections import is_known_parser, read_sections
from briefing_desk.regions.markers import format_region

TABLE = """<div class="b-scroll" role="region" tabindex="0">
<table class="b-matrix" data-search-exclude>
<caption id="b-matrix">Who’s <b>where</b></caption>
<tr><th scope="row" id="c-1"><a name="old" href="#e-1">A &amp; B</a></th><td>x<br>y<input type="checkbox"> z</td></tr>
</table>
</div>"""
EVIDENCE = """<section>
<h3 id="e-1">A heading <code>of</code> ours</h3>
<p>Words &#x27;said&#x27; &lt;here&gt; and <sup>there</sup>.</p>

<ul>
<li>One</li>
<li> </li>
</ul>
<h4>No anchor</h4>
<pre>
a  b
  c</pre>
</section>
<p></p>

<details open>
<summary>More</summary>
<script type="application/ld+json">{"a": "b, c"}</script>
<svg viewBox="0 0 8 2"><title>Ours</title><path d="M0 0"></path></svg>
</details>"""
PLAIN = {"matrix": TABLE, "evidence": EVIDENCE}
SETTINGS = {
    "as the demo": "[admonition, footnotes, tables, toc: {permalink: true}, pymdownx.details, pymdownx.superfences]",
    "plain": "[footnotes, tables, toc: {permalink: true}]",
    "all": "[extra, toc, admonition, smarty, sane_lists, nl2br, meta, pymdownx.details, pymdownx.superfences]",
    "others": "[pymdownx.tilde, pymdownx.critic, footnotes, pymdownx.magiclink]",
}
MATRIX, PROOF = format_region("matrix", TABLE), format_region("evidence", EVIDENCE)
PROSE = {
    "prose around": f"# Title\n\nBefore.\n\n{MATRIX}\n## Between\n\nWords.\n\n{PROOF}\nBehind.\n",
    "no blank lines around": f"# Title\nBefore.\n{MATRIX}Between\n{PROOF}Behind.\n",
    "nothing but regions": f"{MATRIX}{PROOF}",
    "the page ends with a region": f"Words\n\n{MATRIX}",
    "footnotes": f"A.[^a] B.[^b]\n\n{MATRIX}\n[^a]: One.\n\n    Two.\n\n{PROOF}\n[^b]: Three.\n",
    "a footnote before a region": f"A.[^a]\n\n[^a]: One.\n\n{MATRIX}    carried on\n",
    "footnotes in a region": f"A.[^a]\n\n{MATRIX}\n{format_region('citations', '[^a]: One <b>x</b>.')}",
    "reference links": f"[one][a] [two][b]\n\n{MATRIX}\n[a]: #c-1\n[b]: other.md#e-9 'Title'\n\n{PROOF}",
    "links to anchors": f"[x](#c-1) [y](#e-1) [z](#gone) [o](#old) [p](page.md#b-matrix)\n\n{MATRIX}\n{PROOF}",
    "abbreviations": f"The NATO.\n\n{MATRIX}\n*[NATO]: an alliance\n\n{PROOF}\nNATO\n",
    "a list around": f"- one\n- two\n\n{MATRIX}\n- three\n\n    {MATRIX}\n",
    "a list, lazily": f"- one\n{MATRIX}- two\n",
    "an indented region": "- one\n\n" + "".join(f"    {line}" for line in MATRIX.splitlines(True)) + "\n" + PROOF,
    "a quotation": f"> words\n{MATRIX}> words\n",
    "a quoted region": "".join(f"> {line}" for line in MATRIX.splitlines(True)),
    "a definition list": f"{MATRIX}\n:   what it means\n\nTerm\n\n{PROOF}:   another\n",
    "attribute lists": f"# Title {{#own .c}}\n\n{MATRIX}{{: .d }}\n\nWords\n{{: #f }}\n\n{PROOF}\n{{: .e }}\n",
    "an admonition": f"!!! note\n\n    Words\n\n{MATRIX}\n    carried on\n\n??? note\n    a\n\n{PROOF}",
    "Markdown in HTML": f'<div markdown="1">\n\n*a*\n\n{MATRIX}\n*b*\n\n</div>\n\n{PROOF}',
    "Markdown in HTML, elsewhere": f"<div markdown>\n*a*\n</div>\n\n{MATRIX}",
    "HTML around": f"<div>\n\n*a*\n\n{MATRIX}\n*b*\n</div>\n\n{PROOF}\n*c*",
    "HTML around, on its line": f"<div>\n{MATRIX}</div> words\n{PROOF}*c*",
    "HTML that is left open": f"<section>\n\n{MATRIX}\n*b*\n\n{PROOF}",
    "a paragraph that is left open": f"<p>words\n\n{MATRIX}\n*b*\n\n{PROOF}</p>",
    "an element that is left open": f"words <b>and\n\n{MATRIX}\nwords</b>\n\n{PROOF}",
    "an element that is closed behind": f"<b>\n{MATRIX}</b>\n",
    "a tag that is left open": f'words <a title="\n\n{MATRIX}\nwords">\n\n{PROOF}',
    "a comment that is left open": f"words <!-- and\n\n{MATRIX}\nwords\n\n{PROOF}",
    "a comment around": f"<!--\n{MATRIX}\n-->\n\n{PROOF}",
    "a script that is left open": f"<script>\n\n{MATRIX}\n{PROOF}",
    "a title that is left open": f"<title>\n\n{MATRIX}\n{PROOF}",
    "a processing instruction": f"<?php\n\n{MATRIX}\n?>\n\n{PROOF}",
    "a declaration": f"<!DOCTYPE\n\n{MATRIX}\n>\n\n<![CDATA[\n\n{PROOF}",
    "an excluded part": f"<div data-search-exclude>\n\n{MATRIX}\n</div>\n\n{PROOF}",
    "a part with a setting": f'words data-search-x=" and\n\n{MATRIX}\n" <p data-search-y="z">a</p>\n\n{PROOF}',
    "a code span": f"`<div>` and `<a` and `` ` ``\n\n{MATRIX}\n`a\n\n{PROOF}b`\n",
    "a fence around": f"```\n{MATRIX}```\n\n{PROOF}",
    "a fence from one to another": f"{PROOF}\n~~~\n\n{MATRIX}\n~~~\n",
    "a fence that is left open": f"```html\n\n{MATRIX}\n{PROOF}",
    "a heading with an anchor of a region": f"# e 1\n\n{MATRIX}\n## e-1\n\n{PROOF}\n## c-1\n\nx\n",
    "a heading before a region": f"## First\n{MATRIX}# Second\n{PROOF}",
    "a setext heading": f"{MATRIX}\nTitle\n===\n\n{PROOF}---\n",
    "a table": f"| a |\n|---|\n| b |\n{MATRIX}\n| c |\n|---|\n{PROOF}",
    "a marker with spaces": MATRIX.replace(" -->\n", " -->  \n"),
    "a marker that is indented": f" {MATRIX}\n{PROOF}",
    "a marker without an end": f"{MATRIX}\n{PROOF.partition('<!-- end')[0]}\nwords",
    "an end without a marker": f"{MATRIX}\n{PROOF.partition('-->')[2]}\nwords",
    "two of one name": f"{MATRIX}\n{MATRIX}\n{PROOF}",
    "one in another": MATRIX.replace("<table", f"\n{PROOF}\n<table"),
    "a block that stands in for nothing": f'<div data-stands-for-region="0"></div>\n\n{MATRIX}\n{PROOF}',
    "metadata": f"---\ntitle: Another\nsearch:\n  boost: 2\ntags: [a, 1]\n---\n\n# Title\n\n{MATRIX}\n{PROOF}",
    "not for search": f"---\nsearch: {{exclude: true}}\n---\n\n# Title\n\n{MATRIX}\n{PROOF}",
    "a byte order mark": f"\ufeff# Title\n\n{MATRIX}\n{PROOF}",
    "line ends": f"# Title\n\n{MATRIX}\nWords\n\n{PROOF}".replace("\n", "\r\n"),
    "line ends of both kinds": f"# Title\n\n{MATRIX}\nWords\n\n{PROOF}".replace("\n\n", "\r\n\n"),
    "a table of contents": f"[TOC]\n\n# Title\n\n{MATRIX}\n## Part\n\n{PROOF}",
    "signs of Markdown's own": f"\2wzxhzdk:0\3 klzzwxh:0\n\n{MATRIX}\n\2amp\3\n\n{PROOF}",
    "a comment in a line": f"Words <!-- [**bold**](https://a.example) --> on\n\n{MATRIX}\n<!-- a -->\n_b_\n\n{PROOF}",
    "a comment behind an element": f"<p>One</p><!-- two -->\n**three** four\n{MATRIX}\n<b> five </b>\n_six_\n{PROOF}",
    "a comment in Markdown in HTML": f'<div markdown="1">\n\n*a*\n\n<!---b-->\n\n*c*\n\n</div>\n\n{MATRIX}\n{PROOF}',
    "a code span with a script": f"Some `<script>` and `<style>`.\n\nMore.\n\n{MATRIX}\n{PROOF}",
    "a style before a table": f"<style>p {{ color: red }}</style>\n\n## Part\n<p><pre>a</pre></p>\n\n{MATRIX}\n{PROOF}",
    "a rule as HTML": f"Words\n<hr>\n{MATRIX}<hr/>\n{PROOF}<br>\n",
    "indented HTML with a blank line": f"<div>\n    <p>\n        a\n\n        b\n    </p>\n</div>\n\n{MATRIX}\n{PROOF}",
    "inline elements over lines": f"<i>\n    <i>\n\n    </i>\n</i>\n{MATRIX}\n{PROOF}",
    "a heading in a list": f"1. ### One\n2. \n\n-   two\n- \n\n{MATRIX}\n{PROOF}",
    "a number for a title": f"---\ntitle: 21.03\n---\n\n## Notes\n\n{MATRIX}\n{PROOF}",
    "a link as a heading": f"## [One](#e-1) `two` <sup>3</sup>\n\n{MATRIX}\n{PROOF}",
    "no region": "# Title\n\nWords\n",
}
BODIES = {
    "a table": TABLE,
    "evidence": EVIDENCE,
    "another case": "<P>a</P>",
    "text": "words",
    "an inline element": "<b>a</b>",
    "a code": "<p>```</p>\n\n<p>~~~</p>",
    "a fence": "```\n<p>a</p>\n```",
    "indented": "<div>\n    <p>a</p>\n</div>",
    "blank lines": "<div>\n\n\n<p>a</p></div>",
    "blank lines between": "<p>a</p>\n\n\n\n<p>b</p>",
    "one line": "<p>a</p><p>b</p>",
    "a tab": "<p>a\tb</p>",
    "a rule": "<hr>",
    "rules": "<div><hr><hr></div>",
    "a void element": "<input>",
    "half": "<p>a",
    "crossed": "<div><p>a</div></p>",
    "no element": "<p>a < b</p>",
    "unquoted": "<p class=a>b</p>",
    "quoted": "<p class='a'>b</p>",
    "a comment": "<p>a</p>\n\n<!-- b -->\n\n<p>c</p>",
    "a reference": "<p>a & b &amp c &#39 d</p>",
    "a slash": "<p>a<br/>b</p>",
    "with Markdown": '<div markdown="1">\n*a*\n</div>',
    "a style": "<style>p > a { }</style>",
    "tags in a title": "<svg><title><b>a</b></title></svg>",
    "tags in a script": "<script>'<p>'</script>",
    "a setting": '<p data-search-x="y">a</p>',
    "line numbers": '<div class="linenodiv">1</div><p>a</p>',
    "a permalink": '<h2 id="a">b<a class="headerlink" href="#a">c</a></h2>',
    "two ids": '<p id="a" id="b">c</p>',
    "no id": "<p id>c</p>",
    "an id in words": '<p title="x id=" class="b">c</p>',
    "hidden twice": "<div data-search-exclude>a<div>b</div>c</div>\n<p>d</p>",
    "a hidden heading": '<div data-search-exclude><h2 id="x">b</h2>c</div>\n<p>d</p>',
    "a heading": '<h2 id="x">b <code>c</code></h2>\n\n<p>d</p>',
    "a heading in a part": '<div><div><h2 id="x">b</h2>c</div>d</div>\n<p>e</p>',
    "a heading first": '<h1 id="x">b</h1>\n<p>e</p>',
    "a nul": "<p>a\0b</p>",
    "an open textarea": "<div><textarea></p></textarea></div>",
    "a placeholder": "<p>\2wzxhzdk:0\3</p>",
}


@pytest.fixture(scope="module", params=thin(SETTINGS))
def config(request, tmp_path_factory):
    """Return MkDocs' settings."""
    root = tmp_path_factory.mktemp("site")
    (root / "docs").mkdir()
    text = f"site_name: A\nmarkdown_extensions: {SETTINGS[request.param]}\nvalidation: {{anchors: warn}}\nplugins: []\n"
    (root / "mkdocs.yml").write_text(text)
    return load_config(str(root / "mkdocs.yml"), docs_dir=str(root / "docs"))


class Heard(logging.Handler):
    """Keeps what MkDocs says."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append((record.levelname, record.getMessage()))


def read(config, text, is_bypassed):
    """Return all that MkDocs knows of a page that was rendered, and all that it said of it."""
    with open(f"{config.docs_dir}/page.md", "wb") as target:
        target.write(text.encode())
    file = File("page.md", config.docs_dir, config.site_dir, use_directory_urls=False)
    files, index, heard = AskedFiles([file]), SearchIndex(), Heard()
    page = Page(None, file, config)
    page.read_source(config)
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        around = Bypass(config, index) if is_bypassed else None
        if around:
            around.begin([file], files)
            around.attach(page)
        page.render(config, files)
        page.validate_anchor_links(files=files, log_level=logging.WARNING)
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
    index.add_entry_from_context(page)
    if around:
        around.restore(page)
        assert (around.bodies, around.sections) == ({}, {})
    links = {target.src_uri: found for target, found in page.links_to_anchors.items()}
    toc = [str(item) for item in page.toc]
    return page.content, page.title, page.markdown, page.present_anchor_ids, links, toc, index.entries, heard.lines


@pytest.mark.parametrize("name", PROSE)
def test_a_page_of_people_and_regions_is_the_same(config, name, monkeypatch):
    """Rendered here, and as another process sends it."""
    expected = read(config, PROSE[name], False)
    assert read(config, PROSE[name], True) == expected
    monkeypatch.setattr(bypass, "FEW", 0)
    monkeypatch.setattr(bypass, "spread", lambda work, things: map(pickle.loads, map(pickle.dumps, map(work, things))))
    assert read(config, PROSE[name], True) == expected


@pytest.mark.parametrize("name", BODIES)
def test_a_page_is_the_same_whatever_is_in_a_region(config, name):
    text = f"# Title\n\nA.\n\n{format_region('a', BODIES[name])}\nB.\n\n{MATRIX}"
    assert read(config, text, True) == read(config, text, False)


WORDS = st.text(st.sampled_from("ab \n"), max_size=4) | st.sampled_from(["&amp;", "&#x27;", "\n\n", " ", "’"])
NAMES = ("div", "p", "ul", "li", "code", "pre", "sup", "span", "section", "h1", "h2", "h3", "table", "template", "a")
MARKS = st.lists(
    st.sampled_from(['id="x"', "data-search-exclude", 'class="b"', 'name="n"', 'data-id="y"', 'id="a&amp;b"']),
    max_size=2,
    unique=True,
)


@st.composite
def draw_element(draw, depth=3):
    """Return an element that holds others."""
    name = draw(st.sampled_from(NAMES))
    some = draw_element(depth=depth - 1) if depth else WORDS
    inside = draw(st.lists(WORDS | some | st.just("<br>"), max_size=3))
    return f"<{' '.join([name, *draw(MARKS)])}>{''.join(inside)}</{name}>"


BLOCK = st.builds("<div>{}</div>".format, draw_element()) | draw_element()


@tries(300)
@given(st.lists(BLOCK, min_size=1, max_size=3), st.lists(BLOCK, max_size=2), st.sampled_from(["", "<div>", "<p>"]))
def test_the_search_index_is_that_of_the_plugins_own_parser(blocks, before, around):
    """For every nesting of what it keeps, leaves out and takes for a heading; errors of the parser included."""
    body, start, end = "\n".join(blocks), f"{around}{''.join(before)}\n", "\n<p>End</p>"
    tokens = read_tokens(body, lambda name: True)
    found = [sections(lambda: read_sections([start, end], (SimpleNamespace(tokens=tokens),)))]
    assert "\n " in body or "\n\n\n" in body or tokens
    if tokens:
        assert found == [sections(lambda: parse(f"{start}{body}{end}"))]


def parse(html):
    parser = Parser()
    parser.feed(html)
    parser.close()
    return parser.data


def sections(read):
    """Return what is in sections; of an error its name."""
    try:
        return [(it.el.tag, it.id, it.title, it.text, it.is_excluded()) for it in read()]
    except (ValueError, AttributeError) as error:
        return type(error)


def test_the_parser_that_is_followed_is_the_installed_one():
    """Where this fails: compare the new parser with `search_sections`, and take its sum over."""
    assert is_known_parser()


def test_another_parser_reads_for_itself(config, monkeypatch):
    monkeypatch.setattr("briefing_desk.mkdocs_site.search_sections.KNOWN", "another")
    assert not Bypass(config, SearchIndex()).is_open
    text = PROSE["prose around"]
    assert read(config, text, True) == read(config, text, False)


def is_block(name):
    return name not in ("b", "input")


TAKEN = {"prose around", "footnotes", "a list around", "HTML around", "metadata", "a heading before a region"}
LEFT = {
    "a tag that is left open", "a comment that is left open", "a script that is left open", "Markdown in HTML",
    "a block that stands in for nothing", "no region", "a processing instruction",
}  # fmt: skip


def test_bodies_are_taken_out_where_that_is_safe():
    assert all(take_bodies(PROSE[name], is_block) for name in TAKEN)
    assert not any(take_bodies(PROSE[name], is_block) for name in LEFT)
    taken = take_bodies(PROSE["prose around"], is_block)
    assert {body.name: body.html for body in taken.bodies} == PLAIN
    assert not any(word in taken.markdown for word in ("<table", "<section"))
    assert [id for body in taken.bodies for id in sorted(body.ids)] == ["b-matrix", "c-1", "old", "e-1"]


PLAIN_BODIES = {
    "a table", "evidence", "rules", "indented", "two ids", "an id in words", "hidden twice", "a hidden heading",
    "a heading", "a heading in a part", "a heading first",
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_only_plain_bodies_are_taken_out(name):
    assert bool(read_tokens(BODIES[name], is_block)) == (name in PLAIN_BODIES)


def test_an_empty_region_has_no_body():
    assert list(find_bodies(format_region("a", "") + format_region("b", "<p>c</p>"))) == [("b", 90, 98)]

"""A site's own templates take the place of ours; what they do wrong is told where it stands, and nothing is written."""

import re
from dataclasses import replace
from functools import partial

import pytest
from builders import ROOT, show
from click.testing import CliRunner
from test_hostile import HARMLESS, Reader, convert, make_articles, make_library
from test_templates import ENVIRONMENT, NAMES

from briefing_desk.cli import main
from briefing_desk.pages.site_pages import render_site
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.source import Source
from briefing_desk.web import links, templates
from briefing_desk.web.template_faults import ROOM, TemplateFault

DOCUMENT = (ROOT / "docs/templates.md").read_text(encoding="utf-8")


def put(site, name, text):
    """Give a site a template of its own."""
    path = site / ROOM / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(site, command="generate"):
    """Run a command, and return what it says."""
    return CliRunner().invoke(main, [command, "--root", str(site)])


def read(site):
    """Return the pages of a site by path."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in (site / "briefings").rglob("*.md")}


def copy(name, old, new):
    """Return our template with some words changed."""
    text = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0]
    assert old in text
    return text.replace(old, new)


OURS = '{% include "built-in/regions/coverage.html" %}\n\n'


def test_a_template_of_a_site_takes_the_place_of_ours_and_can_include_it(site):
    assert run(site).exit_code == 0
    before = read(site)
    path = put(site, "regions/coverage.html", f"{OURS}<p>{{{{ '<i>' ~ words.NONE }}}}</p>\n")
    assert run(site).exit_code == 0
    after = read(site)
    changed = [name for name in after if after[name] != before[name]]
    assert changed == [name for name in before if "<!-- generated: coverage -->" in before[name]]
    for name in changed:
        (old,), (new,) = (
            re.findall(r"generated: coverage -->\n\n(.*?)\n\n<!--", page, re.S) for page in (before[name], after[name])
        )
        assert new == f"{old}\n\n<p>&lt;i&gt;none</p>"
    path.write_text(f"{OURS}<p>other</p>\n", encoding="utf-8")
    assert "changed, " in run(site).stdout
    assert "<p>other</p>" in read(site)["briefings/index.md"]
    path.unlink()
    assert run(site).exit_code == 0
    assert read(site) == before


def test_a_macro_of_a_site_is_used_wherever_ours_was(site):
    run(site)
    before = read(site)
    put(site, "macros/text.html", copy("macros/text.html", '"b-stance ', '"own b-stance '))
    run(site)
    assert read(site).keys() == before.keys()
    for name, page in read(site).items():
        assert page.count('<span class="own b-stance ') == before[name].count('<span class="b-stance ')
        assert '<span class="b-stance ' not in page


def test_a_page_begins_as_the_site_says_and_stays_as_it_is(site):
    put(
        site,
        "pages/actor.md",
        copy("pages/actor.md", "## {{ words.history }}", "## {{ actor.name | heading }}, earlier"),
    )
    run(site)
    before = read(site)
    assert "\n## City Council, earlier\n" in before["briefings/actors/city-council.md"]
    put(site, "pages/actor.md", copy("pages/actor.md", "## {{ words.history }}", "## Before"))
    assert "0 changed" in run(site).stdout
    assert read(site) == before


def test_what_a_site_includes_beside_ours_is_found(site):
    put(site, "note.html", "{% macro note() %}<b>ours</b>{% endmacro %}")
    put(site, "regions/vocabulary.html", '{% from "note.html" import note %}\n<p>{{ note() }}</p>')
    assert run(site).exit_code == 0
    assert "<p><b>ours</b></p>" in read(site)["briefings/method.md"]


def test_a_region_that_a_page_cannot_have_is_told(site):
    put(site, "pages/actor.md", '# {{ actor.name | heading }}\n\n{{ region("matrix") }}\n')
    place = f"{ROOM}pages/actor.md:3:1: error[template-fault]"
    assert f"{place} Jinja: this kind of page has no region `matrix`" in run(site).stderr


FAULTS = {
    "syntax": ("<p>\n  {{ said </p>", "2:12", "Jinja: unexpected '/'"),
    "tag": ("<p>\n{% fi %}", "2:4", "Jinja: Encountered unknown tag 'fi'."),
    "end": ("{% if said %}\n<p>", "2:1", "Jinja: Unexpected end of template."),
    "filter": ("<p>{{ said | safe }}</p>", "1:14", "Jinja: No filter named 'safe'."),
    "name": ("<p>\n  {{ sad }}</p>", "2:6", "Jinja: 'sad' is undefined"),
    "attribute": ("<p>{{ single.hrev }}</p>", "1:14", "Link object' has no attribute 'hrev'"),
    "types": ("<p>{{ 1 + said }}</p>", "1:1", "Jinja: unsupported operand type"),
    "division": ("<p>{{ 1 / 0 }}</p>", "1:1", "Jinja: division by zero"),
    "call": ("<p>{{ said() }}</p>", "1:1", "object is not callable"),
    "include": ('<p></p>\n{% include "regions/none.html" %}', "2:13", "there is no template `regions/none.html`"),
    "import": ('{% from "macros/text.html" import lnk %}\n<p>{{ lnk(single) }}</p>', "2:7", "does not export"),
    "macro without its view": (
        "{% macro m() %}{{ x }}{% endmacro %}\n<p>\n  {{ m() }}</p>",
        "1:19",
        "'x' is undefined",
    ),
    "argument": ("{% macro m(a) %}{{ a }}{% endmacro %}\n<p>{{ m() }}</p>", "1:12", "parameter 'a' was not provided"),
    "included itself": ('<p></p>\n{% include "regions/coverage.html" %}', "2:1", "recursion"),
    "endless": ("{% macro m() %}{{ m() }}{% endmacro %}<p>{{ m() }}</p>", "1:1", "recursion"),
    "line": ("<p>a</p>\n  words\n<p>b</p>", "2:3", "a line of a region must begin with a tag"),
    "words first": ("{{ said }}", "1:1", "a line of a region must begin with a tag: `"),
    "end tag": ("<p>a</p>\n\n</div>", "3:1", "a line of a region must begin with a tag"),
    "blank line": ("<div>\n\n<p>a</p>\n</div>", "1:1", "`<div>` is not closed before the next blank line"),
    "open": ("<p>a</p>\n<p>{{ said }}", "1:1", "`<p>` is not closed before the next blank line"),
}


@pytest.fixture(scope="module")
def library():
    """Return a library of a few articles, which no test changes."""
    return make_library(make_articles(HARMLESS))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands(name, library):
    text, place, message = FAULTS[name]
    own = Source(f"{ROOM}regions/coverage.html", text)
    with pytest.raises(TemplateFault) as raised:
        next(draft for draft in render_site(library, Settings(templates=(own,))) if draft.bodies.get("coverage"))
    assert show(raised.value.problem).startswith(f"{own.path}:{place} template-fault: ")
    assert message in raised.value.problem.message


@pytest.mark.parametrize("name", ["syntax", "name", "endless", "line"])
def test_a_fault_ends_the_run_and_nothing_is_written(name, site):
    text, place, message = FAULTS[name]
    put(site, "regions/coverage.html", text)
    done = run(site)
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"{ROOM}regions/coverage.html:{place}: error[template-fault] "), first
    assert message in first
    assert "1 error in 1 file" in done.stderr
    assert not (site / "briefings").exists()


def test_a_macro_that_is_gone_is_told(site):
    put(site, "macros/text.html", copy("macros/text.html", "{% macro stances(", "{% macro others("))
    done = run(site)
    assert f"{ROOM}macros/text.html:1:1: error[template-fault] Jinja: the template 'macros/text.html'" in done.stderr
    assert "does not export the requested name 'stances'" in done.stderr


def test_a_name_that_nothing_asks_for_is_told(site):
    put(site, "regions/matrx.html", "<p></p>")
    put(site, "regions/mine.html", "<p></p>")
    done = run(site)
    assert done.exit_code == 0
    warning = "warning[template-unused] there is no template"
    assert f"{ROOM}regions/matrx.html:1:1: {warning} `regions/matrx.html`" in done.stderr
    assert "did you mean `regions/matrix.html`?" in done.stderr
    assert f"{ROOM}regions/mine.html:1:1: {warning} `regions/mine.html`" in done.stderr


def test_what_cannot_be_read_is_told(site):
    put(site, "regions/coverage.html", "").write_bytes(b"\xff")
    assert f"{ROOM}regions/coverage.html:1:1: error[encoding]" in run(site).stderr


def test_outsiders_words_in_a_sites_template_stay_words():
    body = '(q) %}<p title="{{ q.words }}">{{ q.words }}</p>{% endmacro %}'
    own = Source(f"{ROOM}macros/quote.html", "".join(f"{{% macro {name}{body}" for name in ("quote", "blockquote")))
    for words in ("<script>alert(1)</script>", '" onclick="x', "\n\n# x", "{{ x }}"):
        library = make_library(make_articles(HARMLESS), quoted=words)
        pages = [fill_skeleton(draft) for draft in render_site(library, Settings(templates=(own,)))]
        for page in pages:
            found = Reader(convert(page, lambda text: text)).found
            assert not [tag for tag in found if tag[0] == "script" and tag[1:] != (("type", "application/ld+json"),)]
            assert not [
                tag for tag in found if any(part[0] == "onclick" for part in tag[1:] if isinstance(part, tuple))
            ]


def list_given(monkeypatch):
    """Return what each region's template is given on the pages of a library."""
    given = {}

    def render(own, name, view, real):
        given.setdefault(name, set()).update(view)
        return real(own, name, view)

    for module, name in ((links, "render_region"), (templates, "fill")):
        monkeypatch.setattr(module, name, partial(render, real=getattr(module, name)))
    library = make_library(make_articles(HARMLESS))
    for one in (library, replace(library, split=frozenset(library.seeds.topics))):
        for draft in render_site(one, Settings()):
            fill_skeleton(draft)
    return {name: keys for name, keys in given.items() if "/" not in name}


def test_the_document_says_what_each_region_is_given(monkeypatch):
    rows = dict(re.findall(r"^\| `regions/([a-z]+)\.html` \| (.*?) ?\|$", DOCUMENT, re.MULTILINE))
    assert {name: set(re.findall(r"`(\w+)`", row)) for name, row in rows.items()} == list_given(monkeypatch)


def test_the_document_names_every_template_and_macro():
    assert sorted(set(re.findall(r"`((?:regions|macros|pages)/\w+\.\w+)`", DOCUMENT))) == NAMES
    rows = dict(re.findall(r"^\| `(macros/\w+\.html)` \| (.*?) ?\|$", DOCUMENT, re.MULTILINE))
    for name, row in rows.items():
        text = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0]
        assert re.findall(r"`(\w+)`", row) == re.findall(r"\{% macro (\w+)\(", text)

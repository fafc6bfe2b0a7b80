"""Whatever a template puts out has gone through the one escape: ours, those of a site, and whatever Jinja can write."""

import ast
import re
from html import unescape
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, TemplateSyntaxError, UndefinedError
from laws import tries
from markdown_it import MarkdownIt
from test_escape import WORDS, tidy

import briefing_desk
from briefing_desk.syntax.source import Source
from briefing_desk.web.environment import Templates, make_environment
from briefing_desk.web.escape import MARKDOWN, escape
from briefing_desk.web.template_faults import ROOM
from briefing_desk.web.templates import load_templates, make_blocks, render_region

PACKAGE = Path(briefing_desk.__file__).parent
ENVIRONMENT = load_templates(())
NAMES = sorted(name for name in ENVIRONMENT.list_templates() if name.endswith((".md", ".html")))


def write_python(name, source=None):
    """Return the Python that a template becomes."""
    source = source or ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0]
    return ENVIRONMENT.compile(source, name, name, raw=True)


def list_unescaped(python):
    """Return what a compiled template puts out as it is, though it is neither its own text nor another template's."""
    tree, found = ast.parse(python), []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and re.fullmatch(r"t_\d+", node.name):
            node.body.clear()  # it chooses what a loop goes through, and puts nothing out
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield):
            found += [node.value] if node.value else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_buffer(node.func.value):
            found += node.args[0].elts if node.func.attr == "extend" else node.args
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("Html", "Markup"):
            assert re.fullmatch(r"Html\(concat\(t_\d+\)\)", ast.unparse(node))
    return [ast.unparse(node) for node in found if not is_safe(node)]


def is_buffer(node):
    """Say whether this is where a macro collects what it puts out."""
    return isinstance(node, ast.Name) and re.fullmatch(r"t_\d+", node.id) is not None


def is_safe(node):
    """Say whether what is put out is escaped, the template's own, or what another or a loop in itself has put out."""
    is_put = isinstance(node, ast.Call) and ast.unparse(node.func) in ("put", "loop")
    return is_put or isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id == "event")


@pytest.mark.parametrize("name", NAMES)
def test_no_output_of_a_template_leaves_the_escape_out(name):
    python = write_python(name)
    assert "put(" in python
    assert list_unescaped(python) == []


def test_the_walk_sees_an_output_that_is_not_escaped():
    python = Environment(autoescape=True).compile("{{ x }}{% macro m() %}{{ y }}{% endmacro %}", raw=True)
    assert list_unescaped(python) == ["escape(resolve('x'))"] or len(list_unescaped(python)) == 2


LIBRARY = {
    "macros.html": "{% macro say(words) %}{{ words }}{% endmacro %}{% macro around() %}{{ caller() }}{% endmacro %}",
    "part.html": "{{ x }}",
    "base.html": "{% block a %}{{ x }}{% endblock %}",
}
WAYS = {
    "value": "{{ x }}",
    "constant": '{{ "<b>" }}',
    "joined": '{{ x ~ "<b>" }}',
    "added": '{{ x + "<b>" }}',
    "formatted": '{{ "%s<b>" | format(x) }}',
    "list": "{{ [x] | join('<b>') }}",
    "filter": "{{ x | replace('q', '<b>') }}",
    "default": "{{ nothing | default(x) }}",
    "either": "{{ x if x else '' }}",
    "attribute": "{{ {'a': x}.a }}",
    "autoescape off": "{% autoescape false %}{{ x }}{% endautoescape %}",
    "loop": "{% for y in [x] %}{{ y }}{% endfor %}",
    "nested loop": "{% for y in [[x]] recursive %}{{ loop(y) if y is not string else y }}{% endfor %}",
    "set": "{% set y = x %}{{ y }}",
    "set block": "{% set y %}{{ x }}{% endset %}{{ y }}",
    "with": "{% with y = x %}{{ y }}{% endwith %}",
    "namespace": "{% set n = namespace(y=x) %}{{ n.y }}",
    "macro": "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
    "macro by name": "{% macro m(y='<b>') %}{{ y }}{% endmacro %}{{ m(y=x) }}",
    "macro of lists": "{% macro m() %}{{ varargs[0] }}{{ kwargs.y }}{% endmacro %}{{ m(x, y='<b>') }}",
    "spread": "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(*[x]) }}{{ m(**{'y': x}) }}",
    "imported": "{% from 'macros.html' import say %}{{ say(x) }}",
    "imported whole": "{% import 'macros.html' as m %}{{ m.say(x) }}",
    "call": "{% from 'macros.html' import around %}{% call around() %}{{ x }}{% endcall %}",
    "included": "{% include 'part.html' %}",
    "included in a macro": "{% macro m() %}{% include 'part.html' with context %}{% endmacro %}{{ m() }}",
    "extended": "{% extends 'base.html' %}",
    "overridden": "{% extends 'base.html' %}{% block a %}{{ super() }}{{ x }}{% endblock %}",
    "said twice": "{% block a %}{{ x }}{% endblock %}{{ self.a() }}",
    "escaped by hand": "{{ x | e }}{{ x | escape }}{{ x | forceescape }}",
    "filled": "{{ fill('<i>{a}', a=x) }}",
    "heading": "{{ x | heading }}",
}
"""Every way in which a template can put something out."""


@pytest.fixture(scope="module")
def environment():
    """Return our environment with templates of the test's."""
    own = load_templates(()).overlay(loader=DictLoader(LIBRARY))
    own.cache.clear()
    return own


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_putting_out_goes_through_the_escape(way, environment):
    shown = environment.from_string(WAYS[way]).render(x="<script>&q")
    assert shown
    assert "<" not in shown
    assert list_unescaped(environment.compile(WAYS[way], raw=True)) == []


def test_what_a_call_block_calls_is_escaped_too(environment):
    template = environment.from_string("{% call(y) x() %}{{ y }}{% endcall %}")
    assert template.render(x=lambda caller: f"<{caller('&')}>") == "&lt;&amp;amp;&gt;"


@given(WORDS)
@tries(60)
def test_words_are_text_in_an_element_and_in_an_attribute(words):
    template = ENVIRONMENT.from_string('<p title="{{ x }}">{{ x }}</p>')
    shown = template.render(x=words)
    assert shown == f'<p title="{escape(words)}">{escape(words)}</p>'
    assert not re.search("[\n\r]", shown)
    assert not set(escape(words)) & {chr(code) for code in MARKDOWN}
    assert unescape(shown) == f'<p title="{tidy(words)}">{tidy(words)}</p>'


LISTED = """
{% macro all(found) %}
<ul>
  {% for one in found %}
  <li>{{ one }}</li>
  {% endfor %}
</ul>
{% endmacro %}
{{ all(found) }}

<div>
  {% for one in found %}
  <p title="{{ one }}">
    {{- one -}}
  </p>
  {% endfor %}
  {{ all(found) }}
</div>
"""
OWN = (Source(f"{ROOM}regions/listed.html", LISTED),)


@given(st.lists(WORDS, max_size=4))
@tries(60)
def test_words_never_begin_a_line(words):
    lines = render_region(OWN, "listed", {"found": words}).split("\n")
    items = "".join(f"<li>{escape(word)}</li>" for word in words)
    shown = [f'<p title="{escape(word)}">{escape(word)}</p>' for word in words]
    assert lines == [f"<ul>{items}</ul>", "", "<div>", *shown, f"<ul>{items}</ul>", "</div>"]


LAYOUTS = {
    "lines": ("<p>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
    "indentation": ("<div>\n\t  <p>a</p>\n</div>", "<div>\n<p>a</p>\n</div>"),
    "blank lines": ("\n\n<p>a</p>\n\n\n   \n<p>b</p>\n\n", "<p>a</p>\n\n<p>b</p>"),
    "in a tag": ('<p class="a"\n   id="b">a</p>', '<p class="a" id="b">a</p>'),
    "in a tag with a choice": (
        '<p\n  {% if 1 %}\n  id="b"\n  {% endif %}\n  lang="en">a</p>',
        '<p id="b" lang="en">a</p>',
    ),
    "Windows": ('<p\r\n id="b">a</p>\r\n\r\n<p>b</p>\r\n', '<p id="b">a</p>\n\n<p>b</p>'),
    "macro": ("{% macro m() %}\n<i>\n  a\n  {{ 1 }}\n</i>\n{% endmacro %}\n<p>{{ m() }}</p>", "<p><i>a1</i></p>"),
    "between tags": ("{% macro m() %}<i>a</i>\n  <i>b</i>{% endmacro %}<p>{{ m() }}</p>", "<p><i>a</i> <i>b</i></p>"),
    "set": ("{% set m %}\n<i>\na\n</i>\n{% endset %}\n<p>{{ m }}</p>", "<p><i>a</i></p>"),
    "call": ("{% macro m() %}<i>{{ caller() }}</i>{% endmacro %}{% call m() %}\na\nb\n{% endcall %}", "<i>ab</i>"),
    "loop": ("<ul>\n{% for n in 'ab' %}\n<li>{{ n }}</li>\n{% endfor %}\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "loop on a line": (
        "{% for n in 'ab' %}<p>{{ n }}</p>{% if not loop.last %},{% endif %}\n{% endfor %}",
        "<p>a</p>,<p>b</p>",
    ),
    "comment": ("{# a\n\n   b #}\n<p>a</p>{# c #}\n<p>b</p>", "<p>a</p><p>b</p>"),
    "raw": ("<p>{% raw %}{{ x }}{% endraw %}</p>", "<p>{{ x }}</p>"),
    "nothing": ("{% if 0 %}\n<p>a</p>\n{% endif %}\n", ""),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_line_breaks_of_a_template(name):
    source, shown = LAYOUTS[name]
    assert render_region((Source(f"{ROOM}regions/x.html", source),), "x", {}) == shown


@given(WORDS)
@tries(60)
def test_no_engine_reads_anything_else_than_words(words):
    block = make_blocks(ENVIRONMENT.from_string('<div class="b"><p>{{ x }}</p></div>').render(x=words))
    for convert in (markdown.markdown, MarkdownIt("commonmark").render):
        assert convert(f"Before\n\n{block}\n\nAfter").count(block) == 1


def test_what_is_unknown_is_an_error():
    for source in ("{{ x }}", "{{ x.y }}", "{{ x() }}", "{% if x %}{% endif %}", "{% for y in x %}{% endfor %}"):
        with pytest.raises(UndefinedError, match="'x' is undefined"):
            ENVIRONMENT.from_string(source).render()


def test_what_is_none_says_nothing():
    assert ENVIRONMENT.from_string("<{{ x }}>").render(x=None) == "<>"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ x | safe }}", "No filter named 'safe'"),
        ("{{ x | tojson }}", "No filter named 'tojson'"),
        ("{{ x | urlize }}", "No filter named 'urlize'"),
        ("{{ x | xmlattr }}", "No filter named 'xmlattr'"),
        ("{% filter upper %}{{ x }}{% endfilter %}", "`filter` takes no block here"),
        ("{% set y | upper %}{{ x }}{% endset %}", "a block that is set takes no filter"),
        ("{{ x(class=1) }}", "no argument can be called `class`"),
    ],
)
def test_what_could_get_round_the_escape_is_refused(source, message):
    with pytest.raises(TemplateSyntaxError, match=message):
        ENVIRONMENT.from_string(source)


def test_blocks_are_kept_apart_by_blank_lines():
    assert make_blocks("\n<p>a</p>\n\n\n\n<p>b</p>\n\n") == "<p>a</p>\n\n<p>b</p>"
    assert make_blocks("\n\n") == ""


@pytest.mark.parametrize(
    "html",
    ["words", " <p>", "<!-- x -->", "</p>", "<p>\n \n</p>", "<p>\nwords</p>", "<p>\n <b></p>", "<p>\n\n</p>"],
)
def test_what_would_leave_its_block_is_refused(html):
    with pytest.raises(ValueError, match=r"^a block begins with a tag on every line and holds no blank line$"):
        make_blocks(html)


MADE = re.compile(r"\bHtml\(|\bMarkup\(")
TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>]")


def test_nothing_outside_of_web_calls_anything_html():
    others = [path for path in PACKAGE.rglob("*.py") if path.parent.name not in ("web", "exports")]
    assert len(others) > 200
    assert [path for path in others if MADE.search(path.read_text(encoding="utf-8"))] == []


def test_only_feeds_are_made_of_elements():
    called = [path for path in PACKAGE.rglob("*.py") if re.search(r"(?<!def )\belement\(", path.read_text("utf-8"))]
    assert {path.parent.name for path in called} <= {"exports"}


@pytest.mark.parametrize("pattern", ["pages/*.py", "web/*.py", "regions/skeleton.py", "regions/citations.py"])
def test_nothing_builds_tags_in_strings(pattern):
    for path in sorted(PACKAGE.glob(pattern)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        silent |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                assert not TAG.search(node.value), f"{path}:{node.lineno}"


def test_a_template_of_html_says_what_it_is_of():
    for name in NAMES:
        if not name.startswith("pages/"):
            source = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0]
            assert re.match(r"\{# [^#]*\. ?#\}\n", source), name


def test_where_one_template_has_changed_one_is_compiled(monkeypatch):
    """`briefing serve` shows what a person who writes templates has saved without compiling all of them again."""
    compiled = []
    write = Templates._generate
    monkeypatch.setattr(
        Templates,
        "_generate",
        lambda self, tree, name, *rest, **more: compiled.append(name) or write(self, tree, name, *rest, **more),
    )
    path, names = f"{ROOM}macros/text.html", ("macros/text.html", "macros/cell.html")
    for words in ("one", "two", "two"):
        environment = make_environment((Source(path, words),))
        ours, _ = map(environment.get_template, names)
        assert ours.render() == words
    assert compiled.count("macros/text.html") == 2
    assert compiled.count("macros/cell.html") <= 1

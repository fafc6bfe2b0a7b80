"""Every word of the interface is in `words`, ready for a second language; no page, template or script holds one.

`test_translation` shows the same from outside: of the demo in other words.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builders import ROOT

from briefing_desk.messages import words

PACKAGE = Path(words.__file__).parent.parent
PAGES = [path for path in sorted(PACKAGE.glob("pages/[a-z]*.py")) if path.stem != "site_pages"]
PAGES += [PACKAGE / f"web/{name}.py" for name in ("links", "parts", "signs", "views", "figures")]
OTHERS = [
    *sorted(PACKAGE.glob("exports/*.py")),
    *(
        PACKAGE / f"{name}.py"
        for name in (
            "web/outlet",
            "web/json_text",
            "web/linked_data",
            "web/markdown",
            "regions/skeleton",
            "regions/citations",
            "pages/site_pages",
            "preview/server",
        )
    ),
]
TEMPLATES = sorted(path for path in PACKAGE.glob("templates/*/*") if path.suffix in (".md", ".html"))
OVERRIDES = sorted((ROOT / "overrides").rglob("*.html"))
SCRIPTS = [ROOT / "briefings/assets/briefing.js", PACKAGE / "templates/live.js"]
MACHINE = re.compile(
    r" ?b-[\w -]*"  # classes
    r"|[a-z0-9_.:/%-]+|%Y-%m|translate\(|var\(--[a-z-]+\)|currentColor|noopener nofollow"  # names, values
    r"|[Mm][-\d. a-z]*\d[-\d. a-zA-Z]*"  # lines of a drawing
)
"""What only programs read."""
PHRASE = re.compile(r"[A-Za-z][a-z]+[,;:]? [a-z]{2,}|^ [a-z]+ |: [a-z]+|^[A-Z][a-z]+ $")
"""Words that follow each other, or that lead to others."""
MARKUP = re.compile(r"<[!/?]?[a-z][^>]*>?|<!--.*?-->|[\w-]+=\"[^\"]*\"?")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
STRING = re.compile(r"""\"(?:[^"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`""")
SELECTS = re.compile(r"(?:querySelector|closest)\($|all\(\w+, $")
STYLE = re.compile(r"use strict|[\w-]+:[^;]+;.*")


def list_literals(tree, unread=frozenset()):
    """Yield every literal that may reach a page, and whether readers would see it where it stands."""
    docstrings = unread | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    shown = {id(argument) for node in ast.walk(tree) for argument in list_shown(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value, id(node) in shown


def list_shown(node):
    """Return what a call puts on a page: the children of an element, the parts of a join, what is linked or filled."""
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name == "element":
        return node.args[1:]
    if name == "join" and node.args and isinstance(node.args[0], ast.Tuple):
        return [*node.args[0].elts, *node.args[1:]]
    return node.args[:1] if name in ("link", "fill") else []


def find_words(text):
    return [
        f"{line}: {literal!r}"
        for line, literal, is_shown in list_literals(ast.parse(text))
        if any(map(str.isalpha, literal)) and (is_shown or not MACHINE.fullmatch(literal))
    ]


def find_phrases(text):
    """Return the literals of a module that hold English; what it raises is said on the command line."""
    tree = ast.parse(text)
    silent = [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Assert)]
    silent += [call for call in ast.walk(tree) if getattr(getattr(call, "func", None), "id", "") == "UsageError"]
    unread = {id(part) for node in silent for part in ast.walk(node)}
    literals = ((line, words) for line, words, _ in list_literals(tree, unread))
    return [f"{line}: {words!r}" for line, words in literals if PHRASE.search(MARKUP.sub("", words))]


def find_words_in_template(text):
    """Return what stands in a template outside its expressions and tags, and words in quotes inside of these."""
    expressions = [found for found in JINJA.findall(text) if not found.startswith("{#")]
    quoted = (MARKUP.sub("", string[1:-1]) for found in expressions for string in STRING.findall(found))
    reader = Reader()
    reader.feed(JINJA.sub("", re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)))
    return [*filter(has_letters, reader.words), *(words for words in quoted if re.search(r"[A-Z]|[a-z] [a-z]", words))]


KEYS = ("Escape",)
"""Keys of a keyboard, as browsers call them."""


def find_words_in_script(text):
    """Return the strings of a script that are no names, select nothing and are no style."""
    code = re.sub(r"/\*.*?\*/|^ *//[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)
    found = []
    for match in STRING.finditer(code):
        literal = re.sub(r"\$\{[^}]*\}", "", match[0][1:-1])
        is_name = not has_letters(literal) or literal in KEYS or not re.search(r"\s|^[A-Z][a-z]", literal)
        is_read = not (is_name or SELECTS.search(code[: match.start()]) or STYLE.fullmatch(literal))
        found += [literal] * is_read
    return found


class Reader(HTMLParser):
    """Collects what readers see of a page: its text, and the attributes that are shown or spoken."""

    SHOWN = ("title", "alt", "aria-label", "placeholder", "data-label")

    def __init__(self):
        super().__init__()
        self.words, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag == "script"
        tool = dict(attributes).get("class") == "b-tools"
        for name, value in attributes:
            if value and (name in self.SHOWN or name == "data-done" or (tool and name.startswith("data-"))):
                self.words.append(re.sub(r"\{\w+\}", "", value))

    def handle_endtag(self, tag):
        self.hidden -= tag == "script"

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def has_letters(text):
    return re.search(r"[A-Za-z]", text) is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_no_words_of_its_own(path):
    assert find_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_what_is_beside_the_pages_holds_none_either(path):
    assert find_phrases(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *OVERRIDES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_holds_no_words_of_its_own(path):
    assert find_words_in_template(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words_of_its_own(path):
    assert find_words_in_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        'element("p", "none")',
        'element("th", "Actor", scope="col")',
        'join((name, " on ", label))',
        'context.link("home", "index.md")',
        'rows = [("Kind", kind)]',
        'f"{n} words"',
        'fill("{a} on {b}", a=a, b=b)',
    ],
)
def test_the_test_sees_words(text):
    assert find_words(text)


@pytest.mark.parametrize(
    "text", ['f"{a} and {b}"', 'yield "No change of position"', 'f"{a}: from {b}"', 'f"From {a} to"']
)
def test_the_test_sees_phrases(text):
    assert find_phrases(text) or "From" in text


@pytest.mark.parametrize("text", ["## Positions\n", '<a title="Home">', "{{ 'Error on: ' ~ x }}", "<p>{{ x }} of</p>"])
def test_the_test_sees_words_in_templates(text):
    assert find_words_in_template(text)


@pytest.mark.parametrize("text", ['x.textContent = "copied it";', "say(`${n} of ${m} shown`);", 'say("Copied");'])
def test_the_test_sees_words_in_scripts(text):
    assert find_words_in_script(text)


def test_no_word_is_left_over():
    """What nothing names any more is not kept."""
    used = {
        node.id
        for path in PACKAGE.rglob("*.py")
        if path.stem != "words"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    for path in (*TEMPLATES, *PACKAGE.glob("starter/*.jinja")):
        used.update(re.findall(r"\bwords\.([A-Z_]+)", path.read_text(encoding="utf-8")))
    assert sorted(name for name in vars(words) if name.isupper() and name not in used) == []

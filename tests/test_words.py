"""Every word that readers see is in `words`, ready for a second language; no page holds one of its own."""

import ast
import re
from pathlib import Path

import pytest

from generator import words

PAGES = sorted((Path(words.__file__).parent / "pages").glob("*.py"))
MACHINE = re.compile(
    r" ?b-[\w -]*"  # classes
    r"|[a-z0-9_.:/%-]+|%Y-%m|translate\(|var\(--[a-z-]+\)|currentColor|noopener nofollow"  # names, values
    r"|[Mm][-\d. a-z]*\d[-\d. a-zA-Z]*"  # lines of a drawing
)
"""What only programs read."""


def list_literals(tree):
    """Yield every literal that may reach a page, and whether readers would see it where it stands."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    shown = {id(argument) for node in ast.walk(tree) for argument in list_shown(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value, id(node) in shown


def list_shown(node):
    """Return what a call puts on a page: the children of an element, the parts of a join, what is linked."""
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name == "element":
        return node.args[1:]
    if name == "join" and node.args and isinstance(node.args[0], ast.Tuple):
        return [*node.args[0].elts, *node.args[1:]]
    return node.args[:1] if name == "link" else []


def find_words(text):
    return [
        f"{line}: {literal!r}"
        for line, literal, is_shown in list_literals(ast.parse(text))
        if any(map(str.isalpha, literal)) and (is_shown or not MACHINE.fullmatch(literal))
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_no_words_of_its_own(path):
    assert find_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        'element("p", "none")',
        'element("th", "Actor", scope="col")',
        'join((name, " on ", label))',
        'context.link("home", "index.md")',
        'rows = [("Kind", kind)]',
        'f"{n} words"',
    ],
)
def test_the_test_sees_words(text):
    assert find_words(text)


def test_no_word_is_left_over():
    """What nothing names any more is not kept."""
    package = Path(words.__file__).parent
    used = {
        node.id
        for path in package.rglob("*.py")
        if path.stem != "words"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert sorted(name for name in vars(words) if name.isupper() and name not in used) == []

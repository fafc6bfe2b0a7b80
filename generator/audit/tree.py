"""A built page as the tree that a browser makes of it (WHATWG HTML), of elements that know their place. Pure.

turbohtml follows the standard's parsing algorithm; `tests/test_browsers_view.py` holds it against Chromium. What stands
in a `<template>` counts as part of the page: scripts copy it there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import turbohtml

from generator.source import Place, Source, find_line_starts


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    """Character references are resolved; of doubled ones the first counts."""
    line: int
    """Where its start tag stands, from 1; of one that no tag opened, where that of the element around it does."""
    column: int
    """From 1."""
    parent: "Element | None"
    index: int
    """Its place among all elements of the page."""
    order: int
    """Its place among all words of the page: how many stand before it."""
    last: int = 0
    """How many elements the page has up to its end."""
    last_words: int = 0
    """How many words the page has up to its end."""

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of a page."""

    text: str
    around: Element | None
    """None: it stands outside everything."""
    order: int
    """Its place among all comments."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A page: its elements, comments and words, each in the order in which the browser has them."""

    source: Source
    elements: list[Element] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def at(self, element: Element) -> Place:
        """Return the place of an element's start tag."""
        return Place(self.source, find_line_starts(self.source.text)[element.line - 1] + element.column - 1)

    def select(self, tag: str, name: str = "") -> Iterator[Element]:
        """Yield every element with a tag, and with a class if one is named."""
        return (found for found in self.elements if found.tag == tag and (not name or name in found.classes))

    def inside(self, outer: Element) -> list[Element]:
        """Return the elements below another."""
        return self.elements[outer.index + 1 : outer.last]

    def get_text(self, element: Element) -> str:
        """Return the words in an element as they stand, those of scripts and style sheets too."""
        return "".join(self.words[element.order : element.last_words])

    def read(self, element: Element) -> str:
        """Return the words in an element, white space folded."""
        return " ".join(self.get_text(element).split())


def parse_html(source: Source, scripting: bool = True) -> Tree:
    """Return the tree that a browser makes of a page, with scripts or without: what `<noscript>` holds differs."""
    tree, document = Tree(source), parse_document(source, scripting)
    waiting: list[tuple[turbohtml.Node | None, Element | None]] = [(document, None)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, turbohtml.Element):
            around = add_element(tree, node, around)
            waiting.append((None, around))
            waiting += [(child, around) for child in reversed(node.children)]
        elif isinstance(node, (turbohtml.Text, turbohtml.CData)):
            tree.words.append(node.data)
        elif isinstance(node, turbohtml.Comment):
            tree.comments.append(Comment(node.data.strip(), around, len(tree.comments)))
        elif node is not None:
            waiting += [(child, around) for child in reversed(node.children)]
        elif around is not None:  # all that is in it has been seen
            around.last, around.last_words = len(tree.elements), len(tree.words)
    return tree


def parse_document(source: Source, scripting: bool) -> turbohtml.Document:
    """Return a page as the library has it; what would stand in a shadow of an element stays a `<template>`."""
    return turbohtml.parse(source.text, scripting=scripting, allow_declarative_shadow_roots=False)


def list_names(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """Return every name that a link can lead to on a page, and those of them that hold a quotation.

    What stands in a `<template>` is not among them.
    """
    document = parse_document(source, scripting=True)
    named = {element.attr("id") or "" for element in document.select("[id]")}
    named |= {element.attr("name") or "" for element in document.select("a[name]")}
    quoting = (element.attr("id") or "" for element in document.select("blockquote[id], [id]:has(blockquote)"))
    return frozenset(named), frozenset(quoting)


def add_element(tree: Tree, node: turbohtml.Element, around: Element | None) -> Element:
    """Return a new element of a tree."""
    given: dict[str, str] = {
        name: value if isinstance(value, str) else " ".join(value or ()) for name, value in node.attrs.copy().items()
    }
    if place := node.position:
        line, column = place[0], place[1] + 1
    else:
        line, column = (around.line, around.column) if around else (1, 1)
    element = Element(node.tag, given, line, column, around, len(tree.elements), len(tree.words))
    tree.elements.append(element)
    return element

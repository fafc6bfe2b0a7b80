"""A built page as the tree that a browser makes of it, of elements whose place can be told. Pure.

What stands in a `<template>` counts as part of the page: scripts copy it there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from briefing_desk.regions.dom import find_starts, get_attributes, parse_document, walk_document
from briefing_desk.syntax.source import Place, Source


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    """Character references are resolved; of doubled ones the first counts."""
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


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Tree:
    """A page: its elements, comments and words, each in the order in which the browser has them."""

    source: Source
    scripting: bool = True
    """Whether it is read as by a browser that runs scripts: what `<noscript>` holds differs."""
    elements: list[Element] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """The offset of each element; empty until somebody asks for one."""

    def at(self, element: Element) -> Place:
        """Return the place of an element's start tag; of one that no tag opened, of that around it."""
        if not self.starts:
            self.starts.extend(find_starts(self.source.text, self.scripting, (one.tag for one in self.elements)))
        return Place(self.source, self.starts[element.index])

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
    """Return the tree that a browser makes of a page, with scripts or without."""
    tree, around = Tree(source, scripting), list[Element]()
    for node, depth in walk_document(parse_document(source.text, scripting)):
        close_elements(tree, around, depth)
        outer = around[-1] if around else None
        if node.is_element_node:
            given = get_attributes(node)
            around.append(Element(node.tag or "", given, outer, len(tree.elements), len(tree.words)))
            tree.elements.append(around[-1])
        elif node.is_text_node:
            tree.words.append(node.text_content or "")
        elif node.is_comment_node:
            tree.comments.append(Comment(node.comment_content or "", outer, len(tree.comments)))
    close_elements(tree, around, 0)
    return tree


def close_elements(tree: Tree, around: list[Element], depth: int) -> None:
    """Note of the elements that are open below a depth that all in them has been seen."""
    while len(around) > depth:
        element = around.pop()
        element.last, element.last_words = len(tree.elements), len(tree.words)


def list_names(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """Return every name that a link can lead to on a page, and those of them that hold a quotation.

    What stands in a `<template>` is not among them.
    """
    document, seen = parse_document(source.text), set[int]()
    named = {element.id or "" for element in document.css("[id]")}
    named |= {element.attributes["name"] or "" for element in document.css("a[name]")}
    quoting = set[str]()
    for quotation in document.css("blockquote"):
        around: LexborNode | None = quotation
        while around and around.mem_id not in seen:
            seen.add(around.mem_id)
            quoting |= {around.id or ""} & named
            around = around.parent
    return frozenset(named), frozenset(quoting)

"""HTML as browsers read it (WHATWG HTML): what a document holds, and where its elements were written. Pure.

Lexbor, by selectolax, follows the standard's algorithm; `tests/test_browsers_view.py` holds it against Chromium. What
would stand in a shadow of an element stays a `<template>`. Lexbor tells no places, so when somebody asks for one, a
text is read a second time, with a mark in each start tag.

In rare cases Lexbor has more than browsers: behind a NUL before everything else the body has begun, and some `<a>` are
reopened once too often. It has less only where `rename_images` makes up for it.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

START_TAG = re.compile(
    r"<[a-z][^\t\n\f\r /<>]*(?<![-!\]])(?=[\t\n\f\r />])(?![\t\n\f\r ]*=)",
    re.IGNORECASE,
)
"""What may be a start tag, up to the end of its name; where it is none, words behind it must change nothing.

So no end of a comment or of `<![CDATA[` may stand in the name, nor an `=` behind it.
"""
IMAGE = re.compile(r"<image(?=[\t\n\f\r />])", re.IGNORECASE)
MARK = "briefing-at"
"""The attribute that tells, in the second reading, where a start tag stands."""


def parse_document(text: str, scripting: bool = True) -> LexborHTMLParser:
    """Return a document as browsers have it, with scripts or without: what `<noscript>` holds differs."""
    return read_document(rename_images(text, scripting), scripting)


def read_document(text: str, scripting: bool) -> LexborHTMLParser:
    """Return a document as Lexbor has it, without the copies that `<selectedcontent>` gets later."""
    return LexborHTMLParser(text, scripting=scripting, options=LexborDocumentOptions.WO_EVENTS)


def rename_images(text: str, scripting: bool) -> str:
    """Return a text in which `<image>` is `<img>`, as to browsers, where Lexbor drops it: in tables, outside cells.

    Every other `<image>` stays: in drawings it is another element, in comments and scripts it is words. Offsets stay.
    """
    unread = {match.start() for match in IMAGE.finditer(text)}
    unread -= {start for _, start in read_marked(text, scripting)} if unread else set()
    if not unread:
        return text
    dropped = unread & {start for _, start in read_marked(rename(text, unread), scripting)}
    return rename(text, dropped)


def rename(text: str, starts: Container[int]) -> str:
    """Return a text in which `<image>` at some places is `<img>`."""
    return IMAGE.sub(lambda match: "<img  " if match.start() in starts else match.group(), text)


def walk_document(document: LexborHTMLParser) -> Iterator[tuple[LexborNode, int]]:
    """Yield every node in order, with how many elements are around it; those in a `<template>` stand in it."""
    root = document.root and document.root.parent
    waiting = [(node, 0) for node in reversed(list_children(root))] if root else []
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if node.is_element_node:
            waiting += [(child, depth + 1) for child in reversed(list_children(node))]


def list_children(node: LexborNode) -> list[LexborNode]:
    """Return what stands directly in a node; `<template>` in a drawing is an element like any other."""
    children = list(node.iter(include_text=True))
    if node.tag == "template" and not children:
        return [child for held in node.template_fragments() for child in held.iter(include_text=True)]
    return children


def get_attributes(node: LexborNode) -> dict[str, str]:
    """Return the attributes of an element; of doubled ones the first counts."""
    return {name: value or "" for name, value in node.attributes.items()}


def find_starts(text: str, scripting: bool, tags: Iterable[str]) -> list[int]:
    """Return where the start tag of each element stands, given all their tags in order.

    Of an element that no tag opened, or one of an odd name, it is where that of the element around it does. Marks make
    tags differ that were alike, so in rare cases browsers read the marked text otherwise: then the places are those of
    as many tags of the same name.
    """
    marked = defaultdict[str, list[int]](list)
    for tag, start in read_marked(rename_images(text, scripting), scripting):
        marked[tag].append(start)
    left = {tag: iter(starts) for tag, starts in marked.items()}
    found = [0]
    for tag in tags:
        found.append(next(left.get(tag, iter(())), found[-1]))
    return found[1:]


def read_marked(text: str, scripting: bool) -> Iterator[tuple[str, int]]:
    """Yield the tag and place of each element of a text that Lexbor reads with marks."""
    known = {str(match.start()): match.start() for match in START_TAG.finditer(text)}
    marked = START_TAG.sub(lambda match: f"{match.group()} {MARK}={match.start()} ", text)
    around = [0]
    for node, depth in walk_document(read_document(marked, scripting)):
        if node.is_element_node:
            del around[depth + 1 :]
            around.append(known.get(node.attributes.get(MARK) or "", around[-1]))
            yield node.tag or "", around[-1]

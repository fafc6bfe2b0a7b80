"""A built page as a tree of elements that know their place. Pure.

Elements are nested as their tags stand: what a browser would move elsewhere is found where it was written.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.openhtml import VOID
from generator.source import LINE_BREAK, Place, Source


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    """Character references are resolved; of doubled ones the first counts, as in browsers."""
    start: int
    """Offset of its start tag."""
    parent: "Element | None"
    end: int
    """Offset of its end tag, or of the page's end."""

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A page: its elements, comments and words, each in the order in which they stand."""

    source: Source
    elements: list[Element] = field(default_factory=list)
    comments: list[tuple[int, str, Element | None]] = field(default_factory=list)
    """Offset, text, and the element around it."""
    words: list[tuple[int, str]] = field(default_factory=list)

    def at(self, offset: int) -> Place:
        """Return a place on the page."""
        return Place(self.source, offset)

    def select(self, tag: str, name: str = "") -> Iterator[Element]:
        """Yield every element with a tag, and with a class if one is named."""
        return (found for found in self.elements if found.tag == tag and (not name or name in found.classes))

    def inside(self, outer: Element) -> list[Element]:
        """Return the elements below another."""
        first = bisect_left(self.elements, outer.start + 1, key=lambda found: found.start)
        return self.elements[first : bisect_left(self.elements, outer.end, key=lambda found: found.start)]

    def read(self, element: Element) -> str:
        """Return the words in an element, white space folded."""
        first = bisect_left(self.words, (element.start, ""))
        last = bisect_left(self.words, (element.end, ""))
        return " ".join("".join(words for _, words in self.words[first:last]).split())


def parse_html(source: Source) -> Tree:
    """Return the tree of a page."""
    parser = Parser(source)
    parser.feed(source.text)
    parser.close()
    parser.close_from(0, len(source.text))
    return parser.tree


class Parser(HTMLParser):
    """Builds the tree of one page; used by `parse_html` and thrown away."""

    def __init__(self, source: Source) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = Tree(source)
        self.open: list[Element] = []
        self.starts = [0, *(match.end() for match in LINE_BREAK.finditer(source.text) if match.group() != "\r")]

    @property
    def here(self) -> int:
        """Where on the page the parser is."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = self.add(tag, attrs)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once, as those of drawings are."""
        self.add(tag, attrs)

    def add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        """Note an element inside the one that is open."""
        given = {name: value or "" for name, value in reversed(attrs)}
        at = self.here
        element = Element(tag, given, at, self.open[-1] if self.open else None, at)
        self.tree.elements.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that are open inside it."""
        at = max((index for index, element in enumerate(self.open) if element.tag == tag), default=None)
        if at is not None:
            self.close_from(at, self.here)

    def close_from(self, index: int, end: int) -> None:
        """Close the open elements from one on."""
        for element in self.open[index:]:
            element.end = end
        del self.open[index:]

    def handle_data(self, data: str) -> None:
        """Note words, but for those of scripts and style sheets."""
        self.tree.words.append((self.here, data))

    def handle_comment(self, data: str) -> None:
        """Note a comment with the element around it."""
        self.tree.comments.append((self.here, data.strip(), self.open[-1] if self.open else None))

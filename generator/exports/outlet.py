"""What every exported file shares: the library, the site's settings, addresses, JSON with one item a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from generator.assemble import Library
from generator.matrix import Cell
from generator.pages.parts import SOURCE_ANCHOR, cell_anchor, source_page
from generator.settings import Settings
from generator.statements import Report

Json = dict[str, Any]
ENCODER = json.JSONEncoder(ensure_ascii=False)


class Dumped(str):
    """A value that is JSON already: of a list of hundreds of thousands, not all are objects at once."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """The library, and the file that is being made of it."""

    library: Library
    settings: Settings
    path: str
    """Relative to `briefings/`, as it is on the site."""

    def locate(self, target: str, anchor: str = "") -> str:
        """Return the address of a file of the site: absolute where the site's own is known, else relative."""
        fragment = f"#{anchor}" if anchor else ""
        if self.settings.site_url:
            return self.settings.site_url + target + fragment
        folder = self.path.rpartition("/")[0]
        if folder and target.startswith(f"{folder}/"):
            return target[len(folder) + 1 :] + fragment
        return "../" * (folder.count("/") + bool(folder)) + target + fragment

    def locate_page(self, page: str, anchor: str = "") -> str:
        """Return the address of a place on one of our pages, as it is after the site's build."""
        return self.locate(page.removesuffix(".md") + ".html", anchor)

    def locate_cell(self, cell: Cell) -> str:
        """Return the address of a cell in its matrix."""
        return self.locate_page(topic_page(cell.question), cell_anchor(cell))

    def locate_report(self, report: Report) -> str:
        """Return the address of a report in the evidence of its topic."""
        return self.locate_page(topic_page(report.position.question), report.id)

    def locate_article(self, id: str) -> str:
        """Return the address of an article's entry in the sources."""
        return self.locate_page(source_page(self.library.seeds.articles[id]), SOURCE_ANCHOR + id)


def topic_page(question: str) -> str:
    """Return the page of the topic that a `topic/question` belongs to."""
    return f"{question.split('/')[0]}.md"


def make_urn(*words: str) -> str:
    """Return a URN that depends on the words alone: a UUID of version 8 (RFC 9562), made of their SHA-256."""
    digits = sha256("\x1f".join(words).encode()).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def drop_empty(values: Mapping[str, Any]) -> Json:
    """Return the values that say something; what is unknown is left out."""
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}


def format_json(values: Mapping[str, Any]) -> str:
    """Return an object as JSON, a line for each key and for each item of a list: short to compare, fast to write."""
    lines = [f"{dump(key)}: {format_value(value)}" for key, value in values.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def format_value(value: Any) -> str:
    """Return a value as JSON; the items of a list stand on lines of their own, also in an object of its own."""
    if isinstance(value, dict) and any(isinstance(inner, list) for inner in value.values()):
        return format_json(value).rstrip("\n")
    if isinstance(value, list) and value and isinstance(value[0], dict | Dumped):
        return format_list(value)
    return dump(value)


def format_list(items: Iterable[Any]) -> str:
    """Return a list as JSON, an item a line."""
    return "[\n" + ",\n".join(map(dump, items)) + "\n]"


def dump(value: Any) -> str:
    """Return a value as JSON on one line."""
    return value if isinstance(value, Dumped) else ENCODER.encode(value)

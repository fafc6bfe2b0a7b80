"""JSON whose words know where in the file they stand, for whatever is wrong with them. Pure."""

from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder, scanner
from typing import Any

from briefing_desk.syntax.source import Place, Source, Text


class Object(dict[str, Any]):
    """A JSON object that knows where it begins."""

    __slots__ = ("at",)
    at: Place


class Placing(JSONDecoder):
    """The library's reader of JSON, in which each text and each object is noted with its place."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        parse_object: Any = self.parse_object  # type: ignore[has-type]
        parse_text: Any = self.parse_string  # type: ignore[has-type]

        def parse_placed_object(begins: tuple[str, int], *rest: Any) -> tuple[Object, int]:
            pairs, end = parse_object(begins, *rest)
            found = Object(pairs)
            found.at = Place(source, begins[1] - 1)
            return found, end

        def parse_placed_text(text: str, begins: int, strict: bool = True) -> tuple[Text, int]:
            words, end = parse_text(text, begins, strict)
            clean = words.encode("utf-8", "replace").decode()  # halves of characters stand for nothing
            return Text(clean, Place(source, begins - 1)), end

        self.parse_object = parse_placed_object
        self.parse_string = parse_placed_text
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def read_json(source: Source) -> tuple[Any, tuple[Place, str] | None]:
    """Return what a file says, or where and why it is no JSON."""
    try:
        return Placing(source).decode(source.text), None
    except JSONDecodeError as error:
        return None, (Place(source, min(error.pos, len(source.text))), error.msg)
    except RecursionError:
        return None, (Place(source), "it is nested too deeply")


def get_text(found: Any, *names: str) -> Text | None:
    """Return the first text, of several names, that an object has and that says something."""
    for name in names:
        value = found.get(name) if isinstance(found, dict) else None
        if isinstance(value, Text) and value.strip():
            return value
    return None


def list_all(value: Any) -> list[Any]:
    """Return one or several values as a list: JSON-LD writes a single one without brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def list_texts(value: Any) -> Iterator[Text]:
    """Yield the texts among one or several values."""
    yield from (one for one in list_all(value) if isinstance(one, Text) and one.strip())

"""What the page may ask for: JSON of exactly these forms, and how it is told what is wrong. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing_desk.schema.model import Translator
from briefing_desk.syntax.problems import Problem

LISTS = ("actors", "speakers")
FIELDS = (
    *("actor", "actors", "question", "stance", "condition", "summary", "basis", "according_to", "speakers"),
    *("event", "date", "precedes", "follows"),
)
"""Of a position, in the order in which they are written; its quotes come last."""
ABOUT = ("title", "publisher", "date", "date_note", "language", "abstract")
"""What the desk changes of an article itself."""
MAX_WORDS = 2000
MAX_PIECES = 20


class Refusal(Exception):
    """Says why nothing was done, with the status of HTTP; `told` has what is wrong in full."""

    def __init__(self, status: int, reason: str, told: list[dict[str, Any]] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.told = told or []


class Changed(Refusal):
    """Says that a file is no longer what the page has seen: nothing was written, and the card is kept."""

    def __init__(self, path: str) -> None:
        super().__init__(409, f"{path} was changed elsewhere meanwhile: nothing was written, and the card is kept")


Pieces = tuple[tuple[int, int], ...]
"""The ranges of one quote, in the browser's units; between two of them words are left out."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What a quote says in the language of the site; without text it has no translation."""

    text: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a person has filled in so far of one position."""

    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    quotes: tuple[Pieces, ...] = ()
    translations: tuple[Translated, ...] = ()
    """Of its quotes, in their order; the last ones may be missing."""
    renewed: tuple[Translated, ...] = ()
    """Of a position that is there already: those of its quotes, in their order."""
    dropped: tuple[int, ...] = ()
    """Of a position that is there already: the numbers of the quotes that it is to lose."""


def get_text(body: Mapping[str, Any], name: str) -> str:
    """Return a text of a request, empty where it is absent."""
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > MAX_WORDS:
        raise Refusal(400, f"`{name}` is no text of at most {MAX_WORDS} characters")
    return " ".join(value.split())


def get_number(body: Mapping[str, Any], name: str) -> int:
    """Return a number of a request."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refusal(400, f"`{name}` is no number")
    return value


def get_list(body: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list of a request, empty where it is absent."""
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > MAX_WORDS:
        raise Refusal(400, f"`{name}` is no list")
    return value


def get_names(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts of a request."""
    return tuple(filter(None, (get_text({name: item}, name) for item in get_list(body, name))))


def read_pieces(value: Any) -> Pieces:
    """Return the ranges of one quote, in their order."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_PIECES:
        raise Refusal(400, "a quote is a list of ranges")
    for piece in value:
        if not isinstance(piece, list) or len(piece) != 2 or not all(type(at) is int for at in piece):
            raise Refusal(400, "a range is two numbers")
    pieces = tuple((start, end) for start, end in value)
    ends = [at for piece in pieces for at in piece]
    if ends != sorted(ends) or ends[0] < 0 or any(start == end for start, end in pieces):
        raise Refusal(400, "ranges follow each other, and none is empty")
    return pieces


def read_translation(value: Any) -> Translated:
    """Return what a quote says in the language of the site, and whose words that is."""
    if not isinstance(value, dict) or set(value) - {"text", "by"}:
        raise Refusal(400, "a translation has `text` and `by`")
    text, by = get_text(value, "text"), get_text(value, "by")
    if text and by not in list(Translator):
        raise Refusal(400, f"`by` is {', '.join(Translator)}")
    return Translated(text, by) if text else Translated()


def read_card(body: Mapping[str, Any]) -> Card:
    """Return what a request has of a position."""
    given = body.get("fields", {})
    if not isinstance(given, dict) or set(given) - set(FIELDS):
        raise Refusal(400, "`fields` has the keys of a position")
    fields = {name: get_names(given, name) if name in LISTS else get_text(given, name) for name in FIELDS}
    dropped = get_list(body, "dropped")
    if not all(type(number) is int and number >= 0 for number in dropped):
        raise Refusal(400, "`dropped` is a list of numbers")
    return Card(
        {name: value for name, value in fields.items() if value},
        tuple(map(read_pieces, get_list(body, "quotes"))),
        tuple(map(read_translation, get_list(body, "translations"))),
        tuple(map(read_translation, get_list(body, "renewed"))),
        tuple(sorted(set(dropped))),
    )


def describe_problem(problem: Problem) -> dict[str, object]:
    """Return a problem as the page shows it."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
        "line": problem.at.line,
    }

"""What must be known of every article, whatever is made: which names lead from it, and what of it others need. Pure."""

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from briefing_desk.quotes.evidence import list_quotes
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Status
from briefing_desk.schema.names import list_names
from briefing_desk.text.resemblance import simplify_address

Cell = tuple[str, str]
"""An actor, and a question as `topic/question`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, as far as every run must know it."""

    made_of: str
    """The digest of its file."""
    line: int
    column: int
    """Where its front matter begins."""
    date: str
    """As annotated; empty without one."""
    retrieved: str
    cells: tuple[Cell, ...]
    """Each holder of each of its positions, with the question."""
    is_ordered: bool
    """One of its positions says what it precedes or follows."""
    actors: tuple[str, ...]
    publishers: tuple[str, ...]
    questions: tuple[str, ...]
    events: tuple[str, ...]
    """Those of which positions or passages tell."""
    matters: tuple[str, ...]
    occasions: tuple[str, ...]
    """Events and articles that positions precede or follow."""
    passages: tuple[str, ...]
    has_quotes: bool
    has_accepted: bool
    address: tuple[str, ...]
    """Its url without what does not count, and the url's fragment; empty without one."""
    first_id: str
    corrected: str
    """The day on which it was corrected or withdrawn, if it was."""
    has_body: bool
    """Its text stands below its front matter."""

    @property
    def day(self) -> Day:
        """The day on which it was taken in."""
        return Day.fromisoformat(self.retrieved)


NAMES = [field.name for field in fields(Entry)]
CELLS = NAMES.index("cells")
TUPLES = tuple(index for index, field in enumerate(fields(Entry)) if str(field.type).startswith("tuple["))


def make_entry(article: Article, made_of: str, has_body: bool) -> Entry:
    """Return what every run must know of an article."""
    at = article.places[""]
    positions = [position for position in article.positions if position.quotes]  # without, they were not readable
    named: dict[str, dict[str, None]] = {kind: {} for kind in ("actor", "publisher", "question", "event", "matter")}
    for kind, name in list_names(article):
        named[kind][str(name)] = None
    actors, publishers, questions, events, matters = (tuple(names) for names in named.values())
    occasions = {str(name): None for it in article.positions for name in (it.precedes, it.follows) if name}
    return Entry(
        made_of=made_of,
        line=at.line,
        column=at.column,
        date=article.date.text if article.date else "",
        retrieved=article.retrieved.isoformat(),
        cells=tuple((str(holder), str(position.question)) for position in positions for holder in position.holders),
        is_ordered=bool(occasions),
        actors=actors,
        publishers=publishers,
        questions=questions,
        events=events,
        matters=matters,
        occasions=tuple(occasions),
        passages=tuple(str(passage.id) for passage in article.passages),
        has_quotes=any(list_quotes(article)),
        has_accepted=bool(article.accepted),
        address=(str(simplify_address(article.url)), str(urlsplit(article.url).fragment)) if article.url else (),
        first_id=str(article.first_id or ""),
        corrected=str(article.correction.date) if article.correction and article.status is not Status.USABLE else "",
        has_body=has_body,
    )


def pack_entry(entry: Entry) -> list[Any]:
    """Return an entry as what JSON can say."""
    return [getattr(entry, name) for name in NAMES]


def unpack_entry(packed: list[Any]) -> Entry:
    """Return an entry again."""
    for index in TUPLES:
        packed[index] = tuple(packed[index])
    packed[CELLS] = tuple(map(tuple, packed[CELLS]))
    return Entry(*packed)

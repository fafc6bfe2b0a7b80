"""The names in an article that lead elsewhere. Pure."""

from collections.abc import Iterable, Iterator

from briefing_desk.schema.model import Article, Position
from briefing_desk.syntax.source import Text


def list_names(article: Article) -> Iterator[tuple[str, Text]]:
    """Yield each name in an article with its kind: actor, publisher, question, event, matter."""
    named: list[tuple[str, Text | None]] = [("publisher", name) for name in (article.publisher, *article.based_on)]
    named += list_position_names(article.positions)
    for passage in article.passages:
        named += [("event", passage.event), ("matter", passage.matter)]
    return ((kind, name) for kind, name in named if name)


def list_position_names(positions: Iterable[Position]) -> Iterator[tuple[str, Text]]:
    """Yield each name in positions with its kind: actor, question, event."""
    for position in positions:
        for name in (*position.holders, position.according_to, *position.voices):
            if name:
                yield "actor", name
        yield "question", position.question
        if position.event:
            yield "event", position.event

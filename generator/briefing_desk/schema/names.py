"""The names in an article that lead elsewhere. Pure."""

from collections.abc import Iterator

from briefing_desk.schema.model import Article
from briefing_desk.syntax.source import Text


def list_names(article: Article) -> Iterator[tuple[str, Text]]:
    """Yield each name in an article with its kind: actor, publisher, question, event, matter."""
    named: list[tuple[str, Text | None]] = [("publisher", name) for name in (article.publisher, *article.based_on)]
    for position in article.positions:
        named += [("actor", name) for name in (*position.holders, position.according_to, *position.voices)]
        named += [("question", position.question), ("event", position.event)]
    for passage in article.passages:
        named += [("event", passage.event), ("matter", passage.matter)]
    return ((kind, name) for kind, name in named if name)

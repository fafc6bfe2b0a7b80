"""What articles tell of a matter of fact, or of an event: passages that name it, side by side. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefing_desk.analysis.order import sort_key
from briefing_desk.quotes.evidence import Evidence, get_id
from briefing_desk.schema.dates import UNKNOWN
from briefing_desk.schema.model import Passage, Seeds, Status
from briefing_desk.syntax.source import Text


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article tells of something, in its own words."""

    article: str
    passage: Passage
    quote: Evidence


def get_matter(passage: Passage) -> Text | None:
    """Return the matter of which a passage tells."""
    return passage.matter


def get_event(passage: Passage) -> Text | None:
    """Return the event of which a passage tells."""
    return passage.event


def collect_claims(
    seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]], get_subject: Callable[[Passage], Text | None]
) -> dict[str, list[Claim]]:
    """Return what articles tell, by what they tell of; earliest article first, withdrawn ones left out."""
    articles = {id: article for id, article in seeds.articles.items() if article.status is not Status.WITHDRAWN}
    claims: dict[str, list[Claim]] = {}
    for id in sorted(articles, key=lambda id: (sort_key(articles[id].date or UNKNOWN), id)):
        for passage in articles[id].passages:
            if subject := get_subject(passage):
                claims.setdefault(str(subject), []).append(Claim(id, passage, evidence[id][get_id(id, passage)]))
    return claims


def is_told_twice(claims: list[Claim]) -> bool:
    """Say whether two articles tell of it, so that they can differ."""
    return len({claim.article for claim in claims}) > 1

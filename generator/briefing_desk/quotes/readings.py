"""Everything that was read of a site, before anything is joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing_desk.schema.model import Coders, Receipt, Review, Seeds
from briefing_desk.text.article_text import ArticleText


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read, before anything is joined."""

    seeds: Seeds
    receipts: Mapping[str, Receipt]
    texts: Mapping[str, tuple[str, ArticleText]]
    """The texts at hand, by article: where each was found, and the text."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """What the prose of each topic was last reviewed against."""
    coders: Coders = field(default_factory=dict)
    """What others have coded a second time."""

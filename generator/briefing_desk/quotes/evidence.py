"""Everything that an article quotes, with what is known of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefing_desk.quotes.quote_ids import make_quote_id
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Checked, Passage, Quote, Translation
from briefing_desk.text.quotation_marks import Direct


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or passage of an article, with what is known of it."""

    id: str
    article: str
    text: str
    """The article's own characters once checked; until then the annotation's."""
    direct: Direct | None
    """None: not yet checked."""
    checked: Day | None
    prefix: str | None = None
    suffix: str | None = None
    speakers: tuple[str, ...] = field(default=())
    lead: str | None = None
    """Words before it that a link needs, in the place of prefix and suffix."""
    translation: Translation | None = None

    @property
    def is_direct(self) -> bool:
        """Whether these are certainly a speaker's own words."""
        return self.direct is Direct.YES


def list_quotes(article: Article) -> Iterator[Quote | Passage]:
    """Yield everything that an article quotes: its positions' quotes and reasons, then its passages."""
    for position in article.positions:
        yield from position.quotes
        yield from position.because
    yield from article.passages


def get_id(article_id: str, quote: Quote | Passage) -> str:
    """Return the id of a quote or passage of an article."""
    return make_quote_id(article_id, quote.exact, quote.prefix, quote.suffix)


def list_ids(article_id: str, article: Article, evidence: Mapping[str, Evidence]) -> list[str]:
    """Return the id of everything that an article quotes, in its order; evidence has the same, each id once."""
    quotes = list(list_quotes(article))
    return list(evidence) if len(quotes) == len(evidence) else [get_id(article_id, quote) for quote in quotes]


def collect_evidence(article_id: str, article: Article, entries: Iterable[Checked]) -> dict[str, Evidence]:
    """Return everything the article quotes, by id, with what the entries vouch for."""
    checked = {str(entry.id): entry for entry in entries}
    found: dict[str, Evidence] = {}
    for quote in list_quotes(article):
        id = get_id(article_id, quote)
        entry = checked.get(id)
        found[id] = Evidence(
            id=id,
            article=article_id,
            text=str(entry.exact) if entry else " ".join(quote.exact.split()),
            direct=entry.direct if entry else None,
            checked=entry.checked if entry else None,
            prefix=as_words((entry or quote).prefix),
            suffix=as_words((entry or quote).suffix),
            lead=as_words(entry.lead) if entry else None,
            translation=quote.translation or (found[id].translation if id in found else None),
        )
    return found


def as_words(text: str | None) -> str | None:
    """Return words without their place, which is none of the evidence."""
    return str(text) if text is not None else None

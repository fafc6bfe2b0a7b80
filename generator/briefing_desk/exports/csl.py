"""A month's articles for reference managers: CSL-JSON (https://citationstyles.org), one item for each article."""

from collections.abc import Iterable

from briefing_desk.messages.phrases import describe_interval
from briefing_desk.messages.words import CORRECTIONS, NAMED, put_inside
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import Article, Status
from briefing_desk.web.json_text import Json, drop_empty, format_list
from briefing_desk.web.outlet import Outlet

TYPES = {
    "newspaper": "article-newspaper",
    "wire": "article-newspaper",
    "magazine": "article-magazine",
    "broadcaster": "broadcast",
    "blog": "post-weblog",
    "website": "webpage",
    "agency": "report",
    "government": "report",
    "organisation": "report",
}
"""What an article is to CSL, by the kind of its publisher."""


def format_sources(outlet: Outlet, ids: Iterable[str]) -> str:
    """Return some articles in their order; `id` is the article's own."""
    return format_list(describe_article(outlet, id, outlet.library.seeds.articles[id]) for id in ids) + "\n"


def describe_article(outlet: Outlet, id: str, article: Article) -> Json:
    """Return one article; a withdrawn one says so where readers of the reference see it."""
    publisher = outlet.library.seeds.publishers[article.publisher] if article.publisher else None
    told = put_inside(CORRECTIONS.get(article.status, ""))
    note = NAMED.format(name=told, value=article.correction.note) if article.correction else ""
    return drop_empty(
        {
            "id": id,
            "type": TYPES[publisher.kind] if publisher else "webpage",
            "title": article.title,
            "author": [{"literal": author} for author in article.authors],
            "container-title": publisher.name if publisher else None,
            "issued": describe_issued(article.date),
            "accessed": describe_day(article.retrieved),
            "URL": article.url,
            "archive_location": article.archived,
            "language": article.language,
            "abstract": article.abstract,
            "status": article.status if article.status is not Status.USABLE else None,
            "note": note,
        }
    )


def describe_day(day: Day) -> Json:
    """Return one day as a CSL date."""
    return {"date-parts": [[day.year, day.month, day.day]]}


def describe_issued(date: Interval | None) -> Json | None:
    """Return when something was published; approximate and inferred dates are `circa`.

    An open end is told in words alone: whoever finds `date-parts` takes them for the whole date.
    """
    if date is None or (date.first is None and date.last is None):
        return None
    if date.first is None or date.last is None:
        return {"literal": describe_interval(date)}
    parts = [[int(part) for part in point.rstrip("~?%").split("-")] for point in date.text.split("/")]
    is_circa = any(mark in date.text for mark in "~?%")
    return {"date-parts": parts, **({"circa": True} if is_circa else {})}

"""What a page is, as schema.org in JSON-LD: `Article`; on a topic's page each `Claim`, who holds it, where it appears.

Each is told once: an article on the page of its month, an actor on its own; the quotes are annotations, whose `via`
is a claim's `@id`. Never `ClaimReview`: we say who said what, and judge nobody's words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing_desk.analysis.lists import ListedArticle
from briefing_desk.analysis.statements import Report, is_inferred
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import ActorKind, Article, Correction, Publisher, Status
from briefing_desk.web.json_text import Json, drop_empty
from briefing_desk.web.links import actor_page
from briefing_desk.web.outlet import Outlet

CONTEXT = "https://schema.org"


def describe_page(
    outlet: Outlet,
    page: str,
    title: str,
    summary: str,
    parts: Iterable[Json] = (),
    modified: Day | None = None,
    about: Json | None = None,
) -> Json:
    """Return the graph of one page: the page itself as an article, when its evidence last grew, and what is on it."""
    site = outlet.settings
    article = drop_empty(
        {
            "@type": "Article",
            "@id": outlet.locate_page(page),
            "headline": title,
            "description": summary,
            "inLanguage": site.language,
            "dateModified": str(modified) if modified else None,
            "about": about,
            "isPartOf": drop_empty({"@type": "WebSite", "name": site.site_name, "url": site.site_url}),
        }
    )
    return {"@context": CONTEXT, "@graph": [article, *parts]}


def list_claims(outlet: Outlet, reports: Iterable[Report]) -> Iterator[Json]:
    """Yield the positions that articles report, then who holds them; addresses are relative to the page."""
    near = replace(outlet, settings=replace(outlet.settings, site_url=""))
    usable = list(filter(is_claim, reports))
    yield from (describe_claim(near, report) for report in usable)
    yield from (describe_actor(near, actor) for actor in dict.fromkeys(report.actor for report in usable))


def is_claim(report: Report) -> bool:
    """Say whether a report can be given as what an actor holds: not if it was withdrawn, or is our own reading."""
    return not (report.is_withdrawn or is_inferred(report))


def describe_claim(outlet: Outlet, report: Report) -> Json:
    """Return one report of a position; where another actor reports it, that is who interprets it so."""
    accords = report.position.according_to
    return drop_empty(
        {
            "@type": "Claim",
            "@id": outlet.locate_report(report),
            "text": report.position.summary,
            "author": {"@id": outlet.locate_page(actor_page(report.actor))},
            "claimInterpreter": describe_actor(outlet, accords) if accords else None,
            "dateCreated": describe_day(report.date),
            "appearance": {"@id": outlet.locate_article(report.article_id)},
        }
    )


def describe_actor(outlet: Outlet, id: str) -> Json:
    """Return who somebody is."""
    actor = outlet.library.seeds.actors[id]
    return drop_empty(
        {
            "@type": "Person" if actor.kind is ActorKind.PERSON else "Organization",
            "@id": outlet.locate_page(actor_page(id)) if id in outlet.library.holders else None,
            "name": actor.name,
            "sameAs": f"https://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None,
        }
    )


def describe_source(outlet: Outlet, id: str) -> Json:
    """Return one article that a page rests on."""
    article = outlet.library.seeds.articles[id]
    publisher = outlet.library.seeds.publishers[article.publisher].name if article.publisher else None
    return drop_empty(
        {
            "@type": "Article",
            "@id": outlet.locate_article(id),
            "headline": article.title,
            "url": article.url,
            "archivedAt": article.archived,
            "inLanguage": article.language,
            "author": [{"@type": "Person", "name": author} for author in article.authors],
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": describe_day(article.date) if article.date else None,
            "isBasedOn": [describe_basis(outlet.library.seeds.publishers[id]) for id in article.based_on],
            "creativeWorkStatus": article.status if article.status is not Status.USABLE else None,
            "correction": describe_correction(article.correction) if article.correction else None,
        }
    )


def describe_basis(publisher: Publisher) -> Json:
    """Return the report that an article rewrites: of it only the publisher is known."""
    return {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": publisher.name}}


def describe_correction(correction: Correction) -> Json:
    """Return what was corrected, or why an article was withdrawn."""
    return {"@type": "CorrectionComment", "text": correction.note, "datePublished": str(correction.date)}


def find_modified(articles: Iterable[Article]) -> Day | None:
    """Return the day on which articles were last taken in, corrected or withdrawn."""
    return max(list_days(articles), default=None)


def list_days(articles: Iterable[Article | ListedArticle]) -> Iterator[Day]:
    """Yield the days on which articles were taken in, corrected or withdrawn."""
    return (day for a in articles for day in (a.retrieved, a.correction.date if a.correction else None) if day)


def describe_day(date: Interval) -> str | None:
    """Return a date as ISO 8601 if it is one day, and known to be it: the vocabulary has no word for `~` and `?`."""
    is_certain = not date.is_inferred and "~" not in date.text
    return str(date.first) if date.first and date.first == date.last and is_certain else None

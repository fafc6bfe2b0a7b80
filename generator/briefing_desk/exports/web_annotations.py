"""Every quote as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one collection, a page a month."""

from collections.abc import Iterator, Sequence

from briefing_desk.analysis.lists import list_shown
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.words import ALL_QUOTES, NAMED
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.quotes.quote_ids import OMISSION
from briefing_desk.web.figures import say_translation
from briefing_desk.web.json_text import Json, drop_empty, format_json, make_urn
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import MonthView

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def format_annotations(outlet: Outlet, number: int, months: Sequence[str]) -> str:
    """Return the collection: how many quotes there are, and where its pages begin and end."""
    ends = {"first": locate_month(outlet, months[0]), "last": locate_month(outlet, months[-1])} if months else {}
    return format_json(
        {
            "@context": CONTEXT,
            "id": name_collection(outlet),
            "type": "AnnotationCollection",
            "label": ALL_QUOTES.format(site=outlet.settings.site_name),
            "total": number,
            **ends,
        }
    )


def format_month(outlet: Outlet, month: MonthView, after: str | None) -> str:
    """Return the page with the quotes of a month's articles.

    Which number its first one has in the collection (`startIndex`) is left out: each page would change with any before.
    """
    reports, evidence = outlet.library.reports, outlet.library.evidence
    told = ((id, list_shown(reports.get(id, ()), evidence[id])) for id in month.articles)
    shown = ((id, *pair) for id, pairs in told for pair in pairs)
    return format_json(
        {
            "@context": CONTEXT,
            "id": locate_month(outlet, month.name),
            "type": "AnnotationPage",
            "partOf": name_collection(outlet),
            **({"next": locate_month(outlet, after)} if after else {}),
            "items": [describe_quote(outlet, *one) for one in shown],
        }
    )


def name_collection(outlet: Outlet) -> str:
    """Return the id of the collection."""
    return make_urn("annotations", outlet.settings.site_name)


def locate_month(outlet: Outlet, month: str) -> str:
    """Return the address of a page of the collection."""
    return outlet.locate(f"data/annotations/{month}.json")


def describe_quote(outlet: Outlet, article: str, quote: Evidence, report: Report | None) -> Json:
    """Return one annotation: the position that the quote shows, and where it stands in the article."""
    return drop_empty(
        {
            "id": make_urn("annotation", f"{report.id}-{quote.id}" if report else quote.id),
            "type": "Annotation",
            "motivation": "classifying" if report else "highlighting",
            "body": [*(list_bodies(outlet, report) if report else ()), *translate(outlet, quote)],
            "target": list_targets(outlet, quote),
            "via": outlet.locate_report(report) if report else outlet.locate_article(article),
        }
    )


def list_bodies(outlet: Outlet, report: Report) -> Iterator[Json]:
    """Yield what a quote shows: whose stance on what, and our summary."""
    position = report.position
    actor = outlet.library.seeds.actors[report.actor].name
    yield make_body("tagging", f"actor:{report.actor}")
    yield make_body("tagging", f"question:{position.question}")
    yield make_body("classifying", f"stance:{position.stance}")
    yield {
        **make_body("describing", NAMED.format(name=actor, value=position.summary)),
        "language": outlet.settings.language,
    }


def translate(outlet: Outlet, quote: Evidence) -> Iterator[Json]:
    """Yield what a quote says in the language of the site, and whose translation that is, where it has one."""
    if said := say_translation(quote):
        yield {**make_body("describing", said), "language": outlet.settings.language}


def make_body(purpose: str, value: str) -> Json:
    """Return a textual body."""
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def list_targets(outlet: Outlet, quote: Evidence) -> list[Json]:
    """Return where a quote stands: a target for each piece between omissions, as every piece is verbatim."""
    article = outlet.library.seeds.articles[quote.article]
    source = str(article.url or outlet.locate_article(quote.article))
    pieces = (
        [piece.strip() for piece in OMISSION.split(quote.text) if piece.strip()] if "[" in quote.text else [quote.text]
    )
    last = len(pieces) - 1
    return [
        {
            "source": source,
            "selector": drop_empty(
                {
                    "type": "TextQuoteSelector",
                    "exact": piece,
                    "prefix": quote.prefix if index == 0 else None,
                    "suffix": quote.suffix if index == last else None,
                }
            ),
        }
        for index, piece in enumerate(pieces)
    ]

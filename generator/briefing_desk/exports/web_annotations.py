"""Every quote as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), in one collection."""

from collections.abc import Iterator

from briefing_desk.analysis.statements import Report
from briefing_desk.messages.words import ALL_QUOTES
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.quotes.quote_ids import OMISSION
from briefing_desk.web.json_text import Dumped, Json, drop_empty, dump, format_json, make_urn
from briefing_desk.web.outlet import Outlet

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def format_annotations(outlet: Outlet) -> str:
    """Return all annotations as one collection with one page."""
    items = [Dumped(dump(annotation)) for annotation in list_annotations(outlet)]
    page = {
        "id": make_urn("annotations", outlet.settings.site_name, "page"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return format_json(
        {
            "@context": CONTEXT,
            "id": make_urn("annotations", outlet.settings.site_name),
            "type": "AnnotationCollection",
            "label": ALL_QUOTES.format(site=outlet.settings.site_name),
            "total": len(items),
            **({"first": page} if items else {}),
        }
    )


def list_annotations(outlet: Outlet) -> Iterator[Json]:
    """Yield an annotation for each quote of each report, and for each passage that shows no position."""
    library = outlet.library
    used = set()
    for cell in library.cells.values():
        for report in cell.all_reports:
            for quote in {quote.id: quote for quote in report.quotes}.values():
                used.add(quote.id)
                yield describe_quote(outlet, quote, f"{report.id}-{quote.id}", outlet.locate_report(report), report)
    for id, evidence in library.evidence.items():
        for quote in evidence.values():
            if quote.id not in used:
                yield describe_quote(outlet, quote, quote.id, outlet.locate_article(id))


def describe_quote(outlet: Outlet, quote: Evidence, id: str, address: str, report: Report | None = None) -> Json:
    """Return one annotation: the position that the quote shows, and where it stands in the article."""
    return drop_empty(
        {
            "id": make_urn("annotation", id),
            "type": "Annotation",
            "motivation": "classifying" if report else "highlighting",
            "body": list(list_bodies(outlet, report)) if report else [],
            "target": list_targets(outlet, quote),
            "via": address,
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
        **make_body("describing", f"{actor}: {position.summary}"),
        "language": outlet.settings.language,
        "format": "text/plain",
    }


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

"""Where each field of the nouns is published, and why not where it is not.

The tables are made from this; a test holds every other export against it, and names a field of which nothing is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from briefing_desk.schema.model import (
    Actor,
    Article,
    Correction,
    Event,
    Matter,
    Passage,
    Position,
    Publisher,
    Question,
    Quote,
    Topic,
    Translation,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why an export does without a field."""

    because: str


Where = str | LeftOut
"""The name under which an export has a field; or why it has not."""


@dataclass(frozen=True, slots=True)
class Published:
    """What becomes of one field; where nothing is said, `WHOLE` says it of the noun."""

    tables: Where | None = None
    """`table.column` of the tables in `data/`: made from the field where the column has its name."""
    matrix: Where | None = None
    """`data/topics/*.json`."""
    csl: Where | None = None
    """`data/sources/*.csl.json`."""
    linked_data: Where | None = None
    """JSON-LD on the pages: schema.org."""
    annotations: Where | None = None
    """`data/annotations/*.json`: W3C Web Annotation."""
    refers: str = ""
    """The table whose key it names."""


EXPORTS = tuple(field.name for field in fields(Published) if field.name != "refers")
OWN = LeftOut("it is the desk's own, and tells readers nothing")
DESK = Published(OWN, OWN, OWN, OWN, OWN)
NO_WORD = LeftOut("the standard has no word for it")
SOURCES_ONLY = LeftOut("it lists sources, not what they say")
BY_ID = LeftOut("it names them by id: `data/` has a table of them")
SAID = LeftOut("the summary says it, and the rest is in `data/reports/*.csv` by the same id")
ANNOTATED = LeftOut("`data/annotations/*.json` has the quotes of each claim")
COUNTED = LeftOut("the method page counts them")
NO_CELL = LeftOut("it belongs to no cell")
WHOLE: Mapping[type, Mapping[str, LeftOut]] = {
    Article: {"matrix": BY_ID, "annotations": BY_ID},
    Correction: {"matrix": BY_ID, "annotations": BY_ID},
    Publisher: {"matrix": BY_ID, "linked_data": BY_ID, "annotations": BY_ID},
    Actor: {"matrix": BY_ID, "csl": SOURCES_ONLY, "linked_data": BY_ID, "annotations": BY_ID},
    Topic: {"csl": SOURCES_ONLY, "annotations": BY_ID},
    Question: {"csl": SOURCES_ONLY, "linked_data": BY_ID, "annotations": BY_ID},
    Matter: {"matrix": NO_CELL, "csl": SOURCES_ONLY, "linked_data": NO_WORD, "annotations": BY_ID},
    Event: {"matrix": BY_ID, "csl": SOURCES_ONLY, "linked_data": NO_WORD, "annotations": BY_ID},
    Position: {"csl": SOURCES_ONLY, "linked_data": SAID, "annotations": SAID},
    Quote: {"csl": SOURCES_ONLY},
    Translation: {"csl": SOURCES_ONLY, "linked_data": ANNOTATED},
    Passage: {
        "matrix": NO_CELL,
        "csl": SOURCES_ONLY,
        "linked_data": ANNOTATED,
    },
}
"""What holds of all fields of a noun of which an export says nothing."""
PUBLISHED: Mapping[type, Mapping[str, Published]] = {
    Article: {
        "title": Published("articles.title", csl="title", linked_data="headline"),
        "url": Published("articles.url", csl="URL", linked_data="url", annotations="target.source"),
        "archived": Published("articles.archived", csl="archive_location", linked_data="archivedAt"),
        "publisher": Published(
            "articles.publisher", "cells.origins", "container-title", "publisher", refers="publishers"
        ),
        "authors": Published("articles.authors", csl="author", linked_data="author"),
        "date": Published("articles.date", "reports.date", "issued", "datePublished"),
        "date_note": Published("articles.date_note", csl=NO_WORD, linked_data=NO_WORD),
        "retrieved": Published("articles.retrieved", "as_of", "accessed", "dateModified"),
        "language": Published("articles.language", csl="language", linked_data="inLanguage"),
        "based_on": Published("articles.based_on", "cells.origins", NO_WORD, "isBasedOn"),
        "status": Published("articles.status", "reports.status", "status", "creativeWorkStatus"),
        "correction": Published("articles.correction", "as_of", "note", "correction"),
        "abstract": Published(
            "articles.abstract", csl="abstract", linked_data=LeftOut("it is the desk's, not the article's")
        ),
        "positions": Published("reports.report", "reports", SOURCES_ONLY, "Claim", "body"),
        "passages": Published(
            "quotes.passage",
            WHOLE[Passage]["matrix"],
            SOURCES_ONLY,
            WHOLE[Passage]["linked_data"],
            "target.selector",
        ),
        "accepted": DESK,
        "first_id": DESK,
    },
    Correction: {
        "date": Published("articles.correction_date", "as_of", NO_WORD, "correction.datePublished"),
        "note": Published("articles.correction_note", csl="note", linked_data="correction.text"),
    },
    Publisher: {
        "name": Published("publishers.name", "cells.origins", "container-title", "publisher.name"),
        "kind": Published("publishers.kind", csl="type"),
        "owner": Published("publishers.owner", "cells.origins", NO_WORD),
        "country": Published("publishers.country", csl=LeftOut("`publisher-place` is a place, mostly a city")),
        "accepted": DESK,
    },
    Actor: {
        "name": Published("actors.name", "actors.name", linked_data="author.name", annotations="body.value"),
        "kind": Published("actors.kind", "actors.kind", linked_data="author.@type"),
        "aliases": Published("actors.aliases", linked_data=LeftOut("some of them are no names: `the union`")),
        "role": Published("actors.role"),
        "on_behalf_of": Published("actors.on_behalf_of", refers="actors"),
        "wikidata": Published("actors.wikidata", linked_data="author.sameAs"),
        "accepted": DESK,
        "first_id": DESK,
    },
    Topic: {
        "title": Published("questions.topic_title", "title", linked_data="headline"),
        "summary": Published(LeftOut("it is in `data/topics/*.json`"), "summary", linked_data="description"),
        "questions": Published("questions.question", "questions", linked_data=BY_ID),
        "events": Published("events.event", BY_ID, linked_data=NO_WORD),
        "matters": Published("matters.matter", NO_CELL, linked_data=NO_WORD),
        "accepted": DESK,
        "first_id": DESK,
    },
    Question: {
        "id": Published("questions.question", "questions.id", linked_data="@id", annotations="body.value"),
        "label": Published("questions.label", "questions.label"),
        "proposition": Published("questions.proposition", "questions.proposition"),
        "background": Published("questions.background", BY_ID),
        "first_id": DESK,
    },
    Event: {
        "id": Published("events.event", "reports.event"),
        "title": Published("events.title"),
        "date": Published("events.date", "reports.date", linked_data="dateCreated"),
        "status": Published("events.status"),
        "first_id": DESK,
    },
    Matter: {
        "id": Published("matters.matter"),
        "title": Published("matters.title"),
        "note": Published("matters.note"),
    },
    Position: {
        "stance": Published("reports.stance", "reports.stance", annotations="body.value"),
        "condition": Published("reports.condition", "reports.condition"),
        "summary": Published("reports.summary", "reports.summary", linked_data="text", annotations="body.value"),
        "basis": Published("reports.basis", "reports.basis", linked_data="Claim, if it is no reading of ours"),
        "according_to": Published(
            "reports.according_to", "reports.according_to", linked_data="claimInterpreter", refers="actors"
        ),
        "event": Published("reports.event", "reports.event", linked_data="dateCreated", refers="events"),
        "precedes": Published("reports.precedes", "reports.precedes"),
        "follows": Published("reports.follows", "reports.follows"),
        "date": Published("reports.date", "reports.date", linked_data="dateCreated"),
        "proposed_by": Published(COUNTED, COUNTED, SOURCES_ONLY, COUNTED, COUNTED),
        "question": Published("cells.question", "cells.question", linked_data="@id", annotations="body.value"),
        "actor": Published("cells.actor", "cells.actor", linked_data="author", annotations="body.value"),
        "actors": Published("cells.actor", "cells.actor", linked_data="author", annotations="body.value"),
        "quotes": Published("evidence.quote", "reports.quotes", linked_data=ANNOTATED, annotations="target"),
        "because": Published("evidence.is_reason", "reports.because", linked_data=ANNOTATED, annotations="target"),
        "speakers": Published("evidence.speakers", "quotes.speakers", linked_data=ANNOTATED),
    },
    Quote: {
        "exact": Published("quotes.exact", "quotes.exact", linked_data="@id", annotations="selector.exact"),
        "prefix": Published("quotes.prefix", "quotes.prefix", linked_data="@id", annotations="selector.prefix"),
        "suffix": Published("quotes.suffix", "quotes.suffix", linked_data="@id", annotations="selector.suffix"),
        "speakers": Published("evidence.speakers", "quotes.speakers", linked_data=ANNOTATED, annotations=NO_WORD),
        "translation": Published("quotes.translation", "quotes.translation", linked_data=ANNOTATED, annotations="body"),
    },
    Translation: {
        "text": Published("quotes.translation_text", "quotes.translation.text", annotations="body.value"),
        "by": Published("quotes.translation_by", "quotes.translation.by", annotations="body.value"),
    },
    Passage: {
        "id": Published("quotes.passage", annotations=OWN),
        "exact": Published("quotes.exact", annotations="selector.exact"),
        "says": Published("quotes.says", annotations=LeftOut("it is the desk's, not the article's")),
        "matter": Published("quotes.matter", annotations=NO_WORD, refers="matters"),
        "event": Published("quotes.event", annotations=NO_WORD, refers="events"),
        "prefix": Published("quotes.prefix", annotations="selector.prefix"),
        "suffix": Published("quotes.suffix", annotations="selector.suffix"),
        "translation": Published("quotes.translation", annotations="body"),
    },
}
"""Of each noun: its fields, in the order of the columns that are made of them."""


def find_where(noun: Any, field: str, export: str) -> Where | None:
    """Return where an export has a field of a noun, or why not; None where nobody has said."""
    known = PUBLISHED.get(noun, {}).get(field)
    said: Where | None = getattr(known, export) if known else None
    return said or (WHOLE.get(noun, {}).get(export) if known else None)


def list_gaps(noun: Any, known_as: Any = None) -> Iterator[str]:
    """Yield the fields of a noun of which it is not said what becomes of them; `known_as`: as if it were that noun."""
    for field in fields(noun):
        missing = [export for export in EXPORTS if not find_where(known_as or noun, field.name, export)]
        if field.name != "places" and missing:
            yield f"{noun.__name__}.{field.name}: say in schema/publishing.py where or why not: {', '.join(missing)}"

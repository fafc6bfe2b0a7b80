"""Entries as an Atom feed (RFC 4287), whose earlier years are archives (RFC 5005)."""

from collections.abc import Iterator

from briefing_desk.exports.feed_entries import Entry, Part, name_feed
from briefing_desk.web.escape import Html, element, quote_html
from briefing_desk.web.outlet import Outlet

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
HISTORY = "http://purl.org/syndication/history/1.0"


def format_atom(outlet: Outlet, part: Part) -> str:
    """Return a document of a feed; without entries it is as old as the site, so that nothing seems new."""
    newest = max((entry.updated for entry in part.entries), default=outlet.library.since)
    parts = [
        element("id", name_feed(outlet, part.feed.stem)),
        element("title", part.feed.title),
        element("updated", f"{newest}T00:00:00Z"),
        element("author", element("name", outlet.settings.site_name)),
        element("link", rel="self", type=TYPE, href=outlet.locate(outlet.path)),
        element("link", rel="alternate", type="text/html", href=outlet.locate_page(part.feed.page)),
        *list_neighbours(outlet, part),
        *(describe_entry(entry) for entry in part.entries),
    ]
    names = {"xml:lang": outlet.settings.language, **({"xmlns:fh": HISTORY} if part.year else {})}
    return f"{HEAD}{element('feed', *parts, xmlns=NAMESPACE, **names)}\n"


def list_neighbours(outlet: Outlet, part: Part) -> Iterator[Html]:
    """Yield where the other documents of a feed are, and whether this one is an archive."""
    if part.year:
        yield element("fh:archive")
        yield element("link", rel="current", type=TYPE, href=outlet.locate(f"{part.feed.stem}.xml"))
    for rel, year in (("prev-archive", part.older), ("next-archive", part.newer)):
        if year:
            yield element("link", rel=rel, type=TYPE, href=outlet.locate(f"{part.locate(year)}.xml"))


def describe_entry(entry: Entry) -> Html:
    """Return one entry."""
    parts = [
        element("id", entry.id),
        element("title", entry.title),
        element("published", f"{entry.published}T00:00:00Z"),
        element("updated", f"{entry.updated}T00:00:00Z"),
        element("link", rel="alternate", type="text/html", href=entry.address),
        *(element("category", term=topic) for topic in entry.topics),
        element("content", quote_html(entry.content), type="html"),
    ]
    return element("entry", *parts)

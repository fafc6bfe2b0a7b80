"""Entries as an Atom feed (RFC 4287)."""

from collections.abc import Sequence

from briefing_desk.exports.feed_entries import Entry, name_feed
from briefing_desk.web.escape import Html, element, quote_html
from briefing_desk.web.outlet import Outlet

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://www.w3.org/2005/Atom"


def format_atom(outlet: Outlet, title: str, page: str, entries: Sequence[Entry]) -> str:
    """Return a feed about a page of ours; without entries it is as old as the site, so that nothing seems new."""
    newest = max((entry.updated for entry in entries), default=outlet.library.since)
    parts = [
        element("id", name_feed(outlet)),
        element("title", title),
        element("updated", f"{newest}T00:00:00Z"),
        element("author", element("name", outlet.settings.site_name)),
        element("link", rel="self", type="application/atom+xml", href=outlet.locate(outlet.path)),
        element("link", rel="alternate", type="text/html", href=outlet.locate_page(page)),
        *(describe_entry(entry) for entry in entries),
    ]
    lang = {"xml:lang": outlet.settings.language}
    return f"{HEAD}{element('feed', *parts, xmlns=NAMESPACE, **lang)}\n"


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

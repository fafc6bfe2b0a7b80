"""Entries as a JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from briefing_desk.exports.feed_entries import Entry, Part
from briefing_desk.web.json_text import Json, drop_empty, format_json
from briefing_desk.web.outlet import Outlet

VERSION = "https://jsonfeed.org/version/1.1"


def format_json_feed(outlet: Outlet, part: Part) -> str:
    """Return a document of a feed; addresses stand in it only where the site's own is known."""
    known = bool(outlet.settings.site_url)
    head = {
        "version": VERSION,
        "title": part.feed.title,
        "home_page_url": outlet.locate_page(part.feed.page) if known else None,
        "feed_url": outlet.locate(outlet.path) if known else None,
        "next_url": outlet.locate(f"{part.locate(part.older)}.json") if known and part.older else None,
        "description": outlet.settings.site_description,
        "language": outlet.settings.language,
    }
    return format_json({**drop_empty(head), "items": [describe_entry(entry, known) for entry in part.entries]})


def describe_entry(entry: Entry, is_located: bool) -> Json:
    """Return one item; `_briefing` holds the facts with the ids of the pages."""
    return drop_empty(
        {
            "id": entry.id,
            "url": entry.address if is_located else None,
            "title": entry.title,
            "content_html": str(entry.content),
            "date_published": f"{entry.published}T00:00:00Z",
            "date_modified": f"{entry.updated}T00:00:00Z",
            "tags": list(entry.topics),
            "_briefing": entry.facts,
        }
    )

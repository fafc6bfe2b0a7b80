"""What a feed brings: RSS and Atom by feedparser, JSON Feed by its few keys; each article once, by its address."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.hosts import get_host
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.text.resemblance import simplify_address

MOST_ITEMS = 200
"""Of one feed, as it gives them: the newest first, as a rule."""
MAX_TITLE = 300
REDIRECTS = {"/url": ("url", "q"), "/search": ()}
"""Paths at Google that lead on, with the parameters that say where; its alerts are such links."""
GOOGLE = "google."
NOWHERE = Place(Source("", ""))


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a feed brought."""

    url: str
    title: str
    """Without tags; empty where the feed gives none."""
    day: str
    """When it was published, as a day; empty where the feed does not say it, or says nonsense."""
    feed: str
    """What the feed is called."""


def read_feed(data: bytes, address: str, name: str) -> list[Item]:
    """Return what a feed brings; raise UsageError for what is no feed."""
    found = read_json_feed(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else read_xml_feed(data, address)
    title, entries = found
    called = name or title or get_host(address)
    items: dict[str, Item] = {}
    for link, words, day in entries:
        url = clean_address(urljoin(address, link.strip())) if link else ""
        if url:
            items.setdefault(simplify_address(url), Item(url, strip_tags(words)[:MAX_TITLE], day, called))
    return list(items.values())[:MOST_ITEMS]


def read_json_feed(data: bytes) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the title of a JSON Feed, and the address, title and day of each item (jsonfeed.org, version 1.1)."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError("this is no JSON Feed: it cannot be read as JSON") from error
    items = found.get("items")
    if "jsonfeed.org/version" not in str(found.get("version")) or not isinstance(items, list):
        raise UsageError("this is JSON, but no JSON Feed: `version` and `items` are not there")
    return get_words(found, "title"), [
        (
            get_words(item, "url") or get_words(item, "external_url"),
            get_words(item, "title"),
            find_day(get_words(item, "date_published")[:10]),
        )
        for item in items
        if isinstance(item, dict)
    ]


def read_xml_feed(data: bytes, address: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the title of a feed in XML, and the address, title and day of each entry."""
    import feedparser  # only what reads feeds pays for it

    # a stream: bytes alone could be taken for the name of a file, which would be opened
    found: Any = feedparser.parse(BytesIO(data), response_headers={"content-location": address})
    if not found.get("version"):
        raise UsageError("this is neither RSS nor Atom nor JSON Feed")
    return str(found.feed.get("title", "")), [
        (str(entry.get("link", "")), str(entry.get("title", "")), find_parsed_day(entry)) for entry in found.entries
    ]


def get_words(item: dict[str, Any], key: str) -> str:
    """Return a text of a JSON object, empty where it is none."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def find_parsed_day(entry: Any) -> str:
    """Return the day of an entry, as feedparser has understood it."""
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return find_day("-".join((f"{parsed[0]:04}", f"{parsed[1]:02}", f"{parsed[2]:02}"))) if parsed else ""


def find_day(words: str) -> str:
    """Return a day, empty where it is none."""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return ""


def clean_address(url: str) -> str:
    """Return where a link leads at last, as far as the link itself says so; empty where no article could have it."""
    try:
        parts = urlsplit(url)
        is_redirect = GOOGLE in get_host(url) and parts.path in REDIRECTS
        for name in REDIRECTS[parts.path] if is_redirect else ():
            if target := parse_qs(parts.query).get(name):
                return clean_address(target[0])
        return str(convert_url(Text(url, NOWHERE)))
    except (Wrong, ValueError):
        return ""


def strip_tags(words: str) -> str:
    """Return a title as words: feeds mark what was searched for in it, and write it as HTML."""
    kept = "".join(iterate_outside(words))
    return " ".join(unescape(kept).split())


def iterate_outside(words: str) -> Iterator[str]:
    """Yield what stands outside of tags; a `<` that begins none is itself."""
    for number, part in enumerate(words.split("<")):
        if number == 0:
            yield part
        elif part[:1].isalpha() or part[:1] == "/":
            yield part.partition(">")[2]
        else:
            yield f"<{part}"

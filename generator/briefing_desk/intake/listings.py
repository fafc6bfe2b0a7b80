"""What leads to many articles: a folder, a feed (RSS, Atom), a list of feeds (OPML)."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

KINDS = (".html", ".htm", ".xhtml", ".txt", ".md", ".markdown", ".eml", ".pdf")
MOST_LINKS = 50
"""Of one feed, the newest as a rule; of a list of feeds, feeds."""


def list_files(folder: Path) -> list[str]:
    """Return the files of a folder that may be articles, in the order of their names."""
    return [str(path) for path in sorted(folder.iterdir()) if path.is_file() and path.suffix.lower() in KINDS]


def list_links(data: bytes) -> list[str]:
    """Return the addresses that a feed or a list of feeds leads to; none where it is something else."""
    if b"<" not in data[:200] or not any(word in data[:4000] for word in (b"<rss", b"<feed", b"<opml", b"<rdf:RDF")):
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    found = (link.strip() for link in find_links(root)) if root is not None else ()
    return list(dict.fromkeys(link for link in found if link.startswith(("http://", "https://"))))[:MOST_LINKS]


def find_links(root: etree._Element) -> Iterator[str]:
    """Yield the addresses in a feed: of an entry's page; in a list, of feeds."""
    for element in root.iter("*"):
        name = get_name(element)
        if name == "outline":
            yield element.get("xmlUrl") or ""
        elif name in ("item", "entry"):
            links = [child for child in element if get_name(child) == "link"]
            pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
            yield next(((link.get("href") or link.text or "") for link in pages), "")


def get_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; of what is broken it may be none that XML allows."""
    return str(element.tag).rpartition("}")[2]

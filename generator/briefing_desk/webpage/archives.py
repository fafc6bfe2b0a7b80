"""Copies in web archives: which addresses lead to one, of which page it is, what the archive puts around it. Pure."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

COPY = re.compile(
    r"https?://(?:[^/?#]+/(?:[^?#]*?/)?(?:19|20)\d{12}|web\.archive\.org/web/(?:19|20)\d{2,12})(?:[a-z]{2}_)?/"
    r"(https?):/{1,2}(?=[^/])(.+)",
    re.IGNORECASE,
)
"""As most archives name a copy: the moment, then the address of the page."""
SHORT = re.compile(r"(?:www\.)?(?:archive\.(?:ph|today|is|li|fo|md|vn)|perma\.cc|ghostarchive\.org|webcitation\.org)")
"""Hosts of archives whose addresses may say nothing of the page."""
BANNERS = ("wm-ipp-base", "wm-ipp-print", "donato", "HEADER")
"""What archives put around a copy, by its id."""


def find_original(url: str) -> str | None:
    """Return the address of the page of which an address is an archive's copy, empty where it does not say that.

    None where it is no copy's.
    """
    if match := COPY.fullmatch(url):
        return f"{match[1]}://{match[2]}"
    try:
        parts = urlsplit(url)
        return "" if SHORT.fullmatch(parts.hostname or "") and parts.path.strip("/") else None
    except ValueError:
        return None


def drop_banner(tree: HtmlElement) -> None:
    """Remove from a copy what the archive says of it: its days are not the article's."""
    for element in [one for one in tree.iter() if one.get("id") in BANNERS and one.getparent() is not None]:
        element.drop_tree()

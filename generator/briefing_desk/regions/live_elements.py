"""What in HTML runs, shows other people's pages, or leads to a script: element by element. Pure."""

import re
from collections.abc import Iterator, Mapping

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HARMLESS = ("http:", "https:", "mailto:", "tel:")
"""The schemes that an address on a page may have."""
RUNS = ("javascript:", "vbscript:", "data:")
"""Schemes of addresses that are scripts, or pages with scripts."""
DATA = ("application/json", "application/ld+json")
"""Types of scripts that do not run."""
FORBIDDEN = ("iframe", "frame", "frameset", "fencedframe", "portal", "object", "embed", "applet", "base")
"""What shows or runs somebody else's page, or turns all links elsewhere."""
ADDRESSES = ("href", "src", "xlink:href", "action", "formaction", "data", "poster", "background")
"""The attributes that hold one address."""
ANIMATED = ("to", "from", "by", "values")
"""What the elements of drawings that animate an attribute, of a link for example, put there."""
STRIPPED = "".join(map(chr, range(0x21)))
"""What browsers strip from both ends of an address."""


def clean_address(text: str) -> str:
    """Return an address without what browsers take out of it (WHATWG URL)."""
    text = text.strip(STRIPPED)
    return text if text.isprintable() else re.sub("[\t\n\r]", "", text)


def complain(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield what about an element, as a browser has it, could run; its own words are not looked at."""
    if tag in FORBIDDEN:
        yield f"`<{tag}>` has no place on our pages"
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "the page sends its readers elsewhere"
    for name, value in attributes.items():
        if name.startswith("on") or name == "srcdoc" or (name in ANIMATED and leads_to_script(value)):
            yield f"the attribute `{name}` holds a script"


def is_inline_script(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether an element is a script that stands on the page itself, and runs."""
    return tag == "script" and "src" not in attributes and attributes.get("type", "").lower() not in DATA


def leads_to_script(value: str) -> bool:
    """Say whether one of the addresses that an animation sets is a script."""
    return any(clean_address(url).lower().startswith(RUNS) for url in value.split(";"))

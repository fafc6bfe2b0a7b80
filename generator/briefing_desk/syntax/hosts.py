"""Hosts as browsers read them: Unicode's UTS 46, not transitional, as WHATWG URL says. Pure.

Python's own codec (`idna`) knows the rules of 2003 only: by them `straße.example` is `strasse.example`, another site.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

MAX_LABEL, MAX_HOST = 63, 253
"""Characters, by the Domain Name System."""
LABEL = re.compile(r"[a-z0-9_-]+")
"""What names of hosts are made of; the underscore is against the rules, and in use."""
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""Of a host whose last part is one, browsers want a number for each part."""
SAFE_IN_PATH = "/:@!$&'()*+,;=~%?#[]"
"""What stands in an address as it is."""


def encode_host(host: str) -> str:
    """Return a host's name as the network knows it, or its number; raise ValueError if it cannot be one."""
    if ":" in host:
        return encode_number(host)
    name = map_host(host)
    *labels, last = name.removesuffix(".").split(".")
    encoded = [encode_label(label) for label in (*labels, last)]
    if NUMBER.fullmatch(encoded[-1]):
        return encode_number(name)
    whole = ".".join(encoded)
    if len(whole) > MAX_HOST:
        raise ValueError(f"the host has {len(whole)} characters, the limit is {MAX_HOST}")
    return whole + "." * name.endswith(".")


def encode_number(host: str) -> str:
    """Return a host that is an IP address in its usual form; browsers know others, which only hide it."""
    try:
        IPv6Address(host) if ":" in host else IPv4Address(host)
        return host
    except AddressValueError:
        raise ValueError(f"the host `{host}` is no IP address") from None


def map_host(host: str) -> str:
    """Return a host in the form in which its letters are compared: small, composed, with common dots."""
    if host.isascii():
        return host.lower()
    import idna  # only hosts with other letters pay for it

    try:
        return idna.uts46_remap(host, std3_rules=False, transitional=False)
    except idna.IDNAError:
        raise ValueError("no host can have this name") from None


def encode_label(label: str) -> str:
    """Return one part of a name in the letters that the network knows."""
    if not label:
        raise ValueError("a part of the host's name is empty")
    encoded = label if label.isascii() else encode_letters(label)
    if len(encoded) > MAX_LABEL:
        raise ValueError(f"a part of the host's name has {len(encoded)} characters, the limit is {MAX_LABEL}")
    if not LABEL.fullmatch(encoded):
        raise ValueError("no host can have this name")
    return encoded


def encode_letters(label: str) -> str:
    """Return a part of a name that has other letters; those that names should not have, as 💩, browsers encode too."""
    import idna

    try:
        return idna.alabel(label).decode()
    except idna.InvalidCodepoint:
        return f"xn--{label.encode('punycode').decode()}"
    except idna.IDNAError as error:
        is_long = "too long" in str(error)
        raise ValueError("a part of the host's name is too long" if is_long else "no host can have this name") from None


def split_url(url: str) -> SplitResult:
    """Return the parts of an address; to browsers a backslash is a slash, up to what is asked of the page."""
    page, mark, rest = url.partition("?")
    return urlsplit(page.replace("\\", "/") + mark + rest)


def check_host(url: str) -> str:
    """Return why a browser can find no host in an address; empty if it can."""
    try:
        parts = split_url(url)
        host, _ = parts.hostname, parts.port
        encode_host(host or "")
    except ValueError as error:
        return str(error)
    return ""


def get_host(url: str) -> str:
    """Return the host of an address as the network knows it; empty if it has none that can be."""
    return "" if check_host(url) else encode_host(split_url(url).hostname or "")


def encode_url(url: str) -> str:
    """Return an address in ASCII, as browsers ask for it; raise ValueError if it cannot be asked for."""
    parts = split_url(url)
    host = encode_host(parts.hostname or "")
    port = f":{parts.port}" if parts.port is not None else ""
    place = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path, query = (quote(part, safe=SAFE_IN_PATH) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))

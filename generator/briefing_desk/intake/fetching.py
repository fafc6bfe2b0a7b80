"""Fetch one page from the network: within limits of time and size, and with one clear line for each way to fail."""

import re
from dataclasses import dataclass

from briefing_desk.network import Reply, Unreached, ask, is_public
from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.hosts import get_host
from briefing_desk.syntax.source import Place, Source, Text

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
MAX_BYTES = 10_000_000
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
AGENT = "briefing-desk (an editor's tool; fetches single pages on request)"
STATUSES = {
    401: "the page asks for a login",
    402: "the page asks for payment",
    403: "the site refuses to give the page to a program: save it in the browser and add the file",
    404: "there is no such page",
    410: "the page was removed",
    429: "the site asks to come back later",
    451: "the page is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    url: str
    """Where it was found at last."""
    kind: str
    data: bytes
    charset: str
    robots: str = ""
    """What the site says there to programs (`X-Robots-Tag`)."""


def fetch_page(url: str) -> Fetched:
    """Return a page, following redirects; raise UsageError with why there is none."""
    is_within = not is_public(get_host(url))

    def check(step: str) -> None:
        """Let nothing through that could not stand in an article, and nobody lead from outside to what is within."""
        check_address(step)
        if step != url and not is_within and not is_public(get_host(step)):
            raise UsageError(f"{url}: it leads to a host that has no public address")

    try:
        with ask(url, AGENT, check) as reply:
            return read_reply(reply)
    except Unreached as error:
        raise UsageError(f"{url}: {error}; if a browser shows it, save it there and add the file") from error


def check_address(url: str) -> None:
    """Raise UsageError for an address that could not stand in an article either."""
    try:
        convert_url(Text(url, Place(Source("", ""))))
    except Wrong as wrong:
        raise UsageError(f"{url}: {wrong.message}") from wrong


def read_reply(reply: Reply) -> Fetched:
    """Return an answer's page; raise UsageError where it is none or is too large."""
    if reply.status != 200:
        why = STATUSES.get(reply.status) or ("the site has a fault" if reply.status >= 500 else "the page is not given")
        raise UsageError(f"{reply.url}: {why} (status {reply.status})")
    kind, _, rest = reply.headers.get("Content-Type", "text/html").partition(";")
    if kind.strip().lower() not in KINDS:
        raise UsageError(f"{reply.url}: this is no page but {kind.strip()}")
    data = reply.read(MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise UsageError(f"{reply.url}: the page is larger than {MAX_BYTES // 1_000_000} MB; add a file with its text")
    charset = CHARSET.search(rest)
    return Fetched(
        reply.url,
        kind.strip().lower(),
        data,
        charset.group(1) if charset else "",
        reply.headers.get("X-Robots-Tag", ""),
    )

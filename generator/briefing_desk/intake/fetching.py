"""Fetch one page from the network: within limits of time and size, and with one clear line for each way to fail."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing_desk.network import Reply, Unreached, ask, is_public, read_robots
from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.hosts import encode_url, get_host
from briefing_desk.syntax.source import Place, Source, Text

if TYPE_CHECKING:
    from protego import Protego

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
MAX_BYTES = 10_000_000
KINDS = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/xml",
    "text/xml", "application/rss+xml", "application/atom+xml", "text/x-opml", "application/rdf+xml",
)  # fmt: skip
PAUSE = 1
"""Seconds between two pages of one host."""
NAME = "briefing-desk"
"""By which a site's robots.txt may call us."""
AGENT = f"{NAME} (an editor's tool; fetches single pages on request)"
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


def wait_for(url: str, asked: dict[str, float]) -> None:
    """Wait until a host may be asked for another page, and remember when it was."""
    host = get_host(url)
    rest = asked.get(host, -PAUSE) + PAUSE - time.monotonic()
    if host in asked and rest > 0:
        time.sleep(rest)
    asked[host] = time.monotonic()


def make_guard() -> Callable[[str], None]:
    """Return what raises UsageError for an address that its site's robots.txt keeps from programs, read once a site."""
    known: dict[str, Protego] = {}

    def guard(url: str) -> None:
        parts = urlsplit(encode_url(url))
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in known:
            known[site] = read_robots(site, AGENT, stay_outside(site))
        if not known[site].can_fetch(url, NAME):
            help = "save the page in the browser and add the file"
            raise UsageError(f"{url}: the publisher lets no program fetch it with others (robots.txt): {help}")

    return guard


def stay_outside(site: str) -> Callable[[str], None]:
    """Return what raises Unreached for a step from a public site to a host that only this machine may see."""
    is_within = not is_public(get_host(site))

    def check(step: str) -> None:
        if not is_within and not is_public(get_host(step)):
            raise Unreached("it leads to a host that has no public address")

    return check


def fetch_page(url: str, guard: Callable[[str], None] | None = None) -> Fetched:
    """Return a page, following redirects; raise UsageError with why there is none, or where a step is guarded."""
    is_within = not is_public(get_host(url))

    def check(step: str) -> None:
        """Let nothing through that could not stand in an article, and nobody lead from outside to what is within."""
        check_address(step)
        if step != url and not is_within and not is_public(get_host(step)):
            raise UsageError(f"{url}: it leads to a host that has no public address")
        if guard:
            guard(step)

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

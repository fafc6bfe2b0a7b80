"""Ask other hosts, politely, whether the sources that a site links to are still there.

One question at a time, with a pause between two to the same host; what its robots.txt forbids is not asked.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from protego import Protego

from briefing_desk import __version__
from briefing_desk.syntax.hosts import encode_url

AGENT = "briefing-audit"
HEADERS = {"User-Agent": f"{AGENT}/{__version__}", "Accept": "text/html, */*;q=0.5"}
TIMEOUT = 20
LONGEST_WAIT = 60
"""Seconds; a host that wants to be left alone for longer is not asked again."""
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""What may be over when one asks again."""
NO_HEAD = (403, 405, 501)
"""What hosts say that answer only whole requests."""
MAX_ROBOTS = 512_000
"""Bytes of a robots.txt that are read (RFC 9309: 500 kibibytes at least)."""
FORBID_ALL = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one address."""

    url: str
    fault: str = ""
    """Why readers do not get there; empty if they do."""
    is_skipped: bool = False
    """The host's robots.txt forbids to ask."""


@dataclass(slots=True)
class Asker:
    """Asks about addresses; it remembers when each host was asked, and what its robots.txt says."""

    pause: float
    """Seconds between two requests to one host."""
    retries: int
    is_public: Callable[[str], bool]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    asked: dict[str, float] = field(default_factory=dict)
    robots: dict[str, Protego] = field(default_factory=dict)

    def ask_all(self, urls: Iterable[str]) -> list[Answer]:
        """Return an answer for each address."""
        return [self.ask(url) for url in urls]

    def ask(self, url: str) -> Answer:
        """Return what becomes of somebody who follows a link, asking again where the fault may pass."""
        try:
            asked = encode_url(url)
        except ValueError as error:
            return Answer(url, f"not an address: {error}")
        parts = urlsplit(asked)
        if not self.is_public(parts.hostname or ""):
            return Answer(url, "the host has no public address")
        if not self.allowed(parts.scheme, parts.netloc, asked):
            return Answer(url, is_skipped=True)
        method = "HEAD"
        for attempt in range(self.retries + 1):
            status, fault, wait = self.request(asked, method)
            if status in NO_HEAD and method == "HEAD":
                method = "GET"
                status, fault, wait = self.request(asked, method)
            if not fault or (status and status not in PASSING) or wait > LONGEST_WAIT:
                break
            if attempt < self.retries:
                self.sleep(max(wait, 2.0**attempt))
        return Answer(url, fault)

    def request(self, url: str, method: str) -> tuple[int, str, float]:
        """Return the status (0: no answer), what is wrong, and how long the host asks to wait."""
        host = urlsplit(url).netloc
        self.wait_for(host)
        opener = make_opener(self.is_public)
        try:
            with opener.open(Request(url, headers=HEADERS, method=method), timeout=TIMEOUT) as response:
                return response.status, "", 0
        except HTTPError as error:
            with error:
                return error.code, f"{error.code} {error.reason}", read_wait(error.headers)
        except (URLError, OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or str(error) or type(error).__name__
            return 0, " ".join(str(reason).split()), 0
        finally:
            self.asked[host] = self.clock()

    def wait_for(self, host: str) -> None:
        """Wait until a host may be asked again: its own wish counts if it is longer than our pause."""
        known = self.robots.get(host)
        wish = known.crawl_delay(AGENT) if known else None
        pause = min(max(self.pause, float(wish or 0)), LONGEST_WAIT)
        rest = self.asked.get(host, -pause) + pause - self.clock()
        if host in self.asked and rest > 0:
            self.sleep(rest)

    def allowed(self, scheme: str, host: str, url: str) -> bool:
        """Say whether a host lets programs ask for an address; one that has no robots.txt does."""
        if host not in self.robots:
            self.robots[host] = self.read_robots(f"{scheme}://{host}/robots.txt", host)
        return bool(self.robots[host].can_fetch(url, AGENT))

    def read_robots(self, url: str, host: str) -> Protego:
        """Return a host's robots.txt; RFC 9309: none means all is allowed, a broken host that nothing is."""
        text = ""
        try:
            with make_opener(self.is_public).open(Request(url, headers=HEADERS), timeout=TIMEOUT) as response:
                text = response.read(MAX_ROBOTS).decode("utf-8-sig", "replace")
        except HTTPError as error:
            with error:
                text = FORBID_ALL if error.code >= 500 else ""
        except (URLError, OSError, HTTPException, ValueError):
            text = ""  # the request for the page itself tells what is wrong
        finally:
            self.asked[host] = self.clock()
        return Protego.parse(text)


class Redirects(HTTPRedirectHandler):
    """Follows redirections, but to no host that is not public."""

    def __init__(self, is_public: Callable[[str], bool]) -> None:
        self.is_public = is_public

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows, in the same method."""
        newurl = encode_url(urljoin(req.full_url, newurl))
        if not self.is_public(urlsplit(newurl).hostname or ""):
            raise URLError("it leads to a host that has no public address")
        fresh = super().redirect_request(req, fp, code, msg, headers, newurl)
        if fresh is not None:
            fresh.method = req.get_method()
        return fresh


def make_opener(is_public: Callable[[str], bool]) -> OpenerDirector:
    """Return what opens http and https addresses and no others: urllib's own would read files too."""
    opener = OpenerDirector()
    for handler in (
        HTTPHandler(),
        HTTPSHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
        Redirects(is_public),
    ):
        opener.add_handler(handler)
    return opener


def read_wait(headers: Message) -> float:
    """Return the seconds that a host asks to wait; a date counts as too long."""
    value = headers.get("Retry-After", "0")
    return float(value) if value.isdigit() else LONGEST_WAIT + 1.0


def is_public(host: str) -> bool:
    """Say whether a host has only public addresses; one that is unknown is asked, and found to be."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return True
    return all(ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)

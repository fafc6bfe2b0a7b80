"""Ask other hosts, politely, whether the sources that a site links to are still there.

One question at a time, with a pause between two to the same host; what its robots.txt forbids is not asked.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing_desk import __version__
from briefing_desk.network import Unreached, ask, read_robots
from briefing_desk.syntax.hosts import encode_url, get_host

if TYPE_CHECKING:
    from protego import Protego

AGENT = "briefing-audit"
LONGEST_WAIT = 60
"""Seconds; a host that wants to be left alone for longer is not asked again."""
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""What may be over when one asks again."""
NO_HEAD = (403, 405, 501)
"""What hosts say that answer only whole requests."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one address."""

    url: str
    fault: str = ""
    """Why readers do not get there; empty if they do."""
    is_skipped: bool = False
    """The host's robots.txt forbids to ask."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request came to."""

    fault: str = ""
    status: int = 0
    """0: there was no answer."""
    may_pass: bool = False
    """The fault may be over when one asks again."""
    wait: float = 0
    """Seconds after which the host wants to be asked again."""


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
    robots: "dict[str, Protego]" = field(default_factory=dict)

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
            found = self.request(asked, method)
            if found.status in NO_HEAD and method == "HEAD":
                method = "GET"
                found = self.request(asked, method)
            if not found.may_pass or found.wait > LONGEST_WAIT:
                break
            if attempt < self.retries:
                self.sleep(max(found.wait, 2.0**attempt))
        return Answer(url, found.fault)

    def request(self, url: str, method: str) -> Outcome:
        """Return what one request came to."""
        host = urlsplit(url).netloc
        self.wait_for(host)
        try:
            with ask(url, f"{AGENT}/{__version__}", self.check, method) as reply:
                fault = f"{reply.status} {reply.reason}".strip() if reply.status >= 300 else ""
                return Outcome(fault, reply.status, reply.status in PASSING, read_wait(reply.headers))
        except Unreached as error:
            return Outcome(f"{error} ({error.reason})" if error.reason else str(error), may_pass=error.may_pass)
        finally:
            self.asked[host] = self.clock()

    def check(self, url: str) -> None:
        """Raise Unreached for a step to a host that is not public; what is no address at all the request tells."""
        if not self.is_public(get_host(url)):
            raise Unreached("it leads to a host that has no public address")

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
            self.robots[host] = read_robots(f"{scheme}://{host}", f"{AGENT}/{__version__}", self.check)
            self.asked[host] = self.clock()
        return bool(self.robots[host].can_fetch(url, AGENT))


def read_wait(headers: Mapping[str, str]) -> float:
    """Return the seconds that a host asks to wait; a date counts as too long."""
    value = headers.get("Retry-After", "0")
    return float(value) if value.isdigit() else LONGEST_WAIT + 1.0

"""Our one client of HTTP: asks another host for one address, within limits, with one line for each way to fail.

Whether it may go somewhere its caller says, of every step of the way.
"""

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from multiprocessing import TimeoutError as TimeLimit
from multiprocessing.pool import ThreadPool
from threading import Event, Timer
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from briefing_desk.syntax.hosts import encode_url

if TYPE_CHECKING:
    from protego import Protego
    from urllib3 import BaseHTTPResponse, PoolManager

CONNECT, READ, WHOLE = 10, 20, 60
"""Seconds: to reach the host, to wait for its next word, for the whole answer."""
MAX_REDIRECTS = 10
MAX_ROBOTS = 512_000
"""Bytes of a robots.txt that are read (RFC 9309: 500 kibibytes at least)."""
FORBID_ALL = "User-agent: *\nDisallow: /\n"
LATE = "the answer did not come within {} seconds"
CHUNK = 65_536
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""Ways to pack an answer that we can undo, with zlib's number for each."""
PHRASES = {status.value: status.phrase for status in HTTPStatus}
"""What a status means, where the host does not say it: HTTP/2 and 3 have no place for it, nor have some proxies."""


class Unreached(Exception):
    """Why there is no answer, in a few words."""

    def __init__(self, message: str, reason: object = "", may_pass: bool = False) -> None:
        """Take what people are told, what the network said, and whether it may be over when one asks again."""
        super().__init__(message)
        said = getattr(reason, "verify_message", "") or getattr(reason, "strerror", "") or reason
        self.reason = " ".join(str(said or "").split())
        self.may_pass = may_pass


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answers: its head; the rest comes when it is read."""

    url: str
    """Where it was found at last."""
    status: int
    headers: Mapping[str, str]
    reason: str
    """What the status means."""
    answer: "BaseHTTPResponse" = field(repr=False)

    def read(self, most: int) -> bytes:
        """Return the rest unpacked, of which nothing more is read once it is longer than `most` bytes."""
        packed = [name.strip() for name in self.headers.get("Content-Encoding", "").lower().split(",")]
        names = [name for name in packed if name not in ("", "identity")]
        if [name for name in names if name not in PACKED] or len(names) > 1:
            raise Unreached(f"the answer is packed in a way that was not asked for ({', '.join(names)})")
        unpack = zlib.decompressobj(PACKED[names[0]]) if names else None
        parts, size = [], 0
        for part in self.answer.stream(CHUNK, decode_content=False):
            whole = unpack.decompress(part, most + 1 - size) if unpack else part
            parts.append(whole)
            size += len(whole)
            if size > most:
                return b"".join(parts)
        if unpack and not unpack.eof:
            raise Unreached("the answer breaks off before its end", may_pass=True)
        return b"".join(parts)


@contextmanager
def ask(
    url: str, agent: str, check: Callable[[str], None], method: str = "GET", more: Mapping[str, str] | None = None
) -> Iterator[Reply]:
    """Give what a host answers, following redirections; raise Unreached with why there is no answer.

    `check` is asked before each step and raises what it likes to stop there; `more` are headers.
    """
    import urllib3  # only what goes to the network pays for it

    errors = urllib3.exceptions
    headers = {"User-Agent": agent, "Accept": "text/html, */*;q=0.5", **(more or {})}
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=CONNECT, read=READ), retries=False, headers=headers)
    end = time.monotonic() + WHOLE
    try:
        reply = finish_by(end, lambda: follow(pool, url, method, check))
        with cut_off_at(end, reply.answer):
            yield reply
    except zlib.error as error:
        raise Unreached("the answer is not packed in the way that it says", error) from error
    except errors.NewConnectionError as error:  # urllib3 counts it among the time-outs
        raise Unreached("the site could not be reached", error.__cause__, may_pass=True) from error
    except errors.TimeoutError as error:
        raise Unreached("the site did not answer in time", may_pass=True) from error
    except errors.SSLError as error:
        raise Unreached("the site's certificate is not valid", error.args[0]) from error
    except errors.HTTPError as error:
        raise Unreached("the site could not be reached, or broke off", error.args[-1], may_pass=True) from error
    finally:
        pool.clear()


def read_robots(site: str, agent: str, check: Callable[[str], None]) -> "Protego":
    """Return what a site's robots.txt wishes; RFC 9309: none means all is allowed, a broken site that nothing is."""
    from protego import Protego  # only what goes to the network pays for it

    text = ""
    # where it cannot be had, the request for the page itself tells what is wrong
    with suppress(Unreached), ask(f"{site}/robots.txt", agent, check) as reply:
        if reply.status < 300:
            text = reply.read(MAX_ROBOTS)[:MAX_ROBOTS].decode("utf-8-sig", "replace")
        elif reply.status >= 500:
            text = FORBID_ALL
    return Protego.parse(text)


def finish_by(end: float, work: Callable[[], Reply]) -> Reply:
    """Return what some work gives, unless it takes longer than it may; then it is left to itself.

    A limit for each wait is none for the whole: a host that sends a byte a second never lets one wait too long, and the
    names of hosts are looked up without any limit.
    """
    worker = ThreadPool(1)  # whose threads the end of the run does not wait for
    found = worker.apply_async(work)
    worker.close()
    try:
        return found.get(max(0.0, end - time.monotonic()))
    except TimeLimit:
        raise Unreached(LATE.format(WHOLE), may_pass=True) from None


@contextmanager
def cut_off_at(end: float, answer: "BaseHTTPResponse") -> Iterator[None]:
    """Let an answer end when its time is over, whoever waits for its next byte; say so as Unreached."""
    import urllib3

    is_over = Event()

    def cut_off() -> None:
        is_over.set()
        with suppress(OSError, ValueError, RuntimeError):  # it has come to its end by itself
            answer.shutdown()

    timer = Timer(max(0.0, end - time.monotonic()), cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
        if is_over.is_set():
            raise Unreached(LATE.format(WHOLE), may_pass=True) from error
        raise
    finally:
        timer.cancel()
        answer.close()
    if is_over.is_set():  # what was cut off may look whole, where the host does not say how long it is
        raise Unreached(LATE.format(WHOLE), may_pass=True)


def follow(pool: "PoolManager", url: str, method: str, check: Callable[[str], None]) -> Reply:
    """Return the answer to which an address leads at last."""
    for _ in range(MAX_REDIRECTS + 1):
        check(url)
        answer = pool.request(method, encode_address(url), preload_content=False, redirect=False)
        target = answer.get_redirect_location()
        if not target:
            reason = answer.reason or PHRASES.get(answer.status, "")
            return Reply(url, answer.status, answer.headers, reason, answer)
        answer.close()
        url = join_address(url, target)
    raise Unreached(f"redirected more than {MAX_REDIRECTS} times")


def encode_address(url: str) -> str:
    """Return an address as it is asked for; raise Unreached if it is none, or of no kind that may be asked for."""
    try:
        encoded = encode_url(url)
    except ValueError as error:
        raise Unreached(f"not an address: {error}") from error
    if urlsplit(encoded).scheme not in ("http", "https"):
        raise Unreached("only http and https links are allowed")
    return encoded


def join_address(url: str, target: str) -> str:
    """Return where a redirection leads; its letters come as bytes that are UTF-8 if they can be."""
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise Unreached(f"it leads to `{target}`, which is not an address: {error}") from error


def is_public(host: str) -> bool:
    """Say whether a host has only public addresses; one that is unknown is asked, and found to be."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return True
    return all(ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)

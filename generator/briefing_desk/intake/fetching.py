"""Fetch one page from the network: within limits of time and size, and with one clear line for each way to fail."""

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.hosts import encode_url
from briefing_desk.syntax.source import Place, Source, Text

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
MAX_BYTES = 10_000_000
CONNECT, READ, WHOLE = 10, 20, 60
"""Seconds: to reach the server, to wait for its next word, for the whole page."""
MAX_REDIRECTS = 5
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
AGENT = "briefing-desk (an editor's tool; fetches single pages on request)"
CHUNK = 65_536
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


def fetch_page(url: str) -> Fetched:
    """Return a page, following redirects; raise UsageError with why there is none."""
    import urllib3  # only `add` pays for it

    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=CONNECT, read=READ), retries=False, headers={"User-Agent": AGENT}
    )
    deadline = time.monotonic() + WHOLE
    try:
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url)
            answer = pool.request("GET", encode_url(url), preload_content=False, redirect=False)
            target = answer.get_redirect_location()
            if not target:
                return read_answer(url, answer, deadline)
            answer.release_conn()
            url = follow(url, target)
    except urllib3.exceptions.NewConnectionError as error:  # urllib3 counts it among the time-outs
        raise UsageError(f"{url}: the site could not be reached") from error
    except urllib3.exceptions.TimeoutError as error:
        raise UsageError(f"{url}: the site did not answer in time") from error
    except urllib3.exceptions.SSLError as error:
        raise UsageError(f"{url}: the site's certificate is not valid") from error
    except urllib3.exceptions.HTTPError as error:
        raise UsageError(f"{url}: the site could not be reached, or broke off") from error
    finally:
        pool.clear()
    raise UsageError(f"{url}: redirected more than {MAX_REDIRECTS} times")


def follow(url: str, target: str) -> str:
    """Return where a redirection leads; raise UsageError if that is no address."""
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise UsageError(f"{url}: it leads to `{target}`, which is not an address: {error}") from error


def check_address(url: str) -> None:
    """Raise UsageError for an address that could not stand in an article either."""
    try:
        convert_url(Text(url, Place(Source("", ""))))
    except Wrong as wrong:
        raise UsageError(f"{url}: {wrong.message}") from wrong


def read_answer(url: str, answer: "BaseHTTPResponse", deadline: float) -> Fetched:
    """Return an answer's page; raise UsageError where it is none, is too large or comes too slowly."""
    if answer.status != 200:
        why = STATUSES.get(answer.status) or (
            "the site has a fault" if answer.status >= 500 else "the page is not given"
        )
        raise UsageError(f"{url}: {why} (status {answer.status})")
    kind, _, rest = answer.headers.get("Content-Type", "text/html").partition(";")
    if kind.strip().lower() not in KINDS:
        raise UsageError(f"{url}: this is no page but {kind.strip()}")
    parts, size = [], 0
    for part in answer.stream(CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise UsageError(f"{url}: the page is larger than {MAX_BYTES // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise UsageError(f"{url}: the page did not come within {WHOLE} seconds")
    charset = CHARSET.search(rest)
    return Fetched(url, kind.strip().lower(), b"".join(parts), charset.group(1) if charset else "")

"""What watched feeds have brought that a desk does not know yet: neither taken in, nor decided, nor told twice."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from briefing_desk.intake.fetching import check_address, wait_for
from briefing_desk.network import Unreached, ask, is_public
from briefing_desk.schema.watching import Decided, Decision, Feed
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.hosts import get_host
from briefing_desk.text.resemblance import simplify_address
from briefing_desk.watch.feeds import Item, read_feed

AGENT = "briefing-desk (watches feeds when an editor asks)"
MAX_BYTES = 5_000_000
SOON = 300
"""Seconds in which a feed is not asked again: few are written more often."""
LIKE = 90
"""From which likeness of two titles, of 100, they are taken for the same report."""
SHORTEST = 20
"""Characters of a title: shorter ones are like too many others."""
MOST_KEPT, MOST_COMPARED = 2000, 200


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of a feed since it was asked."""

    asked: float
    """When, in seconds since 1970."""
    etag: str = ""
    modified: str = ""
    """What it said of its last change; to be told so when it is asked again."""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that a feed brought, and nobody has decided on."""

    item: Item
    like: str = ""
    """The id of an article, or the title of another item, that may be the same report."""
    whose: str = ""
    """Who has said that they look at it."""


def fetch_feed(feed: Feed, known: Fetched | None, asked: dict[str, float], clock: Callable[[], float]) -> Fetched:
    """Return what a feed brings; as it is known where it was asked just now, or says that nothing is new.

    Raise UsageError with why it could not be read.
    """
    now = clock()
    if known and now - known.asked < SOON:
        return known
    url = str(feed.url)
    is_within = not is_public(get_host(url))

    def check(step: str) -> None:
        """Let nothing through that is no address, and nobody lead from outside to what is within."""
        check_address(step)
        if step != url and not is_within and not is_public(get_host(step)):
            raise UsageError(f"{url}: it leads to a host that has no public address")

    wait_for(url, asked)
    unchanged = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    try:
        with ask(url, AGENT, check, more={name: value for name, value in unchanged.items() if value}) as reply:
            if known and reply.status == 304:
                return Fetched(now, known.etag, known.modified, known.items)
            if reply.status != 200:
                later = reply.headers.get("Retry-After", "")
                raise UsageError(f"{url}: {reply.status} {reply.reason}{f', ask again in {later} s' if later else ''}")
            data = reply.read(MAX_BYTES)
            if len(data) > MAX_BYTES:
                raise UsageError(f"{url}: the feed is larger than {MAX_BYTES // 1_000_000} MB")
            tag, modified = (reply.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            where = reply.url
    except Unreached as error:
        raise UsageError(f"{url}: {error}") from error
    try:
        items = read_feed(data, where, str(feed.name or ""))
    except UsageError as error:
        raise UsageError(f"{url}: {error}") from error
    return Fetched(now, tag, modified, tuple(items))


def fetch_all(
    feeds: Sequence[Feed], known: Mapping[str, Fetched], clock: Callable[[], float] = time.time
) -> tuple[dict[str, Fetched], list[str]]:
    """Return what all feeds bring, by address, and a line for each that could not be read: it stays as it is known."""
    found, failed, asked = {}, [], dict[str, float]()
    for feed in feeds:
        url = str(feed.url)
        try:
            found[url] = fetch_feed(feed, known.get(url), asked, clock)
        except UsageError as error:
            failed.append(str(error))
            if url in known:
                found[url] = known[url]
    return found, failed


def list_waiting(
    fetched: Iterable[Fetched],
    decisions: Mapping[str, Sequence[Decision]],
    taken: Mapping[str, str],
    titles: Mapping[str, str],
) -> list[Waiting]:
    """Return what nobody has decided on, the newest first.

    `decisions` are by person; `taken` has articles by their addresses without what does not count, `titles` those of
    articles by id.
    """
    decided = sum_up(decisions)
    items: dict[str, Item] = {}
    for feed in fetched:
        for item in feed.items:
            items.setdefault(simplify_address(item.url), item)
    waiting: list[Waiting] = []
    for key, item in sorted(items.items(), key=lambda pair: (pair[1].day, pair[1].title, pair[0]), reverse=True):
        person, choice = decided.get(key, ("", None))
        if key in taken or choice in (Decided.DISMISSED, Decided.TAKEN):
            continue
        others = {other.item.title: other.item.title for other in waiting[-MOST_COMPARED:]}
        like = find_like(item.title, titles) or find_like(item.title, others)
        waiting.append(Waiting(item, like, person))
    return waiting[:MOST_KEPT]


def sum_up(decisions: Mapping[str, Sequence[Decision]]) -> dict[str, tuple[str, Decided]]:
    """Return who decided what on each address: of each person the last line, of several the latest day.

    On the same day what ends the matter goes before "mine".
    """
    last = {(simplify_address(one.url), person): one for person, found in decisions.items() for one in found}
    ordered = sorted(last.items(), key=lambda pair: (pair[1].day, pair[1].decided is not Decided.MINE))
    return {page: (person, one.decided) for (page, person), one in ordered}


def find_like(title: str, others: Mapping[str, str]) -> str:
    """Return the key of a title that is nearly the same, empty where there is none."""
    if len(title) < SHORTEST:
        return ""
    found = process.extractOne(title, others, scorer=fuzz.token_sort_ratio, processor=str.casefold, score_cutoff=LIKE)
    return str(found[2]) if found else ""


def pack_fetched(fetched: Mapping[str, Fetched]) -> dict[str, Any]:
    """Return what feeds brought as JSON has it."""
    return {
        url: [one.asked, one.etag, one.modified, [[it.url, it.title, it.day, it.feed] for it in one.items]]
        for url, one in fetched.items()
    }


def unpack_fetched(packed: Any) -> dict[str, Fetched]:
    """Return what feeds brought again; nothing where it is not what was packed."""
    try:
        return {
            str(url): Fetched(float(asked), str(tag), str(modified), tuple(Item(*map(str, item)) for item in items))
            for url, (asked, tag, modified, items) in packed.items()
        }
    except (AttributeError, TypeError, ValueError):
        return {}

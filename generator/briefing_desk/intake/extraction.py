"""From a page's HTML to an article's text and what the page says of itself, each value with its origin. Pure.

Where sources contradict each other, or allow several readings, a value is left out and its readings are told: a blank
beats a wrong value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from briefing_desk.languages import load_language
from briefing_desk.schema.values import Wrong, convert_url
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.text.resemblance import simplify_address
from briefing_desk.webpage.archives import drop_banner, find_original
from briefing_desk.webpage.authors import choose_authors
from briefing_desk.webpage.body import extract_body
from briefing_desk.webpage.claims import Claim, Claims, read_claims
from briefing_desk.webpage.dating import date_article
from briefing_desk.webpage.head import find_headline, list_seen, list_times, match_words, read_bylines, strip_by
from briefing_desk.webpage.titles import HOME, choose_title
from briefing_desk.webpage.tree import (
    MOST_TAGS,
    Block,
    TooManyTags,
    fold_spaces,
    list_blocks,
    list_meta,
    parse_page,
    squeeze,
)
from briefing_desk.webpage.wording import guess_language, measure_words

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
STUB, MIN_WORDS = 250, 20
"""Words: below the first, an article that calls itself not free is a stub; below the second, a page has none at all."""
FEW_WORDS = 60
"""Below these the editor is asked to see whether the text is whole."""
WALL, CONSENT = 400, 0.06
"""Words that a page which only asks for consent may have, and the share of them that speaks of nothing else."""
NO_COPY = re.compile(r"\b(?:noarchive|none)\b", re.IGNORECASE)
BYLINE = re.compile(r"(?:by|von|por|par)\s+\w", re.IGNORECASE)
BYLINE_WORDS = 8
"""Fewer than these has a line that says who wrote, without its date."""
MOST_LINKS, MOST_NAMING = 10, 8
"""Links to a site's first page that are read, and words in the name of a site."""
HOST = re.compile(r"://(?:www\.)?([^/?#:]+)")
DAYS = "%Y-%m-%d", "%d %B %Y", "%B %d, %Y"
"""As bylines write them, in English: 2025-09-25, 25 September 2025, September 25, 2025."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a new article; empty where nothing was found."""

    text: str
    """Paragraphs, parted by blank lines."""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    """As the page calls it."""
    language: str = ""
    url: str = ""
    archived: str = ""
    """The address of a copy in a web archive."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where the page has each of these from."""
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the page says of those that are left out: readings that contradict each other."""
    notes: tuple[str, ...] = ()
    """What the editor should know of the text."""
    left: tuple[str, ...] = ()
    """What of the page was left out, paragraph by paragraph."""
    forbids: str = ""
    """Where the publisher says that nobody else may keep the page; empty if it does not."""


class NoArticle(Exception):
    """Says in one line why a page gives no article."""


def extract_article(html: str, url: str = "") -> Findings:
    """Return what a page holds; raise NoArticle where there is no text in it, or only its beginning."""
    try:
        tree = parse_page(html)
    except TooManyTags as error:
        raise NoArticle(f"the page has more than {MOST_TAGS} tags: save its text in a file and add that") from error
    if tree is None:
        raise NoArticle(refuse(0))
    claims = read_claims(tree)
    own, copy = find_addresses(tree, claims, url)
    if copy.value:
        drop_banner(tree)
    blocks = list_blocks(tree)
    found = describe_page(tree, claims, blocks, own)
    if copy.value:
        found = replace(found, archived=copy.value, origins={**found.origins, "archived": copy.origin})
    headlines = [found.title, *(block.text for block in blocks if block.tag == "h1")]
    body = extract_body(tree, headlines, found.language, found.authors)
    text, words = body.text, body.words
    notes = []
    if words < MIN_WORDS and not NOT_FREE.search(html) and measure_words(claims.body) >= MIN_WORDS:
        text, words = (
            "\n\n".join(filter(None, map(str.strip, claims.body.splitlines()))) + "\n",
            measure_words(claims.body),
        )
        notes.append("the page shows no text: this is its JSON-LD articleBody")
    if words < MIN_WORDS:
        raise NoArticle(refuse(words))
    if words < STUB and NOT_FREE.search(html):
        raise NoArticle(f"the page has only {words} words and says that it is not free to read: a paywall's stub")
    if asks_for_consent(text, found.language):
        raise NoArticle("the page only asks for consent: answer it in a browser, save the page there and add the file")
    if words < FEW_WORDS:
        notes.append(f"the text has only {words} words: see whether the page has more")
    return replace(found, text=text, notes=tuple(notes), forbids=find_wish(tree), left=body.left)


def find_wish(tree: HtmlElement) -> str:
    """Return where a page says that nobody else may keep it; empty if it does not."""
    wishes = (f"<meta> {name}" for name, content in list_meta(tree) if name == "robots" and NO_COPY.search(content))
    return next(wishes, "")


def asks_for_consent(text: str, language: str) -> bool:
    """Say whether a text is a wall before a page, which asks leave to watch its readers: by the share of words.

    An article about such walls is longer, and has fewer of them.
    """
    words = re.findall(r"\w+", text.casefold())
    known = (*load_language(language).consent, *load_language("en").consent)
    return len(words) < WALL and sum(word.startswith(known) for word in words) > CONSENT * len(words)


def refuse(words: int) -> str:
    """Return why a page with so few words is no article."""
    what = f"only {words} words of text" if words else "no text"
    return f"the page has {what}: a paywall, a consent page, or a page that scripts fill"


def describe_page(tree: HtmlElement, claims: Claims, blocks: Sequence[Block], own: Claim) -> Findings:
    """Return what a page says of itself, without its text."""
    url = own.value
    language, why, languages = choose_language(tree, claims, blocks)
    publisher = choose_publisher(claims)
    head = fold_spaces(tree.findtext(".//title"))
    named = [claim.value for claim in claims.publishers if squeeze(claim.value) != squeeze(head)]
    titles = {squeeze(claim.value) for claim in claims.titles} - {squeeze(publisher.value)}
    sites = [*named, *list_hosts(url), *(name for name in list_home_names(tree, url) if squeeze(name) not in titles)]
    title = choose_title(claims.titles, blocks, head, sites, language)
    at = find_headline(blocks, title.value)
    by = match_words((*load_language(language).bylines, *load_language("en").bylines))
    told = [replace(claim, value=strip_by(claim.value, by)) for claim in claims.authors]
    authors = choose_authors(told, list(read_bylines(blocks, at, language)), blocks, sites)
    date = date_article(claims.dates, [*list_times(blocks, at), *list_seen(blocks, at, language)], url)
    origins = {
        "title": title.origin,
        "url": own.origin,
        "authors": authors.origin,
        "date": date.origin,
        "publisher": publisher.origin,
        "language": why,
    }
    doubts = {"authors": authors.doubts, "date": date.doubts, "language": languages}
    return Findings(
        "",
        title=title.value,
        authors=authors.names,
        date=date.value,
        publisher=publisher.value,
        language=language,
        url=url,
        origins={name: origin for name, origin in origins.items() if origin},
        doubts={name: readings for name, readings in doubts.items() if readings},
    )


def find_address(tree: HtmlElement, url: str) -> Claim:
    """Return what the page itself calls its address."""
    links = [link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    told = [Claim(link.get("href") or "", "<link rel=canonical>") for link in links]
    told += [Claim(content, f"<meta> {name}") for name, content in list_meta(tree) if name == "og:url"]
    whole = [replace(claim, value=join_address(url, claim.value.strip())) for claim in told]
    return next((claim for claim in whole if is_address(claim.value)), Claim("", ""))


def find_addresses(tree: HtmlElement, claims: Claims, url: str) -> tuple[Claim, Claim]:
    """Return where a page is, and where an archive has a copy of it; a copy's address is never the page's."""
    given, named = Claim(url, ""), find_address(tree, url)
    own = named if named.value else given
    originals = [(one, find_original(one.value)) for one in (given, named)]
    copies = [replace(one, origin=one.origin or "the address given") for one, page in originals if page is not None]
    if find_original(own.value) is not None:
        page = next((page for _, page in reversed(originals) if page and is_address(page)), "")
        other = next((one for one, page in originals if page is None and one.value), Claim("", ""))
        own = Claim(page, f"the archive's address {copies[0].value}") if page else other
    told = [replace(one, value=join_address(url, one.value)) for one in (*copies, *claims.copies)]
    for link in tree.iter("a", "link"):
        leads = join_address(url, link.get("href") or "")
        if "memento" in (link.get("rel") or "").lower().split():
            told.append(Claim(leads, "<link rel=memento>"))
        elif link.tag == "a" and is_copy(leads, own.value):
            told.append(Claim(leads, "a link to its copy"))
    return own, next((one for one in told if is_address(one.value)), Claim("", ""))


def is_copy(link: str, url: str) -> bool:
    """Say whether a link leads to an archive's copy of just that page."""
    page = find_original(link) if url else ""
    return bool(page) and is_address(str(page)) and simplify_address(str(page)) == simplify_address(url)


def join_address(url: str, link: str) -> str:
    """Return where a link of a page leads, nothing if that is no address."""
    try:
        return urljoin(url, link)
    except ValueError:
        return ""


def is_address(words: str) -> bool:
    """Say whether words are an address that may stand in an article."""
    try:
        convert_url(Text(words, Place(Source("", ""))))
    except Wrong:
        return False
    return True


def list_hosts(url: str) -> list[str]:
    """Return the names that a site's host gives it."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [host, host.rsplit(".", 2)[-2]] if "." in host else [host] if host else []


def list_home_names(tree: HtmlElement, url: str) -> list[str]:
    """Return what a page calls its site where it leads to the first page of it."""
    host = next(iter(HOST.findall(url.lower())[-1:]), "")  # of an archived page its first one
    links = [(link, HOME.fullmatch(link.get("href") or "-")) for link in tree.iter("a")]
    found = [link for link, home in links if home and (not (host and home[1]) or is_host(home[1], host))]
    names = [
        fold_spaces(name)
        for link in found[:MOST_LINKS]
        for one in (link, *link.iter("img"))
        for name in (one.text_content(), one.get("title"), one.get("alt"))
    ]
    return [name for name in names if 0 < len(name.split()) <= MOST_NAMING]


def is_host(address: str, host: str) -> bool:
    """Say whether an address is that of a site, or of one within it or around it."""
    other = HOST.findall(address.lower())[-1]
    return other == host or other.endswith(f".{host}") or host.endswith(f".{other}")


def choose_language(tree: HtmlElement, claims: Claims, blocks: Sequence[Block]) -> tuple[str, str, tuple[str, ...]]:
    """Return the language of a page, why, and what contradicts it: the one declared, unless its words are another's."""
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    declared = [Claim(root.get("lang") or root.get("xml:lang") or "", "<html lang>"), *claims.languages]
    declared = [replace(claim, value=claim.value.split(",")[0].strip().replace("_", "-")) for claim in declared]
    declared = [claim for claim in declared if TAG.fullmatch(claim.value)]
    spoken = guess_language(" ".join(block.text for block in blocks if not block.is_beside))
    spoken = spoken or guess_language(" ".join(block.text for block in blocks))
    for claim in declared:
        if not spoken or claim.value.split("-")[0].lower() == spoken:
            return claim.value, claim.origin, ()
    if spoken and not declared:
        return spoken, "the commonest words of the text", ()
    if spoken:
        return spoken, f"the commonest words of the text; {declared[0].origin} says {declared[0].value}", ()
    return "", "", ()


def choose_publisher(claims: Claims) -> Claim:
    """Return what the page calls its publisher: no handle, no bare address."""
    named = [claim for claim in claims.publishers if squeeze(claim.value) and not re.search(r"^@|://", claim.value)]
    return named[0] if named else Claim("", "")


def read_byline(line: str) -> Findings | None:
    """Return what a line "By NAME", "By NAME, DATE" or "By NAME, PUBLISHER, DATE" says, and nothing of any other."""
    parts = line.split(", ")
    last = next((count for count in (1, 2) if read_day(", ".join(parts[-count:]))), 0)
    said, day = parts[: len(parts) - last], read_day(", ".join(parts[len(parts) - last :]))
    if not said or not BYLINE.match(said[0]) or len(" ".join(said).split()) >= BYLINE_WORDS:
        return None
    authors, publisher = (said[0], ", ".join(said[1:])) if day else (", ".join(said), "")
    names = {"authors": authors, "date": day, "publisher": publisher}
    origins = {name: f'the byline "{line}"' for name, value in names.items() if value}
    return Findings("", authors=(authors.split(maxsplit=1)[1],), date=day, publisher=publisher, origins=origins)


def read_day(text: str) -> str:
    """Return a day as bylines write it, as 2025-09-25, or nothing."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def is_html(text: str) -> bool:
    """Say whether a text is a page, whatever its file is called."""
    begins = re.match(
        r"\s*(?:<!--.*?-->\s*)*<(?:meta|title|style|script|link|head|div|table|br)\b", text[:4000], re.I | re.S
    )
    return begins is not None or re.search(r"<!doctype html|<html\b|<body\b|<article\b", text[:4000], re.I) is not None

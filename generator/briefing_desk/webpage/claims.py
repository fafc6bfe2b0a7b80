"""What a page says of itself, in JSON-LD, microdata and meta elements: each value with where it stands. Pure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from briefing_desk.webpage.tree import fold_spaces, list_meta, squeeze, strip_tags

COMMENT = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?:(?://)?\s*\]\]>|-->)\s*$")
ARTICLE = re.compile(r".*(?:Article|BlogPosting|Report|SocialMediaPosting|Review|Recipe|WebPage)")
WEAK = re.compile(r".*(?:WebPage|Review|Recipe)")
"""Types that say something of an article only where no better type does."""
PUBLISHING = re.compile(r".*(?:Organization|WebSite)")
LISTS = (
    "itemListElement",
    "hasPart",
    "comment",
    "review",
    "mentions",
    "relatedLink",
    "isPartOf",
    "citation",
    "breadcrumb",
)
"""What these hold is other pages, or others' words."""
TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "headline",
    "title",
)
AUTHORS = (
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "citation_author",
    "parsely-author", "sailthru.author", "byl", "creator", "dc:creator", "article.author", "cxenseparse:author",
    "authors",
)  # fmt: skip
DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "dc:created",
    "dc:date", "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publishdate", "pubdate", "published_time", "publication_date", "publicationdate",
    "article.published", "cxenseparse:recs:publishtime", "date", "created", "ptime", "displaydate",
    "article_date_original", "bt:pubdate", "rnews:datepublished", "last-published",
)  # fmt: skip
PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
ADDRESSES = ("og:url", "twitter:url")
LANGUAGES = ("content-language", "dc.language", "dcterms.language", "language", "og:locale", "inlanguage")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value, and where the page has it from."""

    value: str
    origin: str
    """As a comment says it: "JSON-LD datePublished", "<meta> og:title"."""
    is_person: bool | None = None
    """Of an author: whether the page says that it is a person."""


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a page says of itself where only programs read it, the most telling source first."""

    titles: tuple[Claim, ...]
    authors: tuple[Claim, ...]
    dates: tuple[Claim, ...]
    publishers: tuple[Claim, ...]
    languages: tuple[Claim, ...]
    copies: tuple[Claim, ...]
    """Where an archive has the page."""
    body: str
    """The text that JSON-LD holds."""


def read_claims(tree: HtmlElement) -> Claims:
    """Return what a page says of itself."""
    nodes = list(list_nodes(tree))
    articles = choose_articles(nodes, tree)
    meta: dict[str, list[str]] = {}
    for name, content in list_meta(tree):
        meta.setdefault(name, []).append(content)
    organisations = [node for node in nodes if is_of_type(node, PUBLISHING)]
    return Claims(
        titles=(
            *read_json(articles, "headline", "name"),
            *islice(read_items(tree, "headline"), 1),
            *read_meta(meta, TITLES),
        ),
        authors=(*read_people(articles), *read_items(tree, "author"), *read_meta(meta, AUTHORS)),
        dates=(
            *read_json(articles, "datePublished"),
            *read_items(tree, "datePublished"),
            *read_meta(meta, DATES),
            *read_json(articles, "dateCreated"),
        ),
        publishers=(
            *read_people(articles, "publisher", "sourceOrganization"),
            *read_meta(meta, PUBLISHERS),
            *read_json(organisations, "name"),
        ),
        languages=(*read_json(articles, "inLanguage"), *read_meta(meta, LANGUAGES)),
        copies=(*read_json(articles, "archivedAt"), *read_items(tree, "archivedAt")),
        body=next((claim.value for claim in read_json(articles, "articleBody")), ""),
    )


def list_nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a page's JSON-LD that are about the page: none out of lists of other pages."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip() == "application/ld+json" and script.text:
            try:
                read = json.loads(COMMENT.sub("", script.text).strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue  # what cannot be read says nothing
            yield from walk_nodes(read)


def walk_nodes(read: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of read JSON-LD, outer ones first."""
    if depth > 8:
        return
    if isinstance(read, dict):
        yield read
        for key, value in read.items():
            if key not in LISTS:
                yield from walk_nodes(value, depth + 1)
    elif isinstance(read, list):
        for item in read:
            yield from walk_nodes(item, depth + 1)


def is_of_type(node: Mapping[str, Any], types: re.Pattern[str]) -> bool:
    """Say whether an object has one of some types."""
    return any(types.fullmatch(str(name)) for name in as_list(node.get("@type")))


def as_list(value: object) -> list[Any]:
    """Return a value as the list that JSON-LD allows everywhere."""
    return value if isinstance(value, list) else [] if value is None else [value]


def choose_articles(nodes: Iterable[Mapping[str, Any]], tree: HtmlElement) -> list[Mapping[str, Any]]:
    """Return the objects that describe the page's own article: of several, those whose headline the page shows."""
    found = [node for node in nodes if is_of_type(node, ARTICLE)]
    found = [node for node in found if not is_of_type(node, WEAK)] or found
    if len(found) > 1:
        shown = squeeze(" ".join([*(fold_spaces(h.text_content()) for h in tree.iter("title", "h1"))]))
        own = [node for node in found if squeeze(str(node.get("headline") or node.get("name") or "-")) in shown]
        return [node for node in own if node.get("headline") or node.get("name")] or found[:1]
    return found


def read_json(nodes: Iterable[Mapping[str, Any]], *keys: str) -> Iterator[Claim]:
    """Yield the texts that objects have under some keys."""
    for key in keys:
        for node in nodes:
            for value in as_list(node.get(key)):
                value = value.get("name") if isinstance(value, dict) else value
                if isinstance(value, str) and fold_spaces(strip_tags(value)):
                    words = fold_spaces(strip_tags(value)) if key != "articleBody" else value
                    yield Claim(words, f"JSON-LD {key}")


def read_people(nodes: Iterable[Mapping[str, Any]], *keys: str) -> Iterator[Claim]:
    """Yield the names of an article's authors, or of whoever has another part in it, and whether they are people."""
    for key in keys or ("author", "creator"):
        for node in nodes:
            for value in as_list(node.get(key)):
                names = as_list(value.get("name")) if isinstance(value, dict) else [value]
                kind = str(value.get("@type", "")) if isinstance(value, dict) else ""
                is_person = True if "Person" in kind else False if "Organi" in kind else None
                yield from (
                    Claim(fold_spaces(strip_tags(name)), f"JSON-LD {key}", is_person)
                    for name in names
                    if isinstance(name, str) and name.strip()
                )


def read_items(tree: HtmlElement, property: str) -> Iterator[Claim]:
    """Yield the values of a property in microdata, of the article itself."""
    for element in tree.xpath("//*[@itemprop]"):
        if property not in element.get("itemprop").split() or (
            element.tag == "meta" and element.getparent().tag == "head"
        ):
            continue
        inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
        holder = inner[0] if inner and property == "author" else element
        value = holder.get("content") or holder.get("datetime") or holder.text_content()
        kind = element.get("itemtype") or ""
        is_person = True if "Person" in kind else False if "Organi" in kind else None
        if not is_other(element) and fold_spaces(value):
            yield Claim(fold_spaces(value), f"microdata {property}", is_person)


def is_other(element: HtmlElement) -> bool:
    """Say whether microdata is about a comment, a review or one of a list."""
    around = " ".join(f"{one.get('itemtype') or ''} {one.get('itemprop') or ''}" for one in element.iterancestors())
    return bool(re.search(r"Comment|Review|itemListElement|UserComments|comment", around))


def read_meta(meta: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[Claim]:
    """Yield the contents of some meta elements, in the order of the names."""
    for name in names:
        yield from (Claim(content, f"<meta> {name}") for content in dict.fromkeys(meta.get(name, ())))

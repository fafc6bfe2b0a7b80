"""From a page's HTML to an article's text and what the page says of itself, by trafilatura. Never reads the disk."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.dates import Day

LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE)
NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
STUB, MIN_WORDS = 250, 50
"""Words: below the first, an article that calls itself not free is a stub; below the second, a page has none at all."""
BYLINE = re.compile(r"(?:by|von|por|par)\s+\w", re.IGNORECASE)
BYLINE_WORDS = 8
"""Fewer than these has a line that says who wrote, without its date."""
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


class NoArticle(Exception):
    """Says in one line why a page gives no article."""


def extract_article(html: str, url: str = "") -> Findings:
    """Return what a page holds; raise NoArticle where there is no text in it, or only its beginning."""
    from trafilatura import bare_extraction  # half a second: only `add` pays for it

    found: Any = bare_extraction(
        html, url=url or None, include_comments=False, include_tables=False, with_metadata=True, favor_precision=True
    )
    words = len(found.text.split()) if found and found.text else 0
    if words < MIN_WORDS:
        what = f"only {words} words of text" if words else "no text"
        raise NoArticle(f"the page has {what}: a paywall, a consent page, or a page that scripts fill")
    if words < STUB and NOT_FREE.search(html):
        raise NoArticle(f"the page has only {words} words and says that it is not free to read: a paywall's stub")
    title = fold_spaces(found.title)
    return Findings(
        text=arrange_paragraphs(found.text, title),
        title=title,
        authors=tuple(filter(None, map(fold_spaces, (found.author or "").split(";")))),
        date=check_date(found.date),
        publisher=fold_spaces(found.sitename or ""),
        language=find_language(html),
        url=found.url or url,
    )


def fold_spaces(words: str | None) -> str:
    """Return words on one line."""
    return " ".join((words or "").split())


def arrange_paragraphs(text: str, title: str) -> str:
    """Return the paragraphs of a text parted by blank lines, without the title and the byline at its head."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while lines and (lines[0] == title or (BYLINE.match(lines[0]) and len(lines[0].split()) < BYLINE_WORDS)):
        del lines[0]
    return "\n\n".join(lines) + "\n"


def read_byline(line: str) -> Findings | None:
    """Return what a line "By NAME", "By NAME, DATE" or "By NAME, PUBLISHER, DATE" says, and nothing of any other."""
    parts = line.split(", ")
    last = next((count for count in (1, 2) if read_day(", ".join(parts[-count:]))), 0)
    said, day = parts[: len(parts) - last], read_day(", ".join(parts[len(parts) - last :]))
    if not said or not BYLINE.match(said[0]) or len(" ".join(said).split()) >= BYLINE_WORDS:
        return None
    authors, publisher = (said[0], ", ".join(said[1:])) if day else (", ".join(said), "")
    return Findings("", authors=(authors.split(maxsplit=1)[1],), date=day, publisher=publisher)


def read_day(text: str) -> str:
    """Return a day as bylines write it, as 2025-09-25, or nothing."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def check_date(text: str | None) -> str:
    """Return an exact day, or nothing."""
    try:
        return Day.fromisoformat(text or "").isoformat()
    except ValueError:
        return ""


def find_language(html: str) -> str:
    """Return the language that the page declares."""
    match = LANGUAGE.search(html[:5000])
    return match.group(1) if match else ""


def is_html(text: str) -> bool:
    """Say whether a text is a page, whatever its file is called."""
    return re.search(r"<!doctype html|<html\b|<body\b|<article\b", text[:2000], re.IGNORECASE) is not None

"""Measure what `briefing add` makes of real saved pages: `python -m benchmarks.intake FOLDER [ROW …] [every=N]`.

FOLDER is `tests/` of https://github.com/adbar/trafilatura (its `evaldata.json` with `eval/` and `cache/`), whose pages
are not ours to repeat. Values that the draft only mentions in comments are not counted as given. ROW lists what is not
as it should be: titles, dates, authors, lost, unwanted, refused; `disputed` what differs from something noted that
stands nowhere on the page, or on which two of the page's sources agree; `every=6` takes each sixth page only.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing_desk.intake.documents import decode_page, open_source, read_document
from briefing_desk.intake.extraction import Findings
from briefing_desk.syntax.errors import UsageError
from briefing_desk.webpage.days import read_days
from briefing_desk.webpage.titles import drop_site

Gold = Mapping[str, Any]
ROWS = ("titles", "dates", "authors", "disputed", "lost", "unwanted", "refused")
FEW_WORDS, MANY_WORDS = 2, 12
HAS_YEAR, MAX_PIECE = re.compile(r"(?:19|20)\d\d"), 2000
STAMP = re.compile(r"[PpMm](ublished|odified)(?:_time)?\W{1,5}(?:content\W{1,3})?(\d{4}-\d\d-\d\d)")
"""A day in a page's source, and what it is called: `dateModified`, `article:published_time`."""
BY = re.compile(r"\A\s*(?:by|von|par|por)\s+", re.IGNORECASE)
QUOTES = str.maketrans("„“”«»‘’‚‹›–—\N{NO-BREAK SPACE}", "\"\"\"\"\"'''''-- ")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page."""

    counts: Mapping[str, int]
    listed: tuple[tuple[str, str], ...]
    """What is not as it should be: the row, and the page with both readings."""


def squeeze(words: str) -> str:
    """Return words without what two readers of a page may write differently: spaces, shapes of marks, case."""
    shown = words.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "")
    return " ".join(unicodedata.normalize("NFKC", shown).translate(QUOTES).casefold().split())


def list_names(gold: object) -> set[str]:
    """Return the names of a gold author, whichever way they are joined, without "by"."""
    joined = " ; ".join(map(str, gold)) if isinstance(gold, list) else str(gold or "")
    parts = re.split(r"[;,/|&•]|\b(?:und|and|et|y|e|with|mit)\b", joined, flags=re.IGNORECASE)
    return {squeeze(BY.sub("", part)) for part in parts if part.strip()}


def compare(folder: Path, gold: Gold) -> Outcome:
    """Return what the intake makes of one page, beside what a person found in it."""
    name = gold["file"]
    path = next(path for path in (folder / "cache" / name, folder / "eval" / name) if path.is_file())
    counts: Counter[str] = Counter()
    listed: list[tuple[str, str]] = []
    wanted, unwanted = gold["with"], gold["without"]
    counts.update({"segments": len(wanted), "unwanted segments": len(unwanted)})
    known = {key: gold[key] for key in ("title", "date", "author") if gold.get(key)}
    counts.update({f"{key} gold": 1 for key in known})
    try:
        found = read_document(open_source(str(path)))
    except UsageError as error:
        counts["refused"] += 1
        return Outcome(counts, (("refused", f"{name}: {str(error).removeprefix(str(path))}"),))
    given = {"title": found.title, "date": found.date, "author": " ; ".join(found.authors)}
    for key, row in (("title", "titles"), ("date", "dates"), ("author", "authors")):
        counts[f"{key} given"] += bool(given[key] and key in known)
        counts[f"{key} given, no gold"] += bool(given[key] and key in gold and key not in known)
        is_right = key in known and agrees(key, given[key], known[key], found.publisher)
        counts[f"{key} right"] += is_right
        is_wrong = bool(given[key] and key in known and not is_right)
        counts[f"{key} wrong"] += is_wrong
        if is_wrong and is_disputed(key, known[key], decode_page(path.read_bytes(), ""), found):
            counts[f"{key} disputed"] += 1
            listed.append(("disputed", f"{name}: {given[key]!r}, noted is {known[key]!r}"))
        if (given[key] and key in gold and not is_right) or (key in known and not given[key]):
            origin = getattr(found, "origins", {}).get({"author": "authors"}.get(key, key), "")
            listed.append((row, f"{name}: {given[key]!r} for {known.get(key)!r} ({origin})"))
    if "title" in known and squeeze(found.title).startswith(squeeze(known["title"])):
        counts["title with more"] += squeeze(found.title) != squeeze(known["title"])
    text = squeeze(found.text)
    for row, parts in (
        ("lost", [p for p in wanted if squeeze(p) not in text]),
        ("unwanted", [p for p in unwanted if squeeze(p) in text]),
    ):
        counts[row] += len(parts)
        counts[f"{row} words"] += sum(is_word_of(squeeze(part), found.text) for part in parts)
        listed += ((row, f"{name}: {part!r}") for part in parts)
    return Outcome(counts, tuple(listed))


def is_word_of(part: str, text: str) -> bool:
    """Say whether a segment is a word or two which only sentences of a text have: a menu's line is not among them."""
    lines = [squeeze(line) for line in text.splitlines() if part in squeeze(line)]
    return len(part.split()) <= FEW_WORDS and all(
        len(line.split()) > MANY_WORDS and not line.startswith(part) for line in lines
    )


def agrees(key: str, given: str, gold: object, site: str) -> bool:
    """Say whether a value is the gold one: of titles, without the site's name; of authors, all that are given."""
    if key == "author":
        known = [letters(name) for name in (*list_names(gold), str(gold))]
        names = list_names(given)
        return bool(names) and all(any(name.startswith(letters(one)) for name in known) for one in names)
    if key == "title":
        return letters(given) in (letters(str(gold)), letters(drop_site(str(gold), {letters(site)} - {""})))
    return squeeze(given) == squeeze(str(gold))


def is_disputed(key: str, gold: object, html: str, found: Findings) -> bool:
    """Say whether what was noted cannot be had of a page, or two sources of the page agree on what is given.

    A day counts in whatever way it is written, also in the page's source, unless that calls it the day of a change; a
    title that is the site's name is none; a name that is the publisher's, or that the page's source does not have, is
    no author's.
    """
    if " and " in getattr(found, "origins", {}).get({"author": "authors"}.get(key, key), ""):
        return True
    if key == "title":
        sites = {letters(found.publisher), letters(urlsplit(found.url).hostname or "").removeprefix("www")} - {""}
        return squeeze(str(gold)) not in squeeze(re.sub(r"<[^>]*>", " ", unescape(html))) or letters(str(gold)) in sites
    if key == "date":
        pieces = filter(HAS_YEAR.search, re.split(r"[<>\"]", html))
        readings = (one for piece in pieces for one in read_days(piece[:MAX_PIECE], found.language))
        days = {day.isoformat() for one in readings for day in one.days | one.near}
        changed = {match[2] for match in STAMP.finditer(html) if match[1] == "odified"}
        published = {match[2] for match in STAMP.finditer(html) if match[1] == "ublished"}
        return str(gold) not in days or str(gold) in changed - published
    if key == "author":
        names = [letters(name) for name in list_names(gold)]
        return all(name not in letters(html) or name in letters(found.publisher) for name in names)
    return False


def letters(name: str) -> str:
    """Return the letters of a name: a gold one may have a title, a place or a button's words behind it."""
    return "".join(char for char in squeeze(name) if char.isalnum())


def describe(counts: Mapping[str, int], pages: int) -> Iterator[str]:
    """Yield the figures, one line each."""
    yield f"{pages} pages, {counts['refused']} refused"
    for key in ("title", "date", "author"):
        known, given, right, wrong = (counts[f"{key} {what}"] for what in ("gold", "given", "right", "wrong"))
        share = f"{wrong / given:.1%} of those given" if given else ""
        more = f"; {counts['title with more']} with more behind it" if key == "title" else ""
        disputed = counts[f"{key} disputed"]
        more += f"; {disputed} of them disputed, {(wrong - disputed) / given:.1%} not" if disputed else ""
        others = f"; {counts[f'{key} given, no gold']} without gold"
        yield f"{key}: {right} of {known} right ({right / known:.1%}), {wrong} wrong ({share}){more}{others}"
    for row, of in (("lost", "segments"), ("unwanted", "unwanted segments")):
        within, total = counts["unwanted words"] if row == "unwanted" else 0, max(1, counts[of])
        more = (
            f"; {within} of them a word or two of a sentence, {(counts[row] - within) / total:.1%} not"
            if within
            else ""
        )
        yield f"{row}: {counts[row]} of {counts[of]} ({counts[row] / total:.1%}){more}"


def compare_all(folder: Path, step: int) -> list[Outcome]:
    """Return the outcome of each page of a folder, or of every so many."""
    golds = list(json.loads((folder / "evaldata.json").read_text("utf-8")).values())[::step]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(compare, [folder] * len(golds), golds, chunksize=8))


def measure_pages(folder: Path, step: int) -> Counter[str]:
    """Return what a folder's pages come to."""
    return add_up(compare_all(folder, step))


def add_up(outcomes: list[Outcome]) -> Counter[str]:
    """Return the sums of all counts."""
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update(outcome.counts)
    return total


def main(arguments: list[str]) -> None:
    """Measure the pages of a folder and print the figures."""
    step = next((int(word.removeprefix("every=")) for word in arguments if word.startswith("every=")), 1)
    outcomes = compare_all(Path(arguments[0]), step)
    for row in [word for word in arguments if word in ROWS]:
        for outcome in outcomes:
            print("".join(f"{kind}: {line}\n" for kind, line in outcome.listed if kind == row), end="")
        print()
    print("\n".join(describe(add_up(outcomes), len(outcomes))))


if __name__ == "__main__":
    main(sys.argv[1:])

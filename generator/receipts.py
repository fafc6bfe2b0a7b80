"""Receipts: what was found when an article's quotes were checked against its text, kept when the text is not.

A receipt proves that these characters stood at this place in a text with this SHA-256 on that day. Reads no disk.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from generator.articletext import ArticleText
from generator.dates import Day
from generator.folding import fold
from generator.model import Article, Basis, Limits, Passage, Places, Quote
from generator.problems import Problem
from generator.quotes import Match, count_words, find_nearest, find_quote, make_quote_id
from generator.records import read_record
from generator.source import Source, Text
from generator.yamltree import read_yaml

HEADER = "# Written by `briefing verify`. It proves what was checked; do not edit it."


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote as it was found in the text."""

    id: Text
    exact: Text
    """The article's own characters; white space folded, omissions as `[…]`."""
    start: int
    """Offset in the text, in code points."""
    end: int
    direct: bool
    """Inside quotation marks or a displayed quotation; else the article's words."""
    checked: Day
    prefix: Text | None = None
    suffix: Text | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was checked of one article."""

    sha256: Text
    """Of the text as UTF-8 with LF line ends."""
    length: int
    """Of the text, in code points."""
    quotes: tuple[Checked, ...]
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or passage of an article, with what is known of it."""

    id: str
    article: str
    text: str
    """The article's own characters once checked; until then the annotation's."""
    direct: bool | None
    """None: not yet checked."""
    checked: Day | None
    prefix: str | None = None
    suffix: str | None = None
    speakers: tuple[str, ...] = field(default=())


def read_receipt(source: Source) -> tuple[Receipt | None, list[Problem]]:
    """Read a receipt's file."""
    root, problems = read_yaml(source)
    return (read_record(Receipt, root, problems) if root is not None else None), problems


def list_quotes(article: Article) -> Iterator[Quote | Passage]:
    """Yield everything that an article quotes: its positions' quotes, then its passages."""
    for position in article.positions:
        yield from position.quotes
    yield from article.passages


def get_id(article_id: str, quote: Quote | Passage) -> str:
    """Return the id of a quote or passage of an article."""
    return make_quote_id(article_id, quote.exact, quote.prefix, quote.suffix)


def make_receipt(
    article_id: str, article: Article, text: ArticleText, text_path: str, old: Receipt | None, today: Day
) -> tuple[Receipt, list[Problem]]:
    """Check every quote against the text; a check that finds what the old receipt says keeps its day."""
    digest = sha256(text.text.encode()).hexdigest()
    known = {entry.id: entry for entry in old.quotes} if old and old.sha256 == digest else {}
    entries: dict[str, Checked] = {}
    problems: list[Problem] = []
    for quote in list_quotes(article):
        match, found = locate(quote, text, text_path)
        problems.extend(found)
        if match:
            entry = make_entry(get_id(article_id, quote), quote, match, text, today)
            before = known.get(entry.id)
            same = before is not None and replace(before, checked=today) == entry
            entries[entry.id] = before if same and before else entry
    ordered = tuple(entries[id] for id in sorted(entries))
    place = article.places[""]
    return Receipt(Text(digest, place), len(text.text), ordered), problems


def make_entry(id: str, quote: Quote | Passage, match: Match, text: ArticleText, today: Day) -> Checked:
    """Return the receipt's entry of a quote that was found."""
    place = quote.exact.at
    return Checked(
        id=Text(id, place),
        exact=Text(match.extract(text.text), place),
        start=match.start,
        end=match.end,
        direct=all(text.is_direct(start, end) for start, end in match.pieces),
        checked=today,
        prefix=quote.prefix,
        suffix=quote.suffix,
    )


def locate(quote: Quote | Passage, text: ArticleText, path: str) -> tuple[Match | None, list[Problem]]:
    """Return where the quote stands in the text, or the problem: nowhere, or in several places."""
    matches = find_quote(text.text, quote.exact, quote.prefix or "", quote.suffix or "")
    if len(matches) == 1:
        return matches[0], []
    if matches:
        lines = ", ".join(str(text.locate(match.start)[0]) for match in matches[:5])
        before = " ".join(text.text[: matches[0].start].split()[-3:])
        message = f"the quote stands in {len(matches)} places (lines {lines} of {path})"
        help = f"lengthen it, or add the words before it, for example `prefix: {before}`"
        return None, [Problem(quote.exact.at, "ambiguous-quote", message, help)]
    return None, [Problem(quote.exact.at, "quote-not-found", f"the quote is not in {path}", explain(quote, text, path))]


def explain(quote: Quote | Passage, text: ArticleText, path: str) -> str:
    """Return what may help to mend a quote that was not found."""
    without_context = find_quote(text.text, quote.exact)
    if without_context and (quote.prefix or quote.suffix):
        line = text.locate(without_context[0].start)[0]
        return f"`exact` stands on line {line}, but not with this `prefix` and `suffix`"
    if fold(quote.exact) in fold(text.text):
        return "it begins or ends in the middle of a word"
    nearest = find_nearest(text.text, quote.exact)
    if not nearest:
        return "nothing in the text resembles it"
    line, column = text.locate(nearest.offset)
    words = "1 word differs" if nearest.differing_words == 1 else f"{nearest.differing_words} words differ"
    shown = nearest.text if len(nearest.text) <= 160 else f"{nearest.text[:160]}…"
    return f"nearest passage, {words}, at {path}:{line}:{column}: {shown}"


def check_against_receipt(article_id: str, article: Article, receipt: Receipt) -> Iterator[Problem]:
    """Yield a problem for each quote that the receipt does not vouch for, and each entry that nothing uses."""
    entries = {entry.id: entry for entry in receipt.quotes}
    help = "run `briefing verify --texts DIR` with the article's text"
    used = set()
    for quote in list_quotes(article):
        id = get_id(article_id, quote)
        used.add(id)
        entry = entries.get(id)
        if entry is None:
            yield Problem(quote.exact.at, "receipt-mismatch", "the quote has no entry in the article's receipt", help)
        elif fold(entry.exact) != fold(" […] ".join(re.split(r"\s*\[(?:…|\.\.\.)\]\s*", quote.exact))):
            yield Problem(entry.exact.at, "receipt-mismatch", "the receipt's words are not the quote's", help)
    for id, entry in entries.items():
        if id not in used:
            yield Problem(entry.id.at, "receipt-unused", "no quote of the article has this entry", help)


def check_direct(article: Article, evidence: dict[str, Evidence], article_id: str) -> Iterator[Problem]:
    """Yield a problem for each `stated` position none of whose quotes is direct speech."""
    for position in article.positions:
        found = [evidence[get_id(article_id, quote)] for quote in position.quotes]
        known = all(item.direct is not None for item in found)
        if position.basis is Basis.STATED and found and known and not any(item.direct for item in found):
            message = "`stated` needs a quote that stands in quotation marks in the article"
            help = "quote the actor's own words, or write `basis: reported`"
            yield Problem(position.places["basis"], "direct-speech-missing", message, help)


def check_lengths(article: Article, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each quote that is longer than may be published, or too short to say anything."""
    for quote in list_quotes(article):
        words = count_words(quote.exact)
        if words > limits.max_quote_words:
            message = f"the quote has {words} words, the limit is {limits.max_quote_words}"
            yield Problem(quote.exact.at, "long-quote", message, "shorten it, or leave words out with […]")
        if len(quote.exact) < 4 and quote.exact:
            yield Problem(quote.exact.at, "short-quote", "so short a quote matches almost anything")


def check_share(article: Article, text: ArticleText, limits: Limits) -> Iterator[Problem]:
    """Yield a problem if more of the article's words are quoted than may be published."""
    distinct = {fold(quote.exact) for quote in list_quotes(article)}
    quoted, total = sum(count_words(words) for words in distinct), max(1, count_words(text.text))
    if quoted > limits.max_share * total:
        message = f"{quoted} of {total} words are quoted ({quoted / total:.0%}), the limit is {limits.max_share:.0%}"
        place = article.places.get("positions") or article.places[""]
        yield Problem(place, "too-much-quoted", message, "shorten or drop quotes")


def collect_evidence(article_id: str, article: Article, entries: Iterable[Checked]) -> dict[str, Evidence]:
    """Return everything the article quotes, by id, with what the entries vouch for."""
    checked = {str(entry.id): entry for entry in entries}
    found: dict[str, Evidence] = {}
    for quote in list_quotes(article):
        id = get_id(article_id, quote)
        entry = checked.get(id)
        found[id] = Evidence(
            id=id,
            article=article_id,
            text=str(entry.exact) if entry else " ".join(quote.exact.split()),
            direct=entry.direct if entry else None,
            checked=entry.checked if entry else None,
            prefix=quote.prefix,
            suffix=quote.suffix,
        )
    return found


def format_receipt(receipt: Receipt) -> str:
    """Return a receipt's file, always the same for the same receipt."""
    lines = [HEADER, f"sha256: {receipt.sha256}", f"length: {receipt.length}", "quotes:"]
    for entry in receipt.quotes:
        lines.append(f"  - id: {entry.id}")
        lines.append(f"    exact: {quote_yaml(entry.exact)}")
        lines.extend(f"    {key}: {quote_yaml(words)}" for key, words in list_context(entry))
        lines.append(f"    start: {entry.start}")
        lines.append(f"    end: {entry.end}")
        lines.append(f"    direct: {'yes' if entry.direct else 'no'}")
        lines.append(f"    checked: {entry.checked.isoformat()}")
    return "\n".join(lines) + "\n"


def list_context(entry: Checked) -> list[tuple[str, str]]:
    """Return the prefix and suffix of an entry, where it has them."""
    return [(key, words) for key, words in (("prefix", entry.prefix), ("suffix", entry.suffix)) if words]


def quote_yaml(words: str) -> str:
    """Return a text as a YAML double-quoted scalar on one line."""
    quoted = json.dumps(words, ensure_ascii=False)
    return re.sub(r"[\x7f-\xa0\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match.group()):04x}", quoted)

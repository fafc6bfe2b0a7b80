"""Receipts: what was found when an article's quotes were checked against its text, kept when the text is not.

A receipt proves that these characters stood at this place in a text with this SHA-256 on that day. Reads no disk.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.annotations import check_record, read_file
from generator.dates import Day
from generator.folding import fold
from generator.marks import Direct
from generator.model import Article, Passage, Places, Quote, Status, Verbatim
from generator.problems import Problem
from generator.quotes import make_quote_id, split_pieces
from generator.records import read_record
from generator.source import Source, Text

HEADER = "# Written by `briefing verify`. It proves what was checked; do not edit it."


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote as it was found in the text."""

    id: Text
    exact: Verbatim
    """The article's own characters; white space folded, omissions as `[…]`."""
    start: int
    """Offset in the text, in code points."""
    end: int
    direct: Direct
    """Inside quotation marks or a displayed quotation; else the article's words, where the marks tell for certain."""
    checked: Day
    prefix: Verbatim | None = None
    """The article's own characters, as are those below."""
    suffix: Verbatim | None = None
    lead: Verbatim | None = None
    """Words before it, where a link needs them: a browser would find others like it sooner."""
    left_out: Verbatim | None = None
    """What stands in the text and is no word of it: hyphens of line ends, numbers of footnotes."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was checked of one article."""

    sha256: Text
    """Of the text as UTF-8 with LF line ends."""
    length: int
    """Of the text, in code points."""
    quotes: tuple[Checked, ...]
    changed_from: Text | None = None
    """The `sha256` of the text that was checked before, until an editor has said whether the article was corrected."""
    corrected: Day | None = None
    """The day of the correction that the article told of when this text came: another text needs a newer one."""
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or passage of an article, with what is known of it."""

    id: str
    article: str
    text: str
    """The article's own characters once checked; until then the annotation's."""
    direct: Direct | None
    """None: not yet checked."""
    checked: Day | None
    prefix: str | None = None
    suffix: str | None = None
    speakers: tuple[str, ...] = field(default=())
    lead: str | None = None
    """Words before it that a link needs, in the place of prefix and suffix."""

    @property
    def is_direct(self) -> bool:
        """Whether these are certainly a speaker's own words."""
        return self.direct is Direct.YES


def read_receipt(source: Source) -> tuple[Receipt | None, list[Problem]]:
    """Read a receipt's file."""
    root, problems = read_file(source)
    receipt = read_record(Receipt, root, problems) if root is not None else None
    for entry in receipt.quotes if receipt else ():
        if "checked" in entry.places:
            problems.extend(check_record(entry.checked, entry.places["checked"], "run `briefing verify`"))
    return receipt, problems


def list_quotes(article: Article) -> Iterator[Quote | Passage]:
    """Yield everything that an article quotes: its positions' quotes, then its passages."""
    for position in article.positions:
        yield from position.quotes
    yield from article.passages


def get_id(article_id: str, quote: Quote | Passage) -> str:
    """Return the id of a quote or passage of an article."""
    return make_quote_id(article_id, quote.exact, quote.prefix, quote.suffix)


def check_against_receipt(article_id: str, article: Article, receipt: Receipt) -> Iterator[Problem]:
    """Yield a problem for each quote that the receipt does not vouch for, and each entry that nothing uses."""
    entries = {str(entry.id): entry for entry in receipt.quotes}
    help = "run `briefing verify --texts DIR` with the article's text"
    used = set()
    for quote in list_quotes(article):
        id = get_id(article_id, quote)
        used.add(id)
        entry = entries.get(id)
        if entry is None:
            yield Problem(quote.exact.at, "receipt-mismatch", "the quote has no entry in the article's receipt", help)
        elif split_pieces(entry.exact) != split_pieces(quote.exact) or fold_context(entry) != fold_context(quote):
            yield Problem(entry.exact.at, "receipt-mismatch", "the receipt's words are not the quote's", help)
    for id, entry in entries.items():
        if id not in used:
            message = "no quote of the article has this entry"
            yield Problem(entry.id.at, "receipt-unused", message, help if used else "delete the file")


def add_answer(article: Article, receipt: Receipt, old: Receipt | None, is_accepted: bool) -> Receipt:
    """Return a new receipt that knows which text it follows without a word, if it does, and of which correction."""
    corrected = article.correction.date if article.correction else None
    if old is None:
        return replace(receipt, corrected=corrected)
    before = old.changed_from or old.sha256
    is_silent = before != receipt.sha256 and not is_accepted and not is_answered(article, old)
    is_another = old.sha256 != receipt.sha256 or old.changed_from
    return replace(
        receipt,
        changed_from=before if is_silent else None,
        corrected=corrected if is_another else old.corrected,
    )


def is_answered(article: Article, receipt: Receipt) -> bool:
    """Say whether an article tells of a correction that its receipt does not know yet, or of its withdrawal."""
    known = article.correction.date if article.correction else None
    return article.status is Status.WITHDRAWN or (article.status is Status.CORRECTED and known != receipt.corrected)


def check_answered(article_id: str, article: Article, receipt: Receipt) -> Iterator[Problem]:
    """Yield a warning as long as nobody has said why an article's text has changed."""
    if receipt.changed_from and not is_answered(article, receipt):
        again = article.status is Status.CORRECTED
        since = f"it was corrected on {receipt.corrected}" if again else "the quotes were first checked"
        message = f"the text has changed since {since}, and nobody has said why"
        mend = "add it to the `correction`, with its date" if again else "write `status: corrected` and a `correction`"
        help = f"if the publisher corrected the article{' again' if again else ''}, {mend}; if not, run "
        yield Problem(article.places[""], "text-changed", message, f"{help}`briefing verify --accept {article_id}`")


def compare_receipts(receipt: Receipt, live: Receipt) -> Iterator[Problem]:
    """Yield a problem for each entry of a receipt that does not say what a check of the same text finds now."""
    found = {entry.id: entry for entry in live.quotes}
    for entry in receipt.quotes:
        if entry.id in found and not is_same(entry, found[entry.id]):
            message = "the text says something else about this quote than its receipt"
            yield Problem(entry.id.at, "receipt-mismatch", message, "run `briefing verify --texts DIR`")


def is_same(told: Checked, live: Checked) -> bool:
    """Say whether an entry tells what a check finds now; it may have the context as typed, and no lead yet."""
    as_told = replace(live, checked=told.checked, prefix=told.prefix, suffix=told.suffix, lead=told.lead)
    return as_told == told and fold_context(told) == fold_context(live) and told.lead in (None, live.lead)


def fold_context(quote: Quote | Passage | Checked) -> tuple[str, str]:
    """Return what stands around a quote, folded."""
    return fold(quote.prefix or ""), fold(quote.suffix or "")


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
            prefix=entry.prefix if entry else quote.prefix,
            suffix=entry.suffix if entry else quote.suffix,
            lead=entry.lead if entry else None,
        )
    return found


def format_receipt(receipt: Receipt) -> str:
    """Return a receipt's file, always the same for the same receipt."""
    lines = [HEADER, f"sha256: {receipt.sha256}", f"length: {receipt.length}"]
    lines += [f"changed_from: {receipt.changed_from}"] if receipt.changed_from else []
    lines += [f"corrected: {receipt.corrected.isoformat()}"] if receipt.corrected else []
    lines.append("quotes:")
    for entry in receipt.quotes:
        lines.append(f"  - id: {entry.id}")
        lines.append(f"    exact: {quote_yaml(entry.exact)}")
        lines.extend(f"    {key}: {quote_yaml(words)}" for key, words in list_context(entry))
        lines.append(f"    start: {entry.start}")
        lines.append(f"    end: {entry.end}")
        lines.append(f"    direct: {entry.direct}")
        lines.append(f"    checked: {entry.checked.isoformat()}")
    return "\n".join(lines) + "\n"


def list_context(entry: Checked) -> list[tuple[str, str]]:
    """Return what stands around a quote and what it leaves out, as far as its entry has it."""
    context = (("prefix", entry.prefix), ("suffix", entry.suffix), ("lead", entry.lead), ("left_out", entry.left_out))
    return [(key, words) for key, words in context if words]


def quote_yaml(words: str) -> str:
    """Return a text as a YAML double-quoted scalar on one line."""
    quoted = json.dumps(words, ensure_ascii=False)
    return re.sub(r"[\x7f-\xa0\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match.group()):04x}", quoted)

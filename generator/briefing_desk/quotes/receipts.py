"""Receipts: what was found when an article's quotes were checked against its text, kept when the text is not.

A receipt proves that these characters stood at this place in a text with this SHA-256 on that day. Reads no disk.
"""

from collections.abc import Iterator
from dataclasses import replace

from briefing_desk.quotes.evidence import get_id, list_quotes
from briefing_desk.quotes.quote_ids import split_pieces
from briefing_desk.schema.model import Article, Checked, Passage, Quote, Receipt, Status
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.normalise import normalise


def check_against_receipt(
    article_id: str, article: Article, receipt: Receipt, live: Receipt | None = None
) -> Iterator[Problem]:
    """Yield a problem for each quote that the receipt does not vouch for, and each entry that nothing uses.

    `live` is what a check of the same text finds now, where it is at hand: of a quote that is not in it, that was told
    already. A quote that was changed is one problem: the entry that it had is not told too.
    """
    entries = {str(entry.id): entry for entry in receipt.quotes}
    help = "run `briefing verify --texts DIR` with the article's text"
    verified = {entry.id for entry in live.quotes} if live else set()
    used, changed = set(), 0
    for quote in list_quotes(article):
        id = get_id(article_id, quote)
        used.add(id)
        entry = entries.get(id)
        changed += entry is None
        if entry is None and id in verified:
            message = "the quote is verified now, its receipt is not yet written"
            yield Problem(quote.exact.at, "receipt-behind", message, help)
        elif entry is None and live is None:
            yield Problem(quote.exact.at, "receipt-mismatch", "the quote has no entry in the article's receipt", help)
        elif entry and not vouches(entry, quote):
            yield Problem(entry.exact.at, "receipt-mismatch", "the receipt's words are not the quote's", help)
    for entry in [entry for id, entry in entries.items() if id not in used][changed:]:
        message = "no quote of the article has this entry"
        yield Problem(entry.id.at, "receipt-unused", message, help if used else "delete the file")


def vouches(entry: Checked, quote: Quote | Passage) -> bool:
    """Say whether an entry has the words of a quote, and what stands around it."""
    return split_pieces(entry.exact) == split_pieces(quote.exact) and fold_context(entry) == fold_context(quote)


def check_clock(article_id: str, article: Article, receipt: Receipt) -> Iterator[Problem]:
    """Yield a warning if quotes were checked before their article was taken in: a clock was wrong, or a day is."""
    first = min((entry.checked for entry in receipt.quotes), default=article.retrieved)
    if "retrieved" in article.places and first < article.retrieved:
        message = f"its quotes were checked on {first}, before the article was retrieved on {article.retrieved}"
        help = f"if the machine's clock was wrong, delete seeds/receipts/{article_id}.yml and run `briefing verify`"
        yield Problem(article.places["retrieved"], "checked-too-early", message, f"{help}; else correct `retrieved`")


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
    return normalise(quote.prefix or ""), normalise(quote.suffix or "")

"""Check every quote against the texts at hand, and write down what was found: the receipts. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from generator.articletext import ArticleText
from generator.dates import Day
from generator.folding import fold
from generator.model import Article, Basis, Limits, Passage, Quote
from generator.problems import Problem, has_errors
from generator.quotes import Match, count_words, find_nearest, find_quote
from generator.read import Readings
from generator.receipts import Checked, Evidence, Receipt, collect_evidence, format_receipt, get_id, list_quotes
from generator.source import Text


def verify_articles(readings: Readings, limits: Limits, today: Day) -> tuple[dict[str, str], list[Problem]]:
    """Return the receipts' files by path, and what is wrong with the quotes."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for id, article in readings.seeds.articles.items():
        content, found = verify_article(id, article, readings, limits, today)
        problems.extend(found)
        if content:
            files[f"seeds/receipts/{id}.yml"] = content
    return files, problems


def verify_article(
    id: str, article: Article, readings: Readings, limits: Limits, today: Day
) -> tuple[str | None, list[Problem]]:
    """Return one article's receipt, or why there is none."""
    if not any(list_quotes(article)):
        return None, []
    if id not in readings.texts:
        help = f"put `{id}.txt` into the folder that --texts names"
        message = "the article's text is not at hand: its quotes were not checked"
        return None, [Problem(article.places[""], "text-missing", message, help)]
    path, text = readings.texts[id]
    receipt, problems = make_receipt(id, article, text, path, readings.receipts.get(id), today)
    problems += [*check_lengths(article, limits), *check_share(article, text, limits)]
    evidence = collect_evidence(id, article, receipt.quotes)
    problems += check_direct(article, evidence, id)
    return (None if has_errors(problems) else format_receipt(receipt)), problems


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

"""Check every quote against the texts at hand, and write down what was found: the receipts. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from briefing_desk.quotes.cut_numbers import check_numbers
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.quotes.find import MAX_PLACES, Match, count_words, find_quote
from briefing_desk.quotes.fragments import extract_context, find_lead
from briefing_desk.quotes.joins import check_joins
from briefing_desk.quotes.near_misses import explain_missing, is_continuous
from briefing_desk.quotes.omissions import check_omissions
from briefing_desk.quotes.passed_over import check_passed_over
from briefing_desk.quotes.quote_ids import split_pieces
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.receipts import add_answer, check_answered, check_clock, is_same
from briefing_desk.quotes.recognition import find_mentions
from briefing_desk.quotes.stated import check_direct, judge_match
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Actor, Article, Checked, Limits, Passage, Quote, Receipt, Verbatim
from briefing_desk.schema.receipts import format_receipt
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Text
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.normalise import normalise

MIN_CHARACTERS = 4
LONGEST = 3
"""Quotes named where an article is quoted too much."""
MIN_PLACES, SHARED_PLACES = 100, MAX_PLACES // 2
"""Places looked at for one quote of an article that has very many, and for all its quotes together."""


def verify_article(
    id: str, article: Article, readings: Readings, limits: Limits, today: Day, is_accepted: bool = False
) -> tuple[str | None, list[Problem]]:
    """Return one article's receipt, or why there is none.

    Of an article that is accepted somebody has said that a text which has changed was not corrected.
    """
    if not any(list_quotes(article)):
        return None, []
    if id not in readings.texts:
        help = f"put `{id}.txt` into the folder that --texts names"
        message = "the article's text is not at hand: its quotes were not checked"
        return None, [Problem(article.places[""], "text-missing", message, help)]
    path, text = readings.texts[id]
    old = readings.receipts.get(id)
    receipt, problems = make_receipt(id, article, text, path, old, today)
    receipt = add_answer(article, receipt, old, is_accepted)
    problems += [*check_answered(id, article, receipt), *check_clock(id, article, receipt)]
    problems += [*check_lengths(article, limits), *check_share(article, text, limits)]
    problems += check_named(article, text, path, readings.seeds.actors)
    evidence = collect_evidence(id, article, receipt.quotes)
    problems += check_direct(article, evidence, id, text)
    return (None if has_errors(problems) else format_receipt(receipt)), problems


def make_receipt(
    article_id: str, article: Article, text: ArticleText, text_path: str, old: Receipt | None, today: Day
) -> tuple[Receipt, list[Problem]]:
    """Check every quote against the text; a check that finds what the old receipt says keeps its day."""
    digest = sha256(text.text.encode()).hexdigest()
    known = {entry.id: entry for entry in old.quotes} if old and old.sha256 == digest else {}
    entries: dict[str, Checked] = {}
    problems: list[Problem] = []
    most = share_places(article)
    for quote in list_quotes(article):
        match, found = locate(quote, text, text_path, most)
        problems.extend(found)
        if match:
            problems.extend(check_wording(quote, match, text, article.language))
            entry = make_entry(get_id(article_id, quote), quote, match, text, today)
            before = known.get(entry.id)
            entries[entry.id] = replace(entry, checked=before.checked) if before and is_same(before, entry) else entry
    ordered = tuple(entries[id] for id in sorted(entries))
    place = article.places[""]
    return Receipt(Text(digest, place), len(text.text), ordered), problems


def check_wording(quote: Quote | Passage, match: Match, text: ArticleText, language: str) -> Iterator[Problem]:
    """Yield a warning for each thing that a quote's words leave out, join or part against the article's sense."""
    for check in (check_omissions, check_joins, check_numbers, check_passed_over):
        yield from check(quote, match, text, language)


def make_entry(id: str, quote: Quote | Passage, match: Match, text: ArticleText, today: Day) -> Checked:
    """Return the receipt's entry of a quote that was found."""
    place = quote.exact.at
    around = quote.prefix or "", quote.suffix or ""
    prefix, suffix = extract_context(text.text, match, *around)
    lead = find_lead(text, match, *around)
    return Checked(
        id=Text(id, place),
        exact=Verbatim(match.extract(text.text), place),
        start=match.start,
        end=match.end,
        direct=judge_match(match, text)[0],
        checked=today,
        prefix=Verbatim(prefix, place) if prefix else None,
        suffix=Verbatim(suffix, place) if suffix else None,
        lead=Verbatim(lead, place) if lead else None,
        left_out=Verbatim(left_out, place) if (left_out := match.list_left_out(text.text)) else None,
    )


def share_places(article: Article) -> int:
    """Return how many places are looked at for each quote of an article."""
    count = max(1, sum(1 for _ in list_quotes(article)))
    return max(MIN_PLACES, SHARED_PLACES // count)


def find_in(text: ArticleText, quote: Quote | Passage, most: int = MAX_PLACES) -> list[Match]:
    """Return every place where the quote stands in the text, of `most` that are looked at."""
    places = find_places(text.text, quote.exact, quote.prefix or "", quote.suffix or "", most)
    return [match for match in places if is_continuous(match, text)]


@lru_cache(maxsize=256)
def find_places(text: str, exact: str, prefix: str, suffix: str, most: int) -> tuple[Match, ...]:
    """Return what `find_quote` finds; kept for a while, because several checks ask for the same quotes."""
    return tuple(find_quote(text, exact, prefix, suffix, most))


def locate(
    quote: Quote | Passage, text: ArticleText, path: str, most: int = MAX_PLACES
) -> tuple[Match | None, list[Problem]]:
    """Return where the quote stands in the text, of `most` places looked at, or the problem: nowhere, or often."""
    matches = find_in(text, quote, most)
    if len(matches) == 1:
        return matches[0], []
    if matches:
        lines = ", ".join(str(text.locate(match.start)[0]) for match in matches[:5])
        more = ", …" if len(matches) > 5 else ""
        message = f"the quote stands in {len(matches)} places (lines {lines}{more} of {path})"
        help = f"lengthen it, or add {suggest_context(text.text, matches[0])}"
        return None, [Problem(quote.exact.at, "ambiguous-quote", message, help)]
    help = explain_missing(quote, text, path, most)
    return None, [Problem(quote.exact.at, "quote-not-found", f"the quote is not in {path}", help)]


def suggest_context(text: str, match: Match) -> str:
    """Return the words around the first of several places, as they can be annotated."""
    if before := " ".join(text[: match.start].split()[-3:]):
        return f"the words before it, for example `prefix: {before}`"
    return f"the words behind it, for example `suffix: {' '.join(text[match.end :].split(maxsplit=3)[:3])}`"


def check_named(article: Article, text: ArticleText, path: str, actors: Mapping[str, Actor]) -> Iterator[Problem]:
    """Yield a warning for each speaker whom the article names nowhere: somebody else may have said it."""
    speakers = [name for position in article.positions for name in position.voices]
    known = {str(name): actors[name] for name in speakers if name in actors}
    named = {mention.actor for mention in find_mentions(text.text, known)}
    for name in speakers:
        if name in known and known[name].name and name not in named:  # a name that is missing is told already
            message = f"{path} names `{name}` ({known[name].name}) nowhere"
            help = "who says it? correct `speakers`, or add the name in the article to `aliases` in seeds/actors.yml"
            yield Problem(name.at, "speaker-not-named", message, help)


def check_lengths(article: Article, limits: Limits) -> Iterator[Problem]:
    """Yield a problem for each quote that is longer than may be published, or too short to say anything."""
    for quote in list_quotes(article):
        words = count_words(quote.exact)
        if words > limits.max_quote_words:
            message = f"the quote has {words} words, the limit is {limits.max_quote_words}"
            yield Problem(quote.exact.at, "long-quote", message, "shorten it, or leave words out with […]")
        if quote.exact and len("".join(split_pieces(quote.exact))) < MIN_CHARACTERS:
            message = "so short a quote matches almost anything"
            yield Problem(quote.exact.at, "short-quote", message, "quote more of its sentence")


def check_share(article: Article, text: ArticleText, limits: Limits) -> Iterator[Problem]:
    """Yield a problem if more of the article's words are quoted than may be published; overlaps count once."""
    most = share_places(article)
    found = (match for quote in list_quotes(article) for match in find_in(text, quote, most)[:1])
    quoted = sum(count_words(text.text[start:end]) for start, end in merge_ranges(found))
    total = max(1, count_words(text.text))
    allowed = limits.allow(total)
    if quoted > allowed:
        message = f"{quoted} of {total} words are quoted ({quoted / total:.1%})"
        limit = f"{allowed} may be ({limits.max_share:.0%}, `max_share` in mkdocs.yml)"
        more = quoted - allowed
        help = (
            f"shorten quotes by {more} word{'' if more == 1 else 's'}, with […] where words can go; "
            f"the longest (words): {list_longest(article)}; what several share counts once: two positions may share one"
        )
        place = article.places.get("positions") or article.places[""]
        yield Problem(place, "too-much-quoted", f"{message}, {limit}", help)


def list_longest(article: Article) -> str:
    """Return in which lines the longest quotes are, with their words; of those with the same words the first."""
    different = {normalise(quote.exact): quote for quote in reversed(list(list_quotes(article)))}
    quotes = sorted(different.values(), key=lambda quote: (-count_words(quote.exact), quote.exact.at.offset))
    return ", ".join(f"line {quote.exact.at.line} ({count_words(quote.exact)})" for quote in quotes[:LONGEST])


def merge_ranges(matches: Iterable[Match]) -> list[tuple[int, int]]:
    """Return the ranges that the matches cover together, in order, none overlapping another."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(piece for match in matches for piece in match.pieces):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged

"""Join what was read: every reference must lead somewhere, every quote must be vouched for. Pure.

After it, without errors, rendering can rely on every id that it meets.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing_desk.analysis.agreement import list_stances_held
from briefing_desk.analysis.cells import (
    Stances,
    derive_all,
    group_by_actor,
    group_by_topic,
)
from briefing_desk.analysis.identity import check_first_ids, list_first_ids
from briefing_desk.analysis.library import Library, find_cut, find_split
from briefing_desk.analysis.order import check_order, order_cells
from briefing_desk.analysis.reliability import compare_coder
from briefing_desk.analysis.reviews import check_reviews, judge_prose
from briefing_desk.analysis.statements import list_events
from briefing_desk.checks.contests import Orders, check_contests
from briefing_desk.checks.foreign import check_translations
from briefing_desk.checks.namesakes import check_addresses, check_namesakes
from briefing_desk.checks.references import (
    Declared,
    check_actors,
    check_article_names,
    check_codings,
    check_names,
    check_vocabulary,
    declare,
)
from briefing_desk.quotes.evidence import Evidence, collect_evidence, list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.receipts import check_against_receipt, check_answered, check_clock, compare_receipts
from briefing_desk.quotes.stated import check_direct
from briefing_desk.quotes.verify import check_lengths, check_named, check_share, make_receipt
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Actor, Article, Coders, Limits, Receipt, Review, Seeds
from briefing_desk.schema.names import list_names
from briefing_desk.schema.references import list_references
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Place
from briefing_desk.text.article_text import ArticleText


@dataclass(frozen=True, slots=True)
class AtHand:
    """What there is to check one article's quotes with."""

    receipt: Receipt | None
    text: tuple[str, ArticleText] | None
    """Where its text was found, and the text."""


def assemble(readings: Readings, limits: Limits, told: Sequence[Problem] = ()) -> tuple[Library | None, list[Problem]]:
    """Return the library, or None with the errors that prevent it; what is wrong with the files is told already."""
    seeds = readings.seeds
    declared = declare(seeds, seeds.articles, list_first_ids(seeds))
    positions = [position for article in seeds.articles.values() for position in article.positions]
    occasions = {str(name) for it in positions for name in (it.event, it.precedes, it.follows) if name}
    passages = [passage for article in seeds.articles.values() for passage in article.passages]
    occasions |= {str(name) for passage in passages for name in (passage.event, passage.matter) if name}
    problems = [*check_together(seeds, declared, occasions), *check_codings(readings.coders, declared)]
    orders = order_cells(seeds, declared.events)
    evidence: dict[str, dict[str, Evidence]] = {}
    for id, article in seeds.articles.items():
        found = AtHand(readings.receipts.get(id), readings.texts.get(id))
        evidence[id], wrong = check_article(id, article, declared, seeds.articles, orders, found, limits)
        problems.extend(wrong)
    quoting = {id: article.places[""] for id, article in seeds.articles.items() if any(list_quotes(article))}
    unused = {id: receipt.places[""] for id, receipt in readings.receipts.items() if id not in seeds.articles}
    problems.extend(check_receipts(seeds, quoting, readings.receipts, unused, [*told, *problems]))
    if has_errors([*told, *problems]) or seeds.unread:
        return None, problems
    library = add_reliability(make_library(seeds, evidence, readings.reviews), readings.coders)
    problems.extend(check_actors(seeds, {str(name) for kind, name in list_all_names(seeds) if kind == "actor"}))
    return library, [*problems, *check_reviews(readings.reviews, library.freshness)]


def list_all_names(seeds: Seeds) -> Iterator[tuple[str, str]]:
    """Yield each name in the articles with its kind."""
    return (named for article in seeds.articles.values() for named in list_names(article))


def check_together(seeds: Seeds, declared: Declared, occasions: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the vocabulary, and with articles beside others; `occasions` are all that any names.

    Of the articles, those are enough of which something can be wrong: that share an address or a first id, or report
    of a cell in which a position says what it precedes or follows.
    """
    behalf = ((("actor", actor.on_behalf_of)) for actor in seeds.actors.values() if actor.on_behalf_of)
    yield from check_names(behalf, declared)
    yield from check_order(seeds, declared.events)
    yield from check_first_ids(seeds)
    yield from check_vocabulary(seeds, occasions)
    yield from check_namesakes(seeds)
    yield from check_addresses(seeds)


def check_article(
    id: str,
    article: Article,
    declared: Declared,
    named: Mapping[str, Article],
    orders: Orders,
    found: AtHand,
    limits: Limits,
) -> tuple[dict[str, Evidence], list[Problem]]:
    """Return an article's evidence, and what is wrong with the article; `named` has the articles that it names."""
    problems = [*check_article_names(article, declared, named), *check_contests(id, article, orders, declared.events)]
    problems += check_translations(article, declared.seeds.language)
    evidence, wrong = check_quotes(id, article, found, limits, declared.seeds.actors)
    return evidence, [*problems, *wrong]


def make_library(
    seeds: Seeds,
    evidence: Mapping[str, Mapping[str, Evidence]],
    reviews: Mapping[str, Review],
    held: Stances | None = None,
) -> Library:
    """Return the library of seeds whose references all lead somewhere; cells are derived when they are asked for.

    What actors hold is found in the cells, unless it is given.
    """
    cells, by_article = derive_all(seeds, evidence)
    by_topic = group_by_topic(cells)
    freshness = {topic: judge_prose(topic, reviews.get(topic), by_topic.get(topic, {})) for topic in seeds.topics}
    others = {name: replace(review, cells=()) for name, review in reviews.items() if name not in seeds.topics}
    freshness |= {name: judge_prose(name, review, {}) for name, review in others.items()}
    events = list_events(seeds)
    questions = {reference: (topic, question) for reference, topic, question in list_references(seeds.topics)}
    by_actor = group_by_actor(cells)
    return Library(
        seeds,
        evidence,
        cells,
        events,
        by_article,
        by_topic,
        questions,
        by_actor,
        holders=by_actor.keys(),
        held=list_stances_held(cells.values()) if held is None else held,
        split=find_split(question for _, question in list_reported(seeds)),
        cut=find_cut(list_reported(seeds), seeds.topics),
        since=min((article.retrieved for article in seeds.articles.values()), default=Day(1970, 1, 1)),
        freshness=freshness,
    )


def list_reported(seeds: Seeds) -> Iterator[tuple[str, str]]:
    """Yield the actor and the question of each report, of which none is made for that."""
    positions = (position for article in seeds.articles.values() for position in article.positions if position.quotes)
    return ((str(holder), str(position.question)) for position in positions for holder in position.holders)


def add_reliability(library: Library, coders: Coders) -> Library:
    """Return a library of all articles that knows how far others agree with their first coder."""
    first = {id: article.positions for id, article in library.seeds.articles.items()}
    return replace(library, reliability={name: compare_coder(first, coder) for name, coder in coders.items()})


def check_quotes(
    id: str, article: Article, found: AtHand, limits: Limits, actors: Mapping[str, Actor]
) -> tuple[dict[str, Evidence], list[Problem]]:
    """Return an article's evidence; checked live where the text is at hand, against the receipt where there is one.

    What readers see comes from the receipt alone, so that pages are the same with and without the text.
    """
    problems = list(check_lengths(article, limits))
    receipt, same = found.receipt, None
    if found.text:
        path, text = found.text
        live, wrong = make_receipt(id, article, text, path, receipt, article.retrieved)
        problems.extend(wrong)
        problems.extend(check_share(article, text, limits))
        problems.extend(check_named(article, text, path, actors))
        if receipt and receipt.sha256 != live.sha256:
            message = f"{path} is not the text that this receipt was made from"
            problems.append(Problem(receipt.sha256.at, "text-changed", message, "run `briefing verify`"))
        elif receipt:
            same = live
            problems.extend(compare_receipts(receipt, live))
        live_evidence = collect_evidence(id, article, live.quotes)
        problems.extend(check_direct(article, live_evidence, id, text))
    if receipt:
        problems.extend(check_against_receipt(id, article, receipt, same))
        problems.extend(check_clock(id, article, receipt))
        problems.extend(check_answered(id, article, receipt))
    evidence = collect_evidence(id, article, receipt.quotes if receipt else ())
    if not found.text:
        problems.extend(check_direct(article, evidence, id))
    return evidence, problems


def check_receipts(
    seeds: Seeds,
    quoting: Mapping[str, Place],
    receipts: Collection[str],
    unused: Mapping[str, Place],
    told: Iterable[Problem],
) -> Iterator[Problem]:
    """Yield a warning for each quoting article without a receipt, unless it has errors, and each unused receipt.

    Of what has errors `verify` writes no receipt: to be told to run it would mend nothing.
    """
    wrong = {problem.at.path for problem in told if has_errors([problem])}
    for id, at in quoting.items():
        is_known = id in receipts or f"seeds/receipts/{id}.yml" in seeds.unread
        if not is_known and at.path not in wrong:
            message = "the quotes are not yet checked: the article has no receipt"
            help = "run `briefing verify --texts DIR` with its text"
            yield Problem(at, "receipt-missing", message, help)
    for id, at in unused.items():
        if f"seeds/articles/{id}.md" not in seeds.unread:
            yield Problem(at, "receipt-unused", f"there is no article `{id}`", "delete the file")

"""Join what was read: every reference must lead somewhere, every quote must be vouched for. Pure.

After it, without errors, rendering can rely on every id that it meets.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing_desk.analysis.cells import (
    derive_cells,
    group_by_actor,
    group_by_topic,
    measure_coverage,
)
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.order import order_cells
from briefing_desk.analysis.reviews import check_reviews, judge_prose
from briefing_desk.analysis.statements import Report, list_events
from briefing_desk.checks.contests import check_contests
from briefing_desk.checks.namesakes import check_addresses, check_namesakes
from briefing_desk.checks.references import check_actors, check_references, check_vocabulary
from briefing_desk.quotes.evidence import Evidence, collect_evidence, list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.receipts import check_against_receipt, check_answered, compare_receipts
from briefing_desk.quotes.stated import check_direct
from briefing_desk.quotes.verify import check_lengths, check_named, check_share, make_receipt
from briefing_desk.schema.model import Article, Limits, Review, Seeds
from briefing_desk.schema.references import list_references
from briefing_desk.syntax.problems import Problem, has_errors


def assemble(readings: Readings, limits: Limits, told: Sequence[Problem] = ()) -> tuple[Library | None, list[Problem]]:
    """Return the library, or None with the errors that prevent it; what is wrong with the files is told already."""
    seeds = readings.seeds
    problems = [*check_references(seeds), *check_vocabulary(seeds), *check_namesakes(seeds), *check_addresses(seeds)]
    events = list_events(seeds)
    orders = order_cells(seeds, events)
    evidence: dict[str, dict[str, Evidence]] = {}
    for id, article in seeds.articles.items():
        problems.extend(check_contests(id, article, orders, events))
        evidence[id], found = check_quotes(id, article, readings, limits)
        problems.extend(found)
    problems.extend(check_receipts(readings, [*told, *problems]))
    if has_errors([*told, *problems]) or seeds.unread:
        return None, problems
    library = make_library(seeds, evidence, readings.reviews)
    problems.extend(check_actors(seeds))
    return library, [*problems, *check_reviews(readings.reviews, library.freshness)]


def make_library(
    seeds: Seeds, evidence: Mapping[str, Mapping[str, Evidence]], reviews: Mapping[str, Review]
) -> Library:
    """Return the library of seeds whose references all lead somewhere."""
    cells = derive_cells(seeds, evidence)
    by_topic = group_by_topic(cells)
    reports: dict[str, list[Report]] = {}
    for cell in cells.values():
        for report in cell.all_reports:
            reports.setdefault(report.article_id, []).append(report)
    by_article = {id: tuple(found) for id, found in reports.items()}
    freshness = {topic: judge_prose(topic, reviews.get(topic), by_topic.get(topic, {})) for topic in seeds.topics}
    others = {name: replace(review, cells=()) for name, review in reviews.items() if name not in seeds.topics}
    freshness |= {name: judge_prose(name, review, {}) for name, review in others.items()}
    coverage = measure_coverage(seeds)
    events = list_events(seeds)
    questions = {reference: (topic, question) for reference, topic, question in list_references(seeds.topics)}
    by_actor = group_by_actor(cells)
    return Library(seeds, evidence, cells, events, by_article, by_topic, questions, by_actor, coverage, freshness)


def check_quotes(
    id: str, article: Article, readings: Readings, limits: Limits
) -> tuple[dict[str, Evidence], list[Problem]]:
    """Return an article's evidence; checked live where the text is at hand, against the receipt where there is one.

    What readers see comes from the receipt alone, so that pages are the same with and without the text.
    """
    problems = list(check_lengths(article, limits))
    receipt = readings.receipts.get(id)
    if id in readings.texts:
        path, text = readings.texts[id]
        live, found = make_receipt(id, article, text, path, receipt, article.retrieved)
        problems.extend(found)
        problems.extend(check_share(article, text, limits))
        problems.extend(check_named(article, text, path, readings.seeds.actors))
        if receipt and receipt.sha256 != live.sha256:
            message = f"{path} is not the text that this receipt was made from"
            problems.append(Problem(receipt.sha256.at, "text-changed", message, "run `briefing verify`"))
        elif receipt:
            problems.extend(compare_receipts(receipt, live))
        live_evidence = collect_evidence(id, article, live.quotes)
        problems.extend(check_direct(article, live_evidence, id, text))
    if receipt:
        problems.extend(check_against_receipt(id, article, receipt))
        problems.extend(check_answered(id, article, receipt))
    evidence = collect_evidence(id, article, receipt.quotes if receipt else ())
    if id not in readings.texts:
        problems.extend(check_direct(article, evidence, id))
    return evidence, problems


def check_receipts(readings: Readings, told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a warning for each article without a receipt, unless it has errors, and each receipt without an article.

    Of what has errors `verify` writes no receipt: to be told to run it would mend nothing.
    """
    seeds, receipts = readings.seeds, readings.receipts
    wrong = {problem.at.path for problem in told if has_errors([problem])}
    for id, article in seeds.articles.items():
        is_known = id in receipts or f"seeds/receipts/{id}.yml" in seeds.unread
        if any(list_quotes(article)) and not is_known and article.places[""].path not in wrong:
            message = "the quotes are not yet checked: the article has no receipt"
            help = "run `briefing verify --texts DIR` with its text"
            yield Problem(article.places[""], "receipt-missing", message, help)
    for id, receipt in receipts.items():
        if id not in seeds.articles and f"seeds/articles/{id}.md" not in seeds.unread:
            yield Problem(receipt.places[""], "receipt-unused", f"there is no article `{id}`", "delete the file")

"""Reviews: against which facts the prose of a page was last read by a person, and what has changed since. Pure.

A fact is what a cell shows and rests on; ids are no part of it, so that renaming makes no prose stale.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from briefing_desk.analysis.cells import Cell, Cells
from briefing_desk.analysis.statements import Report
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Freshness, Overtaken, Review, ReviewedCell, Status
from briefing_desk.schema.references import get_question_id, make_reference
from briefing_desk.syntax.ids import make_id
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.normalise import normalise

KINDS = "stance", "condition", "date", "basis", "status", "origin", "quote", "summary"
"""The kinds of facts, in the order of `describe_report`, and then the desk's own summary.

A summary is no fact: readers would be told of new evidence where somebody has mended a comma. But where facts have
changed, it helps to know that what the desk makes of them has changed too.
"""
SHORT = 4
"""Characters of the hash of one kind, which only helps to explain."""
HEADER = "# Written by `briefing review`: what the prose of this page was last read against, cell by cell."


def hash_facts(cell: Cell) -> str:
    """Return a short hash of what a cell shows and rests on; the desk's own summaries are no part of it."""
    return hash_reports(cell.all_reports, {})


def hash_reports(reports: Iterable[Report], statuses: Mapping[str, Status]) -> str:
    """Return the hash of the facts of reports, as if some articles had another status than they have."""
    facts = (describe_report(report, statuses.get(report.article_id, report.article.status)) for report in reports)
    return make_id("f", *sorted(map("\n".join, facts)))


def hash_kinds(reports: Iterable[Report]) -> str:
    """Return a short hash of each kind of fact in reports, and of their summaries."""
    told = ((*describe_report(one, one.article.status), normalise(one.position.summary)) for one in reports)
    hashes = (make_id("k", *sorted(set(kind))) for kind in zip(*told, strict=True))
    return " ".join(hash.removeprefix("k-")[:SHORT] for hash in hashes)


def describe_report(report: Report, status: Status) -> tuple[str, ...]:
    """Return what a report says, and what its word is worth, kind by kind."""
    position = report.position
    return (
        position.stance,
        normalise(position.condition or "").casefold(),
        "\n".join((report.date.text, *report.order.facts)),
        "\n".join((position.basis, "second-hand" if report.is_second_hand else "")),
        status,
        "\n".join(sorted(report.origins)),
        "\n".join(sorted(normalise(quote.text) for quote in report.quotes)),
    )


def hash_correction(article: Article) -> str:
    """Return a short hash of what was said of an article when it was corrected or withdrawn."""
    said = (str(article.correction.date), normalise(article.correction.note)) if article.correction else ()
    return make_id("c", article.status, *said)


def list_facts(cells: Cells) -> dict[tuple[str, str], str]:
    """Return the facts of each cell, by actor and `topic/question`, in the order of the file."""
    return {key: hash_facts(cells[key]) for key in sorted(cells, key=lambda key: (key[1], key[0]))}


def make_review(cells: Cells, today: Day, prose: str = "", corrections: Iterable[str] = ()) -> str:
    """Return the file that accepts the prose of a page against its present cells and the corrections it cites."""
    lines = [HEADER, f"reviewed: {today}", f"prose: {prose}" if prose else ""]
    known = sorted(set(corrections))
    lines += [f"corrections: [{', '.join(known)}]" if known else "", "cells:" if cells else ""]
    for (actor, question), facts in list_facts(cells).items():
        lines += [f"  - question: {get_question_id(question)}", f"    actor: {actor}", f"    facts: {facts}"]
        reports = cells[actor, question].all_reports
        lines += [f"    kinds: {hash_kinds(reports)}", f"    reports: {len(reports)}"]
    return "\n".join(line for line in lines if line) + "\n"


def judge_prose(topic: str, review: Review | None, cells: Cells) -> Freshness:
    """Return what has changed in the cells of a topic since the review of its prose."""
    if review is None:
        return Freshness()
    before, now = list_reviewed(topic, review), list_facts(cells)
    stale = {key for key in before.keys() | now.keys() if key not in before or before[key].facts != now.get(key)}
    ordered = sorted(stale, key=lambda key: (key[1], key[0]))
    overtaken = (Overtaken(*key, *explain_change(before.get(key), cells.get(key), review.reviewed)) for key in ordered)
    return Freshness(
        review.reviewed,
        tuple(overtaken),
        str(review.prose) if review.prose else None,
        tuple(map(str, review.corrections)),
    )


def list_reviewed(topic: str, review: Review) -> dict[tuple[str, str], ReviewedCell]:
    """Return each cell as it was at the time of a review, by actor and `topic/question`."""
    return {(str(cell.actor), make_reference(topic, cell.question)): cell for cell in review.cells}


def check_reviews(reviews: Mapping[str, Review], freshness: Mapping[str, Freshness]) -> Iterator[Problem]:
    """Yield a warning for each topic whose prose is stale, with what has happened to its cells."""
    for topic, review in reviews.items():
        overtaken = freshness[topic].overtaken
        if not overtaken:
            continue
        told: dict[str, list[str]] = {}
        for found in overtaken:
            told.setdefault(found.told, []).append(f"`{get_question_id(found.question)}` `{found.actor}`")
        ordered = sorted(told, key=lambda why: why.startswith(Status.CORRECTED))
        changes = "; ".join(f"{', '.join(told[why])} ({why})" for why in ordered)
        noun = "cell has" if len(overtaken) == 1 else "cells have"
        message = f"{len(overtaken)} {noun} changed since the prose of `{topic}` was reviewed: {changes}"
        help = f"read briefings/{topic}.md against them, then run `briefing review {topic}`"
        yield Problem(review.places["reviewed"], "stale-prose", message, help)


def check_unused(reviews: Mapping[str, Review], pages: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each review of no page."""
    for name, review in reviews.items():
        if name not in pages:
            message = f"there is no topic and no page `{name}`"
            yield Problem(review.places[""], "review-unused", message, "delete the file")


def explain_change(before: ReviewedCell | None, cell: Cell | None, reviewed: Day) -> tuple[tuple[str, ...], str]:
    """Return what has happened to a cell since a review, as far as the hashes of what it was can tell; and in words.

    A guess is right where it gives that hash: that an article had not been corrected, that a report was not there.
    """
    if cell is None:
        return ("gone",), "nothing is on record any more"
    found = {report.article_id: report.article for report in cell.all_reports}
    articles = {id: found[id] for id in sorted(found)}
    if before is None:
        return ("new",), f"new: {name_articles(articles)}"
    emptied, left = (("gone",), ", no statement left") if not cell.current else ((), "")
    marked = [id for id, article in articles.items() if article.status is not Status.USABLE]
    recent = [id for id, article in articles.items() if article.retrieved >= reviewed]
    for added, restored in product(list_choices(list(articles), recent), list_choices(marked, marked)):
        for status in (Status.USABLE, Status.CORRECTED):
            reports = [report for report in cell.all_reports if report.article_id not in added]
            if reports and hash_reports(reports, dict.fromkeys(restored, status)) == before.facts:
                statuses = {id: articles[id].status for id in restored}
                said = describe_change(added, statuses) + left
                if "summary" in list_kinds(before, reports):
                    said += ", summary changed"
                return (*(("new",) if added else ()), *list_statuses(statuses.values()), *emptied), said
    is_fewer = before.reports is not None and len(cell.all_reports) < before.reports
    happened = (*(("removed",) if is_fewer else ()), *list_happened(before, articles, cell, reviewed), *emptied)
    fewer = "a report is gone, " if is_fewer else ""
    return happened, f"{fewer}{name_kinds(before, cell)}{left}; see {name_articles(articles)}"


def list_statuses(statuses: Iterable[Status]) -> tuple[str, ...]:
    """Return what happened to sources that have these statuses now, the gravest first."""
    found = set(statuses)
    return tuple(str(status) for status in (Status.WITHDRAWN, Status.CORRECTED) if status in found)


def list_happened(before: ReviewedCell, articles: Mapping[str, Article], cell: Cell, reviewed: Day) -> tuple[str, ...]:
    """Return which kinds of facts are others by now; of statuses, which they became."""
    kinds = [kind for kind in list_kinds(before, cell.all_reports) if kind != "summary"]
    if "status" not in kinds:
        return tuple(kinds) or ("changed",)
    marked = [article for article in articles.values() if article.status is not Status.USABLE]
    since = [article for article in marked if article.correction and article.correction.date >= reviewed] or marked
    became = list_statuses(article.status for article in since) or ("restored",)
    return (*became, *(kind for kind in kinds if kind != "status"))


def name_kinds(before: ReviewedCell, cell: Cell) -> str:
    """Return which kinds of facts have changed since a review, or may have, where it does not tell."""
    changed = list_kinds(before, cell.all_reports)
    if changed == ["quote"]:
        return "only what is quoted has changed"
    if not set(changed) - {"summary"}:
        return "stance, condition, date, basis, quote or origin"
    return f"changed: {', '.join(changed)}"


def list_kinds(before: ReviewedCell, reports: Iterable[Report]) -> list[str]:
    """Return in which kinds reports differ from a reviewed cell, as far as its review noted them."""
    pairs = zip(KINDS, (before.kinds or "").split(), hash_kinds(reports).split(), strict=False)
    return [kind for kind, old, new in pairs if old != new]


def list_choices(each: list[str], together: list[str]) -> list[list[str]]:
    """Return what to guess: none of them, each alone, those that belong together."""
    return [[], *([id] for id in each), together]


def describe_change(added: list[str], statuses: Mapping[str, Status]) -> str:
    """Return what was added, and which articles were corrected or withdrawn."""
    said = [f"new report: {name_articles(added)}"] if added else []
    said += [f"{status}: `{id}`" for id, status in statuses.items()]
    return ", ".join(said)


def name_articles(ids: Iterable[str]) -> str:
    """Return the names of articles, the first few of many."""
    names = [f"`{id}`" for id in ids]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")

"""Check every quote against the texts at hand, and write down what was found: the receipts. Pure."""

from generator.dates import Day
from generator.model import Article, Limits
from generator.problems import Problem, has_errors
from generator.read import Readings
from generator.receipts import (
    check_direct,
    check_lengths,
    check_share,
    collect_evidence,
    format_receipt,
    list_quotes,
    make_receipt,
)


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

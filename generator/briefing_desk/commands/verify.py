"""`briefing verify`: check quotes against texts, write receipts."""

from pathlib import Path

import click

from briefing_desk.build.plan import Plan
from briefing_desk.build.spine import plan_receipts
from briefing_desk.disk.write import write_changes
from briefing_desk.terminal import UNWRITTEN, alone, echo, find_today, report, say_if_slow, tell_complaint, with_options


@click.command()
@with_options
@click.option("--accept", "accepted", metavar="ARTICLE", multiple=True, help="Its text differs, but was not corrected.")
@alone
def verify(root: Path, texts: Path | None, strict: bool, accepted: tuple[str, ...]) -> None:
    """Check quotes against the texts and write receipts.

    An article's text is its own body, or ARTICLE.txt in the folder that --texts names. Where a text has changed, you
    are asked whether the publisher corrected the article, until its front matter says so or --accept says no.
    """
    with say_if_slow("checking the quotes"):
        plan = plan_receipts(root, texts, find_today(), accepted)
    tell_complaint(plan)
    report(plan.problems, strict, undone=UNWRITTEN)
    write_changes(root, list(plan.changes))
    if not plan.files:
        echo(f"verified: no receipts: {explain_nothing(plan, texts)}")
        return
    quotes, articles = count(plan.quotes, "quote"), count(plan.files, "article")
    echo(f"verified: {quotes} of {articles}, {count(len(plan.changes), 'receipt')} written")
    if plan.changes:
        echo("next: run `briefing check`, which knows more rules, or `briefing build`, which checks first")


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def explain_nothing(plan: Plan, texts: Path | None) -> str:
    """Return why nothing was checked, and where texts were looked for."""
    if not any(problem.code == "text-missing" for problem in plan.problems):
        return "no article quotes anything"
    beside = f"or in {texts}" if texts else "and neither --texts nor BRIEFING_TEXTS names a folder of texts"
    return f"no article's text was found in seeds/articles/, {beside}"

"""`briefing review`: accept the prose of pages against the present facts."""

from pathlib import Path

import click

from briefing_desk.build.spine import plan_reviews
from briefing_desk.disk.write import write_changes
from briefing_desk.terminal import UNWRITTEN, alone, echo, find_today, report, with_root


@click.command()
@with_root
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@alone
def review(root: Path, topics: tuple[str, ...]) -> None:
    """Accept the prose of a page against the present facts.

    TOPIC is a topic, or another page, such as index. Read the page first: readers are told from then on that a topic's
    summary was reviewed today.
    """
    plan = plan_reviews(root, topics, find_today())
    report(plan.problems, strict=False, undone=UNWRITTEN)
    write_changes(root, list(plan.changes))
    echo(f"reviewed: {', '.join(topics)}; run `briefing generate` to show it")

"""`briefing review`: accept the prose of pages against the present facts."""

from pathlib import Path

import click

from briefing_desk.build.spine import plan_reviews
from briefing_desk.disk.write import write_changes
from briefing_desk.editions.folder import open_edition
from briefing_desk.terminal import UNWRITTEN, alone, echo, find_today, report, with_language, with_root


@click.command()
@with_root
@with_language
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@alone
def review(root: Path, language: str | None, topics: tuple[str, ...]) -> None:
    """Accept the prose of a page against the present facts.

    TOPIC is a topic, or another page, such as index. Read the page first: readers are told from then on that a topic's
    summary was reviewed today.
    """
    edition = open_edition(root, language)
    plan = plan_reviews(edition.path if edition else root, topics, find_today())
    report(edition.tell_all(plan.problems) if edition else plan.problems, strict=False, undone=UNWRITTEN)
    write_changes(root, edition.move(plan.changes) if edition else list(plan.changes))
    echo(f"reviewed: {', '.join(topics)}; run `briefing generate` to show it")

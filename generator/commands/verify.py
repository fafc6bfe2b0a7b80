"""`briefing verify`: check quotes against texts, write receipts."""

from pathlib import Path

import click

from generator.build import plan_receipts
from generator.terminal import UNWRITTEN, alone, find_today, report, say_if_slow, with_options
from generator.write import write_changes


@click.command()
@with_options
@alone
def verify(root: Path, texts: Path | None, strict: bool) -> None:
    """Check every quote against the articles' texts and write receipts.

    An article's text is its own body, or ARTICLE.txt in the folder that --texts names.
    """
    with say_if_slow("checking the quotes"):
        plan = plan_receipts(root, texts, find_today())
    report(plan.problems, strict, undone=UNWRITTEN)
    write_changes(root, list(plan.changes))
    click.echo(f"verified: {plan.files} receipt{'' if plan.files == 1 else 's'}, {len(plan.changes)} written")

"""`briefing verify`: check quotes against texts, write receipts."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.build import plan_receipts
from generator.dates import Day
from generator.read import UsageError
from generator.terminal import report, with_options
from generator.write import write_changes


@click.command()
@with_options
def verify(root: Path, texts: Path | None, strict: bool) -> None:
    """Check every quote against the articles' texts and write receipts.

    An article's text is its own body, or ARTICLE.txt in the folder that --texts names.
    """
    plan = plan_receipts(root, texts, find_today())
    report(plan.problems, strict)
    write_changes(root, list(plan.changes))
    click.echo(f"verified: {plan.files} receipts, {len(plan.changes)} written")


def find_today() -> Day:
    """Return the day of a check: that of SOURCE_DATE_EPOCH if it is set. Only `verify` reads the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and not epoch.isdigit():
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds")
    return datetime.fromtimestamp(int(epoch) if epoch else time.time(), UTC).date()

"""`briefing generate`: write the pages, or say what would change."""

import sys
from pathlib import Path

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.build.spine import find_removable
from briefing_desk.disk.write import remove_files, save_aside, show_diff, write_changes
from briefing_desk.editions.folder import open_edition
from briefing_desk.regions.merge import Wishes
from briefing_desk.terminal import (
    UNWRITTEN,
    alone,
    echo,
    report,
    say_if_slow,
    say_written,
    tell_complaint,
    with_empty,
    with_language,
    with_options,
)


@click.command()
@with_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page is not up to date.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--add", multiple=True, metavar="[PAGE:]REGION", help="Put in a region that pages do not have.")
@click.option("--replace", multiple=True, metavar="PAGE", help="Save edited regions of PAGE aside and replace them.")
@click.option("--prune", is_flag=True, help="Then remove generated files that nothing makes any more; asks first.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--full", is_flag=True, help="Rely on nothing that earlier runs left.")
@with_language
@with_empty
@alone
def generate(
    root: Path,
    texts: Path | None,
    strict: bool,
    check: bool,
    diff: bool,
    add: tuple[str, ...],
    replace: tuple[str, ...],
    prune: bool,
    yes: bool,
    full: bool,
    language: str | None,
    allow_empty: bool,
) -> None:
    """Write the pages in briefings/.

    What people wrote between the generated regions stays as it is; a page with a word of theirs is never removed.
    """
    edition = open_edition(root, language)
    place = edition.path if edition else root
    with say_if_slow("generating the pages") as waiting:
        plan = plan_pages(place, texts, Wishes(add, replace), full, waiting.count, allow_empty)
    tell_complaint(plan)
    gone = find_removable(place, plan) if prune else {}
    problems = [problem for problem in plan.problems if problem.at.path not in gone]
    report(edition.tell_all(problems) if edition else problems, strict, undone=UNWRITTEN)
    if diff:
        for line in show_diff(list(plan.changes)):
            echo(line)
    if check:
        for change in plan.changes:
            echo(f"{change.path}: {'is missing' if change.packed_old is None else 'is not up to date'}", err=True)
        sys.exit(1 if plan.changes else 0)
    if diff:
        return
    aside = save_aside(place, plan.saved)
    write_changes(place, [*aside, *plan.changes])
    if edition:
        write_changes(root, edition.list_changes())
    for change in aside:
        echo(f"saved what was edited: {change.path}")
    say_written(plan)
    if gone:
        remove(place, gone, yes)


def remove(root: Path, gone: dict[str, bytes], yes: bool) -> None:
    """Show which files are to go, ask, and remove them; end with exit 1 if they are to stay."""
    for path in gone:
        echo(f"nothing makes it any more: {path}")
    if not yes and not click.confirm(
        f"remove {'this file' if len(gone) == 1 else f'these {len(gone)} files'}?", err=True
    ):
        echo("nothing was removed", err=True)
        sys.exit(1)
    remove_files(root, gone)
    echo(f"removed: {len(gone)} file{'' if len(gone) == 1 else 's'}")

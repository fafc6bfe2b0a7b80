"""`briefing changes`: what happened between two states, cell by cell."""

import sys
from pathlib import Path

import click

from briefing_desk.analysis.compare import compare_libraries
from briefing_desk.answers.changes_json import format_changes
from briefing_desk.answers.changes_text import format_markdown, format_plain
from briefing_desk.build.spine import load_state
from briefing_desk.disk.revisions import open_state
from briefing_desk.terminal import echo, report, say_if_slow, with_root

FORMS = {"text": format_plain, "markdown": format_markdown, "json": format_changes}


@click.command()
@with_root
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMS)), default="text", show_default=True, help="How changes are told."
)
def changes(root: Path, base: str, head: str | None, form: str) -> None:
    """Say what changed between two states of the site, worst first.

    BASE and HEAD are git revisions, or folders with seeds/ in them; without HEAD it is the site's folder as it is.
    """
    libraries = []
    for name in (base, head):
        with say_if_slow(f"reading {name or 'the site'}"):
            if name is None:
                library, problems = load_state(root, "")
            else:
                with open_state(root, name) as folder:
                    library, problems = load_state(folder, name)
        if library is None:
            report(problems, strict=False)
            sys.exit(1)
        libraries.append(library)
    echo(FORMS[form](compare_libraries(*libraries)))

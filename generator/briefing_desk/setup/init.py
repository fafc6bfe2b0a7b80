"""`briefing init`: a new, small site that builds."""

import os
from pathlib import Path

import click

from briefing_desk.disk.journal import PART, sweep_parts
from briefing_desk.disk.lock import FILE, hold
from briefing_desk.disk.new_site import collect_files
from briefing_desk.disk.write import make_change, write_changes
from briefing_desk.messages import words
from briefing_desk.messages.translation import SOURCE
from briefing_desk.schema.settings import STARTER_NAME
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, say

JOINERS = "\u200c\u200d"
"""What no eye sees, and Persian words and some signs are written with."""
NEXT = """next:
  cd {folder}
  briefing build
  briefing serve
then put a topic of your own in the place of the example in seeds/: the guide shows how"""


@click.command()
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=".", help="Where DIR is made.")
@click.option("--name", default=STARTER_NAME, show_default=True, help="The site's name.")
@click.option("--language", default=SOURCE, show_default=True, metavar="LANG", help="Of the words of its pages.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(root: Path, name: str, language: str, folder: Path) -> None:
    """Make a new, small site in DIR, with an example to start from.

    DIR must be new or empty: nothing is ever overwritten.
    """
    title = " ".join(name.split())
    if len(name.strip().splitlines()) != 1 or not all(c.isprintable() or c in JOINERS for c in title):
        raise UsageError("--name must be words on one line")
    if language.split("-")[0] != words.LANGUAGE.split("-")[0]:
        raise UsageError(f"there are no words in `{language}` yet: docs/languages.md says how to translate them")
    target = root / folder
    files = collect_files(title)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with hold(target, say):
            refuse_taken(target)
            write_changes(target, [make_change(path, None, data) for path, data in files.items()])
    except OSError as error:
        raise UsageError(f"cannot make {target}: {error.strerror}") from error
    echo(f"made {target}: {len(files)} files\n{NEXT.format(folder=target)}")


def refuse_taken(target: Path) -> None:
    """Raise UsageError for a folder that has a file in it; folders that a run left which was stopped do not count."""
    for folder, _, names in os.walk(target):
        sweep_parts(Path(folder))
        if any(name != FILE and not PART.fullmatch(name) for name in names):
            raise UsageError(f"{target} is there already and not empty: nothing was written")

"""`briefing init`: a new, small site that builds."""

import os
from pathlib import Path

import click

from briefing_desk.disk.journal import PART, sweep_parts
from briefing_desk.disk.lock import FILE, hold
from briefing_desk.disk.new_site import collect_files, read_example
from briefing_desk.disk.write import make_change, write_changes
from briefing_desk.messages import words
from briefing_desk.messages.translation import SOURCE
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, say

JOINERS = "\u200c\u200d"
"""What no eye sees, and Persian words and some signs are written with."""
NEXT = """next:
  cd {folder}
  briefing build
  briefing serve
then put a topic of your own in the place of the example in seeds/: {guide} shows how"""


@click.command()
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=".", help="Where DIR is made.")
@click.option("--name", help="The site's name; that of the example if it is left out.")
@click.option("--language", default=SOURCE, show_default=True, metavar="LANG", help="Of the words of its pages.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(root: Path, name: str | None, language: str, folder: Path) -> None:
    """Make a new, small site in DIR, with an example to start from.

    DIR must be new or empty: nothing is ever overwritten.
    """
    title = " ".join((name or "").split())
    is_one_line = name is None or len(name.strip().splitlines()) == 1
    if not is_one_line or not all(c.isprintable() or c in JOINERS for c in title):
        raise UsageError("--name must be words on one line")
    if language.split("-")[0] != words.LANGUAGE.split("-")[0]:
        raise UsageError(f"there are no words in `{language}` yet: docs/languages.md says how to translate them")
    target = root / folder
    example = read_example(language)
    files = collect_files(example, title)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with hold(target, say):
            refuse_taken(target)
            write_changes(target, [make_change(path, None, data) for path, data in files.items()])
    except OSError as error:
        raise UsageError(f"cannot make {target}: {error.strerror}") from error
    echo(f"made {target}: {len(files)} files\n{NEXT.format(folder=target, guide=example.guide)}")
    if example.language != language.split("-")[0]:
        say(f"there is no example in `{language}`: that of the new site, and its guide, are in English")


def refuse_taken(target: Path) -> None:
    """Raise UsageError for a folder that has a file in it; folders that a run left which was stopped do not count."""
    for folder, _, names in os.walk(target):
        sweep_parts(Path(folder))
        if any(name != FILE and not PART.fullmatch(name) for name in names):
            raise UsageError(f"{target} is there already and not empty: nothing was written")

"""`briefing init`: a new, small site that builds."""

from pathlib import Path

import click

from briefing_desk.disk.new_site import collect_files
from briefing_desk.disk.write import write_file
from briefing_desk.schema.settings import STARTER_NAME
from briefing_desk.syntax.errors import UsageError

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
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(root: Path, name: str, folder: Path) -> None:
    """Make a new, small site in DIR, with an example to start from.

    DIR must be new or empty: nothing is ever overwritten.
    """
    title = " ".join(name.split())
    if len(name.strip().splitlines()) != 1 or not all(c.isprintable() or c in JOINERS for c in title):
        raise UsageError("--name must be words on one line")
    target = root / folder
    try:
        is_taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
    except OSError as error:
        raise UsageError(f"cannot read {target}: {error.strerror}") from error
    if is_taken:
        raise UsageError(f"{target} is there already and not empty: nothing was written")
    files = collect_files(title)
    for path, data in files.items():
        write_file(target / path, data)
    click.echo(f"made {target}: {len(files)} files\n{NEXT.format(folder=target)}")

"""`briefing serve`: a live preview."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.preview.live_site import SOURCES
from briefing_desk.preview.loop import Preview
from briefing_desk.preview.server import HOST, start_server
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, with_options

DEBOUNCE, IDLE = 200, 700
"""Milliseconds: how long to gather changes that come together, and after which pause to look for any not told."""


@click.command()
@with_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--open", "is_opened", is_flag=True, help="Open the site in the browser.")
def serve(root: Path, texts: Path | None, strict: bool, port: int, is_opened: bool) -> None:
    """Show the site, and each change once it is saved.

    What is wrong in the content is told here and in the page, which shows the last sound state until it is mended.
    """
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"no mkdocs.yml in {root}: a site needs one to be built")
    preview = Preview(root, partial(plan_pages, root, texts, is_preview=True), strict)
    echo("building the preview …")
    preview.refresh()
    server = start_server(preview.board, port)
    address = f"http://{HOST}:{server.server_port}/"
    echo(f"serving {address}; stop with Ctrl+C")
    if is_opened:
        click.launch(address)
    try:
        for has_changed in watch_site(root, texts):
            preview.follow(has_changed)
    except KeyboardInterrupt:
        echo("stopped")
    finally:
        server.shutdown()
        server.server_close()
        preview.clear(preview.board.folder)


def watch_site(root: Path, texts: Path | None) -> Iterator[bool]:
    """Yield True for changes in what the site is made of, False for a pause without any."""
    from watchfiles import watch  # only the preview pays for it

    folders = [root / "seeds", *(root / name for name in SOURCES), *([texts] if texts else [])]
    watched = [folder for folder in folders if folder.is_dir()]
    changes = watch(
        *watched, watch_filter=is_content, debounce=DEBOUNCE, step=50, rust_timeout=IDLE, yield_on_timeout=True
    )
    for number, found in enumerate(changes):
        yield bool(found) or number == 0  # what changed before the watch was set up counts too


def is_content(_: object, path: str) -> bool:
    """Say whether a path may be content: names with a dot are temporary files and put-aside regions."""
    return not Path(path).name.startswith(".")

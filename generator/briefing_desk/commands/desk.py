"""`briefing desk`: annotate in the browser."""

import secrets
from functools import partial
from pathlib import Path
from threading import Event, Thread

import click

from briefing_desk.desk.actions import answer
from briefing_desk.desk.server import HOST, Server
from briefing_desk.desk.workspace import Workspace, open_workspace
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, find_today, say_if_slow, with_root, with_texts

PAUSE = 0.01
"""Seconds in which requests of the page come first."""


@click.command()
@with_root
@with_texts
@click.option("--coder", default="", metavar="NAME", help="Code a second time, without what the first coder wrote.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="If absent: any that is free.")
@click.option("--open", "is_opened", is_flag=True, help="Open the desk in the browser.")
def desk(root: Path, texts: Path | None, coder: str, port: int, is_opened: bool) -> None:
    """Annotate articles in the browser.

    Mark a passage, see at once whether it is verbatim and whose words it is, choose actor, question and stance by keys:
    the position stands in the article's file, with every other character as it was. Each change can be taken back.
    """
    try:
        if coder:
            check_id(coder)
    except Wrong as wrong:
        raise UsageError(f"--coder: {wrong}") from wrong
    token = secrets.token_urlsafe(24)
    with say_if_slow("reading the site"), open_workspace(root, texts, find_today(), coder, open_file) as workspace:
        server = Server(port, partial(answer, workspace), token)
        address = f"http://{HOST}:{server.server_port}/#{token}"
        echo(f"the desk is at {address}; stop with Ctrl+C")
        if is_opened:
            click.launch(address)
        closing = Event()
        reading = Thread(target=read_rest, args=(workspace, closing))
        reading.start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            echo("stopped")
        finally:
            server.server_close()
            closing.set()
            reading.join()


def read_rest(workspace: Workspace, closing: Event) -> None:
    """Read the articles that wait, a few at a time, while somebody works."""
    while workspace.read_on() and not closing.wait(PAUSE):
        pass


def open_file(path: Path) -> None:
    """Open a file in whatever this machine edits such files with."""
    click.launch(str(path))

"""`briefing desk`: annotate in the browser."""

import getpass
import re
import secrets
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click

from briefing_desk.commands.add import AlreadyThere, Options, add_one
from briefing_desk.desk.actions import answer
from briefing_desk.desk.server import HOST, Server
from briefing_desk.desk.workspace import Workspace, open_workspace
from briefing_desk.intake.documents import open_source
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import echo, find_today, say_if_slow, with_root, with_texts

PAUSE = 0.01
"""Seconds in which requests of the page come first."""


@click.command()
@with_root
@with_texts
@click.option("--coder", default="", metavar="NAME", help="Code a second time, without what the first coder wrote.")
@click.option("--person", default="", metavar="NAME", help="Who decides on what feeds brought.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="If absent: any that is free.")
@click.option("--open", "is_opened", is_flag=True, help="Open the desk in the browser.")
def desk(root: Path, texts: Path | None, coder: str, person: str, port: int, is_opened: bool) -> None:
    """Annotate articles in the browser.

    Mark a passage, see at once whether it is verbatim and whose words it is, choose actor, question and stance by keys:
    the position stands in the article's file, with every other character as it was. Each change can be taken back.
    """
    for option, name in (("--coder", coder), ("--person", person)):
        try:
            check_id(name or "nobody")
        except Wrong as wrong:
            raise UsageError(f"{option}: {wrong}") from wrong
    given: dict[str, Any] = {"edit": open_file, "person": person or coder or find_person()}
    if texts is not None:
        given["take_in"] = partial(take_in, root, texts)
    token = secrets.token_urlsafe(24)
    with say_if_slow("reading the site"), open_workspace(root, texts, find_today(), coder, **given) as workspace:
        server = Server(port, partial(answer, workspace), token)
        address = f"http://{HOST}:{server.server_port}/#{token}"
        echo(address)  # alone on its line: whoever copies it up to its end takes nothing else along
        echo("this is the desk: open it in a browser; Ctrl+C stops it")
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


def find_person() -> str:
    """Return the name of the account as an id; "desk" where there is none."""
    try:
        words = re.sub("[^a-z0-9]+", "-", getpass.getuser().casefold()).strip("-")
        check_id(words)
    except (OSError, KeyError, Wrong):
        return "desk"
    return words


def take_in(root: Path, texts: Path, url: str) -> str:
    """Make an article of a page, as `briefing add` does, and return its id."""
    try:
        return add_one(url, open_source(url), Options(root, texts))
    except AlreadyThere as there:
        raise UsageError(f"nothing was written; {there}") from there


def open_file(path: Path) -> None:
    """Open a file in whatever this machine edits such files with."""
    click.launch(str(path))

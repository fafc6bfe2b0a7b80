"""`briefing messages`: write a catalogue of the words that pages are made with, for translators."""

from itertools import takewhile
from pathlib import Path

import click

from briefing_desk.disk.write import make_change, write_changes
from briefing_desk.localisation import OWN, read_file, read_translation
from briefing_desk.messages import words
from briefing_desk.messages.catalogue import write_catalogue
from briefing_desk.messages.translation import list_missing, list_notes
from briefing_desk.schema.values import LANGUAGE
from briefing_desk.syntax.errors import UsageError
from briefing_desk.terminal import alone, echo, with_root

HEADER = """# The words of briefing pages in the language `{language}`.
# Made by: nobody yet
# Read by a native speaker: nobody yet"""
"""Of a new catalogue; who translates says more."""


@click.command()
@with_root
@click.argument("action", type=click.Choice(["init", "update"]))
@click.argument("language", metavar="LANG")
@alone
def messages(root: Path, action: str, language: str) -> None:
    """Translate the words that pages are made with.

    `init` writes messages/LANG.po with all words, and what is translated of them; `update` brings it up to date: new
    words come in, words that are gone go, translations stay. What it says takes the place of what comes with the
    program, word by word.
    """
    path = root / find_path(language)
    if action == "init" and path.exists():
        raise UsageError(f"{path} is there already: `briefing messages update {language}` brings it up to date")
    if action == "update" and not path.exists():
        raise UsageError(f"there is no {path}: `briefing messages init {language}` makes it")
    write(root, language, read_file(path) if action == "update" else None)


def find_path(language: str) -> str:
    """Return the path of a site's catalogue; raise UsageError for what is no language."""
    if not LANGUAGE.fullmatch(language):
        raise UsageError(f"`{language}` is no language: write a tag such as de or pt-BR")
    return f"{OWN}/{language}.po"


def read_header(old: bytes | None) -> str:
    """Return the comment at the beginning of a catalogue: who made it, and who has read it."""
    lines = (old or b"").decode("utf-8", "replace").splitlines()
    return "\n".join(takewhile(lambda line: line.startswith("# "), lines))


def write(root: Path, language: str, old: bytes | None) -> None:
    """Write a site's catalogue, and say how much of it is translated."""
    translation = read_translation(language, root)
    notes = list_notes(Path(words.__file__).read_text(encoding="utf-8"))
    header = read_header(old) or HEADER.format(language=language)
    data = write_catalogue(language, words.ENGLISH, translation.messages, notes, header)
    path = find_path(language)
    if data != old:
        write_changes(root, [make_change(path, old, data)])
    missing = len(list_missing(words.ENGLISH, translation))
    echo(f"{path}: {len(words.ENGLISH) - missing} of {len(words.ENGLISH)} messages are translated")

"""Which language the pages of a site speak: what its `mkdocs.yml` says, in words from catalogues (`*.po`).

Only the rim imports this, before any words: a process speaks one language.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from briefing_desk.messages import translation
from briefing_desk.messages.translation import SOURCE, Message, Translation, choose, is_spoken
from briefing_desk.syntax.errors import UsageError

CATALOGUES = Path(translation.__file__).parent
"""Where ours are."""
OWN = "messages"
"""The folder of a site's own: what it has there takes the place of ours, message by message."""
LANGUAGE = re.compile(
    rb"""^[ \t]+language:[ \t]*(["']?)([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\1[ \t]*(?:#.*)?\r?$""", re.M
)
"""The theme's, as a line of `mkdocs.yml`: it is read before anything that can tell what is wrong with that file."""


def speak(arguments: Sequence[str]) -> None:
    """Choose the language that a command's arguments name, else that of the site in the folder that they name."""
    if is_spoken():
        return  # this process has begun to speak
    root = Path(find_value(arguments, "--root") or ".")
    choose(read_translation(find_value(arguments, "--language") or find_language(root), root))


def find_value(arguments: Sequence[str], option: str) -> str:
    """Return what stands behind an option; nothing where it does not stand."""
    for argument, following in pairwise((*arguments, "")):
        if argument == option:
            return following
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return ""


def find_language(root: Path) -> str:
    """Return the language that a site's theme speaks (BCP 47), English where it names none."""
    try:
        with (root / "mkdocs.yml").open("rb") as file:
            found = LANGUAGE.search(file.read(1_000_000))
    except OSError:
        return SOURCE
    return found[2].decode().replace("_", "-") if found else SOURCE


def read_translation(language: str, root: Path | None) -> Translation:
    """Return what catalogues say in a language: those of the package, and those that a site has in their place."""
    paths = list(list_catalogues(language, root))
    if not paths:
        return Translation()
    from briefing_desk.messages.catalogue import find_plural_rule, read_catalogue  # English pays nothing for it

    messages: dict[str, tuple[Message, Message]] = {}
    for path in paths:
        messages.update(read_catalogue(read_file(path), str(path), language))
    return Translation(language, messages, find_plural_rule(language))


def list_catalogues(language: str, root: Path | None) -> Iterator[Path]:
    """Yield the catalogues that there are of a language, those first whose messages others replace."""
    for folder in (CATALOGUES, *([root / OWN] if root else [])):
        for tag in dict.fromkeys((language.split("-")[0], language)):
            if (path := folder / f"{tag}.po").is_file():
                yield path


def read_file(path: Path) -> bytes:
    """Return a catalogue's bytes; raise UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error

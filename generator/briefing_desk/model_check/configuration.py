"""Which command checks an article, from the configuration of the person at this machine, and never from the site's.

`$XDG_CONFIG_HOME/briefing/config.toml`, else `~/.config/briefing/config.toml`; on Windows `%APPDATA%`.
"""

import os
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing_desk.syntax.errors import UsageError

FILE = "briefing/config.toml"
SECONDS, MOST_SECONDS = 120, 900
MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Configuration:
    """The command that checks an article."""

    command: tuple[str, ...]
    name: str
    """What readers and files call it."""
    seconds: int = SECONDS
    """After which it is stopped."""


def find_file() -> Path:
    """Return where the configuration stands, or would stand."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config"
    return Path(home) / FILE


def read_configuration(root: Path) -> Configuration | None:
    """Return the command that a person has set up for themselves; None where there is none.

    Raise UsageError where the file cannot be used, or lies in the site's folder: whoever sends a site must not choose
    what runs on another's machine.
    """
    file = find_file()
    try:
        if not file.is_file():
            return None
        if file.resolve().is_relative_to(root.resolve()):
            raise UsageError(f"{file} lies in the site's folder: set XDG_CONFIG_HOME to a folder of your own")
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read {file}: {error}") from error
    check = found.get("check")
    return make_configuration(check, file, root) if check is not None else None


def make_configuration(check: Any, file: Path, root: Path) -> Configuration:
    """Return what the file's table `check` says; raise UsageError with what is wrong in it."""
    given = check if isinstance(check, dict) else {}
    command, name, seconds = given.get("command"), given.get("name"), given.get("seconds", SECONDS)
    if not isinstance(command, list) or not command or not all(isinstance(word, str) and word for word in command):
        raise UsageError(f'{file}: `command` below [check] is a list of words, such as ["llm", "--no-stream"]')
    if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > MAX_NAME:
        raise UsageError(f"{file}: `name` below [check] says which model it is, in at most {MAX_NAME} characters")
    if type(seconds) is not int or not 0 < seconds <= MOST_SECONDS:
        raise UsageError(f"{file}: `seconds` below [check] is a whole number, at most {MOST_SECONDS}")
    return Configuration((find_program(command[0], file, root), *command[1:]), " ".join(name.split()), seconds)


def find_program(word: str, file: Path, root: Path) -> str:
    """Return the whole path of a program, which is none of the site's; raise UsageError where there is none."""
    is_path = os.sep in word or "/" in word
    found = shutil.which(word)
    if is_path and not os.path.isabs(word):
        raise UsageError(f"{file}: `{word}` is neither a name nor a whole path")
    if found is None:
        raise UsageError(f"{file}: there is no program `{word}`")
    if Path(found).resolve().is_relative_to(root.resolve()):
        raise UsageError(f"{file}: `{word}` lies in the site's folder")
    return str(Path(found).absolute())

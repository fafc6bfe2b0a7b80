"""What the commands share: their common options, and how problems and results are printed."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path
from threading import Timer
from typing import TextIO

import click

from briefing_desk.answers.problem_formats import (
    count_problems,
    format_github,
    format_gitlab,
    format_json,
    format_summary,
    format_text,
    split_for_github,
)
from briefing_desk.build.plan import Plan
from briefing_desk.disk.lock import hold, hold_if_stopped
from briefing_desk.schema.dates import Day, is_day_of_record
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, Severity, has_errors, leave_notes, sort_problems

REPORTS = {"json": format_json, "gitlab": format_gitlab}
"""Forms that are one document, whether or not there are problems."""
SHADES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
PATIENCE = 1.0
"""Seconds after which a person is told what is being done."""
FAR_OFF = 10**11
"""Seconds beyond which no day is reckoned: the year 5138."""
UNWRITTEN = "nothing was written"
LOSS = "briefing_desk.terminal.loss"
"""Under which key a run notes that its words could not be printed."""
CUT_OFF = 141
"""The exit of a run whose reader went away: that of a program which a shell reports as stopped by SIGPIPE."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What a terminal obeys, but for the ends of lines and tabs; and what stands for bytes that are no UTF-8."""
FOLDER = click.Path(path_type=Path, file_okay=False)
Command = Callable[..., None]


def with_root(command: Command) -> Command:
    """Add the option that every command takes; what a run before was stopped in is finished first."""

    @wraps(command)
    def run(root: Path, **options: object) -> None:
        hold_if_stopped(root, say)
        command(root=root, **options)

    return click.option("--root", type=FOLDER, default=".", help="The site's folder.", show_default=True)(run)


def with_texts(command: Command) -> Command:
    """Add the option that names the folder of articles' texts."""
    return click.option(
        "--texts",
        type=FOLDER,
        envvar="BRIEFING_TEXTS",
        help="Folder with articles' texts, as ARTICLE.txt [BRIEFING_TEXTS].",
    )(command)


def with_options(command: Command) -> Command:
    """Add the options that every command takes that checks the seeds."""
    strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
    return with_root(with_texts(strict(command)))


def with_language(command: Command) -> Command:
    """Add the option that names one of the other languages of a site."""
    help = "Of the languages below `extra` in mkdocs.yml; absent: the site's own."
    return click.option("--language", metavar="LANG", help=help)(command)


def with_empty(command: Command) -> Command:
    """Add the option that lets a site lose all its articles."""
    return click.option("--allow-empty", is_flag=True, help="The site is to have no article any more.")(command)


def alone(command: Command) -> Command:
    """Let no other run write in the site's folder while a command runs."""

    @wraps(command)
    def run(root: Path, **options: object) -> None:
        texts = options.get("texts")
        with hold(root, say, texts if isinstance(texts, Path) else None):
            command(root, **options)

    return run


def echo(text: str, err: bool = False, dress: Callable[[str], str] = str) -> None:
    """Print text, in which nothing can command the terminal; `dress` may then colour it.

    This is the one way by which words reach a terminal, as `web/escape` is the one by which they reach a page.
    Where nobody takes them any more (`| head -3`, a full disk) the run goes on all the same, and `find_loss` tells it.
    """
    try:
        click.echo(dress(escape_controls(text)), err=err)
    except OSError as error:
        stop_printing(sys.stderr if err else sys.stdout, error)


def stop_printing(stream: TextIO, error: OSError) -> None:
    """Let whatever else is printed on a stream go nowhere, and note why."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
    if context := click.get_current_context(silent=True):
        context.meta.setdefault(LOSS, error)


def find_loss(context: click.Context) -> int:
    """Return the exit of a run that could not print all its words, 0 where it could; say why, but for a closed pipe."""
    error: OSError | None = context.meta.get(LOSS)
    if error is None:
        return 0
    if isinstance(error, BrokenPipeError):
        return CUT_OFF
    say(f"done, but what it prints could not be written: {error.strerror}")
    return 2


def escape_controls(text: str) -> str:
    """Return text with each character that a terminal obeys, or that has no bytes, as JSON writes it."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say(line: str) -> None:
    """Print what a run has to say of itself."""
    echo(f"briefing: {line}", err=True)


def report(problems: Sequence[Problem], strict: bool, form: str = "text", undone: str = "") -> None:
    """Print all problems and, if they stop the run, what was therefore left undone; then end it with exit 1."""
    ordered = sort_problems(problems)
    is_strict = strict and bool(leave_notes(ordered)) and not has_errors(ordered)
    stops = has_errors(ordered) or is_strict
    because = f", errors with --strict: {undone}" if is_strict else f": {undone}"
    print_problems(ordered, form, because if stops and undone else "")
    if stops:
        sys.exit(1)


def print_problems(ordered: Sequence[Problem], form: str = "text", because: str = "") -> None:
    """Print problems in one of the forms of `check`; `because` is what the count at the end goes on with."""
    if form in REPORTS:
        echo(REPORTS[form](ordered))
    if form == "github":
        report_to_github(ordered)
    for problem in ordered if form == "text" else ():
        echo(format_text(problem), err=True, dress=partial(colour, problem))
    if ordered and form not in REPORTS:
        echo(count_problems(ordered) + because, err=True)


def report_to_github(problems: Sequence[Problem]) -> None:
    """Print annotations as far as GitHub shows them, the rest as text; all of them go into the job's summary."""
    shown, rest = split_for_github(problems)
    for problem in shown:
        echo(format_github(problem))
    for problem in rest:
        echo(format_text(problem))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and rest:
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(format_summary(problems))
        except OSError as error:
            raise UsageError(f"cannot write {summary}: {error.strerror}") from error


def colour(problem: Problem, text: str) -> str:
    """Return a problem's text with its severity in colour; click drops colours where nobody sees them."""
    words = f"{problem.severity}[{problem.code}]"
    return text.replace(words, click.style(words, fg=SHADES[problem.severity], bold=True), 1)


def tell_complaint(plan: Plan) -> None:
    """Say where what earlier runs found out could not be used."""
    if plan.complaint:
        say(plan.complaint)


def say_written(plan: Plan) -> None:
    """Print how many files were written."""
    fresh = sum(change.packed_old is None for change in plan.changes)
    changed = len(plan.changes) - fresh
    echo(f"generated: {plan.files} files, {fresh} new, {changed} changed, {plan.files - len(plan.changes)} unchanged")


def say_progress(words: str) -> None:
    """Say what is being done, where a person waits for it: never in a file or a pipe."""
    if sys.stderr.isatty():
        echo(f"{words} …", err=True)


@dataclass(slots=True)
class Waiting:
    """Tells a person who waits how far it has come; used by `say_if_slow` and thrown away."""

    said: float
    """When something was said last."""

    def count(self, done: int, total: int) -> None:
        """Say how many articles have been read, if it is time to say something again."""
        if time.monotonic() - self.said > PATIENCE:
            say_progress(f"reading {done:,} of {total:,} articles")
            self.said = time.monotonic()


@contextmanager
def say_if_slow(words: str) -> Iterator[Waiting]:
    """Say what is being done if it takes longer than a person waits without wondering."""
    timer = Timer(PATIENCE, say_progress, [words])
    timer.daemon = True
    timer.start()
    try:
        yield Waiting(time.monotonic())
    finally:
        timer.cancel()


def find_today() -> Day:
    """Return the day of a check: that of SOURCE_DATE_EPOCH if it is set. Few commands ask."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and not epoch.isdecimal():
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds")
    today = datetime.fromtimestamp(min(int(epoch), FAR_OFF) if epoch else time.time(), UTC).date()
    if epoch and not is_day_of_record(today):
        raise UsageError(f"SOURCE_DATE_EPOCH says {epoch}, which is no day on which anything was checked: correct it")
    return today

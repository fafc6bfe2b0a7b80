"""The command line: results on stdout, problems on stderr; exit 0, 1 for errors in the content, 2 for usage."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.build import Plan, build_site, plan_pages, plan_receipts
from generator.dates import Day
from generator.merge import Wishes
from generator.problems import Problem, Severity, has_errors, sort_problems
from generator.read import UsageError
from generator.report import count_problems, format_github, format_json, format_text
from generator.write import save_aside, show_diff, write_changes


class Group(click.Group):
    """The commands in the order in which they are declared; what goes wrong outside the content is one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit 2 where something outside the content is missing or forbidden."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            click.echo(f"briefing: {error}", err=True)
            ctx.exit(2)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn annotated articles into briefing pages with a positions matrix.

    Run it in the folder that holds seeds/ and briefings/, or name that folder with --root.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command takes."""
    folder = click.Path(path_type=Path, file_okay=False)
    root = click.option("--root", type=folder, default=".", help="The site's folder.", show_default=True)
    texts = click.option(
        "--texts",
        type=folder,
        envvar="BRIEFING_TEXTS",
        help="Folder with articles' texts, as ARTICLE.txt [BRIEFING_TEXTS].",
    )
    strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
    return root(texts(strict(command)))


@main.command()
@with_options
def build(root: Path, texts: Path | None, strict: bool) -> None:
    """Check, generate the pages and build site/.

    The old site/ stays in place until the new one is whole.
    """
    plan = plan_pages(root, texts)
    report(plan.problems, strict)
    write_changes(root, list(plan.changes))
    say_written(plan)
    began = time.perf_counter()
    is_built, said = build_site(root, plan.newest)
    if not is_built:
        click.echo(said.strip(), err=True)
        click.echo("briefing: MkDocs found faults; the old site/ is untouched", err=True)
        sys.exit(1)
    click.echo(f"built {root / 'site'} in {time.perf_counter() - began:.1f} s")


@main.command()
@with_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page is not up to date.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--add", multiple=True, metavar="[PAGE:]REGION", help="Put in a region that pages do not have.")
@click.option("--replace", multiple=True, metavar="PAGE", help="Save edited regions of PAGE aside and replace them.")
def generate(
    root: Path,
    texts: Path | None,
    strict: bool,
    check: bool,
    diff: bool,
    add: tuple[str, ...],
    replace: tuple[str, ...],
) -> None:
    """Write the pages in briefings/.

    What people wrote between the generated regions stays as it is.
    """
    plan = plan_pages(root, texts, Wishes(add, replace))
    report(plan.problems, strict)
    if diff:
        for line in show_diff(list(plan.changes)):
            click.echo(line)
    if check:
        for change in plan.changes:
            click.echo(f"{change.path}: {'is missing' if change.old is None else 'is not up to date'}", err=True)
        sys.exit(1 if plan.changes else 0)
    if diff:
        return
    for path in save_aside(root, plan.saved):
        click.echo(f"saved what was edited: {path}")
    write_changes(root, list(plan.changes))
    say_written(plan)


@main.command()
@with_options
@click.option("--format", "form", type=click.Choice(("text", "json", "github")), default="text", show_default=True)
def check(root: Path, texts: Path | None, strict: bool, form: str) -> None:
    """Check everything, write nothing."""
    plan = plan_pages(root, texts)
    report(plan.problems, strict, form)
    if form == "text":
        click.echo(f"checked: {plan.files} pages are sound")


@main.command()
@with_options
def verify(root: Path, texts: Path | None, strict: bool) -> None:
    """Check every quote against the articles' texts and write receipts.

    An article's text is its own body, or ARTICLE.txt in the folder that --texts names.
    """
    plan = plan_receipts(root, texts, find_today())
    report(plan.problems, strict)
    write_changes(root, list(plan.changes))
    click.echo(f"verified: {plan.files} receipts, {len(plan.changes)} written")


def find_today() -> Day:
    """Return the day of a check: that of SOURCE_DATE_EPOCH if it is set. Only `verify` reads the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and not epoch.isdigit():
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds")
    return datetime.fromtimestamp(int(epoch) if epoch else time.time(), UTC).date()


def report(problems: Sequence[Problem], strict: bool, form: str = "text") -> None:
    """Print all problems and, if they stop the run, end it with exit 1."""
    ordered = sort_problems(problems)
    if form == "json":
        click.echo(format_json(ordered))
    for problem in ordered:
        if form == "github":
            click.echo(format_github(problem))
        elif form == "text":
            click.echo(colour(problem, format_text(problem)), err=True)
    if ordered and form != "json":
        click.echo(count_problems(ordered), err=True)
    if has_errors(ordered) or (strict and ordered):
        sys.exit(1)


def colour(problem: Problem, text: str) -> str:
    """Return a problem's text with its severity in colour; click drops colours where nobody sees them."""
    shade = "red" if problem.severity is Severity.ERROR else "yellow"
    words = f"{problem.severity}[{problem.code}]"
    return text.replace(words, click.style(words, fg=shade, bold=True), 1)


def say_written(plan: Plan) -> None:
    """Print how many pages were written."""
    fresh = sum(change.old is None for change in plan.changes)
    changed = len(plan.changes) - fresh
    click.echo(
        f"generated: {plan.files} pages, {fresh} new, {changed} changed, {plan.files - len(plan.changes)} unchanged"
    )

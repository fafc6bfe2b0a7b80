"""`briefing check`: everything but writing."""

from pathlib import Path

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.build.style_checks import list_style_problems
from briefing_desk.editions.folder import open_edition
from briefing_desk.terminal import echo, report, say_if_slow, tell_complaint, with_empty, with_language, with_options

FORMS = ("text", "json", "github", "gitlab")


@click.command()
@with_options
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How problems are told."
)
@click.option("--prose", is_flag=True, help="Say, too, which of the desk's own sentences are hard to read.")
@click.option("--full", is_flag=True, help="Rely on nothing that earlier runs left.")
@with_language
@with_empty
def check(
    root: Path,
    texts: Path | None,
    strict: bool,
    form: str,
    prose: bool,
    full: bool,
    language: str | None,
    allow_empty: bool,
) -> None:
    """Check everything, write nothing."""
    edition = open_edition(root, language)
    place = edition.path if edition else root
    with say_if_slow("checking") as waiting:
        plan = plan_pages(place, texts, full=full, follow=waiting.count, is_empty_meant=allow_empty)
    tell_complaint(plan)
    problems = [*plan.problems, *(list_style_problems(place) if prose else ())]
    report(edition.tell_all(problems) if edition else problems, strict, form)
    if form == "text":
        echo(f"checked: {plan.files} files are sound")
        number = len(plan.unfinished())
        if number:
            things = "1 thing is" if number == 1 else f"{number} things are"
            echo(f"{things} still missing for readers: `briefing build` says what")

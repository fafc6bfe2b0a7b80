"""`briefing audit`: check the built site."""

from functools import partial
from pathlib import Path

import click

from briefing_desk.audit.examine import examine, list_external
from briefing_desk.audit.external import Asker
from briefing_desk.audit.gather import read_built
from briefing_desk.build.spine import load_quoted, recall_files
from briefing_desk.disk.read import read_pages
from briefing_desk.mkdocs_site.provenance import check_record
from briefing_desk.mkdocs_site.site_build import FOLDER
from briefing_desk.network import is_public
from briefing_desk.syntax.problems import Problem, Severity, has_errors
from briefing_desk.terminal import echo, report, say_if_slow, say_progress, with_root


@click.command()
@with_root
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="How problems are told.",
)
@click.option("--external", is_flag=True, help="Ask other hosts whether the sources are still there.")
@click.option("--pause", type=click.FloatRange(0), default=2, show_default=True, help="Seconds between two questions.")
@click.option("--retries", type=click.IntRange(0, 10), default=2, show_default=True, help="Questions after a failure.")
def audit(root: Path, strict: bool, form: str, external: bool, pause: float, retries: int) -> None:
    """Check the built site.

    Its links, regions, evidence, quotes, scripts and requests, and whether it is up to date.

    With --external also the links to sources, slowly; what a host's robots.txt forbids is not asked.
    """
    built = read_built(root)
    quoted = load_quoted(root)
    pages, unreadable = read_pages(root)
    problems = [*(one for one in quoted.problems if one.severity is Severity.ERROR), *unreadable]
    if not has_errors(problems):
        problems += recall_files(root, partial(check_record, root, root / FOLDER))
    if not has_errors(problems):
        with say_if_slow("examining it"):
            problems += examine(built, quoted.seeds, quoted.evidence, pages)
    said = ""
    if external:
        places = list_external(built, quoted.seeds)
        say_progress(f"asking for {len(places)} sources, one after the other")
        answers = Asker(pause, retries, is_public).ask_all(sorted(places))
        help = "mend the address, or say in `date_note` that the source is gone"
        problems += [Problem(places[a.url], "source-gone", f"{a.fault}: `{a.url}`", help) for a in answers if a.fault]
        said = f", {len(answers)} sources asked, {sum(a.is_skipped for a in answers)} not as their hosts wish"
    report(problems, strict, form)
    if form == "text":
        echo(f"audited: {len(built.pages)} pages{said}")

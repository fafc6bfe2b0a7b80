"""`briefing check`: everything but writing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.build.style_checks import list_style_problems
from briefing_desk.disk.read import Reader
from briefing_desk.editions.folder import open_edition
from briefing_desk.exchange.proposals import FOLDER as CANDIDATES
from briefing_desk.exchange.proposals import read_proposals
from briefing_desk.model_check.comparison import FOLDER as FINDINGS
from briefing_desk.model_check.comparison import read_findings
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.terminal import echo, report, say_if_slow, tell_complaint, with_empty, with_language, with_options
from briefing_desk.watch.queue import read_decided, read_watched

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
    problems = [*plan.problems, *check_desk(root), *(list_style_problems(place) if prose else ())]
    report(edition.tell_all(problems) if edition else problems, strict, form)
    if form == "text":
        echo(f"checked: {plan.files} files are sound")
        number = len(plan.unfinished())
        if number:
            things = "1 thing is" if number == 1 else f"{number} things are"
            echo(f"{things} still missing for readers: `briefing build` says what")


def check_desk(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files that only the desk reads: no page is made of them, and no build reads them."""
    reader = Reader(root)
    folders: list[tuple[str, Callable[[Source], Any]]] = [(CANDIDATES, read_proposals)]
    folders += [(f"{FINDINGS}/{name}", read_findings) for name in reader.list_names(FINDINGS) if name[:1] != "."]
    for folder, read in folders:
        for id, path in reader.list_files(folder, ".yml"):
            pair = reader.parse(path, read)
            if pair and not (root / f"seeds/articles/{id}.md").is_file():
                help = "delete the file, or give it the id of its article: `briefing rename` does it with the article's"
                reader.problems.append(Problem(pair[1].places[""], "desk-unused", f"there is no article `{id}`", help))
    yield from reader.problems
    yield from read_watched(root)[1]
    yield from read_decided(root)[1]

"""`briefing build`: the whole way, from seeds to `site/`."""

import sys
import time
from pathlib import Path

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.disk.write import write_changes
from briefing_desk.editions.folder import open_edition
from briefing_desk.mkdocs_site.site_build import FOLDER, build_site
from briefing_desk.terminal import (
    alone,
    echo,
    report,
    say_if_slow,
    say_progress,
    say_written,
    tell_complaint,
    with_empty,
    with_language,
    with_options,
)


@click.command()
@with_options
@click.option("--full", is_flag=True, help="Rely on nothing that earlier runs left.")
@with_language
@with_empty
@alone
def build(root: Path, texts: Path | None, strict: bool, full: bool, language: str | None, allow_empty: bool) -> None:
    """Check, generate the pages and build site/.

    The old site/ stays in place until the new one is whole. Only pages that need it are rendered; the result is the
    same, byte for byte.
    """
    edition = open_edition(root, language)
    place, site = (edition.path, edition.site) if edition else (root, root / FOLDER)
    with say_if_slow("generating the pages") as waiting:
        plan = plan_pages(place, texts, full=full, follow=waiting.count, is_empty_meant=allow_empty)
    tell_complaint(plan)
    kept = f"the old {site.name}/ is untouched" if site.is_dir() else f"there is no {site.name}/"
    problems = [*plan.problems, *plan.unfinished()]
    report(edition.tell_all(problems) if edition else problems, strict, undone=f"nothing was built, {kept}")
    write_changes(place, list(plan.changes))
    if edition:
        write_changes(root, edition.list_changes())
    say_written(plan)
    say_progress("building the site")
    began = time.perf_counter()
    is_built, said = build_site(place, plan.newest, full)
    if not is_built:
        echo(said.strip(), err=True)
        echo(f"briefing: MkDocs found faults; the old {site.name}/ is untouched", err=True)
        sys.exit(1)
    if edition:
        edition.publish()
    echo(said.strip())
    echo(f"built {site} in {time.perf_counter() - began:.1f} s")

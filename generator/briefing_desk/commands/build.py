"""`briefing build`: the whole way, from seeds to `site/`."""

import sys
import time
from pathlib import Path

import click

from briefing_desk.build.pages import plan_pages
from briefing_desk.disk.write import write_changes
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
    with_options,
)


@click.command()
@with_options
@click.option("--full", is_flag=True, help="Rely on nothing that earlier runs left.")
@with_empty
@alone
def build(root: Path, texts: Path | None, strict: bool, full: bool, allow_empty: bool) -> None:
    """Check, generate the pages and build site/.

    The old site/ stays in place until the new one is whole. Only pages that need it are rendered; the result is the
    same, byte for byte.
    """
    with say_if_slow("generating the pages") as waiting:
        plan = plan_pages(root, texts, full=full, follow=waiting.count, is_empty_meant=allow_empty)
    tell_complaint(plan)
    kept = "the old site/ is untouched" if (root / FOLDER).is_dir() else "there is no site/"
    report([*plan.problems, *plan.unfinished()], strict, undone=f"nothing was built, {kept}")
    write_changes(root, list(plan.changes))
    say_written(plan)
    say_progress("building the site")
    began = time.perf_counter()
    is_built, said = build_site(root, plan.newest, full)
    if not is_built:
        echo(said.strip(), err=True)
        echo("briefing: MkDocs found faults; the old site/ is untouched", err=True)
        sys.exit(1)
    echo(said.strip())
    echo(f"built {root / 'site'} in {time.perf_counter() - began:.1f} s")

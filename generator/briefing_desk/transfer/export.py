"""`briefing export`: the coding as a project that other programs for qualitative analysis open."""

from pathlib import Path
from zipfile import is_zipfile

import click

from briefing_desk.disk.read import read_settings, read_site
from briefing_desk.disk.write import write_file
from briefing_desk.exchange.qdpx import make_project
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import has_errors
from briefing_desk.terminal import echo, report, with_root, with_texts

ENDING = ".qdpx"


@click.command()
@with_root
@with_texts
@click.option("--with-texts", "is_whole", is_flag=True, help="Put in the articles' texts, where they are at hand.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(root: Path, texts: Path | None, is_whole: bool, file: Path) -> None:
    """Write the coding as a REFI-QDA project (.qdpx).

    For NVivo, MAXQDA, ATLAS.ti, QualCoder and others: each quote with its stance, actor and basis as codes, by each
    coder, and the rest of its position as a note.

    An article's text goes in only with --with-texts: you may rarely hand it on. Else its source is made of its quotes.
    """
    if file.suffix != ENDING:
        raise UsageError(f"{file}: a REFI-QDA project ends in {ENDING}")
    if file.exists() and not is_zipfile(file):
        raise UsageError(f"{file} is there, and is no project: choose another name")
    readings, problems = read_site(root, texts)
    if has_errors(problems):
        report(problems, strict=False, undone="nothing was written")
    whole = readings.texts if is_whole else {}
    settings, _ = read_settings(root)
    data, told = make_project(settings.site_name, readings.seeds, readings.coders, whole)
    report(told, strict=False, undone="nothing was written")
    assert data is not None, "there is a project or an error"
    write_file(file, data)
    articles = readings.seeds.articles
    echo(f"{file}: {len(articles)} {'article' if len(articles) == 1 else 'articles'}, {len(whole)} with their text")
    missing = sorted(articles.keys() - whole.keys()) if is_whole else []
    if missing:
        echo(f"  texts that are not at hand: {', '.join(missing)}: their sources are made of their quotes")

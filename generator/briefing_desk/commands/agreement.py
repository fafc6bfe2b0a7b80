"""`briefing agreement`: how far a second coder's positions are those of the first."""

from collections.abc import Iterator
from pathlib import Path

import click

from briefing_desk.analysis.reliability import Measure, Reliability, compare_coder
from briefing_desk.disk.read import Reader, read_all, read_coders
from briefing_desk.schema.codings import FOLDER
from briefing_desk.schema.model import Article
from briefing_desk.schema.seeds import read_article
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Source
from briefing_desk.terminal import echo, report, with_root


@click.command()
@with_root
@click.option("--coder", "wished", metavar="NAME", help="Only this second coder.")
def agreement(root: Path, wished: str | None) -> None:
    """Tell how far second coders agree with the first.

    A second coder is who annotates with `briefing desk --coder NAME`, without being shown what the first has written.
    Compared are the articles that both have coded: each actor and question in them, as both were before differences
    were settled.
    """
    if not (root / FOLDER).is_dir():
        raise UsageError(f"nobody has coded a second time: there is no folder {FOLDER}")
    reader = Reader(root)
    coders = read_coders(reader)
    if wished is not None and wished not in coders:
        raise UsageError(f"no coder `{wished}`: there is no folder {FOLDER}/{wished}")
    articles: dict[str, tuple[Source, Article]] = read_all(reader, "seeds/articles", ".md", read_article)
    first = {id: article.positions for id, (_, article) in articles.items()}
    found = {name: compare_coder(first, coder) for name, coder in coders.items() if wished in (None, name)}
    report(reader.problems, strict=False, undone="nothing was compared")
    echo("\n\n".join("\n".join(show_reliability(name, one)) for name, one in found.items()))


def show_reliability(coder: str, found: Reliability) -> Iterator[str]:
    """Yield the lines that tell of one second coder."""
    yield f"{coder}: {found.articles} {'article' if found.articles == 1 else 'articles'} coded by both"
    yield f"  positions (article, actor, question) of both: {found.both}"
    yield f"  of the first only, of {coder} only: {len(found.first_only)}, {len(found.second_only)}"
    yield f"  same stance: {show_measure(found.stance)}"
    yield f"  same, with “no position” as a value: {show_measure(found.with_none)}"
    yield f"  same basis: {show_measure(found.basis)}"
    yield f"  same reporting actor (`according_to`): {show_measure(found.according_to)}"
    for title, units in (
        ("another stance", found.differing),
        ("of the first only", found.first_only),
        (f"of {coder} only", found.second_only),
    ):
        for article, actor, question in units:
            yield f"  {title}: {article}, {actor}, {question}"


def show_measure(measure: Measure) -> str:
    """Return a count with its share, and alpha where there is one."""
    if not measure.number:
        return "nothing to compare"
    share = f"{measure.same} of {measure.number} ({measure.same / measure.number:.0%})"
    alpha = "not defined, for only one value was given" if measure.alpha is None else f"{measure.alpha:.2f}"
    return f"{share}, Krippendorff's alpha (nominal) {alpha}"

"""`briefing import`: what others have marked becomes candidates for the desk."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from briefing_desk.answers.problem_formats import flatten
from briefing_desk.disk.read import Reader, read_site
from briefing_desk.disk.write import BOM, Change, make_change, write_changes
from briefing_desk.editing.documents import open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.operations import extend, remove
from briefing_desk.exchange.formats import Found, read_remarks
from briefing_desk.exchange.matching import Matched, match_remarks
from briefing_desk.exchange.proposals import HEADER, Proposal, locate_proposals, read_proposals, write_proposal
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.model import Stance
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, has_errors, sort_problems
from briefing_desk.syntax.source import Source
from briefing_desk.terminal import alone, echo, print_problems, report, with_root, with_texts

MAX_BYTES = 20_000_000
"""Of a file that is imported."""


@click.command("import")
@with_root
@with_texts
@click.option("--stance", "given", multiple=True, metavar="WORD=STANCE", help="Which stance a word or a tag means.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@alone
def import_(root: Path, texts: Path | None, given: tuple[str, ...], files: tuple[Path, ...]) -> None:
    """Take in passages that others have marked, as candidates.

    From tables (CSV, TSV), from Hypothesis (the JSON of its API or of its export), from W3C Web Annotations. Each
    passage is looked for in its article's text, and what is not there word for word is told with its place in the file.

    They stand in candidates/ARTICLE.yml with whoever marked them, their notes and tags; the desk shows them. None
    is a position until a person writes one. What is imported twice is there once.
    """
    stances = dict(map(read_stance, given))
    readings, problems = read_site(root, texts)
    report([one for one in problems if one.at.path == "seeds/actors.yml"], False, undone="nothing was imported")
    told: list[Problem] = []
    fresh: dict[str, list[Proposal]] = {}
    for file in files:
        found, matched = read_file(file, readings, stances, told)
        for id, proposals in matched.proposals.items():
            fresh.setdefault(id, []).extend(proposals)
        if found:
            describe(file, found, matched, [other.name for other in files])
    changes, known = plan_proposals(root, fresh, told)
    write_changes(root, changes)
    for id, proposals in sorted(fresh.items()):
        number = len(proposals) - known.get(id, 0)
        there = f", {known[id]} there already" if known.get(id) else ""
        echo(f"{locate_proposals(id)}: {number} {'candidate' if number == 1 else 'candidates'}{there}")
    if fresh:
        echo("next: open these articles in `briefing desk`; a candidate is no position until you write one")
    print_problems(sort_problems(told))
    if has_errors(told):
        sys.exit(1)


def read_stance(given: str) -> tuple[str, Stance]:
    """Return which stance a word means, as the option says."""
    word, _, stance = given.rpartition("=")
    if not word.strip() or stance not in list(Stance):
        raise UsageError(f"--stance: `{given}` is not WORD=STANCE; a stance is one of {', '.join(Stance)}")
    return word.strip().casefold(), Stance(stance)


def read_file(
    file: Path, readings: Readings, stances: Mapping[str, Stance], told: list[Problem]
) -> tuple[Found | None, Matched]:
    """Return what a file says and what became of it; what is wrong is added to what is told."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    source, problems = decode(file.as_posix(), data, MAX_BYTES)
    found, wrong = read_remarks(source) if source else (None, [])
    matched = match_remarks(found.remarks if found else (), readings.seeds, readings.texts, stances)
    told += [*problems, *wrong, *matched.problems]
    return found, matched


def describe(file: Path, found: Found, matched: Matched, names: list[str]) -> None:
    """Print what a file is, what of it is no passage, and what belongs to it and is not among those that are given."""
    echo(f"{file}: {found.format}, {len(found.remarks)} {'remark' if len(found.remarks) == 1 else 'remarks'}")
    if matched.wordless:
        echo(f"  {matched.wordless} without words of an article (notes on a page, answers): left out")
    if found.goes_on and found.goes_on.rpartition("/")[2] not in names:
        echo(f"  it goes on at {flatten(found.goes_on)}: import that, too")


def plan_proposals(
    root: Path, fresh: Mapping[str, list[Proposal]], told: list[Problem]
) -> tuple[list[Change], dict[str, int]]:
    """Return the changes that put candidates behind those that are there, and how many of each article were."""
    changes, known = [], {}
    for id, proposals in fresh.items():
        path, reader = locate_proposals(id), Reader(root)
        data = reader.read_bytes(path) if (root / path).exists() else None
        source = reader.read_source(path) if data is not None else Source(path, HEADER)
        there, wrong = read_proposals(source) if source and data is not None else (None, [])
        told += [*reader.problems, *wrong]
        if source is None or has_errors(wrong):
            raise UsageError(f"{path} cannot be read: nothing was imported")
        had = there.candidates if there else ()
        fresh_here = list_fresh(proposals, had)
        known[id] = len(proposals) - len(fresh_here)
        if not fresh_here:
            continue
        overtaken = {one.origin for one in fresh_here if one.origin}
        try:
            document = extend(open_document(source), ("candidates",), list(map(write_proposal, fresh_here)))
            for at in reversed([at for at, one in enumerate(had) if one.origin in overtaken]):
                document = remove(document, ("candidates", at))
        except CannotEdit as error:
            raise UsageError(f"{path}: {error}: nothing was imported") from error
        text = (BOM if data and data.startswith(BOM) else b"") + document.source.text.encode()
        changes.append(make_change(path, data, text))
    return changes, known


def list_fresh(proposals: list[Proposal], had: tuple[Proposal, ...]) -> list[Proposal]:
    """Return the candidates that are not there yet, each once."""
    keys = {one.key for one in had}
    return list({one.key: one for one in reversed(proposals) if one.key not in keys}.values())[::-1]

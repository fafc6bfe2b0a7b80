"""`briefing rename`: another id, everywhere."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from briefing_desk.build.renaming import (
    PARTS,
    RENAMERS,
    Renaming,
    edit_pages,
    edit_settings,
    list_known,
    list_naming,
    replace_names,
)
from briefing_desk.build.spine import survey_names
from briefing_desk.disk.read import Reader, read_pages, read_site
from briefing_desk.disk.write import BOM, Change, make_change, show_diff, write_changes
from briefing_desk.editing.edits import apply_edits
from briefing_desk.exchange.proposals import FOLDER, locate_proposals, read_proposals
from briefing_desk.model_check.comparison import FOLDER as FINDINGS
from briefing_desk.model_check.comparison import locate_findings
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.references import get_question_id, is_of_topic, make_reference
from briefing_desk.schema.values import Wrong, check_id
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import has_errors
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.terminal import UNWRITTEN, alone, echo, report, with_root, with_texts


@click.command()
@with_root
@with_texts
@click.option("--diff", "is_shown_only", is_flag=True, help="Write nothing; show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("kind", type=click.Choice(tuple(RENAMERS)))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@alone
def rename(root: Path, texts: Path | None, is_shown_only: bool, yes: bool, kind: str, old: str, new: str) -> None:
    """Give something another id, everywhere.

    KIND is an actor, question, topic, article, passage, speaker, publisher or event. OLD is `topic/question` for a
    question and `article:passage` for a passage; NEW may leave out what stands before the mark, which stays.
    Shows the diff and asks. Comments, order and every other byte stay.
    """
    survey = survey_names(root)
    if has_errors(survey.problems):
        report(survey.problems, strict=False, undone=UNWRITTEN)
    new = check_names(kind, old, new, list_known(kind, survey.seeds, survey.entries))
    readings, problems = read_site(root, only=list_naming(old, survey.entries))
    if has_errors(problems):
        report(problems, strict=False, undone=UNWRITTEN)
    changes, moves = plan_renaming(root, rename_all(root, kind, old, new, readings), kind, old, new)
    if kind == "article" and texts and (texts / f"{old}.txt").is_file():
        refuse_taken(texts / f"{new}.txt")
    show(changes, moves)
    if is_shown_only:
        return
    if not yes and not click.confirm("write this?", err=True):
        echo("nothing was written", err=True)
        sys.exit(1)
    write_changes(root, [*part_moves(changes, moves), *move_text(kind, old, new, texts)])
    if kind == "article" and texts is None:
        echo(f"if its text is kept elsewhere, rename {old}.txt to {new}.txt there, or call this with --texts")
    if kind in ("question", "topic", "article", "actor"):
        echo("addresses of its evidence on the site change; links from elsewhere to a quote end on its page")
    echo(f"renamed {kind} `{old}` to `{new}`: {len(changes)} files; now run `briefing generate`")


def rename_all(root: Path, kind: str, old: str, new: str, readings: Readings) -> Renaming:
    """Return everything that a new id changes, in the candidates that others have marked too."""
    renaming, reader = RENAMERS[kind](old, new, readings), Reader(root)
    for _, path in reader.list_files(FOLDER, ".yml"):
        pair = reader.parse(path, read_proposals)
        for one in pair[1].candidates if pair else ():
            if kind in ("actor", "speaker"):
                renaming.edits += replace_names([one.actor], old, new)
            elif kind == "question":
                renaming.edits += replace_names([one.question], old, new)
            elif kind == "topic" and one.question and is_of_topic(one.question, old):
                reference = make_reference(new, get_question_id(one.question))
                renaming.edits += replace_names([one.question], one.question, reference)
    if kind == "article":
        renaming.moves[locate_proposals(old)] = locate_proposals(new)
        for person in reader.list_names(FINDINGS):
            renaming.moves[locate_findings(person, old)] = locate_findings(person, new)
    return renaming


def check_names(kind: str, old: str, new: str, known: Sequence[str]) -> str:
    """Return the new id in full; raise UsageError unless the old one is declared and the new one can be had."""
    if old not in known:
        named = [name for name in known if kind in PARTS and name.split(PARTS[kind][1])[-1] == old]
        help = f"did you mean `{named[0]}`?" if named else suggest_name(old, known) or "see seeds/"
        raise UsageError(f"there is no {kind} `{old}`; {help}")
    part = new
    if kind in PARTS:
        whole, mark = PARTS[kind]
        home, part = old.split(mark)[0], new.split(mark)[-1]
        if new not in (part, f"{home}{mark}{part}"):
            raise UsageError(f"a {kind} stays in its {whole}: give it another id there")
        new = f"{home}{mark}{part}"
    try:
        check_id(part)
    except Wrong as wrong:
        raise UsageError(f"{wrong.message}; {wrong.help}") from wrong
    if new in known:
        raise UsageError(f"the {kind} `{new}` is there already")
    return new


def plan_renaming(root: Path, renaming: Renaming, kind: str, old: str, new: str) -> tuple[list[Change], dict[str, str]]:
    """Return the files as they will be, by their new path, and which old paths are left behind."""
    moves = {before: after for before, after in renaming.moves.items() if (root / before).is_file()}
    for after in moves.values():
        refuse_taken(root / after)
    pages, unreadable = read_pages(root)
    settings = Reader(root)
    source = settings.read_source("mkdocs.yml") if (root / "mkdocs.yml").is_file() else None
    edits = [*renaming.edits, *edit_pages(kind, old, new, moves, pages)]
    edits += edit_settings(source, moves) if source else []
    contents, failed = apply_edits(edits)
    if unreadable or failed:
        place = (unreadable or failed)[0].at
        raise UsageError(f"{place.path}:{place.line}: the id cannot be replaced here; nothing was written")
    changes = []
    for path in sorted({*contents, *moves}):
        data = (root / path).read_bytes()
        after = moves.get(path, path)
        text = renaming.files.get(after, contents.get(path))
        fresh = data if text is None else (BOM if data.startswith(BOM) else b"") + text.encode()
        changes.append(make_change(after, data, fresh))
    return changes, moves


def refuse_taken(full: Path) -> None:
    """Raise UsageError if there is a file where one is to go."""
    if full.exists():
        raise UsageError(f"there is a file {full} already: nothing was written")


def show(changes: list[Change], moves: dict[str, str]) -> None:
    """Print which files move, and what changes in which."""
    for before, after in moves.items():
        echo(f"move {before} to {after}")
    for line in show_diff([change for change in changes if change.packed_old != change.packed_new]):
        echo(line)


def part_moves(changes: list[Change], moves: dict[str, str]) -> Iterator[Change]:
    """Yield the changes with each move as a file that comes and one that goes."""
    before = {after: before for before, after in moves.items()}
    for change in changes:
        if change.path not in before:
            yield change
            continue
        yield make_change(change.path, None, change.new)
        yield make_change(before[change.path], change.old, None)


def move_text(kind: str, old: str, new: str, texts: Path | None) -> Iterator[Change]:
    """Yield what moves an article's text, if it is at hand."""
    if kind != "article" or texts is None or not (texts / f"{old}.txt").is_file():
        return
    before, after = (str((texts / f"{id}.txt").absolute()) for id in (old, new))
    data = Path(before).read_bytes()
    yield make_change(after, None, data)
    yield make_change(before, data, None)

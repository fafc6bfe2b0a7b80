"""Settle what two coders make differently: whose position stands goes into the article, what both had into the log."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from briefing_desk.analysis.reliability import Unit, Value, list_differences, value_positions
from briefing_desk.build.survey import survey_coders
from briefing_desk.desk.changes import (
    ORDER,
    change_article,
    make_text_change,
    open_opened,
    write,
)
from briefing_desk.desk.requests import FIELDS, Refusal
from briefing_desk.desk.views import show_value
from briefing_desk.desk.workspace import Workspace
from briefing_desk.disk.read import Reader
from briefing_desk.disk.write import Change
from briefing_desk.editing.documents import Document, Path, open_document
from briefing_desk.editing.fields import change_value
from briefing_desk.editing.notation import Folded
from briefing_desk.editing.notation import Value as Written
from briefing_desk.editing.operations import append, remove
from briefing_desk.schema.codings import HEADER, locate_coding, locate_settlements
from briefing_desk.schema.model import Choice, Position, Quote
from briefing_desk.schema.references import list_references
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source


def show_differences(workspace: Workspace) -> dict[str, Any]:
    """Return what two coders make differently and nobody has settled, each with what either wrote."""
    workspace.refresh()
    coders = workspace.survey.coders
    rows = [
        show_difference(workspace, coder, unit)
        for coder in coders
        for unit in list_differences(load_first(workspace, coder), coders[coder])
    ]
    settled = sum(len(coder.settlements) for coder in coders.values())
    return {"rows": rows, "settled": settled, "coders": len(coders)}


def load_first(workspace: Workspace, coder: str) -> dict[str, tuple[Position, ...]]:
    """Return the first coder's positions in the articles that another has coded."""
    survey = workspace.survey
    ids = survey.coders[coder].codings.keys() & survey.entries.keys()
    return {id: survey.load_article(id).noun.positions for id in ids}


def show_difference(workspace: Workspace, coder: str, unit: Unit) -> dict[str, Any]:
    """Return one difference."""
    article, actor, question = unit
    mine, theirs = find_both(workspace, coder, unit)
    names = {reference: str(found.label) for reference, found in list_labels(workspace)}
    noun = workspace.survey.load_article(article).noun
    known = workspace.seeds.actors.get(actor)
    return {
        "coder": coder,
        "article": article,
        "title": str(noun.title),
        "actor": actor,
        "actor_name": str(known.name) if known else actor,
        "question": question,
        "question_name": names.get(question, question),
        "first": list(map(show_plain, mine)),
        "second": list(map(show_plain, theirs)),
        "seen": digest_both(workspace, coder, article),
    }


def list_labels(workspace: Workspace) -> Iterable[tuple[str, Any]]:
    """Yield each question with its reference."""
    return ((reference, question) for reference, _, question in list_references(workspace.seeds.topics))


def show_plain(position: Position) -> dict[str, Any]:
    """Return a position without the places of its quotes."""
    fields = {name: show_value(getattr(position, name)) for name in FIELDS}
    return {"fields": fields, "quotes": [str(quote.exact) for quote in position.quotes]}


def find_both(workspace: Workspace, coder: str, unit: Unit) -> tuple[list[Position], list[Position]]:
    """Return the positions of a unit, as either coder has them."""
    first = workspace.survey.load_article(unit[0]).noun.positions
    second = workspace.survey.coders[coder].codings[unit[0]].positions
    return list_about(unit, first), list_about(unit, second)


def list_about(unit: Unit, positions: Iterable[Position]) -> list[Position]:
    """Return those of an article's positions that a unit is about."""
    _, actor, question = unit
    return [one for one in positions if actor in one.holders and one.question == question]


def digest_both(workspace: Workspace, coder: str, article: str) -> str:
    """Return the digest of what both coders have written of an article."""
    paths = (f"seeds/articles/{article}.md", locate_coding(coder, article))
    return sha256(b"\0".join((workspace.root / path).read_bytes() for path in paths)).hexdigest()


def settle(workspace: Workspace, coder: str, unit: Unit, chosen: Choice, rule: str, seen: str) -> list[Problem]:
    """Write whose position stands; raise Refusal where either coding is not what the page was shown."""
    article = unit[0]
    survey_coders(workspace.survey, Reader(workspace.root))
    known = workspace.survey.coders.get(coder)
    if not known or article not in known.codings:
        raise Refusal(404, "there is no such coding")
    opened = workspace.open(article)
    workspace.note(article)
    if digest_both(workspace, coder, article) != seen or unit not in list_differences(
        load_first(workspace, coder), known
    ):
        raise Refusal(409, "this was changed elsewhere meanwhile: nothing was written")
    mine, theirs = find_both(workspace, coder, unit)
    units = list_units(unit, (*mine, *theirs), chosen)
    log = note_settlement(workspace, coder, units, chosen, rule)
    label = f"{unit[1]} on {unit[2]}, settled"
    if chosen is not Choice.SECOND:
        write(workspace, label, article, [log])
        return []
    mine = list_about(unit, opened.article.positions if opened.article else ())
    document = put_second(open_opened(opened), mine, theirs)
    return change_article(workspace, opened, label, document, [log])


def list_units(unit: Unit, positions: Iterable[Position], chosen: Choice) -> list[Unit]:
    """Return the units that a choice settles: of a position that several hold together all of theirs."""
    article, actor, question = unit
    if chosen is not Choice.SECOND:
        return [unit]
    holders = {frozenset(map(str, position.holders)) for position in positions}
    if len(holders) > 1:
        message = "several actors hold one of these together, and not the other: open the article and change it there"
        raise Refusal(422, message)
    return [(article, holder, question) for holder in sorted(next(iter(holders), frozenset((actor,))))]


def note_settlement(workspace: Workspace, coder: str, units: Iterable[Unit], chosen: Choice, rule: str) -> Change:
    """Return the change that puts a line for each unit into the log."""
    path = locate_settlements(coder)
    full = workspace.root / path
    data = full.read_bytes() if full.is_file() else None
    source = Reader(workspace.root).read_source(path) if data is not None else Source(path, HEADER)
    if source is None:
        raise Refusal(422, f"{path} cannot be read")
    document = open_document(source)
    for unit in units:
        mine, theirs = find_both(workspace, coder, unit)
        entry: dict[str, Written] = dict(zip(("article", "actor", "question"), unit, strict=True))
        for name, positions in (("first", mine), ("second", theirs)):
            if positions:
                entry[name] = describe_value(value_positions(positions))
        entry |= {"chosen": chosen.value} | ({"rule": rule} if rule else {}) | {"settled": workspace.today.isoformat()}
        document = append(document, ("settlements",), entry)
    return make_text_change(path, data, document.source.text)


def describe_value(value: Value) -> Mapping[str, Written]:
    """Return what a coder had as it is written."""
    return {name: said for name, said in value._asdict().items() if said}


def put_second(document: Document, mine: list[Position], theirs: list[Position]) -> Document:
    """Return an article in which the second coder's positions stand in the place of the first's."""
    paths = [document.locate(one.places[""]) for one in mine]
    quotes = [{document.locate(quote.places[""]): str(quote.exact) for quote in one.quotes} for one in mine]
    for path, had, second in zip(paths, quotes, theirs, strict=False):
        document = replace_position(document, path, had, second)
    for second in theirs[len(mine) :]:
        document = append(document, ("positions",), write_position(second), ORDER)
    for path in reversed(paths[len(theirs) :]):
        is_last = len(getattr(document.find(("positions",)), "items", ())) == 1
        document = remove(document, ("positions",) if is_last else path)
    return document


def replace_position(document: Document, path: Path, had: Mapping[Path, str], second: Position) -> Document:
    """Return an article in which a position says what another says; its reasons stay, and what dates it.

    `had` are its quotes, by the paths to them.
    """
    values = write_position(second)
    quotes = values.pop("quotes")
    for name in FIELDS:
        if name in values or name not in ("event", "date", "precedes", "follows"):
            document = change_value(document, (*path, name), values.get(name), FIELDS)
    document = change_value(document, (*path, "proposed_by"), None)
    wanted = [str(quote.exact) for quote in second.quotes]
    for quote in quotes:
        if str(quote["exact"]) not in had.values():
            document = append(document, (*path, "quotes"), quote)
    for place in reversed([place for place, exact in had.items() if exact not in wanted]):
        document = remove(document, place)
    return document


def write_position(position: Position) -> dict[str, Any]:
    """Return a position as it is written."""
    shown = {name: show_value(getattr(position, name)) for name in FIELDS}
    values: dict[str, Any] = {name: value for name, value in shown.items() if value}
    return {**values, "quotes": [write_quote(quote) for quote in position.quotes]}


def write_quote(quote: Quote) -> dict[str, Any]:
    """Return a quote as it is written."""
    context = {"prefix": quote.prefix, "suffix": quote.suffix}
    values: dict[str, Any] = {"exact": Folded(quote.exact), **{name: str(it) for name, it in context.items() if it}}
    if quote.translation:
        values["translation"] = {"text": Folded(quote.translation.text), "by": str(quote.translation.by)}
    return values if quote.speakers is None else {**values, "speakers": list(map(str, quote.speakers))}

"""What a person has filled in becomes a change of files: planned as text, checked as `briefing check` would, written.

Nothing is written that brings an error which was not there before.
"""

# Long for a reason: every way in which an article changes at the desk, through one door: `change_article` checks each.

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

from briefing_desk.analysis.identity import list_first_ids
from briefing_desk.analysis.order import order_cells
from briefing_desk.analysis.statements import list_events
from briefing_desk.checks.assemble import AtHand, check_article
from briefing_desk.checks.references import declare
from briefing_desk.desk.requests import ABOUT, FIELDS, Card, Changed, Pieces, Refusal, Translated, describe_problem
from briefing_desk.desk.units import count_units
from briefing_desk.desk.workspace import Opened, Workspace, read_coded
from briefing_desk.disk.write import BOM, Change, make_change
from briefing_desk.editing.documents import Document, Path, open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.fields import change_value
from briefing_desk.editing.notation import Folded, Value
from briefing_desk.editing.operations import append, insert, remove
from briefing_desk.exchange.proposals import locate_proposals
from briefing_desk.intake.marking import Marked, mark
from briefing_desk.model_check.comparison import find_proposed
from briefing_desk.quotes.evidence import get_id, list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.stated import judge_match, propose_basis
from briefing_desk.quotes.verify import verify_article
from briefing_desk.schema.model import Article, Passage, Quote, Seeds
from briefing_desk.syntax.problems import Problem, Severity
from briefing_desk.syntax.yaml_tree import Sequence as Items
from briefing_desk.text.article_text import ArticleText

ORDER = (
    *("title", "url", "archived", "publisher", "authors", "date", "date_note", "retrieved", "language", "based_on"),
    *("status", "correction", "abstract", "positions", "passages"),
)
"""The keys of an article, as they are written."""
PASSAGE = ("id", "exact", "says", "matter", "event", "prefix", "suffix", "translation")
"""Those of a passage."""
Said = Quote | Passage
LATER = frozenset(
    ("too-much-quoted", "text-missing", "text-changed", "receipt-behind", "receipt-mismatch", "receipt-unused")
)
"""Errors that are no reason not to write: they are told, and mended by another quote or by `verify`."""


def make_values(text: ArticleText, card: Card) -> dict[str, Value]:
    """Return a position as it is written; raise Refusal where one of its quotes is not verbatim.

    Where nobody has chosen a basis it is the one that the quotes speak for.
    """
    marked = [mark_verbatim(text, pieces) for pieces in card.quotes]
    fields = dict(card.fields)
    if marked and not fields.get("basis"):
        fields["basis"] = propose_basis(judge_match(one.match, text)[0] for one in marked if one.match).value
    values: dict[str, Value] = {}
    for name in FIELDS:
        if value := fields.get(name):
            values[name] = value if isinstance(value, str) else list(value)
    said = zip(marked, chain(card.translations, repeat(Translated())), strict=False)
    values["quotes"] = [{**one.to_value(), **write_translation(it)} for one, it in said]
    return values


def write_translation(said: Translated) -> dict[str, Value]:
    """Return a translation as it is written, below its key; nothing where there is none."""
    return {"translation": {"text": Folded(said.text), "by": said.by}} if said.text else {}


def translate(
    opened: Opened, document: Document, wanted: Mapping[str, Translated], own: Iterable[Said] = ()
) -> Document:
    """Return an article whose quotes say in the language of the site what is wanted of them, by their ids.

    The same words have one translation wherever an article quotes them: what has one gets this one, and so do the
    quotes in `own`. A document may be longer than the article at its end.
    """
    assert opened.article is not None, "only what can be read is changed"
    before, owned = open_opened(opened), set(map(id, own))
    for quote in list_quotes(opened.article):
        said = wanted.get(get_id(opened.id, quote))
        if said is None or not (quote.translation or id(quote) in owned):
            continue
        path: Path = (*before.locate(quote.places[""]), "translation")
        if quote.translation and said.text:
            document = change_value(document, (*path, "text"), Folded(said.text))
            document = change_value(document, (*path, "by"), said.by)
        else:
            document = change_value(document, path, write_translation(said).get("translation"))
    return document


def name_translations(opened: Opened, card: Card, old: Sequence[Quote] = ()) -> dict[str, Translated]:
    """Return which words have another translation from now on, by the ids of their quotes; `old`: those in the file."""
    text = require_text(opened)
    kept = (pair for number, pair in enumerate(zip(old, card.renewed, strict=False)) if number not in card.dropped)
    wanted = {get_id(opened.id, quote): said for quote, said in kept if said != show_translation(quote)}
    for pieces, said in zip(card.quotes, card.translations, strict=False):
        if said.text:
            wanted[get_id(opened.id, mark_verbatim(text, pieces).make_quote())] = said
    return wanted


def show_translation(quote: Said) -> Translated:
    """Return a quote's translation as the page is shown it."""
    found = quote.translation
    return Translated(" ".join(found.text.split()), found.by.value) if found else Translated()


def mark_verbatim(text: ArticleText, pieces: Pieces) -> Marked:
    """Return a passage as it is marked; raise Refusal where it is not verbatim."""
    units = count_units(text.text)
    marked = mark(text, tuple((units.to_characters(start), units.to_characters(end)) for start, end in pieces))
    if marked.match is None:
        raise Refusal(422, f"“{marked.exact}” does not stand in the article word for word")
    return marked


def require_text(opened: Opened) -> ArticleText:
    """Return an article's text; raise Refusal where it is not at hand."""
    if opened.text is None or opened.article is None:
        raise Refusal(422, "the article's text is not at hand, or its file cannot be read")
    return opened.text


def change_article(
    workspace: Workspace, opened: Opened, label: str, document: Document, more: Iterable[Change] = ()
) -> list[Problem]:
    """Write an article as a document has it; return what is to be told, raise Refusal where it brings an error.

    `more` are changes of other files that go with it.
    """
    assert opened.article is not None, "only what can be read is changed"
    article, problems = read_coded(opened.article, document.source)
    before = set(map(tell_apart, (*opened.problems, *examine(workspace, opened, opened.article))))
    found = [*problems, *examine(workspace, opened, article)]
    fresh = [problem for problem in found if tell_apart(problem) not in before]
    stopping = [one for one in fresh if one.severity is Severity.ERROR and one.code not in LATER]
    if stopping or article is None:
        raise Refusal(422, "nothing was written", [describe_problem(problem) for problem in stopping])
    write(workspace, label, opened.id, [make_text_change(opened.path, opened.data, document.source.text), *more])
    return fresh


def write(workspace: Workspace, label: str, article: str, changes: list[Change]) -> None:
    """Write files, so that it can be taken back; where nothing would change, there is nothing to take back either."""
    if changed := [change for change in changes if change.old != change.new]:
        workspace.journal.write(label, article, changed)


def make_text_change(path: str, old: bytes | None, text: str) -> Change:
    """Return the change of a file to a text; a byte-order mark stays."""
    return make_change(path, old, (BOM if old and old.startswith(BOM) else b"") + text.encode())


def examine(workspace: Workspace, opened: Opened, article: Article | None) -> list[Problem]:
    """Return what `briefing check` would say of an article, but for its receipt."""
    if article is None:
        return []
    vocabulary = workspace.seeds
    seeds = replace(vocabulary, articles={opened.id: article})
    names = {str(name) for it in article.positions for name in (it.precedes, it.follows) if name}
    workspace.require(names)
    survey = workspace.survey
    named = {id: survey.load_article(id).noun for id in names & survey.entries.keys()}
    declared = declare(seeds, survey.entries.keys() | survey.waiting.keys(), list_first_ids(seeds))
    orders = order_cells(replace(seeds, articles={**named, opened.id: article}), list_events(seeds))
    found = AtHand(None, (opened.text_path, opened.text) if opened.text else None)
    everything = {**named, opened.id: article}
    return check_article(opened.id, article, declared, everything, orders, found, survey.settings.limits)[1]


def tell_apart(problem: Problem) -> tuple[str, str]:
    """Return what makes a problem the same one before and after a change, wherever its line is then."""
    return problem.code, problem.message


def add_position(workspace: Workspace, opened: Opened, card: Card) -> list[Problem]:
    """Write a position behind those that the article has."""
    values = make_values(require_text(opened), card)
    if model := find_model(workspace, opened, card):
        values["proposed_by"] = model
    document = append(open_opened(opened), ("positions",), values, ORDER)
    document = translate(opened, document, name_translations(opened, card))
    return change_article(workspace, opened, label_card(card), document)


def find_model(workspace: Workspace, opened: Opened, card: Card) -> str:
    """Return the language model whose finding a person writes down; empty where it is their own."""
    findings, _ = workspace.read_findings(opened.id)
    holders = card.fields.get("actors") or card.fields.get("actor") or ""
    named = (holders,) if isinstance(holders, str) else holders
    what = str(card.fields.get("question", "")), str(card.fields.get("stance", ""))
    return find_proposed(findings, opened.article.positions, named, what) if findings and opened.article else ""


def change_position(workspace: Workspace, opened: Opened, index: int, card: Card) -> list[Problem]:
    """Write what differs of a position: its values, translations of its quotes, and quotes that come and go."""
    text, before = require_text(opened), open_opened(opened)
    position = get_item(opened, "positions", index)
    path = before.locate(position.places[""])
    old = [before.locate(quote.places[""]) for quote in position.quotes]
    values = make_values(text, card)
    quotes = values.pop("quotes")
    assert isinstance(quotes, list), "as it was made"
    document = translate(opened, before, name_translations(opened, card, position.quotes), position.quotes)
    for name in FIELDS:
        document = change_value(document, (*path, name), values.get(name), FIELDS)
    if model := find_model(workspace, opened, card):
        document = change_value(document, (*path, "proposed_by"), model)
    for quote in quotes:
        document = append(document, (*path, "quotes"), quote)
    for number in reversed(card.dropped):
        if number >= len(old):
            raise Changed(opened.path)
        document = remove(document, old[number])
    return change_article(workspace, opened, label_card(card), document)


def get_item(opened: Opened, name: str, index: int) -> Any:
    """Return one of the article's positions or passages, by its number among those that can be read."""
    items = getattr(opened.article, name, ())
    if index >= len(items):
        raise Changed(opened.path)
    return items[index]


def remove_item(workspace: Workspace, opened: Opened, name: str, index: int) -> list[Problem]:
    """Take out a position or a passage, and with the last one the list."""
    document = open_opened(opened)
    path = document.locate(get_item(opened, name, index).places[""])
    items = document.find(path[:-1])
    is_last = isinstance(items, Items) and len(items.items) == 1
    document = remove(document, path[:-1] if is_last else path)
    return change_article(workspace, opened, f"a {name.removesuffix('s')} taken out", document)


def add_passage(
    workspace: Workspace, opened: Opened, id: str, pieces: Pieces, says: str, said: Translated
) -> list[Problem]:
    """Write a passage that is no position."""
    marked = mark_verbatim(require_text(opened), pieces)
    values = {"id": id, **marked.to_value(), **({"says": says} if says else {}), **write_translation(said)}
    document = append(open_opened(opened), ("passages",), {key: values[key] for key in PASSAGE if key in values}, ORDER)
    wanted = {get_id(opened.id, marked.make_quote()): said} if said.text else {}
    return change_article(workspace, opened, f"the passage {id}", translate(opened, document, wanted))


def change_passage(workspace: Workspace, opened: Opened, index: int, says: str, said: Translated) -> list[Problem]:
    """Write what a passage says, in our own words and in a translation."""
    passage, document = get_item(opened, "passages", index), open_opened(opened)
    path = document.locate(passage.places[""])
    wanted = {get_id(opened.id, passage): said} if said != show_translation(passage) else {}
    document = translate(opened, document, wanted, [passage])
    document = change_value(document, (*path, "says"), says or None, PASSAGE)
    return change_article(workspace, opened, f"the passage {passage.id}", document)


def describe_article(workspace: Workspace, opened: Opened, given: Mapping[str, str]) -> list[Problem]:
    """Write what is said of an article itself."""
    document = open_opened(opened)
    for name in ABOUT:
        if name in given:
            document = change_value(document, (name,), given[name] or None, ORDER)
    return change_article(workspace, opened, "about the article", document)


def dismiss_proposal(workspace: Workspace, opened: Opened, name: str) -> None:
    """Write that a passage which somebody else has marked shows no position, so that it is not proposed again."""
    source, proposals, _ = workspace.read_proposals(opened.id)
    seen = next((one for one in proposals if one.name == name and not one.dismissed), None)
    if source is None or seen is None:
        raise Changed(locate_proposals(opened.id))
    document = open_document(source)
    path = document.locate(seen.places[""])
    document = insert(document, path, "dismissed", workspace.today.isoformat())
    old = (workspace.root / source.path).read_bytes()
    write(workspace, "a candidate dismissed", opened.id, [make_text_change(source.path, old, document.source.text)])


def open_opened(opened: Opened) -> Document:
    """Return an article as it can be changed; raise Refusal where it cannot."""
    if opened.source is None or opened.article is None:
        raise Refusal(422, f"{opened.path} cannot be read")
    try:
        return open_document(opened.source)
    except CannotEdit as error:
        raise Refusal(422, str(error)) from error


def label_card(card: Card) -> str:
    """Return what an action is called."""
    holder = card.fields.get("actor") or ", ".join(card.fields.get("actors", ()))
    return f"{holder} on {card.fields.get('question', '')}"


def verify(workspace: Workspace, opened: Opened) -> list[Problem]:
    """Check an article's quotes and write its receipt, as `briefing verify` does."""
    if opened.article is None:
        raise Refusal(422, f"{opened.path} cannot be read")
    vocabulary = workspace.seeds
    seeds = Seeds(vocabulary.actors, vocabulary.publishers, vocabulary.topics, {opened.id: opened.article})
    texts = {opened.id: (opened.text_path, opened.text)} if opened.text else {}
    receipts = {opened.id: opened.receipt} if opened.receipt else {}
    readings = Readings(seeds, receipts, texts)
    limits = workspace.survey.settings.limits
    content, problems = verify_article(opened.id, opened.article, readings, limits, workspace.today)
    if content is None:
        raise Refusal(422, "no receipt was written", [describe_problem(problem) for problem in problems])
    path = f"seeds/receipts/{opened.id}.yml"
    full = workspace.root / path
    change = make_text_change(path, full.read_bytes() if full.is_file() else None, content)
    if change.old != change.new:
        write(workspace, "the receipt", opened.id, [change])
    return problems

"""What the page is shown: the queue, an article with its passages and positions, the vocabulary."""

# Long for a reason: all that the page reads, one function for each form of JSON: together they are its interface.

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from briefing_desk.analysis.ranking import rank_questions
from briefing_desk.checks.foreign import is_foreign
from briefing_desk.desk.changes import examine, show_translation
from briefing_desk.desk.checking import show_check
from briefing_desk.desk.journal import Action
from briefing_desk.desk.proposals import list_proposed
from briefing_desk.desk.requests import FIELDS, describe_problem
from briefing_desk.desk.units import Units, count_units, to_units
from briefing_desk.desk.verdict import count_quoted
from briefing_desk.desk.workspace import Opened, Workspace
from briefing_desk.intake.candidates import find_candidates
from briefing_desk.intake.sentences import list_sentences
from briefing_desk.messages.words import STANCES
from briefing_desk.quotes.evidence import get_id, list_quotes
from briefing_desk.quotes.find import count_words
from briefing_desk.quotes.recognition import find_mentions
from briefing_desk.quotes.verify import find_in
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import ActorKind, Article, Basis, Passage, Position, PublisherKind, Quote, Stance
from briefing_desk.schema.references import list_references
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import list_outer
from briefing_desk.watch.brought import list_waiting
from briefing_desk.watch.queue import load_fetched, read_decided

MOST_BROUGHT = 50
"""Articles of watched feeds that the queue shows at once."""
MOST_ROWS = 200
"""Articles that the queue shows at once; others are found by their names."""
ABOUT = ("title", "publisher", "date", "date_note", "language", "abstract")


def show_queue(workspace: Workspace, wanted: str) -> dict[str, Any]:
    """Return the articles whose id, or publisher's name, has all the words that are wanted, the newest first."""
    survey, words = workspace.survey, wanted.casefold().split()
    publishers = {id: f"{id} {publisher.name}".casefold() for id, publisher in workspace.seeds.publishers.items()}
    found = []
    for id, entry in survey.entries.items():
        searched = " ".join((id, id.replace("-", " "), *(publishers.get(name, name) for name in entry.publishers)))
        if all(word in searched for word in words):
            found.append((id, entry))
    found.sort(key=lambda pair: (pair[1].retrieved, pair[0]), reverse=True)
    rows = []
    for id, entry in found[:MOST_ROWS]:
        article = survey.load_article(id).noun
        coded = workspace.count_positions(id) if workspace.coder else len(article.positions)
        is_checked = entry.has_quotes and not workspace.coder
        rows.append(
            {
                "id": id,
                "title": str(article.title),
                "language": str(article.language),
                "publisher": name_publisher(workspace, article),
                "date": entry.date,
                "retrieved": entry.retrieved,
                "positions": coded,
                "checked": ("yes" if id in survey.receipts else "no") if is_checked else "",
            }
        )
    return {
        "rows": rows,
        "coder": workspace.coder,
        "found": len(found),
        "total": len(survey.entries) + len(survey.waiting),
        "waiting": len(survey.waiting),
        "coders": len(survey.coders),
    }


def show_brought(workspace: Workspace) -> dict[str, Any]:
    """Return what watched feeds brought and nobody has decided on, with what it may be about."""
    survey, seeds = workspace.survey, workspace.seeds
    fetched = load_fetched(workspace.root)
    if not fetched or workspace.coder:
        return {"brought": [], "kept": 0}
    newest = sorted(survey.entries, key=lambda id: survey.entries[id].retrieved, reverse=True)[:MOST_ROWS]
    titles = {id: str(survey.load_article(id).noun.title) for id in newest}
    taken = {entry.address[0]: id for id, entry in survey.entries.items() if entry.address}
    decisions, _ = read_decided(workspace.root)
    waiting = list_waiting(fetched.values(), decisions, taken, titles)
    labels = {reference: str(question.label) for reference, _, question in list_references(seeds.topics)}
    rows = []
    for one in waiting[:MOST_BROUGHT]:
        named = dict.fromkeys(mention.actor for mention in find_mentions(one.item.title, seeds.actors))
        about = rank_questions(one.item.title, "", seeds.topics)[:1]
        rows.append(
            {
                "url": one.item.url,
                "title": one.item.title,
                "day": one.item.day,
                "feed": one.item.feed,
                "like": one.like,
                "whose": one.whose,
                "named": [str(seeds.actors[id].name) for id in named],
                "about": [labels[question] for question in about],
            }
        )
    return {"brought": rows, "kept": len(waiting)}


def name_publisher(workspace: Workspace, article: Article) -> str:
    """Return the publisher's name, empty where there is none."""
    publisher = workspace.seeds.publishers.get(article.publisher or "")
    return str(publisher.name if publisher else article.publisher or "")


def show_vocabulary(workspace: Workspace) -> dict[str, Any]:
    """Return every name that can be chosen."""
    seeds = workspace.seeds
    return {
        "actors": [
            {
                "id": id,
                "name": str(actor.name),
                "kind": actor.kind.value,
                "aliases": list(map(str, actor.aliases)),
                "speaks_for": str(actor.on_behalf_of or ""),
                "role": str(actor.role or ""),
            }
            for id, actor in seeds.actors.items()
        ],
        "publishers": [{"id": id, "name": str(found.name)} for id, found in seeds.publishers.items()],
        "topics": [{"id": id, "name": str(topic.title)} for id, topic in seeds.topics.items()],
        "questions": [
            {
                "id": reference,
                "name": str(question.label),
                "proposition": str(question.proposition),
                "topic": str(topic.title),
            }
            for reference, topic, question in list_references(seeds.topics)
        ],
        "events": [
            {"id": str(event.id), "name": str(event.title), "date": event.date.text if event.date else "", "topic": id}
            for id, topic in seeds.topics.items()
            for event in topic.events
        ],
        "stances": [{"id": stance.value, "name": STANCES[stance.value][0]} for stance in Stance],
        "bases": [basis.value for basis in Basis],
        "actor_kinds": [kind.value for kind in ActorKind],
        "publisher_kinds": [kind.value for kind in PublisherKind],
    }


def show_article(workspace: Workspace, opened: Opened) -> dict[str, Any]:
    """Return an article as the page shows it."""
    _, proposals, wrong = workspace.read_proposals(opened.id)
    problems = [*opened.problems, *wrong, *examine(workspace, opened, opened.article)]
    shown: dict[str, Any] = {
        "id": opened.id,
        "path": opened.path,
        "digest": opened.digest,
        "problems": [describe_problem(problem) for problem in problems],
        "has_text": opened.text is not None,
    }
    if opened.article is None:
        return shown
    article = opened.article
    shown |= {
        "about": {name: show_value(getattr(article, name)) for name in ABOUT},
        "publisher": name_publisher(workspace, article),
        "url": str(article.url or ""),
        "translated_into": workspace.seeds.language if is_foreign(article, workspace.seeds.language) else "",
        "limit": workspace.survey.settings.limits.max_quote_words,
    }
    text = opened.text or ArticleText("", (), ())
    units = count_units(text.text)
    told = show_text(workspace, text, units)
    proposed = list_proposed(workspace, proposals, text, units)
    told["check"] = show_check(workspace, opened, units)
    told["candidates"] = sorted([*told["candidates"], *proposed], key=lambda row: row["place"])
    return {
        **shown,
        **told,
        "quoted": count_quoted(article, text, []),
        "checked": describe_receipt(workspace, opened),
        "positions": [show_position(position, text, units) for position in article.positions],
        "passages": [show_passage(passage, text, units) for passage in article.passages],
    }


def show_text(workspace: Workspace, text: ArticleText, units: Units) -> dict[str, Any]:
    """Return a text by its paragraphs, with whose words they are and what may be quoted of them."""
    limits = workspace.survey.settings.limits
    actors = workspace.seeds.actors
    words = count_words(text.text)
    candidates = []
    for found in find_candidates(text, actors, limits.max_quote_words, text.language.code):
        speaks_for = str(actors[found.actor].on_behalf_of or "") if found.actor else ""
        holder, speaker = (speaks_for, found.actor) if speaks_for else (found.actor or "", "")
        place = to_units(units, [(found.start, found.end)])[0]
        row = {"place": place, "is_direct": found.is_direct, "actor": holder, "speaker": speaker, "name": found.name}
        candidates.append(row)
    return {
        "paragraphs": [
            {"place": place, "text": text.text[slice(*span)], "sentences": to_units(units, sentences)}
            for span, place, sentences in zip(
                text.paragraphs, to_units(units, text.paragraphs), list_sentences(text, text.language.code), strict=True
            )
        ],
        "direct": to_units(units, list_outer(text.direct)),
        "candidates": candidates,
        "words": words,
        "allowed": limits.allow(words),
    }


def describe_receipt(workspace: Workspace, opened: Opened) -> str:
    """Say whether an article's quotes are checked: `yes`, `no`, or `partly` where some are new since."""
    if opened.article is None or not any(list_quotes(opened.article)) or workspace.coder:
        return ""
    if opened.receipt is None:
        return "no"
    known = {entry.id for entry in opened.receipt.quotes}
    return "yes" if all(get_id(opened.id, quote) in known for quote in list_quotes(opened.article)) else "partly"


def show_position(position: Position, text: ArticleText, units: Units) -> dict[str, Any]:
    """Return a position with the places of its quotes."""
    fields = {name: show_value(getattr(position, name)) for name in FIELDS}
    return {"fields": fields, "quotes": [show_quote(quote, text, units) for quote in position.quotes]}


def show_passage(passage: Passage, text: ArticleText, units: Units) -> dict[str, Any]:
    """Return a passage with the places of its words."""
    return {"id": str(passage.id), "says": str(passage.says or ""), **show_quote(passage, text, units)}


def show_quote(quote: Quote | Passage, text: ArticleText, units: Units) -> dict[str, Any]:
    """Return a quote with the ranges where it stands; none where it stands nowhere."""
    match = next(iter(find_in(text, quote)), None)
    pieces = to_units(units, match.pieces) if match else []
    return {"exact": str(quote.exact), "pieces": pieces, "translation": asdict(show_translation(quote))}


def show_value(value: object) -> str | list[str]:
    """Return a value as it is written."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return list(map(str, value))
    return value.text if isinstance(value, Interval) else str(value)


def show_actions(undo: Action | None, redo: Action | None) -> Mapping[str, Any]:
    """Return what can be taken back, and what can be done again."""
    return {
        name: {"id": action.id, "label": action.label, "article": action.article} if action else None
        for name, action in (("undo", undo), ("redo", redo))
    }


def tell(problems: Iterable[Any]) -> list[dict[str, object]]:
    """Return problems as the page shows them."""
    return [describe_problem(problem) for problem in problems]

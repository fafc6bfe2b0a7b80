"""Give something another id everywhere: which characters of which files change, and which files move. Pure.

Ids are replaced where they stand, so that comments, order and every other byte stay. Regions of pages are left to
`generate`: they are rebuilt from the new ids.
"""

# Long for a reason: one change of all files or none: each kind of file is a few lines here, and none of them stands
# alone.

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from briefing_desk.build.entries import Entry
from briefing_desk.editing.documents import find_mapping, open_document
from briefing_desk.editing.edits import CannotEdit, Edit
from briefing_desk.editing.operations import plan_insert, plan_remove
from briefing_desk.quotes.quote_ids import make_quote_id
from briefing_desk.quotes.readings import Readings
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import find_prose, list_citations
from briefing_desk.schema.codings import locate_coding
from briefing_desk.schema.model import (
    Actor,
    Article,
    Event,
    Passage,
    Position,
    Publisher,
    Question,
    Receipt,
    Seeds,
    Settlement,
    Topic,
)
from briefing_desk.schema.receipts import format_receipt
from briefing_desk.schema.references import (
    get_question_id,
    is_of_topic,
    list_matters,
    list_references,
    make_reference,
    split_reference,
)
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.web.links import question_page

FIRST = "first_id"
LINK = re.compile(r"""(?:\]\(<?|\bhref=["'])([^\s)"'>#?]+\.(?:md|html))""")
"""The address of a page in Markdown or HTML, without its fragment."""


@dataclass(slots=True)
class Renaming:
    """Everything that a new id changes."""

    edits: list[Edit] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)
    """The new path of each file whose name is the id."""
    files: dict[str, str] = field(default_factory=dict)
    """Files that are written anew, by their new path: receipts, whose ids follow from the article's."""


def rename_actor(old: str, new: str, readings: Readings) -> Renaming:
    """Rename an actor or speaker."""
    seeds = readings.seeds
    names: list[Text | None] = [*map(as_text, seeds.actors), *(actor.on_behalf_of for actor in seeds.actors.values())]
    for position in list_positions(readings):
        names += [*position.holders, position.according_to, *position.voices]
    names += [found.actor for found in list_settlements(readings)]
    names += [cell.actor for review in readings.reviews.values() for cell in review.cells]
    names += list_about(seeds)
    edits = [*replace_names(names, old, new), *note_first(seeds.actors[old], old, new)]
    return Renaming(edits, move_page(f"actors/{old}", f"actors/{new}"))


def rename_publisher(old: str, new: str, readings: Readings) -> Renaming:
    """Rename a publisher."""
    names: list[Text | None] = list(map(as_text, readings.seeds.publishers))
    for article in readings.seeds.articles.values():
        names += [article.publisher, *article.based_on]
    names += list_about(readings.seeds)
    return Renaming(replace_names(names, old, new))


def rename_event(old: str, new: str, readings: Readings) -> Renaming:
    """Rename an event."""
    seeds = readings.seeds
    events = [event for topic in seeds.topics.values() for event in topic.events]
    declared: list[Text | None] = [event.id for event in events]
    used = [name for it in list_positions(readings) for name in (it.event, it.precedes, it.follows)]
    used += [passage.event for passage in list_passages(seeds)]
    noted = [edit for event in events if event.id == old for edit in note_first(event, old, new)]
    return Renaming([*replace_names([*declared, *used, *list_about(seeds)], old, new), *noted])


def rename_question(old: str, new: str, readings: Readings) -> Renaming:
    """Rename a question, given as `topic/question` both times."""
    seeds, (topic, before), after = readings.seeds, split_reference(old), get_question_id(new)
    questions = {str(question.id): question for question in seeds.topics[topic].questions}
    declared = [question.id for question in questions.values()]
    review = readings.reviews.get(topic)
    reviewed = [cell.question for cell in review.cells] if review else []
    used = [*(position.question for position in list_positions(readings)), *list_about(seeds)]
    used += [found.question for found in list_settlements(readings)]
    edits = [*replace_names([*declared, *reviewed], before, after), *replace_names(used, old, new)]
    return Renaming([*edits, *note_first(questions[before], before, after)], move_question(old, new))


def rename_matter(old: str, new: str, readings: Readings) -> Renaming:
    """Rename a matter, given as `topic/matter` both times."""
    seeds, (topic, before), after = readings.seeds, split_reference(old), get_question_id(new)
    declared = [matter.id for matter in seeds.topics[topic].matters]
    used = [*(passage.matter for passage in list_passages(seeds)), *list_about(seeds)]
    return Renaming([*replace_names(declared, before, after), *replace_names(used, old, new)])


def rename_passage(old: str, new: str, readings: Readings) -> Renaming:
    """Rename a passage, given as `article:passage` both times."""
    (article, before), after = old.split(":"), new.split(":")[1]
    declared = [passage.id for passage in readings.seeds.articles[article].passages]
    return Renaming(replace_names(declared, before, after))


def rename_topic(old: str, new: str, readings: Readings) -> Renaming:
    """Rename a topic: its file, its page, its review, its questions and its matters."""
    seeds = readings.seeds
    matters = (passage.matter for passage in list_passages(seeds) if passage.matter)
    used = [*(position.question for position in list_positions(readings)), *matters, *list_about(seeds)]
    used += [found.question for found in list_settlements(readings)]
    edits = [Edit(name.at, make_reference(old, ""), make_reference(new, "")) for name in used if is_of_topic(name, old)]
    edits += note_first(readings.seeds.topics[old], old, new)
    moves = {f"seeds/topics/{old}.yml": f"seeds/topics/{new}.yml", **move_page(old, new)}
    for question in seeds.topics[old].questions:
        moves |= move_question(make_reference(old, question.id), make_reference(new, question.id))
    if old in readings.reviews:
        moves[f"seeds/reviews/{old}.yml"] = f"seeds/reviews/{new}.yml"
    return Renaming(edits, moves)


def rename_article(old: str, new: str, readings: Readings) -> Renaming:
    """Rename an article, and its receipt, in which the ids of quotes follow from the article's."""
    used = [name for it in list_positions(readings) for name in (it.precedes, it.follows)]
    used += [*list_about(readings.seeds), *(found.article for found in list_settlements(readings))]
    edits = [*replace_names(used, old, new), *note_first(readings.seeds.articles[old], old, new)]
    renaming = Renaming(edits, {f"seeds/articles/{old}.md": f"seeds/articles/{new}.md"})
    coders = [name for name, coder in readings.coders.items() if old in coder.codings]
    renaming.moves |= {locate_coding(name, old): locate_coding(name, new) for name in coders}
    if old in readings.receipts:
        receipt = readings.receipts[old]
        renaming.moves[f"seeds/receipts/{old}.yml"] = f"seeds/receipts/{new}.yml"
        renaming.files[f"seeds/receipts/{new}.yml"] = format_receipt(name_entries(receipt, new))
    return renaming


RENAMERS: Mapping[str, Callable[[str, str, Readings], Renaming]] = {
    "actor": rename_actor,
    "speaker": rename_actor,
    "question": rename_question,
    "matter": rename_matter,
    "passage": rename_passage,
    "topic": rename_topic,
    "article": rename_article,
    "publisher": rename_publisher,
    "event": rename_event,
}
"""Each kind of thing that has an id, and how it is renamed in `seeds/`."""
PARTS = {"question": ("topic", "/"), "matter": ("topic", "/"), "passage": ("article", ":")}
"""Kinds that are named as parts of another, and what stands between the two ids."""


def list_known(kind: str, seeds: Seeds, entries: Mapping[str, Entry]) -> list[str]:
    """Return the ids of a kind that are declared, in the vocabulary or by an article."""
    if kind == "question":
        return [reference for reference, _, _ in list_references(seeds.topics)]
    if kind == "matter":
        return [reference for reference, _ in list_matters(seeds.topics)]
    if kind == "passage":
        return [f"{id}:{passage}" for id, entry in entries.items() for passage in entry.passages]
    if kind == "event":
        return [event.id for topic in seeds.topics.values() for event in topic.events]
    declared = {"actor": seeds.actors, "speaker": seeds.actors, "topic": seeds.topics}
    return list({**declared, "article": entries, "publisher": seeds.publishers}[kind])


def list_naming(old: str, entries: Mapping[str, Entry]) -> set[str]:
    """Return the articles in which an id can stand, whatever it is of: the one that has it, and all that name it."""
    return {id for id, entry in entries.items() if id == old.split(":")[0] or entry.has_accepted or names(entry, old)}


def names(entry: Entry, id: str) -> bool:
    """Say whether an article names something, or a part of it."""
    parts = (entry.actors, entry.publishers, entry.questions, entry.events, entry.matters, entry.occasions)
    return any(name == id or is_of_topic(name, id) for name in chain(*parts))


def list_positions(readings: Readings) -> Iterator[Position]:
    """Yield every position of every article, as the first and as other coders have it."""
    for article in readings.seeds.articles.values():
        yield from article.positions
    for coder in readings.coders.values():
        for coding in coder.codings.values():
            yield from coding.positions


def list_settlements(readings: Readings) -> Iterator[Settlement]:
    """Yield every difference between two coders that was settled."""
    for coder in readings.coders.values():
        yield from coder.settlements


def list_passages(seeds: Seeds) -> Iterator[Passage]:
    """Yield every passage of every article."""
    for article in seeds.articles.values():
        yield from article.passages


def list_about(seeds: Seeds) -> list[Text]:
    """Return what accepted warnings are about, wherever they are accepted; many are about something by its id."""
    nouns: Iterable[Article | Topic | Actor | Publisher] = chain(
        seeds.articles.values(), seeds.topics.values(), seeds.actors.values(), seeds.publishers.values()
    )
    return [acceptance.about for noun in nouns for acceptance in noun.accepted]


def as_text(key: str) -> Text:
    """Return a key of a vocabulary as the text that it is."""
    assert isinstance(key, Text), "vocabularies are read with the places of their keys"
    return key


def note_first(noun: Actor | Article | Event | Question | Topic, old: str, new: str) -> list[Edit]:
    """Return the edits that note under which id a thing was known first, once; back under it, the note goes again."""
    document = open_document(noun.places[""].source)
    node = find_mapping(document.root, noun.places[""].offset)
    assert node is not None, "what was read stands where it was read"
    if noun.first_id is None:
        return plan_insert(document, node, FIRST, old, None)
    if noun.first_id != new:
        return []
    try:
        return plan_remove(document, node, [*map(str, node.entries)].index(FIRST))
    except CannotEdit:  # somebody has written a comment beside it
        return []


def replace_names(names: Iterable[Text | None], old: str, new: str) -> list[Edit]:
    """Return the edits that replace a name wherever it stands."""
    return [Edit(name.at, old, new) for name in names if name == old]


def move_page(old: str, new: str) -> dict[str, str]:
    """Return where a page of a topic or an actor goes, with its feeds and its data."""
    files = {f"{old}.md": f"{new}.md"}
    before, after = (id if "/" in id else f"topics/{id}" for id in (old, new))
    files |= {f"feeds/{before}.{ending}": f"feeds/{after}.{ending}" for ending in ("json", "xml")}
    files |= {f"data/{before}.{ending}": f"data/{after}.{ending}" for ending in ("csv", "json", "txt")}
    files |= {f"data/{table}/{old}.csv": f"data/{table}/{new}.csv" for table in ("reports", "evidence")}
    return {f"briefings/{source}": f"briefings/{target}" for source, target in files.items()}


def move_question(old: str, new: str) -> dict[str, str]:
    """Return where the page of a question goes, if it has its own."""
    return {f"briefings/{question_page(old)}": f"briefings/{question_page(new)}"}


def name_entries(receipt: Receipt, article: str) -> Receipt:
    """Return a receipt with the ids that its quotes have in an article of another name."""
    entries = [
        replace(entry, id=Text(make_quote_id(article, entry.exact, entry.prefix, entry.suffix), entry.id.at))
        for entry in receipt.quotes
    ]
    return replace(receipt, quotes=tuple(sorted(entries, key=lambda entry: entry.id)))


def edit_pages(kind: str, old: str, new: str, moves: Mapping[str, str], pages: Mapping[str, Source]) -> Iterator[Edit]:
    """Yield the edits in what people wrote: citations of an article or a passage, links to pages that move."""
    for source in pages.values():
        page, _ = parse_page(source)
        if page is None:
            continue
        if kind in ("article", "passage"):
            for cited in list_citations(find_prose(page)):
                if old in (cited, cited.split(":")[0]):
                    yield Edit(Place(source, cited.at.offset + 2), old, new)
        for start, end in page.prose:
            yield from edit_links(source, start, end, moves)


def edit_links(source: Source, start: int, end: int, moves: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits of links in a part of a page that lead to a page that moves."""
    folder = posixpath.dirname(source.path)
    for match in LINK.finditer(source.text, start, end):
        stem, dot, extension = match.group(1).rpartition(".")
        target = posixpath.normpath(posixpath.join(folder, f"{stem}.md"))
        if target in moves:
            before, after = (posixpath.basename(path).removesuffix(".md") for path in (target, moves[target]))
            place = match.start(1) + len(stem) - len(before)
            yield Edit(Place(source, place), before + dot + extension, after + dot + extension)


def edit_settings(source: Source, moves: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits of pages' names in `mkdocs.yml`."""
    for old, new in moves.items():
        before, after = old.removeprefix("briefings/"), new.removeprefix("briefings/")
        if before != old:
            for match in re.finditer(rf"(?<![\w/.-]){re.escape(before)}(?![\w.-])", source.text):
                yield Edit(Place(source, match.start()), before, after)

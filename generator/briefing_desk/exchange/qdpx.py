"""The coding as a REFI-QDA project (version 1.5, https://www.qdasoftware.org): a ZIP of `project.qde` and texts. Pure.

A code for each stance on each question, for each actor, for each basis; a selection for each piece of a quote, by code
points of its source; a note with what a position says beside them; a user for each coder. The same seeds give the same
bytes: no clock is read, GUIDs are made of names, nothing is compressed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from briefing_desk.messages.words import STANCES
from briefing_desk.quotes.verify import locate
from briefing_desk.schema.model import Article, Basis, Coders, Passage, Position, Quote, Seeds, Stance
from briefing_desk.schema.references import make_reference
from briefing_desk.syntax.problems import Problem
from briefing_desk.text.article_text import ArticleText

NAMESPACE = "urn:QDA-XML:project:1.0"
NAMES = UUID("8d9f3a4e-6d0c-5b5e-9d54-3b7b2f1c7a10")
"""Ours, in which each GUID is a name."""
FIRST = "first coder"
PROJECT, SOURCES = "project.qde", "sources"
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The day that ZIP begins with."""
NOTED = ("summary", "condition", "according_to", "event", "date", "speakers", "precedes", "follows")
"""Of a position, what no code says."""


@dataclass(slots=True)
class Project:
    """A project while it is put together."""

    seeds: Seeds
    codes: set[str] = field(default_factory=set)
    """GUIDs of the codes that there are."""
    notes: list[Element] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """The texts, by their name in the ZIP."""
    problems: list[Problem] = field(default_factory=list)


def make_guid(*words: str) -> str:
    """Return a GUID that depends on the words alone."""
    return str(uuid5(NAMES, "\x1f".join(words)))


def make_project(
    name: str, seeds: Seeds, coders: Coders, texts: Mapping[str, tuple[str, ArticleText]]
) -> tuple[bytes | None, list[Problem]]:
    """Return the project; None with what is wrong where a quote does not stand in a text that goes into it.

    An article whose text is not given has its quotes alone as its source, a paragraph each: what its page publishes.
    """
    project = Project(seeds)
    root = Element("Project", {"xmlns": NAMESPACE, "name": name, "origin": "briefing-desk"})
    users = SubElement(root, "Users")
    for coder in (FIRST, *sorted(coders)):
        SubElement(users, "User", guid=make_guid("user", coder), name=coder)
    add_codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project)
    sources = Element("Sources")
    for id, article in sorted(seeds.articles.items()):
        others = {name: coder.codings[id].positions for name, coder in sorted(coders.items()) if id in coder.codings}
        add_source(sources, project, id, article, others, texts.get(id))
    if len(sources):
        root.append(sources)
    if project.notes:
        SubElement(root, "Notes").extend(project.notes)
    if project.problems:
        return None, project.problems
    indent(root)
    written = tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return pack({PROJECT: written, **project.files}), []


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP that depends on nothing else."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, OLDEST)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def add_codes(holder: Element, project: Project) -> None:
    """Add the code book: questions with their stances, actors, how positions are known, passages that show none."""
    for topic_id, topic in project.seeds.topics.items():
        folder = add_code(holder, project, topic.title, "topic", topic_id, is_codable=False)
        SubElement(folder, "Description").text = str(topic.summary)
        for question in topic.questions:
            reference = make_reference(topic_id, question.id)
            asked = add_code(folder, project, question.label, "question", reference, is_codable=False)
            SubElement(asked, "Description").text = str(question.proposition)
            for stance in Stance:
                add_code(asked, project, f"{question.label}: {STANCES[stance][0]}", "stance", reference, stance)
    actors = add_code(holder, project, "Actors", "group", "actors", is_codable=False)
    for id, actor in project.seeds.actors.items():
        add_code(actors, project, actor.name, "actor", id)
    bases = add_code(holder, project, "Basis", "group", "bases", is_codable=False)
    for basis in Basis:
        add_code(bases, project, basis.value, "basis", basis)
    add_code(holder, project, "Passage", "group", "passage")


def add_code(holder: Element, project: Project, name: str, *key: str, is_codable: bool = True) -> Element:
    """Add a code that its key names."""
    guid = make_guid(*key)
    project.codes.add(guid)
    return SubElement(holder, "Code", guid=guid, name=str(name), isCodable=str(is_codable).lower())


Piece = tuple[int, int]


def add_source(
    holder: Element,
    project: Project,
    id: str,
    article: Article,
    others: Mapping[str, Iterable[Position]],
    found: tuple[str, ArticleText] | None,
) -> None:
    """Add an article with what each coder has selected in it."""
    guid = make_guid("article", id)
    source = SubElement(holder, "TextSource", guid=guid, name=str(article.title))
    SubElement(source, "Description").text = str(article.url or id)
    coded = list(list_coded(id, article, others))
    text, places = lay_out(coded, found, project.problems)
    project.files[f"{SOURCES}/{guid}.txt"] = text.encode()  # not in the element: there are readers that want a file
    source.set("plainTextPath", f"internal://{guid}.txt")
    for one, pieces in zip(coded, places, strict=True):
        if one.is_first:
            project.notes.append(make_note(one, id))
        for number, (start, end) in enumerate(pieces):
            selection = SubElement(
                source,
                "PlainTextSelection",
                guid=make_guid("selection", *one.key, str(number)),
                name=one.name,
                startPosition=str(start),
                endPosition=str(end),
                creatingUser=make_guid("user", one.coder),
            )
            for key in one.codes:
                guid = make_guid("coding", *one.key, str(number), *key)
                coding = SubElement(selection, "Coding", guid=guid, creatingUser=make_guid("user", one.coder))
                SubElement(coding, "CodeRef", targetGUID=make_guid(*key))
            if one.position:
                SubElement(selection, "NoteRef", targetGUID=make_guid("note", *one.key[:3]))


@dataclass(frozen=True, slots=True)
class Selected:
    """A quote that a coder has selected, with the keys of its codes."""

    coder: str
    key: tuple[str, ...]
    """What names it: article, coder, which position or passage, which quote."""
    name: str
    quote: Quote | Passage
    codes: tuple[tuple[str, ...], ...]
    position: Position | None = None

    @property
    def is_first(self) -> bool:
        """Say whether it is the first quote of a position."""
        return self.position is not None and self.key[-1] == "0"


def list_coded(id: str, article: Article, others: Mapping[str, Iterable[Position]]) -> Iterator[Selected]:
    """Yield every quote and passage of an article, as each coder has selected it."""
    for coder, positions in {FIRST: article.positions, **others}.items():
        for at, one in enumerate(positions):
            stance = ("stance", str(one.question), one.stance.value)
            codes = (stance, *(("actor", str(actor)) for actor in one.holders), ("basis", one.basis.value))
            name = f"{', '.join(one.holders)}: {one.question}"
            for number, quote in enumerate(one.quotes):
                yield Selected(coder, (id, coder, f"position {at}", str(number)), name, quote, codes, one)
    for passage in article.passages:
        key = (id, FIRST, f"passage {passage.id}")
        yield Selected(FIRST, key, str(passage.id), passage, (("group", "passage"),))


def lay_out(
    coded: list[Selected], found: tuple[str, ArticleText] | None, problems: list[Problem]
) -> tuple[str, list[list[Piece]]]:
    """Return the text of a source, and where the pieces of each quote stand in it, in code points.

    Without the article's text it is made of the quotes: each once, in paragraphs of their own.
    """
    places: list[list[Piece]] = []
    if found:
        path, text = found
        for one in coded:
            match, told = locate(one.quote, text, path)
            problems += told
            places.append([(shift(text.text, a), shift(text.text, b)) for a, b in match.pieces] if match else [])
        return text.text.replace("\r\n", "\n").replace("\r", "\n"), places
    laid: dict[str, int] = {}
    length = 0
    for one in coded:
        exact = str(one.quote.exact)
        if exact not in laid:
            laid[exact] = length
            length += len(exact) + 2
        places.append([(laid[exact], laid[exact] + len(exact))])
    return "\n\n".join(laid), places


def shift(text: str, at: int) -> int:
    """Return where a place is when each line ends in one character."""
    return at - text.count("\r\n", 0, at)


def make_note(one: Selected, id: str) -> Element:
    """Return what a position says beside its codes."""
    user = make_guid("user", one.coder)
    note = Element("Note", guid=make_guid("note", *one.key[:3]), name=one.name, creatingUser=user)
    said = {name: getattr(one.position, name) for name in NOTED}
    lines = [f"article: {id}", *(f"{name}: {show(value)}" for name, value in said.items() if value)]
    SubElement(note, "PlainTextContent").text = "\n".join(lines)
    return note


def show(value: object) -> str:
    """Return a value of a position as words."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(getattr(value, "text", value))

"""The page of one actor, and the index of all actors."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.lists import ListedCell, list_change
from briefing_desk.analysis.order import place_in_list
from briefing_desk.analysis.statements import Report, find_newest
from briefing_desk.messages.phrases import count, show_interval, sort_name
from briefing_desk.messages.words import (
    ACTOR_GROUPS,
    ACTOR_KINDS,
    EARLIER_NOTE,
    HEARD,
    LIST,
    LIST_APART,
    NAMED,
    NO_ACTORS,
    NONE,
    REPORTS_IN,
    SPEAKS_FOR,
    STANCE_ON,
)
from briefing_desk.schema.model import Actor, Position, Stance
from briefing_desk.schema.references import get_topic_id
from briefing_desk.web.figures import Words, list_marked, name_speaker, note_reports, view_change, view_words
from briefing_desk.web.links import Context, Link, actor_page
from briefing_desk.web.parts import Date, describe_support, view_date, view_dates
from briefing_desk.web.signs import Mark, stance_word, view_marks
from briefing_desk.web.views import SiteView, list_cells, list_heard


class Holding(NamedTuple):
    """One row of an actor's positions: question, stances with their summaries, the newest words, date."""

    question: Link
    """To all evidence on it."""
    cell: str
    """The address of the cell in its topic's matrix."""
    stances: tuple[Stance, ...]
    held: list[Position]
    """The newest position of each stance."""
    quote: Words | None
    marks: list[Mark]
    date: Date | None
    support: str
    """On how much it rests."""


class Sign(NamedTuple):
    """A stance on a question, as a sign that leads to its cell."""

    stance: Stance
    words: str
    href: str


class Holder(NamedTuple):
    """Somebody in the index of actors."""

    name: Link
    size: str
    """How much is on record, or for whom somebody is heard."""
    signs: list[Sign]


class Group(NamedTuple):
    """The actors of one kind."""

    name: str
    holders: list[Holder]


class Past(NamedTuple):
    """One line of an actor's history: a statement, by its first report."""

    date: Date
    stance: Stance
    report: Link
    details: list[str]
    """How many report it, and why it is not the current position."""


def render_profile(context: Context, actor_id: str) -> str:
    """Return what the vocabulary says of an actor, and who speaks for it in the articles."""
    actors = context.library.seeds.actors
    actor = actors[actor_id]
    reports = [report for cell in list_cells(context, actor_id) for report in cell.all_reports]
    heard = {speaker for report in reports for speaker in report.voices} - {actor_id}
    speakers = sorted((actors[id] for id in sorted(heard)), key=lambda speaker: sort_name(speaker.name))
    articles = {report.article_id for report in reports}
    newest = find_newest(reports)
    return context.render(
        "profile",
        newest=show_interval(newest) if newest else NONE,
        kind=ACTOR_KINDS[actor.kind],
        role=actor.role,
        aliases=LIST.join(actor.aliases),
        speakers=LIST_APART.join(map(name_speaker, speakers)),
        reports=REPORTS_IN.format(reports=count(len(reports), "report"), articles=count(len(articles), "article")),
        marked=list_marked(context, articles),
        wikidata=actor.wikidata,
    )


def render_positions(context: Context, actor: str) -> str:
    """Return what the actor changed, then its present positions, topic by topic, question by question."""
    cells = list_cells(context, actor)
    topics, shown = context.library.seeds.topics, set[str]()
    groups = [
        (context.link(topics[id].title, f"{id}.md"), [view_holding(context, cell, shown) for cell in found])
        for id, found in groupby(cells, key=lambda cell: get_topic_id(cell.question))
    ]
    changed = sorted(
        (cell for cell in cells if cell.changed_from), key=lambda cell: cell.current[-1].rank, reverse=True
    )
    changes = [view_change(context, change, is_quoted=False, is_named=False) for change in map(list_change, changed)]
    name = context.library.seeds.actors[actor].name
    return context.render("positions", actor=name, groups=groups, changes=changes)


def view_holding(context: Context, cell: Cell, shown: set[str]) -> Holding:
    """Return one row of the positions; `shown` gathers which quotes the page has by now, so that none is said twice."""
    _, question = context.find_question(cell.question)
    newest = [cell.newest[stance] for stance in cell.stances]
    quote = next((quote for report in newest for quote in report.quotes), None)
    articles = context.library.seeds.articles
    is_again = quote is not None and quote.id in shown
    shown.update([quote.id] if quote else ())
    return Holding(
        context.link_question(cell.question),
        context.link_cell(cell, question.label).href,
        cell.stances,
        [report.position for report in newest],
        view_words(
            context,
            quote,
            articles[quote.article].language,
            context.link_report(newest[0], "").href,
            is_again,
        )
        if quote
        else None,
        view_marks(cell, context.library.seeds.actors),
        view_dates(cell.current) if cell.current else None,
        describe_support(cell) if cell.current else "",
    )


def render_history(context: Context, actor: str) -> str:
    """Return everything that the actor is reported to have held, oldest first; reports of one event are one line."""
    found = sorted(list_history(context, actor), key=lambda line: (place_in_list(line[0].rank), line[0].id))
    return context.render("history", moments=[view_past(context, *line) for line in found])


def list_history(context: Context, actor: str) -> Iterator[tuple[Report, int, Cell]]:
    """Yield each stance of each statement: its first report, how many there are, its cell."""
    for cell in list_cells(context, actor):
        for statement in cell.all_statements:
            for stance in statement.stances:
                reports = [report for report in statement.reports if report.position.stance is stance]
                yield min(reports, key=lambda report: (report.rank, report.id)), len(reports), cell


def view_past(context: Context, report: Report, number: int, cell: Cell) -> Past:
    """Return one line of the history."""
    topic, question = context.find_question(cell.question)
    link = context.link_report(report, NAMED.format(name=topic.title, value=question.label))
    note = note_reports(cell).get(report.id)
    details = [count(number, "report")] if number > 1 else []
    if note and note != EARLIER_NOTE:
        details.append(note)
    return Past(view_date(report.date), report.position.stance, link, details)


def render_index(view: SiteView) -> str:
    """Return all actors that hold positions, by kind, each with what it holds; then who is heard for one of them."""
    context, actors = view.context, view.context.library.seeds.actors
    held = {id: list(cells) for id, cells in groupby(view.whole.cells, key=attrgetter("actor"))}
    places = {reference: place for place, reference in enumerate(context.library.questions)}
    by_kind: dict[str, list[Holder]] = {kind: [] for kind in ACTOR_GROUPS}
    for id in sorted(held, key=lambda id: (sort_name(actors[id].name), id)):
        cells = sorted(held[id], key=lambda cell: places[cell.question])
        by_kind[actors[id].kind].append(view_holder(context, id, cells))
    groups = [Group(ACTOR_GROUPS[kind], found) for kind, found in by_kind.items() if found]
    heard = [
        Holder(context.link(actors[id].name, actor_page(whom)), say_for(actors, id, whom), [])
        for id, whom in list_heard(context.library, view.whole)
    ]
    if heard:
        groups.append(Group(HEARD, heard))
    return context.render("index", groups=groups, entries=(), otherwise=NO_ACTORS)


def view_holder(context: Context, actor: str, cells: Sequence[ListedCell]) -> Holder:
    """Return an actor with a sign for each stance that it holds, cell by cell."""
    signs = []
    for cell in cells:
        label = context.find_question(cell.question)[1].label
        for stance in cell.stances:
            words = STANCE_ON.format(stance=stance_word(stance), question=label)
            signs.append(Sign(stance, words, context.link_cell(cell, label).href))
    name = context.library.seeds.actors[actor].name
    return Holder(context.link(name, actor_page(actor)), count(len(cells), "position"), signs)


def say_for(actors: Mapping[str, Actor], speaker: str, actor: str) -> str:
    """Return who somebody is, and for whom heard."""
    found = actors[speaker]
    return SPEAKS_FOR.format(kind=found.role or ACTOR_KINDS[found.kind], actor=actors[actor].name)

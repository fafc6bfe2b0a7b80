"""The page of one actor, and the index of all actors."""

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import count, describe_interval
from briefing_desk.messages.words import (
    ACTOR_KINDS,
    AND,
    EARLIER_NOTE,
    HEADS,
    MARKED_SOURCES,
    NEWEST_EVIDENCE,
    NO_ACTORS,
    NO_STATEMENT_LEFT,
    NONE,
    POSITIONS_OF,
    PROFILE,
    REPORTS_IN,
    put_inside,
)
from briefing_desk.schema.references import get_topic_id
from briefing_desk.web.escape import Html, element, join, make_block
from briefing_desk.web.figures import list_marked, note_reports
from briefing_desk.web.links import Context, actor_page
from briefing_desk.web.parts import show_date, show_dates, show_list, show_scrolling
from briefing_desk.web.signs import show_marks, show_stance
from briefing_desk.web.views import list_cells


def list_holders(context: Context) -> list[str]:
    """Return the actors that hold positions, by name."""
    actors = context.library.seeds.actors
    return sorted(context.library.by_actor, key=lambda id: (actors[id].name.casefold(), id))


def render_profile(context: Context, actor_id: str) -> str:
    """Return what the vocabulary says of an actor, and who speaks for it in the articles."""
    actors = context.library.seeds.actors
    actor = actors[actor_id]
    reports = [report for cell in list_cells(context, actor_id) for report in cell.all_reports]
    heard = {speaker for report in reports for speaker in report.voices} - {actor_id}
    speakers = (join((actors[id].name, actors[id].role), ", ") for id in sorted(heard, key=lambda id: actors[id].name))
    address = f"https://www.wikidata.org/wiki/{actor.wikidata}"
    newest = find_newest(reports)
    rows = [
        (NEWEST_EVIDENCE, describe_interval(newest) if newest else NONE),
        (PROFILE["kind"], ACTOR_KINDS[actor.kind]),
        (PROFILE["role"], actor.role),
        (PROFILE["aliases"], join(actor.aliases, ", ") if actor.aliases else None),
        (PROFILE["speakers"], join(speakers, "; ") if heard else None),
        (
            PROFILE["reports"],
            REPORTS_IN.format(
                reports=count(len(reports), "report"),
                articles=count(len({r.article_id for r in reports}), "article"),
            ),
        ),
        (MARKED_SOURCES, list_marked(context, (report.article_id for report in reports))),
        (PROFILE["wikidata"], element("a", actor.wikidata, href=address, rel="noopener") if actor.wikidata else None),
    ]
    shown = [element("div", element("dt", term), element("dd", value)) for term, value in rows if value]
    return make_block(element("dl", *shown, class_="b-glance"))


def render_positions(context: Context, actor: str) -> str:
    """Return the actor's present positions, question by question."""
    rows = [show_position(context, cell) for cell in list_cells(context, actor)]
    names = [HEADS[name] for name in ("topic", "question", "position", "when")]
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    caption = element("caption", POSITIONS_OF.format(actor=context.library.seeds.actors[actor].name), id="b-positions")
    table = element("table", caption, head, element("tbody", *rows), class_="b-table", data_search_exclude=True)
    return make_block(show_scrolling(table, "b-positions"))


def show_position(context: Context, cell: Cell) -> Html:
    """Return one row: topic, question, stance with its summary, date."""
    topic, question = context.find_question(cell.question)
    stances = join((show_stance(stance) for stance in cell.stances), AND) or Html(NO_STATEMENT_LEFT)
    held = [element("p", context.link_cell(cell, stances))]
    for position in (cell.newest[stance].position for stance in cell.stances):
        held.append(element("p", element("bdi", position.summary), class_="b-summary"))
        if position.condition:
            held.append(element("p", element("bdi", position.condition), class_="b-condition"))
    return element(
        "tr",
        element("td", topic.title, data_label=HEADS["topic"]),
        element("th", question.label, scope="row", data_label=HEADS["question"]),
        element("td", *held, show_marks(cell, context.library.seeds.actors), data_label=HEADS["position"]),
        element("td", show_dates(cell.current) if cell.current else None, data_label=HEADS["when"]),
    )


def render_history(context: Context, actor: str) -> str:
    """Return everything that the actor is reported to have held, oldest first; reports of one event are one line."""
    found = []
    for cell in list_cells(context, actor):
        for statement in cell.all_statements:
            for stance in statement.stances:
                reports = [report for report in statement.reports if report.position.stance is stance]
                found.append((min(reports, key=lambda report: (report.rank, report.id)), len(reports), cell))
    items = []
    for report, number, cell in sorted(found, key=lambda line: (line[0].rank, line[0].id)):
        topic, question = context.find_question(cell.question)
        link = context.link(f"{topic.title}: {question.label}", f"{get_topic_id(cell.question)}.md", report.id)
        moment = element("span", show_date(report.date), class_="b-moment")
        note = note_reports(cell).get(report.id)
        said = join((moment, " ", show_stance(report.position.stance), " ", link))
        several = count(number, "report") if number > 1 else None
        items.append(join((said, several, note if note != EARLIER_NOTE else None), " · "))
    listed = element("ol", *(element("li", item) for item in items), class_="b-timeline", data_search_exclude=True)
    return make_block(listed)


def render_index(context: Context) -> str:
    """Return all actors that hold positions, with how much is on record."""
    items = []
    for actor in list_holders(context):
        cells = list_cells(context, actor)
        kind = put_inside(ACTOR_KINDS[context.library.seeds.actors[actor].kind])
        link = context.link(context.library.seeds.actors[actor].name, actor_page(actor))
        items.append(join((link, f"{kind}, {count(len(cells), 'position')}"), ": "))
    if not items:
        return make_block(element("p", NO_ACTORS, class_="b-nothing"))
    return make_block(show_list(items, "b-index"))

"""The page of one topic: its parts, in the order in which a reader needs them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.dates import describe_interval
from generator.escape import Html, element, join, make_block
from generator.matrix import Cell, measure_coverage
from generator.model import Question, Stance, Topic
from generator.pages.parts import (
    SOURCE_ANCHOR,
    Context,
    cell_anchor,
    count,
    describe_coverage,
    list_marks,
    name_source,
    show_date,
    show_latest_date,
    show_list,
    show_marks,
    show_report,
    show_stance,
    source_page,
)
from generator.statements import Report, Statement, sort_key
from generator.words import BASES, MARKS, NO_STATEMENT, NO_STATEMENT_MEANING, STANCES


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic as its page shows it."""

    context: Context
    id: str
    topic: Topic
    cells: dict[tuple[str, str], Cell]
    """Of this topic, by actor and question id."""
    actors: tuple[str, ...]
    """Those with a statement on the topic, by name."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report on the topic, newest first."""
        found = [report for cell in self.cells.values() for report in cell.all_reports]
        return tuple(sorted(found, key=lambda report: (sort_key(report.date), report.id), reverse=True))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that speak on the topic, newest first."""
        articles = self.context.library.seeds.articles
        ids = {report.article_id for report in self.reports}
        return tuple(sorted(ids, key=lambda id: (sort_key(articles[id].date or UNKNOWN), id), reverse=True))


def view_topic(context: Context, topic_id: str) -> TopicView:
    """Return what the page of a topic needs."""
    library = context.library
    topic = library.seeds.topics[topic_id]
    cells = {
        (actor, question.split("/")[1]): cell
        for (actor, question), cell in library.cells.items()
        if question.split("/")[0] == topic_id
    }
    actors = sorted({actor for actor, _ in cells}, key=lambda id: (library.seeds.actors[id].name.casefold(), id))
    return TopicView(context, topic_id, topic, cells, tuple(actors))


def render_glance(view: TopicView) -> str:
    """Return the key figures of the topic and the ground on which they stand."""
    seeds = view.context.library.seeds
    newest = max((report.date for report in view.reports), key=sort_key, default=None)
    read = measure_coverage(seeds)
    rows = [
        ("Newest evidence", describe_interval(newest) if newest else "none yet"),
        ("Speaking on this topic", describe_coverage(measure_coverage(seeds, view.articles))),
        ("Actors", str(len(view.actors))),
        ("Positions changed", count_cells(view, "changed")),
        ("Contested", str(sum(cell.is_contested for cell in view.cells.values()))),
    ]
    figures = [element("div", element("dt", term), element("dd", value)) for term, value in rows]
    ground = f"{NO_STATEMENT} means: {NO_STATEMENT_MEANING}. Read for this site: {describe_coverage(read)}."
    return make_block(element("dl", *figures, class_="b-glance"), element("p", ground, class_="b-ground"))


def count_cells(view: TopicView, mark: str) -> str:
    """Return how many cells carry a mark."""
    return str(sum(mark in list_marks(cell) for cell in view.cells.values()))


def render_matrix(view: TopicView) -> str:
    """Return the positions matrix: actors down, questions across (after the W3C WAI tables tutorial)."""
    caption_id = f"b-matrix-{view.id}"
    caption = element("caption", f"{view.topic.title}: who takes which position", id=caption_id)
    head = element("tr", element("th", "Actor", scope="col"), *(show_question(q) for q in view.topic.questions))
    rows = [show_row(view, actor) for actor in view.actors]
    table = element("table", caption, element("thead", head), element("tbody", *rows), class_="b-matrix")
    region = element("div", table, class_="b-scroll", role="region", aria_labelledby=caption_id, tabindex="0")
    return make_block(region, show_legend(view))


def show_question(question: Question) -> Html:
    """Return the head of a column: the short label and the proposition."""
    words = (
        element("span", question.label, class_="b-label"),
        element("span", question.proposition, class_="b-prop"),
    )
    return element("th", *words, scope="col")


def show_row(view: TopicView, actor: str) -> Html:
    """Return an actor's row."""
    cells = (
        show_cell(view, question, view.cells[actor, question.id])
        if (actor, question.id) in view.cells
        else element("td", element("span", NO_STATEMENT, class_="b-silent"), data_label=question.label, class_="b-none")
        for question in view.topic.questions
    )
    return element("tr", element("th", view.context.link_actor(actor), scope="row"), *cells)


def show_cell(view: TopicView, question: Question, cell: Cell) -> Html:
    """Return a cell: each stance held now with its summary, and the marks."""
    groups = [show_held(view, question, cell, stance) for stance in cell.stances]
    if not groups:
        groups = [element("p", link_evidence(view, cell, question, "No statement left"), class_="b-held")]
    support = element(
        "p",
        f"{count(len(cell.articles), 'report')}, {count(len(cell.origins), 'origin')}",
        class_="b-support",
    )
    parts = (*groups, support if cell.current else None, show_marks(cell))
    return element("td", *parts, data_label=question.label, id=cell_anchor(cell), class_="b-cell")


def show_held(view: TopicView, question: Question, cell: Cell, stance: Stance) -> Html:
    """Return one stance of a cell: sign and word as the link to the evidence, summary, condition, date."""
    reports = [report for report in cell.reports if report.position.stance is stance]
    statements = [statement for statement in cell.current if stance in statement.stances]
    newest = reports[0].position
    link = link_evidence(view, cell, question, show_stance(stance), reports[0])
    return element(
        "div",
        link,
        element("p", element("bdi", newest.summary), class_="b-summary"),
        element("p", element("bdi", newest.condition), class_="b-condition") if newest.condition else None,
        element("p", show_latest_date(statements), class_="b-when"),
        class_="b-held",
    )


def link_evidence(view: TopicView, cell: Cell, question: Question, words: object, report: Report | None = None) -> Html:
    """Return the link from a cell to its newest evidence, with a name that says where it leads."""
    actor = view.context.library.seeds.actors[cell.actor].name
    target = report or cell.all_reports[0]
    rest = element("span", f": {actor} on “{question.label}”, evidence", class_="b-hidden")
    return view.context.link(join((words, rest)), view.context.page, target.id, class_="b-evidence-link")


def show_legend(view: TopicView) -> Html:
    """Return what each sign and mark means."""
    stances = [element("div", element("dt", show_stance(s)), element("dd", STANCES[s][1])) for s in Stance]
    used = sorted({mark for cell in view.cells.values() for mark in list_marks(cell)})
    marks = [element("div", element("dt", MARKS[mark][0]), element("dd", MARKS[mark][1])) for mark in used]
    silence = element("div", element("dt", NO_STATEMENT), element("dd", NO_STATEMENT_MEANING))
    origins = element(
        "div",
        element("dt", "Reports, origins"),
        element("dd", "articles that report the position now held, and the independent publishers behind them"),
    )
    return element(
        "details",
        element("summary", "What the signs and marks mean"),
        element("dl", *stances, silence, origins, *marks, class_="b-legend"),
        class_="b-legend-box",
    )


def render_changes(view: TopicView) -> str:
    """Return every change of position on the topic, newest first."""
    changed = [cell for cell in view.cells.values() if cell.changed_from]
    if not changed:
        words = "No change of position is on record: no actor has an earlier, different stance in the articles read."
        return make_block(element("p", words, class_="b-nothing"))
    changed.sort(key=lambda cell: (sort_key(cell.current[-1].date), cell.actor, cell.question), reverse=True)
    return make_block(show_list((show_change(view.context, cell) for cell in changed), "b-changes"))


def show_change(context: Context, cell: Cell) -> Html:
    """Return one change: who, on what, from what, to what, when."""
    _, question = context.find_question(cell.question)
    assert cell.changed_from
    return join(
        (
            element("strong", context.link_actor(cell.actor)),
            " on ",
            context.link_cell(cell, question.label),
            ": from ",
            show_change_side(cell.changed_from),
            " to ",
            *list_sides(cell.current),
            ".",
        )
    )


def show_change_side(statement: Statement) -> Html:
    """Return the stances of a statement with its date."""
    stances = join((show_stance(stance) for stance in statement.stances), " and ")
    return join((stances, " (", show_date(statement.date), ")"))


def list_sides(statements: tuple[Statement, ...]) -> Iterator[Html | str]:
    """Yield the statements held now, joined by words."""
    for index, statement in enumerate(statements):
        if index:
            yield " and "
        yield show_change_side(statement)


def render_evidence(view: TopicView) -> str:
    """Return every report with its quotes, by question, then actor; what is current comes first."""
    blocks = [show_questions_evidence(view, question) for question in view.topic.questions]
    return make_block(*blocks)


def show_questions_evidence(view: TopicView, question: Question) -> Html:
    """Return the evidence on one question."""
    cells = [view.cells[actor, question.id] for actor in view.actors if (actor, question.id) in view.cells]
    head = [
        element("h3", question.label, id=f"b-question-{question.id}"),
        element("p", question.proposition, class_="b-prop"),
        element("p", question.background, class_="b-background") if question.background else None,
    ]
    nothing = element("p", "No article read gives a position on this question.", class_="b-nothing")
    return element("section", *head, *([show_actors_evidence(view, cell) for cell in cells] or [nothing]))


def show_actors_evidence(view: TopicView, cell: Cell) -> Html:
    """Return the evidence of one cell, and the way back to it."""
    notes: dict[str, str] = {}
    for report in cell.lost:
        notes[report.id] = "withdrawn, supports nothing"
    for statement in cell.earlier:
        notes.update({report.id: "earlier position" for report in statement.reports})
    if not cell.is_inferred:
        notes.update({report.id: BASES["inferred"][0] for report in cell.inferred})
    current = {report.id for report in cell.reports}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    name = view.context.library.seeds.actors[cell.actor].name
    back = element("a", "back to the matrix", href=f"#{cell_anchor(cell)}", class_="b-back")
    return element(
        "section",
        element("h4", element("span", name), " ", back, id=f"b-evidence-{cell_anchor(cell)}"),
        *(show_report(view.context, report, notes.get(report.id)) for report in ordered),
        class_="b-actor",
    )


def render_timeline(view: TopicView) -> str:
    """Return all statements on the topic in the order of their dates, oldest first."""
    rows = [
        (sort_key(statement.date), cell, statement)
        for cell in view.cells.values()
        for statement in (*cell.earlier, *cell.current)
    ]
    rows.sort(key=lambda row: (row[0], row[1].actor, row[1].question))
    items = [show_moment(view, cell, statement) for _, cell, statement in rows]
    if not items:
        return make_block(element("p", "No statement yet.", class_="b-nothing"))
    return make_block(element("ol", *(element("li", item) for item in items), class_="b-timeline"))


def show_moment(view: TopicView, cell: Cell, statement: Statement) -> Html:
    """Return one statement of the timeline."""
    question = view.context.find_question(cell.question)[1]
    actor = view.context.library.seeds.actors[cell.actor].name
    stances = join((show_stance(stance) for stance in statement.stances), " and ")
    link = view.context.link(join((actor, " on “", question.label, "”")), view.context.page, statement.reports[0].id)
    return join((element("span", show_date(statement.date), class_="b-moment"), " ", link, ": ", stances))


def render_sources(view: TopicView) -> str:
    """Return the articles that speak on the topic."""
    articles = view.context.library.seeds.articles
    items = []
    for id in view.articles:
        article = articles[id]
        link = view.context.link(element("bdi", article.title), source_page(article), SOURCE_ANCHOR + id)
        date = show_date(article.date) if article.date else "no date"
        items.append(join((link, name_source(article, view.context.library), date), ", "))
    if not items:
        return make_block(element("p", "No article speaks on this topic yet.", class_="b-nothing"))
    return make_block(show_list(items, "b-sources"))

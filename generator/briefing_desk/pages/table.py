"""The positions matrix: actors down, questions across (W3C WAI tables tutorial)."""

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.history import State, list_states
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import (
    HEADS,
    LEGEND,
    MARKS,
    MATRIX_CAPTION,
    NO_STATEMENT,
    NO_STATEMENT_LEFT,
    NO_STATEMENT_MEANING,
    REPORTS_ORIGINS,
    REPORTS_ORIGINS_MEANING,
    STANCES,
    SUPPORT,
    TO_EVIDENCE,
)
from briefing_desk.pages.controls import show_tools
from briefing_desk.schema.model import Question, Stance
from briefing_desk.web.escape import Html, element, join, make_block
from briefing_desk.web.links import cell_anchor
from briefing_desk.web.parts import describe_origins, show_dates, show_scrolling
from briefing_desk.web.signs import show_marks, show_stance
from briefing_desk.web.views import TopicView

MAX_COLUMNS = 7
"""As many questions fit beside each other on a wide screen; the whole page then scrolls, and no row hides in a box."""


def render_matrix(view: TopicView) -> str:
    """Return the positions matrix: actors down, questions across (after the W3C WAI tables tutorial)."""
    caption_id = f"b-matrix-{view.id}"
    caption = element("caption", MATRIX_CAPTION.format(topic=view.topic.title), id=caption_id)
    head = element("tr", element("th", HEADS["actor"], scope="col"), *(show_question(q) for q in view.topic.questions))
    rows = [show_row(view, actor) for actor in view.actors]
    table = element(
        "table", caption, element("thead", head), element("tbody", *rows), class_="b-matrix", data_search_exclude=True
    )
    fits = "b-scroll--fits" if len(view.topic.questions) <= MAX_COLUMNS else ""
    return make_block(show_tools(view), show_scrolling(table, caption_id, fits), show_legend(view))


def show_question(question: Question) -> Html:
    """Return the head of a column: the short label and the proposition."""
    words = (
        element("span", question.label, class_="b-label"),
        element("span", question.proposition, class_="b-prop"),
    )
    return element("th", *words, scope="col", data_question=question.id)


def show_row(view: TopicView, actor: str) -> Html:
    """Return an actor's row."""
    cells = (
        show_cell(view, question, view.cells[actor, question.id])
        if (actor, question.id) in view.cells
        else element("td", show_silence(), data_label=question.label, class_="b-none")
        for question in view.topic.questions
    )
    head = element("th", view.context.link_actor(actor), scope="row", data_actor=actor)
    return element("tr", head, *cells)


def show_silence() -> Html:
    """Return what stands where no article gives a position."""
    return element("span", NO_STATEMENT, class_="b-silent")


def show_cell(view: TopicView, question: Question, cell: Cell) -> Html:
    """Return a cell as it stands now, and, for scripts only, as it stood before."""
    *before, now = list_states(cell, view.days, view.context.library.events)
    return element(
        "td",
        *show_content(view, question, cell),
        *(show_state(view, question, state) for state in before),
        data_label=question.label,
        data_since=now.since or "",
        data_stance=cell.one_stance,
        id=cell_anchor(cell),
        class_="b-cell",
    )


def show_state(view: TopicView, question: Question, state: State) -> Html:
    """Return how a cell stood from a day on; browsers and search leave it out until a script asks for it."""
    content = show_content(view, question, state.cell) if state.cell else [show_silence()]
    stance = state.cell.one_stance if state.cell else None
    return element("template", *content, data_since=state.since or "", data_stance=stance, data_search_exclude=True)


def show_content(view: TopicView, question: Question, cell: Cell) -> list[Html]:
    """Return what a cell says: each stance held with its summary, what supports it, and the marks."""
    groups = [show_held(view, question, cell, stance) for stance in cell.stances]
    if not groups:
        groups = [element("p", link_evidence(view, cell, question, NO_STATEMENT_LEFT), class_="b-held")]
    support = element(
        "p",
        SUPPORT.format(
            reports=count(len(cell.articles), "report"), origins=describe_origins(cell.origins, len(cell.articles))
        ),
        class_="b-support",
    )
    marks = show_marks(cell, view.context.library.seeds.actors)
    return [part for part in (*groups, support if cell.current else None, marks) if part]


def show_held(view: TopicView, question: Question, cell: Cell, stance: Stance) -> Html:
    """Return one stance of a cell: sign and word as the link to the evidence, summary, condition, date."""
    report = cell.newest[stance]
    statements = [statement for statement in cell.current if stance in statement.stances]
    newest = report.position
    link = link_evidence(view, cell, question, show_stance(stance), report)
    return element(
        "div",
        link,
        element("p", element("bdi", newest.summary), class_="b-summary"),
        element("p", element("bdi", newest.condition), class_="b-condition") if newest.condition else None,
        element("p", show_dates(statements), class_="b-when"),
        class_="b-held",
    )


def link_evidence(view: TopicView, cell: Cell, question: Question, words: object, report: Report | None = None) -> Html:
    """Return the link from a cell to its newest evidence, with a name that says where it leads."""
    actor = view.context.library.seeds.actors[cell.actor].name
    target = report or cell.all_reports[0]
    rest = element("span", TO_EVIDENCE.format(actor=actor, question=question.label), class_="b-hidden")
    return view.context.link(join((words, rest)), view.context.page, target.id, class_="b-evidence-link")


def show_legend(view: TopicView) -> Html:
    """Return what each sign and mark means."""
    stances = [element("div", element("dt", show_stance(s)), element("dd", STANCES[s][1])) for s in Stance]
    used = sorted({mark for cell in view.cells.values() for mark in cell.marks})
    marks = [element("div", element("dt", MARKS[mark][0]), element("dd", MARKS[mark][1])) for mark in used]
    silence = element("div", element("dt", NO_STATEMENT), element("dd", NO_STATEMENT_MEANING))
    origins = element(
        "div",
        element("dt", REPORTS_ORIGINS),
        element("dd", REPORTS_ORIGINS_MEANING),
    )
    return element(
        "details",
        element("summary", LEGEND),
        element("dl", *stances, silence, origins, *marks, class_="b-legend"),
        class_="b-legend-box",
    )

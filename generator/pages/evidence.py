"""Evidence: a quote as a figure with all that is known of it, and the reports that it supports."""

from generator.escape import Html, element, join, make_block
from generator.matrix import Cell
from generator.model import Article, Basis, Question, Status
from generator.pages.parts import SOURCE_ANCHOR, Context, cell_anchor, name_source, show_date, show_day, source_page
from generator.pages.signs import show_stance
from generator.pages.view import TopicView
from generator.quotes import make_link
from generator.receipts import Evidence
from generator.settings import make_report_link
from generator.statements import Report
from generator.words import BASES


def show_quote(context: Context, quote: Evidence, basis: Basis | None, anchor: str) -> Html:
    """Return a quote as a figure: the words, who says them, where they stand, how we know.

    A passage, which is no position and has no basis, stands on its source's own entry and need not name it.
    """
    article = context.library.seeds.articles[quote.article]
    kind = {True: "direct", False: "words", None: "unchecked"}[quote.direct]
    words = f"“{quote.text}”" if quote.direct else quote.text
    return element(
        "figure",
        element("blockquote", element("p", element("bdi", words)), lang=article.language, dir="auto"),
        element("figcaption", *caption(context, quote, article, basis)),
        class_=f"b-quote b-quote--{kind}",
        id=anchor,
    )


def caption(context: Context, quote: Evidence, article: Article, basis: Basis | None) -> list[Html]:
    """Return the lines below a quote."""
    said = {True: "Direct speech", False: "The article’s words", None: "As annotated"}[quote.direct]
    actors = context.library.seeds.actors
    who = join((join((actors[speaker].name, actors[speaker].role), ", ") for speaker in quote.speakers), "; ")
    source = element(
        "cite",
        context.link(element("bdi", article.title), source_page(article), SOURCE_ANCHOR + quote.article),
    )
    place = [
        source,
        name_source(article, context.library),
        show_date(article.date) if article.date else "no date",
    ]
    checked = f"✓ Verbatim, checked {show_day(quote.checked)}" if quote.checked else "Not yet checked against the text"
    lines = [
        element("span", said if not who else join((said, " · ", who)), class_="b-said"),
        *([element("span", join(place, ", "), class_="b-from")] if basis else []),
        element(
            "span",
            join((checked, BASES[basis][0] if basis else None, link_passage(quote, article)), " · "),
            class_="b-check",
        ),
    ]
    if article.status is not Status.USABLE:
        lines.append(show_correction(article))
    return lines


def show_correction(article: Article) -> Html:
    """Return what became of an article that was corrected or withdrawn."""
    note = article.correction
    detail = join((f" {show_day(note.date)}: ", element("bdi", note.note))) if note else None
    return element("span", element("strong", article.status.capitalize()), detail, class_="b-correction")


def link_passage(quote: Evidence, article: Article) -> Html | None:
    """Return a link to the passage in the original, if the article has an address."""
    if not article.url:
        return None
    href = make_link(article.url, quote.text, quote.prefix, quote.suffix)
    return element("a", "passage in the original", href=href, rel="noopener nofollow")


def show_report(context: Context, report: Report, note: str | None = None) -> Html:
    """Return one report of a position with all its quotes: an entry of the evidence."""
    position = report.position
    head = join((show_stance(position.stance), " ", show_date(report.date)))
    accords = context.library.seeds.actors[position.according_to].name if position.according_to else None
    return element(
        "div",
        element(
            "p",
            head,
            join((" · according to ", accords)) if accords else None,
            join((" · ", note)) if note else None,
            class_="b-entry-head",
        ),
        element("p", element("bdi", position.summary), class_="b-summary"),
        element("p", element("bdi", position.condition), class_="b-condition") if position.condition else None,
        *(show_quote(context, quote, position.basis, f"{report.id}-{quote.id}") for quote in report.quotes),
        class_="b-entry",
        id=report.id,
    )


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
    return element("section", *head, *([show_actors_evidence(view, cell, question) for cell in cells] or [nothing]))


def link_report(view: TopicView, cell: Cell, question: Question) -> Html | None:
    """Return the link by which readers report an error in a cell, filled in with the cell."""
    if not view.context.report_url:
        return None
    title = f"Error on: {view.context.library.seeds.actors[cell.actor].name}, {question.label}"
    place = f"{view.context.href(view.context.page)}#{cell_anchor(cell)}"
    href = make_report_link(view.context.report_url, title, place)
    return element("a", "report an error", href=href, class_="b-back")


def show_actors_evidence(view: TopicView, cell: Cell, question: Question) -> Html:
    """Return the evidence of one cell, and the way back to it."""
    notes = note_reports(cell)
    current = {report.id for report in cell.reports}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    name = view.context.library.seeds.actors[cell.actor].name
    back = element("a", "back to the matrix", href=f"#{cell_anchor(cell)}", class_="b-back")
    return element(
        "section",
        element(
            "h4",
            element("span", name),
            " ",
            back,
            " ",
            link_report(view, cell, question),
            id=f"b-evidence-{cell_anchor(cell)}",
        ),
        *(show_report(view.context, report, notes.get(report.id)) for report in ordered),
        class_="b-actor",
    )


def note_reports(cell: Cell) -> dict[str, str]:
    """Return what must be said beside the reports of a cell that are not its current position, by report."""
    notes = {report.id: "withdrawn, supports nothing" for report in cell.lost}
    for statement in cell.earlier:
        notes.update({report.id: "earlier position" for report in statement.reports})
    notes.update({report.id: BASES["inferred"][0] for report in cell.inferred})
    return notes

"""Evidence: a quote as a figure with all that is known of it, and the reports that it supports."""

from collections.abc import Iterable

from generator.escape import Html, element, fill, join, make_block
from generator.fragments import make_link
from generator.marks import Direct
from generator.matrix import Cell
from generator.model import Article, Question, Status
from generator.pages.parts import (
    SOURCE_ANCHOR,
    Context,
    cell_anchor,
    name_source,
    question_anchor,
    show_date,
    show_day,
    source_page,
)
from generator.pages.signs import show_stance
from generator.pages.view import TopicView
from generator.receipts import Evidence
from generator.settings import make_report_link
from generator.statements import Report
from generator.words import (
    ACCORDING_TO,
    BACK,
    BASES,
    CHECKED,
    COPIED,
    COPY_CITATION,
    CORRECTIONS,
    EARLIER_NOTE,
    LINK_TO_QUOTE,
    MARKS,
    NO_DATE,
    NO_EVIDENCE,
    NOT_CHECKED,
    ON_QUESTION,
    PASSAGE,
    QUOTED,
    REPORT_ERROR,
    REPORT_TITLE,
    SAID_BY,
    WHOSE_WORDS,
    WITHDRAWN_NOTE,
)

QUOTE_KINDS = {Direct.YES: "direct", Direct.UNSURE: "unsure", Direct.NO: "words", None: "unchecked"}


def show_quote(context: Context, quote: Evidence, anchor: str, is_at_source: bool = False) -> Html:
    """Return a quote as a figure: the words, who says them, where they stand, how we know.

    On its source's own entry (`is_at_source`) it need not name the source again.
    """
    article = context.library.seeds.articles[quote.article]
    kind = QUOTE_KINDS[quote.direct]
    words = QUOTED.format(words=quote.text) if quote.is_direct else quote.text
    lines = [element("span", say_whose(context, quote), class_="b-said")]
    if not is_at_source:
        lines.append(element("span", name_place(context, quote, article), class_="b-from"))
    known = join((say_checked(quote), link_passage(quote, article), link_quote(anchor)), " · ")
    lines.append(element("span", known, " ", offer_citation(), class_="b-check"))
    if article.status is not Status.USABLE:
        lines.append(show_correction(article))
    return element(
        "figure",
        element("blockquote", element("p", element("bdi", words)), lang=article.language, dir="auto"),
        element("figcaption", join(lines, " ")),
        class_=f"b-quote b-quote--{kind}",
        id=anchor,
    )


def say_whose(context: Context, quote: Evidence) -> Html:
    """Return whose words a quote is; the article's words are never shown as the speaker's."""
    actors = context.library.seeds.actors
    speakers = join((join((actors[id].name, actors[id].role), ", ") for id in quote.speakers), "; ")
    return fill(SAID_BY[quote.direct], speakers=speakers) if speakers else join((WHOSE_WORDS[quote.direct],))


def name_place(context: Context, quote: Evidence, article: Article) -> Html:
    """Return where a quote stands: title, publisher, date."""
    link = context.link(element("bdi", article.title), source_page(article), SOURCE_ANCHOR + quote.article)
    date = show_date(article.date) if article.date else NO_DATE
    return join((element("cite", link), name_source(article, context.library), date), ", ")


def say_checked(quote: Evidence) -> str:
    """Return what is known of a quote's being verbatim."""
    return CHECKED.format(day=show_day(quote.checked)) if quote.checked else NOT_CHECKED


def show_correction(article: Article) -> Html:
    """Return what became of an article that was corrected or withdrawn."""
    note = article.correction
    detail = join((f" {show_day(note.date)}: ", element("bdi", note.note))) if note else None
    return element("span", element("strong", CORRECTIONS[article.status]), detail, class_="b-correction")


def list_marked(context: Context, ids: Iterable[str]) -> Html | None:
    """Return which of the articles were corrected or withdrawn, each with the date and the reason; None if none was."""
    articles = context.library.seeds.articles
    marked = sorted(id for id in set(ids) if articles[id].status is not Status.USABLE)
    links = (
        context.link(element("bdi", articles[id].title), source_page(articles[id]), SOURCE_ANCHOR + id) for id in marked
    )
    items = [join((link, show_correction(articles[id])), ": ") for id, link in zip(marked, links, strict=True)]
    return join(items, "; ") if items else None


def link_passage(quote: Evidence, article: Article) -> Html | None:
    """Return a link to the passage in the original, if the article has an address."""
    if not article.url:
        return None
    context = (quote.lead, None) if quote.lead else (quote.prefix, quote.suffix)
    href = make_link(article.url, quote.text, *context)
    return element("a", PASSAGE, href=href, rel="noopener nofollow")


def link_quote(anchor: str) -> Html:
    """Return the lasting link to a quote."""
    return element("a", LINK_TO_QUOTE, href=f"#{anchor}", data_search_exclude=True)


def offer_citation() -> Html:
    """Return the button that copies a citation, which a script shows where it can."""
    words = {"data_done": COPIED, "data_search_exclude": True}
    return element("button", COPY_CITATION, type="button", class_="b-copy", hidden=True, **words)


def show_report(context: Context, report: Report, note: str | None = None, is_past: bool = False) -> Html:
    """Return one report of a position with all its quotes: an entry of the evidence; quieter, if it no longer holds."""
    position = report.position
    head = join((show_stance(position.stance), " ", show_date(report.date)))
    accords = context.library.seeds.actors[position.according_to].name if position.according_to else None
    return element(
        "div",
        element(
            "p",
            head,
            join((" · ", BASES[position.basis][0])),
            join((" · ", ACCORDING_TO.format(actor=accords))) if accords else None,
            join((" · ", note)) if note and note != BASES[position.basis][0] else None,
            class_="b-entry-head",
        ),
        element("p", element("bdi", position.summary), class_="b-summary"),
        element("p", element("bdi", position.condition), class_="b-condition") if position.condition else None,
        *(show_quote(context, quote, f"{report.id}-{quote.id}") for quote in report.quotes),
        class_="b-entry b-entry--past" if is_past else "b-entry",
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
        element("h3", question.label, id=question_anchor(question)),
        element("p", question.proposition, class_="b-prop"),
        element("p", question.background, class_="b-background") if question.background else None,
    ]
    shown = (show_actors_evidence(view, cell, question) for cell in cells)
    nothing = element("p", NO_EVIDENCE, class_="b-nothing")
    return element("section", *head, element("div", *shown, class_="b-actors") if cells else nothing)


def link_report(view: TopicView, cell: Cell, question: Question) -> Html | None:
    """Return the link by which readers report an error in a cell, filled in with the cell."""
    if not view.context.report_url:
        return None
    title = REPORT_TITLE.format(actor=view.context.library.seeds.actors[cell.actor].name, question=question.label)
    place = f"{view.context.href(view.context.page)}#{cell_anchor(cell)}"
    href = make_report_link(view.context.report_url, title, place)
    return element("a", REPORT_ERROR, href=href)


def show_actors_evidence(view: TopicView, cell: Cell, question: Question) -> Html:
    """Return the evidence of one cell, and the way back to it."""
    notes = note_reports(cell)
    current = {report.id for report in cell.reports}
    past = {report.id for report in list_past(cell)}
    ordered = sorted(cell.all_reports, key=lambda report: report.id not in current)
    name = view.context.library.seeds.actors[cell.actor].name
    rest = element("span", ON_QUESTION.format(question=question.label), class_="b-hidden")
    back = element("a", BACK, href=f"#{cell_anchor(cell)}")
    links = join((back, link_report(view, cell, question)), " · ")
    return element(
        "section",
        element("h4", name, rest, id=f"b-evidence-{cell_anchor(cell)}"),
        element("p", links, class_="b-back"),
        *(show_report(view.context, report, notes.get(report.id), report.id in past) for report in ordered),
        class_="b-actor",
    )


def list_past(cell: Cell) -> list[Report]:
    """Return the reports of a cell that no longer count: of positions that later ones replaced, and withdrawn ones."""
    return [*cell.lost, *(report for statement in cell.earlier for report in statement.reports)]


def note_reports(cell: Cell) -> dict[str, str]:
    """Return what must be said beside the reports of a cell that are not its current position, by report."""
    notes = {report.id: WITHDRAWN_NOTE for report in cell.lost}
    for statement in cell.earlier:
        notes.update({report.id: EARLIER_NOTE for report in statement.reports})
    notes.update({report.id: BASES["inferred"][0] for report in cell.inferred})
    notes.update({report.id: MARKS["second-hand"][0] for report in cell.hearsay})
    return notes

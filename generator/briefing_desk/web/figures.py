"""A quote, a correction, a change of position, as several pages show them."""

from collections.abc import Iterable

from briefing_desk.analysis.cells import Cell
from briefing_desk.messages.phrases import show_day
from briefing_desk.messages.words import (
    AND,
    BASES,
    CHANGE,
    CHECKED,
    COPIED,
    COPY_CITATION,
    CORRECTIONS,
    EARLIER_NOTE,
    LINK_TO_QUOTE,
    MARKS,
    NO_DATE,
    NOT_CHECKED,
    PASSAGE,
    QUOTED,
    SAID_BY,
    WHOSE_WORDS,
    WITHDRAWN_NOTE,
)
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.quotes.fragments import make_link
from briefing_desk.schema.model import Article, Stance, Status
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.escape import Html, element, fill, join
from briefing_desk.web.links import SOURCE_ANCHOR, Context, source_page
from briefing_desk.web.parts import list_dates, name_source, show_date
from briefing_desk.web.signs import show_stance

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


def note_reports(cell: Cell) -> dict[str, str]:
    """Return what must be said beside the reports of a cell that are not its current position, by report."""
    notes = {report.id: WITHDRAWN_NOTE for report in cell.lost}
    for statement in cell.earlier:
        notes.update({report.id: EARLIER_NOTE for report in statement.reports})
    notes.update({report.id: BASES["inferred"][0] for report in cell.inferred})
    notes.update({report.id: MARKS["second-hand"][0] for report in cell.hearsay})
    return notes


def show_change(context: Context, cell: Cell) -> Html:
    """Return one change: who, on what, from what, to what, when."""
    _, question = context.find_question(cell.question)
    return fill(
        CHANGE,
        actor=element("strong", context.link_actor(cell.actor)),
        question=context.link_cell(cell, question.label),
        before=show_former(cell),
        after=join((show_now(cell, stance) for stance in cell.stances), AND),
    )


def show_former(cell: Cell) -> Html:
    """Return the stances that a cell changed from, with their dates."""
    stances = join((show_stance(stance) for stance in cell.former), AND)
    dates = join((show_date(date) for date in list_dates(cell.changed_from)), AND)
    return join((stances, " (", dates, ")"))


def show_now(cell: Cell, stance: Stance) -> Html:
    """Return a stance held now, with the date by which it was."""
    return join((show_stance(stance), " (", show_date(cell.date_stance(stance)), ")"))

"""What several pages show: stances, marks, dates, links, quotes. Every word that is not ours is escaped in `escape`."""

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.assemble import Library
from generator.dates import Day, Interval, describe_interval
from generator.escape import Html, element, join
from generator.matrix import Cell, Coverage
from generator.model import Article, Basis, Question, Stance, Status, Topic
from generator.quotes import make_id, make_link
from generator.receipts import Evidence
from generator.statements import UNKNOWN_ORIGIN, Report, Statement, sort_key
from generator.words import BASES, MARKS, MONTHS, NO_PUBLISHER, STANCES

SOURCE_ANCHOR = "s-"
"""Prefixes of ids keep what we generate apart from the theme's ids and from DOM properties."""


@dataclass(frozen=True, slots=True)
class Context:
    """The library, and the page that is being rendered."""

    library: Library
    page: str
    """Relative to `briefings/`, with the ending `.md`."""
    report_url: str | None = None
    """Where readers report an error; None: no such links."""

    def link(self, words: object, page: str, anchor: str = "", **attributes: object) -> Html:
        """Return a link to a place on one of our pages."""
        return element("a", words, href=self.href(page, anchor), **attributes)

    def href(self, page: str, anchor: str = "") -> str:
        """Return the address of a place on one of our pages, relative to this page, as it is after the site's build."""
        fragment = f"#{anchor}" if anchor else ""
        if page == self.page and anchor:
            return fragment
        target = posixpath.relpath(page.removesuffix(".md") + ".html", posixpath.dirname(self.page) or ".")
        return target + fragment

    def link_actor(self, actor: str) -> Html:
        """Return an actor's name, linked to its page if it has one."""
        name = self.library.seeds.actors[actor].name
        has_page = any(holder == actor for holder, _ in self.library.cells)
        return self.link(name, actor_page(actor)) if has_page else Html(element("span", name))

    def link_cell(self, cell: Cell, words: object) -> Html:
        """Return a link to a cell in its topic's matrix."""
        return self.link(words, f"{cell.question.split('/')[0]}.md", cell_anchor(cell))

    def find_question(self, reference: str) -> tuple[Topic, Question]:
        """Return the topic and the question that `topic/question` names."""
        topic_id, question_id = reference.split("/")
        topic = self.library.seeds.topics[topic_id]
        return topic, next(question for question in topic.questions if question.id == question_id)


def actor_page(actor: str) -> str:
    """Return the page of an actor."""
    return f"actors/{actor}.md"


def source_page(article: Article) -> str:
    """Return the page that lists an article: that of the month or year in which its date begins."""
    if not article.date or not article.date.first:
        return "sources/undated.md"
    is_year = len(article.date.text.split("/")[0].rstrip("~?%")) == 4
    return f"sources/{article.date.first.year:04}.md" if is_year else f"sources/{article.date.first:%Y-%m}.md"


def cell_anchor(cell: Cell) -> str:
    """Return the id of a cell in its matrix."""
    return make_id("c", cell.actor, cell.question)


def icon(stance: Stance) -> Html:
    """Return a stance's sign, told apart by shape alone; drawn for 16 by 16 units, in the colour of the text."""
    shape = Html("".join(ICONS[stance]))
    return element("svg", shape, class_="b-icon", viewBox="0 0 16 16", width=16, height=16, aria_hidden="true")


RING = '<circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
DISC = '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
STROKE = 'fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
ICONS = {
    Stance.SUPPORT: (DISC, f'<path d="M4.6 8.3 7 10.7l4.5-5" stroke="var(--b-paper)" {STROKE}/>'),
    Stance.OPPOSE: (DISC, f'<path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke="var(--b-paper)" {STROKE}/>'),
    Stance.CONDITIONAL: (
        '<circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 2"/>',
        f'<path d="M4.9 8.3 7.1 10.5l4.1-4.6" stroke="currentColor" {STROKE}/>',
    ),
    Stance.MIXED: (RING, '<path d="M8 1.25a6.75 6.75 0 0 0 0 13.5z" fill="currentColor"/>'),
    Stance.NEUTRAL: (RING, f'<path d="M4.8 8h6.4" stroke="currentColor" {STROKE}/>'),
    Stance.UNDECIDED: (
        RING,
        f'<path d="M6.2 6.2a1.9 1.9 0 1 1 2.6 1.9c-.5.2-.8.5-.8 1.1m0 2v.1" stroke="currentColor" {STROKE}/>',
    ),
    Stance.NO_COMMENT: (RING, f'<path d="M4.9 8h.1m3 0h.1m3 0h.1" stroke="currentColor" {STROKE}/>'),
}


def stance_word(stance: Stance) -> str:
    """Return a stance as readers see it."""
    return STANCES[stance][0]


def show_stance(stance: Stance) -> Html:
    """Return a stance as sign and word."""
    word = element("span", stance_word(stance), class_="b-word")
    return element("span", icon(stance), " ", word, class_=f"b-stance b-stance--{stance}")


def show_date(date: Interval) -> Html:
    """Return a date for readers; one exact day is also there for machines."""
    words = describe_interval(date)
    is_day = date.first is not None and date.first == date.last
    return element("time", words, datetime=date.first) if is_day else element("span", words)


def show_day(day: Day) -> str:
    """Return one day in words."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 report", "3 reports"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def name_source(article: Article, library: Library) -> str:
    """Return the name of an article's publisher, or that it is not named."""
    return str(library.seeds.publishers[article.publisher].name) if article.publisher else NO_PUBLISHER


def list_marks(cell: Cell) -> list[str]:
    """Return the marks that a cell carries, as keys of `MARKS`, gravest first."""
    given = {
        "lost": bool(cell.lost),
        "divided": cell.is_divided,
        "contested": cell.is_contested and not cell.is_divided,
        "changed": cell.changed_from is not None,
        "condition": cell.condition_differs,
        "inferred": cell.is_inferred,
        "second-hand": bool(cell.current) and all(statement.is_second_hand for statement in cell.current),
        "corrected": cell.is_corrected,
        "unchecked": not cell.is_checked,
        "one-origin": len(cell.origins) == 1 and len(cell.articles) > 1,
    }
    return [mark for mark, holds in given.items() if holds]


def show_mark(mark: str, detail: object = None) -> Html:
    """Return a mark as its words, with what it says of this cell."""
    return element("li", element("strong", MARKS[mark][0]), detail, class_=f"b-mark b-mark--{mark}")


def show_marks(cell: Cell) -> Html | None:
    """Return a cell's marks, the change with what it was and when."""
    details: dict[str, object] = {}
    if cell.changed_from:
        was = " and ".join(stance_word(stance).lower() for stance in cell.changed_from.stances)
        details["changed"] = join((": was “", was, "” (", describe_interval(cell.changed_from.date), ")"))
    if cell.lost:
        details["lost"] = f": {count(len(cell.lost), 'report')}"
    if cell.origins == {UNKNOWN_ORIGIN}:
        details["one-origin"] = ": publishers not known"
    marks = list_marks(cell)
    return element("ul", *(show_mark(mark, details.get(mark)) for mark in marks), class_="b-marks") if marks else None


def show_latest_date(statements: Sequence[Statement]) -> Html:
    """Return the date of the latest statement, and how many there are if there are several."""
    latest = show_date(max((statement.date for statement in statements), key=sort_key))
    return latest if len(statements) == 1 else join((latest, f", latest of {len(statements)} statements"))


def describe_coverage(coverage: Coverage) -> str:
    """Return what was read: "5 articles, 14 April to 16 December 2025, from 2 origins"."""
    dates = f", dated {describe_interval(coverage.dates)}" if coverage.articles - coverage.undated else ""
    return f"{count(coverage.articles, 'article')}{dates}, from {count(coverage.origins, 'origin')}"


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


def show_list(items: Iterable[Html], class_: str) -> Html:
    """Return a list."""
    return element("ul", *(element("li", item) for item in items), class_=class_)

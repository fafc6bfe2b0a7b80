"""Pages, anchors and the links between them."""

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.lists import ListedArticle, ListedCell
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.phrases import describe_point
from briefing_desk.messages.words import UNDATED
from briefing_desk.schema.dates import UNKNOWN, Interval
from briefing_desk.schema.model import Article, Question, Topic
from briefing_desk.schema.references import get_topic_id, split_reference
from briefing_desk.web.template_faults import Own
from briefing_desk.web.templates import render_region


def name_month(page: str) -> str:
    """Return what a page of sources is called: "December 2025", "2024", UNDATED."""
    stem = page.removeprefix("sources/").removesuffix(".md")
    return UNDATED if stem == "undated" else describe_point(stem)


SOURCE_ANCHOR = "s-"
"""Prefixes of ids keep what we generate apart from the theme's ids and from DOM properties."""


class Link(NamedTuple):
    """Words, and where they lead."""

    words: str
    href: str = ""
    """Empty where there is no such page."""


class Entry(NamedTuple):
    """An entry of an index: a link, and how much is behind it."""

    name: Link
    size: str


@dataclass(frozen=True, slots=True)
class Context:
    """The library, and the page that is being rendered."""

    library: Library
    page: str
    """Relative to `briefings/`, with the ending `.md`."""
    report_url: str | None = None
    """Where readers report an error; None: no such links."""
    templates: Own = ()
    """The site's own."""

    def render(self, name: str, **view: Any) -> str:
        """Return what a region's template makes of a view."""
        return render_region(self.templates, name, view)

    def link(self, words: str, page: str, anchor: str = "") -> Link:
        """Return a link to a place on one of our pages."""
        return Link(words, self.href(page, anchor))

    def link_article(self, id: str) -> Link:
        """Return the link from an article's title to its entry."""
        return self.link_source(id, self.library.seeds.articles[id])

    def link_source(self, id: str, article: Article | ListedArticle) -> Link:
        """Return the same of an article that is at hand."""
        return Link(article.title, self.href(source_page(article), SOURCE_ANCHOR + id))

    def href(self, page: str, anchor: str = "") -> str:
        """Return the address of a place on one of our pages, relative to this page, as it is after the site's build."""
        fragment = f"#{anchor}" if anchor else ""
        if page == self.page and anchor:
            return fragment
        folder, target = posixpath.dirname(self.page), page.removesuffix(".md") + ".html"
        if folder and target.startswith(f"{folder}/"):
            return target[len(folder) + 1 :] + fragment
        return ("../" if folder else "") + target + fragment

    def link_actor(self, actor: str) -> Link:
        """Return an actor's name, linked to its page if it has one."""
        name = self.library.seeds.actors[actor].name
        return self.link(name, actor_page(actor)) if actor in self.library.holders else Link(name)

    def link_cell(self, cell: Cell | ListedCell, words: str) -> Link:
        """Return a link to a cell in its topic's matrix; where that has no room for all, to its evidence."""
        if get_topic_id(cell.question) in self.library.cut:
            return self.link_evidence(cell, words)
        return self.link(words, f"{get_topic_id(cell.question)}.md", cell_anchor(cell))

    def link_evidence(self, cell: Cell | ListedCell, words: str) -> Link:
        """Return a link to the evidence for a cell: who says so, and in which words."""
        return self.link(words, evidence_page(self.library, cell.question), evidence_anchor(cell))

    def link_report(self, report: Report, words: str) -> Link:
        """Return a link to one report of a position, with its quotes."""
        return self.link(words, evidence_page(self.library, report.position.question), report.id)

    def link_question(self, reference: str, words: str = "") -> Link:
        """Return a link to all evidence on a question, by its label or in other words."""
        question = self.find_question(reference)[1]
        return self.link(words or question.label, evidence_page(self.library, reference), question_anchor(question))

    def find_question(self, reference: str) -> tuple[Topic, Question]:
        """Return the topic and the question that `topic/question` names."""
        return self.library.questions[reference]


def actor_page(actor: str) -> str:
    """Return the page of an actor."""
    return f"actors/{actor}.md"


def question_page(reference: str) -> str:
    """Return the page of a question of which too much is told for its topic's."""
    return f"questions/{'--'.join(split_reference(reference))}.md"


def evidence_page(library: Library, reference: str) -> str:
    """Return the page with the evidence on a question: its topic's, or its own."""
    topic = get_topic_id(reference)
    return question_page(reference) if topic in library.split else f"{topic}.md"


def year_page(year: int) -> str:
    """Return the page of a year of record that is not the newest."""
    return f"changes/{year}.md"


def source_page(article: Article | ListedArticle) -> str:
    """Return the page that lists an article: that of the month or year in which its date begins."""
    return find_month(article.date or UNKNOWN)


@lru_cache(maxsize=4096)
def find_month(date: Interval) -> str:
    """Return the page that lists the articles of a date; all links to evidence ask for it."""
    if not date.first:
        return "sources/undated.md"
    first, is_year = date.first, len(date.text.split("/")[0].rstrip("~?%")) == 4
    return f"sources/{first.year:04}.md" if is_year else f"sources/{first.year:04}-{first.month:02}.md"


def question_anchor(question: Question) -> str:
    """Return the id of a question's evidence on its topic's page."""
    return f"b-question-{question.id}"


def cell_anchor(cell: Cell | ListedCell) -> str:
    """Return the id of a cell in its matrix."""
    return cell.id


def matrix_anchor(topic: str) -> str:
    """Return the id of what names a topic's matrix."""
    return f"b-matrix-{topic}"


def evidence_anchor(cell: Cell | ListedCell) -> str:
    """Return the id of the evidence for a cell."""
    return f"b-evidence-{cell_anchor(cell)}"

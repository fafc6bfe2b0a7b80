"""The page of one topic: its parts, in the order in which a reader needs them."""

from briefing_desk.analysis.cells import measure_coverage
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import describe_interval
from briefing_desk.messages.words import (
    GLANCE,
    MARKED_SOURCES,
    NEWEST_EVIDENCE,
    NO_ARTICLES_ON_TOPIC,
    NO_CHANGES_ON_TOPIC,
    NO_DATE,
    NO_STATEMENT,
    NO_STATEMENT_MEANING,
    NONE_YET,
    SILENCE_MEANS,
    WHAT_WAS_READ,
)
from briefing_desk.web.escape import element, fill, join, make_block
from briefing_desk.web.figures import list_marked, show_change
from briefing_desk.web.links import SOURCE_ANCHOR, source_page
from briefing_desk.web.parts import describe_coverage, name_source, show_date, show_list
from briefing_desk.web.views import TopicView


def render_glance(view: TopicView) -> str:
    """Return the key figures of the topic and the ground on which they stand."""
    seeds = view.context.library.seeds
    newest = find_newest(view.reports)
    rows: list[tuple[str, object]] = [
        (NEWEST_EVIDENCE, describe_interval(newest) if newest else NONE_YET),
        (GLANCE["coverage"], describe_coverage(measure_coverage(seeds, view.articles))),
        (GLANCE["actors"], str(len(view.actors))),
        (GLANCE["changed"], count_cells(view, "changed")),
        (GLANCE["contested"], str(sum(cell.is_contested for cell in view.cells.values()))),
    ]
    if marked := list_marked(view.context, view.articles):
        rows.append((MARKED_SOURCES, marked))
    figures = [element("div", element("dt", term), element("dd", value)) for term, value in rows]
    read = view.context.link(WHAT_WAS_READ, "method.md")
    ground = fill(SILENCE_MEANS, words=NO_STATEMENT, meaning=NO_STATEMENT_MEANING, read=read)
    return make_block(element("dl", *figures, class_="b-glance"), element("p", ground, class_="b-ground"))


def count_cells(view: TopicView, mark: str) -> str:
    """Return how many cells carry a mark."""
    return str(sum(mark in cell.marks for cell in view.cells.values()))


def render_changes(view: TopicView) -> str:
    """Return every change of position on the topic, newest first."""
    changed = [cell for cell in view.cells.values() if cell.changed_from]
    if not changed:
        words = NO_CHANGES_ON_TOPIC
        return make_block(element("p", words, class_="b-nothing"))
    changed.sort(key=lambda cell: (cell.current[-1].rank, cell.actor, cell.question), reverse=True)
    return make_block(show_list((show_change(view.context, cell) for cell in changed), "b-changes"))


def render_sources(view: TopicView) -> str:
    """Return the articles that speak on the topic."""
    articles = view.context.library.seeds.articles
    items = []
    for id in view.articles:
        article = articles[id]
        link = view.context.link(element("bdi", article.title), source_page(article), SOURCE_ANCHOR + id)
        date = show_date(article.date) if article.date else NO_DATE
        items.append(join((link, name_source(article, view.context.library), date), ", "))
    if not items:
        return make_block(element("p", NO_ARTICLES_ON_TOPIC, class_="b-nothing"))
    return make_block(show_list(items, "b-sources"))

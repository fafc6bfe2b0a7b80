"""The pages about the whole site: home, changes, method."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell, find_newest_day
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import count, describe_interval, show_day
from briefing_desk.messages.words import (
    ALL_CHANGES,
    LATEST_SHOWN,
    MARKS,
    N_CHANGED,
    N_CONTESTED,
    NEWEST,
    NO_CHANGES,
    ONE_ORIGIN_LINK,
    READ,
    READ_NEWEST,
    READ_TAKEN_IN,
    put_inside,
)
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Limits, Stance, Status
from briefing_desk.web.figures import view_change, view_correction
from briefing_desk.web.links import Context, Entry, Link, question_anchor
from briefing_desk.web.parts import ONE_ORIGIN_ANCHOR, describe_coverage

LATEST = 8
"""How many changes the home page shows."""


class Card(NamedTuple):
    """What the home page says of a topic."""

    title: Link
    summary: str
    questions: list[Link]
    """Each leads to its evidence."""
    flags: list[str]
    """What stands out."""
    facts: list[str]
    newest: str


class Contested(NamedTuple):
    """A cell with the stances that stand against each other."""

    actor: Link
    question: Link
    mark: str
    stances: tuple[Stance, ...]


class RecordDay(NamedTuple):
    """A day of record: the articles taken in on it."""

    day: Day
    words: str
    entries: list[Entry]


def list_topics(context: Context) -> list[str]:
    """Return the topics: first those with most that is contested, then changed, then new; else by title."""
    topics = context.library.seeds.topics

    def rank(id: str) -> tuple[int, int, int, str]:
        cells = context.library.by_topic.get(id, {}).values()
        newest = find_newest(report for cell in cells for report in cell.all_reports)
        contested = sum(cell.is_contested for cell in cells)
        changed = sum(bool(cell.changed_from) for cell in cells)
        day = newest.first.toordinal() if newest and newest.first else 0
        return -contested, -changed, -day, topics[id].title.casefold()

    return sorted(sorted(topics), key=rank)


def render_topics(context: Context) -> str:
    """Return a card for each topic: what it is about, how much is on record, what stands out."""
    return context.render("topics", topics=[view_card(context, id) for id in list_topics(context)])


def view_card(context: Context, id: str) -> Card:
    """Return the card of one topic."""
    topic = context.library.seeds.topics[id]
    cells = context.library.by_topic.get(id, {}).values()
    articles = {report.article_id for cell in cells for report in cell.all_reports}
    changed = sum("changed" in cell.marks for cell in cells)
    contested = sum(cell.is_contested for cell in cells)
    newest = find_newest(report for cell in cells for report in cell.all_reports)
    return Card(
        context.link(topic.title, f"{id}.md"),
        topic.summary,
        [context.link(found.label, f"{id}.md", question_anchor(found)) for found in topic.questions],
        [N_CONTESTED.format(number=contested)] * bool(contested) + [N_CHANGED.format(number=changed)] * bool(changed),
        [
            count(len(topic.questions), "question"),
            count(len({cell.actor for cell in cells}), "actor"),
            count(len(articles), "article"),
        ],
        NEWEST.format(date=describe_interval(newest)) if newest else "",
    )


def render_coverage(context: Context) -> str:
    """Return what was read for the site, and how fresh it is."""
    seeds = context.library.seeds
    words = READ.format(coverage=describe_coverage(context.library.coverage))
    newest = find_newest(report for reports in context.library.reports.values() for report in reports)
    fresh = READ_NEWEST.format(date=describe_interval(newest)) if newest else ""
    fresh += READ_TAKEN_IN.format(day=show_day(find_newest_day(seeds))) if seeds.articles else ""
    single = context.link(ONE_ORIGIN_LINK, "sources/index.md", ONE_ORIGIN_ANCHOR)
    return context.render("coverage", said=words + fresh, single=single if seeds.articles else None)


def list_changed(context: Context) -> list[Cell]:
    """Return the cells with a change of position, newest first."""
    changed = [cell for cell in context.library.cells.values() if cell.changed_from]
    return sorted(changed, key=lambda cell: (cell.current[-1].rank, cell.actor, cell.question), reverse=True)


def render_latest(context: Context) -> str:
    """Return the newest changes of position."""
    changed = list_changed(context)
    changes = [view_change(context, cell) for cell in changed[:LATEST]]
    shown = LATEST_SHOWN.format(shown=LATEST, changes=count(len(changed), "change"))
    all = context.link(ALL_CHANGES, "changes.md") if len(changed) > LATEST else None
    return context.render("changes", changes=changes, otherwise=NO_CHANGES, shown=shown, all=all)


def render_contested(context: Context) -> str:
    """Return the cells on which the articles, or the actor's own speakers, differ."""
    cells = [view_contested(context, cell) for cell in context.library.cells.values() if cell.is_contested]
    return context.render("contested", cells=cells)


def view_contested(context: Context, cell: Cell) -> Contested:
    """Return one contested cell."""
    question = context.find_question(cell.question)[1]
    mark = put_inside(MARKS["divided" if cell.is_divided else "contested"][0])
    return Contested(context.link_actor(cell.actor), context.link_cell(cell, question.label), mark, cell.stances)


def render_changes(context: Context) -> str:
    """Return every change of position on record."""
    changes = [view_change(context, cell) for cell in list_changed(context)]
    return context.render("changes", changes=changes, otherwise=NO_CHANGES, all=None)


def render_additions(context: Context) -> str:
    """Return what each day of record brought: the articles taken in, and the positions they report."""
    articles = context.library.seeds.articles
    by_day: dict[Day, list[str]] = {}
    for id in sorted(articles):
        by_day.setdefault(articles[id].retrieved, []).append(id)
    days = [view_day(context, day, by_day[day]) for day in sorted(by_day, reverse=True)]
    return context.render("additions", days=days)


def view_day(context: Context, day: Day, ids: Iterable[str]) -> RecordDay:
    """Return one day's articles."""
    reports = context.library.reports
    entries = [Entry(context.link_article(id), count(len(reports.get(id, ())), "position")) for id in ids]
    return RecordDay(day, show_day(day), entries)


def render_corrections(context: Context) -> str:
    """Return the articles that were corrected or withdrawn, newest first."""
    articles = context.library.seeds.articles
    marked = [(id, a) for id, a in articles.items() if a.status is not Status.USABLE and a.correction]
    marked.sort(key=lambda pair: (pair[1].correction.date if pair[1].correction else Day.min, pair[0]), reverse=True)
    return context.render("corrections", articles=[(context.link_article(id), view_correction(a)) for id, a in marked])


def render_thresholds(context: Context, limits: Limits) -> str:
    """Return the numbers that the checks hold."""
    return context.render("thresholds", max_quote_words=limits.max_quote_words, max_share=limits.max_share)


def render_vocabulary(context: Context) -> str:
    """Return the words of the coding: each stance, basis and mark with its meaning."""
    return context.render("vocabulary")

"""What a feed tells: changes of positions, and articles corrected or withdrawn. One model for every format.

A feed is one document with the newest entries, and one for each earlier year (RFC 5005, archived feeds). Each entry
stands in one of them, by the year in which it was published: an archive changes only when something of its year does.
Only where the feed itself would hold more than `MOST` do the newest stand in two.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.identity import Ids, list_first_ids
from briefing_desk.analysis.position_changes import PositionChange, list_position_changes
from briefing_desk.analysis.statements import Report, Statement, list_conditions, list_stances
from briefing_desk.messages.phrases import choose, find_direction, join_all, show_day, tell_language
from briefing_desk.messages.words import (
    CORRECTED,
    CORRECTIONS,
    FEED_ALONE,
    FEED_CHANGE,
    FEED_CHANGE_TOLD,
    FEED_SHOWN,
    LIST,
    LIST_APART,
    NAMED,
    ON_CONDITION,
    PLACE,
    QUOTED,
    REMARKED,
    WHO_ON_WHAT,
    put_inside,
)
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article
from briefing_desk.schema.references import find_question, get_topic_id
from briefing_desk.web.escape import Html, element, fill, join
from briefing_desk.web.figures import say_translation
from briefing_desk.web.json_text import Json, make_urn
from briefing_desk.web.links import cell_anchor
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.parts import name_source, say_article_date, say_when
from briefing_desk.web.signs import stance_word

ENOUGH, MOST = 50, 100
"""Entries of a feed itself: whole years until there are so many; and never more than so many."""
ARCHIVE = re.compile(r"feed\.\d{4}\.(?:json|xml)")
"""The archives of the whole site's feed, which stand beside the pages."""
News = tuple[list[PositionChange], list[str]]
"""Changes of positions, newest first, and articles that were corrected or withdrawn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed."""

    id: str
    """A URN that stays the same whatever else changes, other ids too."""
    title: str
    address: str
    content: str
    """In HTML."""
    published: Day
    updated: Day
    topics: tuple[str, ...]
    facts: Json
    """The same for programs, with the ids of the pages."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is about, and where it is found."""

    stem: str
    """Its path without the ending."""
    title: str
    page: str
    """The page of ours that it follows."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a feed: the feed itself, which holds the newest entries, or the archive of a year."""

    feed: Feed
    entries: tuple[Entry, ...]
    year: int | None = None
    """None: the feed itself."""
    older: int | None = None
    """The year of the next older archive, if there is one."""
    newer: int | None = None
    """The year of the next newer archive, if there is one."""

    @property
    def stem(self) -> str:
        """Its path without the ending."""
        return self.locate(self.year)

    def locate(self, year: int | None) -> str:
        """Return the path, without the ending, of a document of the same feed; no id has a full stop in it."""
        return f"{self.feed.stem}.{year}" if year else self.feed.stem


def list_entries(outlet: Outlet, news: News) -> list[Entry]:
    """Return all entries of a feed, newest first."""
    shifts, articles = news
    ids = list_first_ids(outlet.library.seeds)
    found = [describe_position_change(outlet, shift, ids) for shift in shifts]
    found += [describe_correction(outlet, id, outlet.library.seeds.articles[id], ids) for id in articles]
    return sort_entries(found)


def sort_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries, newest first."""
    return sorted(entries, key=lambda entry: (entry.published, entry.updated, entry.id), reverse=True)


def split_feed(feed: Feed, entries: Sequence[Entry]) -> list[Part]:
    """Return the documents of a feed, newest first, given its entries, newest first."""
    newest: list[Entry] = []
    archived: list[tuple[int | None, list[Entry]]] = []
    for year, group in groupby(entries, key=lambda entry: entry.published.year):
        found = list(group)
        if archived or len(newest) >= ENOUGH:
            archived.append((year, found))
            continue
        newest += found
        if len(newest) > MOST:
            archived.append((year, found))
    documents = [(None, newest[:MOST]), *archived]
    years = [None, *(year for year, _ in documents), None]
    return [
        Part(feed, tuple(told), year, older=years[index + 2], newer=years[index])
        for index, (year, told) in enumerate(documents)
    ]


def describe_position_change(outlet: Outlet, shift: PositionChange, ids: Ids) -> Entry:
    """Return the entry of a change: who, on what, from what, to what, on which evidence."""
    cell, seeds, id = shift.cell, outlet.library.seeds, ids.name_shift(shift)
    actor = seeds.actors[cell.actor].name
    topic, question = find_question(seeds.topics, cell.question)
    label = question.label
    old, new = say_stances(shift.before), say_stances(shift.after)
    told = fill(
        FEED_CHANGE_TOLD,
        actor=actor,
        question=label,
        before=say_side(shift.before),
        after=say_side(shift.after),
    )
    return Entry(
        make_urn("shift", id),
        FEED_CHANGE.format(actor=actor, question=label, before=old, after=new),
        outlet.locate_cell(cell),
        join((element("p", told), show_evidence(outlet, shift))),
        shift.recorded,
        shift.updated,
        (str(topic.title),),
        {
            "change": id,
            "cell": cell_anchor(cell),
            "actor": cell.actor,
            "question": cell.question,
            "from": list(list_stances(shift.before)),
            "to": list(list_stances(shift.after)),
            "evidence": [report.id for report in shift.reports],
        },
    )


def say_stances(statements: Iterable[Statement]) -> str:
    """Return stances in words."""
    return join_all(put_inside(stance_word(stance)) for stance in list_stances(statements))


def say_side(statements: Iterable[Statement]) -> str:
    """Return what was held, on which condition, and when."""
    known = tuple(statements)
    conditions, stances = LIST_APART.join(list_conditions(known).values()), say_stances(known)
    held = ON_CONDITION.format(stance=stances, condition=conditions) if conditions else stances
    return REMARKED.format(words=held, remark=say_when(known))


def show_evidence(outlet: Outlet, shift: PositionChange) -> Html:
    """Return the newest quote with its source, and how many reports there are: all of them stand where it leads."""
    report = shift.reports[0]
    quote, article = report.quotes[0], report.article
    source = element("a", article.title, href=outlet.locate_report(report))
    words = QUOTED.format(words=quote.text) if quote.is_direct else quote.text
    place = fill(PLACE, title=source, publisher=name_source(article, outlet.library), date=say_article_date(article))
    cited = join((place, put_inside(CORRECTIONS.get(article.status, "")), tell_language(article.language)), LIST)
    shown = choose(FEED_SHOWN, len(shift.reports)) if len(shift.reports) > 1 else FEED_ALONE
    quoted = element("blockquote", words, lang=article.language, dir=find_direction(article.language))
    translation = element("p", said) if (said := say_translation(quote)) else None
    return join((quoted, translation, element("p", fill(REMARKED, words=cited, remark=shown))))


def describe_correction(outlet: Outlet, id: str, article: Article, ids: Ids) -> Entry:
    """Return the entry of an article that was corrected or withdrawn: when, why, and which cells rest on it."""
    note = article.correction
    assert note
    reports = outlet.library.reports.get(id, ())
    source = element("a", article.title, href=outlet.locate_article(id))
    mark = CORRECTIONS[article.status]
    what = fill(CORRECTED, status=element("strong", mark), day=show_day(note.date), note=note.note)
    told = fill(REMARKED, words=what, remark=source)
    items = [element("li", element("a", name_cell(outlet, r), href=outlet.locate_report(r))) for r in reports]
    return Entry(
        make_urn("correction", ids.find("article", id), article.status, str(note.date)),
        NAMED.format(name=mark, value=article.title),
        outlet.locate_article(id),
        join((element("p", told), element("ul", *items) if items else None)),
        note.date,
        note.date,
        name_topics(outlet, reports),
        {
            "article": id,
            "status": str(article.status),
            "cells": sorted({f"{report.actor} {report.position.question}" for report in reports}),
            "evidence": [report.id for report in reports],
        },
    )


def name_topics(outlet: Outlet, reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the titles of the topics that reports belong to, each once."""
    ids = dict.fromkeys(get_topic_id(report.position.question) for report in reports)
    return tuple(str(outlet.library.seeds.topics[id].title) for id in ids)


def name_cell(outlet: Outlet, report: Report) -> str:
    """Return who and on what, in words."""
    seeds = outlet.library.seeds
    _, question = find_question(seeds.topics, report.position.question)
    return WHO_ON_WHAT.format(actor=seeds.actors[report.actor].name, question=question.label)


def name_feed(outlet: Outlet, stem: str) -> str:
    """Return the id of a feed, which stays when its topic or actor is renamed; its archives have the same."""
    folder, _, id = stem.rpartition("/")
    kinds = {"feeds/topics": "topic", "feeds/actors": "actor"}
    first = list_first_ids(outlet.library.seeds).find(kinds[folder], id) if folder in kinds else id
    ending = outlet.path.rpartition(".")[2]
    return make_urn("feed", outlet.settings.site_name, f"{folder}/{first}.{ending}".lstrip("/"))


def find_news_of(cells: Collection[Cell]) -> News:
    """Return what of the news is about some cells: their changes, and the articles behind them that were corrected."""
    marked = {report.article_id for cell in cells for report in cell.all_reports if report.article.correction}
    return list_position_changes(cells), sorted(marked)

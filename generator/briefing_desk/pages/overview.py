"""The pages about the whole site: home, changes, method."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing_desk.analysis.cells import Cell, find_newest_day
from briefing_desk.analysis.reliability import Measure, Reliability
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import choose, count, show_day, show_interval, show_number, show_share
from briefing_desk.messages.words import (
    ALL_CHANGES,
    ALL_YEARS,
    AND_MORE,
    FIRST_AND_SECOND,
    LATEST_SHOWN,
    MARKS,
    N_CHANGED,
    N_CONTESTED,
    NEWEST,
    NO_ARTICLES,
    NO_ARTICLES_IN,
    NO_CHANGES,
    NO_CHANGES_IN,
    NO_CORRECTIONS,
    NO_CORRECTIONS_IN,
    NOTHING_COMPARED,
    ONE_ORIGIN_LINK,
    PROPOSED,
    READ,
    READ_INFERRED,
    READ_NEWEST,
    READ_TAKEN_IN,
    RECORDED_IN,
    RELIABILITY,
    SAME_OF,
    WITH_ALPHA,
    find_plural,
    put_inside,
)
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Limits, Stance
from briefing_desk.schema.references import make_reference
from briefing_desk.web.figures import view_change, view_correction
from briefing_desk.web.links import Context, Entry, Link, year_page
from briefing_desk.web.parts import ONE_ORIGIN_ANCHOR, show_coverage
from briefing_desk.web.views import YearView

LATEST = 8
"""How many changes the home page shows."""
NAMED = 8
"""How many actors are named for each stance on a question, in a list of all questions."""


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


class Side(NamedTuple):
    """Those who take one stance on a question."""

    stance: Stance
    actors: list[Link]
    """Each leads to its cell."""
    more: int
    """How many are not named."""
    sentence: str
    """In which the names stand with that number."""


class Asked(NamedTuple):
    """A question with who stands where."""

    question: Link
    """Leads to its evidence."""
    proposition: str
    sides: list[Side]


class Subject(NamedTuple):
    """A topic with all its questions."""

    title: Link
    summary: str
    questions: list[Asked]


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


def render_topics(context: Context) -> str:
    """Return a card for each topic: what it is about, how much is on record, what stands out."""
    return context.render("topics", topics=[view_card(context, id) for id in context.library.seeds.topics])


def view_card(context: Context, id: str) -> Card:
    """Return the card of one topic."""
    topic = context.library.seeds.topics[id]
    cells = context.library.by_topic.get(id, {}).values()
    articles = {report.article_id for cell in cells for report in cell.all_reports}
    changed = sum(bool(cell.changed_from) for cell in cells)
    contested = sum(cell.is_contested for cell in cells)
    newest = find_newest(report for cell in cells for report in cell.all_reports)
    return Card(
        context.link(topic.title, f"{id}.md"),
        topic.summary,
        [context.link_question(make_reference(id, found.id)) for found in topic.questions],
        [choose(forms, number) for forms, number in ((N_CONTESTED, contested), (N_CHANGED, changed)) if number],
        [
            count(len(topic.questions), "question"),
            count(len({cell.actor for cell in cells}), "actor"),
            count(len(articles), "article"),
        ],
        NEWEST.format(date=show_interval(newest)) if newest else "",
    )


def render_questions(context: Context) -> str:
    """Return every question by topic, with who takes which stance on it."""
    library = context.library
    topics = []
    for id, topic in library.seeds.topics.items():
        cells = defaultdict(list)
        for cell in library.by_topic.get(id, {}).values():
            cells[cell.question].append(cell)
        asked = [
            Asked(
                context.link_question(make_reference(id, question.id)),
                question.proposition,
                list_sides(context, cells[make_reference(id, question.id)]),
            )
            for question in topic.questions
        ]
        topics.append(Subject(context.link(topic.title, f"{id}.md"), topic.summary, asked))
    return context.render("questions", topics=topics)


def list_sides(context: Context, cells: Sequence[Cell]) -> list[Side]:
    """Return who takes each stance on a question: those with most reports first, a few of them by name."""
    sides = []
    for stance in Stance:
        holding = [cell for cell in cells if stance in cell.stances]
        holding.sort(key=lambda cell: (-len(cell.all_reports), cell.actor))
        names = [context.link_cell(cell, context.library.seeds.actors[cell.actor].name) for cell in holding[:NAMED]]
        if names:
            more = len(holding) - len(names)
            sides.append(Side(stance, names, more, AND_MORE[find_plural(more)]))
    return sides


def render_coverage(context: Context) -> str:
    """Return what was read for the site, and how fresh it is."""
    seeds = context.library.seeds
    coverage = context.library.coverage
    said = [READ.format(coverage=show_coverage(coverage))]
    if coverage.inferred:
        said.append(choose(READ_INFERRED, coverage.inferred, articles=count(coverage.articles, "article")))
    newest = context.library.newest
    if newest:
        said.append(READ_NEWEST.format(date=show_interval(newest)))
    if seeds.articles:
        said.append(READ_TAKEN_IN.format(day=show_day(find_newest_day(seeds))))
    single = context.link(ONE_ORIGIN_LINK, "sources/index.md", ONE_ORIGIN_ANCHOR)
    return context.render("coverage", said=" ".join(said), single=single if seeds.articles else None)


def render_latest(context: Context) -> str:
    """Return the newest changes of position."""
    changed = context.library.changed
    changes = [view_change(context, cell) for cell in changed[:LATEST]]
    shown = LATEST_SHOWN.format(shown=LATEST, changes=count(len(changed), "change"))
    all = context.link(ALL_CHANGES, "changes.md") if len(changed) > LATEST else None
    return context.render(
        "changes", changes=changes, otherwise=NO_CHANGES, shown=shown, all=all, years=(), is_year=False
    )


def render_contested(context: Context) -> str:
    """Return the cells on which the articles, or the actor's own speakers, differ."""
    cells = [view_contested(context, cell) for cell in context.library.cells.values() if cell.is_contested]
    return context.render("contested", cells=cells)


def view_contested(context: Context, cell: Cell) -> Contested:
    """Return one contested cell."""
    question = context.find_question(cell.question)[1]
    mark = put_inside(MARKS["divided" if cell.is_divided else "contested"][0])
    return Contested(context.link_actor(cell.actor), context.link_cell(cell, question.label), mark, cell.stances)


def render_changes(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the changes of position of one year of record, and where those of other years are."""
    is_one = view is not None and is_one_of_many(context, older)
    return context.render(
        "changes",
        changes=[view_change(context, cell) for cell in (view.changes if view else ())],
        otherwise=say_nothing(context, view, older, NO_CHANGES, NO_CHANGES_IN),
        shown=RECORDED_IN.format(year=view.year) if view and is_one else "",
        all=context.link(ALL_YEARS, "changes.md") if is_one and not older else None,
        years=[context.link(str(year), year_page(year)) for year in older] if is_one else (),
        is_year=True,
    )


def is_one_of_many(context: Context, older: Sequence[int]) -> bool:
    """Say whether a page shows one year among others: an old one, or the newest where there are `older` ones."""
    return context.page != "changes.md" or bool(older)


def say_nothing(context: Context, view: YearView | None, older: Sequence[int], ever: str, in_year: str) -> str:
    """Return that there is nothing to list: ever, or in a year among others."""
    return in_year.format(year=view.year) if view and is_one_of_many(context, older) else ever


def render_additions(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return what each day of record of a year brought: the articles taken in, and the positions they report."""
    articles = context.library.seeds.articles
    by_day: dict[Day, list[str]] = {}
    for id in view.additions if view else ():
        by_day.setdefault(articles[id].retrieved, []).append(id)
    days = [view_day(context, day, by_day[day]) for day in sorted(by_day, reverse=True)]
    otherwise = say_nothing(context, view, older, NO_ARTICLES, NO_ARTICLES_IN)
    return context.render("additions", days=days, otherwise=otherwise)


def view_day(context: Context, day: Day, ids: Iterable[str]) -> RecordDay:
    """Return one day's articles."""
    reports = context.library.reports
    entries = [Entry(context.link_article(id), count(len(reports.get(id, ())), "position")) for id in ids]
    return RecordDay(day, show_day(day), entries)


def render_corrections(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the articles that were corrected or withdrawn in a year, newest first."""
    articles = context.library.seeds.articles
    marked = [(context.link_article(id), view_correction(articles[id])) for id in (view.corrections if view else ())]
    otherwise = say_nothing(context, view, older, NO_CORRECTIONS, NO_CORRECTIONS_IN)
    return context.render("corrections", articles=marked, otherwise=otherwise)


def render_thresholds(context: Context, limits: Limits) -> str:
    """Return the numbers that the checks hold."""
    return context.render(
        "thresholds", max_quote=count(limits.max_quote_words, "word"), max_share=show_share(limits.max_share)
    )


def render_vocabulary(context: Context) -> str:
    """Return the words of the coding: each stance, basis and mark with its meaning."""
    return context.render("vocabulary")


def render_reliability(context: Context) -> str:
    """Return how far each second coder agrees with the first."""
    found = context.library.reliability.values()
    return context.render(
        "reliability", coders=[view_reliability(one) for one in found], proposed=list(view_proposed(context))
    )


def view_proposed(context: Context) -> Iterator[tuple[str, str]]:
    """Yield how many positions came from a language model's check, if any did, and from which models."""
    articles = context.library.seeds.articles.values()
    positions = [position for article in articles for position in article.positions]
    models = [str(position.proposed_by) for position in positions if position.proposed_by]
    if models:
        named = ", ".join(sorted(set(models)))
        yield PROPOSED["name"], PROPOSED["count"].format(number=len(models), total=len(positions), models=named)


def view_reliability(found: Reliability) -> list[tuple[str, str]]:
    """Return what is told of one second coder, each number with its name."""
    told = {
        "articles": str(found.articles),
        "both": str(found.both),
        "only": FIRST_AND_SECOND.format(first=len(found.first_only), second=len(found.second_only)),
        "stance": say_measure(found.stance),
        "with_none": say_measure(found.with_none),
        "basis": say_measure(found.basis),
        "according_to": say_measure(found.according_to),
    }
    return [(name, told[key]) for key, name in RELIABILITY.items()]


def say_measure(found: Measure) -> str:
    """Return how often two coders say the same, with alpha where more than one value was given."""
    if not found.number:
        return NOTHING_COMPARED
    same = SAME_OF.format(same=found.same, number=found.number, share=show_share(found.same / found.number))
    return same if found.alpha is None else WITH_ALPHA.format(same=same, alpha=show_number(found.alpha, 2))

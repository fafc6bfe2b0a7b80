"""The pages about the whole site: home, changes, method."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing_desk.analysis.lists import ListedArticle, ListedCell, TopicPart, Whole
from briefing_desk.analysis.order import span
from briefing_desk.analysis.reliability import Measure, Reliability
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
from briefing_desk.web.views import SiteView, YearView

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


def render_topics(view: SiteView) -> str:
    """Return a card for each topic: what it is about, how much is on record, what stands out."""
    topics = [view_card(view.context, id, part) for id, part in view.whole.topics.items()]
    return view.context.render("topics", topics=topics)


def view_card(context: Context, id: str, part: TopicPart) -> Card:
    """Return the card of one topic."""
    topic = context.library.seeds.topics[id]
    changed, contested = len(part.changes), sum(map(is_contested, part.cells))
    return Card(
        context.link(topic.title, f"{id}.md"),
        topic.summary,
        [context.link_question(make_reference(id, found.id)) for found in topic.questions],
        [choose(forms, number) for forms, number in ((N_CONTESTED, contested), (N_CHANGED, changed)) if number],
        [
            count(len(topic.questions), "question"),
            count(len({cell.actor for cell in part.cells}), "actor"),
            count(part.articles, "article"),
        ],
        NEWEST.format(date=show_interval(span(part.newest))) if part.newest else "",
    )


def is_contested(cell: ListedCell) -> bool:
    """Say whether the articles, or the actor's own speakers, differ on a cell."""
    return "divided" in cell.marks or "contested" in cell.marks


def render_questions(view: SiteView) -> str:
    """Return every question by topic, with who takes which stance on it."""
    context, topics = view.context, []
    for id, part in view.whole.topics.items():
        topic, cells = context.library.seeds.topics[id], defaultdict(list)
        for cell in part.cells:
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


def list_sides(context: Context, cells: Sequence[ListedCell]) -> list[Side]:
    """Return who takes each stance on a question: those with most reports first, a few of them by name."""
    sides = []
    for stance in Stance:
        holding = [cell for cell in cells if stance in cell.stances]
        holding.sort(key=lambda cell: (-cell.reports, cell.actor))
        names = [context.link_cell(cell, context.library.seeds.actors[cell.actor].name) for cell in holding[:NAMED]]
        if names:
            more = len(holding) - len(names)
            sides.append(Side(stance, names, more, AND_MORE[find_plural(more)]))
    return sides


def render_coverage(view: SiteView) -> str:
    """Return what was read for the site, and how fresh it is."""
    context, whole, coverage = view.context, view.whole, view.whole.coverage
    said = [READ.format(coverage=show_coverage(coverage))]
    if coverage.inferred:
        said.append(choose(READ_INFERRED, coverage.inferred, articles=count(coverage.articles, "article")))
    if whole.newest:
        said.append(READ_NEWEST.format(date=show_interval(whole.newest)))
    if whole.articles:
        said.append(READ_TAKEN_IN.format(day=show_day(whole.newest_day)))
    single = context.link(ONE_ORIGIN_LINK, "sources/index.md", ONE_ORIGIN_ANCHOR)
    return context.render("coverage", said=" ".join(said), single=single if whole.articles else None)


def render_latest(view: SiteView) -> str:
    """Return the newest changes of position."""
    context, changed = view.context, view.whole.changes
    changes = [view_change(context, change) for change in changed[:LATEST]]
    shown = LATEST_SHOWN.format(shown=LATEST, changes=count(len(changed), "change"))
    all = context.link(ALL_CHANGES, "changes.md") if len(changed) > LATEST else None
    return context.render(
        "changes", changes=changes, otherwise=NO_CHANGES, shown=shown, all=all, years=(), is_year=False
    )


def render_contested(view: SiteView) -> str:
    """Return the cells on which the articles, or the actor's own speakers, differ."""
    cells = [view_contested(view.context, cell) for cell in view.whole.cells if is_contested(cell)]
    return view.context.render("contested", cells=cells)


def view_contested(context: Context, cell: ListedCell) -> Contested:
    """Return one contested cell."""
    question = context.find_question(cell.question)[1]
    mark = put_inside(MARKS["divided" if "divided" in cell.marks else "contested"][0])
    return Contested(context.link_actor(cell.actor), context.link_cell(cell, question.label), mark, cell.stances)


def render_changes(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the changes of position of one year of record, and where those of other years are."""
    is_one = view is not None and is_one_of_many(context, older)
    return context.render(
        "changes",
        changes=[view_change(context, change) for change in (view.changes if view else ())],
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
    by_day: dict[Day, list[ListedArticle]] = {}
    for article in view.additions if view else ():
        by_day.setdefault(article.retrieved, []).append(article)
    days = [view_day(context, day, by_day[day]) for day in sorted(by_day, reverse=True)]
    otherwise = say_nothing(context, view, older, NO_ARTICLES, NO_ARTICLES_IN)
    return context.render("additions", days=days, otherwise=otherwise)


def view_day(context: Context, day: Day, articles: Iterable[ListedArticle]) -> RecordDay:
    """Return one day's articles."""
    entries = [Entry(context.link_source(one.id, one), count(one.reports, "position")) for one in articles]
    return RecordDay(day, show_day(day), entries)


def render_corrections(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the articles that were corrected or withdrawn in a year, newest first."""
    found = view.corrections if view else ()
    marked = [(context.link_source(article.id, article), view_correction(article)) for article in found]
    otherwise = say_nothing(context, view, older, NO_CORRECTIONS, NO_CORRECTIONS_IN)
    return context.render("corrections", articles=marked, otherwise=otherwise)


def render_thresholds(view: SiteView, limits: Limits) -> str:
    """Return the numbers that the checks hold."""
    return view.context.render(
        "thresholds", max_quote=count(limits.max_quote_words, "word"), max_share=show_share(limits.max_share)
    )


def render_vocabulary(view: SiteView) -> str:
    """Return the words of the coding: each stance, basis and mark with its meaning."""
    return view.context.render("vocabulary")


def render_reliability(view: SiteView) -> str:
    """Return how far each second coder agrees with the first."""
    found = view.context.library.reliability.values()
    return view.context.render(
        "reliability", coders=[view_reliability(one) for one in found], proposed=list(view_proposed(view.whole))
    )


def view_proposed(whole: Whole) -> Iterator[tuple[str, str]]:
    """Yield how many positions came from a language model's check, if any did, and from which models."""
    models = [model for part in whole.months for model in part.proposed]
    if models:
        named, total = ", ".join(sorted(set(models))), sum(part.positions for part in whole.months)
        yield PROPOSED["name"], PROPOSED["count"].format(number=len(models), total=total, models=named)


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

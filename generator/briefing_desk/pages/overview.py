"""The pages about the whole site: home, changes, method."""

from collections.abc import Iterable, Sequence

from briefing_desk.analysis.cells import Cell, find_newest_day
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import count, describe_interval, show_day
from briefing_desk.messages.words import (
    AGAINST,
    ALL_CHANGES,
    ALL_YEARS,
    BASES,
    CONTESTED_CELL,
    EARLIER_YEARS,
    LATEST_SHOWN,
    MARKS,
    N_CHANGED,
    N_CONTESTED,
    N_WORDS,
    NEWEST,
    NO_ARTICLES,
    NO_ARTICLES_IN,
    NO_CHANGES,
    NO_CHANGES_IN,
    NO_CORRECTIONS,
    NO_CORRECTIONS_IN,
    NO_TOPICS,
    NOTHING_CONTESTED,
    ONE_ORIGIN_LINK,
    READ,
    READ_NEWEST,
    READ_TAKEN_IN,
    RECORDED_IN,
    SHARE,
    STANCES,
    THRESHOLDS,
    VOCABULARY,
    put_first,
    put_inside,
)
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Basis, Limits, Stance
from briefing_desk.web.escape import Html, element, fill, join, make_block
from briefing_desk.web.figures import show_change, show_correction
from briefing_desk.web.links import SOURCE_ANCHOR, Context, question_anchor, source_page
from briefing_desk.web.parts import ONE_ORIGIN_ANCHOR, describe_coverage, show_list
from briefing_desk.web.signs import show_stance
from briefing_desk.web.views import YearView, list_changed

LATEST = 8
"""How many changes the home page shows."""


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
    cards = [show_topic(context, id) for id in list_topics(context)]
    if not cards:
        return make_block(element("p", NO_TOPICS, class_="b-nothing"))
    return make_block(element("ul", *cards, class_="b-cards"))


def show_topic(context: Context, id: str) -> Html:
    """Return the card of one topic."""
    library = context.library
    topic = library.seeds.topics[id]
    cells = library.by_topic.get(id, {}).values()
    articles = {report.article_id for cell in cells for report in cell.all_reports}
    changed = sum("changed" in cell.marks for cell in cells)
    contested = sum(cell.is_contested for cell in cells)
    facts = [
        count(len(topic.questions), "question"),
        count(len({cell.actor for cell in cells}), "actor"),
        count(len(articles), "article"),
    ]
    stands_out = [
        N_CONTESTED.format(number=contested) if contested else None,
        N_CHANGED.format(number=changed) if changed else None,
    ]
    newest = find_newest(report for cell in cells for report in cell.all_reports)
    flags = join(stands_out, " · ")
    return element(
        "li",
        element("p", context.link(topic.title, f"{id}.md"), class_="b-card-title"),
        element("p", topic.summary),
        show_questions(context, id) if topic.questions else None,
        element("p", element("strong", flags), class_="b-flags") if flags else None,
        element("p", join(facts, " · "), class_="b-support"),
        element("p", NEWEST.format(date=describe_interval(newest)), class_="b-support") if newest else None,
        class_="b-card",
    )


def show_questions(context: Context, topic: str) -> Html:
    """Return the questions of a topic, each linked to its evidence."""
    questions = context.library.seeds.topics[topic].questions
    items = (context.link(found.label, f"{topic}.md", question_anchor(found)) for found in questions)
    return show_list(items, "b-questions")


def render_coverage(context: Context) -> str:
    """Return what was read for the site, and how fresh it is."""
    seeds = context.library.seeds
    words = READ.format(coverage=describe_coverage(context.library.coverage))
    newest = find_newest(report for reports in context.library.reports.values() for report in reports)
    fresh = READ_NEWEST.format(date=describe_interval(newest)) if newest else ""
    fresh += READ_TAKEN_IN.format(day=show_day(find_newest_day(seeds))) if seeds.articles else ""
    single = context.link(ONE_ORIGIN_LINK, "sources/index.md", ONE_ORIGIN_ANCHOR)
    return make_block(element("p", words + fresh, " ", single if seeds.articles else None, class_="b-ground"))


def render_latest(context: Context) -> str:
    """Return the newest changes of position."""
    changed = list_changed(context.library)
    items = [show_change(context, cell) for cell in changed[:LATEST]]
    if len(changed) <= LATEST:
        return show_or_say(items, NO_CHANGES)
    told = LATEST_SHOWN.format(shown=LATEST, changes=count(len(changed), "change"))
    rest = element("p", told, " ", context.link(ALL_CHANGES, "changes.md"), class_="b-ground")
    return make_block(show_list(items, "b-changes"), rest)


def render_contested(context: Context) -> str:
    """Return the cells on which the articles, or the actor's own speakers, differ."""
    contested = [cell for cell in context.library.cells.values() if cell.is_contested]
    items = [show_contested(context, cell) for cell in contested]
    return show_or_say(
        items,
        NOTHING_CONTESTED,
    )


def show_contested(context: Context, cell: Cell) -> Html:
    """Return one contested cell with the stances that stand against each other."""
    question = context.find_question(cell.question)[1]
    stances = join((show_stance(stance) for stance in cell.stances), AGAINST)
    mark = put_inside(MARKS["divided" if cell.is_divided else "contested"][0])
    return fill(
        CONTESTED_CELL,
        actor=context.link_actor(cell.actor),
        question=context.link_cell(cell, question.label),
        mark=mark,
        stances=stances,
    )


def show_or_say(items: list[Html], otherwise: str) -> str:
    """Return a list, or a sentence where there is nothing to list."""
    if not items:
        return make_block(element("p", otherwise, class_="b-nothing"))
    return make_block(show_list(items, "b-changes"))


def render_changes(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the changes of position of one year of record, and where those of other years are."""
    items = [show_change(context, cell) for cell in (view.changes if view else ())]
    shown = show_or_say(items, say_nothing(context, view, older, NO_CHANGES, NO_CHANGES_IN))
    if view is None or not is_one_of_many(context, older):
        return shown
    links = join((context.link(str(year), year_page(year)) for year in older), " · ")
    others = join((EARLIER_YEARS, links)) if older else context.link(ALL_YEARS, "changes.md")
    ground = element("p", RECORDED_IN.format(year=view.year), " ", others, class_="b-ground")
    return f"{make_block(ground)}\n\n{shown}"


def is_one_of_many(context: Context, older: Sequence[int]) -> bool:
    """Say whether a page shows one year among others: an old one, or the newest where there are `older` ones."""
    return context.page != "changes.md" or bool(older)


def say_nothing(context: Context, view: YearView | None, older: Sequence[int], ever: str, in_year: str) -> str:
    """Return that there is nothing to list: ever, or in a year among others."""
    return in_year.format(year=view.year) if view and is_one_of_many(context, older) else ever


def year_page(year: int) -> str:
    """Return the page of a year of record that is not the newest."""
    return f"changes/{year}.md"


def render_additions(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return what each day of record of a year brought: the articles taken in, and the positions they report."""
    articles = context.library.seeds.articles
    by_day: dict[Day, list[str]] = {}
    for id in view.additions if view else ():
        by_day.setdefault(articles[id].retrieved, []).append(id)
    blocks = [show_day_of_record(context, day, by_day[day]) for day in sorted(by_day, reverse=True)]
    return (
        make_block(*blocks)
        if blocks
        else show_or_say([], say_nothing(context, view, older, NO_ARTICLES, NO_ARTICLES_IN))
    )


def show_day_of_record(context: Context, day: Day, ids: Iterable[str]) -> Html:
    """Return one day's articles."""
    articles = context.library.seeds.articles
    items = [
        join(
            (
                context.link(element("bdi", articles[id].title), source_page(articles[id]), SOURCE_ANCHOR + id),
                count(len(context.library.reports.get(id, ())), "position"),
            ),
            ": ",
        )
        for id in ids
    ]
    return element("section", element("h3", show_day(day), id=f"b-day-{day}"), show_list(items, "b-index"))


def render_corrections(context: Context, view: YearView | None, older: Sequence[int]) -> str:
    """Return the articles that were corrected or withdrawn in a year, newest first."""
    articles = context.library.seeds.articles
    marked = [(id, articles[id]) for id in (view.corrections if view else ())]
    items = [
        join(
            (
                context.link(element("bdi", a.title), source_page(a), SOURCE_ANCHOR + id),
                ": ",
                show_correction(a),
            )
        )
        for id, a in marked
    ]
    return show_or_say(items, say_nothing(context, view, older, NO_CORRECTIONS, NO_CORRECTIONS_IN))


def render_thresholds(limits: Limits) -> str:
    """Return the numbers that the checks hold."""
    rows = [
        (THRESHOLDS["quote"], N_WORDS.format(number=limits.max_quote_words)),
        (THRESHOLDS["share"], SHARE.format(share=limits.max_share)),
    ]
    shown = [element("div", element("dt", term), element("dd", value)) for term, value in rows]
    return make_block(element("dl", *shown, class_="b-legend"))


def render_vocabulary(_: Context) -> str:
    """Return the words of the coding: each stance, basis and mark with its meaning."""
    stances = [element("div", element("dt", show_stance(s)), element("dd", STANCES[s][1])) for s in Stance]
    bases = [element("div", element("dt", put_first(BASES[b][0])), element("dd", BASES[b][1])) for b in Basis]
    marks = [element("div", element("dt", words), element("dd", meaning)) for words, meaning in MARKS.values()]
    titled = ((VOCABULARY["stances"], stances), (VOCABULARY["bases"], bases), (VOCABULARY["marks"], marks))
    return make_block(
        *(element("section", element("h3", title), element("dl", *rows, class_="b-legend")) for title, rows in titled)
    )

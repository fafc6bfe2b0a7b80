"""The pages about the whole site: home, changes, method."""

from collections.abc import Iterable

from generator.dates import Day, describe_interval
from generator.escape import Html, element, join, make_block
from generator.matrix import Cell, find_newest_day
from generator.model import Basis, Limits, Stance, Status
from generator.pages.evidence import show_correction
from generator.pages.parts import SOURCE_ANCHOR, Context, count, describe_coverage, show_day, show_list, source_page
from generator.pages.signs import show_stance
from generator.pages.topic import show_change
from generator.statements import find_newest, sort_key
from generator.words import BASES, MARKS, STANCES

LATEST = 8
"""How many changes the home page shows."""


def list_topics(context: Context) -> list[str]:
    """Return the topics by title."""
    topics = context.library.seeds.topics
    return sorted(topics, key=lambda id: (topics[id].title.casefold(), id))


def render_topics(context: Context) -> str:
    """Return a card for each topic: what it is about, how much is on record, what stands out."""
    cards = [show_topic(context, id) for id in list_topics(context)]
    if not cards:
        return make_block(element("p", "No topic has been declared yet.", class_="b-nothing"))
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
        f"{changed} changed" if changed else None,
        f"{contested} contested" if contested else None,
    ]
    return element(
        "li",
        element("p", context.link(topic.title, f"{id}.md"), class_="b-card-title"),
        element("p", topic.summary),
        element("p", join(facts, " · "), class_="b-support"),
        class_="b-card",
    )


def render_coverage(context: Context) -> str:
    """Return what was read for the site, and how fresh it is."""
    seeds = context.library.seeds
    words = f"Read for this site: {describe_coverage(context.library.coverage)}."
    newest = find_newest(report for reports in context.library.reports.values() for report in reports)
    fresh = f" Newest evidence: {describe_interval(newest)}." if newest else ""
    fresh += f" Newest article taken in on {show_day(find_newest_day(seeds))}." if seeds.articles else ""
    return make_block(element("p", words + fresh, class_="b-ground"))


def list_changed(context: Context) -> list[Cell]:
    """Return the cells with a change of position, newest first."""
    changed = [cell for cell in context.library.cells.values() if cell.changed_from]
    return sorted(changed, key=lambda cell: (sort_key(cell.current[-1].date), cell.actor, cell.question), reverse=True)


def render_latest(context: Context) -> str:
    """Return the newest changes of position."""
    items = [show_change(context, cell) for cell in list_changed(context)[:LATEST]]
    return show_or_say(items, "No change of position is on record.")


def render_contested(context: Context) -> str:
    """Return the cells on which the articles, or the actor's own speakers, differ."""
    contested = [cell for cell in context.library.cells.values() if cell.is_contested]
    items = [show_contested(context, cell) for cell in contested]
    return show_or_say(
        items,
        "No stance is contested: no actor is given different stances for the same time. Facts on which the sources "
        "disagree are on the topics’ pages.",
    )


def show_contested(context: Context, cell: Cell) -> Html:
    """Return one contested cell with the stances that stand against each other."""
    question = context.find_question(cell.question)[1]
    stances = join((show_stance(stance) for stance in cell.stances), " against ")
    mark = MARKS["divided" if cell.is_divided else "contested"][0].lower()
    return join(
        (
            context.link_actor(cell.actor),
            " on ",
            context.link_cell(cell, question.label),
            f" ({mark}): ",
            stances,
        )
    )


def show_or_say(items: list[Html], otherwise: str) -> str:
    """Return a list, or a sentence where there is nothing to list."""
    if not items:
        return make_block(element("p", otherwise, class_="b-nothing"))
    return make_block(show_list(items, "b-changes"))


def render_changes(context: Context) -> str:
    """Return every change of position on record."""
    return show_or_say(
        [show_change(context, cell) for cell in list_changed(context)], "No change of position is on record."
    )


def render_additions(context: Context) -> str:
    """Return what each day of record brought: the articles taken in, and the positions they report."""
    articles = context.library.seeds.articles
    by_day: dict[Day, list[str]] = {}
    for id in sorted(articles):
        by_day.setdefault(articles[id].retrieved, []).append(id)
    blocks = [show_day_of_record(context, day, by_day[day]) for day in sorted(by_day, reverse=True)]
    return make_block(*blocks) if blocks else show_or_say([], "No article has been annotated yet.")


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


def render_corrections(context: Context) -> str:
    """Return the articles that were corrected or withdrawn, newest first."""
    articles = context.library.seeds.articles
    marked = [(id, a) for id, a in articles.items() if a.status is not Status.USABLE and a.correction]
    marked.sort(key=lambda pair: (pair[1].correction.date if pair[1].correction else Day.min, pair[0]), reverse=True)
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
    return show_or_say(items, "No article has been corrected or withdrawn.")


def render_thresholds(limits: Limits) -> str:
    """Return the numbers that the checks hold."""
    rows = [
        ("Longest quote", f"{limits.max_quote_words} words"),
        ("Share of an article’s words that may be published", f"{limits.max_share:.0%}"),
    ]
    shown = [element("div", element("dt", term), element("dd", value)) for term, value in rows]
    return make_block(element("dl", *shown, class_="b-legend"))


def render_vocabulary() -> str:
    """Return the words of the coding: each stance, basis and mark with its meaning."""
    stances = [element("div", element("dt", show_stance(s)), element("dd", STANCES[s][1])) for s in Stance]
    bases = [element("div", element("dt", BASES[b][0].capitalize()), element("dd", BASES[b][1])) for b in Basis]
    marks = [element("div", element("dt", words), element("dd", meaning)) for words, meaning in MARKS.values()]
    titled = (("Stances", stances), ("How we know", bases), ("Marks", marks))
    return make_block(
        *(element("section", element("h3", title), element("dl", *rows, class_="b-legend")) for title, rows in titled)
    )

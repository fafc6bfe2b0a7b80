"""A topic's page as plain Markdown: its prose as it stands, its regions in words. For reading without a browser."""

# Long for a reason: one format: a page from its title to its address, in the order in which it is read.

import re
from collections.abc import Callable, Iterable, Iterator

from briefing_desk.analysis.cells import Cell, measure_coverage
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import Report, find_newest, list_conditions
from briefing_desk.messages.phrases import describe_interval, show_day
from briefing_desk.messages.words import (
    ACCORDING_TO,
    AGREEMENT,
    AGREEMENT_NOTE,
    AGREES,
    AND,
    BASES,
    CORRECTIONS,
    EXPECTED,
    FEED_CHANGE,
    GLANCE,
    HAPPENED_TO,
    MARKS,
    NEWEST_EVIDENCE,
    NO_CHANGES,
    NO_DATE,
    NO_DISAGREEMENTS,
    NO_EVENTS,
    NO_STATEMENT,
    NO_STATEMENT_MEANING,
    NO_STATEMENTS,
    NONE_YET,
    NOT_COMPARED_ON_TOPIC,
    PAGE_AT,
    QUOTED,
    REASONS,
    SILENCE,
    WHO_ON_WHAT,
    find_plural,
    put_inside,
)
from briefing_desk.pages.accounts import Account, Happening, view_disagreements, view_events
from briefing_desk.pages.agreement import choose_rows, compare_pairs, describe_rest, name_all
from briefing_desk.pages.freshness import describe_freshness, describe_happened, is_only_new, name_overtaken
from briefing_desk.pages.timeline import list_moments
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.regions.markers import Page
from briefing_desk.schema.model import Article, Status
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.web.markdown import plain
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.parts import describe_coverage, describe_support, name_source, say_when
from briefing_desk.web.signs import OF_ORIGINS, stance_word
from briefing_desk.web.views import TopicView

Region = Callable[[Outlet, TopicView], Iterator[str]]


def format_plain_text(outlet: Outlet, view: TopicView, page: Page, cited: Iterable[str]) -> str:
    """Return a topic's page without its markup; regions that only draw are left out."""
    text = page.source.text
    split = split_front_matter(page.source)
    parts, at = [], split.body if split else 0
    for region in page.regions:
        write = REGIONS.get(region.name)
        parts += [text[at : region.start], *(f"{line}\n" for line in (write(outlet, view) if write else ()))]
        at = region.end
    whole = "".join([*parts, text[at:]]).replace("\r\n", "\n").strip()
    notes = "\n".join(write_citations(outlet, cited))
    address = PAGE_AT.format(address=outlet.locate_page(f"{view.id}.md"))
    return re.sub(r"\n{3,}", "\n\n", f"{whole}\n\n{notes}\n\n{address}\n")


def write_glance(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the key figures."""
    seeds, newest = outlet.library.seeds, find_newest(view.reports)
    marks = [mark for cell in view.cells.values() for mark in cell.marks]
    contested = sum(cell.is_contested for cell in view.cells.values())
    changed, differ = put_inside(GLANCE["changed"]), put_inside(GLANCE["contested"])
    yield f"- {NEWEST_EVIDENCE}: {describe_interval(newest) if newest else NONE_YET}"
    yield f"- {GLANCE['coverage']}: {describe_coverage(measure_coverage(seeds, view.articles))}"
    yield f"- {GLANCE['actors']}: {len(view.actors)}; {changed}: {marks.count('changed')}; {differ}: {contested}"
    articles = outlet.library.seeds.articles
    for article in (articles[id] for id in view.articles):
        if note := article.correction:
            mark = f"{CORRECTIONS[article.status]} {show_day(note.date)}"
            yield f"- {mark}: {plain(article.title)}: {plain(note.note)}"
    yield f"- {SILENCE.format(words=NO_STATEMENT, meaning=NO_STATEMENT_MEANING)}"


def write_review(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield how fresh the prose is."""
    found = outlet.library.freshness[view.id]
    cells = (plain(name_overtaken(view, one)) for one in found.overtaken)
    if not is_only_new(found):
        changes = (describe_happened(one.happened) for one in found.overtaken)
        cells = (HAPPENED_TO.format(cell=cell, changes=told) for cell, told in zip(cells, changes, strict=True))
    yield f"*{describe_freshness(found)}* {'; '.join(cells)}".rstrip()


def write_matrix(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield each question with what each actor holds, then those of whom no statement was found."""
    for question in view.topic.questions:
        yield from ("", f"### {plain(question.label)}", "", plain(question.proposition), "")
        silent = []
        for actor in view.actors:
            name = plain(outlet.library.seeds.actors[actor].name)
            if cell := view.cells.get((actor, question.id)):
                yield f"- {name}: {describe_cell(cell)}"
            else:
                silent.append(name)
        if silent:
            yield f"- {NO_STATEMENT}: {'; '.join(silent)}"


def describe_cell(cell: Cell) -> str:
    """Return what an actor holds, since when, on how much evidence, with its marks."""
    if not cell.current:
        return put_inside(MARKS["lost"][0])
    conditions = "; ".join(plain(condition) for condition in list_conditions(cell.current).values())
    told = [
        f"**{AND.join(map(stance_word, cell.stances))}**{f' – {conditions}' if conditions else ''}",
        describe_interval(span(statement.date for statement in cell.current)),
        describe_support(cell),
        *(put_inside(MARKS[mark][0]) for mark in cell.marks if mark not in OF_ORIGINS),
    ]
    return f"{'; '.join(told)}. {' '.join(plain(cell.newest[stance].position.summary) for stance in cell.stances)}"


def write_changes(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield every change of position."""
    changed = [(key, cell) for key, cell in view.cells.items() if cell.changed_from]
    labels = {str(question.id): question.label for question in view.topic.questions}
    if not changed:
        yield NO_CHANGES
    for (actor, question), cell in changed:
        name = plain(outlet.library.seeds.actors[actor].name)
        old = f"{AND.join(map(stance_word, cell.former))} ({say_when(cell.changed_from)})"
        label = plain(labels[question])
        now = AND.join(f"{stance_word(s)} ({describe_interval(cell.date_stance(s))})" for s in cell.stances)
        yield f"- {FEED_CHANGE.format(actor=name, question=label, before=old, after=now)}"


def write_timeline(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield every statement, oldest first."""
    moments = list_moments(view)
    if not moments:
        yield NO_STATEMENTS
    for cell, statement in moments:
        actor, question = outlet.library.seeds.actors[cell.actor].name, view.context.find_question(cell.question)[1]
        who = WHO_ON_WHAT.format(actor=plain(actor), question=plain(question.label))
        yield f"- {describe_interval(statement.date)}: {who}: {AND.join(map(stance_word, statement.stances))}"


def write_agreement(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield how far every two actors agree."""
    pairs, actors = compare_pairs(view), outlet.library.seeds.actors
    if pairs:
        yield from ("", f"### {AGREEMENT['agreement']}", "")
    for found in choose_rows(pairs):
        both = f"{plain(actors[found.first].name)}, {plain(actors[found.second].name)}"
        told = AGREES[find_plural(found.compared)].format(same=len(found.same), compared=found.compared)
        sides = {
            "same": name_all(view.context, found.same, found),
            "different": name_all(view.context, found.different, found),
        }
        yield "; ".join(
            [f"- {both}: {told}", *(f"{AGREEMENT[side]}: {plain(', '.join(on))}" for side, on in sides.items() if on)]
        )
    yield from ("", f"{AGREEMENT_NOTE}{describe_rest(pairs)}" if pairs else NOT_COMPARED_ON_TOPIC)


def write_evidence(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield every report with its quotes, by question, then actor."""
    for question in view.topic.questions:
        yield from ("", f"### {plain(question.label)}")
        for actor in view.actors:
            cell = view.cells.get((actor, question.id))
            for report in cell.all_reports if cell else ():
                yield from write_report(outlet, report)


def write_report(outlet: Outlet, report: Report) -> Iterator[str]:
    """Yield one report: who, what, when, how we know, the quotes, the source."""
    position = report.position
    seeds = outlet.library.seeds
    said = [stance_word(position.stance), describe_interval(report.date), BASES[position.basis][0]]
    if position.according_to:
        said.append(ACCORDING_TO.format(actor=plain(seeds.actors[position.according_to].name)))
    yield from ("", f"**{plain(seeds.actors[report.actor].name)}**: {', '.join(said)}. {plain(position.summary)}", "")
    for quote in report.quotes:
        yield from write_quote(quote)
    if report.reasons:
        yield f"> {REASONS}"
        yield ">"
    for quote in report.reasons:
        yield from write_quote(quote)
    yield f"> — {cite_article(outlet, report.article)}"


def write_quote(quote: Evidence) -> Iterator[str]:
    """Yield the words of a quote, within a displayed quotation."""
    yield f"> {QUOTED.format(words=plain(quote.text)) if quote.is_direct else plain(quote.text)}"
    yield ">"


def write_disagreements(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the matters on which articles differ, each with what they say."""
    matters = view_disagreements(view)
    if not matters:
        yield NO_DISAGREEMENTS
    for matter in matters:
        yield f"- {plain(matter.title)}{f': {plain(matter.note)}' if matter.note else ''}"
        yield from write_accounts(matter.accounts)


def write_chronology(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the events of the topic, then those that are yet to come."""
    happened, expected = view_events(view)
    if not happened and not expected:
        yield NO_EVENTS
    for event in happened:
        yield from write_event(event)
    if expected:
        yield from ("", EXPECTED, "")
    for event in expected:
        yield from write_event(event)


def write_event(event: Happening) -> Iterator[str]:
    """Yield one event with what articles tell of it."""
    yield f"- {f'{event.date.words}: ' if event.date else ''}{plain(event.title.words)}"
    yield from write_accounts(event.accounts)


def write_accounts(accounts: Iterable[Account]) -> Iterator[str]:
    """Yield what articles tell of one thing, a line each."""
    for told in accounts:
        says = f"{plain(told.says)}: " if told.says else ""
        yield f"    - {says}{plain(told.words.words)} ({plain(told.place.title.words)})"


def cite_article(outlet: Outlet, article: Article) -> str:
    """Return an article's title, publisher, date, and what became of it."""
    date = describe_interval(article.date) if article.date else NO_DATE
    mark = "" if article.status is Status.USABLE else f" ({put_inside(CORRECTIONS[article.status])})"
    return f"{plain(article.title)}, {plain(name_source(article, outlet.library))}, {date}{mark}"


def write_sources(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the articles that speak on the topic."""
    for id in view.articles:
        yield f"- {cite_article(outlet, outlet.library.seeds.articles[id])}: {outlet.locate_article(id)}"


def write_citations(outlet: Outlet, cited: Iterable[str]) -> Iterator[str]:
    """Yield the footnotes of articles and passages that the prose cites."""
    for id in cited:
        name = id.split(":")[0]
        yield f"[^{id}]: {cite_article(outlet, outlet.library.seeds.articles[name])}: {outlet.locate_article(name)}"


REGIONS: dict[str, Region] = {
    "glance": write_glance,
    "review": write_review,
    "matrix": write_matrix,
    "changes": write_changes,
    "timeline": write_timeline,
    "chronology": write_chronology,
    "agreement": write_agreement,
    "disagreements": write_disagreements,
    "evidence": write_evidence,
    "sources": write_sources,
}
"""What each region of a topic's page says in words; links have no use here."""

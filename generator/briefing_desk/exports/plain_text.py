"""A topic's page as plain Markdown: its prose as it stands, its regions in words. For reading without a browser."""

# Long for a reason: one format: a page from its title to its address, in the order in which it is read.

import re
from collections.abc import Callable, Iterable, Iterator

from briefing_desk.analysis.cells import Cell, measure_coverage
from briefing_desk.analysis.order import span
from briefing_desk.analysis.statements import Report, find_newest, list_conditions
from briefing_desk.messages.phrases import describe_interval, join_all, show_day, tell_language
from briefing_desk.messages.words import (
    ACCORDING_TO,
    AGREEMENT,
    AGREEMENT_NOTE,
    AGREES,
    BASES,
    CORRECTED,
    CORRECTIONS,
    EXPECTED,
    FEED_CHANGE,
    GLANCE,
    HAPPENED_TO,
    LIST,
    LIST_APART,
    MARKS,
    NAMED,
    NEWEST_EVIDENCE,
    NO_CHANGES,
    NO_DISAGREEMENTS,
    NO_EVENTS,
    NO_STATEMENT,
    NO_STATEMENT_MEANING,
    NO_STATEMENTS,
    NONE_YET,
    NOT_COMPARED_ON_TOPIC,
    ON_CONDITION,
    PAGE_AT,
    PLACE,
    QUOTED,
    REASONS,
    REMARKED,
    SILENCE,
    SUMMED_UP,
    WHO_ON_WHAT,
    find_plural,
    put_inside,
)
from briefing_desk.pages.accounts import Account, Happening, view_disagreements, view_events
from briefing_desk.pages.agreement import choose_rows, compare_all, describe_rest, name_all
from briefing_desk.pages.freshness import choose_sentence, describe_happened, is_only_new, name_overtaken
from briefing_desk.pages.timeline import list_moments
from briefing_desk.quotes.evidence import Evidence
from briefing_desk.regions.markers import Page
from briefing_desk.schema.model import Article
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.web.figures import say_translation
from briefing_desk.web.markdown import plain
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.parts import describe_coverage, describe_support, name_source, say_article_date, say_when
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
    figures = ((GLANCE["actors"], len(view.actors)), (changed, marks.count("changed")), (differ, contested))
    yield list_item(NEWEST_EVIDENCE, describe_interval(newest) if newest else NONE_YET)
    yield list_item(GLANCE["coverage"], describe_coverage(measure_coverage(seeds, view.articles)))
    yield f"- {LIST_APART.join(NAMED.format(name=name, value=number) for name, number in figures)}"
    articles = outlet.library.seeds.articles
    for article in (articles[id] for id in view.articles):
        if note := article.correction:
            told = {"status": CORRECTIONS[article.status], "day": show_day(note.date), "note": plain(note.note)}
            yield list_item(plain(article.title), CORRECTED.format(**told))
    yield f"- {SILENCE.format(words=NO_STATEMENT, meaning=NO_STATEMENT_MEANING)}"


def write_review(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield how fresh the prose is."""
    found = outlet.library.freshness[view.id]
    cells = (plain(name_overtaken(view, one)) for one in found.overtaken)
    if not is_only_new(found):
        changes = (describe_happened(one.happened) for one in found.overtaken)
        cells = (HAPPENED_TO.format(cell=cell, changes=told) for cell, told in zip(cells, changes, strict=True))
    day = show_day(found.reviewed) if found.reviewed else ""
    yield f"*{choose_sentence(found).format(day=day, cells=LIST_APART.join(cells))}*"


def write_matrix(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield each question with what each actor holds, then those of whom no statement was found."""
    for question in view.topic.questions:
        yield from ("", f"### {plain(question.label)}", "", plain(question.proposition), "")
        silent = []
        for actor in view.actors:
            name = plain(outlet.library.seeds.actors[actor].name)
            if cell := view.cells.get((actor, question.id)):
                yield list_item(name, describe_cell(cell))
            else:
                silent.append(name)
        if silent:
            yield list_item(NO_STATEMENT, LIST_APART.join(silent))


def list_item(name: str, value: str) -> str:
    """Return a line of a list: what it is called, what it is."""
    return f"- {NAMED.format(name=name, value=value)}"


def describe_cell(cell: Cell) -> str:
    """Return what an actor holds, since when, on how much evidence, with its marks."""
    if not cell.current:
        return put_inside(MARKS["lost"][0])
    conditions = LIST_APART.join(plain(condition) for condition in list_conditions(cell.current).values())
    stances = f"**{join_all(map(stance_word, cell.stances))}**"
    told = [
        ON_CONDITION.format(stance=stances, condition=conditions) if conditions else stances,
        describe_interval(span(statement.date for statement in cell.current)),
        describe_support(cell),
        *(put_inside(MARKS[mark][0]) for mark in cell.marks if mark not in OF_ORIGINS),
    ]
    summary = " ".join(plain(cell.newest[stance].position.summary) for stance in cell.stances)
    return SUMMED_UP.format(facts=LIST_APART.join(told), summary=summary)


def write_changes(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield every change of position."""
    changed = [(key, cell) for key, cell in view.cells.items() if cell.changed_from]
    labels = {str(question.id): question.label for question in view.topic.questions}
    if not changed:
        yield NO_CHANGES
    for (actor, question), cell in changed:
        name = plain(outlet.library.seeds.actors[actor].name)
        former = join_all(map(stance_word, cell.former))
        old = REMARKED.format(words=former, remark=say_when(cell.changed_from))
        label = plain(labels[question])
        dated = ((stance_word(stance), describe_interval(cell.date_stance(stance))) for stance in cell.stances)
        now = join_all(REMARKED.format(words=word, remark=date) for word, date in dated)
        yield f"- {FEED_CHANGE.format(actor=name, question=label, before=old, after=now)}"


def write_timeline(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield every statement, oldest first."""
    moments = list_moments(view)
    if not moments:
        yield NO_STATEMENTS
    for cell, statement in moments:
        actor, question = outlet.library.seeds.actors[cell.actor].name, view.context.find_question(cell.question)[1]
        who = WHO_ON_WHAT.format(actor=plain(actor), question=plain(question.label))
        what = NAMED.format(name=who, value=join_all(map(stance_word, statement.stances)))
        yield list_item(describe_interval(statement.date), what)


def write_agreement(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield how far every two actors agree."""
    pairs, actors = compare_all(view), outlet.library.seeds.actors
    if pairs:
        yield from ("", f"### {AGREEMENT['agreement']}", "")
    for found in choose_rows(pairs):
        both = LIST.join(plain(actors[id].name) for id in (found.first, found.second))
        told = AGREES[find_plural(found.compared)].format(same=len(found.same), compared=found.compared)
        sides = {"same": found.same, "different": found.different}
        named = {side: LIST.join(name_all(view.context, on, found)) for side, on in sides.items()}
        told_of = (NAMED.format(name=AGREEMENT[side], value=plain(on)) for side, on in named.items() if on)
        yield LIST_APART.join([list_item(both, told), *told_of])
    yield from ("", " ".join(filter(None, [AGREEMENT_NOTE, describe_rest(pairs)])) if pairs else NOT_COMPARED_ON_TOPIC)


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
    head = NAMED.format(name=f"**{plain(seeds.actors[report.actor].name)}**", value=LIST.join(said))
    yield from ("", SUMMED_UP.format(facts=head, summary=plain(position.summary)), "")
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
    if translation := say_translation(quote):
        yield f"> {plain(translation)}"
        yield ">"


def write_disagreements(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the matters on which articles differ, each with what they say."""
    matters = view_disagreements(view)
    if not matters:
        yield NO_DISAGREEMENTS
    for matter in matters:
        title = plain(matter.title)
        yield list_item(title, plain(matter.note)) if matter.note else f"- {title}"
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
    title = plain(event.title.words)
    yield list_item(event.date.words, title) if event.date else f"- {title}"
    yield from write_accounts(event.accounts)


def write_accounts(accounts: Iterable[Account]) -> Iterator[str]:
    """Yield what articles tell of one thing, a line each."""
    for told in accounts:
        words = NAMED.format(name=plain(told.says), value=plain(told.words.words)) if told.says else None
        translation = f" [{plain(told.translation)}]" if told.translation else ""
        source = LIST.join(filter(None, (plain(told.place.title.words), told.place.language.said)))
        yield f"    - {REMARKED.format(words=(words or plain(told.words.words)) + translation, remark=source)}"


def cite_article(outlet: Outlet, article: Article) -> str:
    """Return an article's title, publisher, date, and what became of it."""
    publisher, date = name_source(article, outlet.library), say_article_date(article)
    place = PLACE.format(title=plain(article.title), publisher=plain(publisher), date=date)
    remarks = (tell_language(article.language), put_inside(CORRECTIONS.get(article.status, "")))
    remark = LIST.join(filter(None, remarks))
    return REMARKED.format(words=place, remark=remark) if remark else place


def write_sources(outlet: Outlet, view: TopicView) -> Iterator[str]:
    """Yield the articles that speak on the topic."""
    for id in view.articles:
        yield list_item(cite_article(outlet, outlet.library.seeds.articles[id]), outlet.locate_article(id))


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

"""The page of one topic: its key figures, what changed on it, its sources."""

from briefing_desk.analysis.cells import measure_coverage
from briefing_desk.analysis.claims import collect_claims, get_event, get_matter
from briefing_desk.analysis.lists import list_change
from briefing_desk.analysis.statements import find_newest
from briefing_desk.messages.phrases import count, show_interval
from briefing_desk.messages.words import (
    ALL_CHANGES,
    GLANCE,
    LATEST_SHOWN,
    NEWEST_EVIDENCE,
    NO_CHANGES_ON_TOPIC,
    NONE_YET,
    WHAT_WAS_READ,
)
from briefing_desk.schema.references import make_reference
from briefing_desk.web.figures import list_marked, view_change, view_place
from briefing_desk.web.parts import show_coverage
from briefing_desk.web.views import TopicView, sort_articles

LATEST = 8
"""How many changes a topic shows whose questions have pages of their own."""


def render_glance(view: TopicView) -> str:
    """Return the key figures of the topic and the ground on which they stand."""
    newest = find_newest(view.reports)
    figures: list[tuple[str, object]] = [
        (NEWEST_EVIDENCE, show_interval(newest) if newest else NONE_YET),
        (GLANCE["coverage"], show_coverage(measure_coverage(view.context.library.seeds, view.articles))),
        (GLANCE["actors"], len(view.actors)),
        (GLANCE["changed"], sum("changed" in cell.marks for cell in view.cells.values())),
        (GLANCE["contested"], sum(cell.is_contested for cell in view.cells.values())),
    ]
    figures = [(name, value) for name, value in figures if value]
    marked, read = list_marked(view.context, view.articles), view.context.link(WHAT_WAS_READ, "method.md")
    return view.context.render("glance", figures=figures, marked=marked, read=read)


def render_changes(view: TopicView) -> str:
    """Return every change of position on the topic, newest first; only the latest where its questions tell of them."""
    changed = [cell for cell in view.cells.values() if cell.changed_from]
    changed.sort(key=lambda cell: (cell.current[-1].rank, cell.actor, cell.question), reverse=True)
    is_cut = view.is_split and len(changed) > LATEST
    shown = map(list_change, changed[: LATEST if is_cut else None])
    changes = [view_change(view.context, change, is_quoted=False) for change in shown]
    told = {
        "all": view.context.link(ALL_CHANGES, "changes.md") if is_cut else None,
        "shown": LATEST_SHOWN.format(shown=LATEST, changes=count(len(changed), "change")),
    }
    return view.context.render(
        "changes", changes=changes, otherwise=NO_CHANGES_ON_TOPIC, years=(), is_year=False, **told
    )


def render_sources(view: TopicView) -> str:
    """Return the articles that give a position on the topic, or tell of one of its matters or events; newest first."""
    library = view.context.library
    subjects = {make_reference(view.id, matter.id) for matter in view.topic.matters}
    subjects |= {str(event.id) for event in view.topic.events}
    told = (collect_claims(library.seeds, library.evidence, get_subject) for get_subject in (get_matter, get_event))
    ids = {claim.article for claims in told for subject in claims.keys() & subjects for claim in claims[subject]}
    articles = sort_articles(library.seeds, ids.union(view.articles))
    return view.context.render("sources", places=[view_place(view.context, id) for id in articles])

"""What articles tell, side by side: the matters on which they differ, and the events that they report."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_desk.analysis.claims import Claim, collect_claims, get_event, get_matter, is_told_twice
from briefing_desk.analysis.order import place_in_list, sort_key
from briefing_desk.schema.dates import UNKNOWN
from briefing_desk.schema.model import Event, EventStatus
from briefing_desk.schema.references import make_reference
from briefing_desk.web.figures import Place, say_translation, show_words, view_place
from briefing_desk.web.links import SOURCE_ANCHOR, Context, Link, source_page
from briefing_desk.web.parts import Date, view_date
from briefing_desk.web.views import SiteView, TopicView


class Account(NamedTuple):
    """What one article tells."""

    says: str | None
    """In the desk's words."""
    words: Link
    """The article's, linked to where they are checked; in quotation marks only if they are certainly direct speech."""
    translation: str
    place: Place


class Differing(NamedTuple):
    """A matter of fact with what each article says of it."""

    title: str
    note: str | None
    accounts: list[Account]


class Happening(NamedTuple):
    """An event with what articles tell of it."""

    title: Link
    """To its entry on its topic's page."""
    date: Date | None
    accounts: list[Account]


def render_disagreements(view: TopicView) -> str:
    """Return the matters of a topic on which articles differ, each with what they say."""
    return view.context.render("disagreements", matters=view_disagreements(view))


def view_disagreements(view: TopicView) -> list[Differing]:
    """Return the matters of a topic on which two or more articles speak."""
    library = view.context.library
    claims = collect_claims(library.seeds, library.evidence, get_matter)
    told = ((matter, claims.get(make_reference(view.id, matter.id), [])) for matter in view.topic.matters)
    return [
        Differing(matter.title, matter.note, view_accounts(view.context, found))
        for matter, found in told
        if is_told_twice(found)
    ]


def render_topic_chronology(view: TopicView) -> str:
    """Return the events of a topic in the order of their dates, with what articles tell of each."""
    happened, expected = view_events(view)
    return view.context.render("chronology", happened=happened, expected=expected)


def view_events(view: TopicView) -> tuple[list[Happening], list[Happening]]:
    """Return the events of a topic that have taken place, and those that are expected."""
    library = view.context.library
    claims = collect_claims(library.seeds, library.evidence, get_event)
    return divide_events(
        (event, Happening(link_event(view.context, view.id, event), view_when(event), told))
        for event in view.topic.events
        for told in [view_accounts(view.context, claims.get(str(event.id), ()))]
    )


def render_chronology(view: SiteView) -> str:
    """Return the events of all topics in the order of their dates, each linked to what articles tell of it."""
    context = view.context
    happened, expected = divide_events(
        (event, Happening(link_event(context, id, event), view_when(event), []))
        for id, topic in context.library.seeds.topics.items()
        for event in topic.events
    )
    return context.render("chronology", happened=happened, expected=expected)


def divide_events(events: Iterable[tuple[Event, Happening]]) -> tuple[list[Happening], list[Happening]]:
    """Return the events that have taken place, and those that are expected, each in the order of their dates."""
    ordered = sorted(events, key=lambda pair: (place_in_list((*sort_key(pair[0].date or UNKNOWN), 0)), pair[0].id))
    happened, expected = ([view for event, view in ordered if event.status is status] for status in EventStatus)
    return happened, expected


def link_event(context: Context, topic: str, event: Event) -> Link:
    """Return what happened, linked to its entry on its topic's page."""
    return context.link(event.title, f"{topic}.md", f"b-event-{event.id}")


def view_when(event: Event) -> Date | None:
    """Return when an event takes place, as far as that is known."""
    return view_date(event.date) if event.date else None


def view_accounts(context: Context, claims: Iterable[Claim]) -> list[Account]:
    """Return what articles tell of one thing."""
    articles = context.library.seeds.articles
    return [
        Account(
            claim.passage.says,
            context.link(
                show_words(claim.quote),
                source_page(articles[claim.article]),
                f"{SOURCE_ANCHOR}{claim.article}--{claim.passage.id}",
            ),
            say_translation(claim.quote),
            view_place(context, claim.article),
        )
        for claim in claims
    ]

"""What each page is made of, as a digest: where the digest stands, page and companions stand. Pure.

A page depends on the code, the settings and the whole vocabulary; on who has a page; and on the articles about its
subject: those that report positions on a topic, or of an actor, or that are listed under a month; and on the articles
that its prose cites. The page of an actor depends on its comparisons with others too. Pages about the whole site depend
on everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from briefing_desk.analysis.library import Library
from briefing_desk.pages.agreement import choose_rows, compare_with_others, describe_rest
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.settings import Settings
from briefing_desk.web.drafts import SITE_PAGES
from briefing_desk.web.links import actor_page, source_page
from briefing_desk.web.views import view_years


@dataclass(frozen=True, slots=True)
class Prints:
    """The digests of one state of the seeds."""

    pages: Mapping[str, str]
    """Of each page, by path in `briefings/`."""
    articles: Mapping[str, str]
    """Of each article with its receipt, by id."""

    def cite(self, page: str, cited: Iterable[str]) -> str:
        """Return the digest of a page whose prose cites articles or passages."""
        return hash_all((self.pages[page], *(self.articles.get(id.split(":")[0], "") for id in cited)))


def take_prints(library: Library, readings: Readings, settings: Settings, code: str) -> Prints:
    """Return the digests of everything that pages are made of; `code` tells what makes them."""
    articles = hash_articles(readings)
    return Prints(hash_pages(library, settings, articles, code), articles)


def hash_all(parts: Iterable[str]) -> str:
    """Return the digest of texts, none of which can pass for another or for two."""
    state = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data) + data)
    return state.hexdigest()


def hash_articles(readings: Readings) -> dict[str, str]:
    """Return the digest of each article with its receipt."""
    receipts = {id: receipt.places[""].source.text for id, receipt in readings.receipts.items()}
    articles = readings.seeds.articles
    return {id: hash_all((a.places[""].source.text, receipts.get(id, ""))) for id, a in articles.items()}


def hash_pages(library: Library, settings: Settings, articles: Mapping[str, str], code: str) -> dict[str, str]:
    """Return the digest of what each page is made of, by path in `briefings/`."""
    seeds = library.seeds
    about_topics: dict[str, list[str]] = {id: [] for id in seeds.topics}
    months: dict[str, list[str]] = {}
    for id, article in seeds.articles.items():
        for topic in dict.fromkeys(position.question.split("/")[0] for position in article.positions):
            about_topics[topic].append(f"{id} {articles[id]}")
        months.setdefault(source_page(article), []).append(f"{id} {articles[id]}")
    ground = hash_all((code, repr(settings), *list_vocabulary(library), *sorted(library.by_actor)))
    fresh = {id: repr(library.freshness[id]) for id in seeds.topics}
    found = {f"{id}.md": hash_all((ground, fresh[id], *about)) for id, about in about_topics.items()}
    followed = dict(pairwise([*sorted(months), ""]))
    found |= {month: hash_all((ground, followed[month], *listed)) for month, listed in months.items()}
    for actor, cells in library.by_actor.items():
        about = sorted({report.article_id for cell in cells.values() for report in cell.all_reports})
        compared = compare_with_others(library, actor)
        shown = (describe_rest(compared), *map(repr, choose_rows(compared)))
        found[actor_page(actor)] = hash_all((ground, actor, *(f"{id} {articles[id]}" for id in about), *shown))
    whole, reviewed = hash_all((ground, *found.values())), library.freshness
    pages = (*SITE_PAGES, *(f"changes/{view.year}.md" for view in view_years(library)[1:]))
    return found | {page: hash_all((whole, repr(reviewed.get(page.removesuffix(".md"))))) for page in pages}


def list_vocabulary(library: Library) -> Iterable[str]:
    """Return the texts of the files that declare actors, publishers and topics, each with its path."""
    seeds = library.seeds
    places = [actor.places[""] for actor in seeds.actors.values()]
    places += [publisher.places[""] for publisher in seeds.publishers.values()]
    places += [topic.places[""] for topic in seeds.topics.values()]
    return (text for pair in {place.path: place.source.text for place in places}.items() for text in pair)

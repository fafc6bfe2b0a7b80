"""Pages whose prose was reviewed and is overtaken since: each with what has changed, ready to be reviewed again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing_desk.analysis.cells import Cell, Cells
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import hash_facts, list_facts, list_reviewed, make_review
from briefing_desk.build.article_checks import Checked, Grounds
from briefing_desk.build.loading import Job, add_cited, list_citable_ids, load_library, unpack_summary
from briefing_desk.build.subjects import Keys, index_articles
from briefing_desk.build.survey import Survey
from briefing_desk.checks.assemble import make_library
from briefing_desk.disk.read import read_pages
from briefing_desk.regions.citations import list_citable
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.merge import NO_WISHES, check_page
from briefing_desk.regions.prose import find_prose, hash_prose, list_citations
from briefing_desk.regions.prose_checks import list_corrections
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Freshness, Review, Seeds
from briefing_desk.store.database import hash_all
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source
from briefing_desk.web.drafts import FOLDER


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A page with what has come since it was reviewed."""

    name: str
    page: Source | None
    """None: it was never generated."""
    library: Library
    """Of the articles about it, and those that it cites."""
    freshness: Freshness
    cells: Cells
    before: Cells
    """The cells as they were when it was reviewed, as far as that can be told for certain."""

    @property
    def seen(self) -> str:
        """The digest of all that a person reviews: the page's words, and its cells."""
        facts = (part for key, told in list_facts(self.cells).items() for part in (*key, told))
        return hash_all((self.page.text if self.page else "", *facts))


def list_overtaken(survey: Survey, grounds: Grounds, checked: Checked, only: str = "") -> Iterator[Overtaken]:
    """Yield the topics of a site without errors whose prose is overtaken, or one of them."""
    pages, _ = read_pages(survey.root, lambda _: True)
    index, citable = index_articles(survey), list_citable_ids(survey)
    since = min((entry.day for entry in survey.entries.values()), default=Day(1970, 1, 1))
    job = Job(survey, checked.keys, index, pages, citable, NO_WISHES, since, grounds.ordered)
    keys = Keys(survey, grounds.nouns, checked.keys, index, since)
    for id in survey.seeds.topics:
        review = survey.reviews.get(id)
        if review is None or (only and id != only):
            continue
        packed = survey.store.find("subjects", id, keys.hash_topic(id))
        if packed is not None and not unpack_summary(packed).freshness.overtaken:
            continue
        library = load_library(job, index.topics[id], {id: review}, (id,))
        if library.freshness[id].overtaken:
            page = pages.get(f"{FOLDER}/{id}.md")
            cells = library.by_topic.get(id, {})
            before = find_before(id, review, library)
            knowing = add_cited(job, library, page.text) if page else library
            yield Overtaken(id, page, knowing, library.freshness[id], cells, before)


def find_before(topic: str, review: Review, library: Library) -> Cells:
    """Return the cells as a review found them: those which the articles of that time give, and its sums confirm."""
    found: dict[tuple[str, str], Cell] = {}
    reviewed = list_reviewed(topic, review)
    for is_same_day in (False, True):
        articles = {
            id: article
            for id, article in library.seeds.articles.items()
            if article.retrieved < review.reviewed or (is_same_day and article.retrieved == review.reviewed)
        }
        seeds = Seeds(library.seeds.actors, library.seeds.publishers, library.seeds.topics, articles)
        then = make_library(seeds, {id: library.evidence[id] for id in articles}, {}).by_topic.get(topic, {})
        found |= {
            key: cell for key, cell in then.items() if key in reviewed and hash_facts(cell) == reviewed[key].facts
        }
    return found


def accept_overtaken(one: Overtaken, today: Day) -> str:
    """Return the file of the review that accepts a page's prose against its present cells."""
    return accept_prose(one.library, one.name, {one.page.path: one.page} if one.page else {}, today)


def accept_prose(library: Library, name: str, existing: Mapping[str, Source], today: Day) -> str:
    """Return the review of the page that is called `name`; one that was never generated has no prose yet."""
    cells, path = library.by_topic.get(name, {}), f"{FOLDER}/{name}.md"
    page = parse_page(existing[path])[0] if path in existing else None
    if page is None:
        return make_review(cells, today)
    prose, citable = find_prose(page), list_citable(library.seeds)
    cited = [id for id in list_citations(prose) if id in citable]
    return make_review(cells, today, hash_prose(prose), list_corrections(cited, library.seeds))


def check_prose_of(survey: Survey, one: Overtaken) -> Iterator[Problem]:
    """Yield what is wrong with a page: such a page is not reviewed."""
    if one.page:
        yield from check_page(list_citable_ids(survey), NO_WISHES, one.page)

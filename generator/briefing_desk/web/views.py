"""What the parts of a topic's page share: the topic's own cells, actors, reports and articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.history import list_days
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.lists import ListedArticle, ListedChange, Whole, list_month, list_topic
from briefing_desk.analysis.order import sort_key
from briefing_desk.analysis.statements import Report
from briefing_desk.messages.phrases import sort_name
from briefing_desk.schema.dates import UNKNOWN, Day, Interval
from briefing_desk.schema.model import Seeds, Status, Topic
from briefing_desk.schema.references import get_question_id, get_topic_id
from briefing_desk.web.links import Context, question_page, source_page


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic as its page shows it."""

    context: Context
    id: str
    topic: Topic
    cells: dict[tuple[str, str], Cell]
    """Of this topic, by actor and question id."""
    actors: tuple[str, ...]
    """Those with a statement on the topic, by name."""
    days: dict[Day, list[Interval]]
    """The days as of which the matrix can be shown, each with the dates that begin on it."""

    @property
    def is_split(self) -> bool:
        """Say whether this is a topic whose questions have pages of their own, and not one of these."""
        return self.id in self.context.library.split and self.context.page == f"{self.id}.md"

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report on the topic, newest first."""
        found = [report for cell in self.cells.values() for report in cell.all_reports]
        return tuple(sorted(found, key=lambda report: (report.rank, report.id), reverse=True))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that give a position on the topic, newest first."""
        return sort_articles(self.context.library.seeds, {report.article_id for report in self.reports})


def sort_articles(seeds: Seeds, ids: Iterable[str]) -> tuple[str, ...]:
    """Return articles, newest first."""
    return tuple(sorted(ids, key=lambda id: (sort_key(seeds.articles[id].date or UNKNOWN), id), reverse=True))


@dataclass(frozen=True, slots=True)
class MonthView:
    """The articles of one page of sources, as files about them list them."""

    library: Library
    name: str
    """As in the paths of its page and its files: `2025-03`, `2025`, `undated`."""
    articles: tuple[str, ...]
    """Their ids, in order."""


def view_months(library: Library) -> dict[str, MonthView]:
    """Return what there is of each month, by name, earliest first; what is undated comes last."""
    months: dict[str, list[str]] = {}
    for id in sorted(library.seeds.articles):
        months.setdefault(name_page(source_page(library.seeds.articles[id])), []).append(id)
    return {name: MonthView(library, name, tuple(months[name])) for name in sorted(months)}


@dataclass(frozen=True, slots=True)
class SiteView:
    """The whole site as the pages about it show it: the library of its page has no articles but those that it cites."""

    context: Context
    whole: Whole


@dataclass(frozen=True, slots=True)
class YearView:
    """What one year of record brought: an old year stays as it is while something else is taken in."""

    year: int
    changes: tuple[ListedChange, ...]
    """Those recorded in the year that no later one followed, newest position first."""
    corrections: tuple[ListedArticle, ...]
    """Articles corrected or withdrawn in the year, newest first."""
    additions: tuple[ListedArticle, ...]
    """Articles taken in in the year, in the order of their ids."""


def list_whole(library: Library) -> Whole:
    """Return what there is to list of a library that has all articles."""
    topics = {id: list_topic(library.by_topic.get(id, {}).values()) for id in library.seeds.topics}
    return Whole(topics, (list_month(library.seeds, library.evidence, library.reports, library.seeds.articles),))


def view_years(whole: Whole) -> tuple[YearView, ...]:
    """Return what each year of record brought, newest first; without an article there is none."""
    changes = by_year((change.recorded.year, change) for change in whole.changes)
    marked = [(a.correction.date, a.id, a) for a in whole.articles if a.status is not Status.USABLE and a.correction]
    corrections = by_year((day.year, article) for day, _, article in sorted(marked, key=itemgetter(0, 1), reverse=True))
    additions = by_year((article.retrieved.year, article) for article in whole.articles)
    return tuple(
        YearView(year, tuple(changes[year]), tuple(corrections[year]), tuple(additions[year]))
        for year in sorted({*corrections, *additions}, reverse=True)
    )


def by_year(dated: Iterable[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    """Return things by their year, in the order in which they come."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for year, thing in dated:
        found[year].append(thing)
    return found


def count_months(whole: Whole) -> dict[str, int]:
    """Return how many articles each page of sources lists, newest page first."""
    numbers = Counter(map(source_page, whole.articles))
    return dict(sorted(numbers.items(), reverse=True))


def list_heard(library: Library, whole: Whole) -> list[tuple[str, str]]:
    """Return those without a page of their own who are quoted or reported, each with the actor for whom, by name."""
    actors, voices = library.seeds.actors, (pair for part in whole.topics.values() for pair in part.voices)
    heard = {pair for pair in voices if pair[0] not in library.holders}
    return sorted(heard, key=lambda pair: (sort_name(actors[pair[0]].name), *pair))


def name_page(page: str) -> str:
    """Return what a page is called among those of its folder, and the files about the same."""
    return page.removesuffix(".md").rpartition("/")[2]


def view_topic(context: Context, topic_id: str) -> TopicView:
    """Return what the page of a topic needs."""
    library = context.library
    topic = library.seeds.topics[topic_id]
    cells = {
        (actor, get_question_id(question)): cell
        for (actor, question), cell in library.by_topic.get(topic_id, {}).items()
    }
    actors = sorted({actor for actor, _ in cells}, key=lambda id: (sort_name(library.seeds.actors[id].name), id))
    return TopicView(context, topic_id, topic, cells, tuple(actors), list_days(cells.values()))


def view_question(context: Context, name: str) -> TopicView:
    """Return what the page of a question needs, by the page's name: its topic, as if it had no other question."""
    topic_id, _, question_id = name.partition("--")
    whole = view_topic(context, topic_id)
    topic = replace(whole.topic, questions=tuple(one for one in whole.topic.questions if one.id == question_id))
    cells = {key: cell for key, cell in whole.cells.items() if key[1] == question_id}
    heard = {actor for actor, _ in cells}
    actors = tuple(actor for actor in whole.actors if actor in heard)
    return TopicView(context, topic_id, topic, cells, actors, {})


def list_question_pages(library: Library) -> Iterator[str]:
    """Yield the pages of questions that have their own."""
    return (question_page(found) for found in library.questions if get_topic_id(found) in library.split)


def list_cells(context: Context, actor: str) -> list[Cell]:
    """Return an actor's cells, in the order of topics, then of the topic's questions."""
    cells = context.library.by_actor[actor]
    return [cells[reference] for reference in context.library.questions if reference in cells]

"""What each page is about, and the digest of everything that it shows: while that stands, so do page and companions.

A page depends on the settings, on the articles about its subject with all that they name, and on who has a page. One
region of an actor's page also depends on what others hold on the same questions, and has a digest of its own: a new
article changes that for most actors, and the rest of their pages for few. The page of an earlier year depends on what
was taken in, corrected or changed in it, the other pages about the whole site on everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefing_desk.analysis.agreement import LEAST
from briefing_desk.analysis.library import find_cut, find_split
from briefing_desk.build.survey import Survey
from briefing_desk.schema.dates import UNKNOWN, Day
from briefing_desk.schema.references import get_topic_id, list_references
from briefing_desk.store.database import hash_all
from briefing_desk.store.packing import unpack_interval
from briefing_desk.web.drafts import SITE_PAGES
from briefing_desk.web.links import actor_page, find_month, question_page, year_page
from briefing_desk.web.views import name_page

Held = Mapping[str, Mapping[str, str | None]]
"""By question, then by actor: the one stance by which a cell can be compared, if there is one, with its date."""


@dataclass(slots=True)
class Index:
    """Which articles are about what; filled in article by article."""

    topics: dict[str, list[str]] = field(default_factory=dict)
    """The articles with a position on each topic, or with a passage that tells of its matters or events."""
    actors: dict[str, list[str]] = field(default_factory=dict)
    """The articles with a position of each actor."""
    months: dict[str, list[str]] = field(default_factory=dict)
    """The articles that each page of sources lists."""
    questions: dict[str, set[str]] = field(default_factory=dict)
    """The questions on which each actor has a position."""
    asked: dict[str, list[str]] = field(default_factory=dict)
    """The articles with a position on each question."""
    split: frozenset[str] = frozenset()
    """The topics whose questions have pages of their own."""
    cut: frozenset[str] = frozenset()
    """The topics whose matrix has no room for all."""


def index_articles(survey: Survey) -> Index:
    """Return which articles are about what."""
    index = Index({id: [] for id in survey.seeds.topics})
    events = {str(event.id): id for id, topic in survey.seeds.topics.items() for event in topic.events}
    for id, entry in survey.entries.items():
        about = [get_topic_id(name) for name in (*(question for _, question in entry.cells), *entry.matters)]
        about += [events[name] for name in entry.events if name in events]
        for topic in dict.fromkeys(about):
            index.topics.setdefault(topic, []).append(id)
        for actor, question in entry.cells:
            known = index.actors.setdefault(actor, [])
            if not known or known[-1] != id:
                known.append(id)
            index.questions.setdefault(actor, set()).add(question)
        for question in dict.fromkeys(question for _, question in entry.cells):
            index.asked.setdefault(question, []).append(id)
        index.months.setdefault(find_month(unpack_interval(entry.date) if entry.date else UNKNOWN), []).append(id)
    index.split = find_split(question for entry in survey.entries.values() for _, question in entry.cells)
    index.cut = find_cut((cell for entry in survey.entries.values() for cell in entry.cells), survey.seeds.topics)
    return index


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the digests of what pages show."""

    survey: Survey
    nouns: Mapping[str, str]
    """The digest of each name that is declared, by kind and name."""
    articles: Mapping[str, str]
    """The digest of each article with all that it names, by id."""
    index: Index
    since: Day
    """The day on which the first article was taken in: a feed without entries is as old."""

    def hash_topic(self, id: str) -> str:
        """Return the digest of what is known of a topic."""
        survey, path = self.survey, f"seeds/reviews/{id}.yml"
        review = survey.reviews.get(id)
        reviewed = (self.find_noun("actor", str(cell.actor)) for cell in review.cells) if review else ()
        return hash_all(
            (
                "topic",
                str(self.since),
                self.shared,
                survey.digests[f"seeds/topics/{id}.yml"],
                survey.digests.get(path, ""),
                *reviewed,
                *self.list_articles(self.index.topics[id]),
            )
        )

    @property
    def shared(self) -> str:
        """What every page depends on: the settings, which topics are told by question, and whose matrix is cut."""
        return f"{self.survey.settings!r} {sorted(self.index.split)} {sorted(self.index.cut)}"

    def list_questions(self) -> Iterator[tuple[str, str]]:
        """Yield the page of each question that has its own, and the question."""
        for reference, *_ in list_references(self.survey.seeds.topics):
            if get_topic_id(reference) in self.index.split:
                yield question_page(reference), reference

    def hash_asked(self, question: str) -> str:
        """Return the digest of what the page of a question shows."""
        topic = self.survey.digests[f"seeds/topics/{get_topic_id(question)}.yml"]
        return hash_all(
            ("asked", question, self.shared, topic, *self.list_articles(self.index.asked.get(question, ())))
        )

    def hash_actor(self, id: str) -> str:
        """Return the digest of what is known of an actor by itself."""
        topics = sorted(set(map(get_topic_id, self.index.questions[id])))
        return hash_all(
            (
                "actor",
                str(self.since),
                self.shared,
                self.find_noun("actor", id),
                *(self.find_noun("topic", topic) for topic in topics),
                *self.list_articles(self.index.actors[id]),
            )
        )

    def hash_agreements(self, stances: Held) -> dict[str, str]:
        """Return the digest of what each actor's page tells of others who are heard on the same questions, by page."""
        told = {question: self.hash_question(question, actors) for question, actors in stances.items()}
        return {
            actor_page(id): hash_all(told[question] for question in sorted(questions))
            for id, questions in self.index.questions.items()
        }

    def hash_question(self, question: str, actors: Mapping[str, str | None]) -> str:
        """Return the digest of who holds what on a question, of those who can be compared with anybody."""
        topic = self.find_noun("topic", get_topic_id(question))
        known = (pair for pair in sorted(actors.items()) if len(self.index.questions[pair[0]]) >= LEAST)
        held = (f"{id} {stance} {self.find_noun('actor', id)}" for id, stance in known)
        return hash_all((question, topic, *held))

    def hash_month(self, page: str) -> str:
        """Return the digest of what a page of sources lists."""
        after = next((other for other in sorted(self.index.months) if other > page), "")  # whose annotations follow
        return hash_all(("month", self.shared, after, *self.list_articles(self.index.months[page])))

    def hash_site(self) -> str:
        """Return the digest of everything."""
        survey = self.survey
        return hash_all(
            (
                "site",
                self.shared,
                *(text for pair in sorted(survey.digests.items()) for text in pair),
                *(text for pair in self.nouns.items() for text in pair),
                *(text for pair in sorted(self.articles.items()) for text in pair),
            )
        )

    def hash_year(self, year: str, changes: Iterable[str]) -> str:
        """Return the digest of what the page of a year of record that is not the newest tells."""
        entries = self.survey.entries.items()
        ids = (id for id, entry in entries if year in (entry.retrieved[:4], entry.corrected[:4]))
        return hash_all(("year", self.shared, *changes, *self.list_articles(ids)))

    def hash_pages(self, topics: Mapping[str, str], changes: Mapping[str, Iterable[str]]) -> dict[str, str]:
        """Return the digest of what each page shows, by path in `briefings/`.

        Those of topics are known by now, and so is what changed in each year, topic by topic.
        """
        found = {f"{id}.md": key for id, key in topics.items()}
        found |= {actor_page(id): self.hash_actor(id) for id in self.index.actors}
        found |= {page: self.hash_month(page) for page in self.index.months}
        found |= {page: self.hash_asked(question) for page, question in self.list_questions()}
        years = {page: name_page(page) for page in self.list_years()}
        found |= {page: self.hash_year(year, changes.get(year, ())) for page, year in years.items()}
        return dict.fromkeys((*SITE_PAGES, *years), self.hash_site()) | found

    def list_years(self) -> list[str]:
        """Return the pages of the years of record but the newest, newest first."""
        entries = self.survey.entries.values()
        years = {day[:4] for entry in entries for day in (entry.retrieved, entry.corrected) if day}
        return [year_page(int(year)) for year in sorted(years, reverse=True)[1:]]

    def list_pages(self) -> list[str]:
        """Return every page, by its path in `briefings/`."""
        topics = (f"{id}.md" for id in self.survey.seeds.topics)
        questions = (page for page, _ in self.list_questions())
        about = (*topics, *questions, *map(actor_page, self.index.actors), *self.index.months)
        return [*SITE_PAGES, *self.list_years(), *about]

    def list_articles(self, ids: Iterable[str]) -> Iterable[str]:
        """Return the digest of each article, with which of the actors that it names have a page."""
        for id in ids:
            yield f"{id} {self.articles[id]}"
            names = self.survey.entries[id].actors
            yield "".join("1" if name in self.index.actors else "0" for name in names)

    def find_noun(self, kind: str, name: str) -> str:
        """Return the digest of what the vocabulary says of a name; an empty text if it says nothing."""
        return self.nouns.get(f"{kind} {name}", "")

    def cite(self, key: str, cited: Iterable[str]) -> str:
        """Return the digest of a page whose prose cites articles or passages."""
        return hash_all((key, *(self.articles.get(id.split(":")[0], "") for id in cited)))

"""Which pages are to be made, and what comes of making them; what earlier runs made of the same stays as it is."""

# Long for a reason: one run over all pages: its steps share one state, which lives as long as the run.

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from briefing_desk.analysis.reviews import check_reviews, check_unused, judge_prose
from briefing_desk.build.article_checks import check_articles, lay_grounds
from briefing_desk.build.loading import Job, Summary, list_citable_ids, load_library, unpack_summary
from briefing_desk.build.making import (
    Made,
    Work,
    gather_changes,
    gather_held,
    join_parts,
    make_files,
    make_month,
    make_page,
    make_topic,
    merge_other,
    renew_agreement,
)
from briefing_desk.build.plan import Plan
from briefing_desk.build.site_checks import check_number, check_survey
from briefing_desk.build.subjects import Keys, index_articles
from briefing_desk.build.survey import Survey, survey_site
from briefing_desk.checks.assemble import add_reliability
from briefing_desk.checks.references import check_actors
from briefing_desk.disk.read import MAX_READ_BYTES, Progress, ignore, list_paths, read_pages, read_text
from briefing_desk.disk.revisions import list_joined
from briefing_desk.disk.workers import spread
from briefing_desk.disk.write import Kept
from briefing_desk.exports.feed_entries import ARCHIVE
from briefing_desk.exports.files import FOLDERS
from briefing_desk.exports.llms import NOTICE
from briefing_desk.pages.site_pages import list_region_names
from briefing_desk.regions.merge import NO_WISHES, Merged, Wishes, check_page, check_wishes
from briefing_desk.regions.prose_checks import name_page
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Freshness
from briefing_desk.store.database import Store, use_store
from briefing_desk.store.packing import unpack_problem
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Place, Source
from briefing_desk.web.drafts import CITATIONS, FOLDER, SITE_PAGES
from briefing_desk.web.templates import check_templates, compile_templates

SEVERAL = 12
"""So many pages are made faster by copies of the process, which must be made first."""
LLMS = f"{FOLDER}/llms.txt"
Row = tuple[str, tuple[list[str], dict[str, str], list[Any], str]]
"""What is known of a page: the digest of what it shows; what it cites, the sum of each file, what is unfinished, the
digest of what it tells of others."""


@dataclass(slots=True)
class Outcome:
    """All pages as they are to be, and what is wrong with them; filled in step by step."""

    merged: Merged = field(default_factory=Merged)
    files: dict[str, Kept] = field(default_factory=dict)
    """What was made."""
    sums: dict[str, dict[str, str]] = field(default_factory=dict)
    """The sums of each page that was made, and of what stands beside it, by path."""
    cites: dict[str, list[str]] = field(default_factory=dict)
    """What the prose of each page that was made cites."""
    known: list[str] = field(default_factory=list)
    """The paths of what is as it was made."""
    unfinished: dict[str, list[Any]] = field(default_factory=dict)
    """What each page still asks its editor to write, packed."""
    freshness: dict[str, Freshness] = field(default_factory=dict)
    """Of topics, and of other pages that were reviewed."""
    problems: list[Problem] = field(default_factory=list)

    def add(self, made: Made) -> None:
        """Take in a page."""
        self.merged.add(made.merged)
        self.files |= made.files
        self.sums[made.page] = {path: kept.digest.sha256 for path, kept in made.files.items()}
        self.unfinished[made.page] = made.unfinished
        path = f"{FOLDER}/{made.page}"
        if path in made.merged.cited:
            self.cites[made.page] = list(made.merged.cited[path])

    def add_renewed(self, made: Made, row: Row) -> None:
        """Take in a page of which a part is new; what is known of it has the rest."""
        cites, sums, unfinished, _ = row[1]
        self.add(made)
        self.known += [path for path in sums if path not in made.files]
        self.sums[made.page] = {**sums, **self.sums[made.page]}
        self.cites[made.page], self.unfinished[made.page] = cites, unfinished


def plan_pages(
    root: Path,
    texts: Path | None = None,
    wishes: Wishes = NO_WISHES,
    full: bool = False,
    follow: Progress = ignore,
    is_empty_meant: bool = False,
    is_preview: bool = False,
) -> Plan:
    """Go the whole way from `seeds/` to the pages, without writing one.

    What earlier runs found out is not found out again, unless it is to be done in `full`. A preview does not stop at a
    quote that is verified and has no receipt yet.
    """

    def plan(store: Store) -> Plan:
        found = plan_with(store, root, texts, wishes, follow, is_empty_meant, is_preview)
        return replace(found, complaint=store.complaint)

    return use_store(root, plan, full)


def plan_with(
    store: Store,
    root: Path,
    texts: Path | None,
    wishes: Wishes,
    follow: Progress,
    is_empty_meant: bool,
    is_preview: bool,
) -> Plan:
    """Return what is to be written, given what earlier runs found out."""
    survey = survey_site(root, texts, store, follow)
    fewer = tuple(check_number(survey, is_empty_meant))
    if has_errors(fewer):
        return Plan(fewer)  # all that is said of articles which have gone would follow from it
    grounds = lay_grounds(survey)
    checked = check_articles(survey, grounds)
    problems = [*check_survey(survey, grounds, checked), *fewer]
    if is_preview:
        problems = [replace(one, code="receipt-missing") if one.code == "receipt-behind" else one for one in problems]
    remembered: dict[str, Row] = {} if wishes != NO_WISHES else store.list_all("pages")
    sums = {path: digest for _, (_, files, *_) in remembered.values() for path, digest in files.items()}
    existing, unreadable = read_pages(root, lambda path: path in sums and sums[path] == survey.files.hash(path))
    problems += [*unreadable, *check_templates(survey.settings.templates)]
    citable = list_citable_ids(survey)
    if has_errors(problems) or survey.seeds.unread:
        recall = partial(list_joined, root)
        found = (one for source in existing.values() for one in check_page(citable, wishes, source, recall))
        return Plan((*problems, *found))
    index = index_articles(survey)
    problems += check_actors(survey.seeds, {name for entry in survey.entries.values() for name in entry.actors})
    days = [entry.day for entry in survey.entries.values()]
    since = min(days, default=Day(1970, 1, 1))
    job = Job(survey, checked.keys, index, existing, citable, wishes, since, grounds.ordered)
    keys = Keys(survey, grounds.nouns, checked.keys, index, since)
    if wishes != NO_WISHES:
        check_wishes(list_regions_of(existing, keys), wishes)
    store.save()  # the copies that make pages read from the file
    outcome = make_pages(job, keys, store, remembered)
    problems += [*outcome.problems, *outcome.merged.problems]
    if wishes == NO_WISHES:
        survey.files.forget_others()
    return conclude(root, survey, outcome, problems, max(days, default=Day(1970, 1, 1)))


def conclude(root: Path, survey: Survey, outcome: Outcome, problems: list[Problem], newest: Day) -> Plan:
    """Return the plan that follows from what came of making the pages: nothing is written beside an error."""
    if has_errors(problems):
        return Plan(tuple(problems))
    paths = {**outcome.files, **dict.fromkeys(outcome.known)}
    problems = [*problems, *check_exports(root, paths)]
    changes = tuple(kept.change for path, kept in sorted(outcome.files.items()) if kept.change and path in paths)
    return Plan(
        tuple(problems),
        changes,
        outcome.merged.saved,
        newest,
        len(paths),
        lambda: [*survey.settings.unfinished, *list_unfinished(outcome, survey.seeds.topics)],
    )


def list_regions_of(existing: Iterable[str], keys: Keys) -> dict[str, tuple[str, ...]]:
    """Return the names of the regions that each page can have, by path; one that nothing makes has none of its own."""
    found = dict.fromkeys(existing, (CITATIONS,))
    return found | {f"{FOLDER}/{page}": list_region_names(page) for page in keys.list_pages()}


def make_pages(job: Job, keys: Keys, store: Store, remembered: Mapping[str, Row]) -> Outcome:
    """Return every page that is not as an earlier run made it, with its companions."""
    outcome = Outcome()
    topics = {id: keys.hash_topic(id) for id in job.survey.seeds.topics}
    know = partial(is_known, job, keys, remembered)
    summaries, made = make_topics(job, store, topics, know)
    held = {question: actors for summary in summaries.values() for question, actors in summary.held.items()}
    others = {name: review for name, review in job.survey.reviews.items() if name not in topics}
    outcome.freshness = {id: summaries[id].freshness for id in topics}
    outcome.freshness |= {name: judge_prose(name, replace(review, cells=()), {}) for name, review in others.items()}
    outcome.problems += check_reviews(job.survey.reviews, outcome.freshness)
    job = replace(job, held=gather_held(summaries))
    pages, beside = keys.hash_pages(topics, gather_changes(summaries)), keys.hash_agreements(held)
    site = [page for page in (*SITE_PAGES, *keys.list_years()) if not know(page, pages[page])]
    for one in (*made, *make_months(job, store, pages, know), *make_others(job, pages, know)):
        outcome.add(one)
    told = [page for page, key in beside.items() if page not in outcome.unfinished and remembered[page][1][3] != key]
    for one in renew_agreements(job, told):
        outcome.add_renewed(one, remembered[one.page])
    strangers = [path for path in job.pages if path.removeprefix(f"{FOLDER}/") not in pages]
    for merged in share(job, partial(merge_other, job), strangers):
        outcome.merged.add(merged)
        outcome.files |= merged.pages
    for page in pages:
        if page not in outcome.unfinished and page not in site:
            outcome.known += remembered[page][1][1]
            outcome.unfinished[page] = remembered[page][1][2]
    if site:
        make_site(job, store, topics, pages, site, outcome)
    if not has_errors(outcome.merged.problems):
        note_pages(job, keys, store, pages, beside, outcome)
    names = [name_page(path) for path in (*outcome.files, *outcome.known) if path.endswith(".md")]
    outcome.problems += check_unused(job.survey.reviews, names)
    return outcome


def is_known(job: Job, keys: Keys, remembered: Mapping[str, Row], page: str, key: str) -> bool:
    """Say whether a page and its companions are what an earlier run made of the same."""
    if page not in remembered:
        return False
    made_of, (cites, files, *_) = remembered[page]
    if made_of != keys.cite(key, cites):
        return False
    return all(job.survey.files.hash(path) == digest for path, digest in files.items())


def make_topics(
    job: Job, store: Store, topics: Mapping[str, str], know: Callable[[str, str], bool]
) -> tuple[dict[str, Summary], list[Made]]:
    """Return what others need of each topic, and the pages of topics that are to be made."""
    summaries, pending, made = {}, [], []
    for id, key in topics.items():
        packed = store.find("subjects", id, key)
        if packed is not None:
            summaries[id] = unpack_summary(packed)
        pending.append(Work(id, not know(f"{id}.md", key), packed is None or not store.has("parts", id, key)))
    for one in share(job, partial(make_topic, job), list(filter(is_any, pending))):
        made += [one.page] if one.page else []
        if one.part:
            summaries[one.name] = unpack_summary(one.summary)
            store.put("subjects", one.name, topics[one.name], one.summary)
            store.put_packed("parts", one.name, topics[one.name], one.part)
    return summaries, made


def make_months(job: Job, store: Store, pages: Mapping[str, str], know: Callable[[str, str], bool]) -> list[Made]:
    """Return the pages of months that are to be made."""
    made, keys = [], {page: pages[page] for page in job.index.months}
    pending = [Work(page, not know(page, key), not store.has("parts", page, key)) for page, key in keys.items()]
    for one in share(job, partial(make_month, job), list(filter(is_any, pending))):
        made += [one.page] if one.page else []
        if one.part:
            store.put_packed("parts", one.name, keys[one.name], one.part)
    return made


def is_any(work: Work) -> bool:
    """Say whether anything is to be made."""
    return work.is_page or work.is_part


def make_others(job: Job, pages: Mapping[str, str], know: Callable[[str, str], bool]) -> Iterable[Made]:
    """Return the pages of actors and questions that are to be made."""
    about = (page for page in pages if page.startswith(("actors/", "questions/")) and page not in SITE_PAGES)
    pending = [page for page in about if not know(page, pages[page])]
    return share(job, partial(make_page, job), pending)


def renew_agreements(job: Job, pages: list[str]) -> Iterable[Made]:
    """Return the pages of actors of which nothing changes but what they tell of others."""
    if not pages:
        return ()
    library = load_library(job, (), {}, job.survey.seeds.topics)
    return share(job, partial(renew_agreement, job, library), pages)


def share(job: Job, make: Callable[[Any], Any], pending: list[Any], few: int = SEVERAL) -> list[Any]:
    """Return what is made of each, on all cores where there are several; they find the templates compiled."""
    if len(pending) >= few:
        compile_templates(job.survey.settings.templates)
    job.survey.store.rest()
    return list(spread(make, pending, few=few))


def make_site(
    job: Job, store: Store, topics: Mapping[str, str], pages: Mapping[str, str], wanted: list[str], outcome: Outcome
) -> None:
    """Make pages about the whole site, of what each topic and each month brings; of articles only those coded twice."""
    survey = job.survey
    site = join_parts(
        ((id, store.load("parts", id, key)) for id, key in topics.items()),
        (store.load("parts", page, pages[page]) for page in job.index.months),
    )
    others = {name: review for name, review in survey.reviews.items() if name not in topics}
    coded = {id for coder in survey.coders.values() for id in coder.codings if id in survey.entries}
    library = add_reliability(load_library(job, coded, others, topics), survey.coders)
    _ = site.whole.cells, site.whole.articles  # found before copies of the process are made: several ask for it
    for one in share(job, partial(make_files, job, library, site=site), wanted, few=2):
        outcome.add(one)


def note_pages(
    job: Job, keys: Keys, store: Store, pages: Mapping[str, str], beside: Mapping[str, str], outcome: Outcome
) -> None:
    """Note what was made just now of pages with which nothing is wrong."""
    wrong = {problem.at.path for problem in outcome.merged.problems}
    for page, cites in outcome.cites.items():
        if f"{FOLDER}/{page}" not in wrong:
            row = [cites, outcome.sums[page], outcome.unfinished[page], beside.get(page, "")]
            store.put("pages", page, keys.cite(pages[page], cites), row)
    store.forget("pages", [page for page in store.list_keys("pages") if page not in pages])
    store.forget("subjects", [id for id in store.list_keys("subjects") if id not in job.survey.seeds.topics])
    store.forget("parts", [name for name in store.list_keys("parts") if name not in {*job.survey.seeds.topics, *pages}])


def list_unfinished(outcome: Outcome, topics: Iterable[str]) -> Iterable[Problem]:
    """Yield what nobody has written or reviewed yet on the pages for readers; only a site for them need have it."""
    for name in ("index", *topics):
        asked = [unpack_problem(problem) for problem in outcome.unfinished.get(f"{name}.md", ())]
        yield from asked
        if name != "index" and not outcome.freshness[name].reviewed and not asked:
            message = "nobody has reviewed the prose of this page, and readers are told so"
            help = f"read it against the table and the quotes, then run `briefing review {name}`"
            yield Problem(Place(Source(f"{FOLDER}/{name}.md", "")), "unreviewed-prose", message, help)


def check_exports(root: Path, files: dict[str, Any]) -> list[Problem]:
    """Return a warning for each exported file that nothing makes any more; leave a person's own llms.txt alone."""
    own, found = read_text(root, LLMS, MAX_READ_BYTES)
    if own is not None and NOTICE not in own:
        del files[LLMS]
    paths = [path for path in list_paths(root, FOLDER) if ARCHIVE.fullmatch(path.removeprefix(f"{FOLDER}/"))]
    paths += [path for folder in FOLDERS for path in list_paths(root, f"{FOLDER}/{folder}")]
    message = "nothing in seeds/ makes this file any more"
    help = "`briefing generate --prune` removes it if it is a generated one"
    orphans = (path for path in paths if path not in files)
    return [*found, *(Problem(Place(Source(path, "")), "orphan-page", message, help) for path in orphans)]

"""The spine: read → check → derive → render → merge → write. Each command goes part of the way."""

# Long for a reason: every way that commands take through the other modules, side by side; each is a few lines of calls.

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import check_reviews
from briefing_desk.build.article_checks import (
    ABSENT,
    Checked,
    Grounds,
    check_articles,
    lay_grounds,
    list_own_grounds,
    load_seeds,
    name_check,
    read_receipt_of,
    read_text_of,
)
from briefing_desk.build.plan import Plan
from briefing_desk.build.prose_review import accept_prose
from briefing_desk.build.site_checks import check_survey
from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.build.subjects import index_articles
from briefing_desk.build.survey import WITH_TEXT, Survey, survey_site
from briefing_desk.checks.acceptance import accept_warnings
from briefing_desk.checks.assemble import assemble, make_library
from briefing_desk.checks.references import check_actors
from briefing_desk.disk.read import (
    MAX_READ_BYTES,
    Reader,
    Recall,
    read_pages,
    read_settings,
    read_site,
    read_text,
)
from briefing_desk.disk.revisions import list_joined
from briefing_desk.disk.workers import spread
from briefing_desk.disk.write import plan_changes
from briefing_desk.quotes.evidence import Evidence, list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_article
from briefing_desk.regions.citations import list_citable
from briefing_desk.regions.merge import NO_WISHES, check_page
from briefing_desk.regions.prose_checks import name_page
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.settings import order_topics
from briefing_desk.store.database import Store, hash_all, use_store
from briefing_desk.store.file_states import Files
from briefing_desk.store.packing import pack_problem, unpack_problem
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Place, make_digest
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.syntax.yaml_tree import check_written
from briefing_desk.web.drafts import FOLDER

T = TypeVar("T")


class Quoted(NamedTuple):
    """What a site quotes."""

    seeds: Seeds
    evidence: Mapping[str, Mapping[str, Evidence]]
    """By article, then by quote id; nothing where there are errors."""
    problems: list[Problem]


class Loaded(NamedTuple):
    """A site, as far as it was asked for."""

    library: Library | None
    """None where there are errors."""
    vocabulary: Seeds
    problems: list[Problem]
    articles: int
    """How many there are in all."""


def survey_names(root: Path) -> Survey:
    """Return what every run must know of a site: its vocabulary, and what each article names."""
    return use_store(root, partial(survey_site, root, None))


def load_library(root: Path, texts: Path | None = None, topic: str = "") -> Loaded:
    """Return a site, or of its articles those alone that are about one topic."""
    return use_store(root, partial(load_with, root, texts, topic))


def recall_files(root: Path, work: Callable[[Recall], T]) -> T:
    """Return what comes of work that asks something of each file, and is answered from what earlier runs found out."""

    def run(store: Store) -> T:
        files = Files(root, store)
        found = work(files.recall)
        store.forget("sources", set(store.list_keys("sources")) - files.seen)
        return found

    return use_store(root, run)


def load_quoted(root: Path) -> Quoted:
    """Return what a site quotes, of which nothing is derived."""
    return use_store(root, partial(load_quoted_with, root))


def load_quoted_with(root: Path, store: Store) -> Quoted:
    """Return what a site quotes, given what earlier runs found out."""
    survey, checked, problems = check_site(root, None, store)
    if has_errors(problems) or survey.seeds.unread:
        return Quoted(survey.seeds, {}, problems)
    seeds = load_seeds(survey, survey.entries)
    return Quoted(seeds, {id: survey.load_evidence(id, checked.keys[id]) for id in seeds.articles}, problems)


def check_site(root: Path, texts: Path | None, store: Store) -> tuple[Survey, Checked, list[Problem]]:
    """Return what every run must know of a site, what came of the checks of its articles, and what is wrong."""
    survey = survey_site(root, texts, store)
    grounds = lay_grounds(survey)
    checked = check_articles(survey, grounds)
    return survey, checked, check_survey(survey, grounds, checked)


def load_with(root: Path, texts: Path | None, topic: str, store: Store) -> Loaded:
    """Return a site, given what earlier runs found out."""
    survey, checked, problems = check_site(root, texts, store)
    number = len(survey.entries)
    if has_errors(problems) or survey.seeds.unread:
        return Loaded(None, survey.seeds, problems, number)
    seeds = load_seeds(survey, index_articles(survey).topics.get(topic, ()) if topic else survey.entries)
    evidence = {id: survey.load_evidence(id, checked.keys[id]) for id in seeds.articles}
    library = make_library(seeds, evidence, survey.reviews)
    if not topic:
        problems += check_actors(seeds, {name for entry in survey.entries.values() for name in entry.actors})
        problems += check_reviews(survey.reviews, library.freshness)
    return Loaded(library, survey.seeds, problems, number)


def load_state(root: Path, name: str) -> tuple[Library | None, list[Problem]]:
    """Return the library of a state, empty where it has no seeds; `name` stands before the paths of its problems.

    Without a name it is the site as it is. Of other states nothing is kept: each is read whole.
    """
    if not (root / "seeds").is_dir():
        return make_library(Seeds(), {}, {}), []
    if not name:
        found = load_library(root)
        return found.library, found.problems
    readings, problems = read_site(root)
    settings, wrong = read_settings(root)
    topics = order_topics(readings.seeds.topics, settings)
    readings = replace(readings, seeds=replace(readings.seeds, topics=topics, language=settings.language))
    library, joined = assemble(readings, settings.limits, problems)
    problems, _ = accept_warnings([*problems, *wrong, *joined], readings.seeds)
    return (None if has_errors(problems) else library), [
        replace(problem, at=name_state(problem.at, name)) for problem in problems
    ]


def name_state(at: Place, name: str) -> Place:
    """Return a place with the name of the state before its path, as git writes it."""
    return replace(at, source=replace(at.source, path=f"{name}:{at.path}"))


def find_removable(root: Path, plan: Plan) -> dict[str, bytes]:
    """Return the files that nothing makes any more and in which nobody wrote, with what is in them."""
    found = {}
    for path in dict.fromkeys(problem.at.path for problem in plan.problems if problem.code == "orphan-page"):
        text, _ = read_text(root, path, MAX_READ_BYTES)
        if text is not None and is_ours(path, text):
            found[path] = text.encode()
    return found


def plan_reviews(root: Path, names: Sequence[str], today: Day) -> Plan:
    """Prepare the reviews that accept the prose of pages against the present facts, without writing one."""
    library, _, found, _ = load_library(root)
    existing, unreadable = read_pages(root)
    problems = tuple(problem for problem in (*found, *unreadable) if problem.code != "stale-prose")
    if library is None or has_errors(problems):
        return Plan(problems)
    known = [*library.seeds.topics, *(name for name in map(name_page, existing) if "/" not in name)]
    for name in names:
        if name not in known:
            help = suggest_name(name, known) or f"there are {', '.join(library.seeds.topics)}"
            raise UsageError(f"there is no topic `{name}`; {help}")
    read = {path: existing[path] for name in names if (path := f"{FOLDER}/{name}.md") in existing}
    citable = list_citable(library.seeds)
    problems += tuple(
        problem
        for source in read.values()
        for problem in check_page(citable, NO_WISHES, source, partial(list_joined, root))
    )
    if has_errors(problems):
        return Plan(problems)
    files = {f"seeds/reviews/{name}.yml": accept_prose(library, name, existing, today) for name in names}
    problems += tuple(check_all_written(files, "make two topics of it: a review names each of its cells"))
    changes = () if has_errors(problems) else tuple(plan_changes(root, files))
    return Plan(problems, changes, files=len(files))


def check_all_written(files: Mapping[str, str], help: str) -> Iterator[Problem]:
    """Yield a problem for each file that would be too large to be read again."""
    return (problem for path, text in files.items() for problem in check_written(path, text, help))


def plan_receipts(root: Path, texts: Path | None, today: Day, accepted: Sequence[str] = ()) -> Plan:
    """Check every quote against the texts at hand and prepare the receipts, without writing one.

    What an earlier run has checked is not checked again while article, text and receipt stand.
    """
    return use_store(root, partial(plan_receipts_with, root, texts, today, accepted))


def plan_receipts_with(root: Path, texts: Path | None, today: Day, accepted: Sequence[str], store: Store) -> Plan:
    """Prepare the receipts, given what earlier runs found out."""
    survey = survey_site(root, texts, store)
    for id in accepted:
        if id not in survey.entries:
            help = suggest_name(id, survey.entries) or "name a file in seeds/articles/, without its `.md`"
            raise UsageError(f"--accept: there is no article `{id}`; {help}")
    reader = Reader(root)
    for id in survey.receipts.keys() - survey.entries.keys():
        reader.parse(f"seeds/receipts/{id}.yml", read_receipt)
    verified = verify_all(survey, lay_grounds(survey), today, accepted)
    files = {path: one.content for path, one in verified.items() if one.content is not None}
    told = [problem for one in verified.values() for problem in one.problems]
    told += check_all_written(files, "put some of the article's positions into another file, which annotates it too")
    accepting = load_seeds(survey, (id for id, entry in survey.entries.items() if entry.has_accepted))
    problems, _ = accept_warnings([*survey.problems, *reader.problems, *told], accepting)
    changes = () if has_errors(problems) else tuple(plan_changes(root, files))
    vouched = [one.quotes for one in verified.values() if one.is_vouched]
    return Plan(tuple(problems), changes, files=len(vouched), quotes=sum(vouched), complaint=store.complaint)


class Verified(NamedTuple):
    """What came of looking for an article's quotes."""

    problems: list[Problem]
    content: str | None
    """Its receipt; None where there is none, or an earlier run has seen that the one that is there says the same."""
    is_vouched: bool
    """A receipt vouches for it."""
    quotes: int


def verify_all(survey: Survey, grounds: Grounds, today: Day, accepted: Sequence[str]) -> dict[str, Verified]:
    """Return what comes of looking for the quotes of each article, by the path of its receipt."""
    known, store = survey.store.list_all("receipts"), survey.store
    keys = {id: hash_verified(id, survey, grounds) for id in survey.entries}
    names = {id: name_check(id, grounds) for id in keys}
    rows = {id: known[name][1] for id, name in names.items() if keys[id] and known.get(name, ("",))[0] == keys[id]}
    pending = [id for id in keys if id not in rows or id in accepted]
    store.rest()
    for id, row in zip(pending, spread(partial(verify_one, survey, today, accepted), pending), strict=True):
        rows[id] = row
        is_written = row[1] is None or make_digest(row[1]).sha256 == survey.receipts.get(id)
        if is_written and keys[id]:
            store.put("receipts", names[id], keys[id], [row[0], None, *row[2:]])
    store.forget("receipts", [name for name in known if name.removesuffix(WITH_TEXT) not in survey.entries])
    return {f"seeds/receipts/{id}.yml": unpack_verified(survey, id, rows[id]) for id in keys}


def hash_verified(id: str, survey: Survey, grounds: Grounds) -> str:
    """Return the digest of all that looking for an article's quotes rests on; nothing where a part cannot be read."""
    entry = survey.entries[id]
    actors = (grounds.nouns.get(f"actor {name}", "") for name in entry.actors)
    parts = [entry.made_of, survey.receipts.get(id, ""), *actors, *list_own_grounds(id, entry, survey, grounds)]
    return "" if ABSENT in parts else hash_all(parts)


def unpack_verified(survey: Survey, id: str, row: list[Any]) -> Verified:
    """Return what came of looking for an article's quotes again."""
    told, *rest = row
    source = survey.load_article(id).source if told and survey.entries[id].has_accepted else None
    return Verified([unpack_problem(problem, source) for problem in told], *rest)


def verify_one(survey: Survey, today: Day, accepted: Sequence[str], id: str) -> list[Any]:
    """Return what comes of looking for the quotes of one article; packed, to travel."""
    reader = Reader(survey.root)
    article = survey.load_article(id).noun
    receipt, text = read_receipt_of(survey, reader, id), read_text_of(survey, reader, id, article)
    seeds = Seeds(survey.seeds.actors, articles={id: article})
    readings = Readings(seeds, {id: receipt} if receipt else {}, {id: text} if text else {})
    content, wrong = verify_article(id, article, readings, survey.settings.limits, today, id in accepted)
    told = [pack_problem(problem) for problem in (*reader.problems, *wrong)]
    return [told, content, content is not None, sum(1 for _ in list_quotes(article))]

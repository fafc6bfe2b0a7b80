"""The spine: read → check → derive → render → merge → write. Each command goes part of the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import make_review
from briefing_desk.build.article_checks import Checked, Grounds, check_articles, lay_grounds, list_ordered, load_seeds
from briefing_desk.build.entries import Entry
from briefing_desk.build.making import Job
from briefing_desk.build.pages import Row, list_unfinished, make_pages
from briefing_desk.build.plan import Plan
from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.build.subjects import Keys, index_articles
from briefing_desk.build.survey import Survey, survey_site
from briefing_desk.checks.acceptance import accept_warnings, check_acceptances
from briefing_desk.checks.assemble import assemble, check_receipts, check_together, make_library
from briefing_desk.checks.references import check_actors
from briefing_desk.disk.read import (
    MAX_READ_BYTES,
    PAGE_SUFFIXES,
    Progress,
    Reader,
    ignore,
    list_paths,
    read_pages,
    read_settings,
    read_site,
    read_text,
)
from briefing_desk.disk.write import plan_changes
from briefing_desk.exports.files import FOLDERS
from briefing_desk.exports.llms import NOTICE
from briefing_desk.pages.site_pages import list_region_names
from briefing_desk.quotes.evidence import list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_articles
from briefing_desk.regions.citations import list_citable
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.merge import NO_WISHES, Wishes, check_page, check_wishes
from briefing_desk.regions.prose import find_prose, hash_prose, list_citations
from briefing_desk.regions.prose_checks import list_corrections, name_page
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Seeds
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.schema.settings import Settings
from briefing_desk.store.database import Store, open_store
from briefing_desk.store.packing import make_place
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.syntax.yaml_tree import check_written
from briefing_desk.web.drafts import CITATIONS, FOLDER

LLMS = f"{FOLDER}/llms.txt"


def load_library(
    root: Path, texts: Path | None = None, follow: Progress = ignore
) -> tuple[Library | None, Readings, Settings, list[Problem]]:
    """Read the seeds and join them; the library is None where there are errors."""
    readings, problems = read_site(root, texts, follow)
    settings, found = read_settings(root)
    library, joined = assemble(readings, settings.limits, problems)
    problems, unused = accept_warnings([*problems, *found, *joined], readings.seeds)
    if not has_errors(problems):
        problems += check_acceptances(unused, readings.seeds, readings.texts)
    return (None if has_errors(problems) else library), readings, settings, problems


def load_state(root: Path, name: str) -> tuple[Library | None, list[Problem]]:
    """Return the library of a state, empty where it has no seeds; `name` stands before the paths of its problems."""
    if not (root / "seeds").is_dir():
        return make_library(Seeds(), {}, {}), []
    library, _, _, problems = load_library(root)
    if name:
        problems = [replace(problem, at=name_state(problem.at, name)) for problem in problems]
    return library, problems


def name_state(at: Place, name: str) -> Place:
    """Return a place with the name of the state before its path, as git writes it."""
    return replace(at, source=replace(at.source, path=f"{name}:{at.path}"))


def plan_pages(
    root: Path,
    texts: Path | None = None,
    wishes: Wishes = NO_WISHES,
    full: bool = False,
    follow: Progress = ignore,
) -> Plan:
    """Go the whole way from `seeds/` to the pages, without writing one.

    What earlier runs found out is not found out again, unless it is to be done in `full`.
    """
    with open_store(root, full) as store:
        return replace(plan_with(store, root, texts, wishes, follow), complaint=store.complaint)


def plan_with(store: Store, root: Path, texts: Path | None, wishes: Wishes, follow: Progress) -> Plan:
    """Return what is to be written, given what earlier runs found out."""
    survey = survey_site(root, texts, store, follow)
    grounds = lay_grounds(survey)
    checked = check_articles(survey, grounds)
    problems = check_survey(survey, grounds, checked)
    remembered: dict[str, Row] = {} if wishes != NO_WISHES else store.list_all("pages")
    sums = {path: digest for _, (_, files, _) in remembered.values() for path, digest in files.items()}
    existing, unreadable = read_pages(root, lambda path: path in sums and sums[path] == survey.files.hash(path))
    problems += unreadable
    citable = list_citable_ids(survey)
    if has_errors(problems) or survey.seeds.unread:
        return Plan((*problems, *(one for source in existing.values() for one in check_page(citable, wishes, source))))
    index = index_articles(survey)
    problems += check_actors(survey.seeds, {name for entry in survey.entries.values() for name in entry.actors})
    days = [entry.day for entry in survey.entries.values()]
    job = Job(survey, checked, index, existing, citable, wishes, min(days, default=Day(1970, 1, 1)))
    keys = Keys(survey, grounds, checked, index)
    if wishes != NO_WISHES:
        check_wishes(list_regions_of(existing, keys), wishes)
    store.save()  # the copies that make pages read from the file
    outcome = make_pages(job, keys, store, remembered)
    problems += [*outcome.problems, *outcome.merged.problems]
    survey.files.forget_others()
    if has_errors(problems):
        return Plan(tuple(problems))
    paths = {**outcome.files, **dict.fromkeys(outcome.known)}
    problems += check_exports(root, paths)
    changes = tuple(kept.change for path, kept in sorted(outcome.files.items()) if kept.change and path in paths)
    return Plan(
        tuple(problems),
        changes,
        outcome.merged.saved,
        max(days, default=Day(1970, 1, 1)),
        len(paths),
        lambda: [*survey.settings.unfinished, *list_unfinished(outcome, survey.seeds.topics)],
    )


def check_survey(survey: Survey, grounds: Grounds, checked: Checked) -> list[Problem]:
    """Return what is wrong with the seeds; warnings that a person accepts are notes."""
    entries = survey.entries
    survey.seeds = replace(survey.seeds, unread=survey.seeds.unread | checked.unread)
    together = load_seeds(survey, list_together(entries) | list_ordered(grounds))
    used = {name for entry in entries.values() for name in (*entry.events, *entry.occasions)}
    problems = [*survey.problems, *checked.problems, *check_together(together, grounds.declared, used)]
    quoting = {id: place_entry(id, entry) for id, entry in entries.items() if entry.has_quotes}
    unused = [id for id in survey.receipts if id not in entries]
    reader = Reader(survey.root)
    receipts = {id: pair[1] for id in unused if (pair := reader.parse(f"seeds/receipts/{id}.yml", read_receipt))}
    problems += reader.problems
    survey.seeds = replace(survey.seeds, unread=survey.seeds.unread | set(reader.unread))
    places = {id: receipt.places[""] for id, receipt in receipts.items()}
    problems += check_receipts(survey.seeds, quoting, survey.receipts, places, problems)
    accepting = load_seeds(survey, (id for id, entry in entries.items() if entry.has_accepted))
    problems, left = accept_warnings(problems, accepting)
    if not has_errors(problems):
        problems += check_acceptances(left, accepting, checked.with_text)
    return problems


def list_together(entries: Mapping[str, Entry]) -> set[str]:
    """Return the articles that share an address or a first id with another."""
    groups: dict[tuple[str, ...], list[str]] = {}
    renamed = {entry.first_id for entry in entries.values() if entry.first_id}
    for id, entry in entries.items():
        first = entry.first_id or (id if id in renamed else "")
        for key in ((*entry.address,), (first,) if first else ()):
            groups.setdefault(key, []).append(id)
    return {id for key, ids in groups.items() if key and len(ids) > 1 for id in ids}


def place_entry(id: str, entry: Entry) -> Place:
    """Return where an article's front matter begins."""
    return make_place(f"seeds/articles/{id}.md", entry.line, entry.column)


def list_citable_ids(survey: Survey) -> frozenset[str]:
    """Return what prose can cite: articles and `article:passage`; of an article that could not be read, anything."""
    passages = (f"{id}:{passage}" for id, entry in survey.entries.items() for passage in entry.passages)
    unread = [path.split("/")[-1].removesuffix(".md") for path in survey.seeds.unread if "/articles/" in path]
    return frozenset(passages).union(survey.entries, unread, (f"{id}:*" for id in unread))


def list_regions_of(existing: Iterable[str], keys: Keys) -> dict[str, tuple[str, ...]]:
    """Return the names of the regions that each page can have, by path; one that nothing makes has none of its own."""
    found = dict.fromkeys(existing, (CITATIONS,))
    return found | {f"{FOLDER}/{page}": list_region_names(page) for page in keys.list_pages()}


def list_pages(files: Iterable[str]) -> list[str]:
    """Return which files are pages."""
    return [path for path in files if path.endswith(PAGE_SUFFIXES)]


def check_exports(root: Path, files: dict[str, Any]) -> list[Problem]:
    """Return a warning for each exported file that nothing makes any more; leave a person's own llms.txt alone."""
    own, found = read_text(root, LLMS, MAX_READ_BYTES)
    if own is not None and NOTICE not in own:
        del files[LLMS]
    paths = [path for folder in FOLDERS for path in list_paths(root, f"{FOLDER}/{folder}")]
    message = "nothing in seeds/ makes this file any more"
    help = "`briefing generate --prune` removes it if it is a generated one"
    orphans = (path for path in paths if path not in files)
    return [*found, *(Problem(Place(Source(path, "")), "orphan-page", message, help) for path in orphans)]


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
    library, _, _, found = load_library(root)
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
    problems += tuple(problem for source in read.values() for problem in check_page(citable, NO_WISHES, source))
    if has_errors(problems):
        return Plan(problems)
    files = {f"seeds/reviews/{name}.yml": accept_prose(library, name, existing, today) for name in names}
    problems += tuple(check_all_written(files, "make two topics of it: a review names each of its cells"))
    changes = () if has_errors(problems) else tuple(plan_changes(root, files))
    return Plan(problems, changes, files=len(files))


def check_all_written(files: Mapping[str, str], help: str) -> Iterator[Problem]:
    """Yield a problem for each file that would be too large to be read again."""
    return (problem for path, text in files.items() for problem in check_written(path, text, help))


def accept_prose(library: Library, name: str, existing: Mapping[str, Source], today: Day) -> str:
    """Return the review of the page that is called `name`; one that was never generated has no prose yet."""
    cells, path = library.by_topic.get(name, {}), f"{FOLDER}/{name}.md"
    page = parse_page(existing[path])[0] if path in existing else None
    if page is None:
        return make_review(cells, today)
    prose, citable = find_prose(page), list_citable(library.seeds)
    cited = [id for id in list_citations(prose) if id in citable]
    return make_review(cells, today, hash_prose(prose), list_corrections(cited, library.seeds))


def plan_receipts(root: Path, texts: Path | None, today: Day, accepted: Sequence[str] = ()) -> Plan:
    """Check every quote against the texts at hand and prepare the receipts, without writing one."""
    readings, problems = read_site(root, texts)
    for id in accepted:
        if id not in readings.seeds.articles:
            help = suggest_name(id, readings.seeds.articles)
            raise UsageError(f"--accept: there is no article `{id}`{help and f'; {help}'}")
    settings, found = read_settings(root)
    files, wrong = verify_articles(readings, settings.limits, today, accepted)
    wrong += check_all_written(files, "put some of the article's positions into another file, which annotates it too")
    problems, _ = accept_warnings([*problems, *found, *wrong], readings.seeds)
    changes = () if has_errors(problems) else tuple(plan_changes(root, files))
    checked = (article for id, article in readings.seeds.articles.items() if f"seeds/receipts/{id}.yml" in files)
    quotes = sum(1 for article in checked for _ in list_quotes(article))
    return Plan(tuple(problems), changes, files=len(files), quotes=quotes)

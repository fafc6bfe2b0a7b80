"""The spine: read → parse → assemble → render → merge → write. Each command goes part of the way."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefing_desk.analysis.cells import find_newest_day
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import check_unused, make_review
from briefing_desk.build.fingerprints import Prints, take_prints
from briefing_desk.build.memory import NOTHING, Made, Memory, describe_code
from briefing_desk.build.plan import Plan
from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.checks.acceptance import accept_warnings, check_acceptances
from briefing_desk.checks.assemble import assemble, make_library
from briefing_desk.disk.read import (
    MAX_READ_BYTES,
    PAGE_SUFFIXES,
    Pages,
    Progress,
    ignore,
    list_paths,
    read_digest,
    read_pages,
    read_settings,
    read_site,
    read_text,
)
from briefing_desk.disk.workers import spread
from briefing_desk.disk.write import Kept, keep_file, plan_changes
from briefing_desk.exports.files import FOLDERS, PACKAGE, describe_tables, export_files, list_companions
from briefing_desk.exports.llms import NOTICE
from briefing_desk.pages.site_pages import render_site
from briefing_desk.quotes.evidence import list_quotes
from briefing_desk.quotes.readings import Readings
from briefing_desk.quotes.verify import verify_articles
from briefing_desk.regions.citations import list_citable
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.merge import (
    NO_WISHES,
    Each,
    Keep,
    Merged,
    Wishes,
    check_page,
    choose_drafts,
    keep_text,
    merge_page,
)
from briefing_desk.regions.prose import find_prose, hash_prose, list_citations
from briefing_desk.regions.prose_checks import check_unfinished, list_corrections, name_page
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Seeds
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Digest, Place, Source
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.syntax.yaml_tree import check_written
from briefing_desk.web.drafts import FOLDER, Draft
from briefing_desk.web.templates import check_templates

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
    memory: Memory = NOTHING,
    follow: Progress = ignore,
) -> Plan:
    """Go the whole way from `seeds/` to the pages, without writing one; what is in memory is not made again."""
    library, readings, settings, problems = load_library(root, texts, follow)
    existing, unreadable = read_pages(root)
    problems += [*unreadable, *check_templates(settings.templates)]
    if library is None or has_errors(problems):
        return Plan((*problems, *check_pages(readings.seeds, existing, wishes)))
    prints = take_prints(library, readings, settings, describe_code())
    reviews = readings.reviews
    del readings  # with the receipts, which nothing asks for any more: what they took is free for the pages
    known = find_known(root, memory, prints, existing)
    drafts = render_site(library, settings)
    merged = merge_site(library, drafts, existing, wishes, known, spread, partial(keep_file, root, existing))
    files: dict[str, Kept] = known | merged.pages
    problems += [*merged.problems, *check_unused(reviews, list(map(name_page, list_pages(files))))]
    if has_errors(problems):
        return Plan(tuple(problems))
    find = partial(find_text, existing, files)
    keep = partial(keep_file, root, None)
    files |= export_files(library, settings, find, known, spread, keep)
    package = f"{FOLDER}/{PACKAGE}"
    if package not in known:
        digests = {path: kept.digest for path, kept in files.items()}
        files[package] = keep(package, describe_tables(library, settings, digests))
    made = {page: memory.pages[page] for page in prints.pages if f"{FOLDER}/{page}" in known}
    made |= note_made(prints, merged, files)
    problems += check_exports(root, files)
    changes = tuple(kept.change for _, kept in sorted(files.items()) if kept.change)
    newest = find_newest_day(library.seeds)

    def find_unfinished() -> list[Problem]:
        return [*settings.unfinished, *check_unfinished(library, find)]

    return Plan(tuple(problems), changes, merged.saved, made, newest, len(files), find_unfinished)


def merge_site(
    library: Library,
    drafts: Iterable[Draft],
    existing: Mapping[str, Source],
    wishes: Wishes = NO_WISHES,
    known: Collection[str] = (),
    each: Each = map,
    keep: Keep = keep_text,
) -> Merged:
    """Return all pages merged but those known; nothing may be written if errors are among the problems.

    Each page is read when it is its turn. Raise UsageError for a wish that no page can fulfil.
    """
    merge = partial(merge_page, library, list_citable(library.seeds), wishes, keep)
    chosen, merged = choose_drafts(drafts, existing, wishes, known), Merged()
    for page in each(partial(read_and_merge, merge, existing), chosen):
        merged.add(page)
    return merged


def read_and_merge(
    merge: Callable[[Draft, Source | None], Merged], existing: Mapping[str, Source], draft: Draft
) -> Merged:
    """Return a draft merged with its page, which is read now."""
    return merge(draft, existing.get(draft.path))


def check_pages(seeds: Seeds, existing: Mapping[str, Source], wishes: Wishes = NO_WISHES) -> list[Problem]:
    """Return what is wrong with the pages on disk by themselves, when there is no library to draft from."""
    citable = list_citable(seeds)
    return [problem for source in existing.values() for problem in check_page(citable, wishes, source)]


def list_pages(files: Iterable[str]) -> list[str]:
    """Return which files are pages."""
    return [path for path in files if path.endswith(PAGE_SUFFIXES)]


def find_text(existing: Mapping[str, Source], files: Mapping[str, Kept], path: str) -> str:
    """Return the text of a page as it is to be on disk."""
    change = files[path].change
    return change.new.decode("utf-8-sig") if change else existing[path].text


def find_known(root: Path, memory: Memory, prints: Prints, existing: Pages) -> dict[str, Kept]:
    """Return every page, and its companions, that was made of what it would be made of now."""
    known: dict[str, Kept] = {}
    for page in prints.pages:
        made = memory.pages.get(page)
        if made is None or made.digest != prints.cite(page, made.cites):
            continue
        path, *others = list_files(page)
        digests = {path: existing.digests.get(path)}
        if is_as_made(digests, made):
            digests |= {other: read_digest(root, other) for other in others}
        if is_as_made(digests, made) and len(digests) == len(made.files):
            known |= {name: Kept(digest) for name, digest in digests.items() if digest}
    return known


def is_as_made(digests: Mapping[str, Digest | None], made: Made) -> bool:
    """Say whether files are what was made."""
    return all(digest and made.files.get(path) == digest.sha256 for path, digest in digests.items())


def note_made(prints: Prints, merged: Merged, files: Mapping[str, Kept]) -> dict[str, Made]:
    """Return what was made just now of pages with which nothing is wrong."""
    wrong = {problem.at.path for problem in merged.problems}
    made = {}
    for page in prints.pages:
        path, *others = list_files(page)
        if path in merged.cited and path not in wrong:
            cites = merged.cited[path]
            sums = {name: files[name].digest.sha256 for name in (path, *others)}
            made[page] = Made(prints.cite(page, cites), cites, sums)
    return made


def list_files(page: str) -> list[str]:
    """Return the paths of a page and of its companions."""
    return [f"{FOLDER}/{name}" for name in (page, *list_companions(page))]


def check_exports(root: Path, files: dict[str, Kept]) -> list[Problem]:
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
    problems += tuple(check_pages(library.seeds, read))
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

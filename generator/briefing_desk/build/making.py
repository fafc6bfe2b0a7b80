"""Make pages, each from the articles about its subject alone, with the files that tell the same to programs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, NamedTuple

from briefing_desk.analysis.cells import Cells, Comparable
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.lists import MonthPart, TopicPart, Whole, list_month, list_topic
from briefing_desk.analysis.statements import find_recorded
from briefing_desk.build.loading import (
    Job,
    Summary,
    add_cited,
    load_library,
    pack_comparable,
    pack_summary,
    unpack_comparable,
)
from briefing_desk.build.survey import NOWHERE, sort_ids
from briefing_desk.checks.assemble import make_library
from briefing_desk.disk.read import Pages
from briefing_desk.disk.revisions import list_joined
from briefing_desk.disk.write import Kept, keep_file
from briefing_desk.exports.feed_entries import Entry, sort_entries
from briefing_desk.exports.files import Site, export_page, list_month_entries, list_topic_entries
from briefing_desk.pages.site_pages import AGREEMENT, render_agreement, render_page
from briefing_desk.regions.markers import parse_page, replace_bodies
from briefing_desk.regions.merge import Merged, check_size, merge_page
from briefing_desk.regions.prose_checks import check_placeholder
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Seeds
from briefing_desk.schema.references import make_reference
from briefing_desk.store.database import hash_all, pack_json
from briefing_desk.store.packing import Unpack, find_unpack, pack, pack_problem
from briefing_desk.syntax.source import Place, Source
from briefing_desk.web.drafts import CITATIONS, FOLDER, SITE_PAGES, Draft
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.template_faults import TemplateFault
from briefing_desk.web.views import name_page

TOPIC_PART, MONTH_PART = find_unpack(TopicPart), find_unpack(MonthPart)
ENTRY = [field.name for field in fields(Entry)]


@dataclass(slots=True)
class Made:
    """A page that was made, with its companions."""

    page: str
    merged: Merged
    files: dict[str, Kept]
    unfinished: list[Any]
    """What readers would miss on it, packed."""


class Work(NamedTuple):
    """What is to be made of a topic or a month."""

    name: str
    """Its id, or its page."""
    is_page: bool
    """Whether its page is to be made."""
    is_part: bool
    """Whether what it brings to others is."""


class Brought(NamedTuple):
    """What was made of a topic or a month; packed, to travel."""

    name: str
    page: Made | None
    part: str | None
    """What it brings to pages about the whole site."""
    summary: Any = None
    """What else others need of a topic."""


def make_topic(job: Job, work: Work) -> Brought:
    """Return what is to be made of a topic."""
    id, is_page, is_part = work
    review = job.survey.reviews.get(id)
    library = load_library(job, job.index.topics[id], {id: review} if review else {}, (id,))
    page = make_files(job, library, f"{id}.md") if is_page else None
    if not is_part:
        return Brought(id, page, None)
    cells = library.by_topic.get(id, {})
    held: dict[str, dict[str, str | None]] = {}
    for (actor, question), cell in cells.items():
        held.setdefault(question, {})[actor] = pack_comparable(cell.comparable)
    summary = pack_summary(Summary(library.freshness[id], held, hash_changes(job, cells)))
    entries = list_topic_entries(Outlet(library, job.survey.settings, ""), cells.values())
    return Brought(id, page, pack_part(list_topic(cells.values()), entries), summary)


def make_month(job: Job, work: Work) -> Brought:
    """Return what is to be made of a month."""
    ids = sort_ids(job.index.months[work.name])
    page = make_files(job, load_library(job, ids, {}), work.name) if work.is_page else None
    if not work.is_part:
        return Brought(work.name, page, None)
    library = load_library(job, {*ids, *list_ordered(job, ids)}, {})
    entries = list_month_entries(Outlet(library, job.survey.settings, ""), ids)
    part = list_month(library.seeds, library.evidence, library.reports, ids)
    return Brought(work.name, page, pack_part(part, entries))


def pack_part(part: TopicPart | MonthPart, entries: Iterable[Entry]) -> str:
    """Return what a topic or a month brings to pages about the whole site, and to its feed, as JSON."""
    return pack_json([pack(part), list(map(pack_entry, entries))])


def pack_entry(entry: Entry) -> list[Any]:
    """Return an entry of a feed as what JSON can say."""
    days = {"published": str(entry.published), "updated": str(entry.updated)}
    return [days.get(name) or getattr(entry, name) for name in ENTRY]


def unpack_entry(packed: list[Any]) -> Entry:
    """Return an entry of a feed again."""
    values = dict(zip(ENTRY, packed, strict=True))
    days = {name: Day.fromisoformat(values[name]) for name in ("published", "updated")}
    return Entry(**{**values, **days, "topics": tuple(values["topics"])})


def join_parts(topics: Iterable[tuple[str, Any]], months: Iterable[Any]) -> Site:
    """Return the whole site, given what each topic brings, by id, and each month, as it was packed."""
    entries: list[Entry] = []

    def unpack(make: Unpack, row: Any) -> Any:
        part, told = row
        entries.extend(map(unpack_entry, told))
        return make(part, NOWHERE)

    found = {id: unpack(TOPIC_PART, row) for id, row in topics}
    whole = Whole(found, [unpack(MONTH_PART, row) for row in months])
    return Site(whole, sort_entries(entries))


def list_ordered(job: Job, ids: Iterable[str]) -> Iterator[str]:
    """Yield the articles without which it is not known in which order some articles report what is in a cell."""
    cells = (cell for id in ids for cell in job.survey.entries[id].cells if cell in job.ordered)
    return (id for cell in cells for id in job.ordered[cell])


def hash_changes(job: Job, cells: Cells) -> dict[str, str]:
    """Return the digest of all that is known of cells which changed, by the year of record of their last change."""
    years: dict[str, list[str]] = {}
    for cell in cells.values():
        if cell.changed_from:
            year = str(find_recorded(cell.changed_from, cell.current).year)
            told = (f"{report.article_id} {job.keys[report.article_id]}" for report in cell.all_reports)
            years.setdefault(year, []).extend((cell.actor, cell.question, *told))
    return {year: hash_all(parts) for year, parts in years.items()}


def make_page(job: Job, page: str) -> Made:
    """Return the page of an actor or of a question."""
    folder, _, name = page.removesuffix(".md").rpartition("/")
    if folder == "questions":
        topic, _, question = name.partition("--")
        ids = job.index.asked.get(make_reference(topic, question), [])
        return make_files(job, load_library(job, ids, {}, (topic,)), page)
    return make_files(job, load_library(job, job.index.actors[name], {}), page)


def renew_agreement(job: Job, library: Library, page: str) -> Made:
    """Return an actor's page of which nothing changes but what it tells of others; it is as an earlier run made it."""
    source = job.pages[f"{FOLDER}/{page}"]
    parsed, _ = parse_page(source)
    assert parsed, "a page that we have made has sound markers"
    has_region = any(region.name == AGREEMENT for region in parsed.regions)
    try:
        bodies = {AGREEMENT: render_agreement(library, job.survey.settings, page)} if has_region else {}
    except TemplateFault as fault:
        return Made(page, Merged(problems=[fault.problem]), {}, [])
    text = replace_bodies(parsed, bodies)
    wrong = [replace(problem, at=problem.at.forget_text()) for problem in check_size(text, Place(source))]
    kept = keep_file(job.survey.root, {source.path: source}, source.path, text)
    return Made(page, Merged({source.path: kept}, problems=wrong), {source.path: kept}, [])


def make_files(job: Job, library: Library, page: str, site: Site | None = None) -> Made:
    """Return a page with its companions; `site` if it is about the whole site."""
    settings = job.survey.settings
    draft = render_page(library, settings, page, site.whole if site else None)
    existing = job.pages.get(draft.path)
    knowing = add_cited(job, library, existing.text if existing else begin_page(draft))
    merged = merge_draft(job, knowing, draft, existing)
    files: dict[str, Kept] = dict(merged.pages)
    find = partial(find_text, job.pages, files)
    if files:
        outlet, months = Outlet(knowing, settings, page), list(map(name_page, sorted(job.index.months)))
        exported = export_page(outlet, page, months, find, site)
        files |= {path: keep_file(job.survey.root, None, path, text) for path, text in exported.items()}
    unfinished = [pack_problem(one) for path in merged.pages for one in find_unwritten(path, find(path))]
    return Made(page, merged, files, unfinished)


def find_unwritten(path: str, text: str) -> Iterable[Any]:
    """Return what a page still asks its editor to write, where readers would see it: on home and topics."""
    name = path.removeprefix(f"{FOLDER}/")
    is_read = "/" not in name and (name == "index.md" or name not in SITE_PAGES)
    return check_placeholder(Source(path, text)) if is_read else ()


def begin_page(draft: Draft) -> str:
    """Return how a new page begins, if that is a site's own: it may cite. What is wrong with it is told later."""
    try:
        return fill_skeleton(draft) if draft.templates else ""
    except TemplateFault:
        return ""


def merge_draft(job: Job, library: Library, draft: Draft, existing: Source | None) -> Merged:
    """Return a draft merged with its page."""
    keep = partial(keep_file, job.survey.root, {draft.path: existing} if existing else {})
    return merge_page(library, job.citable, job.wishes, keep, draft, existing, partial(list_joined, job.survey.root))


def merge_other(job: Job, path: str) -> Merged:
    """Return a page that nothing in `seeds/` makes: a person's own, or one whose subject is gone."""
    survey, existing = job.survey, job.pages[path]
    others = {name: review for name, review in survey.reviews.items() if name not in survey.seeds.topics}
    nothing = make_library(Seeds(survey.seeds.actors, survey.seeds.publishers), {}, others)
    draft = Draft(path, "", {CITATIONS: ""}, templates=survey.settings.templates)
    return merge_draft(job, add_cited(job, nothing, existing.text), draft, existing)


def find_text(pages: Pages, files: Mapping[str, Kept], path: str) -> str:
    """Return the text of a page as it is to be on disk."""
    change = files[path].change
    return (change.new or b"").decode("utf-8-sig") if change else pages[path].text


def gather_held(summaries: Mapping[str, Summary]) -> dict[str, dict[str, Comparable | None]]:
    """Return what each actor holds on each question, as far as it can be compared."""
    held: dict[str, dict[str, Comparable | None]] = {}
    for summary in summaries.values():
        for question, actors in summary.held.items():
            for actor, stance in actors.items():
                held.setdefault(actor, {})[question] = unpack_comparable(stance)
    return held


def gather_changes(summaries: Mapping[str, Summary]) -> dict[str, list[str]]:
    """Return the digests of what changed in each year of record, topic by topic."""
    found: dict[str, list[str]] = {}
    for id in sorted(summaries):
        for year, digest in summaries[id].changes.items():
            found.setdefault(year, []).append(f"{id} {digest}")
    return found

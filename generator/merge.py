"""Where drafts meet the pages on disk: a missing page is created whole, in others only regions' bodies change. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.assemble import Library
from generator.model import Seeds
from generator.problems import Problem
from generator.prose import Prose, check_prose, list_citations, parse_prose
from generator.regions import Page, Region, format_region, is_edited, parse_page, replace_bodies
from generator.render import CITATIONS, REQUIRED, Draft, fill_skeleton, list_citable, render_citations
from generator.source import Place, Source
from generator.suggest import suggest_name


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person at the terminal asks for beside the usual."""

    add: tuple[str, ...] = ()
    """`REGION` or `PAGE:REGION`, to be put in where it is missing."""
    replace: tuple[str, ...] = ()
    """Pages whose edited regions may be replaced."""


NO_WISHES = Wishes()


@dataclass(slots=True)
class Merged:
    """The pages as they should be on disk, and what is wrong with those that are there."""

    pages: dict[str, str] = field(default_factory=dict)
    """The text of each page of the site, by path."""
    saved: dict[str, str] = field(default_factory=dict)
    """Bodies edited by hand that `--replace` takes out, by `page region`."""
    problems: list[Problem] = field(default_factory=list)


def merge_site(
    library: Library, drafts: Iterable[Draft], existing: Mapping[str, Source], wishes: Wishes = NO_WISHES
) -> Merged:
    """Return all pages merged; nothing may be written if there are errors among the problems."""
    merged = Merged()
    by_path = {draft.path: draft for draft in drafts}
    for path, draft in by_path.items():
        source = existing.get(path)
        if source is None:
            merged.pages[path] = fill_skeleton(draft)
        else:
            merge_page(library, draft, source, wishes, merged)
    for path, source in existing.items():
        if path not in by_path:
            merge_page(library, Draft(path, "", {CITATIONS: ""}), source, wishes, merged)
    return merged


def check_pages(seeds: Seeds, existing: Mapping[str, Source], wishes: Wishes = NO_WISHES) -> list[Problem]:
    """Return what is wrong with the pages on disk by themselves, when there is no library to draft from."""
    merged = Merged()
    for source in existing.values():
        examine_page(seeds, source, wishes, merged)
    return merged.problems


def examine_page(seeds: Seeds, source: Source, wishes: Wishes, merged: Merged) -> Page | None:
    """Return a page whose markers are sound, noting what is wrong with its prose and its regions."""
    page, problems = parse_page(source)
    merged.problems.extend(problems)
    if page is not None:
        merged.problems.extend(check_prose(parse_prose(page), list_citable(seeds)))
        merged.problems.extend(check_edited(page, wishes, merged))
    return page


def merge_page(library: Library, draft: Draft, source: Source, wishes: Wishes, merged: Merged) -> None:
    """Add one existing page to `merged`: its text with new bodies, or the problems that prevent it."""
    page = examine_page(library.seeds, source, wishes, merged)
    if page is None:
        return
    page = add_wanted(page, draft, wishes)
    prose = parse_prose(page)
    merged.problems.extend(check_regions(page, draft, prose))
    citable = list_citable(library.seeds)
    cited = [str(id) for id in list_citations(prose) if id in citable]
    bodies = {**draft.bodies, CITATIONS: render_citations(library, draft.path, cited)}
    merged.pages[draft.path] = replace_bodies(page, bodies)


def check_regions(page: Page, draft: Draft, prose: Prose) -> list[Problem]:
    """Return regions that the page cannot have, and those it must have and has not."""
    problems = []
    for region in page.regions:
        if region.name not in draft.bodies:
            problems.append(explain_unknown(page, region, draft))
    present = {region.name for region in page.regions}
    needed = set(REQUIRED & set(draft.bodies)) | ({CITATIONS} if list_citations(prose) else set())
    for name in sorted(needed - present):
        path = draft.path.removeprefix("briefings/")
        message = f"the region `{name}` is missing, and something links into it"
        help = f"run `briefing generate --add {path}:{name}`"
        problems.append(Problem(Place(page.source), "region-required", message, help))
    return problems


def explain_unknown(page: Page, region: Region, draft: Draft) -> Problem:
    """Return the problem of a region that this page cannot have; a page whose subject is gone is only told."""
    place = Place(page.source, region.start)
    if not draft.template:
        message = "nothing in seeds/ makes this page any more"
        return Problem(Place(page.source), "orphan-page", message, "delete it, or delete its regions to keep its prose")
    message = f"this kind of page has no region `{region.name}`"
    return Problem(place, "unknown-region", message, suggest_name(region.name, draft.bodies))


def check_edited(page: Page, wishes: Wishes, merged: Merged) -> list[Problem]:
    """Return the regions that were edited by hand; those of pages named by `--replace` are saved instead."""
    problems = []
    for region in page.regions:
        if not is_edited(page, region):
            continue
        if is_named(page.source.path, wishes.replace):
            merged.saved[f"{page.source.path} {region.name}"] = page.body_of(region)
            continue
        message = f"the generated region `{region.name}` was edited by hand; the change would be lost"
        help = f"undo it, or run `briefing generate --replace {page.source.path}` to save it beside the page and go on"
        problems.append(Problem(Place(page.source, region.start), "edited-region", message, help))
    return problems


def is_named(path: str, names: Iterable[str]) -> bool:
    """Say whether a page is among the named ones; `briefings/` may be left out."""
    return any(path in (name, f"briefings/{name}") for name in names)


def add_wanted(page: Page, draft: Draft, wishes: Wishes) -> Page:
    """Return the page with the regions that are wanted and missing, each behind the one before it in the template."""
    for name in draft.bodies:
        is_wanted = any(
            wish.rpartition(":")[2] == name and (":" not in wish or is_named(draft.path, [wish.rpartition(":")[0]]))
            for wish in wishes.add
        )
        if is_wanted and all(region.name != name for region in page.regions):
            page = add_region(page, draft, name)
    return page


def add_region(page: Page, draft: Draft, name: str) -> Page:
    """Return the page with one more region, with its heading if it comes with one."""
    order = list(draft.bodies)
    before = [region for region in page.regions if region.name in order[: order.index(name)]]
    at = max((region.end for region in before), default=len(page.source.text))
    heading = find_heading(draft, name)
    text = page.source.text
    glue = "" if text[:at].endswith(("\n", "\r")) or not at else page.newline
    chunk = f"{glue}\n{heading}{format_region(name, draft.bodies[name])}".replace("\n", page.newline)
    fresh, _ = parse_page(Source(page.source.path, text[:at] + chunk + text[at:]))
    assert fresh is not None, "a region put between two others cannot break their markers"
    return fresh


def find_heading(draft: Draft, name: str) -> str:
    """Return the heading that stands right before a region in the page's template, with a blank line, or nothing."""
    if not draft.template:
        return ""
    before = fill_skeleton(draft).split(f"<!-- generated: {name} -->")[0].rstrip().splitlines()
    return f"{before[-1]}\n\n" if before and before[-1].startswith("## ") else ""

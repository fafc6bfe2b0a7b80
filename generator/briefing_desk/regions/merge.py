"""Where drafts meet the pages on disk: a missing page is created whole, in others only regions' bodies change. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing_desk.analysis.library import Library
from briefing_desk.regions.citations import render_citations
from briefing_desk.regions.markers import (
    MAX_ITEMS,
    Page,
    Region,
    format_region,
    has_endless_lists,
    is_edited,
    parse_page,
    replace_bodies,
)
from briefing_desk.regions.prose import Prose, check_prose, find_prose, list_citations
from briefing_desk.regions.prose_checks import check_upkeep, name_page
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.model import Freshness
from briefing_desk.syntax.decode import MAX_PAGE_BYTES, check_marks
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import LINE_BREAK, Place, Source, find_line_starts
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.web.drafts import CITATIONS, REQUIRED, Draft
from briefing_desk.web.template_faults import TemplateFault


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person at the terminal asks for beside the usual."""

    add: tuple[str, ...] = ()
    """`REGION` or `PAGE:REGION`, to be put in where it is missing."""
    replace: tuple[str, ...] = ()
    """Pages whose edited regions may be replaced."""


NO_WISHES = Wishes()
Keep = Callable[[str, str], Any]
"""Given the path and the text of what was made, returns what is kept of it: a large site is never in memory as text."""


@dataclass(slots=True)
class Merged:
    """Pages as they should be on disk, and what is wrong with those that are there."""

    pages: dict[str, Any] = field(default_factory=dict)
    """What is kept of each page, by path."""
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the prose of each page cites, by path."""
    saved: dict[str, str] = field(default_factory=dict)
    """Bodies edited by hand that `--replace` takes out, by `page region`."""
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: "Merged") -> None:
        """Take in other pages."""
        self.pages |= other.pages
        self.cited |= other.cited
        self.saved |= other.saved
        self.problems += other.problems


def keep_text(path: str, text: str) -> str:
    """Keep the whole text."""
    return text


def merge_page(
    library: Library, citable: Collection[str], wishes: Wishes, keep: Keep, draft: Draft, existing: Source | None
) -> Merged:
    """Return a draft merged with the page that is there, or what a site's own template does wrong."""
    try:
        return merge_sound(library, citable, wishes, keep, draft, existing)
    except TemplateFault as fault:
        return Merged(problems=[fault.problem])


def merge_sound(
    library: Library, citable: Collection[str], wishes: Wishes, keep: Keep, draft: Draft, existing: Source | None
) -> Merged:
    """Return a draft merged with the page that is there; a new page is its template, merged with itself."""
    path, merged = draft.path, Merged()
    draft = replace(draft, bodies=dict(draft.bodies))
    source = existing or Source(path, fill_skeleton(draft))
    prose = examine_page(source, citable, wishes, merged)
    if prose is not None:
        prose = add_wanted(prose, draft, wishes)
        cited = [id for id in list_citations(prose) if id in citable]
        fresh = library.freshness.get(name_page(path), Freshness())
        merged.problems.extend(check_upkeep(prose, cited, library.seeds, fresh))
        merged.problems.extend(check_regions(prose.page, draft, bool(cited)))
        merged.cited[path] = tuple(map(str, cited))
        present = (region.name for region in prose.page.regions if region.name in draft.bodies)
        bodies = {name: draft.bodies[name] for name in present} | {
            CITATIONS: render_citations(library, path, cited, draft.templates)
        }
        text = replace_bodies(prose.page, bodies)
        merged.problems.extend(check_size(text, Place(source)))
        merged.pages[path] = keep(path, text)
    merged.problems = [replace(problem, at=problem.at.forget_text()) for problem in merged.problems]
    return merged


def check_page(citable: Collection[str], wishes: Wishes, source: Source) -> list[Problem]:
    """Return what is wrong with a page on disk by itself, when there is no library to draft from."""
    merged = Merged()
    examine_page(source, citable, wishes, merged)
    return merged.problems


def check_wishes(pages: Mapping[str, Collection[str]], wishes: Wishes) -> None:
    """Raise UsageError for a wish that names no page, or a region that no such page can have.

    `pages` has the names of the regions that each page can have, by path.
    """
    for page in wishes.replace:
        if not any(is_named(path, page) for path in pages):
            raise UsageError(f"--replace {page}: there is no such page")
    for wish in wishes.add:
        page, _, name = wish.rpartition(":")
        regions = [names for path, names in pages.items() if not page or is_named(path, page)]
        if not regions:
            raise UsageError(f"--add {wish}: there is no such page")
        known = {name for names in regions for name in names}
        if name not in known:
            help = suggest_name(name, known) or f"there are {', '.join(sorted(known))}"
            raise UsageError(f"--add {wish}: no such page has a region `{name}`; {help}")


def examine_page(source: Source, citable: Collection[str], wishes: Wishes, merged: Merged) -> Prose | None:
    """Return a page whose markers are sound, noting what is wrong with its prose and its regions."""
    page, problems = parse_page(source)
    merged.problems.extend(problems)
    if page is None:
        return None
    words = "".join(source.text[start:end] for start, end in page.prose)
    endless = check_marks(words, Place(source)) or check_lists(words, Place(source))
    prose = find_prose(page)
    merged.problems.extend(endless or check_prose(prose, citable))
    merged.problems.extend(check_edited(page, wishes, merged))
    return None if endless else prose


def check_size(text: str, at: Place) -> list[Problem]:
    """Return the problem of a page that would be larger than any is written, if it would."""
    if len(text) * 4 <= MAX_PAGE_BYTES or len(text.encode()) <= MAX_PAGE_BYTES:
        return []
    message = f"the page would be larger than {MAX_PAGE_BYTES // 1_000_000} MB, which no browser shows well"
    help = "make two topics of one in `seeds/topics/`: each has its own page, with fewer questions or actors"
    return [Problem(at, "too-large", message, help)]


def check_lists(words: str, at: Place) -> list[Problem]:
    """Return the problem of prose that is an endless list, if it is."""
    if not has_endless_lists(words):
        return []
    message = f"the prose has more than {MAX_ITEMS} items of lists"
    return [Problem(at, "too-large", message, "what is so long belongs on a page of its own, or into a table of data")]


def check_regions(page: Page, draft: Draft, is_cited: bool) -> list[Problem]:
    """Return regions that the page cannot have, and those it must have and has not."""
    problems = [explain_unknown(page, region, draft) for region in page.regions if region.name not in draft.bodies]
    present = {region.name for region in page.regions}
    needed = (REQUIRED & set(draft.bodies)) | ({CITATIONS} if is_cited else set())
    for name in sorted(needed - present):
        path = draft.path.removeprefix("briefings/")
        message = f"the region `{name}` is missing, and something links into it"
        help = f"run `briefing generate --add {path}:{name}`"
        problems.append(Problem(Place(page.source), "region-required", message, help))
    return problems


def explain_unknown(page: Page, region: Region, draft: Draft) -> Problem:
    """Return the problem of a region that this page cannot have; a page whose subject is gone is only told."""
    if not draft.template:
        message = "nothing in seeds/ makes this page any more"
        help = "`briefing generate --prune` removes it if nobody wrote in it; to keep its prose, delete its regions"
        return Problem(Place(page.source), "orphan-page", message, help)
    message = f"this kind of page has no region `{region.name}`"
    help = suggest_name(region.name, draft.bodies) or f"delete it; there are {', '.join(sorted(draft.bodies))}"
    return Problem(Place(page.source, region.start), "unknown-region", message, help)


def check_edited(page: Page, wishes: Wishes, merged: Merged) -> list[Problem]:
    """Return the regions that were edited by hand; those of pages named by `--replace` are saved instead."""
    problems = []
    for region in page.regions:
        if not is_edited(page, region):
            continue
        if any(is_named(page.source.path, name) for name in wishes.replace):
            merged.saved[f"{page.source.path} {region.name}"] = page.body_of(region)
            continue
        message = f"the generated region `{region.name}` was edited by hand; the change would be lost"
        help = f"undo it, or run `briefing generate --replace {page.source.path}` to save it beside the page and go on"
        problems.append(Problem(Place(page.source, region.start), "edited-region", message, help))
    return problems


def is_named(path: str, name: str) -> bool:
    """Say whether a name means a page; `briefings/` may be left out."""
    return path in (name, f"briefings/{name}")


def add_wanted(prose: Prose, draft: Draft, wishes: Wishes) -> Prose:
    """Return the page with the regions that are wanted and missing."""
    for name in draft.bodies:
        wanted = (wish.rpartition(":") for wish in wishes.add)
        is_wanted = any(found == name and (not page or is_named(draft.path, page)) for page, _, found in wanted)
        if is_wanted and all(region.name != name for region in prose.page.regions):
            prose = add_region(prose, draft, name)
    return prose


def add_region(prose: Prose, draft: Draft, name: str) -> Prose:
    """Return the page with one more region."""
    source, newline = prose.page.source, prose.page.newline
    at, heading = find_place(prose, draft, name)
    before, after = LINE_BREAK.split(source.text[:at]), LINE_BREAK.split(source.text[at:], maxsplit=1)[0]
    lead = "\n" * (bool(before[-1]) + bool("".join(before[-2:]).strip()))
    chunk = lead + heading + format_region(name, draft.bodies[name]) + ("\n" if after.strip() else "")
    fresh, _ = parse_page(Source(source.path, source.text[:at] + chunk.replace("\n", newline) + source.text[at:]))
    assert fresh is not None, "a region put between two others cannot break their markers"
    return find_prose(fresh)


def find_place(prose: Prose, draft: Draft, name: str) -> tuple[int, str]:
    """Return the offset at which a missing region goes, and its heading with a blank line if that is missing too.

    The place is below its own heading; else behind the region that comes before it, or, with a heading, behind that
    region's section; else before the first section.
    """
    text, order = prose.page.source.text, list(draft.bodies)
    starts = [*find_line_starts(text), len(text)]
    lines = [line for line, token in prose.blocks if token.type == "heading_open" and token.tag == "h2"]
    sections = [(starts[line], starts[line + 1]) for line in lines if text.startswith("##", starts[line])]
    heading = find_heading(draft, name)
    below = [end for start, end in sections if text[start:end].strip() == heading.strip()]
    behind = [
        region.end for other in order[: order.index(name)] for region in prose.page.regions if region.name == other
    ]
    if below:
        return below[0], ""
    if behind and heading:
        end = next((start for start, _ in sections if start >= behind[-1]), behind[-1])
        return (end if text[behind[-1] : end].strip() else behind[-1]), heading
    return (behind[-1] if behind else sections[0][0] if sections else len(text)), heading


def find_heading(draft: Draft, name: str) -> str:
    """Return the heading that stands right before a region in the page's template, with a blank line, or nothing."""
    if not draft.template:
        return ""
    before = fill_skeleton(draft).split(f"<!-- generated: {name} -->")[0].rstrip().splitlines()
    return f"{before[-1]}\n\n" if before and before[-1].startswith("## ") else ""

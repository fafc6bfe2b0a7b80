"""What is wrong with the seeds of a site, taken together; nothing is asked of an article that has not changed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefing_desk.build.article_checks import Checked, Grounds, list_ordered, load_seeds
from briefing_desk.build.entries import Entry
from briefing_desk.build.survey import Survey
from briefing_desk.checks.acceptance import accept_warnings, check_acceptances
from briefing_desk.checks.assemble import check_receipts, check_together
from briefing_desk.checks.references import check_codings
from briefing_desk.disk.read import MAX_READ_BYTES, Reader, list_paths
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.store.packing import make_place
from briefing_desk.syntax.problems import Problem, has_errors
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.web.drafts import FOLDER

ARTICLE_FOLDER = "seeds/articles"
SHOWN = f"{FOLDER}/data/articles"
"""The published tables of articles, by month."""


def check_survey(survey: Survey, grounds: Grounds, checked: Checked) -> list[Problem]:
    """Return what is wrong with the seeds; warnings that a person accepts are notes."""
    entries = survey.entries
    survey.seeds = replace(survey.seeds, unread=survey.seeds.unread | checked.unread)
    together = load_seeds(survey, list_together(entries) | list_ordered(grounds))
    used = {name for entry in entries.values() for name in (*entry.events, *entry.occasions, *entry.matters)}
    problems = [*survey.problems, *checked.problems, *check_together(together, grounds.declared, used)]
    problems += check_codings(survey.coders, grounds.declared)
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


def check_number(survey: Survey, is_empty_meant: bool) -> Iterator[Problem]:
    """Yield a problem where articles have gone since the pages were made: mostly a folder is missing or misnamed."""
    number = len(survey.entries) + sum(path.startswith(ARTICLE_FOLDER) for path in survey.seeds.unread)
    before = count_shown(survey.root)
    if before <= 2 * number:
        return
    at = Place(Source(ARTICLE_FOLDER, ""))
    made_of = f"the pages in `{FOLDER}` were made of {before}"
    if number:
        message = f"there {'is 1 article' if number == 1 else f'are {number} articles'}, and {made_of}"
        help = "is a part of the folder missing? If not, run `briefing generate --prune`"
        yield Problem(at, "articles-fewer", message, help)
    elif not is_empty_meant:
        names = [name for name in Reader(survey.root).list_names("seeds") if (survey.root / "seeds" / name).is_dir()]
        like = "" if "articles" in names else suggest_name("articles", names)
        help = f"is the folder missing, or has it another name? {like}".strip()
        help = f"{help} If the site is to be empty, add --allow-empty"
        yield Problem(at, "articles-gone", f"there is no article, and {made_of}", help)


def count_shown(root: Path) -> int:
    """Return of how many articles the published tables tell."""
    reader, found = Reader(root, limit=MAX_READ_BYTES), set[str]()
    for path in list_paths(root, SHOWN):
        if path.endswith(".csv") and (source := reader.read_source(path)):
            found.update(row[0] for row in csv.reader(source.text.splitlines(keepends=True)) if row)
    return len(found - {"article"})

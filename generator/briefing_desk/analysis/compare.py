"""What happened between two states of a site: cell by cell, article by article, worst first. Pure derivation.

Whatever changes the facts of a cell (`reviews.hash_facts`) is told as something; what does not is told as nothing.
"""

# Long for a reason: one comparison from end to end: each kind of difference is found from what the one before it left
# over.

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.identity import Ids, find_renames
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.reviews import hash_facts
from briefing_desk.analysis.statements import UNKNOWN_ORIGIN, Report, list_conditions
from briefing_desk.quotes.evidence import get_id
from briefing_desk.schema.model import Article, Status
from briefing_desk.schema.references import get_question_id, list_references
from briefing_desk.text.normalise import normalise


class Kind(StrEnum):
    """What happened to a cell, worst first: what readers are told changes, then what it rests on, then the rest."""

    EMPTIED = "emptied"
    STANCE = "stance"
    CONTESTED = "contested"
    CONDITION = "condition"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    ALTERED = "altered"
    WEAKENED = "weakened"
    CORRECTED = "corrected"
    EARLIER = "earlier"
    SETTLED = "settled"
    STRENGTHENED = "strengthened"
    ADDED = "added"
    REPORTED = "reported"
    DETAILS = "details"


KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Altered:
    """Words that an article is quoted with, before and after."""

    article: str
    before: str | None
    """None: the quote is new beside others."""
    after: str | None
    """None: the quote is gone."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What happened to one cell."""

    actor: str
    question: str
    kinds: tuple[Kind, ...]
    """Worst first."""
    before: Cell | None
    after: Cell | None
    withdrawn: tuple[str, ...]
    """Articles whose evidence the cell lost because they were withdrawn."""
    corrected: tuple[str, ...]
    removed: tuple[str, ...]
    """Articles that no longer report the position, or not as often, though nobody withdrew them."""
    reported: tuple[str, ...]
    """Articles that report it now and did not, or more often."""
    altered: tuple[Altered, ...]
    gained_origins: tuple[str, ...]
    lost_origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What happened to one article."""

    id: str
    kind: str
    """added, removed, withdrawn, corrected or restored."""
    article: Article
    """As it is now, or as it was."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A thing that has another id."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that happened between two states; ids are those of the later one, where it has the thing."""

    renamed: tuple[Renamed, ...]

    cells: tuple[CellChange, ...]
    """Worst first."""
    articles: tuple[ArticleChange, ...]
    passages: tuple[Altered, ...]
    """Passages that prose can cite, where their words changed."""
    reworded: tuple[tuple[str, str, str], ...]
    """Questions whose proposition changed: `topic/question`, before, after."""
    stale: Mapping[str, tuple[tuple[str, str], ...]]
    """Cells by topic whose change made the prose stale that was not."""
    before: Library
    after: Library

    @property
    def is_empty(self) -> bool:
        """Say whether nothing happened."""
        return not (self.renamed or self.cells or self.articles or self.passages or self.reworded or self.stale)


def compare_libraries(before: Library, after: Library) -> Changes:
    """Return everything that happened between two states of a site."""
    ids = find_renames(before.seeds, after.seeds)
    old = {ids.find_cell(*key): cell for key, cell in before.cells.items()}
    keys = sorted(old.keys() | after.cells.keys(), key=lambda key: (key[1], key[0]))
    found = [compare_cells(*key, old.get(key), after.cells.get(key), ids) for key in keys]
    passages, renamed = compare_passages(before, after, ids)
    return Changes(
        (*list_renamed(ids), *renamed),
        tuple(sorted((change for change in found if change), key=rank_change)),
        tuple(compare_articles(before.seeds.articles, after.seeds.articles, ids)),
        passages,
        tuple(compare_questions(before, after, ids)),
        compare_freshness(before, after, ids),
        before,
        after,
    )


def list_renamed(ids: Ids) -> Iterator[Renamed]:
    """Yield what has another id; a question in a renamed topic only if its own is another too."""
    for kind, renamed in ids.by_kind.items():
        for old, new in renamed.items():
            if kind != "question" or get_question_id(old) != get_question_id(new):
                yield Renamed(kind, old, new)


def rank_change(change: CellChange) -> list[int]:
    """Return what changes sort by: the worst that happened, then the next; what happened besides makes it worse."""
    return [*(KINDS.index(kind) for kind in change.kinds), len(KINDS)]


def compare_cells(actor: str, question: str, before: Cell | None, after: Cell | None, ids: Ids) -> CellChange | None:
    """Return what happened to a cell, or None where its facts are the same; `ids` are the later ones of the earlier."""
    if not (after or before) or (before and after and hash_facts(before) == hash_facts(after)):
        return None
    pairs = list(pair_reports(before, after, ids))
    withdrawn = {new.article_id for old, new in pairs if old and new and new.is_withdrawn and not old.is_withdrawn}
    corrected = {new.article_id for old, new in pairs if new and is_newly_corrected(old, new)}
    gone = {ids.find("article", old.article_id) for old, new in pairs if old and not new}
    fresh = {new.article_id for old, new in pairs if new and not new.is_withdrawn and (not old or old.is_withdrawn)}
    altered = tuple(words for old, new in pairs if old and new for words in compare_quotes(old, new))
    origins = [cell.origins - {UNKNOWN_ORIGIN} if cell else frozenset() for cell in (before, after)]
    change = CellChange(
        actor,
        question,
        (),
        before,
        after,
        tuple(sorted(withdrawn)),
        tuple(sorted(corrected)),
        tuple(sorted(gone)),
        tuple(sorted(fresh)),
        altered,
        tuple(sorted(origins[1] - origins[0])),
        tuple(sorted(origins[0] - origins[1])),
    )
    return with_kinds(change)


def with_kinds(change: CellChange) -> CellChange:
    """Return a change with its kinds, worst first; what has no other name is a detail."""
    before, after = change.before, change.after
    was, now = bool(before and before.current), bool(after and after.current)
    found = {
        Kind.EMPTIED: was and not now,
        Kind.WITHDRAWN: bool(change.withdrawn),
        Kind.REMOVED: bool(change.removed),
        Kind.ALTERED: any(words.before is not None for words in change.altered),
        Kind.CORRECTED: bool(change.corrected),
        Kind.ADDED: now and not was,
    }
    if before and after and was and now:
        found |= compare_held(before, after, change)
    kinds = tuple(kind for kind in KINDS if found.get(kind)) or (Kind.DETAILS,)
    return replace(change, kinds=kinds)


def compare_held(before: Cell, after: Cell, change: CellChange) -> dict[Kind, bool]:
    """Return what happened to a position that is held before and after."""
    is_same = before.stances == after.stances
    then, now = list_conditions(before.current), list_conditions(after.current)
    is_earlier = is_same and before.former != after.former
    flipped = before.is_contested != after.is_contested
    return {
        Kind.CONTESTED: flipped and after.is_contested,
        Kind.SETTLED: flipped and before.is_contested,
        Kind.STANCE: not is_same and not flipped,
        Kind.CONDITION: is_same and set(then) != set(now),
        Kind.EARLIER: is_earlier,
        Kind.WEAKENED: is_same and bool(change.lost_origins),
        Kind.STRENGTHENED: is_same and bool(change.gained_origins),
        Kind.REPORTED: bool(change.reported) and is_same and not is_earlier and not change.gained_origins,
    }


def pair_reports(before: Cell | None, after: Cell | None, ids: Ids) -> Iterator[tuple[Report | None, Report | None]]:
    """Yield each report with what became of it: the same id, else what else the article reports in its place."""
    old, new = group_reports(before, ids), group_reports(after)
    for article in sorted(old.keys() | new.keys()):
        were, are = old.get(article, {}), new.get(article, {})
        yield from ((were[id], are[id]) for id in were if id in are)
        left = [report for id, report in were.items() if id not in are]
        right = [report for id, report in are.items() if id not in were]
        for index in range(max(len(left), len(right))):
            yield (left[index] if index < len(left) else None), (right[index] if index < len(right) else None)


def group_reports(cell: Cell | None, ids: Ids | None = None) -> dict[str, dict[str, Report]]:
    """Return the reports of a cell by article, then by id; by stance and date, as they are likely to be paired."""
    groups: dict[str, dict[str, Report]] = {}
    found = sorted(cell.all_reports if cell else (), key=lambda r: (r.rank, r.position.stance, r.id))
    for report in found:
        article = ids.find("article", report.article_id) if ids else report.article_id
        groups.setdefault(article, {})[ids.name_report(report) if ids else report.id] = report
    return groups


def is_newly_corrected(old: Report | None, new: Report) -> bool:
    """Say whether a report's article was corrected, or corrected once more, since."""
    if new.article.status is not Status.CORRECTED or old is None:
        return False
    return old.article.status is not Status.CORRECTED or old.article.correction != new.article.correction


def compare_quotes(old: Report, new: Report) -> Iterator[Altered]:
    """Yield the words of a report that changed, came or went; how they are typeset does not matter."""
    were, are = ({normalise(quote.text): quote.text for quote in report.quotes} for report in (old, new))
    gone = [words for folded, words in were.items() if folded not in are]
    fresh = [words for folded, words in are.items() if folded not in were]
    for index in range(max(len(gone), len(fresh))):
        yield Altered(
            new.article_id,
            gone[index] if index < len(gone) else None,
            fresh[index] if index < len(fresh) else None,
        )


def compare_articles(before: Mapping[str, Article], after: Mapping[str, Article], ids: Ids) -> Iterator[ArticleChange]:
    """Yield what happened to the articles themselves, in the order of their ids."""
    were = {ids.find("article", id): article for id, article in before.items()}
    for id in sorted(were.keys() | after.keys()):
        old, new = were.get(id), after.get(id)
        if old is None or new is None:
            found = new or old
            assert found
            yield ArticleChange(id, "added" if old is None else "removed", found)
        elif (old.status, old.correction) != (new.status, new.correction):
            yield ArticleChange(id, "restored" if new.status is Status.USABLE else str(new.status), new)


def compare_passages(before: Library, after: Library, ids: Ids) -> tuple[tuple[Altered, ...], tuple[Renamed, ...]]:
    """Return the passages whose words changed or that are gone, and those whose words now have another id.

    Told only where their articles are still there.
    """
    altered, renamed = [], []
    for id in before.seeds.articles:
        here = ids.find("article", id)
        if here in after.seeds.articles:
            old, new = list_passages(before, id), list_passages(after, here)
            come = {normalise(words): name for name, words in new.items() if name not in old}
            for name, words in old.items():
                if name not in new and normalise(words) in come:
                    renamed.append(Renamed("passage", f"{here}:{name}", f"{here}:{come[normalise(words)]}"))
                elif normalise(words) != normalise(new.get(name, "")):
                    altered.append(Altered(f"{here}:{name}", words, new.get(name)))
    return tuple(altered), tuple(renamed)


def list_passages(library: Library, article: str) -> dict[str, str]:
    """Return the words of an article's passages by their ids."""
    passages = library.seeds.articles[article].passages
    return {passage.id: library.evidence[article][get_id(article, passage)].text for passage in passages}


def compare_questions(before: Library, after: Library, ids: Ids) -> Iterator[tuple[str, str, str]]:
    """Yield the questions whose proposition says something else: what the cells answer has changed."""
    old, new = list_propositions(before), list_propositions(after)
    for reference in old:
        here = ids.find("question", reference)
        if here in new and old[reference] != new[here]:
            yield here, old[reference], new[here]


def list_propositions(library: Library) -> dict[str, str]:
    """Return every proposition by `topic/question`."""
    return {name: str(question.proposition) for name, _, question in list_references(library.seeds.topics)}


def compare_freshness(before: Library, after: Library, ids: Ids) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the cells by topic that made prose stale between the two states."""
    known = {ids.find_cell(*key) for freshness in before.freshness.values() for key in freshness.stale}
    found = {}
    for topic, freshness in after.freshness.items():
        if fresh := tuple(key for key in freshness.stale if key not in known):
            found[topic] = fresh
    return found

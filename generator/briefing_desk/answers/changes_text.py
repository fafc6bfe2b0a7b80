"""Changes in words: for a terminal, and as Markdown for a pull request or a job summary. Pure."""

from collections.abc import Callable, Iterable, Iterator

from briefing_desk.analysis.cells import Cell
from briefing_desk.analysis.compare import Altered, ArticleChange, CellChange, Changes, Kind
from briefing_desk.analysis.library import Library
from briefing_desk.analysis.statements import list_conditions
from briefing_desk.answers.forge import clean, escape_markdown
from briefing_desk.messages.words import STANCES
from briefing_desk.schema.references import split_reference

Words = Callable[[str], str]
MOST = 20
"""Rows that a Markdown summary shows; the worst come first, the rest is counted."""
LABELS = {
    Kind.EMPTIED: "no statement left",
    Kind.STANCE: "stance changed",
    Kind.CONTESTED: "newly contested",
    Kind.CONDITION: "condition changed",
    Kind.WITHDRAWN: "evidence withdrawn",
    Kind.REMOVED: "evidence removed",
    Kind.ALTERED: "quote altered",
    Kind.WEAKENED: "weakened",
    Kind.CORRECTED: "source corrected",
    Kind.EARLIER: "earlier position found",
    Kind.SETTLED: "settled",
    Kind.STRENGTHENED: "strengthened",
    Kind.ADDED: "new position",
    Kind.REPORTED: "one more report",
    Kind.DETAILS: "details changed",
}
"""What each kind of change is called."""


def describe_held(cell: Cell | None, words: Words) -> str:
    """Return what a cell holds: "supports and opposes", "conditional (if …)"."""
    if cell is None or not cell.current:
        return "no statement"
    conditions = "; ".join(words(condition) for condition in list_conditions(cell.current).values())
    stances = " and ".join(STANCES[stance][0].lower() for stance in cell.stances)
    return f"{stances} ({conditions})" if conditions else stances


def describe_change(change: CellChange, words: Words) -> str:
    """Return what happened to a cell, in one line: from what to what, on which evidence."""
    then, now = describe_held(change.before, words), describe_held(change.after, words)
    parts = [f"from {then} to {now}" if then != now else now]
    if Kind.EARLIER in change.kinds and change.after and change.after.former:
        parts.append("before: " + " and ".join(STANCES[stance][0].lower() for stance in change.after.former))
    for verb, names in (
        ("withdrawn", change.withdrawn),
        ("corrected", change.corrected),
        ("gone from", change.removed),
        ("reported by", change.reported),
        ("origin gained", change.gained_origins if Kind.STRENGTHENED in change.kinds else ()),
        ("origin lost", change.lost_origins if Kind.WEAKENED in change.kinds else ()),
    ):
        if names:
            parts.append(f"{verb}: {', '.join(words(name) for name in names)}")
    return "; ".join([*parts, *(describe_altered(found, words) for found in change.altered)])


def describe_altered(found: Altered, words: Words) -> str:
    """Return how the words of a quote changed."""
    sides = [f"“{words(side)}”" if side is not None else None for side in (found.before, found.after)]
    if sides[0] is None:
        return f"quote added: {sides[1]}"
    return f"quote altered: {sides[0]} → {sides[1]}" if sides[1] else f"quote removed: {sides[0]}"


def name_cell(changes: Changes, change: CellChange, words: Words) -> str:
    """Return who and on what, in the vocabulary's words."""
    actor, question = name_key(changes, change.actor, change.question)
    return f"{words(actor)} on {words(question)}"


def name_key(changes: Changes, actor: str, question: str) -> tuple[str, str]:
    """Return the names of an actor and of a question with its topic, as they are now, else as they were."""
    libraries = (changes.after, changes.before)
    known = (library.seeds.actors[actor].name for library in libraries if actor in library.seeds.actors)
    labels = (label for library in libraries for label in find_labels(library, question))
    return str(next(known, actor)), next(labels, question)


def find_labels(library: Library, reference: str) -> Iterator[str]:
    """Yield what a question is called, with its topic, if the library has it."""
    topic_id, question_id = split_reference(reference)
    if topic := library.seeds.topics.get(topic_id):
        yield from (f"{topic.title}: {known.label}" for known in topic.questions if known.id == question_id)


def describe_article(found: ArticleChange, words: Words) -> str:
    """Return what happened to an article."""
    note = found.article.correction
    told = f" ({note.date}: {words(note.note)})" if note and found.kind != "removed" else ""
    return f"{words(found.id)}, “{words(found.article.title)}”, {found.kind}{told}"


def count_all(changes: Changes) -> str:
    """Return the headline: how many cells, how many articles of each kind, how many names."""
    if changes.is_empty:
        return "No position, quote or source changes."
    parts = [count(len(changes.cells), "cell", "changed")]
    kinds = [found.kind for found in changes.articles]
    for kind in ("withdrawn", "corrected", "restored", "removed", "added"):
        if number := kinds.count(kind):
            parts.append(count(number, "article", kind))
    parts += [count(len(changes.renamed), "id", "renamed")] if changes.renamed else []
    return "; ".join(parts)


def count(number: int, noun: str, verb: str = "") -> str:
    """Return a number of things, and what happened to them."""
    return f"{number} {noun}{'' if number == 1 else 's'} {verb}".rstrip()


def tell_rest(changes: Changes, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what happened beside the cells, each line behind what it is about; what needs a person comes first."""
    for reference, old, new in changes.reworded:
        yield "question", f"question {words(reference)} reworded: “{words(old)}” → “{words(new)}”"
    for altered in changes.passages:
        yield "passage", f"passage {words(altered.article)}: {describe_altered(altered, words)}"
    for topic, cells in changes.stale.items():
        names = (name_key(changes, *key) for key in cells)
        told = "; ".join(f"{words(actor)} on {words(question)}" for actor, question in names)
        yield "page", f"prose of {words(topic)} has become stale: {told}"
    ranked = sorted(changes.articles, key=lambda found: found.kind == "added")
    yield from (("article", f"article {describe_article(found, words)}") for found in ranked)
    for found in changes.renamed:
        yield "id", f"{found.kind} {words(found.before)} is now {words(found.after)}"


def format_plain(changes: Changes) -> str:
    """Return everything for a terminal, a line each."""
    rows = [
        f"{LABELS[change.kinds[0]]}: {name_cell(changes, change, clean)}: {describe_change(change, clean)}"
        for change in changes.cells
    ]
    return "\n".join([count_all(changes), *rows, *(line for _, line in tell_rest(changes, clean))])


def format_markdown(changes: Changes) -> str:
    """Return a summary for a pull request: worst first, the rest counted."""
    lines = ["### What this changes", "", f"**{count_all(changes)}**"]
    if changes.cells:
        lines += ["", "| what | where | how |", "|---|---|---|"]
        lines += [format_row(changes, change) for change in changes.cells[:MOST]]
        lines += ["", count_rest(changes.cells[MOST:])] if len(changes.cells) > MOST else []
    rest = list(tell_rest(changes, escape_markdown))
    if rest:
        lines += ["", *(f"- {line[0].upper()}{line[1:]}" for _, line in rest[:MOST])]
        left = [about for about, _ in rest[MOST:]]
        counted = ", ".join(count(left.count(about), about) for about in dict.fromkeys(left))
        lines += [f"- … and {len(left)} more: {counted}"] if left else []
    return "\n".join(lines)


def format_row(changes: Changes, change: CellChange) -> str:
    """Return one row of the summary's table."""
    kinds = ", ".join(LABELS[kind] for kind in change.kinds)
    where = name_cell(changes, change, escape_markdown)
    return f"| {kinds} | {where} | {describe_change(change, escape_markdown)} |"


def count_rest(cells: Iterable[CellChange]) -> str:
    """Return how many more cells there are, by the worst that happened to each."""
    kinds = [change.kinds[0] for change in cells]
    counted = (f"{kinds.count(kind)} {LABELS[kind]}" for kind in Kind if kind in kinds)
    return f"… and {len(kinds)} more: {', '.join(counted)}."

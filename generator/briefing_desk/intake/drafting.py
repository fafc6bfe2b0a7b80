"""Write a new article, ready to edit: its metadata filled in, the candidates as commented-out positions. Pure.

Uncommented, a candidate is a position in the exact format that lacks what only a person can say: its stance and its
summary. `check` asks for both.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from briefing_desk.analysis.ranking import rank_questions
from briefing_desk.editing.notation import quote_yaml, write_flow, write_text
from briefing_desk.intake.article_ids import propose_id
from briefing_desk.intake.candidates import Candidate
from briefing_desk.intake.extraction import Findings
from briefing_desk.messages.again import say_again
from briefing_desk.messages.phrases import choose
from briefing_desk.messages.words import DRAFT, DRAFT_MORE, REMARKED, put_first
from briefing_desk.quotes.find import count_words, find_quote
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Actor, Seeds, Stance
from briefing_desk.text.article_text import ArticleText

MAX_CHARACTERS = 40_000
"""Of all candidates; front matter may have several times as many."""
MAX_LIKELY = 3
"""Of the questions that a comment names: those that a passage may answer, best first."""
STANCES = ", ".join(stance.value for stance in Stance)
WIDTH = 116
"""Of a comment."""
MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~]|^(?:[#+=-]|\d+(?=[.)]))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new article before it is written."""

    id: str
    findings: Findings
    text: ArticleText
    publisher: str | None
    """An id, if the publisher is known."""
    candidates: tuple[Candidate, ...]
    retrieved: Day
    may_quote: int = 0
    """Words of the article that may be published."""
    notes: tuple[str, ...] = ()
    """What the editor should know, one line each."""


def write_article(draft: Draft, seeds: Seeds, body: str = "") -> str:
    """Return the file of a new article."""
    lines = ["---", *write_metadata(draft), *write_candidates(draft, seeds), "---"]
    return "\n".join(line.rstrip() for line in lines) + "\n" + body


def write_metadata(draft: Draft) -> Iterator[str]:
    """Yield the lines of what is known, and in comments what is not."""
    found = draft.findings
    yield from (f"# {say_again(line, 'NOTED')}" for line in (*draft.notes, *found.notes))
    yield from write_value(found, "title", write_text(found.title), "title:")
    yield from write_value(found, "url", write_text(found.url) if found.url else "", f"# url: {DRAFT['url']}")
    yield from write_value(found, "archived", write_text(found.archived) if found.archived else "", "")
    if draft.publisher:
        yield from write_value(found, "publisher", draft.publisher, "")
    elif found.publisher:
        name, origin = show_comment(found.publisher), say_origin(found, "publisher")
        named = REMARKED.format(words=name, remark=origin) if origin else name
        yield f"# publisher: {DRAFT['publisher'].format(name=named)}"
    else:
        yield f"# publisher: {DRAFT['no-publisher']}"
    yield from write_value(found, "authors", write_flow(found.authors) if found.authors else "", "")
    yield from write_value(found, "date", found.date, f"# date: {DRAFT['no-date']}")
    yield f"retrieved: {draft.retrieved}"
    yield from write_value(found, "language", found.language, "language:")
    yield f"# abstract: {DRAFT['abstract']}"


def write_value(found: Findings, name: str, value: str, missing: str) -> Iterator[str]:
    """Yield a value's line with where the page has it from, or in comments what the page says that may be wrong."""
    origin = say_origin(found, name)
    doubts = found.doubts.get(name, ())
    if value:
        yield f"{name}: {value}{f'  # {origin}' if origin else ''}"
    elif doubts:
        yield f"# {name}: {DRAFT['left-out']}"
        yield from (f"#   {show_comment(say_again(doubt, 'FOUND'))}" for doubt in doubts)
    elif missing:
        yield missing


def say_origin(found: Findings, name: str) -> str:
    """Return where a page has a value from, as a comment; empty if that is not known."""
    origin = found.origins.get(name)
    return DRAFT["from"].format(origin=show_comment(say_again(origin, "FOUND"))) if origin else ""


def describe_budget(draft: Draft) -> str:
    """Return how much of the article may be quoted, and how much the candidates would quote; in English."""
    total = count_words(draft.text.text)
    found = sum(count_words(draft.text.text[candidate.start : candidate.end]) for candidate in draft.candidates)
    limit = f"all quotes together may have {draft.may_quote} of the article's {total} words"
    return f"{limit}, and the candidates have {found}: leave words out with […]"


def show_comment(words: str) -> str:
    """Return words of the article as a part of a comment: on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def write_candidates(draft: Draft, seeds: Seeds) -> Iterator[str]:
    """Yield the candidates as comments; those for which there is no room are counted."""
    if not draft.candidates:
        return
    yield "#"
    yield from (f"# {line}" for line in wrap(DRAFT["candidates"], WIDTH))
    yield f"# {put_first(say_again(describe_budget(draft), 'DRAFT'))}."
    yield f"# {DRAFT['stances'].format(stances=STANCES)}"
    yield from write_stubs(draft, seeds)
    yield "# positions:"
    written = 0
    for number, candidate in enumerate(draft.candidates, 1):
        lines = list(write_candidate(number, candidate, draft, seeds))
        written += sum(map(len, lines))
        if written > MAX_CHARACTERS:
            yield f"# {choose(DRAFT_MORE, len(draft.candidates) - number + 1)}"
            return
        yield from (f"# {line}" for line in lines)


def write_stubs(draft: Draft, seeds: Seeds) -> Iterator[str]:
    """Yield, once each, who speaks and is not declared, as they would stand in `actors.yml`; in comments."""
    names = dict.fromkeys(one.name for one in draft.candidates if one.is_direct and one.name and not one.actor)
    taken = set(seeds.actors)
    if names:
        yield f"# {DRAFT['speakers']}"
    for name in names:
        id = propose_id(name, "", draft.findings.language, taken)
        taken.add(id)
        yield f"#   {id}: {{name: {quote_yaml(name)}, kind: person}}"


def write_candidate(number: int, candidate: Candidate, draft: Draft, seeds: Seeds) -> Iterator[str]:
    """Yield the lines of one candidate, as they are when it is uncommented: four, five where another actor tells it."""
    text, actors = draft.text.text, seeds.actors
    paragraph = next((text[a:b] for a, b in draft.text.paragraphs if a <= candidate.start < b), "")
    questions = rank_questions(text[candidate.start : candidate.end], paragraph, seeds.topics)
    (holder, speaker), (teller, voice) = (find_holder(id, actors) for id in (candidate.actor, candidate.teller))
    yield f"  - actor:{holder and f' {holder}'}  # {number}. {describe_candidate(candidate, draft.text)}"
    yield f"    question:  # {list_questions(questions, seeds)}"
    yield f"    basis: {'stated' if candidate.is_direct else 'reported'}"
    if teller and teller != holder:
        yield f"    according_to: {teller}"
    elif teller and not voice and not candidate.is_direct:
        yield f"    # according_to: {DRAFT['told-by'].format(actor=teller)}"
    exact = " ".join(text[candidate.start : candidate.end].split())
    quote = [f"exact: {quote_yaml(exact)}"]
    if len(find_quote(text, exact)) > 1:
        quote.append(f"prefix: {quote_yaml(' '.join(text[: candidate.start].split()[-4:]))}")
    if speaker or voice:
        quote.append(f"speakers: [{speaker or voice}]")
    yield f"    quotes: [{{{', '.join(quote)}}}]"


def list_questions(likely: list[str], seeds: Seeds) -> str:
    """Return which questions a passage may answer, as a comment."""
    if likely:
        return DRAFT["likely"].format(questions=" | ".join(likely[:MAX_LIKELY]))
    return DRAFT["unlikely" if seeds.topics else "no-topics"]


def describe_candidate(candidate: Candidate, text: ArticleText) -> str:
    """Return what a candidate is and how it was found, as a comment."""
    line = DRAFT["line-cut" if candidate.is_cut else "line"].format(line=text.locate(candidate.start)[0])
    name, verb = show_comment(candidate.name), show_comment(candidate.verb)
    if not candidate.is_direct:
        key = "names" if candidate.name else "names-nobody"
    elif candidate.guess:
        key, name = "quoted-guess", candidate.guess
    elif not candidate.verb:
        key = "quoted-nobody"
    else:
        key = "quoted" if candidate.actor and name else "quoted-new" if name else "quoted-unknown"
    return DRAFT[key].format(line=line, name=name, verb=verb)


def find_holder(named: str | None, actors: Mapping[str, Actor]) -> tuple[str, str]:
    """Return for whom an actor or speaker stands, and who speaks for it; each empty if there is none."""
    if named is None:
        return "", ""
    speaks_for = actors[named].on_behalf_of
    return (str(speaks_for), named) if speaks_for else (named, "")


def escape_markdown(text: str) -> str:
    """Return a plain text as Markdown that says just that, paragraph by paragraph; displayed quotations stay so."""
    return "".join(
        re.sub(r"(?m)^(> ?)(.*)", lambda line: line[1] + escape_line(line[2]), block)
        if all(line.startswith(">") for line in block.split("\n"))
        else escape_line(block)
        for block in re.split(r"(\n\s*\n)", text)
    )


def escape_line(words: str) -> str:
    """Return words with the marks escaped that Markdown would obey."""
    return MARKDOWN.sub(lambda match: escape_mark(match.group()), words)


def escape_mark(mark: str) -> str:
    """Return a mark that Markdown would obey, escaped; of a number that begins a list, its point is."""
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"

"""The question that a language model is asked of an article, and what of its answer can be believed. Pure.

Nothing is believed that cannot be checked: each finding names a sentence and quotes it word for word.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing_desk.editing.documents import open_document
from briefing_desk.editing.notation import Value
from briefing_desk.editing.operations import extend, insert
from briefing_desk.exchange.proposals import Proposal, write_proposal
from briefing_desk.intake.marking import NOWHERE, Marked, mark
from briefing_desk.model_check.comparison import HEADER
from briefing_desk.quotes.quote_ids import OMISSION
from briefing_desk.quotes.stated import judge_match
from briefing_desk.quotes.verify import find_in
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Article, Basis, Quote, Seeds, Stance, Verbatim
from briefing_desk.schema.references import list_references
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Source, Text
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.quotation_marks import Direct

Range = tuple[int, int]
MOST_FINDINGS = 200
"""Of one article; more than anybody would read."""
MAX_WORDS = 2000
"""Characters of a quote or a condition."""
RULES = (
    "A position is an actor's attitude to one of the propositions, which the article itself reports.",
    "Use nothing but the article: no knowledge of your own, nothing from elsewhere.",
    "The author's own opinion, a forecast, an assessment and a consequence are no positions.",
    "Leaders and spokespeople in office speak for their state or organisation: that is the actor.",
    "Silence is no position. Who was asked and declined to answer has the stance no-comment.",
    "A stance is conditional if the actor supports the proposition should something happen; give the condition.",
    "The basis is stated only if the quote stands in quotation marks in the article, and itself bears on the stance.",
    "Else the basis is reported.",
    "Quote the shortest words of one sentence that carry actor, stance and hedge, exactly as they stand there.",
    "Leave nothing out of a quote: no […].",
)


def make_schema(seeds: Seeds, sentences: int) -> dict[str, Any]:
    """Return the JSON Schema of an answer."""
    questions = [reference for reference, _, _ in list_references(seeds.topics)]
    position = {
        "sentence": {"type": "integer", "minimum": 1, "maximum": max(1, sentences)},
        "quote": {"type": "string"},
        "actor": {"type": "string", "enum": list(seeds.actors)},
        "question": {"type": "string", "enum": questions},
        "stance": {"type": "string", "enum": [stance.value for stance in Stance]},
        "basis": {"type": "string", "enum": [Basis.STATED.value, Basis.REPORTED.value]},
        "condition": {"type": "string"},
    }
    items = {
        "type": "object",
        "properties": position,
        "required": ["sentence", "quote", "actor", "question", "stance", "basis"],
    }
    return {
        "type": "object",
        "properties": {"positions": {"type": "array", "items": items}},
        "required": ["positions"],
    }


def make_question(article: Article, text: ArticleText, sentences: Sequence[Range], seeds: Seeds) -> bytes:
    """Return the question as JSON; of what people have coded it says nothing."""
    numbered = [{"sentence": number, "text": text.text[slice(*span)]} for number, span in enumerate(sentences, 1)]
    question = {
        "task": "List each position that the article reports, as JSON that fits the schema, and nothing else.",
        "rules": RULES,
        "article": {
            "title": str(article.title),
            "date": article.date.text if article.date else "",
            "sentences": numbered,
        },
        "actors": [
            {"id": id, "name": str(actor.name), "aliases": list(map(str, actor.aliases))}
            for id, actor in seeds.actors.items()
        ],
        "questions": [
            {"id": reference, "proposition": str(question.proposition)}
            for reference, _, question in list_references(seeds.topics)
        ],
        "schema": make_schema(seeds, len(sentences)),
    }
    return json.dumps(question, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Finding:
    """A position that the answer has and that can be believed to stand there."""

    marked: Marked
    actor: str
    question: str
    stance: Stance
    basis: Basis
    condition: str = ""


class Unbelieved(ValueError):
    """Says why a finding is refused."""


def read_answer(
    data: bytes, text: ArticleText, sentences: Sequence[Range], seeds: Seeds
) -> tuple[list[Finding], Counter[str]]:
    """Return what can be believed of an answer, and why how many findings cannot; raise UsageError for no JSON."""
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise UsageError("the check answers with what is no JSON") from error
    listed = found.get("positions") if isinstance(found, dict) else found
    if not isinstance(listed, list):
        raise UsageError("the check answers with JSON that has no list of positions")
    questions = {reference for reference, _, _ in list_references(seeds.topics)}
    findings, refused = dict[tuple[object, ...], Finding](), Counter[str]()
    for one in listed[:MOST_FINDINGS]:
        try:
            finding = read_finding(one, text, sentences, seeds, questions)
            findings[finding.actor, finding.question, finding.stance, finding.marked.exact] = finding
        except Unbelieved as reason:
            refused[str(reason)] += 1
    if len(listed) > MOST_FINDINGS:
        refused[f"more than {MOST_FINDINGS} findings"] += len(listed) - MOST_FINDINGS
    return list(findings.values()), refused


def read_finding(one: Any, text: ArticleText, sentences: Sequence[Range], seeds: Seeds, questions: set[str]) -> Finding:
    """Return a finding; raise Unbelieved where it does not say what the article says."""
    if not isinstance(one, dict):
        raise Unbelieved("no position")
    words = {name: get_words(one, name) for name in ("quote", "actor", "question", "stance", "basis", "condition")}
    if words["actor"] not in seeds.actors:
        raise Unbelieved("an unknown actor")
    if words["question"] not in questions:
        raise Unbelieved("an unknown question")
    if words["stance"] not in list(Stance):
        raise Unbelieved("an unknown stance")
    if words["basis"] not in list(Basis):
        raise Unbelieved("an unknown basis")
    number = one.get("sentence")
    if type(number) is not int or not 0 < number <= len(sentences):
        raise Unbelieved("a sentence that there is not")
    if OMISSION.search(words["quote"]):
        raise Unbelieved("a quote that leaves words out")
    start = sentences[number - 1][0]
    end = sentences[number][0] if number < len(sentences) else len(text.text)
    marked = find_within(words["quote"], text, start, end)
    if marked is None or marked.match is None:
        raise Unbelieved("a quote that does not stand in its sentence word for word")
    basis = Basis(words["basis"])
    if basis is Basis.STATED and judge_match(marked.match, text)[0] is not Direct.YES:
        raise Unbelieved("`stated`, though it is no direct speech")
    stance = Stance(words["stance"])
    condition = words["condition"] if stance is Stance.CONDITIONAL else ""
    return Finding(marked, words["actor"], words["question"], stance, basis, condition)


def find_within(quote: str, text: ArticleText, start: int, end: int) -> Marked | None:
    """Return a quote where it stands within a sentence."""
    matches = find_in(text, Quote(Verbatim(quote, NOWHERE))) if quote else []
    inside = [match for match in matches if start <= match.start and match.end <= end]
    return mark(text, inside[0].pieces) if inside else None


def get_words(one: dict[str, Any], name: str) -> str:
    """Return a text of a finding, empty where it is none."""
    value = one.get(name, "")
    words = value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
    shown = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(shown.split()) if len(words) <= MAX_WORDS else ""


def write_findings(path: str, model: str, done: Day, findings: Iterable[Finding], refused: Mapping[str, int]) -> str:
    """Return the file of what was found."""
    document = open_document(Source(path, HEADER))
    written: dict[str, Value] = {"model": model, "done": done.isoformat()}
    if refused:
        written["refused"] = [f"{number} with {reason}" for reason, number in sorted(refused.items())]
    for key, value in written.items():
        document = insert(document, (), key, value)
    return extend(document, ("candidates",), [write_finding(one) for one in findings]).source.text


def write_finding(one: Finding) -> Mapping[str, Value]:
    """Return a finding as it is written."""
    quote = one.marked.make_quote()
    said = {"actor": one.actor, "question": one.question, "condition": one.condition}
    words = {name: Text(value, NOWHERE) for name, value in said.items() if value}
    proposal = Proposal(quote.exact, quote.prefix, quote.suffix, stance=one.stance, basis=one.basis, **words)  # type: ignore[arg-type]
    return write_proposal(proposal)

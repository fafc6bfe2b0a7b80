"""A check by a language model, at the desk: asked once a person says that an article is coded, and shown only then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from briefing_desk.desk.requests import Refusal
from briefing_desk.desk.units import Units, to_units
from briefing_desk.desk.workspace import Opened, Workspace
from briefing_desk.exchange.proposals import Proposal
from briefing_desk.intake.sentences import list_sentences
from briefing_desk.messages.words import STANCES
from briefing_desk.model_check.comparison import compare, locate_findings
from briefing_desk.model_check.configuration import Configuration, read_configuration
from briefing_desk.model_check.findings import make_question, read_answer, write_findings
from briefing_desk.model_check.running import run
from briefing_desk.quotes.verify import find_in
from briefing_desk.schema.references import list_references
from briefing_desk.syntax.errors import UsageError
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.speech import Range


@dataclass(frozen=True, slots=True)
class Check:
    """A check that is to be made of an article as it is now."""

    configuration: Configuration
    path: str
    """Where its findings go."""
    text: str
    question: bytes

    def ask(self) -> bytes:
        """Return what the command answers."""
        return run(self.configuration, self.question)

    def judge(self, opened: Opened, answer: bytes, workspace: Workspace) -> str:
        """Return the file of what can be believed of an answer; raise Refusal where the text has changed meanwhile."""
        if opened.text is None or opened.text.text != self.text:
            raise Refusal(409, "the article's text was changed meanwhile: nothing was written")
        sentences = number_sentences(opened.text)
        findings, refused = read_answer(answer, opened.text, sentences, workspace.seeds)
        return write_findings(self.path, self.configuration.name, workspace.today, findings, refused)


def plan_check(workspace: Workspace, opened: Opened) -> Check:
    """Return the check of an article; raise Refusal where its text is not at hand or nothing is set up."""
    if opened.text is None or opened.article is None:
        raise Refusal(422, "the article's text is not at hand, or its file cannot be read")
    configuration = read_configuration(workspace.root)
    if configuration is None:
        raise Refusal(422, "no check is set up: the recipe in docs/recipes.md says how")
    question = make_question(opened.article, opened.text, number_sentences(opened.text), workspace.seeds)
    return Check(configuration, locate_findings(workspace.person, opened.id), opened.text.text, question)


def number_sentences(text: ArticleText) -> list[Range]:
    """Return the sentences of an article, as they are numbered in a question."""
    return [span for part in list_sentences(text, text.language.code) for span in part]


def is_set_up(workspace: Workspace) -> bool:
    """Say whether a person has set up a check; one with a fault too, which is told when it is asked for."""
    try:
        return not workspace.coder and read_configuration(workspace.root) is not None
    except UsageError:
        return True


def show_check(workspace: Workspace, opened: Opened, units: Units) -> dict[str, Any]:
    """Return whether a check can be asked for, and what the last one has found; nothing before the person is done."""
    findings, _ = workspace.read_findings(opened.id)
    shown: dict[str, Any] = {"is_offered": is_set_up(workspace), "is_done": findings is not None}
    if findings is None or opened.article is None or opened.text is None:
        return shown
    missing, differing = compare(findings, opened.article.positions)
    return {
        **shown,
        "model": str(findings.model),
        "refused": list(map(str, findings.refused)),
        "missing": show_found(workspace, missing, opened.text, units),
        "differing": show_found(workspace, differing, opened.text, units),
    }


def show_found(
    workspace: Workspace, found: Iterable[Proposal], text: ArticleText, units: Units
) -> list[dict[str, Any]]:
    """Return findings as the page shows them; not those whose words the text no longer has."""
    labels = {reference: str(question.label) for reference, _, question in list_references(workspace.seeds.topics)}
    actors = workspace.seeds.actors
    rows = []
    for one in found:
        match = next(iter(find_in(text, one.quote)), None)
        if match is None or not one.actor or not one.question or not one.stance:
            continue
        rows.append(
            {
                "exact": str(one.exact),
                "place": to_units(units, [(match.start, match.end)])[0],
                "actor": str(one.actor),
                "actor_name": str(actors[one.actor].name) if one.actor in actors else str(one.actor),
                "question": str(one.question),
                "question_name": labels.get(one.question, str(one.question)),
                "stance": STANCES[one.stance.value][0],
                "condition": str(one.condition or ""),
            }
        )
    return rows

"""`briefing explain`: why a cell says what it says."""

from pathlib import Path

import click

from briefing_desk.answers.explanation import explain_cell
from briefing_desk.answers.problem_formats import flatten
from briefing_desk.build.libraries import load_library
from briefing_desk.schema.references import get_question_id, get_topic_id, list_references
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.terminal import echo, report, with_options


@click.command()
@with_options
@click.argument("question", metavar="TOPIC/QUESTION")
@click.argument("actor")
def explain(root: Path, texts: Path | None, strict: bool, question: str, actor: str) -> None:
    """Say why the cell of ACTOR and TOPIC/QUESTION says what it says.

    Each position with its file and line, the rule for its date, its origins, and what was left aside and why.
    """
    library, vocabulary, problems, articles = load_library(root, texts, get_topic_id(question))
    questions = [reference for reference, _, _ in list_references(vocabulary.topics)]
    if actor in questions and question in vocabulary.actors:
        raise UsageError(f"the question comes first: briefing explain {actor} {question}")
    require_known("question", question, questions)
    require_known("actor", actor, list(vocabulary.actors))
    if library is None:
        report(problems, strict)
        return
    for line in explain_cell(library, actor, question, articles):
        indent = len(line) - len(line.lstrip())
        echo(" " * indent + flatten(line))


def require_known(kind: str, name: str, known: list[str]) -> None:
    """Raise UsageError for a name that is not declared."""
    if name not in known:
        meant = [f"`{one}`" for one in known if name and get_question_id(one) == name]
        help = f"did you mean {' or '.join(meant)}?" if meant else suggest_name(name, known)
        raise UsageError(f"there is no {kind} `{name}`; {help or 'see seeds/'}")

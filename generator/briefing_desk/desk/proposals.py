"""What others have marked in an article, as the page shows it among the candidates."""

from collections.abc import Iterator
from typing import Any

from briefing_desk.desk.units import Units, to_units
from briefing_desk.desk.workspace import Workspace
from briefing_desk.exchange.proposals import Proposal
from briefing_desk.messages.words import STANCES
from briefing_desk.quotes.stated import judge_match
from briefing_desk.quotes.verify import find_in
from briefing_desk.schema.references import list_references
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.quotation_marks import Direct


def list_proposed(
    workspace: Workspace, proposals: tuple[Proposal, ...], text: ArticleText, units: Units
) -> Iterator[dict[str, Any]]:
    """Yield the passages that others have marked and nobody has dismissed, as the page shows candidates."""
    labels = {reference: str(question.label) for reference, _, question in list_references(workspace.seeds.topics)}
    for proposal in proposals:
        match = next(iter(find_in(text, proposal.quote)), None)
        if proposal.dismissed or match is None:
            continue
        said = [STANCES[proposal.stance.value][0] if proposal.stance else "", proposal.summary, proposal.note]
        said += [f"on “{labels.get(proposal.question, proposal.question)}”" if proposal.question else ""]
        said += [*(f"#{tag}" for tag in proposal.tags), proposal.date.text if proposal.date else ""]
        yield {
            "place": to_units(units, [(match.start, match.end)])[0],
            "is_direct": judge_match(match, text)[0] is Direct.YES,
            "actor": str(proposal.actor or ""),
            "speaker": "",
            "name": str(proposal.by or ""),
            "told": " · ".join(map(str, filter(None, said))),
            "seen": proposal.name,
        }

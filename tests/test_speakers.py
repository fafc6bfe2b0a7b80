"""How often the likely speaker of a quotation is the right one, in paragraphs as newspapers write them."""

from pathlib import Path

import pytest
from builders import text

from briefing_desk.intake.candidates import find_candidates
from briefing_desk.schema.model import Actor, ActorKind
from briefing_desk.text.article_text import from_plain

DATA = Path(__file__).parent / "data/speakers"
ACTORS = {
    "holm": Actor(text("Ada Holm"), ActorKind.PERSON, (text("Holm"),)),
    "ravn": Actor(text("Ida Ravn"), ActorKind.PERSON, (text("Ravn"),)),
    "birk": Actor(text("Tom Birk"), ActorKind.PERSON, (text("Birk"),)),
    "council": Actor(text("Town council"), ActorKind.ORGANISATION, (text("the council"),)),
}


def judge(paragraph: str) -> list[tuple[str, str | None, str | None]]:
    """Return each quotation of a paragraph with its right speaker and the proposed one."""
    words, _, answers = "\n".join(line for line in paragraph.splitlines() if line[0] != "#").rpartition("\n= ")
    found = [one for one in find_candidates(from_plain(words), ACTORS, 40) if one.is_direct]
    return [
        (
            words[one.start : one.end],
            None if answer == "?" else answer.strip("()"),
            (one.guess or one.actor) if answer.startswith("(") else one.actor,
        )
        for answer, one in zip(answers.split(), found, strict=True)
    ]


@pytest.mark.parametrize(
    ("file", "number", "right", "somebody_else"), [("paragraphs.txt", 23, 20, 1), ("unseen.txt", 16, 10, 2)]
)
def test_most_speakers_are_right_and_few_are_somebody_else(file, number, right, somebody_else):
    """The second file was written, with its answers, before it was tried; docs/annotating.md states its numbers."""
    paragraphs = (DATA / file).read_text(encoding="utf-8").split("\n\n")
    judged = [one for paragraph in paragraphs for one in judge(paragraph)]
    assert len(judged) == number
    assert sum(answer == proposed for _, answer, proposed in judged) == right
    assert sum(proposed not in (answer, None) for _, answer, proposed in judged) == somebody_else


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ravn said the plan was “ready to go now” and Birk said nothing.", "ravn"),
        ("“Ask me again soon,” Ravn said. “We start in November.” Birk said that he doubted it.", "ravn"),
        ("Ravn said that families “have nowhere to go”, but warned that Birk would object.", "ravn"),
        ("Holm was asked first. Ravn spoke next: “We start in November.”", "ravn"),
        ("“It is all for nothing,” Holm said. “It is not,” Ravn shouted.", None),
    ],
)
def test_each_clause_and_each_sentence_has_its_own_speaker(words, expected):
    assert judge(f"{words}\n= {' '.join('?' * words.count('“'))}")[-1][2] == expected

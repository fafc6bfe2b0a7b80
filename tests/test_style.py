"""The lint of prose tells what readers read twice, and lets plain sentences pass."""

import pytest
from builders import PLACE
from click.testing import CliRunner

from briefing_desk.checks.style import check_condition, check_style, measure_lix, split_sentences
from briefing_desk.cli import main
from briefing_desk.syntax.source import Text

LONG = "The city should close the quay " + "and move the jobs " * 5 + "at once."


def tell(words, language="en", **options):
    """Return the codes of what is wrong with a text."""
    return [problem.code for problem in check_style([Text(words, PLACE)], language, **options)]


@pytest.mark.parametrize(
    ("words", "language", "codes"),
    [
        ("Marsh rejected the plan on Monday.[^a] The dockers did not.", "en", []),
        ("", "en", []),
        (LONG, "en", ["long-sentence"]),
        (LONG, "fr", ["long-sentence"]),
        ("Mr. Marsh spoke. " * 20, "en", []),
        ("The article says that Marsh left.", "en", ["source-as-subject"]),
        ("Marsh left, the article says.", "en", []),
        ("The articles of the treaty bind Marsh.", "en", ["source-as-subject"]),
        ("Marsh didn’t rule it out as impossible.", "en", ["double-negative"]),
        ("Marsh did not come, and Ida never wrote.", "en", []),
        ("Nothing is not possible.", "en", ["double-negative"]),
        ("The plan was rejected by those who had been invited.", "en", ["passive-chain"]),
        ("The plan was rejected.", "en", []),
        ("The plan was red, and the bed was needed.", "en", []),
        ("Der Plan wurde abgelehnt, wie gefordert wurde.", "de", []),
        ("Der Plan wurde abgelehnt und wird neu verhandelt.", "de", ["passive-chain"]),
        ("Das ist nicht unmöglich.", "de", ["double-negative"]),
        ("Der Artikel nennt keinen Namen.", "de", ["source-as-subject"]),
        ("L'article ne dit pas que ce n'est pas impossible.", "fr", []),
    ],
)
def test_a_sentence_is_told_for_what_makes_it_hard(words, language, codes):
    assert tell(words, language) == codes


def test_a_text_about_sources_may_begin_with_them():
    assert tell("The articles differ.", of_sources=True) == []


def test_the_measure_is_that_of_its_author():
    """LIX is words a sentence, plus words of more than six letters in a hundred (Björnsson 1968)."""
    assert measure_lix(["one two three four", "information systems"]) == round(6 / 2 + 100 * 2 / 6)
    assert measure_lix(["sixsix seventh"]) == 2 + 50
    assert measure_lix([]) == 0


def test_only_a_text_of_some_length_is_measured():
    hard = "Constitutional considerations notwithstanding, municipal representatives reconsidered infrastructure. "
    assert "hard-text" not in tell(hard * 2)
    assert tell(hard * 9) == ["hard-text"]
    assert "hard-text" not in tell("The dockers say no to the plan of the city. " * 9)


def test_sentences_end_where_the_quotes_do():
    assert split_sentences('He said "Yes." Then he left. It cost 3.5 million.') == [
        'He said "Yes."',
        "Then he left.",
        "It cost 3.5 million.",
    ]


@pytest.mark.parametrize(
    ("summary", "condition", "is_told"),
    [
        ("The dockers would go if every job is moved.", "if every job is moved", True),
        ("The dockers would go.", "if every job is moved", False),
        ("The dockers would go if it is so.", "if it is", False),
    ],
)
def test_a_summary_that_repeats_its_condition_is_told(summary, condition, is_told):
    found = list(check_condition(Text(summary, PLACE), Text(condition, PLACE)))
    assert [problem.code for problem in found] == ["condition-repeated"] * is_told


def test_the_lint_reads_annotations_and_pages_only_when_asked(made_site):
    page = made_site / "briefings/quay-closure.md"
    page.write_text(f"{page.read_text('utf-8')}\n{LONG}\n", "utf-8")
    silent = CliRunner().invoke(main, ["check", "--root", str(made_site)])
    told = CliRunner().invoke(main, ["check", "--prose", "--root", str(made_site)])
    assert "long-sentence" not in silent.output
    line = page.read_text("utf-8").count("\n")
    assert (
        f"briefings/quay-closure.md:{line}:1: warning[long-sentence] the sentence “The city should close the quay …”"
        in (told.output)
    )
    assert told.exit_code == 0

"""Why a cell says what it says: as the command prints it, and what the quay does not have."""

from pathlib import Path

import pytest
from builders import DAY, derive_one, make_article, make_position, make_seeds
from click.testing import CliRunner

from briefing_desk.answers.explanation import explain_cell, list_parts
from briefing_desk.checks.assemble import make_library
from briefing_desk.cli import main
from briefing_desk.quotes.evidence import collect_evidence

DATA = Path(__file__).parent / "data/explain"
CELLS = [("dockers-union", "close-now"), ("city-council", "city-pays"), ("dockers-union", "museum")]


def run(*arguments):
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


@pytest.mark.parametrize(("actor", "question"), CELLS)
def test_it_prints(actor, question, site, expect):
    result = run("--root", site, f"quay-closure/{question}", actor)
    assert (result.exit_code, result.stderr) == (0, "")
    expect(DATA / f"{actor}-{question}.txt", result.stdout)


def test_a_name_that_is_not_known_is_told(site):
    result = run("--root", site, "quay-closure/close-know", "dockers-union")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "there is no question `quay-closure/close-know`; did you mean `quay-closure/close-now`?\n"
    )
    assert "did you mean `dockers-union`?" in run("--root", site, "quay-closure/close-now", "docker-union").stderr
    assert "did you mean `quay-closure/close-now`?" in run("--root", site, "close-now", "dockers-union").stderr


def test_errors_in_the_content_come_first(site):
    article = site / "seeds/articles/council-votes.md"
    article.write_text(article.read_text().replace("actor: dockers-union", "actor: dockers-onion"))
    result = run("--root", site, "quay-closure/close-now", "dockers-union")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[unknown-actor]" in result.stderr


def find_part(cell, words):
    """Return the statements of the part whose title holds the words."""
    return next(statements for title, statements in list_parts(cell) if words in title)


def test_what_is_left_aside_has_its_reason():
    told = make_position("oppose", according_to="council", date="2024")
    own, read = make_position("support", date="2025"), make_position("neutral", basis="inferred", date="2025")
    cell = derive_one(own, told, read)
    assert [len(statements) for _, statements in list_parts(cell)] == [1, 0, 1, 1, 0]
    assert find_part(cell, "told by another").pop().reports[0].position is told
    assert find_part(cell, "our reading").pop().reports[0].position is read


def test_our_reading_alone_is_current_and_not_left_aside():
    cell = derive_one(make_position(basis="inferred"))
    assert [len(statements) for _, statements in list_parts(cell)] == [1, 0, 0, 0, 0]


def explain(*articles):
    seeds = make_seeds(articles)
    library = make_library(seeds, {id: collect_evidence(id, seeds.articles[id], ()) for id in seeds.articles}, {})
    return "\n".join(explain_cell(library, "dockers", "quay/close", 1))


def test_withdrawn_articles_and_missing_dates_are_told():
    text = explain(make_article(make_position(), status="withdrawn"), make_article(make_position(), date=None))
    assert "left aside: the article was withdrawn" in text
    assert "date: no date (neither position, event nor article has one)" in text
    assert "not yet checked" in text


def test_a_correction_is_told_with_its_day():
    text = explain(make_article(make_position(), status="corrected"))
    assert f"the article was corrected on {DAY}: A figure was wrong." in text


def test_who_speaks_is_told_of_what_another_actor_reports_too():
    text = explain(make_article(make_position(according_to="council", speakers="jo")))
    assert "according to: council" in text
    assert "speakers: jo" in text


def test_a_contest_is_counted():
    text = explain(make_article(make_position("support")), make_article(make_position("oppose")))
    assert "(Supports: 1 report, Opposes: 1 report)" in text

"""A review remembers what the prose was read against, and notices every fact that has changed since."""

from pathlib import Path

import pytest
from builders import assemble_seeds, derive, make_article, make_position
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.dates import Day
from generator.reviews import Freshness, hash_facts, judge_prose, make_review, read_review
from generator.source import Source

TODAY = Day(2025, 4, 1)
BASE = {"date": "2025-03-04"}


def one(stance="support", status="usable", **position):
    return [make_article(make_position(stance, **{**BASE, **position}), status=status)]


def accept(articles):
    """Return the review that accepts the prose against these articles."""
    review, problems = read_review(Source("quay.yml", make_review(derive(articles), TODAY)))
    assert problems == []
    return review


def judge(before, after):
    """Return the stale cells after a change of the articles."""
    return judge_prose("quay", accept(before), derive(after)).stale


def test_nothing_is_stale_right_after_a_review():
    articles = [*one(), *one("oppose", actor="council"), *one("mixed", question="quay/pay")]
    assert judge_prose("quay", accept(articles), derive(articles)) == Freshness(TODAY)


def test_without_a_review_nothing_is_known():
    assert judge_prose("quay", None, derive(one())) == Freshness()


CHANGES = {
    "stance": one("oppose"),
    "condition": one("conditional", condition="if it rains"),
    "date": one(date="2025-03-05"),
    "basis": one(basis="inferred"),
    "second-hand": one(according_to="council"),
    "withdrawn": one(status="withdrawn"),
    "corrected": one(status="corrected"),
    "quote": one(quotes=["other words"]),
    "one report more": [*one(), *one()],
    "origin": [make_article(make_position(**BASE), publisher="wire")],
    "gone": [],
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_a_fact_makes_the_cell_stale(name):
    untouched = one("oppose", actor="council")
    assert judge([*one(), *untouched], [*CHANGES[name], *untouched]) == (("dockers", "quay/close"),)


def test_a_new_cell_is_stale_too():
    assert judge(one(), [*one(), *one(question="quay/pay")]) == (("dockers", "quay/pay"),)


def test_names_are_no_facts():
    """Renaming articles, actors and questions makes no prose stale."""
    said = {**BASE, "quotes": ["We will stay"]}
    before = derive({"a": make_article(make_position(**said))})["dockers", "quay/close"]
    after = derive({"b": make_article(make_position(actor="council", question="quay/pay", **said))})
    assert hash_facts(before) == hash_facts(after["council", "quay/pay"])


@given(st.permutations([*one(), *one("oppose"), *one(quotes=["more"]), *one("oppose", date="2025-01")]))
def test_the_order_of_articles_is_no_fact(articles):
    assert len({hash_facts(derive(order)["dockers", "quay/close"]) for order in (articles, articles[::-1])}) == 1


SITE = Path(__file__).parent / "cases/quay"


def read_quay(**more):
    paths = [path for path in SITE.rglob("*") if path.suffix in (".yml", ".md") and "seeds" in path.parts]
    return {path.relative_to(SITE).as_posix(): path.read_text(encoding="utf-8") for path in paths} | more


def test_stale_prose_is_a_warning_that_names_the_cells():
    library, _ = assemble_seeds(read_quay())
    topic = next(iter(library.seeds.topics))
    (actor, question), *_ = library.cells
    accepted = make_review(library.by_topic[topic], TODAY)
    fresh, _ = assemble_seeds(read_quay(**{f"seeds/reviews/{topic}.yml": accepted}))
    assert fresh.freshness[topic] == Freshness(TODAY)
    old = accepted.replace(hash_facts(library.cells[actor, question]), "f-0000000000", 1)
    stale, problems = assemble_seeds(read_quay(**{f"seeds/reviews/{topic}.yml": old}))
    assert stale.freshness[topic].stale == ((actor, question),)
    (problem,) = [problem for problem in problems if problem.code == "stale-prose"]
    assert (problem.at.path, problem.at.line) == (f"seeds/reviews/{topic}.yml", 2)
    assert f"`{question.split('/')[1]}` `{actor}`" in problem.message


def test_a_review_of_no_topic_is_told():
    _, problems = assemble_seeds(read_quay(**{"seeds/reviews/pier.yml": "reviewed: 2025-04-01\n"}))
    assert [p.message for p in problems if p.code == "review-unused"] == ["there is no topic `pier`"]


def run(*arguments):
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1743465600"}).invoke(main, [str(argument) for argument in arguments])


def test_readers_see_what_is_new_until_it_is_reviewed(site):
    """The life of a summary: never reviewed, reviewed, overtaken by an article, reviewed again."""
    page, article = site / "briefings/quay-closure.md", site / "seeds/articles/council-votes.md"
    run("generate", "--root", site)
    assert "Nobody has yet reviewed" in page.read_text()
    accepted = run("review", "--root", site, "quay-closure")
    assert (accepted.exit_code, accepted.stdout) == (
        0,
        "reviewed: quay-closure; run `briefing generate` to show it\n",
    )
    run("generate", "--root", site)
    assert "reviewed against the evidence on 1 April 2025" in page.read_text()
    assert "stale-prose" not in run("check", "--root", site).stderr
    article.write_text(article.read_text().replace("if every job is moved", "if half of the jobs are moved", 1))
    told = run("check", "--root", site)
    assert (told.exit_code, "warning[stale-prose] 1 cell has changed" in told.stderr) == (0, True)
    run("generate", "--root", site)
    assert "New evidence since this summary was reviewed on 1 April 2025:" in page.read_text()
    assert run("review", "--root", site, "quay-closure").exit_code == 0
    run("generate", "--root", site)
    assert "New evidence" not in page.read_text()


def test_an_unknown_topic_is_one_line(site):
    result = run("review", "--root", site, "quay-closing")
    assert result.exit_code == 2
    assert result.stderr == "briefing: there is no topic `quay-closing`; did you mean `quay-closure`?\n"


def test_nothing_is_accepted_while_the_seeds_have_errors(site):
    article = site / "seeds/articles/council-votes.md"
    article.write_text(article.read_text().replace("stance: ", "stance: x", 1))
    assert run("review", "--root", site, "quay-closure").exit_code == 1
    assert not (site / "seeds/reviews").exists()

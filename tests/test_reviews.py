"""A review remembers what the prose was read against, and notices every fact that has changed since."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import assemble_seeds, derive, make_article, make_event, make_position, make_quote, text, texts
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.reviews import (
    KINDS,
    check_reviews,
    check_unused,
    explain_change,
    hash_correction,
    hash_facts,
    hash_kinds,
    judge_prose,
    list_reviewed,
    make_review,
)
from briefing_desk.build.pages import plan_pages
from briefing_desk.cli import main
from briefing_desk.messages import words
from briefing_desk.messages.words import PAGES
from briefing_desk.pages.freshness import choose_sentence, describe_happened
from briefing_desk.schema.dates import Day, parse_interval
from briefing_desk.schema.model import Basis, Freshness, Position, Stance
from briefing_desk.schema.records import list_keys
from briefing_desk.schema.reviews import read_review
from briefing_desk.syntax.source import Source

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


def test_cells_are_told_question_by_question():
    cells = [("dockers", "quay/close"), ("council", "quay/pay"), ("dockers", "quay/pay")]
    before = [article for actor, question in cells for article in one(actor=actor, question=question)]
    after = [article for actor, question in cells for article in one("oppose", actor=actor, question=question)]
    assert judge(before, after) == tuple(cells)


def test_a_new_cell_is_stale_too():
    assert judge(one(), [*one(), *one(question="quay/pay")]) == (("dockers", "quay/pay"),)


FACTS = {
    "stance": Stance.OPPOSE,
    "condition": text("if it rains"),
    "date": parse_interval("2025-02"),
    "basis": Basis.INFERRED,
    "according_to": text("council"),
    "event": text("hearing"),
    "precedes": text("b"),
    "follows": text("b"),
    "quotes": (make_quote("other words"),),
}
"""Of each field of a position that is a fact, or says when it was so: another value."""
NO_FACTS = {
    "summary": (text("Wants what it wanted."), "the desk may write it better"),
    "because": ((make_quote("it is dear"),), "reasons are evidence of no stance"),
    "speakers": (texts("jo"), "whoever said it, the words are the same"),
    "proposed_by": (text("a-model"), "it says how the desk found it"),
}
"""Of each other field: another value, and why prose that was read stays as true as it was."""


NAMES = ("actor", "actors", "question")
"""Fields that say which cell it is."""


@pytest.mark.parametrize("name", sorted({*list_keys(Position)} - {*NAMES}))
def test_of_every_field_it_is_said_whether_it_is_a_fact(name):
    """Whoever adds a field is asked: does prose that was read before it changed need to be read again?"""
    assert (name in FACTS) != (name in NO_FACTS), "say here whether it is a fact; `describe_report` hashes what is one"
    position, other = make_position(), FACTS[name] if name in FACTS else NO_FACTS[name][0]
    events, beside = [make_event("hearing", "2025-01-01")], make_article(make_position("mixed"))
    cells = (derive([make_article(it), beside], events) for it in (position, replace(position, **{name: other})))
    assert (len({hash_facts(found["dockers", "quay/close"]) for found in cells}) > 1) == (name in FACTS)


def test_a_summary_is_no_fact():
    """What the desk writes better is no new evidence; where there is some, the warning names it too."""
    assert judge(one(), one(summary="Wants what it wanted.")) == ()


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


def test_the_hash_of_a_correction_is_of_what_was_said_and_when():
    corrected = make_corrected(OLD)
    note = replace(corrected.correction, note=corrected.correction.note.upper())
    others = [make(), make_corrected(LATE), make_corrected(OLD, "withdrawn"), replace(corrected, correction=note)]
    found = [hash_correction(article) for article in (corrected, *others)]
    assert len(set(found)) == len(found)
    assert all(hash.startswith("c-") for hash in found)
    assert hash_correction(replace(corrected, title=text("Another title"))) == found[0]


def test_hashes_stay_what_they_are():
    """They stand in everybody's files: another way to make them would call all prose stale."""
    told = {
        "a": make(quotes=["We stay", "They go"], follows="b"),
        "b": make(quotes=["More"], date="2025-03"),
        "c": make("withdrawn", quotes=["So they say"], according_to="council"),
        "d": replace(make(quotes=["Others wrote it"]), based_on=texts("wire evening")),
    }
    cell = derive(told)["dockers", "quay/close"]
    assert hash_facts(cell) == "f-mojh2xzuwv"
    assert hash_kinds(cell.all_reports) == "ugda 4oym 3yzm o3vl qdiw iv3f aznu 23xv"
    assert (hash_correction(make_corrected(OLD)), hash_correction(make())) == ("c-wvkqpxubha", "c-ir6om6ja75")


def test_a_review_is_a_file_in_the_order_of_the_questions():
    cells = derive([*one(actor="council dockers"), *one(actor="council", question="quay/pay")])
    found = make_review(cells, TODAY, "p-abc", ["c-two", "c-one", "c-two"]).splitlines()
    assert found[1:5] == ["reviewed: 2025-04-01", "prose: p-abc", "corrections: [c-one, c-two]", "cells:"]
    assert [line for line in found if re.match(r"  - question|    actor", line)] == [
        "  - question: close", "    actor: council",
        "  - question: close", "    actor: dockers",
        "  - question: pay", "    actor: council",
    ]  # fmt: skip
    assert make_review({}, TODAY).splitlines()[1:] == ["reviewed: 2025-04-01"]


def test_what_a_review_noted_besides_is_known_of_its_prose():
    review = replace(accept(one()), prose="p-abc", corrections=("c-one",))
    fresh = judge_prose("quay", review, derive([*one("oppose"), *one(actor="council")]))
    assert (fresh.reviewed, fresh.prose, fresh.corrections) == (TODAY, "p-abc", ("c-one",))
    assert [found.actor for found in fresh.overtaken] == ["council", "dockers"]


def test_warnings_of_reviews_say_how_many_cells_and_what_to_do():
    review, cells = accept([]), derive([*one(), *one(actor="council")])
    fresh = {"a": judge_prose("a", review, {}), "b": judge_prose("b", review, cells)}
    fresh["c"] = replace(fresh["b"], overtaken=fresh["b"].overtaken[:1])
    found = check_reviews(dict.fromkeys("abc", review), fresh)
    assert [(problem.code, problem.message.split(" since")[0]) for problem in found] == [
        ("stale-prose", "2 cells have changed"),
        ("stale-prose", "1 cell has changed"),
    ]
    (unused,) = check_unused({"a": review, "b": review}, ["a"])
    said = "review-unused", "there is no topic and no page `b`", "delete the file"
    assert (unused.code, unused.message, unused.help) == said


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


def test_a_review_of_no_page_is_told(made_site):
    (made_site / "briefings/about.md").write_text("# About\n")
    (made_site / "seeds/reviews").mkdir()
    for name in ("pier", "index", "about", "quay-closure"):
        (made_site / f"seeds/reviews/{name}.yml").write_text("reviewed: 2025-04-01\n")
    told = [line for line in run("check", "--root", made_site).stderr.splitlines() if "review-unused" in line]
    assert told == ["seeds/reviews/pier.yml:1:1: warning[review-unused] there is no topic and no page `pier`"]


def test_cells_in_the_review_of_another_page_are_none(site):
    (site / "seeds/reviews").mkdir()
    cell = "cells:\n  - question: close-now\n    actor: dockers-union\n    facts: f-aaaaaaaaaa\n"
    (site / "seeds/reviews/index.yml").write_text(f"reviewed: 2025-04-01\n{cell}")
    run("generate", "--root", site)
    assert "stale-prose" not in run("check", "--root", site).stderr


# Why a cell is stale.


def tell(before, after, cell=("dockers", "quay/close")):
    """Return what is said of a cell that has changed since a review."""
    return explain_change(list_reviewed("quay", accept(before)).get(cell), derive(after).get(cell), TODAY)[1]


OLD, LATE = Day(2025, 3, 6), Day(2025, 4, 2)


def make(status="usable", retrieved=OLD, **position):
    article = make_article(make_position("support", **{**BASE, **position}), status=status)
    return replace(article, retrieved=retrieved)


def replace_stance(stance, **position):
    """Return an article with another stance, from the same words."""
    return replace(make_article(make_position(stance, quotes=["words"], **{**BASE, **position})), retrieved=OLD)


WHY = {
    "a new cell": ({}, {"a": make()}, "new: `a`"),
    "a cell that is gone": ({"a": make()}, {}, "nothing is on record any more"),
    "corrected": ({"a": make(), "b": make()}, {"a": make(), "b": make("corrected")}, "corrected: `b`"),
    "withdrawn": ({"a": make(), "b": make()}, {"a": make("withdrawn"), "b": make()}, "withdrawn: `a`"),
    "withdrawn, and nothing left": ({"a": make()}, {"a": make("withdrawn")}, "withdrawn: `a`, no statement left"),
    "withdrawn after a correction": (
        {"a": make("corrected")},
        {"a": make("withdrawn")},
        "withdrawn: `a`, no statement left",
    ),
    "both": (
        {"a": make(), "b": make()},
        {"a": make("withdrawn"), "b": make("withdrawn")},
        "withdrawn: `a`, withdrawn: `b`, no statement left",
    ),
    "a report more": ({"a": make()}, {"a": make(), "b": make(date="2024-01")}, "new report: `b`"),
    "reports more": (
        {"a": make()},
        {"a": make(), "b": make(retrieved=LATE), "c": make(retrieved=LATE)},
        "new report: `b`, `c`",
    ),
    "a report more, and one withdrawn": (
        {"a": make()},
        {"a": make("withdrawn"), "b": make(date="2024-01")},
        "new report: `b`, withdrawn: `a`",
    ),
    "another date": (
        {"a": make(quotes=["words"])},
        {"a": make(quotes=["words"], date="2024-01")},
        "changed: date; see `a`",
    ),
    "other words": ({"a": make()}, {"a": make(quotes=["other words"])}, "only what is quoted has changed; see `a`"),
    "corrected, and other words": (
        {"a": make()},
        {"a": make("corrected", quotes=["other words"])},
        "changed: status, quote; see `a`",
    ),
    "corrected, and another summary": (
        {"a": make(), "b": make()},
        {"a": make(), "b": make("corrected", summary="Wants three.")},
        "corrected: `b`, summary changed",
    ),
    "a report more, which has a summary of its own": (
        {"a": make()},
        {"a": make(), "b": make(date="2024-01", summary="Wants three.")},
        "new report: `b`",
    ),
    "another date and another summary": (
        {"a": make(quotes=["words"])},
        {"a": make(quotes=["words"], date="2024-01", summary="Wants three.")},
        "changed: date, summary; see `a`",
    ),
    "a report gone": (
        {"a": make(quotes=["words"]), "b": make(quotes=["more"], date="2024-01")},
        {"a": make(quotes=["words"])},
        "a report is gone, changed: date, quote; see `a`",
    ),
    "two that changed places": (
        {"a": make(date="2024-01"), "b": make(basis="inferred")},
        {"a": make(), "b": make(date="2024-01", basis="inferred")},
        "stance, condition, date, basis, quote or origin; see `a`, `b`",
    ),
}


def make_corrected(day, status="corrected", **position):
    """Return an article that was corrected, or withdrawn, on a day."""
    article = make(status, **position)
    return replace(article, correction=replace(article.correction, date=day))


WHY |= {
    "reports more, taken in on the day of the review": (
        {"a": make()},
        {"a": make(), "b": make(retrieved=TODAY), "c": make(retrieved=TODAY)},
        "new report: `b`, `c`",
    ),
    "reports more, taken in before, together": (
        {"a": make()},
        {"a": make(), "b": make(date="2024-01"), "c": make(date="2024-01")},
        "changed: date, quote; see `a`, `b`, `c`",
    ),
    "two that changed places, and another summary": (
        {"a": make(date="2024-01"), "b": make(basis="inferred")},
        {"a": make(summary="Wants three."), "b": make(date="2024-01", basis="inferred")},
        "stance, condition, date, basis, quote or origin; see `a`, `b`",
    ),
    **{
        f"{number} new reports": ({}, {id: make() for id in "abcde"[:number]}, f"new: {said}")
        for number, said in ((3, "`a`, `b`, `c`"), (4, "`a`, `b`, `c` and 1 more"), (5, "`a`, `b`, `c` and 2 more"))
    },
}


@pytest.mark.parametrize("name", WHY)
def test_it_is_said_why_a_cell_is_stale(name):
    before, after, said = WHY[name]
    assert tell(before, after) == said


def test_a_review_from_before_kinds_were_noted_tells_what_it_can():
    (cell,) = accept({"a": make()}).cells
    after = derive({"a": make(date="2024-01")})["dockers", "quay/close"]
    said = "stance, condition, date, basis, quote or origin; see `a`"
    assert explain_change(replace(cell, kinds=None), after, TODAY)[1] == said
    fewer = replace(cell, kinds=" ".join(cell.kinds.split()[:3]))
    assert explain_change(fewer, after, TODAY)[1].startswith("changed: date; see")


HAPPENED = {
    "a new cell": ({}, {"a": make()}, ("new",)),
    "a cell that is gone": ({"a": make()}, {}, ("gone",)),
    "a report more": ({"a": make()}, {"a": make(), "b": make(date="2024-01")}, ("new",)),
    "withdrawn": ({"a": make(), "b": make()}, {"a": make(), "b": make("withdrawn")}, ("withdrawn",)),
    "withdrawn, and nothing left": ({"a": make()}, {"a": make("withdrawn")}, ("withdrawn", "gone")),
    "corrected": ({"a": make(), "b": make()}, {"a": make(), "b": make("corrected")}, ("corrected",)),
    "withdrawn, and another corrected": (
        {"a": make(), "b": make(), "c": make()},
        {"a": make("withdrawn"), "b": make("corrected"), "c": make()},
        ("withdrawn", "corrected"),
    ),
    "a report more, and one withdrawn": (
        {"a": make()},
        {"a": make("withdrawn"), "b": make(date="2024-01")},
        ("new", "withdrawn"),
    ),
    "restored": (
        {"a": make("withdrawn"), "b": make(quotes=["words"])},
        {"a": make(), "b": make(quotes=["words"])},
        ("restored",),
    ),
    "withdrawn, and the other with other words": (
        {"a": make(quotes=["words"]), "b": make()},
        {"a": make(quotes=["other words"]), "b": make("withdrawn")},
        ("withdrawn", "quote"),
    ),
    "a report fewer": (
        {"a": make(quotes=["words"]), "b": make(quotes=["more"], date="2024-01")},
        {"a": make(quotes=["words"])},
        ("removed", "date", "quote"),
    ),
    "a stance turned": ({"a": make(quotes=["words"])}, {"a": replace_stance("oppose")}, ("stance",)),
    "a condition": (
        {"a": replace_stance("conditional", condition="if paid")},
        {"a": replace_stance("conditional", condition="if moved")},
        ("condition",),
    ),
    "two that changed places": (
        {"a": make(date="2024-01"), "b": make(basis="inferred")},
        {"a": make(), "b": make(date="2024-01", basis="inferred")},
        ("changed",),
    ),
}


HAPPENED |= {
    "withdrawn before, another corrected on the day of the review, with other words": (
        {"a": make_corrected(OLD, "withdrawn"), "b": make(quotes=["words"])},
        {"a": make_corrected(OLD, "withdrawn"), "b": make_corrected(TODAY, quotes=["other words"])},
        ("corrected", "quote"),
    ),
    "withdrawn before, another corrected before, with other words": (
        {"a": make_corrected(OLD, "withdrawn"), "b": make(quotes=["words"])},
        {"a": make_corrected(OLD, "withdrawn"), "b": make_corrected(OLD, quotes=["other words"])},
        ("withdrawn", "corrected", "quote"),
    ),
}


@pytest.mark.parametrize("name", HAPPENED)
def test_it_is_known_what_has_happened_to_a_cell(name):
    before, after, happened = HAPPENED[name]
    (found,) = judge_prose("quay", accept(before), derive(after)).overtaken
    assert found.happened == happened
    assert set(happened) <= set(words.HAPPENED)


def test_what_can_happen_has_words_and_new_evidence_alone_is_called_so():
    assert set(words.HAPPENED) >= {key for *_, happened in HAPPENED.values() for key in happened} | set(KINDS[:4])
    for before, after, happened in HAPPENED.values():
        fresh = judge_prose("quay", accept(before), derive(after))
        assert choose_sentence(fresh).startswith("New evidence since") == (happened == ("new",))
        assert describe_happened(happened)


def test_a_review_from_before_reports_were_counted_tells_what_it_can():
    before = {"a": make(quotes=["words"]), "b": make(quotes=["more"], date="2024-01")}
    old = re.sub(r"    reports: \d+\n", "", make_review(derive(before), TODAY))
    review, problems = read_review(Source("quay.yml", old))
    assert problems == []
    (found,) = judge_prose("quay", review, derive({"a": make(quotes=["words"])})).overtaken
    assert found.happened == ("date", "quote")


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
    said = "Changed since this summary was reviewed on 1 April 2025: </strong><a"
    assert said in page.read_text()
    assert "Union on “Close it now”</a> (another condition).</p>" in page.read_text()
    twin = (site / "briefings/data/topics/quay-closure.txt").read_text(encoding="utf-8")
    assert "2025: Dockers' Union on “Close it now” (another condition).*\n" in twin
    assert run("review", "--root", site, "quay-closure").exit_code == 0
    run("generate", "--root", site)
    assert "this summary was reviewed" not in page.read_text()


def test_an_unknown_topic_is_one_line(site):
    result = run("review", "--root", site, "quay-closing")
    assert result.exit_code == 2
    assert result.stderr == "briefing: there is no topic `quay-closing`; did you mean `quay-closure`?\n"


def test_nothing_is_accepted_while_the_seeds_have_errors(site):
    article = site / "seeds/articles/council-votes.md"
    article.write_text(article.read_text().replace("stance: ", "stance: x", 1))
    assert run("review", "--root", site, "quay-closure").exit_code == 1
    assert not (site / "seeds/reviews").exists()


# The prose itself.


def list_told(site, command="check"):
    """Return the places and codes of the warnings of a run, in order."""
    return re.findall(r"^(\S+): warning\[([a-z-]+)\]", run(command, "--root", site).stderr, re.MULTILINE)


UNWRITTEN = "*No summary has been written yet.*"
PAGE = "briefings/quay-closure.md"


def write_summary(site, words):
    page = site / PAGE
    page.write_text(page.read_text().replace(UNWRITTEN, words))


def test_prose_that_changes_after_its_review_is_told(made_site):
    write_summary(made_site, "The council voted.")
    run("review", "--root", made_site, "quay-closure")
    run("generate", "--root", made_site)
    assert list_told(made_site) == []
    page = made_site / PAGE
    page.write_text(page.read_text().replace("The council voted.", "The council did not vote."))
    assert list_told(made_site) == [(f"{PAGE}:1:1", "unreviewed-prose")]
    run("review", "--root", made_site, "quay-closure")
    assert list_told(made_site) == []


def test_a_page_with_faults_is_not_reviewed(made_site):
    page = made_site / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("<table", "<table ", 1), encoding="utf-8")
    result = run("review", "--root", str(made_site), "quay-closure")
    assert result.exit_code == 1
    assert "error[edited-region]" in result.stderr


def test_a_review_from_before_prose_was_noted_tells_nothing_of_it(made_site):
    run("review", "--root", made_site, "quay-closure")
    review = made_site / "seeds/reviews/quay-closure.yml"
    review.write_text(re.sub("prose: .*\n", "", review.read_text()))
    write_summary(made_site, "The council voted.")
    assert list_told(made_site) == []


@pytest.mark.parametrize("status", ["corrected", "withdrawn"])
def test_prose_that_cites_what_was_corrected_is_told_until_it_is_reviewed(made_site, status):
    """On the page of a topic and on any other; a later correction of the same article is another one."""
    write_summary(made_site, "The council voted[^council-votes].")
    with (made_site / "briefings/index.md").open("a") as home:
        home.write("\nIt voted[^council-votes].\n")
    run("review", "--root", made_site, "quay-closure", "index")
    assert list_told(made_site) == []
    article = made_site / "seeds/articles/council-votes.md"
    note = "correction:\n  date: 2025-03-07\n  note: The first version named another price.\n"
    article.write_text(article.read_text().replace("positions:", f"status: {status}\n{note}positions:", 1))
    told = run("check", "--root", made_site).stderr
    assert "on 2025-03-07: The first version named another price." in told
    assert f"({status}: `council-votes`)" in told
    code = f"{status}-citation"
    places = {(place.split(":")[0], found) for place, found in list_told(made_site)}
    assert places == {
        ("briefings/index.md", code),
        (PAGE, code),
        ("seeds/reviews/quay-closure.yml", "stale-prose"),
    }
    run("review", "--root", made_site, "quay-closure", "index")
    assert list_told(made_site) == []
    article.write_text(article.read_text().replace("another price", "another day", 1))
    assert {found for _, found in list_told(made_site)} == {code}


# What is told where a site is built for readers.


def list_unfinished(site):
    return [
        (problem.at.path, problem.code, problem.message.split("`")[1] if "`" in problem.message else "")
        for problem in plan_pages(site).unfinished()
    ]


def test_what_nobody_has_written_is_told_from_the_first_build_on(tmp_path):
    site = tmp_path / "quay"
    run("init", site)
    fresh = list_unfinished(site)
    assert fresh == [
        ("mkdocs.yml", "placeholder", "site_name"),
        ("mkdocs.yml", "setting-missing", "report_url"),
        ("briefings/index.md", "placeholder", ""),
        ("briefings/quay-closure.md", "placeholder", ""),
        ("briefings/quay-closure.md", "placeholder", ""),
    ]
    run("generate", "--root", site)
    assert list_unfinished(site) == fresh
    assert list_told(site) == []  # it is no fault of the content
    settings = site / "mkdocs.yml"
    words = settings.read_text().replace("site_name: The old quay", "site_name: Quay")
    words = words.replace("  # report_url", "  report_url")
    settings.write_text(words.replace("# site_url", "site_url"))
    assert [it for it in list_unfinished(site) if it[0] == "mkdocs.yml"] == [
        ("mkdocs.yml", "placeholder", "site_url"),
        ("mkdocs.yml", "placeholder", "report_url"),
    ]
    settings.write_text(settings.read_text().replace("example.org", "quay.example"))
    page, home = site / PAGE, site / "briefings/index.md"
    page.write_text(page.read_text().replace(UNWRITTEN, "It closes.").replace("*Not written yet.*", "Nowhere."))
    home.write_text(home.read_text().replace(PAGES["home"]["about"], "About a quay."))
    assert list_unfinished(site) == [(PAGE, "unreviewed-prose", "")]
    run("review", "--root", site, "quay-closure")
    assert list_unfinished(site) == []


def test_a_build_for_readers_stops_at_what_nobody_has_written(tmp_path):
    site = tmp_path / "quay"
    run("init", site)
    said = run("build", "--root", site, "--strict")
    assert said.exit_code == 1
    last = "5 warnings in 3 files, errors with --strict: nothing was built, there is no site/"
    assert said.stderr.splitlines()[-1] == last
    assert not (site / "briefings/index.md").exists()

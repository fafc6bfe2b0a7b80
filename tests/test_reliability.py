"""Two codings of the same articles: who saw what, and how far beyond chance they agree."""

import pytest
from builders import text
from click.testing import CliRunner
from desks import open_desk, read_files
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.analysis.reliability import compare_codings, measure_alpha, measure_pairs
from briefing_desk.cli import main
from briefing_desk.desk.requests import Refusal
from briefing_desk.schema.model import Basis, Position, Stance

ARTICLE = "council-votes"


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        (zip("0100000010", "1110010000", strict=True), 0.095),  # two coders, two values
        (zip("aabbdcccedda", "babbbccceddd", strict=True), 0.692),  # two coders, five values
        (  # four coders, values missing
            ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"],
            0.743,
        ),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -0.5),
        ([("a", "a"), ("a", "a")], None),
        ([("a",), ("b",)], None),
        ([], None),
    ],
)
def test_alpha_is_that_of_the_worked_examples(units, alpha):
    """Those of Krippendorff's own "Computing Krippendorff's Alpha-Reliability"."""
    assert measure_alpha(units) == (None if alpha is None else pytest.approx(alpha, abs=0.0006))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_alpha_does_not_depend_on_who_is_first_and_is_one_only_without_a_difference(pairs):
    found = measure_pairs(pairs)
    turned = measure_pairs([(other, one) for one, other in pairs])
    assert (found.alpha is None) == (turned.alpha is None)
    if found.alpha is not None:
        assert found.alpha == pytest.approx(turned.alpha)
        assert found.alpha <= 1
        assert (found.alpha == 1) == (found.same == found.number)


def make(actor, stance, question="t/q", **more):
    return Position(text(question), stance, text("."), Basis.REPORTED, (), actor=text(actor), **more)


def test_what_two_coders_make_of_each_actor_and_question_is_compared():
    first = {
        "a": [make("x", Stance.SUPPORT), make("x", Stance.OPPOSE), make("y", Stance.OPPOSE)],
        "b": [make("x", Stance.MIXED)],
        "c": [make("x", Stance.SUPPORT)],
    }
    second = {
        "a": [make("x", Stance.OPPOSE), make("x", Stance.SUPPORT), make("y", Stance.SUPPORT), make("z", Stance.OPPOSE)],
        "b": [],
    }
    found = compare_codings(first, second)
    assert (found.articles, found.both) == (2, 2)
    assert (found.stance.same, found.stance.number) == (1, 2)
    assert found.differing == (("a", "y", "t/q"),)
    assert found.first_only == (("b", "x", "t/q"),)
    assert found.second_only == (("a", "z", "t/q"),)
    assert (found.with_none.same, found.with_none.number) == (1, 4)
    assert (found.basis.same, found.according_to.same) == (2, 2)


def test_a_second_coder_sees_nothing_of_the_first_and_writes_beside(site):
    before = read_files(site)
    with open_desk(site, coder="eva", article=ARTICLE) as desk:
        assert desk.article["positions"] == desk.article["passages"] == []
        assert desk.article["quoted"] == 0
        assert {row["positions"] for row in desk.ask("queue", wanted="")["rows"]} == {0}
        desk.ask("article", id=ARTICLE)
        fields = {"actor": "dockers-union", "question": "quay-closure/close-now", "stance": "support"}
        quotes = [[desk.find("would accept the closure if every job moved")]]
        told = desk.ask("judge", fields=fields, quotes=quotes)
        assert "others" not in told
        assert "cells" not in told
        for request in ("verify", "about", "passage"):
            with pytest.raises(Refusal, match="a second coder codes positions"):
                desk.ask(request, fields={}, name="x", pieces=quotes[0])
        desk.ask("write", fields={**fields, "summary": "Accepts it.", "basis": "reported"}, quotes=quotes)
        fields = {"actor": "city-council", "question": "quay-closure/close-now", "stance": "support", "basis": "stated"}
        desk.write("The old quay has had its day", **fields, summary="Voted to close it.", speakers=["ida-quist"])
        assert len(desk.article["positions"]) == 2
        assert "jobs" not in str(desk.article["positions"])
    after = read_files(site)
    path = f"seeds/codings/eva/{ARTICLE}.yml"
    assert {name for name in after if after[name] != before.get(name)} == {path}
    assert after[path].startswith(b"positions:\n  - actor: dockers-union\n")
    checked = CliRunner().invoke(main, ["check", "--root", str(site)])
    assert checked.exit_code == 0, checked.output


def test_the_command_tells_counts_shares_alpha_and_each_difference(site):
    folder = site / "seeds/codings/eva"
    folder.mkdir(parents=True)
    entry = (
        "  - {{actor: {}, question: quay-closure/{}, stance: {}, summary: S., basis: stated, quotes: [exact: words]}}\n"
    )
    rows = [("dockers-union", "close-now", "support"), ("city-council", "close-now", "support")]
    rows.append(("residents", "museum", "oppose"))
    (folder / f"{ARTICLE}.yml").write_text("positions:\n" + "".join(entry.format(*row) for row in rows))
    result = CliRunner().invoke(main, ["agreement", "--root", str(site)])
    assert result.exit_code == 0, result.output
    assert (
        result.output
        == """eva: 1 article coded by both
  positions (article, actor, question) of both: 2
  of the first only, of eva only: 1, 1
  same stance: 1 of 2 (50%), Krippendorff's alpha (nominal) 0.00
  same, with “no position” as a value: 1 of 4 (25%), Krippendorff's alpha (nominal) 0.12
  same basis: 2 of 2 (100%), Krippendorff's alpha (nominal) not defined, for only one value was given
  same reporting actor (`according_to`): 2 of 2 (100%), Krippendorff's alpha (nominal) not defined, for only one value was given
  another stance: council-votes, dockers-union, quay-closure/close-now
  of the first only: council-votes, city-council, quay-closure/city-pays
  of eva only: council-votes, residents, quay-closure/museum
"""  # noqa: E501
    )
    (folder / f"{ARTICLE}.yml").write_text("positions: [{stance: maybe}]\n")
    result = CliRunner().invoke(main, ["agreement", "--root", str(site)])
    assert result.exit_code == 1
    assert f"seeds/codings/eva/{ARTICLE}.yml:1:22: error[bad-word]" in result.output


def test_without_a_second_coding_there_is_nothing_to_compare(site):
    result = CliRunner().invoke(main, ["agreement", "--root", str(site)])
    assert (result.exit_code, "nobody has coded a second time" in result.output) == (2, True)
    (site / "seeds/codings/eva").mkdir(parents=True)
    result = CliRunner().invoke(main, ["agreement", "--coder", "tom", "--root", str(site)])
    assert (result.exit_code, "no coder `tom`" in result.output) == (2, True)
    result = CliRunner().invoke(main, ["agreement", "--root", str(site)])
    assert "same stance: nothing to compare" in result.output
    result = CliRunner().invoke(main, ["desk", "--coder", "../x", "--root", str(site)])
    assert (result.exit_code, "--coder: the id `../x`" in result.output) == (2, True)

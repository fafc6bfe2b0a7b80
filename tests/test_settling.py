"""Two codings are settled: the choice goes into the article, what both had into the log, and both can be taken back."""

import pytest
from click.testing import CliRunner
from desks import open_desk, read_files

from briefing_desk.cli import main
from briefing_desk.desk.requests import Refusal

ARTICLE = "council-votes"
PATH = f"seeds/articles/{ARTICLE}.md"
LOG = "seeds/codings/eva.yml"
UNION = ("dockers-union", "quay-closure/close-now")
EVA = """\
positions:
  - actor: dockers-union
    question: quay-closure/close-now
    stance: support
    summary: Accepts it.
    basis: reported
    quotes:
      - exact: would accept the closure
  - actor: residents
    question: quay-closure/museum
    stance: oppose
    summary: Fear the cost.
    basis: reported
    quotes:
      - exact: closing the quay would cost
"""


@pytest.fixture
def coded(site):
    folder = site / "seeds/codings/eva"
    folder.mkdir(parents=True)
    (folder / f"{ARTICLE}.yml").write_text(EVA)
    return site


def run(root, *arguments):
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def find_row(desk, actor, question):
    rows = desk.ask("differences")["rows"]
    return next(row for row in rows if (row["actor"], row["question"]) == (actor, question))


def settle(desk, unit, chosen, rule=""):
    row = find_row(desk, *unit)
    named = {name: row[name] for name in ("coder", "article", "actor", "question", "seen")}
    return desk.ask("settle", **named, chosen=chosen, rule=rule)


def list_units(found):
    return [(row["actor"], row["question"]) for row in found["rows"]]


def test_differences_are_shown_with_what_both_wrote(coded):
    with open_desk(coded) as desk:
        assert list_units(desk.ask("differences")) == [
            ("city-council", "quay-closure/city-pays"),
            ("city-council", "quay-closure/close-now"),
            UNION,
            ("residents", "quay-closure/museum"),
        ]
        row = find_row(desk, *UNION)
        assert row["second"][0]["fields"]["stance"] == "support"
        assert row["first"][0]["fields"]["stance"] == "conditional"
        assert row["second"][0]["quotes"] == ["would accept the closure"]


def test_an_article_that_shows_no_position_is_coded_too(coded):
    """An empty list says that somebody has read it."""
    (coded / f"seeds/codings/eva/{ARTICLE}.yml").write_text("positions: []\n")
    assert run(coded, "check").exit_code == 0
    told = run(coded, "agreement").output
    assert "eva: 1 article coded by both" in told
    assert "of the first only, of eva only: 3, 0" in told


def test_a_coding_that_comes_while_the_desk_is_open_is_seen(site):
    with open_desk(site) as desk:
        assert desk.ask("queue", wanted="")["coders"] == 0
        (site / "seeds/codings/eva").mkdir(parents=True)
        (site / f"seeds/codings/eva/{ARTICLE}.yml").write_text(EVA)
        assert desk.ask("queue", wanted="")["coders"] == 1


def test_the_second_coders_position_takes_the_place_of_the_first(coded):
    before = read_files(coded)
    with open_desk(coded) as desk:
        settle(desk, UNION, "second", "An offer is support.")
        assert UNION not in list_units(desk.ask("differences"))
    after = read_files(coded)
    assert {path for path in after if after[path] != before.get(path)} == {PATH, LOG}
    text = after[PATH].decode()
    position = text[text.index("  - actor: dockers-union") : text.index("  - actor: city-council")]
    assert "stance: support\n" in position
    assert "condition" not in position
    assert "basis: reported\n" in position
    assert "would accept the closure\n" in position
    assert (
        after[LOG]
        .decode()
        .endswith(
            """settlements:
  - article: council-votes
    actor: dockers-union
    question: quay-closure/close-now
    first:
      stance: conditional
      basis: stated
    second:
      stance: support
      basis: reported
    chosen: second
    rule: An offer is support.
    settled: 2026-02-03
"""
        )
    )
    with open_desk(coded) as desk:
        desk.ask("differences")
        desk.ask("undo", action=desk.ask("queue")["undo"]["id"])
    assert read_files(coded) == before


def test_what_is_settled_still_counts_as_a_difference(coded):
    told = run(coded, "agreement").output
    with open_desk(coded) as desk:
        for row in desk.ask("differences")["rows"]:
            settle(desk, (row["actor"], row["question"]), "second")
        found = desk.ask("differences")
        assert (found["rows"], found["settled"]) == ([], 4)
    assert run(coded, "agreement").output == told
    text = (coded / PATH).read_text()
    assert "Fear the cost." in text
    assert "city-pays" not in text
    assert run(coded, "verify").exit_code == 0
    assert run(coded, "check").exit_code == 0


@pytest.mark.parametrize("chosen", ["first", "neither"])
def test_another_choice_leaves_the_article_alone(coded, chosen):
    before = read_files(coded)
    with open_desk(coded) as desk:
        found = settle(desk, UNION, chosen)
        assert UNION not in list_units(found)
    after = read_files(coded)
    assert {path for path in after if after[path] != before.get(path)} == {LOG}
    assert f"    chosen: {chosen}\n    settled:" in after[LOG].decode()


def test_nothing_is_settled_on_what_has_changed_or_by_who_must_not_know(coded):
    with open_desk(coded) as desk:
        row = find_row(desk, *UNION)
        named = {name: row[name] for name in ("coder", "article", "actor", "question", "seen")}
        (coded / PATH).write_text((coded / PATH).read_text().replace("abstract: The", "abstract: Theirs. The"))
        before = read_files(coded)
        with pytest.raises(Refusal, match="changed elsewhere"):
            desk.ask("settle", **named, chosen="second")
        for change, status in (
            ({"chosen": "third"}, 400),
            ({"coder": "../eva"}, 422),
            ({"coder": "tom"}, 404),
            ({"article": "../x"}, 404),
        ):
            with pytest.raises(Refusal) as caught:
                desk.ask("settle", **{**named, "chosen": "second", **change})
            assert caught.value.status == status
        assert read_files(coded) == before
    with open_desk(coded, coder="eva") as desk:
        for request in ("differences", "settle", "stale", "prose", "review", "edit"):
            with pytest.raises(Refusal, match="a second coder codes positions"):
                desk.ask(request, name="quay-closure")


def test_a_position_that_others_hold_too_is_left_to_a_person(coded):
    text = (coded / PATH).read_text()
    (coded / PATH).write_text(text.replace("  - actor: dockers-union\n", "  - actors: [dockers-union, residents]\n", 1))
    with open_desk(coded) as desk, pytest.raises(Refusal, match="several actors hold one of these together"):
        settle(desk, UNION, "second")


def test_a_quote_that_is_not_verbatim_is_not_taken_over(coded):
    path = coded / f"seeds/codings/eva/{ARTICLE}.yml"
    path.write_text(EVA.replace("would accept the closure", "would love the closure"))
    before = read_files(coded)
    with open_desk(coded) as desk, pytest.raises(Refusal, match="nothing was written"):
        settle(desk, UNION, "second")
    assert read_files(coded) == before


def test_a_second_coding_is_checked_and_renamed_like_the_first(coded):
    with open_desk(coded) as desk:
        settle(desk, UNION, "first")
    before = read_files(coded)
    for kind, old, new in (
        ("actor", "dockers-union", "dockers"),
        ("question", "quay-closure/close-now", "quay-closure/close"),
        ("topic", "quay-closure", "quay"),
        ("article", ARTICLE, "vote"),
    ):
        assert run(coded, "rename", "--yes", kind, old, new).exit_code == 0
    log, coding = (coded / LOG).read_text(), (coded / "seeds/codings/eva/vote.yml").read_text()
    assert "article: vote\n    actor: dockers\n    question: quay/close\n" in log
    assert "actor: dockers\n    question: quay/close\n" in coding
    assert not (coded / f"seeds/codings/eva/{ARTICLE}.yml").exists()
    assert "coding" not in run(coded, "check").output
    for kind, old, new in (
        ("article", "vote", ARTICLE),
        ("topic", "quay", "quay-closure"),
        ("question", "quay-closure/close", "quay-closure/close-now"),
        ("actor", "dockers", "dockers-union"),
    ):
        assert run(coded, "rename", "--yes", kind, old, new).exit_code == 0
    assert read_files(coded) == before


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("eva/gone.yml", "positions: []\n", "seeds/codings/eva/gone.yml:1:1: warning[coding-unused]"),
        ("eva/union-objects.yml", EVA.replace("residents", "residant"), ":9:12: error[unknown-actor] actor `residant`"),
        ("eva/union-objects.yml", "positions: [{stance: maybe}]\n", ":1:22: error[bad-word]"),
        ("eva/notes.txt", "x", "seeds/codings/eva/notes.txt:1:1: warning[extension]"),
        ("Eva Lind.yml", "settlements: []\n", "seeds/codings/Eva Lind.yml:1:1: error[bad-id] name of a coder"),
        ("eva.yml", "settlements: [{chosen: both}]\n", "seeds/codings/eva.yml:1:24: error[bad-word]"),
    ],
)  # fmt: skip
def test_check_knows_second_codings(coded, path, text, said):
    (coded / "seeds/codings" / path).write_text(text)
    assert said in run(coded, "check").output


def test_the_method_page_tells_how_far_two_coders_agree(coded):
    assert run(coded, "generate").exit_code == 0
    text = (coded / "briefings/method.md").read_text()
    assert "<dt>Same stance</dt> <dd>0 of 1 (0%); Krippendorff’s alpha 0.00</dd>" in text
    (coded / f"seeds/codings/eva/{ARTICLE}.yml").write_text(
        EVA.replace("stance: support", "stance: conditional\n    condition: if x")
    )
    assert run(coded, "generate").exit_code == 0
    assert "<dd>1 of 1 (100%)" in (coded / "briefings/method.md").read_text()
    (coded / f"seeds/codings/eva/{ARTICLE}.yml").unlink()
    (coded / "seeds/codings/eva").rmdir()
    assert run(coded, "generate").exit_code == 0
    assert "No article has been coded a second time." in (coded / "briefings/method.md").read_text()

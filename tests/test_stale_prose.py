"""Prose that was overtaken: each sentence beside its cells before and now, until a person reviews the page again."""

import shutil

import pytest
from click.testing import CliRunner
from conftest import NEW, SUMMARY
from desks import TODAY, open_desk, read_files

from briefing_desk.cli import main
from briefing_desk.desk.requests import Refusal
from briefing_desk.regions.markers import parse_page
from briefing_desk.regions.prose import find_prose, list_sentences
from briefing_desk.syntax.source import Source

TOPIC = "quay-closure"
PAGE = f"briefings/{TOPIC}.md"
REVIEW = f"seeds/reviews/{TOPIC}.yml"


def test_what_has_not_changed_is_not_asked_about(reviewed):
    with open_desk(reviewed) as desk:
        assert desk.ask("stale")["rows"] == []
        with pytest.raises(Refusal, match="nothing has changed"):
            desk.ask("prose", name=TOPIC)


def test_each_sentence_stands_beside_its_cells_before_and_now(overtaken):
    with open_desk(overtaken) as desk:
        assert desk.ask("stale")["rows"] == [
            {"name": TOPIC, "title": "Closing the old quay", "reviewed": "2025-04-03", "changed": 1}
        ]
        found = desk.ask("prose", name=TOPIC)
    (cell,) = found["cells"]
    assert (cell["actor"], cell["before"]["stances"], cell["now"]["stances"]) == (
        "City Council",
        ["Supports"],
        ["Opposes"],
    )
    assert cell["told"] == "new report: `second-thoughts`"
    assert "The council is against closing the old quay" in cell["quotes"]
    told = {sentence["words"]: (sentence["cites"], sentence["cells"]) for sentence in found["sentences"]}
    assert told["The City Council voted to close the quay."] == (["council-votes"], [0])
    assert told["Residents want a museum."] == (["union-objects"], [])


def test_a_cell_that_is_new_or_gone_says_so(overtaken):
    path = overtaken / "seeds/articles/second-thoughts.md"
    path.write_text(NEW.replace("city-council", "residents"))
    with open_desk(overtaken) as desk:
        (cell,) = desk.ask("prose", name=TOPIC)["cells"]
        assert (cell["is_new"], cell["before"], cell["now"]["stances"]) == (True, None, ["Opposes"])
        path.unlink()
        (overtaken / "seeds/articles/union-objects.md").unlink()
        (overtaken / "seeds/receipts/union-objects.yml").unlink(missing_ok=True)
        cells = desk.ask("prose", name=TOPIC)["cells"]
        assert {cell["actor"] for cell in cells if cell["now"] is None} == {"Some captains (unnamed)"}


def test_the_review_is_the_one_of_the_command_and_is_taken_back(overtaken, tmp_path):
    other = shutil.copytree(overtaken, tmp_path / "other")
    CliRunner(env={"SOURCE_DATE_EPOCH": "1770100000"}).invoke(main, ["review", TOPIC, "--root", str(other)])
    before = read_files(overtaken)
    with open_desk(overtaken) as desk:
        found = desk.ask("prose", name=TOPIC)
        assert desk.ask("review", name=TOPIC, seen=found["seen"])["rows"] == []
        after = read_files(overtaken)
        assert {path for path in after if after[path] != before[path]} == {REVIEW}
        assert after[REVIEW] == (other / REVIEW).read_bytes()
        assert f"reviewed: {TODAY}" in after[REVIEW].decode()
        desk.ask("undo", action=desk.actions["undo"]["id"])
    assert read_files(overtaken) == before


def test_what_changed_while_somebody_read_is_not_reviewed(overtaken):
    before = read_files(overtaken)
    with open_desk(overtaken) as desk:
        seen = desk.ask("prose", name=TOPIC)["seen"]
        page = overtaken / PAGE
        page.write_text(page.read_text().replace("Residents want", "Some residents want"))
        with pytest.raises(Refusal, match="changed meanwhile: read it again"):
            desk.ask("review", name=TOPIC, seen=seen)
        page.write_text(page.read_text() + "\n<script>x</script>\n")
        with pytest.raises(Refusal, match="nothing was written"):
            desk.ask("review", name=TOPIC, seen=desk.ask("prose", name=TOPIC)["seen"])
        article = overtaken / "seeds/articles/second-thoughts.md"
        article.write_text(NEW.replace("city-council", "nobody"))
        with pytest.raises(Refusal, match="mend these errors first"):
            desk.ask("stale")
        article.write_text(NEW)
    assert read_files(overtaken) == before


def test_a_page_is_opened_in_the_editor_and_no_other_file(overtaken):
    opened = []
    with open_desk(overtaken) as desk:
        desk.workspace.edit = opened.append
        desk.ask("edit", name=TOPIC)
        for name in ("../seeds/actors", "", "nothing"):
            with pytest.raises(Refusal):
                desk.ask("edit", name=name)
    assert opened == [overtaken / PAGE]


def test_sentences_are_told_apart_with_what_they_cite():
    page, _ = parse_page(Source("p.md", f"# T\n\n{SUMMARY}\n[^own]: A note. Of ours.\n"))
    found = [(str(one.words), one.words.at.line, one.cites) for one in list_sentences(find_prose(page))]
    assert found == [
        ("The City Council voted to close the quay.", 3, ("council-votes",)),
        ("Residents want a museum.", 3, ("union-objects",)),
        ("Dr.", 3, ()),
        ("Lee was there.", 3, ()),
        ("“Nobody” asked the port!".replace("“", '"').replace("”", '"'), 3, ("union-objects",)),
        ("A list tells, too.", 6, ("leaked-memo",)),
    ]

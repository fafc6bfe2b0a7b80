"""A check by a language model: off by default, asked after a person is done, believed where the article says so."""

import json
import os
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from desks import open_desk, read_files

from briefing_desk.cli import main
from briefing_desk.desk import checking
from briefing_desk.desk.requests import Refusal
from briefing_desk.model_check import running
from briefing_desk.model_check.configuration import read_configuration
from briefing_desk.model_check.findings import RULES
from briefing_desk.syntax.errors import UsageError

STAND_IN = Path(__file__).parent / "check_stand_in.py"
CODED = "council-votes"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """Give the person at this machine a configuration folder of their own, with nothing in it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


def set_up(home, how, seconds=60, name="model-1", **more):
    """Write the configuration; `more` is other text of it."""
    (home / "briefing").mkdir(exist_ok=True)
    command = json.dumps([sys.executable, str(STAND_IN), how])
    text = f'[check]\ncommand = {command}\nname = "{name}"\nseconds = {seconds}\n'
    (home / "briefing/config.toml").write_text(more.get("text", text), encoding="utf-8")


def ask(site, **more):
    """Say that an article is coded, and return what the desk then shows of the check."""
    with open_desk(site, article=CODED, **more) as desk:
        return desk.ask("done")["article"]["check"]


def test_it_is_off_unless_the_person_has_set_it_up(site):
    with open_desk(site, article=CODED) as desk:
        assert desk.article["check"] == {"is_offered": False, "is_done": False}
        with pytest.raises(Refusal, match="no check is set up"):
            desk.ask("done")
    assert not (site / "findings").exists()


@pytest.mark.parametrize("where", ["", "briefing", "seeds"])
def test_nothing_in_the_site_sets_it_up(site, home, monkeypatch, where):
    """Whoever sends somebody a site does not choose what runs on their machine."""
    (site / where / "briefing").mkdir(parents=True)
    (site / where / "briefing/config.toml").write_text('[check]\ncommand = ["true"]\nname = "x"\n', encoding="utf-8")
    assert read_configuration(site) is None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(site / where))
    with pytest.raises(UsageError, match="lies in the site's folder"):
        read_configuration(site)


def test_what_it_found_is_shown_when_the_person_is_done_and_kept_beside(site, home):
    set_up(home, "good")
    before = read_files(site)
    with open_desk(site, article=CODED) as desk:
        assert desk.article["check"] == {"is_offered": True, "is_done": False}
        shown = desk.ask("done")["article"]["check"]
        assert [(row["actor_name"], row["stance"], row["exact"]) for row in shown["missing"]] == [
            ("Harbour Authority", "Opposes", "closing the quay would cost 12 million")
        ]
        assert [(row["question"], row["stance"]) for row in shown["differing"]] == [("quay-closure/close-now", "Mixed")]
        assert shown["missing"][0]["place"] == desk.find("closing the quay would cost 12 million")
        assert shown["model"] == "model-1"
    assert read_files(site) == before
    with open_desk(site, article=CODED) as desk:
        assert desk.article["check"] == shown
        desk.ask("undo", action=desk.ask("article", id=CODED)["undo"]["id"])
        assert not desk.article["check"]["is_done"]
    assert not list((site / "findings").rglob("*.yml"))


def test_nobody_who_is_not_done_is_shown_it(site, home):
    set_up(home, "good")
    ask(site)
    with open_desk(site, article=CODED, coder="eva") as desk:
        assert desk.article["check"] == {"is_offered": False, "is_done": False}
        with pytest.raises(Refusal):
            desk.ask("done")
    [file] = (site / "findings").rglob("*.yml")
    (site / "findings/ada").mkdir()
    file.rename(site / "findings/ada" / file.name)
    with open_desk(site, article=CODED) as desk:
        assert not desk.article["check"]["is_done"]


def test_a_position_that_came_so_says_so_and_readers_are_told_how_many(site, home):
    set_up(home, "good")
    with open_desk(site, article=CODED) as desk:
        fields = {
            "actor": "harbour-authority",
            "question": "quay-closure/museum",
            "stance": "oppose",
            "summary": "Says what it costs.",
            "basis": "reported",
        }
        desk.ask("done")
        desk.write("closing the quay would cost 12 million", **fields)
        desk.write("closing the quay would cost 12 million", **{**fields, "question": "quay-closure/city-pays"})
        assert desk.article["check"]["missing"] == []
        held = [one["fields"] for one in desk.article["positions"]]
        is_council = [one["actor"] == "city-council" and one["question"] == "quay-closure/close-now" for one in held]
        index = is_council.index(True)
        now = held[index]
        changed = {key: value for key, value in {**now, "stance": "mixed", "condition": ""}.items() if value}
        desk.ask("write", position=index, fields=changed, quotes=[])
        assert desk.article["check"]["differing"] == []
    done = CliRunner().invoke(main, ["rename", "article", CODED, "votes", "--yes", "--root", str(site)])
    assert done.exit_code == 0, done.output
    assert [file.name for file in (site / "findings").rglob("*.yml")] == ["votes.yml"]
    text = (site / "seeds/articles/votes.md").read_text(encoding="utf-8")
    assert text.count("    proposed_by: model-1\n") == 2
    done = CliRunner().invoke(main, ["generate", "--root", str(site)])
    assert done.exit_code == 0, done.output
    page = (site / "briefings/method.md").read_text(encoding="utf-8")
    assert "found by a language model" in page
    assert "2 of 14: model-1" in page


def test_a_finding_is_believed_only_where_the_article_says_it(site, home):
    set_up(home, "mixed")
    shown = ask(site)
    assert [row["exact"] for row in shown["missing"]] == ["closing the quay would cost 12 million"]
    assert sorted(shown["refused"]) == [
        "1 with `stated`, though it is no direct speech",
        "1 with an unknown actor",
        "1 with an unknown basis",
        "1 with an unknown question",
        "1 with an unknown stance",
        "2 with a quote that leaves words out",
        "2 with a sentence that there is not",
        "2 with no position",
        "4 with a quote that does not stand in its sentence word for word",
    ]


WRONG = {
    "prose": "the check answers with what is no JSON",
    "bytes": "the check answers with what is no JSON",
    "deep": "the check answers with what is no JSON",
    "list": "the check answers with JSON that has no list of positions",
    "huge": "the check answers with more than 1 MB, and was stopped",
    "hang": "the check has not answered in 1 seconds, and was stopped",
    "fail": r"the check ended with 3: no key\u001b[2J\u0007 for\u202e the model",
}


@pytest.mark.parametrize("how", WRONG)
def test_whatever_it_does_is_told_and_nothing_is_written(site, home, how):
    set_up(home, how, seconds=1 if how == "hang" else 60)
    with pytest.raises(Refusal) as refusal:
        ask(site)
    assert str(refusal.value) == WRONG[how]
    assert not (site / "findings").exists()


def test_who_does_not_listen_may_still_answer(site, home):
    set_up(home, "deaf")
    assert ask(site)["missing"] == []


def test_it_is_asked_without_a_shell_elsewhere_and_of_nothing_that_is_coded(site, home, monkeypatch):
    asked = []

    def watch(configuration, question):
        asked.append((configuration, json.loads(question)))
        return running.run(configuration, question)

    monkeypatch.setattr(checking, "run", watch)
    set_up(home, "good; touch /tmp/not-here $(id)")
    ask(site)
    [(configuration, question)] = asked
    assert configuration.command[2] == "good; touch /tmp/not-here $(id)"
    assert sorted(question) == ["actors", "article", "questions", "rules", "schema", "task"]
    assert question["rules"] == list(RULES)
    summary = "The deputy mayor says that the city cannot pay."
    assert summary in (site / f"seeds/articles/{CODED}.md").read_text(encoding="utf-8")
    assert summary not in json.dumps(question)
    assert [one["sentence"] for one in question["article"]["sentences"]] == list(
        range(1, len(question["article"]["sentences"]) + 1)
    )
    schema = question["schema"]["properties"]["positions"]["items"]["properties"]
    assert "quay-closure/museum" in schema["question"]["enum"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[check", "cannot read"),
        ("check = 1", "`command` below"),
        ('[check]\ncommand = "llm"', "`command` below"),
        ('[check]\ncommand = []\nname = "x"', "`command` below"),
        ('[check]\ncommand = [""]\nname = "x"', "`command` below"),
        ('[check]\ncommand = ["true"]', "`name` below"),
        ('[check]\ncommand = ["true"]\nname = "a\\nb"', "`name` below"),
        ('[check]\ncommand = ["true"]\nname = "x"\nseconds = 0', "`seconds` below"),
        ('[check]\ncommand = ["no-such-program-here"]\nname = "x"', "there is no program"),
        ('[check]\ncommand = ["./true"]\nname = "x"', "neither a name nor a whole path"),
    ],
)
def test_a_fault_of_the_configuration_is_told_when_it_is_asked_for(site, home, text, said):
    set_up(home, "good", text=text)
    with open_desk(site, article=CODED) as desk:
        assert desk.article["check"]["is_offered"]
        with pytest.raises(Refusal, match=said):
            desk.ask("done")


def test_a_program_in_the_site_is_none_of_the_persons(site, home):
    program = site / "llm"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    set_up(home, "good", text=f'[check]\ncommand = ["{program}"]\nname = "x"\n')
    with open_desk(site, article=CODED) as desk, pytest.raises(Refusal, match="lies in the site's folder"):
        desk.ask("done")


def test_the_desk_answers_while_it_runs(site, home, monkeypatch):
    """Whoever waits for a model goes on coding."""
    begun, go_on = threading.Event(), threading.Event()

    def wait(*_):
        begun.set()
        assert go_on.wait(60)
        return b'{"positions": []}'

    monkeypatch.setattr(checking, "run", wait)
    set_up(home, "good")
    with open_desk(site, article=CODED) as desk:
        found = []
        asking = threading.Thread(target=lambda: found.append(desk.ask("done")))
        asking.start()
        assert begun.wait(60)
        assert desk.ask("queue")["total"] == 5
        go_on.set()
        asking.join(60)
        assert found[0]["article"]["check"]["is_done"]


def test_what_it_has_started_is_gone_with_it(site, home):
    set_up(home, "hang", seconds=1)
    with pytest.raises(Refusal):
        ask(site)
    processes = [path for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    running_still = []
    for path in processes:
        try:
            running_still += [path] if b"check_stand_in.py\0hang" in path.read_bytes() else []
        except OSError:
            continue
    assert running_still == []

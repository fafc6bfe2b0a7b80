"""Problems as people, programs and GitHub read them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import briefing_desk
from briefing_desk.answers.problem_formats import (
    ANNOTATIONS,
    count_problems,
    format_github,
    format_gitlab,
    format_json,
    format_summary,
    format_text,
    split_for_github,
)
from briefing_desk.syntax.problems import CODES, Problem, Severity, has_errors, leave_notes, sort_problems
from briefing_desk.syntax.source import Place, Source

FILE = Source("seeds/a.md", "one\ntwo\nthree\n")
ERROR = Problem(Place(FILE, 5), "unknown-key", "unknown key `b`", "did you mean `a`?")
WARNING = Problem(Place(FILE, 0), "yaml-comment", "all behind ` #` is a comment", "quote it")
HOSTILE = Problem(
    Place(Source("b\n::error::\udcff,c:d.md", "")), "bad-url", "50 % of\r\n::set-env x=\x1b[31m\u202ey", "mend it"
)


def test_text():
    assert format_text(ERROR) == (
        "seeds/a.md:2:2: error[unknown-key] unknown key `b`\n"
        "  help: did you mean `a`?"
    )  # fmt: skip
    assert format_text(WARNING) == (
        "seeds/a.md:1:1: warning[yaml-comment] all behind ` #` is a comment\n"
        "  help: quote it"
    )  # fmt: skip


ACCEPTED = Problem(Place(FILE, 0), "yaml-comment", "all behind ` #` is a comment", "quote it", "it is meant\nso")


def test_an_accepted_warning_is_a_note_with_its_reason_in_every_form():
    assert (ACCEPTED.severity, leave_notes([ACCEPTED])) == (Severity.NOTE, [])
    assert format_text(ACCEPTED) == (
        "seeds/a.md:1:1: note[yaml-comment] all behind ` #` is a comment\n"
        "  accepted: it is meant so"
    )  # fmt: skip
    assert format_github(ACCEPTED).startswith("::notice file=seeds/a.md,line=1,col=1,title=yaml-comment::all behind")
    assert format_github(ACCEPTED).endswith("is a comment. accepted: it is meant so")
    (told,) = json.loads(format_json([ACCEPTED]))
    assert (told["severity"], told["accepted"]) == ("note", "it is meant\nso")
    (told,) = json.loads(format_gitlab([ACCEPTED]))
    assert (told["severity"], told["description"]) == ("info", f"{ACCEPTED.message}. accepted: {ACCEPTED.accepted}")
    assert told["fingerprint"] == json.loads(format_gitlab([replace(ACCEPTED, accepted="")]))[0]["fingerprint"]
    assert "accepted&#58; it is meant so |" in format_summary([ACCEPTED])


def test_a_note_stops_nothing():
    note = Problem(Place(FILE, 0), "unused-actor", "no article names it", "delete it")
    assert leave_notes([note, WARNING]) == [WARNING]
    assert not has_errors([note])
    assert format_text(note) == "seeds/a.md:1:1: note[unused-actor] no article names it\n  help: delete it"
    assert format_github(note).startswith("::notice file=seeds/a.md,")
    assert json.loads(format_gitlab([note]))[0]["severity"] == "info"
    assert count_problems([note, note, WARNING]) == "1 warning, 2 notes in 1 file"


def test_text_is_one_line_that_no_terminal_obeys():
    assert format_text(HOSTILE) == (
        r"b ::error::\udcff,c:d.md:1:1: error[bad-url] 50 % of ::set-env x=\u001b[31m\u202ey"
        "\n  help: mend it"
    )


def test_json():
    first, second = json.loads(format_json([ERROR, HOSTILE]))
    assert first == {
        "path": "seeds/a.md",
        "line": 2,
        "column": 2,
        "severity": "error",
        "code": "unknown-key",
        "message": "unknown key `b`",
        "help": "did you mean `a`?",
        "accepted": "",
    }
    assert (second["path"], second["message"]) == (HOSTILE.at.path, HOSTILE.message)
    assert format_json([HOSTILE]).isascii()
    assert json.loads(format_json([])) == []


def test_github():
    assert format_github(ERROR) == (
        "::error file=seeds/a.md,line=2,col=2,title=unknown-key::unknown key `b`. did you mean `a`?"
    )
    assert format_github(WARNING).startswith("::warning file=seeds/a.md,line=1,col=1,title=yaml-comment::all behind")


def test_github_is_told_nothing_but_the_problem():
    assert format_github(HOSTILE) == (
        r"::error file=b %3A%3Aerror%3A%3A\udcff%2Cc%3Ad.md,line=1,col=1,title=bad-url"
        r"::50 %25 of ::set-env x=\u001b[31m\u202ey. mend it"
    )


@pytest.mark.parametrize(
    ("problems", "line"),
    [
        ([ERROR], "1 error in 1 file"),
        ([ERROR, ERROR, HOSTILE], "3 errors in 2 files"),
        ([WARNING], "1 warning in 1 file"),
        ([WARNING, ERROR, WARNING], "1 error, 2 warnings in 1 file"),
        ([WARNING, ACCEPTED, ACCEPTED], "1 warning, 2 accepted in 1 file"),
        ([ACCEPTED], "1 accepted in 1 file"),
    ],
)
def test_the_last_line_counts(problems, line):
    assert count_problems(problems) == line


def test_problems_are_told_once_and_in_the_order_of_the_files():
    other = Source("seeds/a.md", FILE.text)
    again = Problem(Place(other, 5), ERROR.code, ERROR.message, ERROR.help)
    before = Problem(Place(Source("seeds/A.md", "")), "empty-file", "the file is empty", "fill it")
    assert sort_problems([again, WARNING, ERROR, before]) == [before, WARNING, ERROR]


def test_errors_stop_and_warnings_do_not():
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


def test_every_code_is_emitted_somewhere():
    """The codes of `check_names` are composed: `unknown-` and the kind of thing."""
    package = Path(briefing_desk.__file__).parent
    code = "".join(path.read_text("utf-8") for path in package.rglob("*.py") if path.name != "problems.py")
    composed = {f"unknown-{kind}" for kind in ("actor", "event", "matter", "publisher", "question")}
    assert set(CODES) <= set(re.findall(r'"([a-z-]+)"', code)) | composed
    assert set(CODES.values()) == set(Severity)


def test_github_shows_ten_of_each_severity_and_the_summary_has_all():
    errors = [Problem(Place(FILE, n), "unknown-key", f"e{n}", "mend it") for n in range(13)]
    warnings = [Problem(Place(FILE, n), "yaml-comment", f"w{n} | <b>", "mend it") for n in range(11)]
    shown, rest = split_for_github([*warnings, *errors])
    assert [problem.message for problem in rest] == ["w10 | <b>", "e10", "e11", "e12"]
    assert len(shown) == 2 * ANNOTATIONS
    lines = format_summary([*warnings, *errors]).splitlines()
    rows = [line for line in lines if re.match(r"\| (error|warning) ", line)]
    assert len(rows) == len(errors) + len(warnings)
    assert rows[0].startswith("| error | seeds/a&#46;md&#58;1&#58;1 | e0&#46; mend it |")
    assert rows[-1].endswith("| w10 &#124; &#60;b&#62;&#46; mend it |")
    assert "**13 errors, 11 warnings in 1 file**" in lines


def test_the_summary_stays_far_below_a_megabyte():
    many = [Problem(Place(FILE), "unknown-key", "x" * 5000, "mend it")] * 5000
    summary = format_summary(many)
    assert len(summary) < 200_000
    assert summary.endswith("… and 4800 more.\n")


def test_gitlab():
    error, hostile = json.loads(format_gitlab([ERROR, HOSTILE]))
    assert error["location"] == {"path": "seeds/a.md", "lines": {"begin": 2}}
    assert (error["severity"], error["check_name"]) == ("major", "unknown-key")
    assert error["description"] == "unknown key `b`. did you mean `a`?"
    assert len({error["fingerprint"], hostile["fingerprint"]}) == 2
    moved = Problem(Place(FILE, 9), ERROR.code, ERROR.message, ERROR.help)
    assert json.loads(format_gitlab([moved]))[0]["fingerprint"] == error["fingerprint"]
    assert json.loads(format_gitlab([])) == []

"""Problems as people, programs and GitHub read them. Pure: returns text, prints nothing."""

import json
from collections.abc import Sequence
from hashlib import sha256

from briefing_desk.answers.forge import clean, escape_markdown
from briefing_desk.syntax.problems import Problem, Severity

ANNOTATIONS = 10
"""How many of each severity GitHub shows of one step; it drops the others without a word."""
MOST = 200
"""Rows of a job summary, which may not grow beyond a megabyte."""


def format_text(problem: Problem) -> str:
    """Return `path:line:col: severity[code] message`, and the help on a line of its own."""
    head = f"{flatten(problem.at.path)}:{problem.at.line}:{problem.at.column}: {problem.severity}[{problem.code}]"
    lines = [f"{head} {flatten(problem.message)}"]
    if not problem.accepted:
        lines.append(f"  help: {flatten(problem.help)}")
    if problem.accepted:
        lines.append(f"  accepted: {flatten(problem.accepted)}")
    return "\n".join(lines)


def flatten(words: str) -> str:
    """Return words on one line, with characters that a terminal would obey made visible."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in " ".join(words.split()))


def format_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list, in ASCII: a file's name need not be Unicode."""
    rows = [
        {
            "path": problem.at.path,
            "line": problem.at.line,
            "column": problem.at.column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "help": problem.help,
            "accepted": problem.accepted,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2)


def format_github(problem: Problem) -> str:
    """Return a workflow command that makes an annotation of the problem in a pull request."""
    message = tell_whole(problem)
    place = f"file={escape_property(flatten(problem.at.path))},line={problem.at.line},col={problem.at.column}"
    level = "notice" if problem.severity is Severity.NOTE else problem.severity
    return f"::{level} {place},title={escape_property(problem.code)}::{escape_data(flatten(message))}"


def format_gitlab(problems: Sequence[Problem]) -> str:
    """Return the problems as a GitLab Code Quality report, which a merge request shows beside the lines."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
    rows = [
        {
            "description": tell_whole(problem),
            "check_name": problem.code,
            "fingerprint": take_fingerprint(problem),
            "severity": severities[problem.severity],
            "location": {"path": problem.at.path, "lines": {"begin": problem.at.line}},
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2)


def tell_whole(problem: Problem) -> str:
    """Return what is wrong and how to mend it, or why it may stand, in sentences."""
    more = f"accepted: {problem.accepted}" if problem.accepted else problem.help
    return f"{problem.message}. {more}" if more else problem.message


def take_fingerprint(problem: Problem) -> str:
    """Return what tells a problem from every other, wherever in its file it moves."""
    words = f"{problem.at.path}\n{problem.code}\n{problem.message}"
    return sha256(words.encode(errors="replace")).hexdigest()


def split_for_github(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that can be annotations, and those beyond GitHub's limits; each in the given order."""
    shown: list[Problem] = []
    rest: list[Problem] = []
    for problem in problems:
        used = sum(other.severity is problem.severity for other in shown)
        (shown if used < ANNOTATIONS else rest).append(problem)
    return shown, rest


def format_summary(problems: Sequence[Problem]) -> str:
    """Return all problems as Markdown for the job's summary, errors first."""
    ordered = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    lines = ["### Problems", "", f"**{count_problems(problems)}**", "", "| | where | what |", "|---|---|---|"]
    for problem in ordered[:MOST]:
        where = f"{clean(problem.at.path)}:{problem.at.line}:{problem.at.column}"
        told = escape_markdown(tell_whole(problem), 400)
        lines.append(f"| {problem.severity} | {escape_markdown(where)} | {told} |")
    lines += ["", f"… and {len(ordered) - MOST} more."] if len(ordered) > MOST else []
    return "\n".join(lines) + "\n"


def escape_data(text: str) -> str:
    """Escape a workflow command's message (GitHub's rule)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a workflow command's property (GitHub's rule)."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def count_problems(problems: Sequence[Problem]) -> str:
    """Return the last line: how many of each severity in how many files."""
    files = len({problem.at.path for problem in problems})
    plain = [problem for problem in problems if not problem.accepted]
    counted = [(sum(problem.severity is it for problem in plain), it) for it in Severity]
    told = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counted if number]
    shown = ", ".join([*told, *([f"{len(problems) - len(plain)} accepted"] if len(plain) < len(problems) else [])])
    return f"{shown} in {files} file{'' if files == 1 else 's'}"

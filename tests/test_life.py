"""The life of a repository: ten commits on branches, merged into a bare repository, each with CI's own steps.

The steps are those of `.github/workflows/site.yml`, read from the file; to save time, MkDocs builds only what the first
and the last commit make. After each commit the summary of the pull request, the changed files, the tables and the feed
are compared with `data/life/`: exactly what happened, nothing more.
"""

import csv
import io
import json
import os
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from builders import ROOT
from test_revisions import git

DATA = Path(__file__).parent / "data/life"
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))
EPOCH = "1743638400"  # 3 April 2025: the day of every check of a quote and of every review

CONFIG = """\
site_name: The harbour
site_url: https://desk.example/harbour/
docs_dir: briefings
use_directory_urls: false
theme: {name: material, custom_dir: overrides, font: false}
plugins: [search]
markdown_extensions: [admonition, footnotes, tables, pymdownx.details, pymdownx.superfences]
validation:
  nav: {omitted_files: ignore}
extra: {generator: false, max_share: 1}
"""
ACTORS = """\
council:
  name: City Council
  kind: organisation
mayor:
  name: Ida Quist
  kind: person
  on_behalf_of: council
union:
  name: Dockers' Union
  kind: organisation
captains:
  name: Some captains
  kind: group
"""
PUBLISHERS = """\
gazette: {name: Harbour Gazette, kind: newspaper}
wire: {name: National Wire, kind: wire}
"""
TOPIC = """\
title: {title}
summary: {title}, told in one sentence.
questions:
  - id: {question}
    label: {label}
    proposition: {label}, says the proposition.
"""
EVENT = """\
events:
  - id: hearing
    title: The hearing
    date: 2025-03-04
"""


def write_article(title, day, publisher, positions, body, **more):
    """Return an article's file; a position is given as actor, question, stance, its quote, and what else it has."""
    lines = ["---", f"title: {title}", f"publisher: {publisher}", f"date: {day}", f"retrieved: {day}", "language: en"]
    lines += [f"{key}: {value}" for key, value in more.items()]
    lines += ["positions:"] if positions else []
    for actor, question, stance, quote, *rest in positions:
        lines += [f"  - actor: {actor}", f"    question: {question}", f"    stance: {stance}"]
        lines += [f"    {line}" for line in rest]
        lines += ["    summary: In the desk's own words.", "    basis: reported", "    quotes:"]
        lines += ["      - exact: >-", f"          {quote}"]
    return "\n".join([*lines, "---", body, ""])


CLOSE, PAY, MUSEUM = "quay/close", "quay/pay", "old-town/museum"
OBJECTS = write_article(
    "Dockers object", "2025-01-10", "wire",
    [("union", CLOSE, "oppose", "the dockers refuse to leave the quay")],
    "On Friday the dockers refuse to leave the quay.",
)  # fmt: skip
VOTES_BODY = "The council voted to close the quay. The dockers would go if every job moved. The mayor wants a museum."
VOTES = write_article(
    "Council votes", "2025-03-05", "gazette",
    [
        ("council", CLOSE, "support", "council voted to close the quay", "event: hearing"),
        ("union", CLOSE, "conditional", "dockers would go if every job moved", "event: hearing",
         "condition: if every job is moved"),
    ],
    VOTES_BODY,
)  # fmt: skip
AGAIN = write_article(
    "The vote, once more", "2025-03-06", "gazette",
    [("council", CLOSE, "support", "closing it was decided", "event: hearing")],
    "In the council closing it was decided.",
)  # fmt: skip
SECOND = write_article(
    "The wire on the vote", "2025-03-07", "wire",
    [("council", CLOSE, "support", "the city will close its quay", "event: hearing")],
    "Officials say the city will close its quay.",
)  # fmt: skip
CONTRADICTS = write_article(
    "Did they?", "2025-03-08", "wire",
    [("council", CLOSE, "oppose", "no such decision was taken", "event: hearing")],
    "Others say no such decision was taken.",
)  # fmt: skip
CORRECTED = write_article(
    "Did they?", "2025-03-08", "wire",
    [("council", CLOSE, "oppose", "no final decision was taken", "event: hearing")],
    "Others say no final decision was taken.",
    status="corrected", correction="{date: 2025-03-12, note: The decision was taken but is not final.}",
)  # fmt: skip
SETTLES = write_article(
    "It is final", "2025-03-20", "gazette",
    [("council", CLOSE, "support", "the closure is final")],
    "At last the closure is final.",
)  # fmt: skip
MUSEUM_ONE = write_article(
    "A museum", "2025-03-21", "gazette",
    [("captains", MUSEUM, "support", "some captains want a museum")],
    "It is said that some captains want a museum.",
)  # fmt: skip
PAYS = write_article(
    "Who pays", "2025-03-21", "wire",
    [("council", PAY, "oppose", "the council will not pay")],
    "It seems the council will not pay.",
)  # fmt: skip
WITHDRAWN = VOTES.replace(
    "language: en", "language: en\nstatus: withdrawn\ncorrection: {date: 2025-03-25, note: Made up by its author.}"
)
PROSE = "*No summary has been written yet.*"


def edit_prose(root):
    """Write the bottom line of a page, as a person does."""
    page = root / "briefings/quay.md"
    text = page.read_text(encoding="utf-8")
    assert PROSE in text
    page.write_text(text.replace(PROSE, "The council wants it closed.[^votes]"), encoding="utf-8", newline="")


def review(root):
    brief(root, "review", "quay")


LIFE = [
    ("01-first-article", [{"objects": OBJECTS}], ()),
    ("02-a-change-of-position", [{"votes": VOTES}], ()),
    ("03-the-same-origin-again", [{"again": AGAIN}], ()),
    ("04-prose-and-its-review", [{}], (edit_prose, review)),
    ("05-another-origin", [{"second": SECOND}], ()),
    ("06-a-contradiction", [{"contradicts": CONTRADICTS}], ()),
    ("07-a-correction", [{"contradicts": CORRECTED}], ()),
    ("08-settled", [{"settles": SETTLES}], ()),
    ("09-two-branches-at-once", [{"museum": MUSEUM_ONE}, {"pays": PAYS}], ()),
    ("10-a-withdrawal", [{"votes": WITHDRAWN}], ()),
]
"""Each step: its name, the articles of each of its branches, and what else its first branch does."""


def brief(root, *arguments):
    """Run a command of ours in a clone."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "briefing_desk", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def make_tools(folder):
    """Return a folder for PATH with a `make` that finds everything installed."""
    folder.mkdir()
    tool = folder / "make"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    return folder


def is_meant(step, event):
    """Say whether a step of the workflow runs on a pull request, or on main."""
    condition = step.get("if", "")
    known = {
        "": True,
        "github.event_name == 'pull_request'": event == "pull_request",
        "github.ref == 'refs/heads/main'": event == "push",
    }
    return known[condition]


def run_job(name, root, event, tools):
    """Run the commands of one job of the workflow, as the runner does; return what it says on the run's page."""
    summary = tools / "summary.md"
    summary.write_text("")
    wrapper = root / ".venv/bin/briefing"
    wrapper.parent.mkdir(parents=True, exist_ok=True)
    skip = 'case "$1" in audit|build) test -e "$HOME/skip" && exit 0;; esac'
    wrapper.write_text(
        f'#!/bin/sh\n{skip}\nPYTHONPATH="{ROOT}/generator" exec "{sys.executable}" -m briefing_desk "$@"\n'
    )
    wrapper.chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(tools),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_SHA": git(root, "rev-parse", "HEAD"),
    }
    for step in WORKFLOW["jobs"][name]["steps"]:
        if "run" in step and is_meant(step, event):
            command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (step, done.stdout, done.stderr)
    return summary.read_text(encoding="utf-8")


def begin(folder):
    """Return a bare repository with the vocabulary and no article."""
    bare, root = folder / "harbour.git", folder / "desk"
    git(folder, "init", "--quiet", "--bare", str(bare))
    git(folder, "clone", "--quiet", str(bare), str(root))
    for name in ("topics", "articles"):
        (root / "seeds" / name).mkdir(parents=True)
    files = {
        "mkdocs.yml": CONFIG,
        ".gitignore": "/.venv/\n/site/\n",
        "seeds/actors.yml": ACTORS,
        "seeds/publishers.yml": PUBLISHERS,
        "seeds/topics/quay.yml": TOPIC.format(title="The quay", question="close", label="Close it")
        + "  - id: pay\n    label: The city pays\n    proposition: The city should pay.\n" + EVENT,
        "seeds/topics/old-town.yml": TOPIC.format(title="The old town", question="museum", label="A museum"),
    }  # fmt: skip
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    for shared in ("overrides", "briefings/assets"):
        copytree(ROOT / shared, root / shared)
    brief(root, "generate")
    commit(root, "main", "Begin")
    return bare, root


def commit(root, branch, message):
    """Commit everything on a branch and push it."""
    git(root, "checkout", "--quiet", "-B", branch)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)
    git(root, "push", "--quiet", "origin", branch)


def propose(desk, name, articles, chores):
    """Write articles and their receipts on a branch that begins at main, as an editor does; pages stay as they are."""
    git(desk, "fetch", "--quiet")
    git(desk, "checkout", "--quiet", "-B", name, "origin/main")
    for id, text in articles.items():
        (desk / f"seeds/articles/{id}.md").write_text(text, encoding="utf-8")
    brief(desk, "verify")
    for chore in chores:
        chore(desk)
    commit(desk, name, name.replace("-", " "))


def check_out(bare, folder, *branches):
    """Return a fresh clone, as CI makes one: main, or a branch merged into it."""
    git(folder.parent, "clone", "--quiet", str(bare), str(folder))
    for branch in branches:
        git(folder, "merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", f"origin/{branch}")
    return folder


def read_state(root):
    """Return what others get of a site: every file below `briefings/`, the rows of the tables, the feed's entries."""
    pages = root / "briefings"
    files = {path.relative_to(pages).as_posix(): path.read_bytes() for path in pages.rglob("*") if path.is_file()}
    rows = []
    for name, folder in (("articles", "articles"), ("cells", "topics"), ("reports", "reports"), ("quotes", "quotes")):
        for path in sorted((pages / "data" / folder).glob("*.csv")):
            found = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
            kept = ((row.pop("cell"), drop_names(row)) if name == "cells" else (None, row) for row in found)
            rows += [
                f"{name}: " + " | ".join(filter(None, (id, *row.values()))) for id, row in kept if name != "cells" or id
            ]
    feed = json.loads((pages / "feed.json").read_text(encoding="utf-8"))
    entries = [f"{item['date_modified'][:10]} {item['title']} ({item['id'][9:17]})" for item in feed["items"]]
    return files, rows, entries


def drop_names(row):
    """Return a row of a matrix without what it says for readers only."""
    return {column: value for column, value in row.items() if column not in ("actor_name", "question_label")}


def describe(summary, before, after):
    """Return what one step made of the summary, the files, the tables and the feed."""
    old, new = before[0], after[0]
    files = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    marks = {True: "A", False: "M"}
    parts = [summary, "== files", *(f"{marks[name not in old]} {name}" for name in files)]
    for title, index in (("== tables", 1), ("== feed", 2)):
        lines = list(unified_diff(before[index], after[index], n=0, lineterm=""))[2:]
        parts += [title, *(line for line in lines if not line.startswith("@@"))]
    return "\n".join(parts) + "\n"


@pytest.mark.slow
def test_life(tmp_path, expect):
    bare, desk = begin(tmp_path)
    tools = make_tools(tmp_path / "tools")
    git(tools, "config", "--file", str(tools / ".gitconfig"), "init.defaultBranch", "main")
    before = read_state(desk)
    for name, branches, chores in LIFE:
        (tools / "skip").unlink(missing_ok=True)
        if name not in (LIFE[0][0], LIFE[-1][0]):
            (tools / "skip").touch()
        names = [f"{name}-{number}" for number in range(len(branches))]
        for number, (branch, articles) in enumerate(zip(names, branches, strict=True)):
            propose(desk, branch, articles, chores if number == 0 else ())
        summaries = []
        for branch in names:
            request = check_out(bare, tmp_path / f"request-{branch}", branch)
            summaries.append(run_job("build", request, "pull_request", tools))
        main = check_out(bare, tmp_path / f"main-{name}", *names)
        git(main, "push", "--quiet", "origin", "HEAD:main")
        assert run_job("build", main, "push", tools) == ""
        run_job("commit", main, "push", tools)
        done = check_out(bare, tmp_path / f"done-{name}")
        after = read_state(done)
        expect(DATA / f"{name}.txt", describe("".join(summaries), before, after))
        before = after
        assert (main / "site/feed.json").exists() == (name in (LIFE[0][0], LIFE[-1][0]))
    brief(done, "generate", "--check")

"""The workflows ask for no more than they need, and run only what was pinned. CI lints them with actionlint as well."""

import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent.parent / ".github/workflows"
PATHS = sorted(FOLDER.glob("*.yml"))
PINS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def list_jobs():
    """Yield every job of every workflow, with a name to tell it by."""
    for path in PATHS:
        for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items():
            yield pytest.param(job, id=f"{path.stem}-{name}")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits_and_nothing_is_granted_to_all_jobs(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []
    assert yaml.safe_load(text)["permissions"] == {}


@pytest.mark.parametrize("job", list(list_jobs()))
def test_jobs_are_bounded_and_keep_no_token_they_do_not_need(job):
    assert job["timeout-minutes"] <= 60
    writes = job["permissions"].get("contents") == "write"
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is writes
        assert "${{" not in step.get("run", "")
        assert not (writes and re.search(r"\b(pip|make|npm)\b", step.get("run", "")))


def test_pull_requests_are_checked_and_built_and_main_is_published():
    site = yaml.safe_load((FOLDER / "site.yml").read_text(encoding="utf-8"))
    assert "pull_request" in site[True]
    assert site[True]["push"] == {"branches": ["main"]}
    commands = " ".join(step.get("run", "") for step in site["jobs"]["build"]["steps"])
    assert all(
        command in commands
        for command in (
            "briefing check --format github",
            "briefing generate",
            "briefing build",
            "briefing audit --strict",
        )
    )
    assert {name for name, job in site["jobs"].items() if "main" in job.get("if", "")} == {"commit", "deploy"}


def test_what_a_run_found_out_and_built_is_there_for_the_next():
    steps = yaml.safe_load((FOLDER / "site.yml").read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    (at,) = (number for number, step in enumerate(steps) if step.get("uses", "").startswith("actions/cache@"))
    kept, commands = steps[at]["with"], [step.get("run", "") for step in steps]
    assert kept["path"].split() == ["~/.cache/briefing", "site"]  # find_cache's folder, and MkDocs'
    assert kept["key"] != kept["restore-keys"] == "briefing-"
    assert kept["key"].startswith(kept["restore-keys"])
    assert at < min(number for number, command in enumerate(commands) if "briefing" in command)


def test_a_pull_request_says_what_it_changes_and_links_are_followed_on_schedule():
    site, links = (yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")) for name in ("site", "links"))
    steps = site["jobs"]["build"]["steps"]
    (step,) = (step for step in steps if "briefing changes" in step.get("run", ""))
    assert step["if"] == "github.event_name == 'pull_request'"
    assert step["run"].endswith('>> "$GITHUB_STEP_SUMMARY"')
    assert steps[0]["with"]["fetch-depth"] == 2
    assert set(links[True]) == {"schedule", "workflow_dispatch"}


def test_the_bounds_of_all_versions_are_tried_on_schedule():
    versions = yaml.safe_load((FOLDER / "versions.yml").read_text(encoding="utf-8"))
    assert set(versions[True]) == {"schedule", "workflow_dispatch"}
    tried = versions["jobs"]["bounds"]["strategy"]["matrix"]["include"]
    assert {way["resolution"] for way in tried} == {"lowest-direct", "highest"}
    looked = " ".join(step.get("run", "") for step in versions["jobs"]["holes"]["steps"])
    assert all(f"pip-audit --require-hashes --disable-pip -r {name}" in looked for name in PINS)


def test_the_fast_tests_run_on_every_system():
    tests = yaml.safe_load((FOLDER / "tests.yml").read_text(encoding="utf-8"))
    systems = tests["jobs"]["elsewhere"]["strategy"]["matrix"]["system"]
    assert {name.partition("-")[0] for name in systems} == {"windows", "macos"}
    assert any("not slow" in step.get("run", "") for step in tests["jobs"]["elsewhere"]["steps"])


def test_the_pipeline_for_gitlab_runs_our_commands():
    text = (FOLDER.parent.parent / "docs/ci.md").read_text(encoding="utf-8")
    pipeline = yaml.safe_load(text.partition("```yaml\n")[2].partition("```")[0])
    script = "\n".join(pipeline["site"]["script"])
    assert "briefing check --format gitlab > problems.json" in script
    assert "briefing audit --strict" in script
    assert pipeline["site"]["artifacts"]["reports"]["codequality"] == "problems.json"
    assert 'briefing changes "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format markdown > changes.md' in script

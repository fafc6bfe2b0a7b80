"""The commands as a person runs them: what they print, what they write, how they end."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefing_desk.cli import COMMANDS, main

CASES = Path(__file__).parent / "cases"
SOUND = "checked: 61 files are sound\n3 things are still missing for readers: `briefing build` says what\n"


def run(*arguments, **environment):
    """Run a command and return its result, stdout and stderr apart."""
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


def spoil(site, path, old, new):
    """Put a fault into a file of the site."""
    full = site / path
    text = full.read_text(encoding="utf-8")
    assert old in text
    full.write_text(text.replace(old, new), encoding="utf-8")


def snapshot(folder):
    """Return every file below a folder with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_alone_it_prints_help():
    result = run()
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    assert [word for word in ("build", "generate", "check", "verify") if f"  {word} " in result.stdout] == [
        "build", "generate", "check", "verify",
    ]  # fmt: skip


def test_generate_writes_once(site):
    first = run("generate", "--root", site)
    assert (first.exit_code, first.stdout) == (0, "generated: 61 files, 61 new, 0 changed, 0 unchanged\n")
    before = snapshot(site)
    second = run("generate", "--root", site)
    assert second.stdout == "generated: 61 files, 0 new, 0 changed, 61 unchanged\n"
    assert snapshot(site) == before


def test_check_writes_nothing(site):
    before = snapshot(site)
    result = run("check", "--root", site)
    assert (result.exit_code, result.stdout) == (0, SOUND)
    assert snapshot(site) == before


def test_generate_check_names_stale_pages(made_site):
    assert run("generate", "--root", made_site, "--check").exit_code == 0
    spoil(made_site, "seeds/actors.yml", "name: Residents", "name: The residents")
    (made_site / "briefings/method.md").unlink()
    result = run("generate", "--root", made_site, "--check")
    assert result.exit_code == 1
    assert "briefings/quay-closure.md: is not up to date\n" in result.stderr
    assert "briefings/method.md: is missing\n" in result.stderr
    assert not (made_site / "briefings/method.md").exists()


def test_help_loads_no_templates():
    """They would take longer than all the rest."""
    code = "import sys; from click.testing import CliRunner; from briefing_desk.cli import main\n"
    code += "CliRunner().invoke(main, ['--help']); print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_generate_diff_shows_and_writes_nothing(made_site):
    before = snapshot(made_site)
    spoil(made_site, "seeds/actors.yml", "name: Residents", "name: The residents")
    result = run("generate", "--root", made_site, "--diff")
    assert result.exit_code == 0
    row = '<tr> <th scope="row" data-actor="residents"><a href="actors/residents.html">The residents</a></th>'
    assert f"+{row}" in result.stdout
    assert {k: v for k, v in snapshot(made_site).items() if "briefings" in k.parts} == {
        k: v for k, v in before.items() if "briefings" in k.parts
    }


def test_all_problems_of_all_files_in_one_run_and_nothing_written(made_site):
    spoil(
        made_site,
        "seeds/articles/council-votes.md",
        "question: quay-closure/close-now",
        "question: quay-closure/close-know",
    )
    spoil(made_site, "seeds/articles/union-objects.md", "publisher: national-wire", "publisher: national-wier")
    spoil(made_site, "seeds/articles/undated-note.md", "stance: mixed", "stance: maybe")
    spoil(made_site, "briefings/index.md", "# Briefings", "<div>\n\n# Briefings")
    before = snapshot(made_site)
    result = run("generate", "--root", made_site)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert (
        "seeds/articles/council-votes.md:12:15: error[unknown-question] "
        "question `quay-closure/close-know` is not declared\n"
        "  help: did you mean `quay-closure/close-now`?\n"
    ) in result.stderr
    assert "seeds/articles/union-objects.md:3:12: error[unknown-publisher]" in result.stderr
    assert "seeds/articles/undated-note.md:20:13: error[bad-word]" in result.stderr
    assert "briefings/index.md:7:1: error[unclosed-html]" in result.stderr
    assert result.stderr.splitlines()[-1] == "5 errors in 4 files: nothing was written"
    assert snapshot(made_site) == before


def test_strict_lets_notes_pass(site):
    with (site / "seeds/actors.yml").open("a") as actors:
        actors.write("nobody: {name: Nobody, kind: group}\n")
    result = run("check", "--root", site, "--strict")
    assert (result.exit_code, "note[unused-actor]" in result.stderr) == (0, True)
    assert result.stderr.splitlines()[-1] == "1 note in 1 file"


def test_strict_makes_warnings_fatal(site):
    (site / "seeds/receipts/council-votes.yml").unlink()
    relaxed = run("check", "--root", site)
    assert relaxed.exit_code == 0
    assert "warning[receipt-missing]" in relaxed.stderr
    assert run("check", "--root", site, "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("command", "undone"),
    [
        (["generate"], "nothing was written"),
        (["build"], "nothing was built, there is no site/"),
        (["verify", "--texts", "."], "nothing was written"),
    ],
)
def test_what_strict_leaves_undone_is_said(site, command, undone):
    """Nobody may take the pages or the site that are still there for new ones."""
    spoil(site, "seeds/articles/union-objects.md", "stance: oppose", "stance: opposes")
    before = snapshot(site)
    result = run(*command, "--root", site, "--strict")
    assert (result.exit_code, result.stdout, snapshot(site)) == (1, "", before)
    assert re.fullmatch(rf"\d warnings? in \d files?, errors with --strict: {undone}", result.stderr.splitlines()[-1])


def test_a_build_that_is_stopped_says_what_became_of_the_old_site(site):
    (site / "site").mkdir()
    spoil(site, "seeds/articles/union-objects.md", "publisher: national-wire", "publisher: national-wier")
    result = run("build", "--root", site)
    assert result.stderr.splitlines()[-1] == "1 error in 1 file: nothing was built, the old site/ is untouched"


def test_check_formats(site):
    spoil(site, "seeds/articles/union-objects.md", "publisher: national-wire", "publisher: national-wier")
    rows = json.loads(run("check", "--root", site, "--format", "json").stdout)
    assert [(row["path"], row["line"], row["code"]) for row in rows] == [
        ("seeds/articles/union-objects.md", 3, "unknown-publisher")
    ]
    github = run("check", "--root", site, "--format", "github")
    assert github.stdout.startswith(
        "::error file=seeds/articles/union-objects.md,line=3,col=12,title=unknown-publisher::"
    )
    assert github.exit_code == 1


def test_add_brings_a_region_back_and_replace_saves_what_was_edited(made_site):
    page = made_site / "briefings/quay-closure.md"
    text = page.read_text()
    begin, end = text.index("<!-- generated: timeline"), text.index("## Where sources disagree")
    page.write_text(text[:begin] + text[end:].replace("Sources</", "Sources</"))
    run("generate", "--root", made_site)
    assert "generated: timeline" not in page.read_text()
    result = run("generate", "--root", made_site, "--add", "quay-closure.md:timeline")
    assert result.exit_code == 0
    assert "<!-- generated: timeline -->" in page.read_text()
    page.write_text(page.read_text().replace("Newest evidence", "Newest, says the desk"))
    refused = run("generate", "--root", made_site)
    assert refused.exit_code == 1
    assert "error[edited-region]" in refused.stderr
    replaced = run("generate", "--root", made_site, "--replace", "quay-closure.md")
    assert replaced.exit_code == 0
    assert "saved what was edited: briefings/.quay-closure.glance.1.edited" in replaced.stdout
    assert "Newest, says the desk" in (made_site / "briefings/.quay-closure.glance.1.edited").read_text()
    assert "Newest, says the desk" not in page.read_text()


def test_verify_writes_receipts_on_the_day_of_the_check(site):
    for receipt in (site / "seeds/receipts").iterdir():
        receipt.unlink()
    result = run("verify", "--root", site, SOURCE_DATE_EPOCH="1743638400")
    assert result.exit_code == 0
    assert result.stdout == (
        "verified: 14 quotes of 5 articles, 5 receipts written\n"
        "next: run `briefing check`, which knows more rules, or `briefing build`, which checks first\n"
    )
    again = run("verify", "--root", site, SOURCE_DATE_EPOCH="1793638400")
    assert again.stdout == "verified: 14 quotes of 5 articles, 0 receipts written\n"
    assert snapshot(site / "seeds/receipts") == snapshot(CASES / "quay/seeds/receipts")


def test_a_missing_receipt_waits_for_the_errors_of_its_article(site):
    for receipt in (site / "seeds/receipts").iterdir():
        receipt.unlink()
    assert run("check", "--root", site).stderr.count("warning[receipt-missing]") == 5
    spoil(site, "seeds/articles/union-objects.md", "stance: oppose", "stance: opose")
    told = [line for line in run("check", "--root", site).stderr.splitlines() if line.startswith("seeds/")]
    assert [line.split()[1] for line in told if "union-objects" in line] == ["error[bad-word]"]
    assert sum("warning[receipt-missing]" in line for line in told) == 4


def test_verify_without_the_day_set_uses_the_clock(site):
    (site / "seeds/receipts/leaked-memo.yml").unlink()
    assert run("verify", "--root", site).stdout.startswith("verified: 14 quotes of 5 articles, 1 receipt written\n")
    for wrong in ("soon", "²", "0", "9999999999999999"):
        result = run("verify", "--root", site, SOURCE_DATE_EPOCH=wrong)
        assert (result.exit_code, "SOURCE_DATE_EPOCH" in result.stderr) == (2, True)


def test_verify_tells_what_is_wrong_and_writes_nothing(site):
    spoil(site, "seeds/articles/council-votes.md", "we will not leave one person", "we will not leave any person")
    before = snapshot(site)
    result = run("verify", "--root", site)
    assert result.exit_code == 1
    assert "seeds/articles/council-votes.md:20:16: error[quote-not-found]" in result.stderr
    assert "nearest passage, 1 word differs, at seeds/articles/council-votes.md:62:" in result.stderr
    assert snapshot(site) == before


@pytest.mark.parametrize("command", ["build", "generate", "check", "verify"])
def test_without_seeds_it_ends_with_one_line(command, tmp_path):
    result = run(command, "--root", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("briefing: no folder `seeds` in ")


def test_a_folder_of_texts_that_is_not_there_is_told(site):
    result = run("verify", "--root", site, "--texts", site / "nowhere")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_a_site_without_configuration_is_told(site):
    (site / "mkdocs.yml").unlink()
    spoil_share(site)
    result = run("build", "--root", site)
    assert result.exit_code == 2
    assert "no mkdocs.yml" in result.stderr


def spoil_share(site):
    """Leave only receipts, so that the default share of quoted words, which needs texts, is not checked."""
    for path in (site / "seeds/articles").iterdir():
        head, mark, _ = path.read_text().rpartition("\n---\n")
        path.write_text(head + mark)


def test_it_runs_as_a_module_and_from_any_folder(site):
    environment = {**os.environ, "PYTHONPATH": str(CASES.parent.parent / "generator")}
    command = [sys.executable, "-m", "briefing_desk", "check"]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, SOUND)


def test_a_topic_cannot_take_the_name_of_another_page(site):
    (site / "seeds/topics/quay-closure.yml").rename(site / "seeds/topics/method.yml")
    result = run("check", "--root", site)
    assert "seeds/topics/method.yml:1:1: error[bad-id] a topic cannot be called `method`" in result.stderr


def test_a_page_may_grow_beyond_what_a_person_writes(made_site):
    with (made_site / "briefings/index.md").open("a") as page:
        page.write(("A line of prose. " * 100 + "\n") * 1000)
    assert run("generate", "--root", made_site).exit_code == 0


def test_a_receipt_in_conflict_is_told_as_one(site):
    receipt = site / "seeds/receipts/council-votes.yml"
    receipt.write_text(f"<<<<<<< HEAD\n{receipt.read_text()}=======\n>>>>>>> other\n")
    assert "council-votes.yml:1:1: error[merge-conflict]" in run("check", "--root", site).stderr


def test_what_github_does_not_show_is_in_the_job_s_summary(site, tmp_path_factory):
    summary = tmp_path_factory.mktemp("job") / "summary.md"
    for number in range(12):
        (site / f"seeds/articles/broken-{number}.md").write_text("no front matter\n")
    result = run("check", "--root", site, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert result.stdout.count("::error ") == 10
    assert result.stdout.count("error[front-matter]") == 2
    assert summary.read_text().count("| error |") == 12
    summary.unlink()
    run("check", "--root", CASES / "quay", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert not summary.exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_each_in_a_whole_sentence(name):
    listed = re.search(rf"^  {name} +(.+)$", run("--help").stdout, re.MULTILINE)
    assert listed[1].endswith(".")
    assert not listed[1].endswith("...")


def test_verify_says_that_it_found_no_texts_and_where_it_looked(tmp_path):
    site, texts = tmp_path / "quay", tmp_path / "texts"
    run("init", site)
    texts.mkdir()
    article = site / "seeds/articles/council-votes.md"
    words = article.read_text().split("---\n")
    article.write_text("---\n".join([*words[:2], ""]))
    none = "verified: no receipts: no article's text was found in seeds/articles/,"
    assert run("verify", "--root", site, "--texts", texts).stdout == f"{none} or in {texts}\n"
    said = run("verify", "--root", site).stdout
    assert said == f"{none} and neither --texts nor BRIEFING_TEXTS names a folder of texts\n"
    article.unlink()
    assert run("verify", "--root", site).stdout == "verified: no receipts: no article quotes anything\n"


def test_help_lists_what_the_commands_say_of_themselves():
    context = click.Context(main)
    said = {name: " ".join(main.get_command(context, name).help.split("\n\n")[0].split()) for name in COMMANDS}
    assert said == COMMANDS

"""A new site: what `briefing init` writes builds, also from an installed package, outside this repository."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from builders import ROOT
from click.testing import CliRunner
from markdown import markdown
from mkdocs.utils.yaml import yaml_load

from briefing_desk.cli import main
from briefing_desk.disk.new_site import collect_files


def run(*arguments):
    """Run a command and return its result."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_new_site_is_sound_and_its_receipt_is_what_verify_writes(tmp_path):
    site = tmp_path / "quay"
    result = run("init", site)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"made {site}: ")
    assert run("verify", "--root", site, "--strict").stdout == "verified: 4 quotes of 1 article, 0 receipts written\n"
    assert run("check", "--root", site, "--strict").stdout.startswith("checked: 33 files are sound\n5 things are still")


def test_its_settings_are_the_demos_but_for_its_name(tmp_path):
    made, demo = (yaml_load(text) for text in (collect_files("It's: #1")["mkdocs.yml"], read_demo()))
    assert "report_url" not in made["extra"]  # readers of a new site must not write to the demo's desk
    made["extra"]["report_url"] = demo["extra"]["report_url"]
    assert "site_url" not in made  # nor must its pages say that they are elsewhere
    assert float(made["extra"].pop("max_share")) == 0.25
    del demo["extra"]["max_share"]
    own = ("site_name", "site_description", "site_url", "nav")
    assert {key: made[key] for key in made if key not in own} == {key: demo[key] for key in demo if key not in own}
    assert made["site_name"] == "It's: #1"
    assert made["nav"][1] == {"Topics": [{"The old quay": "quay-closure.md"}]}
    assert [list(item) for item in made["nav"]] == [list(item) for item in demo["nav"]]
    assert "Ukraine" not in collect_files("x")["mkdocs.yml"].decode()


def read_demo():
    """Return the demo's settings."""
    return (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    result = run("init", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is there already and not empty: nothing was written" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert run("init", tmp_path / "notes.txt").exit_code == 2


def test_a_name_is_one_line(tmp_path):
    assert "on one line" in run("init", tmp_path / "site", "--name", "a\nb").stderr


def test_an_empty_folder_may_be_used(tmp_path):
    assert run("init", "--root", tmp_path, ".").exit_code == 0
    assert (tmp_path / ".gitignore").is_file()


@pytest.mark.slow
def test_the_wheel_makes_a_site_in_an_empty_folder(tmp_path):
    """As after `pip install`: the package comes from the wheel, and this repository is nowhere near."""
    source, installed, empty = (tmp_path / name for name in ("source", "installed", "empty"))
    leave_out = shutil.ignore_patterns(".*", "site", "tests", "docs", "__pycache__")
    shutil.copytree(ROOT, source, ignore=leave_out)
    call([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], source)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    empty.mkdir()
    environment = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    place = call([sys.executable, "-c", "import briefing_desk; print(briefing_desk.__file__)"], empty, **environment)
    assert str(installed) in place
    briefing = [sys.executable, "-m", "briefing_desk"]
    call([*briefing, "init", "new"], empty, **environment)
    said = call([*briefing, "build", "--root", "new"], empty, **environment)
    assert "built new" in said
    page = (empty / "new/site/quay-closure.html").read_text(encoding="utf-8")
    assert "we will not leave one person behind" in page
    assert "../assets" not in page
    assert (empty / "new/site/assets/briefing.css").is_file()
    assert 'property="og:type"' in page  # the theme's override


def call(command, folder, **environment):
    """Run a command in a folder, successfully; return what it says."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_formatters_leave_what_is_generated_alone():
    """The demo's and the starter's `.prettierignore` are one."""
    ignored = collect_files("x")[".prettierignore"]
    assert b"/briefings/" in ignored.splitlines()
    assert ignored == (ROOT / ".prettierignore").read_bytes()


def test_a_headings_address_is_made_of_its_words_in_every_script_and_stays():
    settings = {key: value for entry in yaml_load(read_demo())["markdown_extensions"] for key, value in named(entry)}
    headings = ["Что дальше?", "港を閉鎖しない理由", "Élan vital’s end", "Bottom line"]
    ids = [list_ids(heads, settings["toc"]) for heads in (headings, ["الميناء", *headings])]
    assert ids[0] == ["что-дальше", "港を閉鎖しない理由", "élan-vitals-end", "bottom-line"]
    assert ids[1] == ["الميناء", *ids[0]]


def named(entry):
    """Return an extension with its settings."""
    return entry.items() if isinstance(entry, dict) else [(entry, {})]


def list_ids(headings, settings):
    """Return the ids of headings on a page of the demo."""
    page = "\n\n".join(f"## {heading}" for heading in headings)
    return re.findall('<h2 id="([^"]*)"', markdown(page, extensions=["toc"], extension_configs={"toc": settings}))

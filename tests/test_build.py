"""The site that readers get: built by real builders, from the demo and from a small case."""

import filecmp
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import copy_demo, read_index
from click.testing import CliRunner
from laws import thin

from briefing_desk.build.pages import plan_pages
from briefing_desk.cli import main
from briefing_desk.disk.read import read_site
from briefing_desk.mkdocs_site.site_build import FOLDER, OLD, recover_site

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/cases"


def build(root):
    """Run `briefing build`."""
    return CliRunner().invoke(main, ["build", "--root", str(root)])


def list_files(folder):
    """Return the files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def read_words(path):
    """Return the words of an HTML page, with white space folded."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_demo_pages_are_up_to_date_and_without_problems():
    plan = plan_pages(ROOT)
    assert [change.path for change in plan.changes] == []
    assert [problem.message for problem in (*plan.problems, *plan.unfinished())] == []


@pytest.mark.slow
def test_every_checked_quote_is_on_the_site(demo):
    """Search runs on the same words: what is on a page can be found."""
    readings, _ = read_site(ROOT)
    pages = " ".join(read_words(path) for path in sorted((demo / "site").rglob("*.html")))
    texts = [html.unescape(re.sub(r"<[^>]+>", " ", section["text"])) for section in read_index(demo / "site")]
    found = " ".join(" ".join(text.split()) for text in texts)
    quotes = [" ".join(entry.exact.split()) for receipt in readings.receipts.values() for entry in receipt.quotes]
    assert len(quotes) > 60
    assert [quote for quote in quotes if quote not in pages] == []
    assert [quote for quote in quotes if quote not in found] == []


@pytest.mark.slow
def test_every_link_and_anchor_of_the_site_leads_somewhere(demo):
    site = demo / "site"
    ids = {path: set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8"))) for path in site.rglob("*.html")}
    broken = []
    for path in ids:
        if path.name == "404.html":  # its links are for a server's root
            continue
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8")):
            target, _, anchor = html.unescape(link).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            full = (path.parent / target).resolve() if target else path
            full = full / "index.html" if full.is_dir() else full
            is_top = anchor in ("", "__codelineno", "__tabbed")
            if not full.is_file() or (not is_top and full.suffix == ".html" and anchor not in ids[full]):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


@pytest.mark.slow
def test_ids_are_unique_on_each_page(demo):
    for path in (demo / "site").rglob("*.html"):
        ids = re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert sorted(ids) == sorted(set(ids)), path


@pytest.mark.slow
def test_the_site_asks_nothing_of_third_parties(demo):
    loading = re.compile(
        r'<(?:link(?! rel="canonical")|script|img|iframe|source)\b[^>]*\b(?:href|src)="(?:https?:)?//', re.IGNORECASE
    )
    assert [path for path in (demo / "site").rglob("*.html") if loading.search(path.read_text(encoding="utf-8"))] == []


def copy_backwards(source, target):
    """Copy a site file by file, the last one first, with times of change far from now."""
    for number, path in enumerate(reversed(list_files(source))):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)
        os.utime(target / path, (0, 4_000_000_000 if number % 2 else 1))
    return target


@pytest.mark.slow
def test_two_builds_are_byte_identical(demo, tmp_path):
    """In another folder, files in another order and of other times, another zone and locale, hashed otherwise."""
    (tmp_path / "first").mkdir()
    root = copy_backwards(copy_demo(tmp_path / "first"), tmp_path / "another folder")
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "tr_TR.UTF-8", "LANG": "C"}
    command = [sys.executable, "-m", "briefing_desk", "build"]
    done = subprocess.run(
        command, cwd=root, env={**environment, "PYTHONPATH": str(ROOT / "generator")}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list_files(root / "site") == list_files(demo / "site")
    _, differing, unreadable = filecmp.cmpfiles(demo / "site", root / "site", list_files(demo / "site"), shallow=False)
    assert (differing, unreadable) == ([], [])


@pytest.mark.slow
def test_a_problem_in_the_content_leaves_the_old_site(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "copy")
    root = tmp_path / "copy"
    article = next((root / "seeds/articles").iterdir())
    article.write_text(
        article.read_text(encoding="utf-8").replace("stance: support", "stance: supprt"), encoding="utf-8"
    )
    before = {name: (root / "site" / name).read_bytes() for name in list_files(root / "site")}
    result = build(root)
    assert result.exit_code == 1
    assert "did you mean `support`?" in result.stderr
    assert {name: (root / "site" / name).read_bytes() for name in list_files(root / "site")} == before


@pytest.mark.slow
def test_a_fault_that_only_mkdocs_finds_leaves_the_old_site(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "copy")
    root = tmp_path / "copy"
    with (root / "briefings/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[a page that is not there](nowhere.md)\n")
    before = {name: (root / "site" / name).read_bytes() for name in list_files(root / "site")}
    result = build(root)
    assert result.exit_code == 1
    assert "nowhere.md" in result.stderr
    assert "the old site/ is untouched" in result.stderr
    assert {name: (root / "site" / name).read_bytes() for name in list_files(root / "site")} == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.slow
def test_building_again_replaces_the_site(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "copy")
    root = tmp_path / "copy"
    (root / "site/left-over.html").write_text("old")
    assert build(root).exit_code == 0
    assert not (root / "site/left-over.html").exists()
    assert not (root / OLD).exists()


def test_a_run_that_ended_in_the_exchange_is_repaired(tmp_path):
    (tmp_path / OLD).mkdir()
    (tmp_path / OLD / "index.html").write_text("old")
    recover_site(tmp_path)
    assert (tmp_path / FOLDER / "index.html").read_text() == "old"
    assert not (tmp_path / OLD).exists()


@pytest.mark.slow
def test_mkdocs_alone_builds_the_tree_strictly(tmp_path):
    root = copy_demo(tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "out"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


@pytest.mark.slow
def test_zensical_builds_the_tree(demo, tmp_path):
    """The pages outlive their builder: another one shows the same words."""
    root = copy_demo(tmp_path)
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [name for name in list_files(demo / "site") if name.endswith(".html") and name != "404.html"]
    assert [name for name in pages if not (root / "site" / name).is_file()] == []
    for name in pages:
        ours = re.findall(r"<blockquote.*?</blockquote>", (demo / "site" / name).read_text(encoding="utf-8"), re.DOTALL)
        theirs = re.findall(
            r"<blockquote.*?</blockquote>", (root / "site" / name).read_text(encoding="utf-8"), re.DOTALL
        )
        assert theirs == ours, name


SEEDS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").rglob("*.*"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the demo's seeds and pages, which each test leaves as it was."""
    return copy_demo(tmp_path_factory.mktemp("copy"))


@pytest.mark.parametrize("path", thin(SEEDS))
def test_a_file_that_cannot_be_read_is_the_only_fault_told(path, copy):
    """Whatever else names what it declares is not told: mending the one file mends all."""
    words = (copy / path).read_bytes()
    (copy / path).write_text('---\n"\n---\n')
    plan = plan_pages(copy)
    (copy / path).write_bytes(words)
    assert {(problem.at.path, problem.severity.value) for problem in plan.problems} == {(path, "error")}
    assert not plan.changes

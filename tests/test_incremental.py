"""A site in which pages were taken over is the one that MkDocs builds: every file, after every kind of change."""

import dataclasses
import filecmp
import os
import shutil
import sys
from pathlib import Path

import pytest
from copies import run_copy
from mkdocs.config import load_config

from benchmarks.corpus import write_site
from briefing_desk.build.pages import plan_pages
from briefing_desk.disk import workers
from briefing_desk.disk.cache_folder import find_cache
from briefing_desk.disk.write import write_changes
from briefing_desk.mkdocs_site import bypass, kept_file, word_cache
from briefing_desk.mkdocs_site.incremental import Collector
from briefing_desk.mkdocs_site.incremental import build_site as build_here
from briefing_desk.mkdocs_site.kept_file import write_kept
from briefing_desk.mkdocs_site.page_cache import FILE, NOTHING, Built, Known, read_known, write_known
from briefing_desk.mkdocs_site.provenance import RECORD
from briefing_desk.mkdocs_site.site_build import FOLDER, build_site, split_search
from briefing_desk.mkdocs_site.site_stamp import list_versions, stamp_site
from briefing_desk.preview.live_site import build_live
from briefing_desk.schema.dates import Day
from tests.test_bypass import PROSE

ROOT = Path(__file__).parent.parent
QUAY = ROOT / "tests/cases/quay"
DAY, LATER = Day(2025, 3, 6), Day(2025, 4, 1)
NAV = """
nav:
  - index.md
  - Ours: own.md
  - Topics: [{The quay: quay-closure.md}]
not_in_nav: |
  /*.md
  actors/*.md
  sources/*.md
"""
OWN = """# Our own page

See [the other one](other.md), [its part](other.md#a-part), [here](#below) and [a file](assets/note.txt).

## Below
"""
OTHER = "# The other page\n\n## A part\n\n| a |\n|---|\n| b |\n\n## Another part\n\nOne note.[^1]\n\n[^1]: Here.\n"


def put(root, path, old="", new=""):
    """Write a file, or change words in one."""
    full = root / path
    text = full.read_text(encoding="utf-8") if full.exists() else ""
    assert old in text
    full.parent.mkdir(parents=True, exist_ok=True)
    full.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the quay's site with some pages of people, built."""
    root = tmp_path_factory.mktemp("quay")
    shutil.copytree(QUAY / "seeds", root / "seeds")
    settings = (QUAY / "mkdocs.yml").read_text().replace("plugins: [search]", "plugins: [search, offline]")
    put(
        root, "mkdocs.yml", new=f"{settings}  polyfills: [assets/iframe-worker.js]\n{NAV}site_url: https://a.example/\n"
    )
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "briefings/assets", root / "briefings/assets")
    write_changes(root, list(plan_pages(root).changes))
    put(root, "briefings/own.md", new=OWN)
    put(root, "briefings/other.md", new=OTHER)
    put(root, "briefings/assets/note.txt", new="a note")
    is_built, said = build_site(root, DAY)
    assert is_built, said
    return root


@pytest.fixture
def root(built, tmp_path):
    """Return a copy of it, of which the same is remembered."""
    root = shutil.copytree(built, tmp_path / "quay")
    shutil.copytree(find_cache(built), find_cache(root))
    return root


def build_stock(root, newest=DAY):
    """Build with MkDocs alone, and cut its search up as we do; return the folder, and what it said."""
    target = root.parent / "stock"
    epoch = {"SOURCE_DATE_EPOCH": str((newest - Day(1970, 1, 1)).days * 86400), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    done = run_copy(command, cwd=root, env={**os.environ, **epoch})
    if done.returncode:
        return None, done.stderr
    split_search(target)
    return target, done.stderr


@pytest.fixture(scope="module")
def stock(built, tmp_path_factory):
    """Return the folder that MkDocs alone builds of it."""
    return build_stock(shutil.copytree(built, tmp_path_factory.mktemp("alone") / "quay"))[0]


def list_files(folder):
    """Return the files below a folder, but for our own: the record of what it was made from, pictures for links."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not path.endswith(RECORD) and not path.startswith("share/"))


def assert_same(site, stock):
    """Hold two sites against each other, file by file."""
    assert list_files(site) == list_files(stock)
    assert filecmp.cmpfiles(site, stock, list_files(site), shallow=False)[1:] == ([], [])


def count_rendered(said):
    """Return how many pages were rendered, and how many there are."""
    words = said.splitlines()[-1].split()
    return int(words[1]), int(words[3])


def rename_title(root):
    put(root, "briefings/other.md", "# The other page", "# Renamed")


def add_article(root):
    """One new article, as everywhere: from the seeds."""
    path = sorted((root / "seeds/articles").iterdir())[0]
    put(root, "seeds/actors.yml", new="new-actor:\n  name: Newcomers\n  kind: organisation\n")
    put(root, path.relative_to(root), "title: ", "title: New ")
    write_changes(root, list(plan_pages(root).changes))


CHANGES = {
    "nothing": (0, lambda root: None),
    "prose": (1, lambda root: put(root, "briefings/quay-closure.md", "## ", "New prose.\n\n## ")),
    "an article": (None, add_article),
    "a page's title": (1, rename_title),
    "the title of a page of the navigation": (True, lambda root: put(root, "briefings/index.md", "# ", "# New ")),
    "a page's description": (1, lambda root: put(root, "briefings/other.md", "# ", "---\ndescription: x\n---\n# ")),
    "metadata of a page of the navigation": (
        True,
        lambda root: (root / "briefings/own.md").write_text(f"---\nstatus: new\n---\n{OWN}"),
    ),
    "a new page": (1, lambda root: put(root, "briefings/more.md", new="# More\n\n[Own](own.md#below)\n")),
    "a new page in the navigation": (
        True,
        lambda root: (put(root, "briefings/b.md", new="# B"), put(root, "mkdocs.yml", "\nnav:", "\nnav:\n  - b.md")),
    ),
    "a page that nothing links to is gone": (0, lambda root: (root / "briefings/method.md").unlink()),
    "pages that link to each other are gone": (
        True,
        lambda root: (
            put(root, "mkdocs.yml", "  - Ours: own.md\n", ""),
            *((root / f"briefings/{name}.md").unlink() for name in ("own", "other")),
        ),
    ),
    "a setting": (True, lambda root: put(root, "mkdocs.yml", "site_name: The quay", "site_name: The pier")),
    "the language": (True, lambda root: put(root, "mkdocs.yml", "font: false", "font: false\n  language: de")),
    "a style sheet": (0, lambda root: put(root, "briefings/assets/briefing.css", new="p { color: red; }\n")),
    "a script": (0, lambda root: put(root, "briefings/assets/briefing.js", new="// more\n")),
    "a file that is linked": (0, lambda root: put(root, "briefings/assets/note.txt", new="more")),
    "an override": (True, lambda root: put(root, "overrides/main.html", "{% block content %}", "{% block content %}!")),
    "the newest day": (0, lambda root: None),
    "another file is linked": (
        1,
        lambda root: (
            put(root, "briefings/assets/new.txt", new="x"),
            put(root, "briefings/own.md", "](assets/note.txt)", "](assets/new.txt)"),
        ),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_every_file_is_the_same(root, name):
    expected, change = CHANGES[name]
    change(root)
    newest = LATER if name == "the newest day" else DAY
    is_built, said = build_site(root, newest)
    assert is_built, said
    stock, told = build_stock(root, newest)
    assert stock, told
    assert_same(root / FOLDER, stock)
    rendered, pages = count_rendered(said)
    assert pages > 10
    assert rendered == (pages if expected is True else expected) if expected is not None else 0 < rendered < pages
    again = build_site(root, newest)
    assert count_rendered(again[1])[0] == 0
    assert_same(root / FOLDER, stock)


def copy_demo(root):
    """The demo's own site."""
    for name in ("briefings", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)


def make_corpus(root):
    """A site of made-up articles."""
    write_site(root, 30, 1)
    write_changes(root, list(plan_pages(root).changes))


def write_edited_pages(root):
    """Pages on which people wrote whatever they can write, with links that lead nowhere."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    for number, (name, text) in enumerate(PROSE.items()):
        put(root, f"briefings/{number}.md", new=f"{text}\n\n{name}\n")
    put(root, "briefings/index.md", new="# Home\n")
    text = (QUAY / "mkdocs.yml").read_text().partition("validation:")[0]
    put(root, "mkdocs.yml", new=text + "validation: {links: {not_found: ignore, anchors: ignore}}\n")


@pytest.mark.slow
@pytest.mark.parametrize("make", [copy_demo, make_corpus, write_edited_pages])
def test_every_file_of_a_site_is_that_of_mkdocs(tmp_path, make):
    root = tmp_path / "site"
    root.mkdir()
    make(root)
    is_built, said = build_site(root, DAY)
    assert is_built, said
    stock, told = build_stock(root)
    assert stock, told
    assert_same(root / FOLDER, stock)


@pytest.mark.slow
def test_pages_that_other_processes_rendered_are_the_same(root, tmp_path, monkeypatch):
    """One of them has a link that leads nowhere."""
    put(root, "briefings/other.md", new="\n[Nowhere](nowhere.md)\n")
    found = {}
    for cores in (1, 2):
        monkeypatch.setattr(bypass, "FEW", cores)
        monkeypatch.setattr(workers, "FEW", cores)
        monkeypatch.setattr(workers, "count_cores", lambda cores=cores: cores)
        collector = Collector()
        result = build_here(root, tmp_path / str(cores), None, NOTHING, collector, strict=False)
        found[cores] = result, collector.lines
    assert found[1] == found[2]
    assert len([line for line in found[2][1] if "nowhere.md" in line]) == 1
    assert_same(tmp_path / "1", tmp_path / "2")


FAULTS = {
    "a page is gone": lambda root: (root / "briefings/other.md").unlink(),
    "a heading is gone": lambda root: put(root, "briefings/other.md", "## A part\n", ""),
    "a file is gone": lambda root: (root / "briefings/assets/note.txt").unlink(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_a_link_that_another_page_breaks_is_found(root, name):
    """The page with the link has not changed."""
    before = {path: (root / FOLDER / path).read_bytes() for path in list_files(root / FOLDER)}
    FAULTS[name](root)
    for _ in range(2):
        is_built, said = build_site(root, DAY)
        assert not is_built
        stock, told = build_stock(root)
        complaints = [line.split("-  ")[1] for line in told.splitlines() if line.startswith("WARNING")]
        assert not stock
        assert complaints
        assert [line for line in said.splitlines() if "'own.md'" in line] == [f"MkDocs: {it}" for it in complaints]
        assert {path: (root / FOLDER / path).read_bytes() for path in list_files(root / FOLDER)} == before


def spoil_cache(root):
    path = find_cache(root) / FILE
    path.write_bytes(path.read_bytes().replace(b"The other page", b"The other pagf"))


def spoil_words(root):
    path = find_cache(root) / word_cache.FILE
    path.write_bytes(path.read_bytes().replace(b"other", b"otter"))


DAMAGES = {
    "the file is damaged": (True, "it is damaged", spoil_cache),
    "the words are damaged": (0, "it is damaged", spoil_words),
    "the file is cut short": (True, "it is damaged", lambda root: os.truncate(find_cache(root) / FILE, 1000)),
    "the file is empty": (True, "it is damaged", lambda root: (find_cache(root) / FILE).write_text("")),
    "the folder is gone": (True, "", lambda root: shutil.rmtree(find_cache(root))),
    "the folder is a file": (
        True, "cannot be used", lambda root: (shutil.rmtree(find_cache(root)), find_cache(root).write_text(""))
    ),
    "the site is gone": (True, "", lambda root: shutil.rmtree(root / FOLDER)),
    "a built page was changed": (1, "", lambda root: put(root, f"{FOLDER}/own.html", "Below", "Above")),
    "a built page is gone": (1, "", lambda root: (root / FOLDER / "own.html").unlink()),
    "a built page is a link": (
        1,
        "",
        lambda root: (
            (root / FOLDER / "own.html").rename(root / "elsewhere.html"),
            (root / FOLDER / "own.html").symlink_to(root / "elsewhere.html"),
        ),
    ),
    "a file that is no page was changed": (0, "", lambda root: put(root, f"{FOLDER}/sitemap.xml", new="x")),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_kept_is_not_trusted(root, stock, name):
    expected, note, damage = DAMAGES[name]
    damage(root)
    is_built, said = build_site(root, DAY)
    assert is_built
    assert_same(root / FOLDER, stock)
    rendered, pages = count_rendered(said)
    assert rendered == (pages if expected is True else expected)
    assert note in said
    assert bool(note) == ("note: " in said)
    assert not any(path.is_symlink() for path in (root / FOLDER).rglob("*"))


@pytest.mark.slow
def test_the_whole_site_is_built_where_that_is_wished(root):
    rendered, pages = count_rendered(build_site(root, DAY, full=True)[1])
    assert rendered == pages
    assert count_rendered(build_site(root, DAY)[1])[0] == 0


WIDER = {
    "an override that lists pages": ("overrides/main.html", "{{ own }}", "{{ own }}{{ pages | length }}"),
    "an override that shows the day": ("overrides/main.html", "{{ own }}", "{{ own }}{{ build_date_utc }}"),
    "an override that shows other pages": (
        "overrides/main.html", "{{ own }}", "{{ own }}{{ nav.homepage.content | length }}"
    ),
    "an override for which every page is `page`": (
        "overrides/main.html", "{{ own }}", "{{ own }}{% for page in nav.pages %}{{ page.toc }}{% endfor %}"
    ),
    "an override that cannot be read": ("overrides/partials/unused.html", "", "{% block %}"),
    "an extension that reads files": ("mkdocs.yml", "admonition", "pymdownx.snippets, admonition"),
    "an extension of others": ("mkdocs.yml", "admonition", "of_others, admonition"),
    "a plugin that is not known": ("mkdocs.yml", "plugins: [search", "plugins: [tags, search"),
    "a function of the site's own": (
        "mkdocs.yml", "admonition,", "admonition, toc: {slugify: !!python/name:of_others.slugify ''},"
    ),
    "hooks": ("mkdocs.yml", "docs_dir", "hooks: [hook.py]\ndocs_dir"),
    "another theme": ("mkdocs.yml", "name: material", "name: mkdocs"),
}  # fmt: skip


def stamp(root):
    """Return the stamp of a site."""
    return stamp_site(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "x")))


@pytest.mark.parametrize("name", WIDER)
def test_where_a_page_may_depend_on_more_nothing_is_taken_over(tmp_path, name, monkeypatch):
    path, old, new = WIDER[name]
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (tmp_path / "briefings").mkdir()
    shutil.copy(QUAY / "mkdocs.yml", tmp_path)
    (tmp_path / "hook.py").write_text("")
    put(tmp_path, "of_others.py", new="from markdown.extensions.tables import makeExtension\ndef slugify(*_): pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert stamp(tmp_path)
    put(tmp_path, path, old, new)
    assert stamp(tmp_path) == ""


def test_the_stamp_is_of_settings_overrides_and_versions(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (tmp_path / "briefings").mkdir()
    put(tmp_path, "base.yml", new=(QUAY / "mkdocs.yml").read_text())
    put(tmp_path, "mkdocs.yml", new="INHERIT: base.yml\nsite_author: !ENV [WHO, nobody]\n")
    stamps = [stamp(tmp_path)]
    assert stamp(tmp_path) == stamps[0] != ""
    put(tmp_path, "base.yml", "The quay", "The pier")
    stamps.append(stamp(tmp_path))
    monkeypatch.setenv("WHO", "somebody")
    stamps.append(stamp(tmp_path))
    put(tmp_path, "overrides/more.css", new="x")
    stamps.append(stamp(tmp_path))
    put(tmp_path, "base.yml", "admonition,", "admonition, toc: {permalink: true},")
    stamps.append(stamp(tmp_path))
    put(tmp_path, "base.yml", "plugins: [search]", "plugins: [search: {lang: de}]")
    stamps.append(stamp(tmp_path))
    put(tmp_path, "base.yml", "plugins: [search: {lang: de}]", "plugins: [search: {lang: de}, offline]")
    stamps.append(stamp(tmp_path))
    config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "x"))
    found = [(name, f"{version}.1") for name, version in list_versions()]
    monkeypatch.setattr("briefing_desk.mkdocs_site.site_stamp.list_versions", lambda: found)
    stamps.append(stamp_site(config))
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    stamps.append(stamp_site(config))
    assert all(stamps)
    assert len(set(stamps)) == 9


PAGE = Built("a", "b", "A title", {"status": "new"}, {"x.md": True}, ["part"], {"x.md": {"a": "x.md#a"}}, "{}")


def test_what_is_known_comes_back_as_it_was(tmp_path):
    known = Known("stamp", "navigation", {"own.md": PAGE})
    assert read_known(tmp_path) == (NOTHING, "")
    assert write_known(tmp_path, known) == ""
    assert read_known(tmp_path) == (known, "")
    assert os.listdir(find_cache(tmp_path)) == [FILE]


def forge(root, body):
    """Keep something that has its right sum."""
    write_kept(root, FILE, body, "")


def forge_page(root, **parts):
    """Keep a page with other parts than we write."""
    write_known(root, Known("stamp", "navigation", {"own.md": dataclasses.replace(PAGE, **parts)}))


FORGED = {
    "no JSON": lambda root: forge(root, b"{"),
    "deep": lambda root: forge(root, b"[" * 100_000),
    "a number": lambda root: forge(root, b"7"),
    "too few parts": lambda root: forge(root, b'[2, "stamp", "navigation", {"own.md": []}]\n{}'),
    "pages that are a list": lambda root: forge(root, b'[2, "stamp", "navigation", []]\n{}'),
    "fewer entries than pages": lambda root: forge(root, b'[2, "stamp", "navigation", {"own.md": []}]'),
    "bytes that are no text": lambda root: forge(root, b'[2, "s", "n", {"o": ["", "", "", {}, {}, [], {}]}]\n\xff'),
    "anchors that are a text": lambda root: forge_page(root, ids="part"),
    "links that are a list": lambda root: forge_page(root, links=[None]),
    "a link that is a number": lambda root: forge_page(root, links={"x.md": {"a": 1}}),
    "a sum that is none": lambda root: forge_page(root, output=None),
}


@pytest.mark.parametrize("name", FORGED)
def test_another_shape_of_what_is_kept_is_told_and_built_anew(tmp_path, name):
    FORGED[name](tmp_path)
    known, note = read_known(tmp_path)
    assert known == NOTHING
    assert "it is damaged" in note
    assert write_known(tmp_path, Known("stamp", "navigation", {"own.md": PAGE})) == ""
    assert read_known(tmp_path)[1] == ""


def grow(path):
    """Make a file too large, without taking up any room."""
    path.touch()
    os.truncate(path, kept_file.MAX_BYTES + 1)


FOREIGN = {
    "it is no file": [
        os.mkfifo,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path.parent.parent),
        lambda path: path.mkdir(),
    ],
    "it is too large": [grow],
    "anybody may write it": [
        lambda path: (path.touch(), path.chmod(0o666)),
        lambda path: (path.touch(), path.parent.chmod(0o777)),
    ],
}


@pytest.mark.skipif(os.name == "nt", reason="no such files")
@pytest.mark.parametrize(("why", "make"), [(why, make) for why, makes in FOREIGN.items() for make in makes])
def test_what_is_no_file_of_ours_is_not_opened(tmp_path, why, make):
    folder = find_cache(tmp_path)
    folder.mkdir(parents=True)
    try:
        make(folder / FILE)
        known, note = read_known(tmp_path)
    finally:
        folder.chmod(0o700)
    assert known == NOTHING
    assert why in note


def test_nothing_is_known_of_what_another_version_wrote(tmp_path, monkeypatch):
    write_known(tmp_path, Known("stamp", "navigation", {"own.md": PAGE}))
    monkeypatch.setattr("briefing_desk.mkdocs_site.page_cache.VERSION", -1)
    assert read_known(tmp_path) == (NOTHING, "")


def test_nothing_is_kept_through_links_that_lead_elsewhere(tmp_path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    find_cache(tmp_path).mkdir(parents=True)
    for name in (FILE, f"{FILE}.part"):
        (find_cache(tmp_path) / name).symlink_to(elsewhere / "mine")
    write_known(tmp_path, NOTHING)
    assert os.listdir(elsewhere) == []
    assert read_known(tmp_path) == (NOTHING, "")


def test_what_cannot_be_kept_is_told(tmp_path):
    find_cache(tmp_path).parent.mkdir(exist_ok=True)
    find_cache(tmp_path).write_text("")
    assert "the next run builds the whole site" in write_known(tmp_path, NOTHING)


@pytest.mark.slow
def test_a_preview_tells_what_is_wrong_again_and_again(root):
    """It is built all the same; a page with faults is never taken over."""
    put(root, "briefings/own.md", "## Below", "[Nowhere](nowhere.md)\n\n## Below")
    old, known = None, NOTHING
    for _ in range(3):
        old, known, complaints = build_live(root, old, known)
        assert old
        assert ["nowhere.md" in line for line in complaints] == [True]
        assert "own.md" not in known.pages
        assert len(known.pages) > 10

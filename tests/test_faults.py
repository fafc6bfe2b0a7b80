"""Whatever fails, and whenever: files are all old or all new, a site is whole, and the next run succeeds.

The faults are put in at every call that changes the disk, one after the other: not sampled.
"""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from faults import Killed, failing_disk
from laws import some

from briefing_desk.build.pages import plan_pages
from briefing_desk.cli import main
from briefing_desk.disk import journal
from briefing_desk.disk.lock import hold, hold_if_stopped
from briefing_desk.disk.read import read_pages
from briefing_desk.disk.write import make_change, plan_changes, save_aside, write_changes
from briefing_desk.mkdocs_site import site_build as sitebuild
from briefing_desk.mkdocs_site.provenance import RECORD
from briefing_desk.mkdocs_site.site_build import FOLDER, OLD, build_site
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.errors import UsageError

ROOT = Path(__file__).parent.parent
OLD_FILES = {"briefings/a.md": "old a\n", "briefings/b.md": "old b\n", "seeds/receipts/x.yml": "same\n"}
NEW_FILES = {"briefings/a.md": "new a\n", "briefings/b.md": "new b\n", "briefings/new/c.md": "c\n"}
OLD_SITE = {"index.html": "old", "gone.html": "old", "deep/page.html": "old"}
NEW_SITE = {"index.html": "new", "deep/page.html": "new", "deep/more.html": "new"}


def put(root, files):
    """Write files."""
    for path, words in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(words)


def get(root):
    """Return all files below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8", errors="surrogateescape") for path in files}


def count_calls(prepare, run, folder):
    """Return what a run does to the disk, call by call; one before it has made what all sites share."""
    for name in ("first", "counted"):
        root = folder / name
        prepare(root)
        with failing_disk() as disk:
            run(root)
    return disk.calls


def fail_everywhere(prepare, run, folder):
    """Yield a folder in which a run failed, for each call it makes, of which the profile's share, and both ways."""
    calls = count_calls(prepare, run, folder)
    assert len(calls) > 10
    for number, name in some(list(enumerate(calls))):
        for kind in ("killed", "refused"):
            root = folder / f"{kind}-{number}-{name}"
            prepare(root)
            with failing_disk(number, kind):
                try:
                    run(root)
                    ended = "well"  # what failed did not matter
                except Killed:
                    ended = "killed"
                except UsageError as error:
                    ended = str(error).rpartition(": ")[2]
            assert ended in (["killed"] if kind == "killed" else ["well", "No space left on device"])
            yield root, ended


def write(root):
    """Bring the pages up to date, as the commands do."""
    with hold(root, lambda _: pytest.fail("nobody holds the folder")):
        write_changes(root, plan_changes(root, NEW_FILES))


def read(root):
    """Do what any command does first: finish, or undo, what a run before was stopped in."""
    told = []
    hold_if_stopped(root, told.append)
    return told


def test_all_files_are_old_or_all_new_whenever_a_run_fails(tmp_path):
    ends = set()
    for root, ended in fail_everywhere(lambda root: put(root, OLD_FILES), write, tmp_path):
        told = read(root)
        assert told in ([], [journal.FINISHED]), root
        found = {path: words for path, words in get(root).items() if ".briefing-" not in path}
        assert found in (OLD_FILES, OLD_FILES | NEW_FILES), root
        assert ended != "well" or found == OLD_FILES | NEW_FILES, root
        ends.add((ended, len(found) > len(OLD_FILES)))
        write(root)
        assert get(root) == OLD_FILES | NEW_FILES, root
    assert {("killed", False), ("killed", True)} < ends


def test_a_run_that_finishes_another_may_be_stopped_itself(tmp_path):
    """Two faults in a row: at every call after the decision, and at every call of the run that finishes."""
    calls = count_calls(lambda root: put(root, OLD_FILES), write, tmp_path)
    for first in range(calls.index("replace"), len(calls)):
        for second in range(12):
            root = tmp_path / f"{first}-{second}"
            put(root, OLD_FILES)
            for run, number in ((write, first), (read, second)):
                with failing_disk(number), suppress(Killed):
                    run(root)
            read(root)
            found = {path: words for path, words in get(root).items() if ".briefing-" not in path}
            assert found in (OLD_FILES, OLD_FILES | NEW_FILES), root


def test_what_is_decided_outlives_a_loss_of_power(tmp_path, monkeypatch):
    """What the journal names is on the disk for good before it, new folders too; once it is gone, it stays gone."""
    put(tmp_path, OLD_FILES)
    done, fsync, replace = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (done.append(os.fstat(file).st_ino), fsync(file)))
    monkeypatch.setattr(os, "replace", lambda old, new: (done.append(Path(new).name), replace(old, new)))
    write(tmp_path)
    decided = done.index(journal.NAME)
    places = [tmp_path / name for name in (*NEW_FILES, "briefings", "briefings/new", ".")]
    assert {path.stat().st_ino for path in places} <= {*done[:decided]}
    assert [decided < at for at, name in enumerate(done) if name in ("a.md", "b.md", "c.md")] == [True] * 3
    assert done[decided + 1] == done[-1] == tmp_path.stat().st_ino


def test_what_was_edited_by_hand_is_saved_with_what_replaces_it(tmp_path):
    """`generate --replace`: whenever it fails, the edit is on the page or beside it."""

    def run(root):
        with hold(root, lambda _: pytest.fail("nobody holds the folder")):
            aside = save_aside(root, {"briefings/a.md matrix": "old a\n"})
            write_changes(root, [*aside, *plan_changes(root, NEW_FILES)])

    for root, _ in fail_everywhere(lambda root: put(root, OLD_FILES), run, tmp_path):
        read(root)
        found = get(root)
        assert (found["briefings/a.md"] == "old a\n") is ("briefings/.a.matrix.1.edited" not in found), root
        assert "old a\n" in {words for path, words in found.items() if ".briefing-" not in path}, root


def test_what_moves_is_never_there_twice(tmp_path):
    """`rename` and `--prune`, with a text that is kept elsewhere."""
    elsewhere = {"x.txt": "the text"}

    def prepare(root):
        put(root / "site", OLD_FILES)
        put(root / "texts", elsewhere)

    def run(root):
        site, texts = root / "site", root / "texts"
        with hold(site, lambda _: pytest.fail("nobody holds the folder"), texts):
            moves = [("briefings/a.md", None), ("briefings/new.md", "new a\n")]
            moves += [(str(texts / "x.txt"), None), (str(texts / "y.txt"), "the text")]
            old = OLD_FILES | {str(texts / "x.txt"): "the text"}
            pairs = ((path, old.get(path), new) for path, new in moves)
            write_changes(site, [make_change(path, *(it and it.encode() for it in both)) for path, *both in pairs])

    new_files = {path: words for path, words in OLD_FILES.items() if path != "briefings/a.md"}
    states = (
        [OLD_FILES, elsewhere],
        [new_files | {"briefings/new.md": "new a\n"}, {"y.txt": "the text"}],
    )
    for root, _ in fail_everywhere(prepare, run, tmp_path):
        read(root / "site")
        with hold(root / "site", lambda _: pytest.fail("nothing is left to tell"), root / "texts"):
            assert [get(root / "site"), get(root / "texts")] in states, root


def stop_in_the_middle(root, changes, done):
    """Be killed when so many files are in their places."""
    with pytest.MonkeyPatch.context() as patch:
        real, left = os.replace, [done + 1]

        def replace(*given):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*given)

        patch.setattr(os, "replace", replace)
        with suppress(Killed):
            write_changes(root, changes)


@pytest.mark.parametrize("done", [0, 1])
def test_what_somebody_changed_since_a_run_was_stopped_stays(tmp_path, done):
    """Nothing of it is done where that is still possible; else it alone is left out, and told."""
    put(tmp_path, OLD_FILES)
    stop_in_the_middle(tmp_path, plan_changes(tmp_path, NEW_FILES), done)
    put(tmp_path, {"briefings/b.md": "mine"})
    told = read(tmp_path)
    expected = OLD_FILES | (NEW_FILES if done else {}) | {"briefings/b.md": "mine"}
    assert get(tmp_path) == expected
    path = "briefings/b.md"
    assert told == (
        [journal.FINISHED, journal.THEIRS.format(path=path)] if done else [journal.UNDONE.format(path=path)]
    )
    assert read(tmp_path) == []


def test_what_somebody_saves_after_the_decision_stays(tmp_path):
    put(tmp_path, OLD_FILES)
    changes = plan_changes(tmp_path, NEW_FILES)
    real = journal.write_journal

    def write_journal(*given):
        real(*given)
        put(tmp_path, {"briefings/b.md": "mine"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "write_journal", write_journal)
        with pytest.raises(UsageError, match=r"b\.md: it was changed by somebody else meanwhile"):
            write_changes(tmp_path, changes)
    assert get(tmp_path) == OLD_FILES | NEW_FILES | {"briefings/b.md": "mine"}


FORGED = {
    "bytes that are none of ours": b"\xff\x00",
    "another sum": b"0" * 64 + b"\n[1]",
    "another version": "[2]",
    "another shape": '{"a": 1}',
    "too few fields": '[1, ["briefings/a.md", null]]',
    "a number for a path": '[1, [7, null, null, ""]]',
    "a part with a folder": '[1, ["briefings/a.md", null, "0", "../.briefing-abcdefgh"]]',
    "a file that is to go nowhere": '[1, ["briefings/a.md", "0", null, ".briefing-abcdefgh"]]',
    "out of the folder": '[1, ["../a.md", "0", null, ""]]',
    "elsewhere, and no text": '[1, ["/tmp/a.md", "0", null, ""]]',
    "what git keeps": '[1, [".git/hooks/pre-commit", null, "0", ".briefing-abcdefgh"]]',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("case", FORGED)
def test_a_journal_that_is_none_of_ours_does_nothing(tmp_path, case):
    put(tmp_path / "site", OLD_FILES | {".git/hooks/pre-commit": "mine"})
    put(tmp_path, {"a.md": "mine"})
    data = FORGED[case]
    if isinstance(data, str):
        data = sha256(data.encode()).hexdigest().encode() + b"\n" + data.encode()
    (tmp_path / "site" / journal.NAME).write_bytes(data)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=r"is no journal of this version|cannot write"):
        read(tmp_path / "site")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files")
def test_a_journal_that_is_no_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / journal.NAME)
    with pytest.raises(UsageError, match="is no journal of this version"):
        read(tmp_path)
    (tmp_path / journal.NAME).unlink()
    (tmp_path / journal.NAME).symlink_to("/dev/zero")
    with pytest.raises(UsageError, match="is no journal of this version"):
        read(tmp_path)


def test_a_text_elsewhere_goes_only_if_another_has_its_bytes(tmp_path):
    """A journal that somebody sends cannot remove what is not the site's."""
    put(tmp_path, {"site/seeds/x.yml": "", "texts/x.txt": "known to all"})
    path = str(tmp_path / "texts/x.txt")
    body = json.dumps([1, [path, sha256(b"known to all").hexdigest(), None, ""]]).encode()
    (tmp_path / "site" / journal.NAME).write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
    assert read(tmp_path / "site") == [journal.FINISHED]
    assert get(tmp_path) == {"site/seeds/x.yml": "", "texts/x.txt": "known to all"}


def make_site(root):
    """Prepare a folder with pages and a built site."""
    put(root, OLD_FILES | {"mkdocs.yml": "site_name: x\n"} | {f"{FOLDER}/{path}": it for path, it in OLD_SITE.items()})


@pytest.fixture
def builder(monkeypatch):
    """Stand in for MkDocs, which works in a folder of its own that is no part of the site yet."""

    def fake(root, target, newest, old):
        for path, words in NEW_SITE.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            with open(target / path, "w") as file:
                file.write(words)
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(sitebuild, "run_mkdocs", fake)


def get_site(folder):
    """Return the pages of a built site; not the record of what it was made from, nor the pictures for shared links."""
    return {path: words for path, words in get(folder).items() if path != RECORD and not path.startswith("share/")}


def build(root):
    """Build the site, as the command does."""
    with hold(root, lambda _: pytest.fail("nobody holds the folder")):
        is_built, said = build_site(root, Day(2025, 1, 1))
        assert is_built
        assert not said or re.fullmatch(r"note: cannot write .*; the next run looks for all words", said)


def test_the_site_or_its_predecessor_is_whole_whenever_a_run_fails(tmp_path, builder):
    for root, ended in fail_everywhere(make_site, build, tmp_path):
        if (root / FOLDER).exists():
            assert get_site(root / FOLDER) in (OLD_SITE, NEW_SITE), root
        else:
            assert get_site(root / OLD) == OLD_SITE, root
            assert ended == "killed", root
        build(root)
        assert get_site(root / FOLDER) == NEW_SITE, root
        assert (root / FOLDER / RECORD).is_file()
        assert {path.name for path in root.iterdir()} == {"briefings", "seeds", "mkdocs.yml", FOLDER}, root


@pytest.mark.slow  # many times the same
def test_a_site_that_fails_after_another_that_was_killed(tmp_path, builder):
    """Two faults in a row, at every pair of calls around the exchange."""
    calls = count_calls(make_site, build, tmp_path)
    exchange = [number for number, name in enumerate(calls) if name in ("rename", "unlink", "rmdir")]
    for first, second in some(list(product(exchange, range(len(calls))))):
        root = tmp_path / f"{first}-{second}"
        make_site(root)
        for number in (first, second):
            with failing_disk(number), suppress(Killed):
                build(root)
        whole = [get_site(root / name) for name in (FOLDER, OLD) if (root / name).exists()]
        assert any(files in (OLD_SITE, NEW_SITE) for files in whole), root
        build(root)
        assert get_site(root / FOLDER) == NEW_SITE


@pytest.mark.parametrize("name", [FOLDER, OLD])
def test_what_is_no_folder_is_not_replaced(tmp_path, builder, name):
    make_site(tmp_path / "site-root")
    root = tmp_path / "site-root"
    shutil.rmtree(root / FOLDER)
    (root / name).symlink_to(tmp_path)
    with pytest.raises(UsageError, match="is not a folder; move it away"):
        build(root)
    (root / name).unlink()
    (root / name).write_text("mine")
    with pytest.raises(UsageError, match="is not a folder; move it away"):
        build(root)
    assert (root / name).read_text() == "mine"


# What happens between reading and writing.


def test_a_page_saved_while_it_is_read_is_not_overwritten(site, monkeypatch):
    """Whoever saves between our reading and our writing wins, at each of the moments in between."""
    CliRunner().invoke(main, ["generate", "--root", str(site)])
    page = site / "briefings/quay-closure.md"
    article = next((site / "seeds/articles").iterdir())
    moments = (
        "briefing_desk.build.making.merge_page",
        "briefing_desk.commands.generate.report",
        "briefing_desk.disk.journal.lay_down",
    )
    for number, moment in enumerate(moments):
        words = article.read_text().replace("title: ", f"title: New {number} ", 1)
        article.write_text(words)
        saved = page.read_text() + f"\nSaved at moment {number}.\n"
        with pytest.MonkeyPatch.context() as patch:
            module, _, name = moment.rpartition(".")
            real = getattr(sys.modules[module], name)

            def run(*given, real=real, saved=saved, **named):
                page.write_text(saved)
                return real(*given, **named)

            patch.setattr(moment, run)
            result = CliRunner().invoke(main, ["generate", "--root", str(site)])
        assert page.read_text() == saved, moment
        assert result.exit_code == 2
        assert "changed by somebody else meanwhile" in result.stderr
        assert CliRunner().invoke(main, ["generate", "--root", str(site)]).exit_code == 0
        assert page.read_text().endswith(f"\nSaved at moment {number}.\n")


def test_a_page_that_appears_meanwhile_is_not_overwritten(site):
    plan = plan_pages(site)
    put(site, {"briefings/quay-closure.md": "# Mine\n"})
    with pytest.raises(UsageError, match="changed by somebody else meanwhile"):
        write_changes(site, list(plan.changes))
    assert get(site / "briefings") == {"quay-closure.md": "# Mine\n"}


def test_a_page_that_goes_meanwhile_is_not_brought_back(site):
    write_changes(site, list(plan_pages(site).changes))
    pages, _ = read_pages(site)
    (site / "briefings/quay-closure.md").unlink()
    with pytest.raises(UsageError, match="changed by somebody else meanwhile"):
        plan_changes(site, {"briefings/quay-closure.md": "x"}, pages)


# Links that lead out of the tree.


@pytest.mark.parametrize("linked", ["briefings", "briefings/actors"])
def test_nothing_is_written_through_a_link_out_of_the_site(site, tmp_path_factory, linked):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (site / linked).parent.mkdir(exist_ok=True)
    (site / linked).symlink_to(elsewhere)
    result = CliRunner().invoke(main, ["generate", "--root", str(site)])
    assert result.exit_code in (1, 2)
    assert "symbolic link" in result.stderr
    assert list(elsewhere.iterdir()) == []
    with pytest.raises(UsageError, match="a symbolic link leads out of the site's folder; delete the link"):
        plan_changes(site, {f"{linked}/a.md": "x"})


def test_a_loop_of_links_is_told(tmp_path):
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    with pytest.raises(UsageError, match="symbolic links lead nowhere"):
        plan_changes(tmp_path, {"a.md": "x"})


def test_a_linked_page_stays_a_link(site):
    """The page it leads to is written."""
    assert CliRunner().invoke(main, ["generate", "--root", str(site)]).exit_code == 0
    (site / "briefings/quay-closure.md").rename(site / "kept.md")
    (site / "briefings/quay-closure.md").symlink_to("../kept.md")
    text = (site / "kept.md").read_text().replace("(sum: ", "(sum: x", 1)
    (site / "kept.md").write_text(text)
    assert CliRunner().invoke(main, ["generate", "--root", str(site), "--replace", "quay-closure.md"]).exit_code == 0
    assert (site / "briefings/quay-closure.md").is_symlink()
    assert (site / "kept.md").read_text() != text


# Disks and folders that refuse.


@pytest.fixture
def humble(made_quay):
    """Return a site with its pages, and act as somebody without special rights where the tests run as root."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(made_quay, root, dirs_exist_ok=True)
        is_root = os.geteuid() == 0
        if is_root:
            for path in (root, *root.rglob("*")):
                os.chown(path, 65534, 65534)
            os.seteuid(65534)
        try:
            yield root
        finally:
            if is_root:
                os.seteuid(0)


@pytest.mark.parametrize("folder", ["briefings", "briefings/actors", "."])
def test_a_folder_that_may_not_be_written_is_told_and_stays_as_it_is(humble, folder):
    article = next((humble / "seeds/articles").iterdir())
    article.write_text(article.read_text().replace("title: ", "title: New ", 1))
    next((humble / "briefings/actors").iterdir()).unlink()
    before = get(humble / "briefings")
    (humble / folder).chmod(0o555)
    command = "build" if folder == "." else "generate"
    result = CliRunner().invoke(main, [command, "--root", str(humble)])
    (humble / folder).chmod(0o755)
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr
    assert "Traceback" not in result.stderr
    assert set(before) <= set(get(humble / "briefings"))
    assert not list(humble.rglob(".briefing-*"))
    assert CliRunner().invoke(main, ["generate", "--root", str(humble)]).exit_code == 0


def test_a_disk_that_became_read_only_is_told(tmp_path, monkeypatch):
    put(tmp_path, OLD_FILES)

    def refuse(*_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    changes = plan_changes(tmp_path, NEW_FILES)
    with monkeypatch.context() as patch:
        for name in ("mkdir", "unlink", "replace"):
            patch.setattr(os, name, refuse)
        with pytest.raises(UsageError, match=r"cannot write .*: Read-only file system"):
            write_changes(tmp_path, changes)
    assert get(tmp_path) == OLD_FILES


def can_mount():
    """Say whether a small disk can be made here."""
    if shutil.which("unshare") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        make = ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", folder]
        return subprocess.run(make, capture_output=True, check=False).returncode == 0


SMALL_DISK = """
mount -t tmpfs -o size="$1" none "$2" && cp -r "$3"/. "$2"
"$4" -m briefing_desk build --root "$2"; echo "ended $?"
cp -r "$2"/. "$5"
mount -o remount,size=64m "$2"
"$4" -m briefing_desk build --root "$2"; echo "ended $?"
"""


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_pages_and_the_old_site(site, tmp_path_factory):
    """A real one: too small for the pages, then too small for the new site beside the old one."""
    if not can_mount():
        pytest.skip("needs a small disk")
    shutil.copytree(ROOT / "overrides", site / "overrides")
    shutil.copytree(ROOT / "briefings/assets", site / "briefings/assets")
    CliRunner().invoke(main, ["generate", "--root", str(site)])
    put(site, {f"{FOLDER}/{path}": words for path, words in OLD_SITE.items()})
    pages = get(site / "briefings")
    article = next((site / "seeds/articles").iterdir())
    article.write_text(article.read_text().replace("title: ", "title: New ", 1))
    fresh = tmp_path_factory.mktemp("fresh") / "site"
    shutil.copytree(site, fresh)
    assert CliRunner().invoke(main, ["generate", "--root", str(fresh)]).exit_code == 0
    after = get(fresh / "briefings")
    used = sum((path.stat().st_size + 4095) // 4096 * 4 for path in site.rglob("*") if path.is_file())
    for room in (4, 600):
        disk, left = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("left")
        given = [f"{used + room}k", str(disk), str(site), sys.executable, str(left)]
        command = ["unshare", "-rm", "sh", "-c", SMALL_DISK, "sh", *given]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
        said = done.stdout + done.stderr
        assert [line for line in said.splitlines() if line.startswith("ended")][-1] == "ended 0", said
        assert "ended 2" in said or "ended 1" in said, said
        assert "No space left on device" in said
        assert "Traceback" not in said
        assert get(left / FOLDER) == OLD_SITE
        found = get(left / "briefings")
        assert set(found) >= set(pages)
        assert [path for path in pages if found[path] not in (pages[path], after[path])] == []

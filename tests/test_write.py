"""Files are written whole or not at all, and only when they differ."""

import os
import stat
from pathlib import Path

import pytest

from briefing_desk.disk.write import make_change, plan_changes, save_aside, show_diff, write_changes, write_file
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.source import Source


def test_only_files_that_differ_are_planned(tmp_path):
    (tmp_path / "same.md").write_bytes(b"same\n")
    (tmp_path / "other.md").write_bytes(b"old\n")
    changes = plan_changes(tmp_path, {"same.md": "same\n", "other.md": "new\n", "new/page.md": "é\n"})
    assert [(change.path, change.old, change.new) for change in changes] == [
        ("new/page.md", None, "é\n".encode()),
        ("other.md", b"old\n", b"new\n"),
    ]


def test_writing_makes_folders_and_keeps_permissions(tmp_path):
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o640)
    write_changes(tmp_path, plan_changes(tmp_path, {"a.md": "new", "deep/er/b.md": "b"}))
    assert (tmp_path / "a.md").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640
    assert (tmp_path / "deep/er/b.md").read_bytes() == b"b"
    assert not list(tmp_path.rglob(".briefing-*"))


def test_new_files_have_the_permissions_of_the_mask(tmp_path):
    for mask, mode in ((0o027, 0o640), (0, 0o666)):
        before = os.umask(mask)
        try:
            write_file(tmp_path / f"{mode}.md", b"")
        finally:
            assert os.umask(before) == mask
        assert stat.S_IMODE((tmp_path / f"{mode}.md").stat().st_mode) == mode


def test_a_file_is_made_beside_the_one_it_replaces(tmp_path, monkeypatch):
    """Only within one folder is replacing a file one step to every reader."""
    replace, folders = os.replace, []

    def note(source, target):
        folders.append((Path(source).parent, Path(target).parent))
        replace(source, target)

    monkeypatch.setattr(os, "replace", note)
    write_file(tmp_path / "deep/a.md", b"")
    assert folders == [(tmp_path / "deep", tmp_path / "deep")]


def test_a_refusal_of_the_disk_is_one_clear_line_and_leaves_nothing(tmp_path):
    (tmp_path / "folder").write_bytes(b"a file where a folder should be")
    with pytest.raises(UsageError, match=r"cannot write .*page\.md: "):
        write_file(tmp_path / "folder/page.md", b"")
    (tmp_path / "taken.md").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*taken\.md: "):
        write_file(tmp_path / "taken.md", b"")
    assert not list(tmp_path.rglob(".briefing-*"))


def test_the_diff_shows_old_and_new(tmp_path):
    (tmp_path / "a.md").write_bytes(b"one\ntwo\n")
    lines = list(show_diff(plan_changes(tmp_path, {"a.md": "one\nthree\n", "b.md": "new\n"})))
    assert lines[:2] == ["--- a/a.md", "+++ b/a.md"]
    assert "-two" in lines
    assert "+three" in lines
    assert "--- /dev/null" in lines


def test_what_was_edited_is_saved_beside_the_page_and_never_over_another_file(tmp_path):
    (tmp_path / "briefings").mkdir()
    for body in ("mine\n", "again\n"):
        write_changes(tmp_path, save_aside(tmp_path, {"briefings/a.md matrix": body}))
    write_changes(tmp_path, save_aside(tmp_path, {"briefings/a b.md matrix": "mine\n"}))
    assert {path.name: path.read_text() for path in (tmp_path / "briefings").iterdir()} == {
        ".a.matrix.1.edited": "mine\n",
        ".a.matrix.2.edited": "again\n",
        ".a b.matrix.1.edited": "mine\n",
    }


def test_a_file_that_goes_is_shown_as_such(tmp_path):
    change = make_change("a.md", b"gone\n", None)
    assert list(show_diff([change])) == ["--- a/a.md", "+++ /dev/null", "@@ -1 +0,0 @@", "-gone"]


def test_a_byte_order_mark_is_a_persons_and_stays(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfold\n")
    (tmp_path / "b.md").write_bytes(b"\xef\xbb\xbfsame\n")
    changes = plan_changes(tmp_path, {"a.md": "new\n", "b.md": "same\n"})
    assert [(change.path, change.new) for change in changes] == [("a.md", b"\xef\xbb\xbfnew\n")]


def test_a_file_is_what_was_read_of_it_or_nothing_is_planned(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfread\r\n")
    read = {"a.md": Source("a.md", "read\r\n")}
    assert [change.path for change in plan_changes(tmp_path, {"a.md": "new", "b.md": "new"}, read)] == ["a.md", "b.md"]
    for text in ("read\n", "other", "read\r\n\x00"):
        (tmp_path / "a.md").write_text(text, newline="")
        with pytest.raises(UsageError, match=r"a\.md: it was changed by somebody else meanwhile"):
            plan_changes(tmp_path, {"a.md": "new"}, read)


def test_a_page_larger_than_an_article_may_be_is_compared_too(tmp_path):
    text = "x" * 1_500_000
    (tmp_path / "a.md").write_text(text)
    assert plan_changes(tmp_path, {"a.md": text}, {"a.md": Source("a.md", text)}) == []
    (tmp_path / "a.md").write_text(f"\ufeff{text}", encoding="utf-8")
    assert plan_changes(tmp_path, {"a.md": text}, {"a.md": Source("a.md", text)}) == []


def test_the_diff_of_what_is_no_text(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xff\n")
    assert list(show_diff(plan_changes(tmp_path, {"a.md": "x\n", "b.md": "y\n"}))) == [
        "--- a/a.md", "+++ b/a.md", "@@ -1 +1 @@", "-\ufffd", "+x",
        "--- /dev/null", "+++ b/b.md", "@@ -0,0 +1 @@", "+y",
    ]  # fmt: skip

"""Changing files that people wrote: what is meant changes, and not one character besides."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml_mutations import ODD, VOCABULARY, read_plain, try_one

from briefing_desk.editing.documents import detect_style, open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import Folded, Style, fold, write_flow, write_text
from briefing_desk.editing.operations import append, insert, remove, replace
from briefing_desk.syntax.source import Source
from briefing_desk.syntax.yaml_tree import read_yaml

POSITION = {
    "actor": "city",
    "question": "quay/close",
    "summary": "Says: no.",
    "speakers": ["jo-marsh", "a, b"],
    "quotes": [{"exact": Folded('we "the city" # say no')}],
}


def open_text(text, path="v.yml"):
    return open_document(Source(path, text))


def test_an_item_goes_behind_the_last_one_in_the_style_of_the_file():
    text = ODD.replace('- {actor: city, question: quay/close, quotes: [{exact: "we, the city"}]}\n', "")
    fresh = append(open_text(text, "a.md"), ("positions",), POSITION).source.text
    added = """
- actor: city
  question: quay/close
  summary: "Says: no."
  speakers: [jo-marsh, "a, b"]
  quotes:
  - exact: >-
      we "the city" # say no"""
    before, behind = fresh.split(added)
    assert before + behind == text
    assert before.endswith("speakers: []")


def test_a_list_that_is_not_there_yet_comes_to_its_place():
    text = "---\r\ntitle: A  # as is\r\n# Behind.\r\naccepted: [x]\r\n---\r\nBody\r\n"
    order = ("title", "positions", "accepted")
    fresh = append(open_text(text, "a.md"), ("positions",), {"actor": "a"}, order).source.text
    assert fresh == text.replace("# as is\r\n", "# as is\r\npositions:\r\n  - actor: a\r\n")


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("a: 1\nx: []  # none\n", "a: 1\nx:  # none\n  - k: v\n"),
        ("x:\n", "x:\n  - k: v\n"),
        ("x:   # none\nb: 2", "x:   # none\n  - k: v\nb: 2"),
        ("x: [ {k: w}, ]\n", "x: [ {k: w}, {k: v}, ]\n"),
        ("{x: [], b: 2}", "{x: [{k: v}], b: 2}"),
        ("x:\n   -   k: w\n\n\nb: 2\n", "x:\n   -   k: w\n   -   k: v\n\n\nb: 2\n"),
        ("x:\n- k: >\n    a\n    b\n\n", "x:\n- k: >\n    a\n    b\n- k: v\n\n"),
    ],
)
def test_an_item_in_lists_of_every_making(text, fresh):
    assert append(open_text(text), ("x",), {"k": "v"}).source.text == fresh


def test_a_stub_in_a_vocabulary_is_laid_out_as_the_others_are():
    value = {"name": "Harbour Board", "kind": "organisation", "aliases": ["the board"]}
    fresh = insert(open_text(VOCABULARY), (), "board", value).source.text
    stub = "\nboard:\n    name: Harbour Board\n    kind: organisation\n    aliases: [the board]"
    assert fresh == VOCABULARY.replace("\n  lines", f"\n  lines{stub}")
    assert detect_style(open_text(VOCABULARY).root) == Style(4, 4, 2)


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("", "k: v\n"),
        ("# Nobody yet.", "# Nobody yet.\nk: v\n"),
        ("# Nobody yet.\n", "# Nobody yet.\nk: v\n"),
        ("{}", "{k: v}"),
        ("{a: 1}", "{a: 1, k: v}"),
        ("a: 1 # one\n# two", "a: 1 # one\nk: v\n# two"),
    ],
)
def test_a_key_in_a_file_of_every_making(text, fresh):
    assert insert(open_text(text), (), "k", "v").source.text == fresh


@pytest.mark.parametrize(
    ("text", "value", "fresh"),
    [
        ("k: old # why\n", "new", "k: new # why\n"),
        ("k:    old\n", "a: b", 'k:    "a: b"\n'),
        ("k: 'old'\n", "it's", "k: 'it''s'\n"),
        ('k: "old"\n', "new", 'k: "new"\n'),
        ("k:\n", "new", "k: new\n"),
        ("k:   # why\n", "new", "k: new   # why\n"),
        ("k: [a, # why\n b]\nl: x", "new", None),
        ("k: [a,b ]\n", ["c", "d, e"], 'k: [c, "d, e"]\n'),
        ("k: >-\n     old\n     words\n\nl: x", "new # words", "k: >-\n     new # words\n\nl: x"),
        ("k: |\n  old\nl: x", "new", None),
        ("k: >-\n  old\n", " new", None),
    ],
)
def test_a_value_in_the_place_of_another(text, value, fresh):
    if fresh is None:
        with pytest.raises(CannotEdit):
            replace(open_text(text), ("k",), value)
    else:
        assert replace(open_text(text), ("k",), value).source.text == fresh


@pytest.mark.parametrize(
    ("text", "path", "fresh"),
    [
        ("a: 1\nb: 2\nc: 3", ("b",), "a: 1\nc: 3"),
        ("a: 1\nb: 2", ("b",), "a: 1\n"),
        ("{a: 1, b: 2}", ("a",), "{b: 2}"),
        ("{a: 1, b: 2}", ("b",), "{a: 1}"),
        ("x:\n- k: 1\n  l: 2\n- k: 3\n", ("x", 0, "k"), "x:\n- l: 2\n- k: 3\n"),
        ("x:\n- k: 1\n  l: 2\n- k: 3\n", ("x", 0), "x:\n- k: 3\n"),
        ("x:\n- k: 1\n# c\n- k: 3\n", ("x", 1), "x:\n- k: 1\n# c\n"),
        ("x:\n- k: 1\n# c\n- k: 3\n", ("x", 0), "x:\n# c\n- k: 3\n"),
        ("x:\n- k: 1 # c\n- k: 3\n", ("x", 0), None),
        ("x:\n- k: 1\n", ("x", 0), None),
        ("x: [1, # c\n 2]", ("x", 0), None),
    ],
)
def test_a_value_is_taken_out_unless_a_comment_goes_with_it(text, path, fresh):
    if fresh is None:
        with pytest.raises(CannotEdit):
            remove(open_text(text), path)
    else:
        assert remove(open_text(text), path).source.text == fresh


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.md", "no front matter", 1),
        ("a.md", "---\n<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n---\n", 2),
        ("v.yml", "a: 1\nb: &x 2\n", 2),
        ("v.yml", "a: 1\n- b\n", 2),
    ],
)
def test_what_cannot_be_read_is_not_changed(path, text, line):
    with pytest.raises(CannotEdit, match=f"{path}:{line}: .*nothing was changed"):
        open_text(text, path)


def test_a_place_that_has_gone_is_told():
    with pytest.raises(CannotEdit, match=r"v\.yml:1: there is no `1` here any more"):
        replace(open_text("x: [a]"), ("x", 1), "b")


@given(st.text())
def test_a_text_is_read_again_as_it_was_written(words):
    for written in (f"k: {write_text(words)}", f"k: [{write_flow(words)}]"):
        root, problems = read_yaml(Source("a.yml", written))
        if not problems:
            value = root.entries["k"]
            assert str(getattr(value, "text", None) or getattr(value, "items", [value])[0].text) == words


@given(st.lists(st.text("ab#:-'\"[]é", min_size=1, max_size=60), min_size=1, max_size=40).map(" ".join))
def test_folded_words_are_read_again_as_they_were(words):
    written = "k: >-\n" + "\n".join(fold(words, 2)) + "\n"
    assert read_plain(written, "a.yml") == [("k", words)]


def try_some(first, number):
    """Damage and change so many files; return how often something was done."""
    return Counter(try_one(random.Random(seed)) for seed in range(first, first + number))


def test_a_hasty_hand_before_ours():
    assert try_some(0, 60)["done"] > 15


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 10_100, 1000))  # together ten thousand
def test_many_hasty_hands_before_ours(first):
    assert try_some(first, 1000)["done"] > 300

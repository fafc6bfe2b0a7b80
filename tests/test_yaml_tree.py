"""YAML becomes text with its place: nothing changes its meaning, nothing runs, nothing takes long."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.syntax.source import Source, Text
from briefing_desk.syntax.yaml_tree import Mapping, Node, Scalar, Sequence, read_yaml


def read(text: str) -> Mapping:
    """Return the tree of YAML in which nothing is wrong."""
    root, problems = read_yaml(Source("a.yml", text))
    assert not problems
    assert root is not None
    return root


def complain(text: str) -> list[str]:
    """Return what is wrong with YAML."""
    return [format_text(problem).partition("\n")[0] for problem in read_yaml(Source("a.yml", text))[1]]


def list_texts(node: Node) -> Iterator[Text]:
    """Yield every key and value below a node."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from list_texts(item)
    else:
        for key, value in node.entries.items():
            yield key
            yield from list_texts(value)


@pytest.mark.parametrize(
    "word",
    [
        *("no", "Yes", "on", "010", "0x1F", "1_000", "12:30", "1.10", "1e3", ".inf", "2025-01-01", "2025-13-40"),
        *("=", "<<", "9" * 1000, ":".join("1" * 500)),
    ],
)
def test_words_stay_as_they_are_written(word):
    assert read(f"a: {word}").entries["a"].text == word
    assert next(iter(read(f"{word}: a").entries)) == word


def test_values_know_their_place():
    text = "title: »x« # note\r\nlist:\r- 😀\n- key: 'it''s'\n  more: >-\n    a\n    b\n"
    texts = list(list_texts(read(text)))
    assert texts == ["title", "»x«", "list", "😀", "key", "it's", "more", "a b"]
    places = [(found.at.line, found.at.column) for found in texts]
    assert places == [(1, 1), (1, 8), (2, 1), (3, 3), (4, 3), (4, 8), (5, 3), (5, 9)]


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=5, unique=True), st.sampled_from(["\n", "\r\n"]))
def test_every_value_stands_where_it_says(words, end):
    lines = [f"{json.dumps(word, ensure_ascii=index % 2 == 0)}: {index}" for index, word in enumerate(words)]
    text = end.join(["# \ufeffé😀", *lines])
    root, _ = read_yaml(Source("a.yml", text))
    for index, key in enumerate(root.entries if root else ()):
        assert (key.at.line, key.at.column) == (index + 2, 1)


def test_a_part_of_a_file_keeps_the_places_of_the_file():
    source = Source("a.md", "---\na: b\n---\nc: d\n")
    root, _ = read_yaml(source, 4, 9)
    assert [(text, text.at.line) for text in list_texts(root)] == [("a", 2), ("b", 2)]


def test_characters_that_libyaml_takes_for_others_move_no_place():
    root = read("\ufeff\ufeffa: b\u2028c\nd: e")
    assert [(text, text.at.line, text.at.column) for text in list_texts(root)] == [
        ("a", 1, 3),
        ("b c", 1, 6),
        ("d", 2, 1),
        ("e", 2, 4),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note\n", "---\n"])
def test_an_empty_text_is_an_empty_mapping(text):
    assert read(text).entries == {}


def test_the_first_of_two_equal_keys_is_kept():
    root, problems = read_yaml(Source("a.yml", "a: 1\nb: {c: 2, c: 3}\na: 4\n"))
    assert list(list_texts(root)) == ["a", "1", "b", "c", "2"]
    assert [problem.message for problem in problems] == [
        "key `c` is used twice (first on line 2)",
        "key `a` is used twice (first on line 1)",
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "a: We are #1",
            ["a.yml:1:11: warning[yaml-comment] everything behind ` #` is a comment: the value is read as `We are`"],
        ),
        (
            "a:\n- b\t#c",
            ["a.yml:2:5: warning[yaml-comment] everything behind ` #` is a comment: the value is read as `b`"],
        ),
        ("a: b # a note", []),
        ("a: 'We are' #1", []),
        ("a: 'We are #1'", []),
        ("a: We are#1", []),
        ("a: #1", []),
    ],
)
def test_a_value_that_a_comment_cuts_short(text, cut):
    assert complain(text) == cut


SIZE = 900_000
HUGE = {
    "brackets": ("a: " + "[" * SIZE, "nested far too deeply"),
    "braces": ("{" * SIZE, "nested far too deeply"),
    "dashes": ("- " * (SIZE // 2), "nested deeper than 8 levels"),
    "one word": ("a" * SIZE, "the value has 900000 characters, the limit is 2000"),
    "one value": ("a: " + "b " * (SIZE // 2), "the value has 899999 characters, the limit is 2000"),
    "combining characters": (
        "a: " + "\u0315\u0300" * (SIZE // 4),
        "the value has 450000 characters, the limit is 2000",
    ),
    "keys": ("".join(f"k{i}: x\n" for i in range(SIZE // 11)), "more than 40000 keys and values in one file"),
    "equal keys": ("a: b\n" * (SIZE // 5), "key `a` is used twice (first on line 1)"),
    "anchors": ("".join(f"k{i}: &a{i} x\n" for i in range(SIZE // 20)), "`&a0` is a YAML anchor, which is not allowed"),
    "a tag": ("a: " + "!" * SIZE, f"`{'!' * 40}` is a YAML tag, which is not allowed"),
    "an anchor": ("a: &" + "b" * SIZE, f"`&{'b' * 40}` is a YAML anchor, which is not allowed"),
    "an open quote": ('a: "' + "b\n" * (SIZE // 2), "a quotation mark is opened here and never closed"),
    "marks of order": ("a: b\n" + "\ufeff" * (SIZE // 3), "U+FEFF ZERO WIDTH NO-BREAK SPACE in the place of a space"),
}

BEFORE_LIBYAML_0_2_6 = {"brackets": "nested deeper than 8 levels", "braces": "a key must be a word"}
"""libyaml had no limit of its own: what ended the reading was ours."""


@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_of_anything_ends(name):
    """Each once took seconds to hours, or the process with it."""
    text, said = HUGE[name]
    _, problems = read_yaml(Source("a.yml", text))
    assert problems[0].message in (said, BEFORE_LIBYAML_0_2_6.get(name))
    assert max(len(problem.message) for problem in problems) < 200


def test_what_only_libyaml_refuses_is_told_in_its_words():
    """No such text comes through `decode`."""
    said = "not YAML: unacceptable character #x0000: control characters are not allowed"
    assert complain("a: \x00") == [f"a.yml:1:1: error[yaml-syntax] {said}"]

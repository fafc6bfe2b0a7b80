"""A noun's fields are its schema: what a mapping must and may hold, and what is said where it does not."""

from dataclasses import dataclass, field

import pytest

from briefing_desk.schema.dates import Day, Interval, parse_interval
from briefing_desk.schema.model import Id, Language, Places, Stance
from briefing_desk.schema.records import SYNONYMS, read_record
from briefing_desk.syntax.problems import Problem, sort_problems
from briefing_desk.syntax.source import Source, Text
from briefing_desk.syntax.yaml_tree import read_yaml


@dataclass(frozen=True, slots=True)
class Leaf:
    name: Text
    places: Places = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Tree:
    """One field of each kind; none has a default, so that each has a stand-in."""

    id: Id
    title: Text
    language: Language
    day: Day
    height: int
    grows: bool
    stance: Stance
    leaves: tuple[Leaf, ...]
    names: tuple[Text, ...] = ()
    date: Interval | None = None
    best: Leaf | None = None
    places: Places = field(default_factory=dict, compare=False, repr=False)


WHOLE = {
    "id": "oak",
    "title": "The oak",
    "language": "en",
    "day": "2025-03-04",
    "height": "12",
    "grows": "yes",
    "stance": "support",
    "leaves": "[{name: first}, {name: second}]",
    "names": "[Eiche, chêne]",
    "date": "2025~",
    "best": "{name: third}",
}


def read(values: dict[str, str]) -> tuple[Tree | None, list[Problem]]:
    """Return what a file with one line for each value holds."""
    root, problems = read_yaml(Source("a.yml", "".join(f"{key}: {value}\n" for key, value in values.items())))
    assert root is not None
    return read_record(Tree, root, problems), sort_problems(problems)


def test_a_whole_record():
    tree, problems = read(WHOLE)
    assert not problems
    assert tree == Tree(
        *("oak", "The oak", "en", Day(2025, 3, 4), 12, True, Stance.SUPPORT),
        leaves=(Leaf("first"), Leaf("second")),
        names=("Eiche", "chêne"),
        date=parse_interval("2025~"),
        best=Leaf("third"),
    )
    assert type(tree.id) is Id


def test_a_record_knows_where_its_values_stand():
    tree, _ = read(WHOLE)
    assert list(tree.places) == ["", *WHOLE]
    assert (tree.places[""].line, tree.places["best"].line, tree.places["best"].column) == (1, 11, 7)
    assert tree.leaves[1].places["name"].column == 32


def test_what_is_missing_is_told_and_replaced():
    tree, problems = read({"names": "[Eiche]"})
    missing = ("day", "grows", "height", "id", "language", "leaves", "stance", "title")
    assert [problem.message for problem in problems] == [f"`{name}` is missing" for name in missing]
    assert (tree.id, tree.title, tree.day, tree.height, tree.grows, tree.leaves) == ("", "", Day.max, 0, False, ())
    assert tree.names == ("Eiche",)
    assert list(tree.places) == ["", "names"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("title", "", "`title` is empty"),
        ("title", "~", "`title` is empty"),
        ("title", "''", "`title` is empty"),
        ("title", "'  '", "`title` is empty"),
        ("title", "[a]", "`title` must be text, found a list"),
        ("title", "{a: b}", "`title` must be text, found `key: value` pairs"),
        ("names", "[]", "`names` is empty"),
        ("names", "Eiche", "`names` must be a list"),
        ("names", "{a: b}", "`names` must be a list"),
        ("names", "[Eiche, '', chêne]", "an item of `names` is empty"),
        ("names", "[Eiche, [a], chêne]", "an item of `names` must be text, found a list"),
        ("names", "[Eiche, chêne, Eiche]", "an item of `names` stands there twice: `Eiche`"),
        ("leaves", "[]", "`leaves` is empty"),
        ("leaves", "first", "`leaves` must be a list"),
        ("leaves", "[first]", "expected `key: value` pairs with name, found text"),
        ("leaves", "[{}]", "`name` is missing"),
        ("best", "third", "expected `key: value` pairs with name, found text"),
        ("best", "[third]", "expected `key: value` pairs with name, found a list"),
        ("best", "{}", "`name` is missing"),
        ("best", "{name: third, colour: red}", "unknown key `colour`"),
        ("id", "Oak", "the id `Oak` may contain only a-z, 0-9 and single hyphens"),
        ("language", "English!", "`English!` is not a language tag"),
        ("day", "2025", "`2025` is not one exact day"),
        ("date", "soon", "`soon` is not a date"),
        ("height", "1.5", "`1.5` is not a whole number"),
        ("grows", "true", "`true` is neither `yes` nor `no`"),
        ("stance", "maybe", f"`maybe` is not one of {', '.join(Stance)}"),
    ],
)
def test_a_wrong_value_is_one_fault_and_leaves_the_rest(key, value, said):
    tree, (problem,) = read(WHOLE | {key: value})
    assert problem.message == said
    assert problem.at.line == list(WHOLE).index(key) + 1
    whole, _ = read(WHOLE)
    assert {name for name in WHOLE if getattr(tree, name) != getattr(whole, name)} <= {key}


def test_a_null_in_quotation_marks_is_a_word():
    tree, problems = read(WHOLE | {"title": "'~'", "names": '["null"]'})
    assert not problems
    assert (tree.title, tree.names) == ("~", ("null",))


def test_what_is_no_record_is_none():
    root, problems = read_yaml(Source("a.yml", "a: [b]"))
    assert read_record(Tree, root.entries["a"], problems) is None
    wanted = "id, title, language, day, height, grows, stance, leaves"
    assert [problem.message for problem in problems] == [f"expected `key: value` pairs with {wanted}, found a list"]


def test_known_keys_are_named_where_no_guess_is_near():
    _, (near, far) = read(WHOLE | {"titel": "x", "zzz": "x"})
    assert near.help == "did you mean `title`?"
    assert far.help == f"known keys: {', '.join(WHOLE)}"


@pytest.mark.parametrize(("word", "stance"), SYNONYMS[Stance].items())
def test_a_synonym_is_taken_with_a_hint(word, stance):
    tree, (problem,) = read(WHOLE | {"stance": word.upper()})
    assert tree.stance is stance
    assert (problem.code, problem.severity) == ("stance-synonym", "warning")
    assert problem.help == f"write `{stance}`"

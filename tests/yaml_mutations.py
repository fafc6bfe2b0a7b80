"""Files with YAML of unusual making, and what may have become of them when somebody else has edited them."""

import random
import re
from functools import lru_cache
from pathlib import Path

import yaml

from briefing_desk.editing.documents import open_document
from briefing_desk.editing.edits import CannotEdit
from briefing_desk.editing.notation import Folded
from briefing_desk.editing.operations import append, insert, remove, replace
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import Source

ROOT = Path(__file__).parent.parent
ODD = """---
# Above all.
title:   "Council: votes"   # as published
authors: [ A. Name,B. Name ]
positions:
- actor:    dockers-union      # aligned
  question: quay/close
  stance:   conditional
  summary: >-
    Accepts closing
    the quay.

  quotes:
  -   exact: |-
        we will not

        leave
      speakers: []
  # between two
- {actor: city, question: quay/close, quotes: [{exact: "we, the city"}]}

# behind the last
passages: []   # none yet
accepted:
...
Body with --- and # marks.
"""
VOCABULARY = """# People.
dockers-union:
    name: Dockers' Union
    kind: organisation
    aliases:
        - the union
        - 'a "b"'   # theirs
jo-marsh: {name: Jo Marsh, kind: person, }
empty: {}
plain: two
  lines
# The end."""
MOST = 1000
"""Characters of a file of the demo: more of the same would only take longer."""


def cut(path: Path) -> str:
    """Return the beginning of a file of the demo, as a file of its own."""
    text = path.read_text("utf-8")
    end = text.rfind("\n  - ", 0, MOST) + 1 if len(text) > MOST else len(text)
    return text[:end] + ("---\n" if path.suffix == ".md" else "")


BASES = [
    ("a.md", ODD),
    ("v.yml", VOCABULARY),
    *[(path.name, cut(path)) for path in sorted((ROOT / "seeds/articles").glob("*.md"))],
    *[(path.name, cut(path)) for path in sorted((ROOT / "seeds/topics").glob("*.yml"))],
    ("actors.yml", (ROOT / "seeds/actors.yml").read_text("utf-8")[:MOST].rpartition("\n")[0]),
]
WORDS = (
    "plain",
    "no",
    "it: is",
    "a #b",
    "[x]",
    "“q” – ü",
    "2025-03-04",
    "don't",
    " x",
    "a,b",
    "- a",
    "Київ",
    "x  y",
    "\\",
)
PIECES = (
    " ",
    "  ",
    "\n",
    "\n\n",
    "#",
    " # c",
    "\t",
    ": ",
    "- ",
    "x",
    '"',
    "'",
    "[",
    "]",
    "{",
    ", ",
    ">-",
    "|",
    "é",
    "\n# c\n",
    "\ufeff",
)


def mutate(chance: random.Random, text: str) -> str:
    """Return a text in which a few things have changed, as by a hasty hand."""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.randrange(1, 12) :]
        elif kind == 2:
            lines = text.split("\n")
            index = chance.randrange(len(lines))
            lines[index] = " " * chance.randrange(6) + lines[index].strip()
            text = "\n".join(lines)
        elif kind == 3:
            lines = text.split("\n")
            index = chance.randrange(len(lines))
            lines.insert(index, chance.choice(lines))
            text = "\n".join(lines)
        else:
            text = text.replace("    ", "   ") if chance.random() < 0.1 else text
    return text.replace("\n", "\r\n") if chance.random() < 0.3 else text


def make_value(chance: random.Random, depth: int = 0):
    """Return a value to write."""
    kind = chance.randrange(5 if depth < 2 else 2)
    if kind == 0:
        return chance.choice(WORDS)
    if kind == 1:
        return Folded(" ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 60))))
    if kind == 2:
        return [chance.choice(WORDS) for _ in range(chance.randrange(1, 4))]
    if kind == 3:
        return [{"a": make_value(chance, 2), "b": make_value(chance, 2)}]
    return {f"k{number}": make_value(chance, depth + 1) for number in range(chance.randrange(1, 4))}


@lru_cache(64)  # of every third file nothing was changed
def read_plain(text: str, path: str):
    """Return what another reader of YAML says, every value a text; mappings as pairs, for their order counts."""
    source = Source(path, text)
    start, end = 0, len(text)
    if path.endswith(".md"):
        split = split_front_matter(source)
        start, end = split.start, split.end
    return show(yaml.compose(text[start:end].lstrip("\ufeff"), Loader=yaml.SafeLoader))


def show(node):
    if node is None:
        return []
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [show(child) for child in node.value]
    return [(key.value, show(value)) for key, value in node.value]


def to_pairs(value):
    """Return a value that is to be written in the same form."""
    if isinstance(value, dict):
        return [(key, to_pairs(item)) for key, item in value.items()]
    return [to_pairs(item) for item in value] if isinstance(value, list) else str(value)


def list_paths(plain, path=()):
    """Yield every path in what a reader says, with what stands there."""
    yield path, plain
    if isinstance(plain, list):
        for index, child in enumerate(plain):
            step, value = child if isinstance(child, tuple) else (index, child)
            yield from list_paths(value, (*path, step))


def change(plain, path, do):
    if not path:
        return do(plain)
    return [
        (child[0], change(child[1], path[1:], do))
        if isinstance(child, tuple) and child[0] == path[0]
        else change(child, path[1:], do)
        if index == path[0] and not isinstance(child, tuple)
        else child
        for index, child in enumerate(plain)
    ]


def find_gaps(old: str, new: str) -> tuple[str, str]:
    """Return what stands in one text and not in the other, but for what both begin and end with."""
    start = count_alike(old, new)
    end = count_alike(old[start:][::-1], new[start:][::-1])
    return old[start : len(old) - end], new[start : len(new) - end]


def count_alike(one: str, other: str) -> int:
    """Return with how many of the same characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))


def plan_one(chance: random.Random, document, before):
    """Return a name for something to do to a document, how to do it, and what another reader must say then."""
    places, value = list(list_paths(before)), make_value(chance)
    kind = chance.choice(("insert", "append", "replace", "remove"))
    if kind == "insert":
        at, found = chance.choice([one for one in places if is_mapping(one[1]) or one[0] == ()])
        keys = [key for key, _ in found]
        order = chance.choice(((), (*keys[: chance.randrange(len(keys) + 1)], "new-key")))
        known = [index for index, key in enumerate(keys) if not order or key in order]
        behind = known[-1] + 1 if known else 0 if order else len(found)
        wanted = change(before, at, lambda pairs: [*pairs[:behind], ("new-key", to_pairs(value)), *pairs[behind:]])
        return kind, lambda: insert(document, at, "new-key", value, order), wanted
    if kind == "append":
        at, _ = chance.choice([one for one in places if one[0] and is_list(one[1])] or [places[-1]])
        wanted = change(before, at, lambda items: [*(items or []), to_pairs(value)])
        return kind, lambda: append(document, at, value), wanted
    at, _ = chance.choice(places[1:] or [(("none",), "")])
    if kind == "replace":
        return kind, lambda: replace(document, at, value), change(before, at, lambda _: to_pairs(value))
    wanted = change(before, at[:-1], lambda held: [one for index, one in enumerate(held) if step(index, one) != at[-1]])
    return kind, lambda: remove(document, at), wanted


def try_one(chance: random.Random) -> str:
    """Do something to a damaged file; return `done`, or why nothing was; raise AssertionError where it went wrong."""
    path, base = chance.choice(BASES)
    text = mutate(chance, base)
    try:
        document = open_document(Source(path, text))
        before = read_plain(text, path)
    except (CannotEdit, yaml.YAMLError):  # libyaml takes a tab where PyYAML's own reader does not
        return "unreadable"
    if has_twins(before):
        return "unreadable"
    kind, act, wanted = plan_one(chance, document, before)
    try:
        fresh = act().source.text
    except CannotEdit:
        return "refused"
    assert read_plain(fresh, path) == wanted, (kind, text, fresh)
    gone, come = find_gaps(text, fresh)
    if kind in ("insert", "append"):
        assert gone.replace("[]", "", 1).strip() in come, (kind, text, fresh)
    assert count_comments(gone) <= count_comments(come), (kind, text, fresh)
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        assert "\n" not in fresh.replace("\r\n", ""), (kind, text, fresh)
    return "done"


def step(index, one):
    """Return what leads to a value of a mapping or a list."""
    return one[0] if isinstance(one, tuple) else index


def is_list(plain):
    return plain == "" or (isinstance(plain, list) and not is_mapping(plain))


def has_twins(plain):
    """Say whether a key stands twice in a mapping: which of the two is meant nobody can say."""
    if not isinstance(plain, list):
        return False
    keys = [one[0] for one in plain if isinstance(one, tuple)]
    return len(keys) > len(set(keys)) or any(has_twins(one[1] if isinstance(one, tuple) else one) for one in plain)


def is_mapping(plain):
    return isinstance(plain, list) and bool(plain) and all(isinstance(one, tuple) for one in plain)


def count_comments(words):
    return len(
        re.findall(r"(?m)^[ \t]*# c$|# as published|# aligned|# between two|# behind|# none yet|# theirs", words)
    )

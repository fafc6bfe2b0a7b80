"""A mapping of the annotation format becomes a noun of the model: the noun's own fields are the schema.

A required value that is missing or wrong is replaced by a stand-in, so that every other check goes on; the problem
it leaves behind stops the run before anything is rendered.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import OWN_WORDS, Language, Stance
from briefing_desk.schema.values import CONVERTERS, LANGUAGE, Wrong
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Text
from briefing_desk.syntax.suggest import describe_odd_characters, find_nearest_name, suggest_name
from briefing_desk.syntax.yaml_tree import Mapping, Node, Scalar, Sequence, name_kind, place_of

SYNONYMS: dict[type[StrEnum], dict[str, StrEnum]] = {
    Stance: {
        **dict.fromkeys(("favor", "favour", "for", "agree", "agrees", "yes", "supports", "pro"), Stance.SUPPORT),
        **dict.fromkeys(("against", "disagree", "disagrees", "no", "opposes", "anti"), Stance.OPPOSE),
        **dict.fromkeys(("no comment", "none"), Stance.NO_COMMENT),
    }
}
"""Words that are understood, with a hint to the canonical one."""

NEEDED = frozenset(("actor",))
"""Not required, since there is another key in its place; but to delete it where it is empty mends nothing."""
EXAMPLES = {Day: "2025-03-04", Language: "en"}
"""Of values that have one form."""
UNREAD = "unread "
"""Stands before a key's name among a noun's places where the key is there, misspelt perhaps, and was not read."""
T = TypeVar("T")


def read_record(kind: type[T], node: Node, problems: list[Problem]) -> T | None:
    """Return the noun that `node` describes, adding what is wrong to `problems`; None if it is no mapping."""
    if not isinstance(node, Mapping):
        wanted = ", ".join(name for name, (_, required) in list_keys(cast(Any, kind)).items() if required)
        message = f"expected `key: value` pairs with {wanted}, found {name_kind(node)}"
        help = "write each on a line of its own, as `key: value`"
        problems.append(Problem(place_of(node), "wrong-type", message, help))
        return None
    keys = list_keys(cast(Any, kind))
    misspelt = set()
    for key in node.entries:
        if key not in keys:
            meant = find_nearest_name(key, keys)
            misspelt.add(meant)
            help = f"did you mean `{meant}`?" if meant else f"known keys: {', '.join(keys)}"
            message = f"unknown key `{key}`{describe_odd_characters(key)}"
            problems.append(Problem(key.at, "unknown-key", message, help))
    given: dict[str, Text] = {key: key for key in node.entries}
    places = {"": node.at}
    values: dict[str, Any] = {}
    for name, (wanted, required) in keys.items():
        found = given.get(name)
        if found is None:
            if name in misspelt:
                places[f"{UNREAD}{name}"] = node.at
            elif required:
                problems.append(Problem(node.at, "missing-key", f"`{name}` is missing", advise_missing(name, wanted)))
            if required:
                values[name] = stand_in(wanted, node.at)
            continue
        entry = node.entries[found]
        value: Any = ()
        may_be_empty = name in list_optional_lists(cast(Any, kind))
        if not (may_be_empty and isinstance(entry, Sequence) and not entry.items):
            value = read_value(wanted, entry, f"`{name}`", found.at, problems, required or name in NEEDED)
        if value is not None:
            values[name] = value
            places[name] = place_of(entry)
        else:
            places[f"{UNREAD}{name}"] = found.at
            if required:
                values[name] = stand_in(wanted, found.at)
    make: Callable[..., T] = kind
    return make(**values, places=places)


@cache
def list_keys(kind: Any) -> dict[str, tuple[Any, bool]]:
    """Return the keys of a noun with each one's type and whether it is required, in the model's order."""
    hints = get_type_hints(kind)
    return {
        field.name: (strip_optional(hints[field.name]), field.default is MISSING)
        for field in fields(kind)
        if field.name != "places"
    }


@cache
def list_optional_lists(kind: Any) -> frozenset[str]:
    """Return the keys of a noun that may be an empty list, since to leave one out says something else."""
    hints = get_type_hints(kind)
    bare = {name: strip_optional(hint) for name, hint in hints.items()}
    optional = (name for name, hint in bare.items() if get_origin(hint) is tuple and hint is not hints[name])
    return frozenset((*optional, *getattr(kind, "MAY_BE_EMPTY", ())))


def strip_optional(hint: Any) -> Any:
    """Return `X` for `X | None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def read_value(wanted: Any, node: Node, label: str, at: Place, problems: list[Problem], required: bool = False) -> Any:
    """Return a value of the wanted type, or None with what is wrong added to `problems`.

    `label` is what messages call the value; `at` is where it is told that nothing is there.
    """
    if isinstance(node, Scalar) and node.is_told:
        return None
    if is_empty(node):
        help = "indent the lines of its text" if is_block(node) else advise_empty(wanted, required)
        place = place_of(node) if isinstance(node, Scalar) and node.text else at
        problems.append(Problem(place, "empty-value", f"{label} is empty", help))
        return None
    if get_origin(wanted) is tuple:
        return read_list(get_args(wanted)[0], node, label, problems)
    if wanted not in CONVERTERS and is_dataclass(wanted):
        return read_record(cast(type[Any], wanted), node, problems)
    if wanted in OWN_WORDS and isinstance(node, Mapping):
        return read_by_language(wanted, node, label, problems)
    if not isinstance(node, Scalar):
        message = f"{label} must be text, found {name_kind(node)}"
        help = "put the value in quotation marks if it begins with [ or {"
        problems.append(Problem(place_of(node), "wrong-type", message, help))
        return None
    return read_scalar(wanted, node.text, problems)


def read_by_language(wanted: Any, node: Mapping, label: str, problems: list[Problem]) -> Any:
    """Return the first of the texts that are given by language: that of the site's own."""
    values = []
    for key, entry in node.entries.items():
        if not LANGUAGE.fullmatch(key):
            help = "give a text, or one for each language: `{en: …, de: …}`"
            problems.append(Problem(key.at, "bad-language", f"`{key}` below {label} is not a language tag", help))
        values.append(read_value(Text, entry, f"{label} in `{key}`", key.at, problems))
    first = next(iter(values), None)
    return read_scalar(wanted, first, problems) if isinstance(first, Text) else None


def advise_missing(name: str, wanted: Any) -> str:
    """Return how to mend a key that is not there; where few values or one form are possible, which."""
    if get_origin(wanted) is tuple:
        return f"add `{name}:`, with one item or more behind `- `"
    if issubclass(wanted, StrEnum):
        return f"add `{name}: …`, one of {', '.join(list_words(wanted))}"
    return f"add `{name}: {EXAMPLES.get(wanted, '…')}`"


def advise_empty(wanted: Any, required: bool) -> str:
    """Return how to mend a value that says nothing; where there are few, which there are."""
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return f"choose one of {', '.join(member.value for member in wanted)}"
    return "give it a value" if required else "give it a value, or delete it"


def is_empty(node: Node) -> bool:
    """Say whether a value is there but says nothing."""
    if isinstance(node, Scalar):
        return not node.text.strip() or (node.is_plain and node.text in ("~", "null", "Null", "NULL"))
    return isinstance(node, Sequence) and not node.items


def is_block(node: Node) -> bool:
    """Say whether a value is written as a block, below a `>` or `|`."""
    at = place_of(node)
    return at.source.text.startswith((">", "|"), at.offset)


def read_list(wanted: Any, node: Node, label: str, problems: list[Problem]) -> tuple[Any, ...] | None:
    """Return the items that can be read; items that cannot leave a problem."""
    if not isinstance(node, Sequence):
        is_name = wanted is Text and isinstance(node, Scalar)
        help = "put it in brackets: `[…]`" if is_name else "begin each item with `- `"
        problems.append(Problem(place_of(node), "wrong-type", f"{label} must be a list", help))
        return None
    label = f"an item of {label}"
    values = (read_value(wanted, item, label, place_of(item), problems) for item in node.items)
    items = [value for value in values if value is not None]
    if wanted is not Text:
        return tuple(items)
    first: dict[str, Text] = {}
    for item in items:
        if first.setdefault(item, item) is not item:
            problems.append(Problem(item.at, "duplicate-item", f"{label} stands there twice: `{item}`", "delete one"))
    return tuple(first)


def read_scalar(wanted: Any, text: Text, problems: list[Problem]) -> Any:
    """Return a text converted to the wanted type, or None with a problem at the text."""
    try:
        if issubclass(wanted, StrEnum):
            return read_word(wanted, text, problems)
        return CONVERTERS[wanted](text)
    except Wrong as wrong:
        problems.append(Problem(text.at, wrong.code, wrong.message, wrong.help))
        return None


@cache
def list_words(wanted: type[StrEnum]) -> tuple[str, ...]:
    """Return the words of a fixed list."""
    return tuple(member.value for member in wanted)


def read_word(wanted: type[StrEnum], text: Text, problems: list[Problem]) -> StrEnum:
    """Return the member of a fixed list that `text` names; a synonym is taken with a hint."""
    if text in list_words(wanted):
        return wanted(text)
    synonym = SYNONYMS.get(wanted, {}).get(text.lower())
    if synonym:
        problems.append(Problem(text.at, "stance-synonym", f"`{text}` is read as `{synonym}`", f"write `{synonym}`"))
        return synonym
    listed = ", ".join(list_words(wanted))
    help = suggest_name(text, list_words(wanted)) or "write the one that is meant"
    raise Wrong("bad-word", f"`{text}` is not one of {listed}", help)


def stand_in(wanted: Any, at: Place) -> Any:
    """Return a harmless value of a type, in place of one that could not be read."""
    if get_origin(wanted) is tuple:
        return ()
    if wanted is Day:
        return Day.max
    if issubclass(wanted, StrEnum):
        return list(wanted)[-1]
    return wanted("", at) if issubclass(wanted, Text) else wanted()

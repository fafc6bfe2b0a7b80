"""A mapping of the annotation format becomes a noun of the model: the noun's own fields are the schema.

A required value that is missing or wrong is replaced by a stand-in, so that every other check goes on; the problem
it leaves behind stops the run before anything is rendered.
"""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from generator.dates import HELP as DATE_HELP
from generator.dates import Day, Interval, parse_interval
from generator.model import Id, Language, Stance, Url
from generator.problems import Problem
from generator.source import Place, Text
from generator.suggest import suggest_name
from generator.yamltree import Mapping, Node, Scalar, Sequence, place_of

MAX_CHARACTERS = 2000
MAX_ID = 80
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SYNONYMS: dict[type[StrEnum], dict[str, StrEnum]] = {
    Stance: {
        **dict.fromkeys(("favor", "favour", "for", "agree", "agrees", "yes", "supports", "pro"), Stance.SUPPORT),
        **dict.fromkeys(("against", "disagree", "disagrees", "no", "opposes", "anti"), Stance.OPPOSE),
        **dict.fromkeys(("no comment", "none"), Stance.NO_COMMENT),
    }
}
"""Words that are understood, with a hint to the canonical one."""

T = TypeVar("T")


class Wrong(ValueError):
    """Says why a text is not a value of the wanted type, and how to mend it."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def read_record(kind: type[T], node: Node, problems: list[Problem]) -> T | None:
    """Return the noun that `node` describes, adding what is wrong to `problems`; None if it is no mapping."""
    if not isinstance(node, Mapping):
        wanted = ", ".join(name for name, (_, required) in list_keys(cast(Any, kind)).items() if required)
        message = f"expected `key: value` pairs with {wanted}, found {name_kind(node)}"
        problems.append(Problem(place_of(node), "wrong-type", message))
        return None
    keys = list_keys(cast(Any, kind))
    for key in node.entries:
        if key not in keys:
            problems.append(Problem(key.at, "unknown-key", f"unknown key `{key}`", explain_key(key, keys)))
    places = {"": node.at}
    values: dict[str, Any] = {}
    for name, (wanted, required) in keys.items():
        found = next((key for key in node.entries if key == name), None)
        if found is None:
            if required:
                problems.append(Problem(node.at, "missing-key", f"`{name}` is missing"))
                values[name] = stand_in(wanted, node.at)
            continue
        value = read_value(wanted, node.entries[found], found, problems)
        if value is not None:
            values[name] = value
            places[name] = place_of(node.entries[found])
        elif required:
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


def strip_optional(hint: Any) -> Any:
    """Return `X` for `X | None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def explain_key(key: Text, keys: dict[str, Any]) -> str:
    """Return how to mend an unknown key."""
    return suggest_name(key, keys) or f"known keys: {', '.join(keys)}"


def read_value(wanted: Any, node: Node, key: Text, problems: list[Problem]) -> Any:
    """Return a value of the wanted type, or None with what is wrong added to `problems`."""
    if is_empty(node):
        place = place_of(node) if isinstance(node, Scalar) and node.text else key.at
        problems.append(Problem(place, "empty-value", f"`{key}` is empty", "give it a value or delete the key"))
        return None
    if get_origin(wanted) is tuple:
        return read_list(get_args(wanted)[0], node, key, problems)
    if wanted not in CONVERTERS and is_dataclass(wanted):
        return read_record(cast(type[Any], wanted), node, problems)
    if not isinstance(node, Scalar):
        message = f"`{key}` must be text, found {name_kind(node)}"
        help = "put the value in quotation marks if it begins with [ or {"
        problems.append(Problem(place_of(node), "wrong-type", message, help))
        return None
    return read_scalar(wanted, node.text, key, problems)


def is_empty(node: Node) -> bool:
    """Say whether a value is there but says nothing."""
    if isinstance(node, Scalar):
        return not node.text.strip() or (node.is_plain and node.text in ("~", "null", "Null", "NULL"))
    return isinstance(node, Sequence) and not node.items


def read_list(wanted: Any, node: Node, key: Text, problems: list[Problem]) -> tuple[Any, ...] | None:
    """Return the items that can be read; items that cannot leave a problem."""
    if not isinstance(node, Sequence):
        help = f"write `{key}: [{node.text}]`" if isinstance(node, Scalar) else "begin each item with `- `"
        problems.append(Problem(place_of(node), "wrong-type", f"`{key}` must be a list", help))
        return None
    items = [value for item in node.items if (value := read_value(wanted, item, key, problems)) is not None]
    for index, item in enumerate(items):
        if isinstance(item, Text) and item in items[:index]:
            problems.append(Problem(item.at, "duplicate-item", f"`{item}` is listed twice in `{key}`"))
    return tuple(dict.fromkeys(items)) if all(isinstance(item, Text) for item in items) else tuple(items)


def read_scalar(wanted: Any, text: Text, key: Text, problems: list[Problem]) -> Any:
    """Return a text converted to the wanted type, or None with a problem at the text."""
    try:
        if len(text) > MAX_CHARACTERS:
            raise Wrong("value-length", f"`{key}` has {len(text)} characters, the limit is {MAX_CHARACTERS}")
        if issubclass(wanted, StrEnum):
            return read_word(wanted, text, problems)
        return CONVERTERS[wanted](text)
    except Wrong as wrong:
        problems.append(Problem(text.at, wrong.code, wrong.message, wrong.help))
        return None


def read_word(wanted: type[StrEnum], text: Text, problems: list[Problem]) -> StrEnum:
    """Return the member of a fixed list that `text` names; a synonym is taken with a hint."""
    if text in {member.value for member in wanted}:
        return wanted(text)
    synonym = SYNONYMS.get(wanted, {}).get(text.lower())
    if synonym:
        problems.append(Problem(text.at, "stance-synonym", f"`{text}` is read as `{synonym}`", f"write `{synonym}`"))
        return synonym
    listed = ", ".join(member.value for member in wanted)
    help = suggest_name(text, [member.value for member in wanted])
    raise Wrong("bad-word", f"`{text}` is not one of {listed}", help)


def convert_text(text: Text) -> Text:
    """Return the text without outer white space."""
    return Text(text.strip(), text.at)


def convert_id(text: Text) -> Id:
    """Return a well-formed id."""
    check_id(text)
    return Id(text, text.at)


def check_id(text: str) -> None:
    """Raise Wrong unless `text` can be an id, a file name on every system and a part of an address."""
    if len(text) > MAX_ID:
        raise Wrong("bad-id", f"the id has {len(text)} characters, the limit is {MAX_ID}")
    if not ID.fullmatch(text):
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        message = f"the id `{text}` may contain only a-z, 0-9 and single hyphens"
        raise Wrong("bad-id", message, f"for example `{better}`" if better else "")
    if RESERVED.fullmatch(text):
        raise Wrong("bad-id", f"`{text}` is a reserved name", "choose another id")


def convert_url(text: Text) -> Url:
    """Return a link that is safe to publish: http or https, a host, no user, nothing that could end an attribute."""
    help = "give the full address, beginning with https://"
    if re.search(r"[\x00-\x20\x7f-\xa0\"'<>\\`{}|^\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text):
        raise Wrong(
            "bad-url",
            "the address contains a space, quotation mark, bracket or backslash",
            "percent-encode it",
        )
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Wrong("bad-url", f"not an address: {error}", help) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise Wrong("bad-url", "only http and https links are allowed", help)
    if not host:
        raise Wrong("bad-url", "the address has no host", help)
    if "@" in parts.netloc:
        raise Wrong("bad-url", "the address contains a user name (`@`)", "delete the part before the @")
    return Url(text, text.at)


def convert_language(text: Text) -> Language:
    """Return a language tag."""
    if not LANGUAGE.fullmatch(text):
        raise Wrong("bad-language", f"`{text}` is not a language tag", "for example `en`, `uk`, `pt-BR`")
    return Language(text, text.at)


def convert_interval(text: Text) -> Interval:
    """Return an EDTF date."""
    try:
        return parse_interval(text)
    except ValueError as error:
        raise Wrong("bad-date", str(error), DATE_HELP) from None


def convert_day(text: Text) -> Day:
    """Return one exact day."""
    interval = convert_interval(text)
    if interval.first is None or interval.first != interval.last or len(text) != 10:
        raise Wrong("bad-date", f"`{text}` is not one exact day", "write 2025-03-04")
    return interval.first


def convert_number(text: Text) -> int:
    """Return a whole number, not negative."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Wrong("bad-word", f"`{text}` is not a whole number")
    return int(text)


def convert_yes_no(text: Text) -> bool:
    """Return True for `yes` and False for `no`."""
    if text not in ("yes", "no"):
        raise Wrong("bad-word", f"`{text}` is neither `yes` nor `no`")
    return text == "yes"


CONVERTERS: dict[Any, Callable[[Text], Any]] = {
    Text: convert_text,
    Id: convert_id,
    Url: convert_url,
    Language: convert_language,
    Interval: convert_interval,
    Day: convert_day,
    int: convert_number,
    bool: convert_yes_no,
}
"""How the text of each type of value is read; each raises Wrong."""


def stand_in(wanted: Any, at: Place) -> Any:
    """Return a harmless value of a type, in place of one that could not be read."""
    if get_origin(wanted) is tuple:
        return ()
    if wanted is Day:
        return Day.max
    if issubclass(wanted, StrEnum):
        return list(wanted)[-1]
    return wanted("", at) if issubclass(wanted, Text) else wanted()


def name_kind(node: Node) -> str:
    """Return what a value is, for messages."""
    return {Scalar: "text", Sequence: "a list", Mapping: "`key: value` pairs"}[type(node)]

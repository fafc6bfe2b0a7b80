"""JSON Schemas of the files in `seeds/`, for editors: from the model, its docstrings are the descriptions.

They help while somebody types; what is right is what `briefing check` says. Draft 7, which editors read.
"""

import ast
import inspect
from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from briefing_desk.schema import model
from briefing_desk.schema.dates import Day, Interval
from briefing_desk.schema.model import (
    Actor,
    Article,
    Id,
    Label,
    Language,
    Name,
    Publisher,
    Title,
    Topic,
    Url,
    Verbatim,
    Wording,
)
from briefing_desk.schema.records import list_keys, list_optional_lists
from briefing_desk.schema.values import ID, LANGUAGE, MAX_TITLE
from briefing_desk.syntax.source import Text

DRAFT = "http://json-schema.org/draft-07/schema#"
WORDS = {"type": ["string", "number", "boolean"]}
"""Editors take `2025` for a number and `no` for a truth value; the generator takes every value as text."""
VALUES: dict[Any, dict[str, Any]] = {
    Text: WORDS,
    Title: {**WORDS, "maxLength": MAX_TITLE},
    Wording: {"type": [*WORDS["type"], "object"]},
    **{kind: {"type": [*WORDS["type"], "object"], "maxLength": MAX_TITLE} for kind in (Label, Name)},
    Verbatim: WORDS,
    Interval: WORDS,
    Id: {"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": 80},
    Url: {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
    Language: {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"},
    Day: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
"""How the value of each type looks."""


def make_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file by its name."""
    ids = {"propertyNames": VALUES[Id], "type": "object"}
    return {
        "article": {"$schema": DRAFT, "title": "The front matter of an article", **describe_noun(Article)},
        "topic": {"$schema": DRAFT, "title": "A topic", **describe_noun(Topic)},
        "actors": {
            "$schema": DRAFT,
            "title": "Actors and speakers",
            **ids,
            "additionalProperties": describe_noun(Actor),
        },
        "publishers": {
            "$schema": DRAFT,
            "title": "Publishers",
            **ids,
            "additionalProperties": describe_noun(Publisher),
        },
    }


def describe_noun(kind: Any) -> dict[str, Any]:
    """Return the schema of a noun: a mapping of its fields."""
    keys, words = list_keys(kind), read_descriptions()
    optional = {name: {"minItems": 0} for name in list_optional_lists(kind)}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, (_, is_required) in keys.items() if is_required],
        "properties": {
            name: {"description": words[kind.__name__, name], **describe_value(wanted), **optional.get(name, {})}
            for name, (wanted, _) in keys.items()
        },
    }


def describe_value(wanted: Any) -> dict[str, Any]:
    """Return the schema of a value of a type."""
    if get_origin(wanted) is tuple:
        return {"type": "array", "minItems": 1, "items": describe_value(get_args(wanted)[0])}
    if wanted in VALUES:
        return VALUES[wanted]
    if is_dataclass(wanted):
        return describe_noun(wanted)
    assert issubclass(wanted, StrEnum)
    return {"enum": [member.value for member in wanted]}


@cache
def read_descriptions() -> dict[tuple[str, str], str]:
    """Return the docstring below each field of the model, by class and field."""
    found = {}
    for noun in ast.parse(inspect.getsource(model)).body:
        if isinstance(noun, ast.ClassDef):
            for line, below in zip(noun.body, noun.body[1:], strict=False):
                if isinstance(line, ast.AnnAssign) and isinstance(below, ast.Expr):
                    assert isinstance(line.target, ast.Name)
                    assert isinstance(below.value, ast.Constant)
                    found[noun.name, line.target.id] = " ".join(str(below.value.value).split())
    return found

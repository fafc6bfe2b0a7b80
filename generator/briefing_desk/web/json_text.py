"""JSON with one item a line: short to compare, fast to write."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

Json = dict[str, Any]


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def make_urn(*words: str) -> str:
    """Return a URN that depends on the words alone: a UUID of version 8 (RFC 9562), made of their SHA-256."""
    digits = sha256("\x1f".join(words).encode()).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def drop_empty(values: Mapping[str, Any]) -> Json:
    """Return the values that say something; what is unknown is left out."""
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}


def format_json(values: Mapping[str, Any]) -> str:
    """Return an object as JSON, a line for each key and for each item of a list: short to compare, fast to write."""
    lines = [f"{dump(key)}:{format_value(value)}" for key, value in values.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def format_value(value: Any) -> str:
    """Return a value as JSON; the items of a list stand on lines of their own, also in an object of its own."""
    if isinstance(value, dict) and any(isinstance(inner, list) for inner in value.values()):
        return format_json(value).rstrip("\n")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return format_list(value)
    return dump(value)


def format_list(items: Iterable[Any]) -> str:
    """Return a list as JSON, an item a line."""
    return "[\n" + ",\n".join(map(dump, items)) + "\n]"


def dump(value: Any) -> str:
    """Return a value as JSON on one line."""
    return ENCODER.encode(value)

"""How hard a law is tried, and how much of what says the same over and over `make fast` leaves to `make test`."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

Thing = TypeVar("Thing")


def share(number: int) -> int:
    """Return the profile's share of a number: `make fast` takes a quarter (conftest.py), `make test` and CI all."""
    return max(1, number * settings.default.max_examples // 100)


def tries(examples: int) -> settings:
    """Return the settings of a law that is tried on so many inputs, or on the profile's share of them."""
    return settings(max_examples=share(examples))


def some(things: Sequence[Thing]) -> Sequence[Thing]:
    """Return the profile's share of things that a test goes through, from all over them."""
    return things[:: max(1, len(things) // share(len(things)))]


def thin(cases: Iterable[Thing], kept: int = 4) -> list[object]:
    """Return the cases of a test that hold one law: `make fast` tries every so-manieth, `make test` all."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=[pytest.mark.slow] if at % kept else [])
        for at, case in enumerate(cases)
    ]

"""How hard a law is tried."""

from hypothesis import settings


def tries(examples: int) -> settings:
    """Return the settings of a law that is tried on so many inputs; on the profile's share of them, not of a hundred.

    `make fast` tries a quarter (conftest.py), `make test` and CI all.
    """
    return settings(max_examples=max(1, examples * settings.default.max_examples // 100))

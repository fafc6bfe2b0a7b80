"""Ids that depend on words alone."""

from functools import lru_cache
from hashlib import sha256
from itertools import product

PAIRS = ["".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]
"""The words for ten bits in base32 (RFC 4648), in small letters."""
SHIFTS = (40, 30, 20, 10, 0)


@lru_cache(maxsize=4096)
def make_id(prefix: str, *words: str) -> str:
    """Return an id that depends on the words alone: the same words always give the same id."""
    number = int.from_bytes(sha256("\x1f".join(words).encode()).digest()[:7], "big") >> 6
    return f"{prefix}-{''.join([PAIRS[number >> shift & 1023] for shift in SHIFTS])}"

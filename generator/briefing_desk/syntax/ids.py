"""Ids that depend on words alone."""

from base64 import b32encode
from functools import lru_cache
from hashlib import sha256

ID_LENGTH = 10


@lru_cache(maxsize=4096)
def make_id(prefix: str, *words: str) -> str:
    """Return an id that depends on the words alone: the same words always give the same id."""
    digest = sha256("\x1f".join(words).encode()).digest()
    return f"{prefix}-{b32encode(digest).decode().lower()[:ID_LENGTH]}"

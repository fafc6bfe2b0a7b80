"""The nouns (article, position, actor, topic …) with their fields, and the files in `seeds/` that hold them.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "codings",
    "dates",
    "model",
    "names",
    "publishing",
    "receipts",
    "records",
    "references",
    "reviews",
    "seeds",
    "settings",
    "values",
    "watching",
]

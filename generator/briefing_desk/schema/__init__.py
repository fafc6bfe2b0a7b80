"""The nouns of the contract and the files that hold them.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["dates", "model", "publishing", "receipts", "records", "reviews", "seeds", "settings", "values"]

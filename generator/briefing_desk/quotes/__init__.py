"""Finding a quote in its article, saying why it is not there, vouching for it.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "evidence",
    "find",
    "fragments",
    "omissions",
    "quote_ids",
    "readings",
    "receipts",
    "recognition",
    "stated",
    "verify",
]

"""`briefing add`: from a page or a file to a new article, whose annotations a person finishes.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "article_ids",
    "candidates",
    "documents",
    "drafting",
    "extraction",
    "fetching",
    "listings",
    "marking",
    "phrasing",
    "refreshing",
    "sentences",
]

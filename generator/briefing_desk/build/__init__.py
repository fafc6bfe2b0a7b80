"""The spine: read, parse, assemble, render, merge, write; and what goes part of that way.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "article_checks",
    "entries",
    "pages",
    "plan",
    "prose_review",
    "renaming",
    "site_checks",
    "spine",
    "style_checks",
    "survey",
]

"""What a page of the web says of itself, for `intake`: its title, its authors, its day, its text.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["archives", "authors", "body", "claims", "dating", "days", "head", "titles", "tree", "wording"]

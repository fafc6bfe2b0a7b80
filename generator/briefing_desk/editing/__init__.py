"""Changing a file that a person wrote: values go in, change and go out, and every other character stays.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["documents", "edits", "fields", "notation", "operations"]

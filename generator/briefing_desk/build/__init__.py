"""The spine: read, parse, assemble, render, merge, write; and what goes part of that way.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["entries", "libraries", "pages", "plan", "renaming", "spine", "style_checks", "survey"]

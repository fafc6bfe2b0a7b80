"""One set of seeds as a site in one more language: a folder of its own, derived from the site's.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["folder"]

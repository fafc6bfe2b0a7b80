"""The built site held against what it promises.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["examine", "external", "gather"]

"""`briefing watch`: feeds are asked when somebody asks, and what they bring waits until somebody decides on it.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["brought", "queue"]

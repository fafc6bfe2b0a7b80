"""The generated parts of a page, and the prose that people wrote around them.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["citations", "dom", "live_elements", "markers", "merge", "prose", "prose_checks", "skeleton"]

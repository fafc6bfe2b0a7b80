"""What is wrong across files: names that lead nowhere, articles that contradict themselves.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["acceptance", "assemble", "foreign", "references", "style"]

"""Every word that readers see, with dates and numbers in words.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["again", "catalogue", "phrases", "translation", "words"]

"""What others have marked becomes candidates, and the coding becomes a project that other programs open.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["formats", "matching", "proposals", "qdpx"]

"""From annotations to statements, cells and what changed: all that pages say is derived here.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "agreement",
    "cells",
    "claims",
    "compare",
    "history",
    "identity",
    "library",
    "lists",
    "order",
    "position_changes",
    "ranking",
    "reliability",
    "reviews",
    "statements",
]

"""A file's text as a tree of words with places (line and column), and the problems found on the way.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = [
    "conflicts",
    "decode",
    "errors",
    "front_matter",
    "hosts",
    "ids",
    "problems",
    "source",
    "suggest",
    "yaml_errors",
    "yaml_tree",
]

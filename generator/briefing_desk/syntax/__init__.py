"""A file"s text as a tree with places, and what is wrong with it.

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

"""What a language model finds in an article that a person has coded already; off unless that person sets it up.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["comparison", "configuration", "findings", "running"]

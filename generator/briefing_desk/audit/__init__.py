"""Checks the built site against its promises: links, scripts, policy, evidence; if asked, its sources on the net.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["examine", "external", "gather"]

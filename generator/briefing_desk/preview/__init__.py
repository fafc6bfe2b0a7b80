"""`briefing serve`: the site as it will be, in a browser on this machine, while somebody writes.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["live_site", "loop", "server"]

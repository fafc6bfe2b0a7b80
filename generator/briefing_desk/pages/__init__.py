"""What each kind of page shows, and which pages there are.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["agreement", "freshness", "site_pages", "timeline"]

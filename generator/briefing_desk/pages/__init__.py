"""The regions of each kind of page, from what was derived to markup; and which pages there are.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["accounts", "agreement", "freshness", "site_pages", "timeline"]

"""`briefing desk`: an article in the browser, its passages marked by keys, its positions written into the file.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["actions", "server", "workspace"]

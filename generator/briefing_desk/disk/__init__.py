"""Reading and writing a site"s files, one run at a time.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["cache_folder", "lock", "new_site", "read", "revisions", "workers", "write"]

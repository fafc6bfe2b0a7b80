"""The built site, made by MkDocs: what is as it was is not made again.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["incremental", "page_cache", "provenance", "search_index", "site_build"]

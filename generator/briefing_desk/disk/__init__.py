"""All that touches a site's files: reads them, writes them, lets one run in at a time, looks into git.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["cache_folder", "journal", "lock", "new_site", "read", "revisions", "workers", "write"]

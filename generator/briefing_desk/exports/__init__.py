"""Files for others to use: feeds, tables, references, annotations, plain text; one module for each format.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["atom", "feed_entries", "files", "json_feed", "llms", "tables"]

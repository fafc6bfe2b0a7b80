"""What others can use: feeds, tables, linked data, plain text.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["atom", "feed_entries", "files", "json_feed", "llms", "tables"]

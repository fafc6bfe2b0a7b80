"""What earlier runs found out, by the digest of what they found it out from: no run finds it out twice.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["database", "facts", "file_states", "packing"]

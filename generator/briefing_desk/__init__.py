"""Annotated articles in, briefing pages out: read → parse → assemble → render → merge → write."""

__version__ = "0.1.0"

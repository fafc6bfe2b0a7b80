"""What ends a run and is no fault of the content."""

AGAIN = "it was changed by somebody else meanwhile; nothing of theirs is lost: run this again"
"""Why a file was not written, or not read on."""


class UsageError(Exception):
    """Something outside the content is missing or forbidden; said in one line, exit 2."""

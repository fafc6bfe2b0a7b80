"""What ends a run and is no fault of the content."""


class UsageError(Exception):
    """Something outside the content is missing or forbidden; said in one line, exit 2."""

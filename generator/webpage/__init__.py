"""A saved page: what it says of itself, how far that can be believed, and its text."""

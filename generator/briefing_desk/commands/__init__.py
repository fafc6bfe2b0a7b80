"""One file for each command.

Nothing imports them: `cli` loads the one that is called.
"""

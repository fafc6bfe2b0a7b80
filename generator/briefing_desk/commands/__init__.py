"""One file for each command: its options, what it calls, what it prints.

Nothing imports them: `cli` loads the one that is called.
"""

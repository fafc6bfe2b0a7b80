"""The commands that only tell: nothing is written by them, and nothing built."""

"""The commands that take in what other programs have written, and write what they read."""

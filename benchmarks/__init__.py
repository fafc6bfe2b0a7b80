"""What everything costs: a synthetic corpus of any size, and measurements side by side."""

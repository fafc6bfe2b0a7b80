"""Pages: every kind of page, its regions in order, and what they show."""

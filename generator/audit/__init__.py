"""What the built site must hold, looked up in its HTML."""

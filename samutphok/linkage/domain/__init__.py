"""Which rows speak of the same person: pure decisions, with their reasons."""

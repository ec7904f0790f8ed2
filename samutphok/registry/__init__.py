"""People and households of the office, with their identifiers, history and sources."""

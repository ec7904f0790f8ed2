"""Ban Klang: places by kind, who stays, who waits, and what the home does for its neighbourhood."""

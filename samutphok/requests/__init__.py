"""What people ask for: by telephone, at the counter, on the web, at the door; and what became of it."""

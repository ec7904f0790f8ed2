"""Messages to people: templates, channels, quiet hours, and what became of each."""

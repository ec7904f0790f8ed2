"""Pure: meanings and decisions."""

"""Who goes to which family: volunteers, their keys' household lists, assignments and how far they have come."""

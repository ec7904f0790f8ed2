"""A family's case: opened, planned with the family, decided together, closed on evidence."""

"""What is printed: the family logbook."""

"""What a good register is, and what is counted."""

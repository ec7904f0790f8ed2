"""What is done to people, families and rows. Only linkage calls these: who belongs to whom is decided there."""

"""What can go wrong here, with what to do about it."""

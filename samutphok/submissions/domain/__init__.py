"""What a submission is and in which state it stands."""

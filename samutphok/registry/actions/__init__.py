"""What is done to people, families and rows. Linkage decides who belongs to whom, the logbook what visits say."""

"""samutphok, the family logbook: helps vulnerable families household by household."""

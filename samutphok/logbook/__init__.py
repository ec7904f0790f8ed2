"""The family logbook: what is known of a household, who said it and when."""

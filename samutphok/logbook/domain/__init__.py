"""What is known of one household: facts from register rows, each with the row that says so."""

"""What programmes decide without a database: words, rounds of reports, flows from the baseline to now."""

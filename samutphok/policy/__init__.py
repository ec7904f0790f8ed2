"""Package data: dated numbers, definitions, register layouts and rules, each with its source."""

"""What every capability stands on: audit, privacy, the warehouse, rules as Ibis expressions."""

"""What the registry speaks of: identities, families, rows, and how names are compared."""

"""Which records speak of the same person or household, and who decided so."""

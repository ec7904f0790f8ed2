"""Places: provinces to villages, communities, local governments, and their validity."""

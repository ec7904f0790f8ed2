"""One seeded generator of people who do not exist, for the demo, tests and benchmarks."""

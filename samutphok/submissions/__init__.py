"""Forms as they came back from the field: the exact bytes, kept before anything is understood, and their export."""

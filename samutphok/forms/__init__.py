"""Forms that are asked at the door: published versions that never change, their schema, and answers read by it."""

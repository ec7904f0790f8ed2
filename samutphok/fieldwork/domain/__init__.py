"""Assignments, rhythms and progress, as pure values."""

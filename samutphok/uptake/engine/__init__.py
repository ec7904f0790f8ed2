"""Counting over whole registers."""
